//! The logs that would settle what is open: which, where, for which minutes, and the command that collects them.

use report::{LogCollection, MissingLog, Report};
use yew::{Html, html};

use super::icon::{Icon, icon};
use super::mark::{Mark, mark};
use super::panel::{copy, copy_icon, link, note, titled};
use crate::time::{Moment, show};
use crate::view::{View, text};

/// The panel; nothing where nothing is missing.
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
                    {copy_icon(view, &["missing-", &log.log].concat(), log.folder.clone(), "Copy the folder")}
                </span>
            </span>
        </li>
    }
}

/// The command that collects the logs of one kind of machine.
fn collect(view: &View, collection: &LogCollection) -> Html {
    html! {
        <details class="part">
            <summary>
                {icon(Icon::Right)}
                <strong>{text(&["Collect the logs of the ", &collection.role].concat())}</strong>
                {note(if collection.elevated { "PowerShell, elevated" } else { "PowerShell" })}
            </summary>
            <div class="command">
                <pre tabindex="0" role="group" aria-label="PowerShell">
                    <code>{text(&collection.command)}</code>
                </pre>
                {copy(view, &["collect-", &collection.role].concat(), collection.command.clone(), "Copy")}
            </div>
        </details>
    }
}

/// From when to when it is needed.
pub(crate) fn minutes(log: &MissingLog, zone: Option<i32>) -> String {
    let at = |time: &Option<String>, how| time.as_ref().map(|time| show(time, zone, how));
    match (at(&log.from, Moment::short), at(&log.to, Moment::hour)) {
        (Some(from), Some(to)) => [", ", &from, " to ", &to].concat(),
        (Some(from), None) => [", from ", &from].concat(),
        (None, Some(_)) => [", until ", &at(&log.to, Moment::short).unwrap_or_default()].concat(),
        (None, None) => String::new(),
    }
}
