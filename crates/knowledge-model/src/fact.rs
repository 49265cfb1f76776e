//! Facts: lines that say what an update or a setting is. They are put into tables and show nothing of a step.

use basics::UpdateEvent;

use crate::evidence::Pattern;

/// A kind of line that says something of an update or of a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Its name, `wua.missing`; of a setting, that of the setting.
    pub id: &'static str,
    /// The log it is in, by name.
    pub log: &'static str,
    /// The components, as the records name them, that write it; empty where the format names none.
    pub components: &'static [&'static str],
    /// What it tells.
    pub kind: FactKind,
    /// How its lines are recognized.
    pub pattern: Pattern,
}

/// What a fact tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactKind {
    /// This of the update that it names.
    Update(UpdateEvent),
    /// The update that it names is an app of the Store: other lines about it do not count.
    StoreApp,
    /// The value of a setting.
    Setting {
        /// The id of the setting: `wsus_url`.
        setting: &'static str,
        /// Who says so: `WUAHandler`, `policy`.
        source: &'static str,
    },
}

/// A setting of a client or a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Its id: `wsus_url`.
    pub id: &'static str,
    /// Its title: "WSUS server".
    pub title: &'static str,
    /// How the values of different sources are held against each other.
    pub compared: Compared,
}

/// How the values that different sources give of a setting are held against each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compared {
    /// As addresses: case, a slash at the end and the usual port make no difference.
    Address,
    /// As text: case makes no difference.
    Text,
    /// Not at all: each source says something of its own.
    Apart,
    /// Not at all, and it is not listed: only checks ask for it.
    Hidden,
}
