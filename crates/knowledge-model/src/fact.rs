//! Facts: lines about the state of an update or a setting. They are put into tables and are not evidence of a step.

use basics::UpdateEvent;

use crate::evidence::Pattern;

/// A kind of line about an update or a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Its name, `wua.missing`; of a setting, that of the setting.
    pub id: &'static str,
    /// The log it is in, by name.
    pub log: &'static str,
    /// The components that write it, as the records name them; empty if the format names none.
    pub components: &'static [&'static str],
    /// What the line reports.
    pub kind: FactKind,
    /// How its lines are recognized.
    pub pattern: Pattern,
}

/// What a fact reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactKind {
    /// This event of the update that it names.
    Update(UpdateEvent),
    /// The update that it names is an app of the Store: other lines about it do not count.
    StoreApp,
    /// The value of a setting.
    Setting {
        /// The ID of the setting: `wsus_url`.
        setting: &'static str,
        /// The source: `WUAHandler`, `policy`.
        source: &'static str,
    },
}

/// A setting of a client or a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Its ID: `wsus_url`.
    pub id: &'static str,
    /// Its title: "WSUS server".
    pub title: &'static str,
    /// How the values of different sources are compared.
    pub compared: Compared,
}

/// How the values of a setting from different sources are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compared {
    /// As URLs: case, a trailing slash and the default port make no difference.
    Address,
    /// As text: case makes no difference.
    Text,
    /// Not at all: each source has its own meaning.
    Apart,
    /// Not at all, and it is not listed: only checks use it.
    Hidden,
}
