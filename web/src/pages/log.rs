//! A log: its folder, its format, and the steps with evidence in it.

use knowledge::{Flow, Log, Step};
use yew::{Html, html};

use crate::components::panel::{link, listed, note, step_link, titled};
use crate::components::spellings::{copied, row};
use crate::pages::layout::{head, main, trail};
use crate::pages::unknown;
use crate::routes::Route;
use crate::view::{View, text};
use crate::words::{count, list};

/// The page.
pub(crate) fn log(view: &View, name: &str) -> Html {
    let Some(log) = knowledge::log(name).or_else(|| knowledge::log_of_file_name(name)) else {
        return unknown::unknown(view);
    };
    let steps = knowledge::flows().iter().flat_map(|flow| flow.steps.iter().map(move |step| (flow, step)));
    let steps: Vec<(&Flow, &Step)> = steps
        .filter(|(_, step)| knowledge::evidence_of(step).iter().any(|line| line.log == log.name))
        .collect();
    let lines =
        steps.iter().flat_map(|(_, step)| knowledge::evidence_of(step)).filter(|line| line.log == log.name);
    let mut samples = lines
        .flat_map(|line| knowledge::evidence_samples(line.index).iter().map(|text| (line.summary, *text)));
    let inside = html! {
        <>
            {trail(view, None, "Logs")}
            {head(view, log.file, log.description)}
            <section class="panel" aria-label="About this log">{about(view, log)}</section>
            if let Some((summary, line)) = samples.next() {
                {example(summary, line)}
            }
            {proves(&steps)}
        </>
    };
    main(view, inside)
}

/// The facts about the log: machine, folder, format.
fn about(view: &View, log: &Log) -> Html {
    let read = view.state.report().and_then(|report| report.logs.iter().find(|read| read.kind == log.name));
    html! {
        <dl class="spellings">
            {row("Machine", text(log.role.words()))}
            {copied(view, "Folder", log.folder)}
            if !log.get.is_empty() {
                {row("How to get it", text(log.get))}
            }
            {row("Format", text(format(log.format)))}
            if log.documentation_only {
                {row("Based on", text(DOCUMENTS_ONLY))}
            }
            if !log.also.is_empty() {
                {row("Other names", text(&list(log.also)))}
            }
            if !log.components.is_empty() {
                {row("Components", text(&list(log.components)))}
            }
            if let Some(read) = read {
                {row("In this report", to_report(view, read.entries))}
            }
        </dl>
    }
}

const DOCUMENTS_ONLY: &str =
    "documentation only: no real log of this type is public, so lines might be parsed incorrectly";

/// The link to this log in the report.
fn to_report(view: &View, entries: u64) -> Html {
    let words = [&count(entries, "entry", "entries"), " read"].concat();
    link(&Route::Report(view.state.of()).href(), &words)
}

fn example(summary: &str, line: &str) -> Html {
    let body = html! {
        <div class="body">
            <p class="line-text"><code>{text(line)}</code></p>
            <p class="note">{text(&["Meaning: ", summary, "."].concat())}</p>
        </div>
    };
    titled("example", "Example", body)
}

fn proves(steps: &[(&Flow, &Step)]) -> Html {
    let row = |(flow, step): &(&Flow, &Step)| {
        html! { <li>{step_link(flow, step, "")}{note(flow.title)}</li> }
    };
    listed("steps", "Steps with evidence in this log", "pairs", steps.iter().map(row).collect())
}

/// The description of a format.
fn format(format: &'static str) -> &'static str {
    match format {
        "cmtrace" => "CMTrace: text between <![LOG[ and ]LOG]!>, then time, component, thread",
        "windows-update" => {
            "tab-separated in Windows 7 and 8.1; later converted from traces: date, process, thread, component"
        }
        "trace" => "a binary trace: events with time, level, process, thread, component and message",
        "cbs" => "date, level, component, message",
        "checksur" => "a report: checks, then each error found and whether it was repaired",
        "msi" => "Windows Installer: actions with their return values, and properties",
        "burn" => "process and thread, local time, level and number of the message, then the message",
        "iis" => "W3C: a line of field names, then one line per request; times are UTC",
        "http-err" => "W3C: requests that HTTP.sys ended before they reached the site; times are UTC",
        "software-distribution" => "UTC time, level, process, thread, message",
        "sql-profiler" => "a trace as text: rows of its window or XML, with event, statement and time",
        "sup-setup" => "local time in angle brackets, month first, then the message",
        "reporting-events" => "tab-separated: id, time, event, update, code",
        _ => "text",
    }
}
