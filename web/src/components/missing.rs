//! The logs that would answer open questions: name, folder, time range, and the command that collects them; and the
//! files that were not read.

use report::{LogCollection, MissingLog, Report, SkippedFile};
use yew::{Html, html};

use super::folded_command::folded_command;
use super::mark::{Mark, mark};
use super::panel::{copy_icon, first_rows, link, note, panel, title, titled};
use crate::time::{Moment, show};
use crate::view::{View, text};
use crate::words::{count, number, size};

/// How many files that were not read are shown; a button shows the rest.
const SHOWN: usize = 8;

/// The panel; empty if no log is missing.
pub(crate) fn missing(view: &View, report: &Report, zone: Option<i32>) -> Html {
    if report.missing_logs.is_empty() {
        return Html::default();
    }
    let body = html! {
        <>
            <ul class="rows">{for report.missing_logs.iter().map(|log| row(view, log, zone))}</ul>
            {for report.log_collections.iter().map(|collection| collect(view, collection))}
        </>
    };
    titled("missing", "Missing logs", body)
}

fn row(view: &View, log: &MissingLog, zone: Option<i32>) -> Html {
    let name = match knowledge::log_of_file_name(&log.log) {
        Some(known) => link(&["#/log/", known.name].concat(), &log.log),
        None => html! { <strong>{text(&log.log)}</strong> },
    };
    html! {
        <li>
            {mark(Mark::NoLog)}
            <span>
                {name}
                {text(&[" ", &log.reason].concat())}
                {note(&[log.role.as_str(), &minutes(log, zone)].concat())}
                <span class="folder">
                    <code>{text(&log.folder)}</code>
                    {copy_icon(view, &["missing-", &log.log].concat(), log.folder.clone(), "Copy folder")}
                </span>
            </span>
        </li>
    }
}

/// The command that collects the logs of one machine role.
fn collect(view: &View, collection: &LogCollection) -> Html {
    let (name, title) = (["collect-", &collection.role], ["Collect logs from the ", &collection.role]);
    let shell = if collection.elevated { "PowerShell, elevated" } else { "PowerShell" };
    folded_command(view, &name.concat(), &title.concat(), shell, &collection.command)
}

/// The time range that is needed.
pub(crate) fn minutes(log: &MissingLog, zone: Option<i32>) -> String {
    let at = |time: &Option<String>, how| time.as_ref().map(|time| show(time, zone, how));
    match (at(&log.from, Moment::short), at(&log.to, Moment::hour)) {
        (Some(from), Some(to)) => [", ", &from, " to ", &to].concat(),
        (Some(from), None) => [", from ", &from].concat(),
        (None, Some(_)) => [", until ", &at(&log.to, Moment::short).unwrap_or_default()].concat(),
        (None, None) => String::new(),
    }
}

/// The files that were not read, with the reasons; empty if all were read.
pub(crate) fn skipped(view: &View, report: &Report) -> Html {
    let all = &report.skipped_files;
    if all.is_empty() {
        return Html::default();
    }
    let (shown, others) = first_rows(view, "all-skipped", all.len(), SHOWN, "more");
    let files = count(all.iter().map(|one| one.count).sum(), "file", "files");
    let head = html! { <>{title("skipped", "Not read")}{note(&files)}</> };
    let body = html! {
        <>
            <ul class="rows">{for all.iter().take(shown).map(skipped_row)}</ul>
            {others}
        </>
    };
    panel("skipped", head, body)
}

fn skipped_row(one: &SkippedFile) -> Html {
    let after = match one.size {
        _ if one.count > 1 => [" and ", &number(one.count - 1), " more like it"].concat(),
        Some(bytes) => [", ", &size(bytes)].concat(),
        None => String::new(),
    };
    html! {
        <li>
            {mark(Mark::Off)}
            <span>
                <strong>{text(&one.name)}</strong>
                {text(&after)}
                if !one.folder.is_empty() {
                    {note(&one.folder)}
                }
                <div>{text(&one.reason)}</div>
            </span>
        </li>
    }
}
