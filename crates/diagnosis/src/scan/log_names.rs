//! Which of the known logs a trace or a component belongs to, by what its head or the component says.

use logfile::{Format, Reading};

/// The log of the Windows Update agent.
pub(crate) const AGENT_LOG: &str = "WindowsUpdate";

/// Whether a log is an installer's own: where one names the code of the reason, no log of whoever called it knows more.
pub(crate) fn is_installer_log(log: &str) -> bool {
    knowledge::log(log).is_some_and(|log| log.installer)
}

/// The one log that has this format, where nothing else can have it.
pub(crate) fn log_of_format(format: Format) -> Option<&'static str> {
    match format {
        Format::WindowsUpdate | Format::WindowsUpdateLegacy => Some(AGENT_LOG),
        Format::SoftwareDistribution => Some("SoftwareDistribution"),
        Format::WsusChanges => Some("Change"),
        _ => None,
    }
}

/// The log that a trace is; none where it is a trace of something else than updates.
pub(crate) fn trace_log(reading: &Reading) -> Option<&'static knowledge::Log> {
    let source = reading.source.as_ref().filter(|_| reading.format == Format::Trace)?;
    let is_trace = |log: &&knowledge::Log| matches!(log.format, "windows-update" | "trace");
    knowledge::log(&source.kind).filter(is_trace)
}

/// Whether it is a trace of something else than updates: it is listed and can be looked at, and nothing is looked for.
pub(crate) fn is_other_trace(reading: &Reading) -> bool {
    reading.format == Format::Trace && trace_log(reading).is_none()
}

/// The log of Windows servicing that writes entries of this component.
pub(crate) fn servicing_log(component: &[u8]) -> &'static str {
    knowledge::servicing_log(component).map_or("", |log| log.name)
}

/// Whether evidence is in the log of a web server: it is about all clients, and about no run.
pub(crate) fn is_of_web_server(evidence: &knowledge::Evidence) -> bool {
    let format = knowledge::log(evidence.log).map_or("", |log| log.format);
    [Format::Iis, Format::HttpErr].iter().any(|web| web.id() == format)
}

/// Whether evidence is about WSUS itself, as its own logs do; none where it does not say.
pub(crate) fn is_wsus(evidence: &knowledge::Evidence) -> Option<bool> {
    let role = knowledge::log(evidence.log).map(|log| log.role);
    (role == Some(knowledge::Role::Wsus)).then_some(true)
}
