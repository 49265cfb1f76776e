//! The logs that were read, and their problems.

use std::collections::BTreeSet;

use knowledge::Log;
use report::{LogRow, Report};
use yew::{Callback, Html, Properties, component, html};

use super::icon::{Icon, icon};
use super::mark::{Mark, mark};
use super::panel::{button, link, more, note, panel, text_button, title};
use super::save_text::save_button;
use crate::message::{Action, PageMessage};
use crate::routes::{Of, Route, ViewAddress};
use crate::session::{FileStatus, GivenFile};
use crate::state::ShownReport;
use crate::time::{Moment, show};
use crate::view::{View, attr, text};
use crate::viewer::has_several_files;
use crate::words::{count, list, number, size};

/// Shown if the format of a log is based on documentation only.
const DOCUMENTATION_ONLY: &str =
    "Based on documentation only: no real log of this type is public, so lines might be parsed incorrectly.";

/// How many of the files that are not in the report are named.
const SHOWN: usize = 20;

/// The panel of the report that is shown.
pub(crate) fn logs_read(view: &View, zone: Option<i32>) -> Html {
    let session = &view.state.session;
    // Logs that are not tied to a machine are beside the list of machines.
    let whole = view.state.of().is_none();
    let outside = || session.files.iter().filter(|file| whole && is_outside(file));
    html! {
        if let Some(report) = view.state.shown_report() {
            <LogsRead
                {report}
                {whole}
                {zone}
                of={view.state.of()}
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
    /// The zone of the times, from [`crate::time::zone_of`].
    zone: Option<i32>,
    /// The machine of the report.
    of: Of,
    /// The first files that are not in the report.
    outside: Vec<GivenFile>,
    /// The number of further files that are not in the report.
    unnamed: u64,
    revision: u32,
    act: Callback<PageMessage>,
}

#[component]
fn LogsRead(props: &LogsReadProps) -> Html {
    let LogsReadProps { report, act, .. } = props;
    let logs: Vec<&LogRow> = report.all_logs().collect();
    let left = u64::from(report.log_totals.logs).saturating_sub(logs.len() as u64);
    let is_documented = logs.iter().any(|log| log.documentation_only);
    let has_several = is_together(props)
        && has_several_files(logs.iter().filter(|log| log.entries > 0).map(|log| log.parts.len()));
    let (logs, others) = by_evidence(report, logs);
    let rest = html! {
        if left > 0 {
            {more(act, &["Show more of ", &count(left, "log", "logs")].concat(), Action::MoreLogs)}
        }
    };
    let head = html! { <>{title("logs", "Logs read")}{note(&how_many(report, props.whole))}</> };
    let body = html! {
        <>
            if !logs.is_empty() || !props.outside.is_empty() {
                {table(props, &logs, &props.outside)}
            }
            if others.is_empty() {
                {rest}
            } else {
                <details class="part">
                    <summary>
                        {icon(Icon::Right)}
                        {text(&count(others.len() as u64 + left, "log", "logs"))}
                        {" without evidence"}
                    </summary>
                    {table(props, &others, &[])}
                    {rest}
                </details>
            }
            if has_several {
                <p class="more">{link(&Route::ViewAll(props.of, ViewAddress::default()).href(), "All logs in order of time")}</p>
            }
            {not_understood(report)}
            if is_documented {
                <p class="note">{DOCUMENTATION_ONLY}</p>
            }
            <p class="more buttons">
                {button(act, "button small", Icon::Folder, "Add a folder", Action::Pick { folder: true })}
                {button(act, "button small", Icon::Bin, "Clear", Action::Clear)}
            </p>
        </>
    };
    panel("logs", head, body)
}

/// Whether all logs are of one machine, so that they can be shown together.
fn is_together(props: &LogsReadProps) -> bool {
    props.of != Some(0) && (!props.whole || props.report.machines.is_empty())
}

/// The number of logs and entries; beside the list of machines, of all machines.
fn how_many(report: &Report, whole: bool) -> String {
    let of_machines = report.machines.iter().filter(|_| whole).map(|machine| machine.log_totals);
    let all = of_machines.chain([report.log_totals]);
    let (logs, entries) =
        all.fold((0, 0), |(logs, entries), one| (logs + u64::from(one.logs), entries + one.entries));
    [&count(logs, "log", "logs"), ", ", &count(entries, "entry", "entries")].concat()
}

/// The logs with a line of evidence or a problem, and the others; all together if no log has evidence.
fn by_evidence<'l>(report: &Report, logs: Vec<&'l LogRow>) -> (Vec<&'l LogRow>, Vec<&'l LogRow>) {
    let of_findings = report.findings.iter().flat_map(|finding| {
        finding.evidence.iter().chain(finding.server_requests.iter().map(|request| &request.evidence))
    });
    let of_steps = report.flows.iter().flat_map(|flow| &flow.steps).flat_map(|step| &step.evidence);
    let mut files = BTreeSet::new();
    files.extend(of_findings.chain(of_steps).map(|line| line.file));
    if files.is_empty() {
        return (logs, Vec::new());
    }
    let is_shown =
        |log: &&LogRow| log.problem.is_some() || log.parts.iter().any(|part| files.contains(&part.file));
    logs.into_iter().partition(is_shown)
}

fn table(props: &LogsReadProps, logs: &[&LogRow], outside: &[GivenFile]) -> Html {
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
                {for outside.iter().map(refused)}
                if props.unnamed > 0 && !outside.is_empty() {
                    {unread(&count(props.unnamed, "more file", "more files"))}
                }
            </tbody>
        </table>
    }
}

