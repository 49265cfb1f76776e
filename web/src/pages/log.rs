//! A log: where it lies, what it tells, and which steps its lines prove.

use knowledge::{Flow, Step};

use crate::components::old::{link, note, titled};
use crate::components::spellings::{copied, row};
use crate::pages::old_layout::{head, main, trail};
use crate::pages::unknown;
use crate::routes::Route;
use crate::ui::Ui;
use crate::words::{count, list};

/// The page.
pub(crate) fn log(ui: &mut Ui, name: &str) {
    let Some(log) = knowledge::log(name).or_else(|| knowledge::log_of_file_name(name)) else {
        return unknown::unknown(ui);
    };
    let read = ui.state.report().and_then(|report| report.logs.iter().find(|read| read.kind == log.name));
    let steps = knowledge::flows().iter().flat_map(|flow| flow.steps.iter().map(move |step| (flow, step)));
    let steps: Vec<(&Flow, &Step)> =
        steps.filter(|(_, step)| step.evidence.iter().any(|line| line.log == log.name)).collect();
    let lines = steps.iter().flat_map(|(_, step)| step.evidence).filter(|line| line.log == log.name);
    let mut samples = lines
        .flat_map(|line| knowledge::evidence_samples(line.index).iter().map(|text| (line.summary, *text)));
    let example = samples.next();
    main(ui, |ui| {
        trail(ui, None, "Logs");
        head(ui, log.file, log.description);
        ui.el("section.panel", |ui| {
            ui.set("aria-label", "About this log");
            ui.el("dl.spellings", |ui| {
                row(ui, "Machine", |ui| ui.text(log.role.words()));
                copied(ui, "Folder", log.folder);
                if !log.get.is_empty() {
                    row(ui, "How to get it", |ui| ui.text(log.get));
                }
                row(ui, "Format", |ui| ui.text(format(log.format)));
                if log.documentation_only {
                    row(ui, "Known from", |ui| {
                        ui.text(
                            "documents only: no real log of this kind is public, so a line may be read wrong",
                        );
                    });
                }
                if !log.also.is_empty() {
                    row(ui, "Also as", |ui| ui.text(&list(log.also)));
                }
                if !log.components.is_empty() {
                    row(ui, "Components", |ui| ui.text(&list(log.components)));
                }
                if let Some(read) = read {
                    row(ui, "Here", |ui| {
                        link(
                            ui,
                            &[&Route::Report(ui.state.of()).href()],
                            &[&count(read.entries, "entry", "entries"), " read"].concat(),
                        );
                    });
                }
            });
        });
        if let Some((says, line)) = example {
            titled(ui, "example", "An example of its lines", |ui| {
                ui.el("div.body", |ui| {
                    ui.el("p.line-text", |ui| ui.say("code", line));
                    ui.says("p.note", &["It says: ", says, "."]);
                });
            });
        }
        if !steps.is_empty() {
            titled(ui, "steps", "What its lines prove", |ui| {
                ui.el("ul.pairs", |ui| {
                    for (flow, step) in &steps {
                        ui.el("li", |ui| {
                            link(
                                ui,
                                &["#/flow/", flow.id, "/", step.id],
                                &[step.id, ". ", step.title].concat(),
                            );
                            note(ui, flow.title);
                        });
                    }
                });
            });
        }
    });
}

/// The format in words.
fn format(format: &'static str) -> &'static str {
    match format {
        "cmtrace" => "CMTrace: text between <![LOG[ and ]LOG]!>, then time, component, thread",
        "windows-update" => {
            "tab-separated in Windows 7 and 8.1; later made from traces: date, process, thread, component"
        }
        "trace" => "a binary trace: events with time, level, process, thread, component and message",
        "cbs" => "date, level, component, message",
        "checksur" => "a report: checks, then each fault found and whether it was repaired",
        "msi" => "Windows Installer: actions with their return values, and properties",
        "iis" => "W3C: a line with the names of the fields, then one for each request; times are UTC",
        "http-err" => "W3C: requests that HTTP.sys ended before they reached the site; times are UTC",
        "software-distribution" => "UTC time, level, process, thread, message",
        "sql-profiler" => "a trace as text: rows of its window or XML, with event, statement and time",
        "sup-setup" => "local time in angle brackets, month first, then the message",
        "reporting-events" => "tab-separated: id, time, event, update, code",
        _ => "text",
    }
}
