//! What speaks against the verdict, and what else was found.

use report::{Finding, Report};

use super::evidence::place;
use super::icon::Icon;
use super::mark::Mark;
use super::old::icon;
use super::old::mark;
use super::old::{link, more, note, panel, tag, title_with, titled, with_codes};
use crate::flow::is_possible;
use crate::message::Action;
use crate::time::{Moment, show};
use crate::ui::Ui;
use crate::words::{number, sure};

/// Findings beyond these stand behind a button.
const SHOWN: usize = 6;

/// A row with a mark.
fn row(ui: &mut Ui, sign: Mark, inside: impl FnOnce(&mut Ui)) {
    ui.el("li", |ui| {
        mark(ui, sign);
        ui.el("span", inside);
    });
}

/// What speaks against a finding, and the other causes that fit it.
pub(crate) fn against(ui: &mut Ui, finding: &Finding) {
    // The causes of a guess are choices, not objections.
    let other_causes = if is_possible(finding) { &[][..] } else { &finding.other_causes };
    if finding.contradictions.is_empty() && other_causes.is_empty() {
        return;
    }
    let head = |ui: &mut Ui| {
        title_with(ui, "against", |ui| {
            icon(ui, Icon::Scale);
            ui.text("What speaks against it");
        });
    };
    panel(ui, "against", head, |ui| {
        ui.el("ul.rows", |ui| {
            for against in &finding.contradictions {
                row(ui, Mark::Warning, |ui| {
                    with_codes(ui, &against.summary);
                    if let Some(line) = &against.evidence {
                        ui.text(" ");
                        place(ui, line);
                    }
                });
            }
            for other in other_causes {
                let Some(cause) = knowledge::cause(&other.cause) else { continue };
                row(ui, Mark::Info, |ui| {
                    ui.text("Another cause that fits: ");
                    link(ui, &["#/cause/", cause.id], cause.title);
                    ui.texts(&[" (", sure(other.confidence), ")"]);
                });
            }
        });
    });
}

/// The other findings.
pub(crate) fn other_findings(ui: &mut Ui, report: &Report, main: Option<&Finding>, zone: Option<i32>) {
    let others: Vec<&Finding> =
        report.findings.iter().filter(|finding| main.is_none_or(|main| main.id != finding.id)).collect();
    if others.is_empty() {
        return;
    }
    let shown = if ui.state.is_open("all-findings") { others.len() } else { others.len().min(SHOWN) };
    titled(ui, "findings", if main.is_some() { "Other findings" } else { "Findings" }, |ui| {
        ui.el("ul.rows", |ui| others.iter().take(shown).for_each(|finding| found(ui, finding, zone)));
        if shown < others.len() {
            let words = [&number((others.len() - shown) as u64), " more"].concat();
            more(ui, &words, Action::Fold("all-findings".to_owned()));
        }
    });
}

fn found(ui: &mut Ui, finding: &Finding, zone: Option<i32>) {
    row(ui, Mark::of_level(finding.severity), |ui| {
        if is_possible(finding) {
            tag(ui, Mark::of_level(finding.severity), "Possible");
        }
        ui.el("strong", |ui| with_codes(ui, &finding.summary));
        let mut about = String::new();
        if finding.count > 1 {
            about.extend([&number(finding.count.into()), " times. "]);
        }
        if let Some(last) = &finding.last_seen {
            about.extend(["Last ", &show(last, zone, Moment::short), "."]);
        }
        note(ui, &about);
        if let Some(line) = finding.evidence.first() {
            place(ui, line);
        }
        for side in &finding.server_requests {
            ui.el("div", |ui| {
                with_codes(ui, &[&side.summary, " (", sure(side.confidence), ") "].concat());
                place(ui, &side.evidence);
            });
        }
        if let Some(cause) = finding.cause.as_deref().and_then(knowledge::cause) {
            ui.text(" ");
            link(ui, &["#/cause/", cause.id], "How to mend it");
        }
    });
}

/// What the reader should know of the reading itself.
pub(crate) fn notes(ui: &mut Ui, report: &Report) {
    if !report.notes.is_empty() {
        titled(ui, "notes", "About the reading", |ui| {
            ui.el("ul.rows", |ui| {
                for note in &report.notes {
                    row(ui, Mark::of_level(note.severity), |ui| {
                        if let Some(log) = &note.log {
                            ui.text(&[log, ": "].concat());
                        }
                        ui.text(&note.summary);
                    });
                }
            });
        });
    }
}
