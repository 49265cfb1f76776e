//! Rows about updates: what the logs report about each.

use serde::{Deserialize, Serialize};

use basics::UpdateEvent;

use crate::evidence::EvidenceLine;

/// One update in the logs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UpdateRow {
    /// Its id (a GUID in lower case, without braces); none if the logs name only its article.
    pub id: Option<String>,
    /// Its revision.
    pub revision: Option<u32>,
    /// The number of its article, without `KB`.
    pub kb: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// What kind of update it is.
    pub class: UpdateClass,
    /// Its last known state.
    pub state: UpdateState,
    /// The ids of the updates that supersede it.
    pub superseded_by: Vec<String>,
    /// The code of its last failure, if it failed.
    pub code: Option<String>,
    /// The code inside that one, if the log names both.
    pub inner_code: Option<String>,
    /// Its events in the logs: the newest line of each kind, in time order.
    pub facts: Vec<UpdateFact>,
}

/// The kind of an update, according to its title and the logs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum UpdateClass {
    /// Of Windows, .NET, Office or another product.
    #[default]
    Product,
    /// A driver or firmware.
    Driver,
    /// Definitions of an antivirus program.
    Definition,
    /// An app of the Store.
    App,
}

impl UpdateClass {
    /// All of them, in display order.
    pub const ALL: [Self; 4] = [Self::Product, Self::Driver, Self::Definition, Self::App];

    /// The plural name; the singular is the same without the last letter.
    pub fn plural(self) -> &'static str {
        match self {
            Self::Product => "Updates",
            Self::Driver => "Drivers",
            Self::Definition => "Definitions",
            Self::App => "Store apps",
        }
    }
}

/// The last known state of an update.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum UpdateState {
    /// Its installation failed last.
    InstallFailed,
    /// Its download failed last.
    DownloadFailed,
    /// It is installed and waits for a restart.
    RestartPending,
    /// It is missing.
    Missing,
    /// It is downloaded and not installed yet.
    Downloaded,
    /// Its download or installation began, and no line shows how it ended.
    InProgress,
    /// It is superseded.
    Superseded,
    /// It is installed.
    Installed,
    /// The machine does not need it.
    NotApplicable,
    /// It was only named.
    Named,
}

impl UpdateState {
    /// All of them, those that need attention first.
    pub const ALL: [Self; 10] = [
        Self::InstallFailed,
        Self::DownloadFailed,
        Self::RestartPending,
        Self::Missing,
        Self::Downloaded,
        Self::InProgress,
        Self::Superseded,
        Self::Installed,
        Self::NotApplicable,
        Self::Named,
    ];

    /// The display name.
    pub fn words(self) -> &'static str {
        match self {
            Self::InstallFailed => "Installation failed",
            Self::DownloadFailed => "Download failed",
            Self::RestartPending => "Restart pending",
            Self::Missing => "Missing",
            Self::Downloaded => "Downloaded",
            Self::InProgress => "Started",
            Self::Superseded => "Superseded",
            Self::Installed => "Installed",
            Self::NotApplicable => "Not applicable",
            Self::Named => "Named only",
        }
    }
}

/// An event of an update in a log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UpdateFact {
    /// The kind of event.
    pub event: UpdateEvent,
    /// The code, if it names one.
    pub code: Option<String>,
    /// The newest line with this event; its `count` is the number of such lines.
    pub evidence: EvidenceLine,
}
