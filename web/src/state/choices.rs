//! What a reader can choose, and what dialogs there are.

/// The colours that were chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Theme {
    /// Those of the system.
    #[default]
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// As it is kept, and as it stands in an address.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Reads such a word.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        [Self::Auto, Self::Light, Self::Dark].into_iter().find(|theme| theme.word() == word)
    }

    /// What the switch makes of it.
    pub(crate) fn next(self) -> Self {
        match self {
            Self::Auto => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::Auto,
        }
    }
}

/// Whether the network is locked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Lock {
    /// What the page needs is still being fetched.
    #[default]
    Open,
    /// It is locked, and the browser was seen to refuse a request.
    Closed,
    /// It is being tested again.
    Testing,
    /// It does not hold, or could not be closed, for this reason.
    Refused(String),
}

/// The id of the dialog that shows lines; what it shows is in the session.
pub(crate) const LINES: &str = "lines";

/// A dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialog {
    /// Lines to paste.
    Paste,
    /// What the lock does, and its test.
    Lock,
    /// The keys.
    Keys,
    /// Traces to be saved as a text log.
    Save,
}

impl Dialog {
    /// The id of its element.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Paste => "paste",
            Self::Lock => "lock-details",
            Self::Keys => "keys",
            Self::Save => "save",
        }
    }
}
