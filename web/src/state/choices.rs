//! The theme, the lock states and the dialogs.

/// The theme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Theme {
    /// The theme of the system.
    #[default]
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// The word for storage and for the URL.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Parses the word.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        [Self::Auto, Self::Light, Self::Dark].into_iter().find(|theme| theme.word() == word)
    }

    /// The next theme of the switch.
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
    /// The parts of the page are still loading.
    #[default]
    Open,
    /// The network is locked, and the browser refused a test request.
    Closed,
    /// The lock is being tested again.
    Testing,
    /// The lock failed, or could not be set, for this reason.
    Refused(String),
}

/// Shown after a reload of a page with logs.
pub(crate) const LOGS_FORGOTTEN: &str = "Reloading forgot the logs (nothing is stored): drop them again.";

/// A dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialog {
    /// Lines to paste.
    Paste,
    /// The network lock and its test.
    Lock,
    /// Where the logs are, and keyboard shortcuts.
    Help,
    /// Saving traces as a text log.
    Save,
    /// The ticket, and other forms of the report.
    Export,
    /// The text that shows a page in a wiki.
    Embed,
}

impl Dialog {
    /// The element id.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Paste => "paste",
            Self::Lock => "lock-details",
            Self::Help => "help",
            Self::Save => "save",
            Self::Export => "export",
            Self::Embed => "embed",
        }
    }
}

/// What the dialog "Embed" writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Embedding {
    /// The row of the wiki in the dialog's table.
    pub wiki: usize,
    /// What to show.
    pub content: Content,
    /// The theme of the frame.
    pub theme: Theme,
    /// The height of the frame in pixels.
    pub height: &'static str,
}

impl Default for Embedding {
    fn default() -> Self {
        Self { wiki: 0, content: Content::Page, theme: Theme::Auto, height: "520" }
    }
}

/// What to show in a wiki.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// The page that is open.
    Page,
    /// Where logs are dropped.
    Analyzer,
    /// The start page of the knowledge base, with its search box.
    Search,
}
