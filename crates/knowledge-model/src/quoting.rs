//! How a value is written where a command has a placeholder.

/// What surrounds a placeholder; the build finds it, and rejects a command whose placeholder is outside quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quoting {
    /// Nothing: in prose, or in a value to copy. No shell reads it.
    Plain,
    /// `'…'` of PowerShell.
    PowerShellSingle,
    /// `"…"` of PowerShell, in which `$` and backticks have a meaning.
    PowerShellDouble,
    /// `"…"` of the command prompt.
    Cmd,
    /// `'…'` of SQL.
    Sql,
}

impl Quoting {
    /// The value as it is written there; none if it cannot be written as one value.
    pub fn write(self, value: &str) -> Option<String> {
        match self {
            Self::Plain => Some(value.to_owned()),
            // PowerShell takes typographic quotes for plain ones.
            Self::PowerShellSingle => Some(doubled(value, "'\u{2018}\u{2019}\u{201a}\u{201b}")),
            // Escapes inside these depend on who reads them: a value that needs one is for single quotes.
            Self::PowerShellDouble => {
                let special = ['`', '$', '"', '\u{201c}', '\u{201d}', '\u{201e}'];
                (!value.contains(special)).then(|| value.to_owned())
            }
            // The command prompt has no way to write these inside quotes that every program reads alike.
            Self::Cmd => {
                (!value.contains(['"', '%', '!']) && !value.ends_with('\\')).then(|| value.to_owned())
            }
            Self::Sql => Some(doubled(value, "'")),
        }
    }
}

fn doubled(value: &str, these: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        out.push(c);
        if these.contains(c) {
            out.push(c);
        }
    }
    out
}
