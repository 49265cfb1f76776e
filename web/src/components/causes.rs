//! The causes of a code, the likeliest first: the first one open, the others folded.

use knowledge::prose::RemedyAction as Deed;
use knowledge::{Cause, Citation};

use super::fix_plan::{commands, deed_head};
use super::icon::Icon;
use super::old::icon;
use super::old::{code_link, copy, link, outside, titled};
use super::prose::prose;
use crate::fill::Fill;
use crate::flow::decisive;
use crate::state::Lock;
use crate::ui::Ui;

/// Causes as a list that unfolds.
pub(crate) fn causes(ui: &mut Ui, causes: &[&Cause]) {
    for (at, cause) in causes.iter().enumerate() {
        let number = if causes.len() > 1 { [&(at + 1).to_string(), ". "].concat() } else { String::new() };
        ui.el("details.cause", |ui| {
            ui.key(cause.id);
            ui.flag("open", at == 0);
            ui.el("summary", |ui| {
                icon(ui, Icon::Right);
                ui.says("h3", &[&number, cause.title]);
            });
            cause_body(ui, cause, "h4");
            ui.el("p.more beside", |ui| {
                link(ui, &["#/cause/", cause.id], "This cause as a page");
                copy_all(ui, cause);
            });
        });
    }
}

/// Copies all that a cause says to run.
pub(crate) fn copy_all(ui: &mut Ui, cause: &Cause) {
    copy(ui, cause.id, commands(cause, fill(ui)), "Copy all commands");
}

/// On a knowledge page the values of the logs, where there are some, are filled in as well.
fn fill<'a>(ui: &Ui<'a>) -> Fill<'a> {
    let state = ui.state;
    Fill::of(state.report().and_then(decisive), &state.filled)
}

/// Causes as links to their pages.
pub(crate) fn cause_links(ui: &mut Ui, causes: &[&Cause]) {
    ui.el("ul.pairs", |ui| {
        for cause in causes {
            ui.el("li", |ui| link(ui, &["#/cause/", cause.id], cause.title));
        }
    });
}

/// Check, Fix and Verify of a cause; `title` is the kind of their headings.
pub(crate) fn cause_body(ui: &mut Ui, cause: &Cause, title: &'static str) {
    let fill = fill(ui);
    let name = |part: &str, at: usize| [cause.id, part, &at.to_string()].concat();
    let deeds = |ui: &mut Ui, part: &'static str, deeds: &[Deed]| {
        for (at, deed) in deeds.iter().enumerate() {
            ui.el("div.deed", |ui| {
                ui.html(deed_head(title, deed));
                prose(ui, &name(part, at), deed.blocks, fill);
            });
        }
    };
    let remedy = knowledge::remedy(cause);
    if remedy.check.is_empty() {
        return fetching(ui);
    }
    ui.el("div.cause-body", |ui| {
        part(ui, "Check", |ui| deeds(ui, "-check-", remedy.check));
        part(ui, "Fix", |ui| deeds(ui, "-fix-", remedy.fix));
        part(ui, "Verify", |ui| prose(ui, &name("-verify-", 0), remedy.verify, fill));
    });
}

/// This part of the knowledge is still on its way, or did not come.
pub(crate) fn fetching(ui: &mut Ui) {
    ui.el("p.empty", |ui| {
        ui.set("role", "status");
        let slow = ui.state.still_loading();
        ui.text(match &ui.state.lock {
            Lock::Refused(why) => why,
            _ => slow.as_deref().unwrap_or("Loading this part of the knowledge base"),
        });
    });
}

fn part(ui: &mut Ui, name: &str, inside: impl FnOnce(&mut Ui)) {
    ui.el("div.part-row", |ui| {
        ui.say("p.part-name", name);
        ui.el("div", inside);
    });
}

/// Where facts come from, each source once.
pub(crate) fn sources<'k>(ui: &mut Ui, sources: impl Iterator<Item = &'k Citation>) {
    let mut seen: Vec<&Citation> = Vec::new();
    for source in sources {
        if !seen.iter().any(|other| other.url == source.url) {
            seen.push(source);
        }
    }
    if !seen.is_empty() {
        titled(ui, "sources", "Sources", |ui| {
            ui.el("ul.pairs", |ui| {
                for source in seen {
                    ui.el("li", |ui| {
                        outside(ui, source.url, source.title);
                        ui.says("span.note", &["looked at ", source.accessed]);
                    });
                }
            });
        });
    }
}

/// Codes with what they mean.
pub(crate) fn code_rows(ui: &mut Ui, codes: &[u32]) {
    ui.el("ul.related", |ui| {
        for value in codes {
            ui.el("li", |ui| {
                code_link(ui, &knowledge::spell(*value));
                ui.say("span", &knowledge::explain(*value).sentence);
            });
        }
    });
}
