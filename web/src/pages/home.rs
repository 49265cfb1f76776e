//! The home page: drop logs, try the sample, look one thing up, see what is read.

use crate::components::drop_zone::drop_zone;
use crate::components::icon::Icon;
use crate::components::old::icon;
use crate::components::search_box::search_box;
use crate::message::Action;
use crate::ui::Ui;

/// The page.
pub(crate) fn home(ui: &mut Ui) {
    ui.el("main.home", |ui| {
        ui.say("h1", "Updates do not arrive. See why.");
        ui.say(
            "p.lead",
            "Drop the logs of a client or a server: you see which step stopped, the line that proves it, and what to type next.",
        );
        ui.html(drop_zone(&ui.view()));
        ui.el("p.or", |ui| ui.say("span", "or look up one thing"));
        ui.html(search_box(&ui.view(), "search large"));
        ui.el("div.examples", |ui| {
            // Keyed: those that the knowledge adds when it comes leave the others the elements they are.
            ui.el("span", |ui| {
                ui.key("");
                ui.text("Any spelling works:");
            });
            for text in examples() {
                ui.el("button.chip", |ui| {
                    ui.key(&text);
                    ui.set("type", "button");
                    ui.text(&text);
                    ui.on_click(Action::Type(text));
                });
            }
        });
        ui.el("div.reads", reads);
    });
}

/// A line of a log, its code in several spellings, and words.
fn examples() -> Vec<String> {
    let samples =
        knowledge::evidence_by_id("search.scan-failed").map(|line| knowledge::evidence_samples(line.index));
    let Some(line) = samples.and_then(|lines| lines.first()) else { return Vec::new() };
    let Some(code) = knowledge::spelling::codes_in(line).first().map(|code| code.value) else {
        return Vec::new();
    };
    let mut examples = vec![knowledge::spell(code), code.cast_signed().to_string(), "HTTP 503".to_owned()];
    examples.extend(
        knowledge::code(code).and_then(|code| code.symbols.first()).map(|symbol| (*symbol).to_owned()),
    );
    examples.push("group policy".to_owned());
    examples.push((*line).to_owned());
    examples
}

/// What this version reads, honestly.
fn reads(ui: &mut Ui) {
    let columns = [
        (
            Icon::Monitor,
            "Client",
            "ScanAgent, WUAHandler, LocationServices, CcmMessaging, UpdatesStore, StateMessage, PolicyAgent, UpdatesDeployment",
        ),
        (
            Icon::Server,
            "Site and WSUS servers",
            "WCM, wsyncmgr, WSUSCtrl, SUPSetup, MP_Location, objreplmgr, PatchDownloader, SoftwareDistribution, IIS and HTTPERR",
        ),
        (
            Icon::Install,
            "Windows and installers",
            "WindowsUpdate and its traces (.etl), event logs (.evtx), CBS, DISM, CheckSUR, setupact, MSI, SetupDiag, ReportingEvents; exports of the registry",
        ),
        (
            Icon::Folder,
            "Any way it arrives",
            "zip, cab and gz, also nested; folders, bundles and pasted lines; rolled and renamed logs; UTF-8, UTF-16, Windows-1252",
        ),
    ];
    for (sign, title, words) in columns {
        ui.el("section", |ui| {
            ui.el("h2", |ui| {
                icon(ui, sign);
                ui.text(title);
            });
            ui.say("p", words);
        });
    }
}
