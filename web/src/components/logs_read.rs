//! The logs that were read, and what was wrong with any of them.

use knowledge::Log;
use report::{LogRow, Report};
use yew::{Callback, Html, Properties, component, html};

use super::icon::{Icon, icon};
use super::mark::{Mark, mark};
use super::panel::{button, link, more, note, panel, title};
use super::save_text::save_button;
use crate::message::{Action, PageMessage};
use crate::session::{FileStatus, GivenFile};
use crate::state::ShownReport;
use crate::time::{Moment, show};
use crate::view::{View, attr, text};
use crate::words::{count, list, number, size};

/// Said where the format of a log is known from documents alone.
const AFTER_DOCUMENTS: &str =
    "Written after documents: no real log of that kind is public, so a line may be read wrong.";

/// So many of the files that the report does not speak of are named.
const SHOWN: usize = 20;

/// The panel of the report that is shown.
pub(crate) fn logs_read(view: &View, zone: Option<i32>) -> Html {
    let session = &view.state.session;
    // What belongs to no machine stands beside the list of them.
    let whole = view.state.of().is_none();
    let outside = || session.files.iter().filter(|file| whole && is_outside(file));
    html! {
        if let Some(report) = view.state.shown_report() {
            <LogsRead
                {report}
                {whole}
                {zone}
                outside={outside().take(SHOWN).cloned().collect::<Vec<_>>()}
                unnamed={outside().skip(SHOWN).count() as u64}
                revision={view.state.revision}
                act={view.act}
            />
        }
    }
}

#[derive(Properties, PartialEq)]
struct LogsReadProps {
    report: ShownReport,
    /// Whether it is the report of all machines.
    whole: bool,
    /// The zone of the times, as [`crate::time::zone_of`] tells it.
    zone: Option<i32>,
    /// The first of the files that the report does not speak of.
    outside: Vec<GivenFile>,
    /// How many more of them there are.
    unnamed: u64,
    revision: u32,
    act: Callback<PageMessage>,
}

#[component]
fn LogsRead(props: &LogsReadProps) -> Html {
    let LogsReadProps { report, act, .. } = props;
    let logs: Vec<&LogRow> = report.all_logs().collect();
    let left = u64::from(report.log_totals.logs).saturating_sub(logs.len() as u64);
    let head = html! { <>{title("logs", "Logs read")}{note(&how_many(report, props.whole))}</> };
    let body = html! {
        <>
            if !logs.is_empty() || !props.outside.is_empty() {
                {table(props, &logs)}
            }
            if left > 0 {
                {more(act, &["Show more of ", &count(left, "log", "logs")].concat(), Action::MoreLogs)}
            }
            {not_understood(report)}
            if logs.iter().any(|log| log.documentation_only) {
                <p class="note">{AFTER_DOCUMENTS}</p>
            }
            <p class="more buttons">
                {button(act, "button small", Icon::Folder, "Add a folder", Action::Pick { folder: true })}
                {button(act, "button small", Icon::Close, "Clear", Action::Clear)}
            </p>
        </>
    };
    panel("logs", head, body)
}

/// How many logs there are and what they hold; beside the list of machines, what all of them hold.
fn how_many(report: &Report, whole: bool) -> String {
    let of_machines = report.machines.iter().filter(|_| whole).map(|machine| machine.log_totals);
    let all = of_machines.chain([report.log_totals]);
    let (logs, entries) =
        all.fold((0, 0), |(logs, entries), one| (logs + u64::from(one.logs), entries + one.entries));
    [&count(logs, "log", "logs"), ", ", &count(entries, "entry", "entries")].concat()
}

fn table(props: &LogsReadProps, logs: &[&LogRow]) -> Html {
    html! {
        <table class="logs">
            <thead>
                <tr>
                    <th>{"Log"}</th>
                    <th>{"Format"}</th>
                    <th>{"Encoding"}</th>
                    <th class="count">{"Entries"}</th>
                </tr>
            </thead>
            {for folders(logs).into_iter().map(|folder| of_folder(props, logs, folder))}
            <tbody>
                {for props.outside.iter().map(refused)}
                if props.unnamed > 0 {
                    {unread(&count(props.unnamed, "more file", "more files"))}
                }
            </tbody>
        </table>
    }
}

/// The folders and archives that the logs came in, in the order of the first log of each; before them those of none.
fn folders<'l>(logs: &[&'l LogRow]) -> Vec<&'l str> {
    let mut folders: Vec<&str> = vec![""];
    for log in logs {
        if !folders.contains(&log.folder.as_str()) {
            folders.push(&log.folder);
        }
    }
    folders
}

fn of_folder(props: &LogsReadProps, logs: &[&LogRow], folder: &str) -> Html {
    let logs = logs.iter().filter(|log| log.folder == folder);
    html! {
        <tbody>
            if !folder.is_empty() {
                <tr class="folder-row">
                    <th colspan="4" scope="rowgroup">{icon(Icon::Folder)}{text(folder)}</th>
                </tr>
            }
            {for logs.map(|log| row(props, log))}
        </tbody>
    }
}