/// The folders and archives of the logs, in the order of the first log of each; logs without a folder come first.
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

/// Whether a file is missing in the report: it was skipped, or the analysis was cancelled before it.
fn is_outside(file: &GivenFile) -> bool {
    matches!(file.status, FileStatus::LeftOut(_) | FileStatus::Cut)
}

fn row(props: &LogsReadProps, log: &LogRow) -> Html {
    let known = knowledge::log(&log.kind).or_else(|| knowledge::log_of_file_name(&log.name));
    let parts = match log.parts.len() {
        _ if log.count > 1 => [", ", &count(log.count.into(), "copy", "copies")].concat(),
        0 | 1 => String::new(),
        // The details of a trace are on a separate line.
        _ if log.convertible => String::new(),
        more => [", ", &number(more as u64), " parts"].concat(),
    };
    // The title of the row contains the full encoding; binary files have none.
    let encoding = if log.entries == 0 { None } else { log.encoding.split(' ').next() };
    html! {
        <>
            <tr title={attr(&covers(log, props.zone))}>
                <td>{name(&props.act, log, known)}</td>
                <td>
                    {text(&[&log.format, parts.as_str()].concat())}
                    if log.documentation_only {
                        <div class="note">{"based on documentation only"}</div>
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

/// The name of a log, which opens it, with the link to the page about it.
fn name(act: &Callback<PageMessage>, log: &LogRow, known: Option<&Log>) -> Html {
    let words = match known {
        // Many traces form one log, and each has a different name.
        Some(known) if log.convertible && log.parts.len() > 1 => known.name,
        Some(_) => log.name.strip_suffix(".log").unwrap_or(&log.name),
        None => &log.name,
    };
    let open = |file| text_button(act, words, Action::Open(file, log.name.clone(), 0));
    html! {
        <>
            {log.parts.last().map_or_else(|| text(words), |part| open(part.file))}
            if let Some(known) = known {
                <a
                    class="about-log"
                    href={attr(&["#/log/", known.name].concat())}
                    aria-label={attr(&["About ", known.name].concat())}
                    title="About this log"
                >
                    {mark(Mark::Info)}
                </a>
            }
        </>
    }
}

/// The logs that can show what this log cannot.
fn instead(log: &LogRow, known: Option<&Log>) -> Html {
    let about = known.map_or("", |known| known.description);
    let words = [about, " It cannot show why updates fail: use ", &list(&log.instead), "."].concat();
    remark(Mark::Info, words.trim_start())
}

/// The details of a trace, and the button that saves it as text.
fn of_trace(act: &Callback<PageMessage>, log: &LogRow) -> Html {
    let build = log.windows_build.map(|build| ["Windows build ", &build.to_string()].concat());
    let lost = (log.lost_events > 0).then(|| [&count(log.lost_events, "event", "events"), " lost"].concat());
    let parts = log.parts.len() as u64;
    let parts = (log.convertible && parts > 1).then(|| count(parts, "part", "parts"));
    let details: Vec<String> = parts.into_iter().chain(build).chain(lost).collect();
    html! {
        <>
            if !details.is_empty() {
                <div class="note">{text(&details.join(", "))}</div>
            }
            {save_button(act, log)}
        </>
    }
}

/// The first and last time of the log, and how its clock was determined.
fn covers(log: &LogRow, zone: Option<i32>) -> String {
    let at = |time: &Option<String>| time.as_ref().map(|time| show(time, zone, Moment::whole));
    match (at(&log.first_time), at(&log.last_time)) {
        (Some(first), Some(last)) => [&first, " to ", &last, ". ", &log.encoding, ". ", &log.clock].concat(),
        _ => [log.encoding.as_str(), ". ", &log.clock].concat(),
    }
}

/// A remark below the row of a log.
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

/// The number of lines that were not parsed, and their logs.
fn not_understood(report: &Report) -> Html {
    let totals = report.log_totals;
    let all = count(totals.unparsed, "line", "lines");
    let place = match (totals.unparsed_logs, report.logs.iter().find(|log| log.unparsed > 0)) {
        (0, _) => return Html::default(),
        (1, Some(only)) => only.name.clone(),
        (logs, _) => count(logs.into(), "log", "logs"),
    };
    let words = [&all, " of ", &place, " not parsed, kept as plain text."].concat();
    html! { <p class="note">{text(&words)}</p> }
}
