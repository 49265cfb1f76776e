//! The keys of the log viewer, for the focused grid.

use report::ViewLevel;

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ViewKey {
    /// Choose another row: the number of rows, downwards if positive.
    Rows(i64),
    /// The same in pages.
    Pages(i64),
    /// Choose the first row.
    First,
    /// Choose the last row.
    Last,
    /// Go to the field of the search.
    Find,
    /// Go to the next hit; false: to the previous one.
    Hit(bool),
    /// Go to the next row of this level; false: to the previous one.
    Level(ViewLevel, bool),
    /// Go to the field for a line or a time.
    GoTo,
    /// Open the page of the first code in the row.
    LookUp,
    /// Copy the row.
    Copy,
    /// Show the log of the row alone, or all logs of the machine.
    Switch,
}

/// Reads a key; `command`: with Ctrl, or with Cmd on a Mac.
pub(super) fn read(key: &str, command: bool, shift: bool) -> Option<ViewKey> {
    Some(match (key, command) {
        ("ArrowDown", false) => ViewKey::Rows(1),
        ("ArrowUp", false) => ViewKey::Rows(-1),
        ("PageDown", false) => ViewKey::Pages(1),
        ("PageUp", false) => ViewKey::Pages(-1),
        ("Home", _) => ViewKey::First,
        ("End", _) => ViewKey::Last,
        ("f", true) | ("/", false) => ViewKey::Find,
        ("F3", _) => ViewKey::Hit(!shift),
        ("n" | "N", false) => ViewKey::Hit(key == "n"),
        ("e" | "E", false) => ViewKey::Level(ViewLevel::Error, key == "e"),
        ("w" | "W", false) => ViewKey::Level(ViewLevel::Warning, key == "w"),
        ("g", _) => ViewKey::GoTo,
        ("l", _) => ViewKey::LookUp,
        ("c", false) => ViewKey::Copy,
        ("o", false) => ViewKey::Switch,
        _ => return None,
    })
}

/// The list of the keys, for the help.
pub(crate) const KEYS: [(&str, &str); 10] = [
    ("\u{2191} \u{2193}", "row before or after; Page Up, Page Down, Home and End too"),
    ("Ctrl F", "find a text; / does the same"),
    ("F3", "next hit; with Shift the previous one; n and N do the same"),
    ("e E", "next or previous error"),
    ("w W", "next or previous warning"),
    ("Ctrl G", "go to a line or a time; g does the same"),
    ("Ctrl L", "look up the code in the row; l does the same"),
    ("c", "copy the row"),
    ("o", "all logs of the machine in order of time, or the log of the row alone"),
    ("Esc", "from a field back to the rows"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_move_with_the_usual_keys() {
        assert_eq!(read("ArrowDown", false, false), Some(ViewKey::Rows(1)));
        assert_eq!(read("PageUp", false, false), Some(ViewKey::Pages(-1)));
        assert_eq!(read("End", true, false), Some(ViewKey::Last));
    }

    #[test]
    fn shift_reverses_the_direction() {
        assert_eq!(read("F3", false, false), Some(ViewKey::Hit(true)));
        assert_eq!(read("F3", false, true), Some(ViewKey::Hit(false)));
        assert_eq!(read("E", false, true), Some(ViewKey::Level(ViewLevel::Error, false)));
        assert_eq!(read("N", false, false), Some(ViewKey::Hit(false)));
        assert_eq!(read("w", false, false), Some(ViewKey::Level(ViewLevel::Warning, true)));
    }

    #[test]
    fn other_keys_are_left_to_the_browser() {
        for (key, command) in
            [("c", true), ("f", false), ("k", true), ("?", false), ("Tab", false), ("e", true)]
        {
            assert_eq!(read(key, command, false), None, "{key}");
        }
    }
}
