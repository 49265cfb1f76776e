//! What a ticket contains, in its order. Markdown, plain text and HTML render the same parts.

use report::Report;

use crate::bookmarks::add_bookmarks;
use crate::context::ExportContext;
use crate::machine::add_machine;
use crate::machines::add_machines;
use crate::ticket::TicketPart;

/// A report as parts of a ticket.
pub(crate) fn ticket<'r>(report: &'r Report, context: &ExportContext<'r>) -> Vec<TicketPart<'r>> {
    let mut parts = Vec::new();
    if report.machines.is_empty() {
        add_machine(&mut parts, report, context);
    } else {
        add_machines(&mut parts, report, context);
    }
    add_bookmarks(&mut parts, context.bookmarks);
    let date = match context.knowledge_date {
        "" => String::new(),
        date => format!(", knowledge of {date}"),
    };
    let version = if report.version.is_empty() { report::VERSION } else { &report.version };
    parts.push(TicketPart::Paragraph(format!("Created by Wuscope {version}{date}.").into()));
    parts
}
