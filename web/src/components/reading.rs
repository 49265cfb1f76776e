//! The progress of the analysis: bytes, files and archive members, and the button that cancels it. It keeps its place
//! while the report grows below.

use std::collections::BTreeSet;

use yew::{Html, html};

use super::icon::Icon;
use super::mark::{Mark, mark};
use super::panel::{button, icon_button, note, tag};
use crate::message::Action;
use crate::session::{Engine, FileStatus, GivenFile, Session};
use crate::view::{View, text};
use crate::words::{count, number, size};

/// Up to this many files each have a row; with more files, only those being read do.
const ROWS: usize = 12;

/// The panel while files are read or wait; after that, the message about a newer report.
pub(crate) fn reading(view: &View) -> Html {
    let session = &view.state.session;
    html! {
        <>
            if let Some(files) = session.listed {
                {listing(view, files)}
            } else if session.busy() {
                <section class="panel reading" aria-labelledby="reading-title">
                    {head(view, session)}
                    <ul class="reading-files">{files(session)}</ul>
                </section>
            } else if session.newer.is_some() {
                <div class="newer" role="status">
                    <span>{"Analysis finished. The report has changed."}</span>
                    {button(view, "button small primary", Icon::Arrow, "Show new report", Action::ShowNewer)}
                </div>
            }
            {notice(view)}
        </>
    }
}

/// Which part of the given files a verdict is about; empty if it is about all of them.
pub(crate) fn part_read(session: &Session) -> Html {
    if session.listed.is_some() {
        return tag(Mark::NotReached, "So far");
    }
    if session.busy() {
        let (read, all) = session.bytes();
        let percent = (read * 100 / all.max(1)).min(99);
        return tag(Mark::NotReached, &["So far (", &percent.to_string(), " %)"].concat());
    }
    let Some((read, all)) = session.cancelled_at() else { return Html::default() };
    let words = ["Cancelled at ", &size(read), " of ", &size(all), "; from this part only"];
    tag(Mark::Warning, &words.concat())
}

/// The mark of a verdict about a part of the files: grey while the others are read, and never that of a success.
pub(crate) fn mark_so_far(session: &Session, sign: Mark) -> Mark {
    match sign {
        _ if session.busy() => Mark::NotReached,
        Mark::Ok if session.cancelled_at().is_some() => Mark::Stopped,
        sign => sign,
    }
}

/// A message about the engine or the dropped files, until it is dismissed.
pub(crate) fn notice(view: &View) -> Html {
    html! {
        if let Some(notice) = &view.state.session.notice {
            <p class="notice" role="alert">
                {mark(Mark::Warning)}
                <span>{text(notice)}</span>
                {icon_button(view, Icon::Close, "Close this message", Action::Dismiss)}
            </p>
        }
    }
}

/// The panel while the files of a folder are listed; none of them is read yet.
fn listing(view: &View, files: usize) -> Html {
    html! {
        <section class="panel reading" aria-labelledby="reading-title">
            <header class="head">
                <h2 id="reading-title">{"Listing the folder"}</h2>
                {note(&[&count(files as u64, "file", "files"), " so far"].concat())}
                {button(view, "button small", Icon::Close, "Cancel", Action::Cancel)}
            </header>
            <progress aria-label="Counting files" />
        </section>
    }
}

fn head(view: &View, session: &Session) -> Html {
    let (read, all) = session.bytes();
    let opened = session.opened();
    let what = match session.engine {
        Engine::Away => "The engine is still loading",
        Engine::Held | Engine::Starting => "Starting the engine",
        _ if opened.is_some() => "Opening the files",
        _ => "Reading files",
    };
    let all_files = session.files.iter().chain(&session.members);
    let done = opened.unwrap_or_else(|| all_files.filter(|file| file.status == FileStatus::Read).count());
    let files = count((session.files.len() + session.members.len()) as u64, "file", "files");
    let bytes = [&size(read), " of ", &size(all)].concat();
    // The engine reports the bytes of files only when it has received all of them.
    let (label, value, max) = match opened {
        Some(opened) => ("Files opened", opened as u64, session.files.len() as u64),
        None => ("Bytes read", read, all),
    };
    html! {
        <>
            <header class="head">
                <h2 id="reading-title">{text(what)}</h2>
                {note(&[&bytes, ", ", &number(done as u64), " of ", &files].concat())}
                {button(view, "button small", Icon::Close, "Cancel", Action::Cancel)}
            </header>
            <progress aria-label={label} max={max.max(1).to_string()} value={value.to_string()} />
        </>
    }
}

/// The rows of the files.
fn files(session: &Session) -> Html {
    let all = session.files.len() <= ROWS;
    let mut archives = BTreeSet::new();
    archives
        .extend(session.members.iter().filter(|member| is_open(member)).filter_map(|member| member.parent));
    let is_shown = |file: &&GivenFile| all || is_open(file) || archives.contains(&file.meta.file);
    let files = session.files.iter().filter(is_shown).take(ROWS);
    html! { <>{for files.map(|file| with_members(session, file))}</> }
}

/// The row of a file, and its archive members.
fn with_members(session: &Session, file: &GivenFile) -> Html {
    html! { <>{row(file)}{members(session, file)}</> }
}

fn is_open(file: &GivenFile) -> bool {
    file.status == FileStatus::Reading || file.is_unreadable()
}

/// The members of an archive: their number, and those that are not read yet.
fn members(session: &Session, archive: &GivenFile) -> Html {
    let members = || session.members_of(archive.meta.file);
    let all = members().count() as u64;
    if all == 0 {
        return Html::default();
    }
    let read = members().filter(|member| !member.is_open()).count() as u64;
    let is_unread = |member: &&GivenFile| !matches!(member.status, FileStatus::Read | FileStatus::Cut);
    let unread = members().filter(is_unread).take(ROWS);
    html! {
        <li>
            <ul>
                <li>{note(&[&number(read), " of ", &count(all, "file", "files"), " in it"].concat())}</li>
                {for unread.map(|member| with_members(session, member))}
            </ul>
        </li>
    }
}

fn row(file: &GivenFile) -> Html {
    let of = |more: &str| [&size(file.read), " of ", &size(file.meta.size), more].concat();
    let (sign, words) = match &file.status {
        FileStatus::Waiting => (Mark::NotReached, "waiting".to_owned()),
        FileStatus::Reading => (Mark::Stopped, of("")),
        FileStatus::Read => (Mark::Ok, size(file.meta.size)),
        FileStatus::Cut => (Mark::Off, of(", cancelled")),
        FileStatus::Refused(why) | FileStatus::LeftOut(why) => (Mark::Warning, why.clone()),
    };
    html! { <li>{mark(sign)}<span class="name">{text(&file.meta.name)}</span>{note(&words)}</li> }
}
