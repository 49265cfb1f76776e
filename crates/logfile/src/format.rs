//! The formats of logs, by name.

/// The format of a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// `<![LOG[message]LOG]!><time="…" date="…" component="…" …>` of Configuration Manager.
    CmTrace,
    /// `message  $$<COMPONENT><date time><thread=…>` of older site servers.
    SiteServer,
    /// Entries copied from the list of CMTrace or OneTrace: message, component, date and time, thread.
    CmTraceList,
    /// What `events` makes of a trace (`.etl`).
    Trace,
    /// What `events` makes of an event log (`.evtx`).
    EventLog,
    /// WindowsUpdate.log as Get-WindowsUpdateLog writes it on Windows 10 and later.
    WindowsUpdate,
    /// WindowsUpdate.log of Windows 7 and 8.1, with tabs.
    WindowsUpdateLegacy,
    /// CBS.log, dism.log, setupact.log and setuperr.log: `2026-03-23 14:30:00, Info                  CBS    message`.
    Servicing,
    /// CheckSUR.log and CheckSUR.persist.log of Windows 7.
    CheckSur,
    /// A verbose log of Windows Installer.
    Msi,
    /// The log of a WiX Burn bundle: `[0C3C:0F58][2026-11-12T10:22:50]i399: message`.
    Burn,
    /// The results of SetupDiag, as text.
    SetupDiag,
    /// ReportingEvents.log, with tabs.
    ReportingEvents,
    /// SoftwareDistribution.log of WSUS.
    SoftwareDistribution,
    /// Change.log of WSUS: the lines of SoftwareDistribution.log that report changes.
    WsusChanges,
    /// SUPSetup.log: `<06/30/21 10:22:50> message`.
    SupSetup,
    /// The W3C format of IIS, whose columns a line `#Fields:` names.
    Iis,
    /// The error log of HTTP.sys.
    HttpErr,
    /// Text saved by SQL Server Profiler.
    SqlProfiler,
    /// A registry export: REGEDIT4, or version 5.
    Registry,
    /// What `reg query` prints.
    RegistryQuery,
    /// Events of an event log, as text.
    EventText,
    /// Events of an event log, as a table with commas or tabs.
    EventCsv,
    /// Lines that begin with a time, of no known log.
    Stamped,
    /// Lines of text.
    Plain,
    /// Nothing but a byte order mark, blanks or zero bytes.
    Empty,
    /// Not text.
    Binary,
}

impl Format {
    /// Whether a line that is no entry counts as an error in the file.
    pub fn has_structure(self) -> bool {
        !matches!(self, Self::Stamped | Self::Plain | Self::Empty | Self::Binary)
    }

    /// Whether its newest entry may come first.
    pub fn may_be_newest_first(self) -> bool {
        matches!(self, Self::EventText | Self::EventCsv)
    }
}