/// Whether a file was given that the report does not speak of: it was left out, or its turn had not come when reading
/// was cancelled.
fn is_outside(file: &GivenFile) -> bool {
    matches!(file.status, FileStatus::LeftOut(_) | FileStatus::Cut)
}

fn row(props: &LogsReadProps, log: &LogRow) -> Html {
    let known = knowledge::log(&log.kind).or_else(|| knowledge::log_of_file_name(&log.name));
    let parts = match log.parts.len() {
        _ if log.count > 1 => [", ", &count(log.count.into(), "copy", "copies")].concat(),
        0 | 1 => String::new(),
        // What is known of a trace has a line of its own.
        _ if log.convertible => String::new(),
        more => [", ", &number(more as u64), " parts"].concat(),
    };
    // The row's title says how it begins; what is no text has no encoding.
    let encoding = if log.entries == 0 { None } else { log.encoding.split(' ').next() };
    html! {
        <>
            <tr title={attr(&covers(log, props.zone))}>
                <td>{name(log, known)}</td>
                <td>
                    {text(&[&log.format, parts.as_str()].concat())}
                    if log.documentation_only {
                        <div class="note">{"written after documents"}</div>
                    }
                    {of_trace(&props.act, log)}
                </td>
                <td>{text(encoding.unwrap_or("\u{2013}"))}</td>
                <td class="count">{text(&number(log.entries))}</td>
            </tr>
            if let Some(why) = &log.problem {
                {remark(Mark::Warning, why)}
            }
            if !log.instead.is_empty() {
                {instead(log, known)}
            }
        </>
    }
}

/// The name of a log, with the way to what is known of it.
fn name(log: &LogRow, known: Option<&Log>) -> Html {
    let Some(known) = known else { return text(&log.name) };
    let words = match log.convertible && log.parts.len() > 1 {
        // Many traces are one log, and the name of the newest is that of none of the others.
        true => known.name,
        false => log.name.strip_suffix(".log").unwrap_or(&log.name),
    };
    link(&["#/log/", known.name].concat(), words)
}

/// The logs that would show what this one cannot.
fn instead(log: &LogRow, known: Option<&Log>) -> Html {
    let about = known.map_or("", |known| known.description);
    let words = [about, " It cannot show why updates fail; ", &list(&log.instead), " would."].concat();
    remark(Mark::Info, words.trim_start())
}

/// What a trace says of itself, and the way to its text.
fn of_trace(act: &Callback<PageMessage>, log: &LogRow) -> Html {
    let build = log.windows_build.map(|build| ["Windows build ", &build.to_string()].concat());
    let lost = (log.lost_events > 0).then(|| [&count(log.lost_events, "event", "events"), " lost"].concat());
    let parts = log.parts.len() as u64;
    let parts = (log.convertible && parts > 1).then(|| count(parts, "part", "parts"));
    let said: Vec<String> = parts.into_iter().chain(build).chain(lost).collect();
    html! {
        <>
            if !said.is_empty() {
                <div class="note">{text(&said.join(", "))}</div>
            }
            {save_button(act, log)}
        </>
    }
}

/// From when to when the log goes, and how its clock was found.
fn covers(log: &LogRow, zone: Option<i32>) -> String {
    let at = |time: &Option<String>| time.as_ref().map(|time| show(time, zone, Moment::whole));
    match (at(&log.first_time), at(&log.last_time)) {
        (Some(first), Some(last)) => [&first, " to ", &last, ". ", &log.encoding, ". ", &log.clock].concat(),
        _ => [log.encoding.as_str(), ". ", &log.clock].concat(),
    }
}

/// A sentence below the row of a log.
fn remark(sign: Mark, words: &str) -> Html {
    html! { <tr class="problem"><td colspan="4">{mark(sign)}{text(words)}</td></tr> }
}

fn refused(file: &GivenFile) -> Html {
    let why = match &file.status {
        FileStatus::LeftOut(why) => why,
        _ => &["Cancelled after ", &size(file.read), "."].concat(),
    };
    html! { <>{unread(&file.meta.name)}{remark(Mark::Warning, why)}</> }
}

fn unread(name: &str) -> Html {
    html! {
        <tr><td>{text(name)}</td><td>{"not read"}</td><td></td><td class="count">{"0"}</td></tr>
    }
}

/// How many lines were not understood, and where.
fn not_understood(report: &Report) -> Html {
    let totals = report.log_totals;
    let all = count(totals.unparsed, "line", "lines");
    let place = match (totals.unparsed_logs, report.logs.iter().find(|log| log.unparsed > 0)) {
        (0, _) => return Html::default(),
        (1, Some(only)) => only.name.clone(),
        (logs, _) => count(logs.into(), "log", "logs"),
    };
    let words = [&all, " of ", &place, " not understood, and kept as plain text."].concat();
    html! { <p class="note">{text(&words)}</p> }
}
