//! The saved reports among the files: the verdict of each, and whether the lines that it quotes are in the logs.

use report::{
    CHANGED_LINES, MORE_LINES, MOVED_LINES, MissingQuotedLog, NO_LOG_OF_NAME, QuotedLine, SavedReport,
    SavedVerdict, Verification,
};
use yew::{Html, html};

use super::evidence::place_of;
use super::mark::{Mark, mark};
use super::panel::{note, panel, title};
use crate::time::utc_words;
use crate::view::{View, text};
use crate::words::{count, number};

/// What to do with a report alone.
pub(crate) const ADD_LOGS: &str =
    "Drop the logs that it was made from: each line that the report quotes is compared with them.";

/// The panel; empty without a saved report.
pub(crate) fn saved_reports(view: &View) -> Html {
    let reports = &view.state.session.saved_reports;
    if reports.is_empty() {
        return Html::default();
    }
    let words = if reports.len() == 1 { "Saved report" } else { "Saved reports" };
    let head = html! { <>{title("saved-reports", words)}{note("not a log: it changes no verdict")}</> };
    panel("saved-reports", head, html! { <>{for reports.iter().map(|report| whole(view, report))}</> })
}

fn whole(view: &View, report: &SavedReport) -> Html {
    html! {
        <>
            <ul class="rows">
                <li>
                    {mark(Mark::Info)}
                    <span>
                        <strong>{text(&report.name)}</strong>
                        {note(&origin(report))}
                    </span>
                </li>
                {for report.verdicts.iter().map(verdict)}
                {result(view, report)}
            </ul>
            if let Some(found) = &report.verification {
                if view.state.session.has_logs() {
                    {lines(view, CHANGED_LINES, &found.changed, found.changed_count)}
                    {lines(view, MOVED_LINES, &found.moved, found.moved_count)}
                }
                {missing(found)}
            }
        </>
    }
}

/// Which version wrote it and when, and about how many machines it is.
fn origin(report: &SavedReport) -> String {
    let mut words = ["Wuscope ", &report.version].concat();
    if report.machine_count > 0 {
        words += &[", ", &count(report.machine_count.into(), "machine", "machines")].concat();
    }
    let changed = report.modified.filter(|at| (0..YEAR_10000).contains(at)).map(utc_words);
    if let Some(minute) = changed.as_deref().and_then(|time| time.get(..16)) {
        words += &[", file of ", minute, " UTC"].concat();
    }
    words
}

/// The end of the times that have four digits for their year, in milliseconds since 1970.
const YEAR_10000: i64 = 253_402_300_800_000;

fn verdict(saved: &SavedVerdict) -> Html {
    let machine = if saved.machine.is_empty() { "Its verdict" } else { &saved.machine };
    html! {
        <li>
            {mark(saved.verdict.map_or(Mark::NoLog, Mark::of_flow))}
            <span>{text(&saved.summary)}{note(machine)}</span>
        </li>
    }
}

/// How many of its lines are in the logs; empty without logs.
fn result(view: &View, report: &SavedReport) -> Html {
    let session = &view.state.session;
    if !session.has_logs() {
        return Html::default();
    }
    // While more logs are read, an earlier result is out of date.
    let found = report.verification.as_ref().filter(|_| !session.busy());
    let (sign, words) = match found {
        None => (Mark::NotReached, "Comparing the lines that it quotes with the logs"),
        Some(found) => (sign_of(found, report.is_cut), found.summary.as_str()),
    };
    let unread = match report.unread_logs {
        0 => None,
        logs => {
            Some([&count(logs.into(), "log", "logs"), " could not be read again: drop them again."].concat())
        }
    };
    html! {
        <li>
            {mark(sign)}
            <span>
                <strong>{text(words)}</strong>
                {for found.and_then(|found| found.masked_note.as_deref()).map(note)}
                {for report.is_cut.then(|| note(MORE_LINES))}
                {for unread.as_deref().map(note)}
            </span>
        </li>
    }
}

fn sign_of(found: &Verification, is_cut: bool) -> Mark {
    match found {
        Verification { lines: 0, .. } => Mark::NoLog,
        Verification { changed_count: 1.., .. } => Mark::Failed,
        Verification { missing_count: 1.., .. } => Mark::NoLog,
        _ if is_cut => Mark::Stopped,
        _ => Mark::Ok,
    }
}

/// A list of lines, each with its place in the logs; empty if there are none.
fn lines(view: &View, words: &str, lines: &[QuotedLine], all: u32) -> Html {
    let row = |line: &QuotedLine| {
        let citation = &line.citation;
        let is_elsewhere = (&line.log, line.line) != (&citation.log, citation.line);
        let before = if is_elsewhere {
            ["was ", &citation.log, " : ", &number(citation.line)].concat()
        } else {
            String::new()
        };
        html! {
            <li>
                {mark(if is_elsewhere { Mark::Info } else { Mark::Failed })}
                <span>
                    {place_of(view, line.file, &line.log, line.line)}
                    {note(&[before.as_str(), citation.time.as_deref().unwrap_or_default()].join(" "))}
                    <code>{text(&citation.text)}</code>
                </span>
            </li>
        }
    };
    list(words, lines.iter().map(row).collect(), all)
}

/// The logs that are missing.
fn missing(found: &Verification) -> Html {
    let row = |missing: &MissingQuotedLog| {
        let lines = [": ", &count(missing.lines.into(), "line", "lines")].concat();
        html! { <li>{mark(Mark::NoLog)}<span><strong>{text(&missing.log)}</strong>{text(&lines)}</span></li> }
    };
    list(NO_LOG_OF_NAME, found.missing.iter().map(row).collect(), found.missing_count)
}

fn list(words: &str, rows: Vec<Html>, all: u32) -> Html {
    let left = u64::from(all).saturating_sub(rows.len() as u64);
    html! {
        if !rows.is_empty() {
            <h3 class="saved-list">{text(words)}</h3>
            <ul class="rows">{rows}</ul>
            if left > 0 {
                <p class="why">{text(&[&number(left), " more"].concat())}</p>
            }
        }
    }
}
