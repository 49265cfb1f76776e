//! The terms that the knowledge and the report share.

/// What a line of evidence shows about its step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum EvidenceKind {
    /// The step began.
    Started,
    /// The step is under way.
    Progress,
    /// The step reached its end.
    Done,
    /// The step failed.
    Failed,
    /// It looks like a failure but is not one.
    Benign,
}

/// The severity of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Severity {
    /// Updates fail because of it.
    Error,
    /// It needs attention, although updates may arrive.
    Warning,
    /// Worth knowing; nothing is wrong now.
    Info,
}

/// The confidence in the conclusion of a finding, independent of the strength of its evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Confidence {
    /// One cause fits, and its evidence names it.
    High,
    /// The usual cause; others are open.
    Medium,
    /// One among several.
    Low,
}

/// How a client gets its updates: it decides how a scan is started, and where the result is logged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum ClientKind {
    /// The Configuration Manager client scans and installs.
    ConfigurationManager,
    /// Windows Update scans against WSUS, as policies require.
    Wsus,
    /// Windows Update scans against Microsoft's service: Windows Update for Business, Intune, Autopatch, or no management.
    WindowsUpdate,
    /// A server without a desktop, and without the Configuration Manager client.
    ServerCore,
}

impl ClientKind {
    /// All kinds, in the order in which they are shown.
    pub const ALL: [Self; 4] =
        [Self::ConfigurationManager, Self::Wsus, Self::WindowsUpdate, Self::ServerCore];

    /// The display name, also the heading of its part in a procedure.
    pub fn words(self) -> &'static str {
        match self {
            Self::ConfigurationManager => "Configuration Manager",
            Self::Wsus => "WSUS without Configuration Manager",
            Self::WindowsUpdate => "Windows Update for Business or Intune",
            Self::ServerCore => "Server without a desktop",
        }
    }
}

/// What a line can report about an update.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum UpdateEvent {
    /// Its name, title or article only.
    Named,
    /// The machine needs it.
    Missing,
    /// It is installed.
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
    /// Its download was cancelled by its caller.
    DownloadCancelled,
    /// Its installation began.
    InstallStarted,
    /// It was installed.
    InstallDone,
    /// Its installation failed.
    InstallFailed,
    /// A restart is required.
    RestartPending,
    /// A state message about it was created.
    StateRaised,
    /// State messages were forwarded after that.
    StateForwarded,
}

impl UpdateEvent {
    /// The display name.
    pub fn words(self) -> &'static str {
        match self {
            Self::Named => "Named",
            Self::Missing => "Missing",
            Self::Installed => "Installed",
            Self::NotApplicable => "Not applicable",
            Self::Superseded => "Superseded",
            Self::Targeted => "Targeted by a deployment",
            Self::DownloadStarted => "Download started",
            Self::Downloaded => "Downloaded",
            Self::DownloadFailed => "Download failed",
            Self::DownloadCancelled => "Download cancelled",
            Self::InstallStarted => "Installation started",
            Self::InstallDone => "Installation succeeded",
            Self::InstallFailed => "Installation failed",
            Self::RestartPending => "Restart pending",
            Self::StateRaised => "State message raised",
            Self::StateForwarded => "State message forwarded",
        }
    }
}
