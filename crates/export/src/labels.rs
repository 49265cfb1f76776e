//! What flows, steps and causes are called; an id that the knowledge base lacks stays as it is.

use report::Severity;

/// The title of a flow: "Client scan".
pub(crate) fn flow_title(id: &str) -> &str {
    knowledge::flow(id).map_or(id, |flow| flow.title)
}

/// The title of a cause: "Proxy authentication required (HTTP 407)".
pub(crate) fn cause_title(id: &str) -> &str {
    knowledge::cause(id).map_or(id, |cause| cause.title)
}

/// A step with its title: "Step 3: Scan against WSUS".
pub(crate) fn step_label(flow: &str, step: &str) -> String {
    match knowledge::step(flow, step) {
        Some(found) => ["Step ", step, ": ", found.title].concat(),
        None if step.is_empty() => String::new(),
        None => ["Step ", step].concat(),
    }
}

/// The display name of a severity.
pub(crate) fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "Error",
        Severity::Warning => "Warning",
        Severity::Info => "Information",
    }
}
