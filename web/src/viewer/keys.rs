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
    /// Select all rows.
    All,
    /// Unfold or fold the chosen row.
    Unfold,
    /// Open the menu of the chosen row.
    Menu,
    /// Go to the field of the search.
    Find,
    /// Go to the next hit; false: to the previous one.
    Hit(bool),
    /// Go to the next row of this level; false: to the previous one.
    Level(ViewLevel, bool),
    /// Go to the next line that a finding is based on; false: to the previous one.
    Proof(bool),
    /// Go to the field for a line or a time.
    GoTo,
    /// Open the page of the first code in the row.
    LookUp,
    /// Highlight the selected words, or go to the field for it.
    Highlight,
    /// Go to the field of the filter.
    Filter,
    /// Mark the row, or go to the note of its bookmark.
    Bookmark,
    /// Copy the selected rows.
    Copy,
    /// Copy only the texts of the selected rows.
    CopyMessage,
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
        ("a", true) => ViewKey::All,
        ("Enter", false) => ViewKey::Unfold,
        ("ContextMenu", _) | ("m", false) => ViewKey::Menu,
        ("F10", false) if shift => ViewKey::Menu,
        ("f", true) | ("/", false) => ViewKey::Find,
        ("F3", _) => ViewKey::Hit(!shift),
        ("n" | "N", false) => ViewKey::Hit(key == "n"),
        ("e" | "E", false) => ViewKey::Level(ViewLevel::Error, key == "e"),
        ("w" | "W", false) => ViewKey::Level(ViewLevel::Warning, key == "w"),
        ("f" | "F", false) => ViewKey::Proof(key == "f"),
        ("g", _) => ViewKey::GoTo,
        ("l", _) => ViewKey::LookUp,
        ("h", _) => ViewKey::Highlight,
        ("u", _) => ViewKey::Filter,
        ("b", false) => ViewKey::Bookmark,
        ("c", _) => ViewKey::Copy,
        ("C", false) => ViewKey::CopyMessage,
        ("o", false) => ViewKey::Switch,
        _ => return None,
    })
}

/// The list of the keys, for the help.
pub(crate) const KEYS: [(&str, &str); 16] = [
    ("\u{2191} \u{2193}", "row before or after; Page Up, Page Down, Home and End too"),
    (
        "Shift \u{2193}",
        "select several rows, with their elapsed time; with all keys that move; Ctrl A selects all",
    ),
    ("Enter", "unfold a row with several lines"),
    ("m", "menu of the row: show only or hide what is like it; Shift F10 does the same"),
    ("Ctrl F", "find a text; / does the same"),
    ("F3", "next hit; with Shift the previous one; n and N do the same"),
    ("e E", "next or previous error"),
    ("w W", "next or previous warning"),
    ("f F", "next or previous line that a finding is based on"),
    ("Ctrl G", "go to a line or a time; g does the same"),
    ("Ctrl L", "look up the code in the row, or any code; l does the same"),
    ("Ctrl H", "highlight the selected words or any text; h does the same"),
    ("Ctrl U", "filter; u does the same"),
    ("b", "mark the row with a note for the ticket"),
    ("o", "all logs of the machine in order of time, or the log of the row alone"),
    (
        "c C",
        "copy the selected rows, or only their texts; Ctrl C is c; Esc leads from a field back to the rows",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_move_with_the_usual_keys() {
        assert_eq!(read("ArrowDown", false, false), Some(ViewKey::Rows(1)));
        assert_eq!(read("PageUp", false, true), Some(ViewKey::Pages(-1)));
        assert_eq!(read("End", true, false), Some(ViewKey::Last));
        assert_eq!(read("a", true, false), Some(ViewKey::All));
    }

    #[test]
    fn shift_reverses_the_direction() {
        assert_eq!(read("F3", false, false), Some(ViewKey::Hit(true)));
        assert_eq!(read("F3", false, true), Some(ViewKey::Hit(false)));
        assert_eq!(read("E", false, true), Some(ViewKey::Level(ViewLevel::Error, false)));
        assert_eq!(read("N", false, false), Some(ViewKey::Hit(false)));
        assert_eq!(read("w", false, false), Some(ViewKey::Level(ViewLevel::Warning, true)));
        assert_eq!(read("F", false, true), Some(ViewKey::Proof(false)));
    }

    #[test]
    fn each_key_that_a_browser_can_keep_has_another_one() {
        for (key, other) in [("f", "/"), ("l", "l"), ("h", "h"), ("u", "u"), ("g", "g"), ("c", "c")] {
            assert_eq!(read(key, true, false), read(other, false, false), "{key}");
        }
        assert_eq!(read("F10", false, true), read("m", false, false));
        assert_eq!(read("F3", false, false), read("n", false, false));
    }

    #[test]
    fn other_keys_are_left_to_the_browser() {
        for (key, command) in
            [("k", true), ("?", false), ("Tab", false), ("e", true), ("b", true), ("F10", false)]
        {
            assert_eq!(read(key, command, false), None, "{key}");
        }
    }
}
