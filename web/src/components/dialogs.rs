//! The dialogs: pasting lines, the lock and its test, the keys, saving a text log. The browser keeps the focus in them and gives it back.

use super::icon::Icon;
use super::mark::{Mark, mark};
use super::panel::{button, icon_button};
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

/// What is said of each way out that the test tries.
fn way_out(way: &str) -> &'static str {
    match way {
        "request" => "A request by fetch",
        "image" => "An image from the network",
        "socket" => "A WebSocket",
        _ => "A beacon, sent in the background",
    }
}

fn lock(ui: &mut Ui) {
    let state = ui.state;
    let (sign, now) = match &state.lock {
        Lock::Open => (
            Mark::NotReached,
            "The engine is still being fetched. Then the network is locked, and only then logs are read.",
        ),
        Lock::Closed => (Mark::Ok, "Locked. The browser refuses every request of this page."),
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
        "When all parts of the page are there, it puts a Content-Security-Policy on itself that forbids every \
         connection. Such a policy cannot be taken back: it holds until the page is closed. The engine starts after it.",
    );
    ui.el("ul.tried", |ui| {
        for (way, refused) in &state.tried {
            let (sign, word) = if *refused { (Mark::Ok, "refused") } else { (Mark::Failed, "not refused") };
            ui.el("li", |ui| {
                mark(ui, sign);
                ui.text(way_out(way));
                ui.say("strong", word);
            });
        }
    });
    ui.say(
        "p.note",
        "The test asks the page's own server for files that do not exist and counts what the browser refuses. Such a \
         policy does not stop you from following a link, and browsers do not cover WebRTC by it: the page holds no \
         code that uses it, and no foreign code can run here.",
    );
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
