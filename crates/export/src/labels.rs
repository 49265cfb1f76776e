//! What flows, steps and causes are called; an id stays if the knowledge base has no title for it.

use report::Severity;

/// The title of a flow: "Client scan".
pub(crate) fn flow_title(id: &str) -> &str {
    knowledge::flow(id).map(|flow| flow.title).filter(|title| !title.is_empty()).unwrap_or(id)
}

/// The title of a cause: "Proxy authentication required (HTTP 407)".
pub(crate) fn cause_title(id: &str) -> &str {
    knowledge::cause(id).map(|cause| cause.title).filter(|title| !title.is_empty()).unwrap_or(id)
}

/// A step of a run against a service with its title: "Step 3: Scan against WSUS".
pub(crate) fn step_label(flow: &str, step: &str, service: Option<&str>) -> String {
    match knowledge::step_title(flow, step, service) {
        _ if step.is_empty() => String::new(),
        title if title.is_empty() => ["Step ", step].concat(),
        title => ["Step ", step, ": ", &title].concat(),
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
