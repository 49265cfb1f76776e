//! What is being read: bytes, files and what came out of archives, and the button that ends it. It keeps its place
//! while the report grows below.

use super::icon::Icon;
use super::mark::Mark;
use super::old::mark;
use super::old::{button, icon_button, note};
use crate::message::Action;
use crate::session::{Engine, FileStatus, GivenFile, Session};
use crate::ui::Ui;
use crate::words::{count, number, size};

/// So many files have a row of their own; of more, only those that are being read.
const ROWS: usize = 12;

/// The panel while something is read or waits; after that, what the reader should know of it.
pub(crate) fn reading(ui: &mut Ui) {
    let session = &ui.state.session;
    if session.busy() {
        ui.el("section.panel reading", |ui| {
            ui.set("aria-labelledby", "reading-title");
            head(ui, session);
            ui.el("ul.reading-files", |ui| {
                let all = session.files.len() <= ROWS;
                session
                    .files
                    .iter()
                    .filter(|file| all || is_open(file) || session.members_of(file.meta.file).any(is_open))
                    .take(ROWS)
                    .for_each(|file| {
                        row(ui, file);
                        members(ui, file);
                    });
            });
        });
    } else if session.newer.is_some() {
        ui.el("div.newer", |ui| {
            ui.set("role", "status");
            ui.say("span", "Reading is done, and the report has changed.");
            button(ui, "button.button small primary", Icon::Arrow, "Show it", Action::ShowNewer);
        });
    }
    notice(ui);
}

/// Something that happened to the engine or to what was dropped, until it was read.
pub(crate) fn notice(ui: &mut Ui) {
    if let Some(notice) = &ui.state.session.notice {
        ui.el("p.notice", |ui| {
            ui.set("role", "alert");
            mark(ui, Mark::Warning);
            ui.say("span", notice);
            icon_button(ui, Icon::Close, "Close this message", Action::Dismiss);
        });
    }
}

fn head(ui: &mut Ui, session: &Session) {
    let (read, all) = session.bytes();
    let what = match session.engine {
        Engine::Away => "The engine is still being fetched",
        Engine::Held | Engine::Starting => "The engine starts",
        _ => "Reading",
    };
    let all_files = session.files.iter().chain(&session.members);
    let done = all_files.filter(|file| file.status == FileStatus::Read).count();
    let files = count((session.files.len() + session.members.len()) as u64, "file", "files");
    ui.el("header.head", |ui| {
        ui.el("h2", |ui| {
            ui.set("id", "reading-title");
            ui.text(what);
        });
        ui.says("span.note", &[&size(read), " of ", &size(all), ", ", &number(done as u64), " of ", &files]);
        button(ui, "button.button small", Icon::Close, "Cancel", Action::Cancel);
    });
    ui.el("progress", |ui| {
        ui.set("aria-label", "Bytes read");
        ui.set("max", &all.max(1).to_string());
        ui.set("value", &read.to_string());
    });
}

fn is_open(file: &GivenFile) -> bool {
    matches!(file.status, FileStatus::Reading | FileStatus::Refused(_))
}

/// What came out of an archive, below it: how many there are, and those that are not read.
fn members(ui: &mut Ui, archive: &GivenFile) {
    let session = &ui.state.session;
    let all = session.members_of(archive.meta.file).count() as u64;
    if all == 0 {
        return;
    }
    let read = session.members_of(archive.meta.file).filter(|member| !member.is_open()).count() as u64;
    ui.el("li", |ui| {
        ui.el("ul", |ui| {
            ui.el("li", |ui| {
                note(ui, &[&number(read), " of ", &count(all, "file", "files"), " in it"].concat());
            });
            let is_unread =
                |member: &&GivenFile| !matches!(member.status, FileStatus::Read | FileStatus::Cut);
            for member in session.members_of(archive.meta.file).filter(is_unread).take(ROWS) {
                row(ui, member);
                members(ui, member);
            }
        });
    });
}

fn row(ui: &mut Ui, file: &GivenFile) {
    let of = |more: &str| [&size(file.read), " of ", &size(file.meta.size), more].concat();
    let (sign, words) = match &file.status {
        FileStatus::Waiting => (Mark::NotReached, "waits".to_owned()),
        FileStatus::Reading => (Mark::Stopped, of("")),
        FileStatus::Read => (Mark::Ok, size(file.meta.size)),
        FileStatus::Cut => (Mark::Off, of(", cancelled")),
        FileStatus::Refused(why) => (Mark::Warning, why.clone()),
    };
    ui.el("li", |ui| {
        mark(ui, sign);
        ui.say("span.name", &file.meta.name);
        note(ui, &words);
    });
}
