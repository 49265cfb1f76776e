//! Which known log a trace or a component belongs to, based on its head or on the component.

use logfile::{Format, Reading};

/// The log of the Windows Update agent.
pub(crate) const AGENT_LOG: &str = "WindowsUpdate";

/// Whether a log is written by an installer. If it names the code of the reason, no log of the caller has more detail.
pub(crate) fn is_installer_log(log: &str) -> bool {
    knowledge::log(log).is_some_and(|log| log.installer)
}

/// The one log that has this format, if no other log can have it.
pub(crate) fn log_of_format(format: Format) -> Option<&'static str> {
    match format {
        Format::WindowsUpdate | Format::WindowsUpdateLegacy => Some(AGENT_LOG),
        Format::SoftwareDistribution => Some("SoftwareDistribution"),
        Format::WsusChanges => Some("Change"),
        _ => None,
    }
}

/// The log that a trace is; `None` for a trace of another product.
pub(crate) fn trace_log(reading: &Reading) -> Option<&'static knowledge::Log> {
    let source = reading.source.as_ref().filter(|_| reading.format == Format::Trace)?;
    let is_trace = |log: &&knowledge::Log| matches!(log.format, "windows-update" | "trace");
    knowledge::log(&source.kind).filter(is_trace)
}

/// Whether it is a trace of another product: it is listed and can be viewed, but is not searched.
pub(crate) fn is_other_trace(reading: &Reading) -> bool {
    reading.format == Format::Trace && trace_log(reading).is_none()
}

/// The log of Windows servicing that writes entries of this component.
pub(crate) fn servicing_log(component: &[u8]) -> &'static str {
    knowledge::servicing_log(component).map_or("", |log| log.name)
}

/// Whether evidence is in the log of a web server, which covers all clients and no run.
pub(crate) fn is_of_web_server(evidence: &knowledge::Evidence) -> bool {
    let format = knowledge::log(evidence.log).map_or("", |log| log.format);
    [Format::Iis, Format::HttpErr].iter().any(|web| web.id() == format)
}

/// Whether evidence is about WSUS itself, because it is in a log of WSUS; `None` for all other logs.
pub(crate) fn is_wsus(evidence: &knowledge::Evidence) -> Option<bool> {
    let role = knowledge::log(evidence.log).map(|log| log.role);
    (role == Some(knowledge::Role::Wsus)).then_some(true)
}
