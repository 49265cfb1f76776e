//! The lines of the loaded logs that contain a code, on the page of the code.

use report::{CodeLine, Report};
use yew::{Html, html};

use super::evidence::place_of;
use super::mark::{Mark, mark};
use super::panel::{first_rows, note, titled};
use crate::session::{CodeOccurrences, Engine};
use crate::view::{View, text};
use crate::words::{count, number};

/// How many lines are shown; a button shows the rest.
const SHOWN: usize = 10;

/// The panel; none without logs.
pub(crate) fn code_lines(view: &View, code: u32) -> Option<Html> {
    let session = &view.state.session;
    let report = session.report.as_deref()?;
    let found = session.code_lines.as_ref().filter(|found| found.code == code);
    let lines = found.and_then(|found| found.lines.as_deref());
    let entries = entries(report, code).max(lines.map_or(0, |lines| lines.len() as u64));
    let body = match (found.zip(lines), entries) {
        (Some(_), 0) => html! { <p class="why">{"No line of your logs contains this code."}</p> },
        (Some((found, lines)), _) => rows(view, found, lines, entries),
        (None, _) => html! { <p class="empty" role="status">{text(why_not_yet(view))}</p> },
    };
    let title = match entries {
        0 => "Not in your logs".to_owned(),
        entries => [&count(entries, "time", "times"), " in your logs"].concat(),
    };
    let title = if lines.is_none() && entries == 0 { "In your logs" } else { &title };
    Some(titled("code-lines", title, body))
}

/// Why there are no lines yet.
fn why_not_yet(view: &View) -> &'static str {
    match &view.state.session {
        session if session.busy() => "The lines are listed when the analysis is finished.",
        session if session.engine == Engine::Running => "Loading lines",
        _ => "The engine is not running: drop the logs again to list the lines.",
    }
}

/// How many entries of all logs contain the code.
fn entries(report: &Report, code: u32) -> u64 {
    let code = knowledge::spell(code);
    let seen = report.all().flat_map(|report| &report.codes).filter(|seen| seen.code == code);
    seen.map(|seen| seen.count).sum()
}

fn rows(view: &View, found: &CodeOccurrences, lines: &[CodeLine], entries: u64) -> Html {
    let (shown, rest) = first_rows(view, "all-code-lines", lines.len(), SHOWN, "more lines");
    let (listed, all) = (number(lines.len() as u64), number(entries));
    let listed = [&listed, " of ", &all, " lines are listed: the newest of each log."].concat();
    html! {
        <>
            <ul class="rows">{for lines.iter().take(shown).map(|line| row(view, line))}</ul>
            {rest}
            if found.more {
                <p class="why">{text(&listed)}</p>
            }
        </>
    }
}

fn row(view: &View, line: &CodeLine) -> Html {
    html! {
        <li>
            {mark(Mark::Info)}
            <span>
                {place_of(view, line.file, &line.log, line.line)}
                {note(&line.time)}
                <code>{text(&line.text)}</code>
            </span>
        </li>
    }
}
