//! Where the knowledge begins: three ways into it, a search through all of it, and all of it by what one sees, by
//! family, by flow and by log; with a query, what fits it.

use knowledge::{GuideEntry, Role, SearchTarget};

use crate::components::causes::cause_links;
use crate::components::icon::Icon;
use crate::components::old::icon;
use crate::components::old::{link, note, title, titled};
use crate::components::search_box::search_box;
use crate::look_up::{Search, describe, families, name};
use crate::pages::old_layout::main;
use crate::routes::slug;
use crate::ui::Ui;
use crate::words::number;

/// The page; with a query, what fits it.
pub(crate) fn kb(ui: &mut Ui, query: &str) {
    main(ui, |ui| if query.trim().is_empty() { begin(ui) } else { found(ui, query) });
}

fn found(ui: &mut Ui, query: &str) {
    // The search box may hold something else by now.
    let mut search = Search::default();
    search.typed(query.to_owned());
    let hits = &search.found.hits;
    let understood = search.understood();
    ui.says("h1.words", &[&number(hits.len() as u64), " for \u{201c}", query, "\u{201d}"]);
    if !understood.is_empty() {
        ui.el("p.lead", |ui| {
            ui.set("role", "status");
            ui.text(&understood);
        });
    }
    if !hits.is_empty() {
        ui.el("section.panel", |ui| {
            ui.set("aria-label", "What fits");
            ui.el("ul.found", |ui| hits.iter().for_each(|hit| row(ui, hit.what)));
        });
    }
    ui.el("p", |ui| link(ui, &["#/kb"], "All of the knowledge"));
}

fn row(ui: &mut Ui, what: SearchTarget) {
    let (kind, words) = describe(what);
    ui.el("li", |ui| {
        ui.say("span.kind", kind);
        ui.el("div", |ui| {
            ui.el("a", |ui| {
                ui.set("href", &what.href());
                ui.text(&name(what));
            });
            if matches!(what, SearchTarget::Code(_)) {
                ui.says("span.symbol", &[" ", &what.title()]);
            }
            ui.say("p", &words);
        });
    });
}

/// The ways of the guide: the flow each follows, and what it is for.
const WAYS: [(GuideEntry, &str, &str, &str); 3] = [
    (
        GuideEntry::Scan,
        "client-scan",
        "Client scanning",
        "Clients do not scan, the scan fails, or compliance stays unknown.",
    ),
    (
        GuideEntry::Sync,
        "wsus-sync",
        "Synchronization",
        "WSUS or the site does not get new updates from Microsoft Update or the server above.",
    ),
    (
        GuideEntry::Updates,
        "install",
        "Specific updates",
        "One update is not offered, does not download, does not install, or is superseded.",
    ),
];

fn begin(ui: &mut Ui) {
    ui.say("h1.words", "Knowledge");
    ui.say(
        "p.lead",
        "Codes, causes, steps and logs of software updates: what they mean, and how to mend it.",
    );
    if !ui.state.embedded {
        ui.html(search_box(&ui.view(), "search large"));
    }
    ui.el("section.begin", |ui| {
        ui.set("aria-labelledby", "begin-title");
        title(ui, "begin", "Where does it fail?");
        ui.el("ul.entries", |ui| {
            for (at, (_, flow, words, about)) in WAYS.iter().enumerate() {
                ui.el("li.panel", |ui| {
                    ui.el("h3", |ui| link(ui, &["#/flow/", flow], words));
                    ui.say("p", about);
                    if at == 0 {
                        ui.say("p.note", "Begin here if unsure.");
                    }
                });
            }
        });
        ui.el("p.beside", |ui| {
            link(ui, &["#/scope"], "Eight questions to answer first");
            link(ui, &["#/states"], "State messages by number");
            link(ui, &["#/excerpt"], "Tell the codes in an excerpt of a log");
        });
    });
    ui.el("div.columns narrow", |ui| {
        ui.el("div.column", |ui| {
            titled(ui, "symptoms", "Causes by what one sees", symptoms);
            titled(ui, "logs", "Logs", logs);
        });
        ui.el("div.rail", |ui| {
            titled(ui, "flows", "Step by step", |ui| {
                ui.el("ul.contents", |ui| {
                    for flow in knowledge::flows() {
                        ui.el("li", |ui| link(ui, &["#/flow/", flow.id], flow.title));
                    }
                });
            });
            titled(ui, "families", "Codes by family", |ui| {
                ui.el("ul.pairs", |ui| {
                    for (family, count) in families() {
                        ui.el("li", |ui| {
                            link(ui, &["#/family/", &slug(family)], family);
                            if count > 0 {
                                note(ui, &number(count));
                            }
                        });
                    }
                });
            });
        });
    });
}

/// Each symptom with its causes folded below it, in the order of the three ways.
fn symptoms(ui: &mut Ui) {
    for (entry, _, words, _) in WAYS {
        ui.say("h3.group-title", words);
        for symptom in knowledge::symptoms().iter().filter(|symptom| symptom.entry == entry) {
            let causes: Vec<_> =
                knowledge::causes().iter().filter(|cause| cause.symptom == symptom.id).collect();
            if causes.is_empty() {
                continue;
            }
            ui.el("details.family", |ui| {
                ui.key(symptom.id);
                ui.el("summary", |ui| {
                    icon(ui, Icon::Right);
                    ui.say("span", symptom.title);
                    note(ui, &number(causes.len() as u64));
                });
                cause_links(ui, &causes);
                ui.el("p.more", |ui| link(ui, &["#/symptom/", symptom.id], "All of them as a page"));
            });
        }
    }
}

/// The logs, by the machine they lie on.
fn logs(ui: &mut Ui) {
    for role in [Role::Client, Role::ManagementPoint, Role::SiteServer, Role::Wsus] {
        ui.says("h3.group-title", &["On the ", role.words()]);
        ui.el("ul.many", |ui| {
            for log in knowledge::logs().iter().filter(|log| log.role == role) {
                ui.el("li", |ui| {
                    link(ui, &["#/log/", log.name], log.file);
                });
            }
        });
    }
}
