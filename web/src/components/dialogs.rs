//! The dialogs: pasting lines, the lock and its test, the keys, saving a text log. The browser keeps the focus in them and gives it back.

use super::icon::Icon;
use super::mark::Mark;
use super::old::mark;
use super::old::{button, icon_button};
use super::save_text::save_text;
use crate::message::Action;
use crate::state::{Dialog, Lock};
use crate::ui::Ui;

/// All of them; each is shown when it is opened.
pub(crate) fn dialogs(ui: &mut Ui) {
    dialog(ui, "Paste lines", Dialog::Paste, paste);
    dialog(ui, "The network lock", Dialog::Lock, lock);
    dialog(ui, "Keys", Dialog::Keys, keys);
    dialog(ui, "Save as text log", Dialog::Save, save_text);
}

fn dialog(ui: &mut Ui, title: &str, which: Dialog, body: fn(&mut Ui)) {
    let id = which.id();
    let heading = [id, "-heading"].concat();
    ui.el("dialog.dialog", |ui| {
        ui.set("id", id);
        ui.set("aria-labelledby", &heading);
        ui.on_close(Action::Close(id));
        ui.el("header.head", |ui| {
            ui.el("h2", |ui| {
                ui.set("id", &heading);
                ui.text(title);
            });
            icon_button(ui, Icon::Close, "Close", Action::Close(id));
        });
        if ui.state.dialog == Some(which) {
            ui.el("div.body", body);
        }
    });
}

fn paste(ui: &mut Ui) {
    ui.el("label", |ui| {
        ui.set("for", "paste-text");
        ui.text("Lines of one log, as they stand in it. They are read like a file.");
    });
    ui.el("textarea", |ui| {
        ui.set("id", "paste-text");
        ui.set("rows", "12");
        ui.set("spellcheck", "false");
        ui.set("wrap", "off");
    });
    ui.el("div.buttons", |ui| {
        button(ui, "button.button primary", Icon::Flow, "Read these lines", Action::Paste);
    });
}

/// Each way out that the lock test tries, and the word for its result.
fn way_out(way: &str, closed: bool) -> (&'static str, &'static str) {
    let refused = if closed { "refused" } else { "not refused" };
    match way {
        "request" => ("A request by fetch", refused),
        "image" => ("An image from the network", refused),
        "socket" => ("A WebSocket", refused),
        "webrtc" => ("Access to WebRTC", if closed { "removed" } else { "not removed" }),
        _ => ("A beacon, sent in the background", refused),
    }
}

/// What the lock does not cover. SECURITY.md has the same list, and the tests of each entry.
const NOT_COVERED: [&str; 5] = [
    "If you follow a link, the browser opens that site. No link contains text from your logs, and the site is not told \
     where you came from.",
    "If you reload this page, its server sends it again. What you save or copy is in your hands.",
    "The browser can open an empty connection for a frame or a form that it refuses, and for a preconnect hint. This \
     page contains none of them.",
    "The policy does not cover WebRTC. The page removes its own access to it before it reads a log. A foreign script \
     could get it back, but the policy lets no foreign script run.",
    "Browser extensions that you allow to read this page are not bound by it.",
];

fn lock(ui: &mut Ui) {
    let state = ui.state;
    let (sign, now) = match &state.lock {
        Lock::Open => (
            Mark::NotReached,
            "The engine is still being fetched. Then the network is locked, and only then logs are read.",
        ),
        Lock::Closed => (Mark::Ok, "Locked. The browser refuses the network requests of this page."),
        Lock::Testing => (Mark::Stopped, "The test runs."),
        Lock::Refused(why) => (Mark::Failed, why.as_str()),
    };
    ui.el("p.lock-state", |ui| {
        ui.set("role", "status");
        mark(ui, sign);
        ui.text(now);
    });
    ui.say(
        "p",
        "When the page has all its parts, it sets a Content-Security-Policy for itself that forbids network requests. \
         Such a policy cannot be removed: it holds until the page is closed. Logs are read only after that.",
    );
    ui.el("ul.tried", |ui| {
        for (way, refused) in &state.tried {
            let (name, result) = way_out(way, *refused);
            ui.el("li", |ui| {
                mark(ui, if *refused { Mark::Ok } else { Mark::Failed });
                ui.text(name);
                ui.say("strong", result);
            });
        }
    });
    ui.say(
        "p.note",
        "The test asks the page's own server for files that do not exist and counts what the browser refuses.",
    );
    ui.say("h3", "What the lock does not cover");
    ui.el("ul.not-covered", |ui| NOT_COVERED.iter().for_each(|entry| ui.say("li", entry)));
    if matches!(state.lock, Lock::Closed | Lock::Refused(_)) {
        ui.el("div.buttons", |ui| {
            button(ui, "button.button primary", Icon::Play, "Run the lock test", Action::TestLock);
        });
    }
}

fn keys(ui: &mut Ui) {
    let keys = [
        ("Ctrl K", "look up a code, word or line"),
        ("?", "these keys"),
        ("\u{2190} \u{2192}", "go along the steps and the runs"),
        ("Home End", "the first and the last of them"),
        ("Enter", "open what is chosen"),
        ("Esc", "go back one layer"),
    ];
    ui.say("p", "Everything works without a mouse.");
    ui.el("dl.keys", |ui| {
        for (key, words) in keys {
            ui.el("dt", |ui| ui.say("kbd", key));
            ui.say("dd", words);
        }
    });
}
