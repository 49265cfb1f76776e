//! Rows about updates: what the logs say of each.

use serde::{Deserialize, Serialize};

use crate::Evidence;

/// One update that the logs speak of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UpdateRow {
    /// Its id (a GUID in lower case, without braces); none where only its article is named.
    pub id: Option<String>,
    /// Its revision.
    pub revision: Option<u32>,
    /// The number of its article, without `KB`.
    pub kb: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// What is known of it last.
    pub state: UpdateState,
    /// The ids of the updates that supersede it.
    pub superseded_by: Vec<String>,
    /// The code it failed with last, where it failed.
    pub code: Option<String>,
    /// What the logs say of it, the newest line of each kind, in time order.
    pub facts: Vec<UpdateFact>,
}

/// What is known of an update last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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
    /// Its download or installation began, and no line tells how it ended.
    Begun,
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
    /// All of them, those that need a look first.
    pub const ALL: [Self; 10] = [
        Self::InstallFailed,
        Self::DownloadFailed,
        Self::RestartPending,
        Self::Missing,
        Self::Downloaded,
        Self::Begun,
        Self::Superseded,
        Self::Installed,
        Self::NotApplicable,
        Self::Named,
    ];

    /// The words the reader sees.
    pub fn words(self) -> &'static str {
        match self {
            Self::InstallFailed => "Installation failed",
            Self::DownloadFailed => "Download failed",
            Self::RestartPending => "Waits for a restart",
            Self::Missing => "Missing",
            Self::Downloaded => "Downloaded",
            Self::Begun => "Begun",
            Self::Superseded => "Superseded",
            Self::Installed => "Installed",
            Self::NotApplicable => "Not applicable",
            Self::Named => "Named only",
        }
    }
}

/// Something that a log says of an update.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UpdateFact {
    /// What it says.
    pub says: UpdateSays,
    /// The code, where it names one.
    pub code: Option<String>,
    /// The newest line that says so; its `count` is how many lines do.
    pub evidence: Evidence,
}

/// What a line can say of an update.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UpdateSays {
    /// Its name, title or article only.
    Named,
    /// The machine needs it.
    Missing,
    /// It is there.
    Installed,
    /// The machine does not need it.
    NotApplicable,
    /// Another one supersedes it.
    Superseded,
    /// A deployment targets it.
    Targeted,
    /// Its download began.
    DownloadStarted,
    /// It was downloaded.
    Downloaded,
    /// Its download failed.
    DownloadFailed,
    /// Its download was given up by who asked for it.
    DownloadCancelled,
    /// Its installation began.
    InstallStarted,
    /// It was installed.
    InstallDone,
    /// Its installation failed.
    InstallFailed,
    /// A restart must follow.
    RestartPending,
    /// A state message about it was made.
    StateRaised,
    /// State messages were handed on after that.
    StateForwarded,
}

impl UpdateSays {
    /// The words the reader sees.
    pub fn words(self) -> &'static str {
        match self {
            Self::Named => "Named",
            Self::Missing => "Missing",
            Self::Installed => "Installed",
            Self::NotApplicable => "Not applicable",
            Self::Superseded => "Superseded",
            Self::Targeted => "Targeted by a deployment",
            Self::DownloadStarted => "Download began",
            Self::Downloaded => "Downloaded",
            Self::DownloadFailed => "Download failed",
            Self::DownloadCancelled => "Download given up",
            Self::InstallStarted => "Installation began",
            Self::InstallDone => "Installation succeeded",
            Self::InstallFailed => "Installation failed",
            Self::RestartPending => "Waits for a restart",
            Self::StateRaised => "State message raised",
            Self::StateForwarded => "State message forwarded",
        }
    }
}
