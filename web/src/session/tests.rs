//! Replies and silence of the engine, and the effects that result from them.

use report::{CodeLine, ExportForm, FileMeta, MEMBERS, Reply, Report, Request};

use super::*;
use crate::fixture;
use crate::message::Effect;

fn file(number: u32) -> FileMeta {
    fixture::file(number, &format!("{number}.log"))
}

fn ready() -> Reply {
    Reply::Ready { build: report::VERSION.to_owned() }
}

fn at(number: u32, read: u64) -> Reply {
    Reply::Progress { files: vec![fixture::progress(number, None, "", read)] }
}

/// The progress of an archive member.
fn member(nth: u32, parent: u32, read: u64) -> Reply {
    let name = format!("Logs/{nth}.log");
    Reply::Progress { files: vec![fixture::progress(MEMBERS + nth, Some(parent), &name, read)] }
}

fn report(done: bool, cancelled: bool) -> Reply {
    Reply::Report { report: Box::default(), done, cancelled }
}

/// The effects in words: `start`, `read 1 2`, `stop`.
fn words(effects: &[Effect]) -> String {
    let word = |effect: &Effect| match effect {
        Effect::StartWorker => "start".to_owned(),
        Effect::StopWorker => "stop".to_owned(),
        Effect::Read(files, more) => {
            let word = if *more { "hand over" } else { "read" };
            files.iter().fold(word.to_owned(), |all, file| format!("{all} {}", file.file))
        }
        Effect::Ask(Request::Cancel) => "cancel".to_owned(),
        Effect::Ask(Request::ReadAgain { files }) => {
            files.iter().fold("again".to_owned(), |all, file| format!("{all} {}:{}", file.file, file.size))
        }
        Effect::Ask(Request::Unite { machines }) => format!("unite {}", machines.join(" ")),
        Effect::Ask(Request::Runs { machine, from, .. }) => format!("runs {machine} {from}"),
        Effect::Ask(Request::Updates { machine, from, .. }) => format!("updates {machine} {from}"),
        Effect::Ask(Request::Convert { files, utc, .. }) => format!("convert {files:?} {utc}"),
        Effect::Ask(Request::Export { form, mask, machine, .. }) => {
            format!("export {form:?} {mask} {machine:?}")
        }
        Effect::Ask(Request::CodeLines { code, .. }) => format!("code lines {code:#X}"),
        Effect::Copy(name, text) => format!("copy {name}: {text}"),
        Effect::Gather { bytes, first } => format!("gather {} {first}", bytes.len()),
        Effect::Save(name) => format!("save {name}"),
        other => format!("{other:?}"),
    };
    effects.iter().map(word).collect::<Vec<_>>().join(", ")
}

fn statuses(session: &Session) -> String {
    let word = |file: &GivenFile| match &file.status {
        FileStatus::Refused(_) => "refused".to_owned(),
        FileStatus::LeftOut(_) => "left-out".to_owned(),
        status => format!("{status:?}").to_lowercase(),
    };
    session.files.iter().map(word).collect::<Vec<_>>().join(" ")
}

/// A session whose engine reads the given files.
fn reading(files: u32) -> Session {
    let mut session = Session::default();
    session.add((1..=files).map(file).collect());
    session.held();
    session.receive(ready(), 0.0, false);
    session
}

/// A session whose engine has read them.
fn read(files: u32) -> Session {
    let mut session = reading(files);
    session.receive(report(true, false), 1.0, false);
    session
}

#[test]
fn files_wait_for_the_engine() {
    let mut session = Session::default();
    assert_eq!(words(&session.add(vec![file(1), file(2)])), "");
    assert!(session.busy());
    assert_eq!(words(&session.held()), "start");
    assert_eq!(words(&session.receive(ready(), 0.0, false)), "read 1 2");
    assert_eq!(words(&session.add(vec![file(3)])), "", "a batch waits for the one before");
    session.receive(at(1, 1_000), 1.0, false);
    session.receive(at(2, 500), 1.0, false);
    assert_eq!((statuses(&session).as_str(), session.bytes()), ("read reading waiting", (1_500, 3_000)));
    assert_eq!(words(&session.receive(report(true, false), 2.0, false)), "read 3");
    assert_eq!(statuses(&session), "read read waiting");
}

#[test]
fn many_files_are_sent_in_batches() {
    let mut session = reading(600);
    let handed = |effects: &[Effect]| match effects {
        [Effect::Read(files, more)] => (files.first().map(|file| file.file), files.len(), *more),
        other => panic!("{other:?}"),
    };
    assert_eq!(handed(&session.receive(Reply::Taken, 1.0, false)), (Some(251), 250, true));
    assert_eq!(handed(&session.receive(Reply::Taken, 1.0, false)), (Some(501), 100, false));
    assert_eq!(words(&session.receive(Reply::Taken, 1.0, false)), "");
    // Cancelled while files are sent: the engine reads nothing, and its report lacks the files that were not sent.
    let mut session = reading(600);
    assert_eq!(words(&session.cancel()), "read, cancel");
    assert_eq!(words(&session.receive(Reply::Taken, 1.0, false)), "");
    session.receive(report(true, true), 2.0, false);
    assert!(!session.busy() && session.files.iter().all(|file| file.status == FileStatus::Cut));
}

#[test]
fn a_cancelled_file_is_noted_until_it_is_given_again() {
    let mut session = reading(3);
    session.receive(at(1, 1_000), 1.0, false);
    session.receive(at(2, 500), 1.0, false);
    assert_eq!(session.cancelled_at(), None);
    session.cancel();
    session.receive(report(true, true), 2.0, false);
    assert_eq!(session.cancelled_at(), Some((1_500, 3_000)));
    // The engine was in the middle of a block, which it has read to its end.
    let mut session = reading(1);
    session.cancel();
    session.receive(at(1, 800), 1.0, false);
    session.receive(report(true, true), 2.0, false);
    assert_eq!(session.cancelled_at(), Some((800, 1_000)));
    let mut session = reading(3);
    session.receive(at(1, 1_000), 1.0, false);
    session.receive(at(2, 500), 1.0, false);
    session.cancel();
    session.receive(report(true, true), 2.0, false);
    let again = |number: u32, of: u32| FileMeta { file: number, ..file(of) };
    session.add(vec![again(4, 2)]);
    assert!(session.cancelled_at().is_some(), "the third file is still missing");
    session.add(vec![again(5, 3)]);
    assert_eq!(session.cancelled_at(), None);
    // All files were read before the user cancelled.
    let mut session = read(2);
    session.cancel();
    assert_eq!(session.cancelled_at(), None);
}

#[test]
fn clear_also_stops_the_listing_of_a_folder() {
    let mut session = Session { listed: Some(300), ..Session::default() };
    assert_eq!(session.clear(), [Effect::ForgetFiles, Effect::EndListing]);
    assert!(!session.busy());
}

#[test]
fn a_worker_with_many_files_has_a_longer_timeout() {
    let mut session = reading(20_000);
    session.tick(0.0);
    for second in 1..=12 {
        assert_eq!(words(&session.tick(f64::from(second) * 1_000.0)), "");
    }
    assert!(words(&session.tick(14_000.0)).starts_with("stop"));
}

#[test]
fn a_drop_with_known_file_names_gets_its_own_folder() {
    /// Drops these files, as `folder/name`, one drop per row; checks their resulting folders.
    fn check(drops: &[&[&str]], expected: &str) {
        let mut session = Session::default();
        for (number, drop) in drops.iter().enumerate() {
            let named = |(at, place): (usize, &&str)| {
                let (path, name) = place.rsplit_once('/').unwrap_or(("", place));
                let number = (number * 10 + at) as u32;
                FileMeta { path: path.to_owned(), name: name.to_owned(), ..file(number) }
            };
            session.add(drop.iter().enumerate().map(named).collect());
        }
        let places = session.files.iter().map(|file| format!("{}/{}", file.meta.path, file.meta.name));
        assert_eq!(places.collect::<Vec<_>>().join(", "), expected);
    }
    check(&[&["a.log", "b.log"], &["c.log"]], "/a.log, /b.log, /c.log");
    check(&[&["a.log", "b.log"], &["A.log", "c.log"]], "/a.log, /b.log, Drop 2/A.log, Drop 2/c.log");
    check(&[&["Logs/a.log"], &["Logs/b.log"]], "Logs/a.log, Logs/b.log");
    let again = &["Logs/a.log", "Logs/old/b.log"][..];
    check(
        &[again, again, &["Logs/a.log"]],
        "Logs/a.log, Logs/old/b.log, Logs (2)/a.log, Logs (2)/old/b.log, Logs (3)/a.log",
    );
    check(&[&["pasted.log"], &["pasted.log"], &["pasted.log"]], "/pasted.log, /pasted-2.log, /pasted-3.log");
}

#[test]
fn names_of_the_same_machine_are_sent_to_each_new_engine() {
    let mut session = reading(1);
    session.receive(at(1, 1_000), 1.0, false);
    session.receive(report(true, false), 2.0, false);
    let names = vec!["PC-A".to_owned(), "PC-B".to_owned()];
    assert_eq!(words(&session.unite(names)), "unite PC-A PC-B");
    // The user who answers is reading the report, and expects the result.
    session.receive(report(true, false), 3.0, true);
    assert!(session.newer.is_none());
    session.receive(report(true, false), 3.5, true);
    assert!(session.newer.is_some());
    // A restarted engine has lost the names.
    session.broke();
    assert_eq!(words(&session.receive(ready(), 4.0, false)), "unite PC-A PC-B, read 1");
    session.clear();
    session.add(vec![file(2)]);
    assert_eq!(words(&session.receive(ready(), 5.0, false)), "read 2");
}

#[test]
fn an_engine_that_never_starts_or_has_another_build_fails() {
    let other = |session: &mut Session| session.receive(Reply::Ready { build: "0.0.1".into() }, 0.0, false);
    for happens in [Session::broke, other] {
        let mut session = Session::default();
        session.add(vec![file(1)]);
        session.held();
        assert_eq!(words(&happens(&mut session)), "stop");
        assert!(matches!(session.engine, Engine::Failed(_)));
    }
}

#[test]
fn cancel_keeps_what_was_read() {
    let mut session = reading(2);
    session.receive(at(1, 1_000), 1.0, false);
    session.receive(at(2, 300), 1.0, false);
    session.add(vec![file(3)]);
    assert_eq!(words(&session.cancel()), "cancel");
    assert_eq!(words(&session.receive(report(true, true), 2.0, false)), "");
    assert_eq!(statuses(&session), "read cut cut");
    assert!(session.report.is_some() && !session.busy());
}

#[test]
fn a_trap_skips_only_the_file_it_happened_in() {
    let mut session = reading(3);
    session.receive(at(1, 1_000), 1.0, false);
    session.receive(at(2, 300), 1.0, false);
    assert_eq!(words(&session.broke()), "stop, start");
    assert_eq!(statuses(&session), "waiting left-out waiting");
    assert!(session.notice.as_deref().is_some_and(|notice| notice.contains("2.log")));
    assert_eq!(words(&session.receive(ready(), 2.0, false)), "read 1 3");
}

#[test]
fn the_file_that_traps_is_found_among_several() {
    let mut session = reading(3);
    session.receive(at(2, 300), 1.0, false);
    session.receive(at(3, 300), 1.0, false);
    session.broke();
    assert_eq!(statuses(&session), "waiting waiting waiting");
    assert_eq!(words(&session.receive(ready(), 2.0, false)), "read 1");
    assert_eq!(words(&session.receive(report(true, false), 3.0, false)), "read 2");
    assert_eq!(words(&session.receive(report(true, false), 4.0, false)), "read 3");
    session.broke();
    assert_eq!(statuses(&session), "waiting waiting left-out");
    assert_eq!(words(&session.receive(ready(), 5.0, false)), "read 1 2");
}

#[test]
fn silence_ends_the_worker_and_sleep_does_not() {
    let mut session = reading(2);
    for second in [0.0, 1.0, 2.0, 3.0] {
        assert_eq!(words(&session.tick(second * 1_000.0)), "");
    }
    session.receive(at(1, 10), 3_500.0, false);
    // From 4 to 60 seconds the browser was suspended.
    for second in [4.0, 60.0, 61.0, 62.0, 63.0] {
        assert_eq!(words(&session.tick(second * 1_000.0)), "", "{second}");
    }
    assert_eq!(words(&session.tick(64_000.0)), "stop, start");
    assert_eq!(statuses(&session), "left-out waiting");
}

#[test]
fn an_idle_worker_may_be_silent() {
    let mut session = read(1);
    for second in 1..10 {
        assert_eq!(words(&session.tick(f64::from(second) * 1_000.0)), "");
    }
}

#[test]
fn a_report_that_arrives_while_one_is_read_waits() {
    let mut session = reading(1);
    session.receive(report(false, false), 1.0, true);
    assert!(session.report.is_some() && session.newer.is_none(), "the first one is shown at once");
    session.receive(report(true, false), 1.0, true);
    assert!(session.newer.is_some());
    session.show_newer();
    assert!(session.newer.is_none());
    session.receive(report(true, false), 1.0, false);
    assert!(session.newer.is_none());
    session.receive(report(true, true), 1.0, true);
    assert!(session.newer.is_none(), "a user who cancels waits for the result");
}

#[test]
fn a_file_is_found_by_its_name_and_number() {
    let mut session = read(2);
    session.files[1].meta.name = session.files[0].meta.name.clone();
    let (name, number) = session.name_of(2).expect("the second file");
    assert_eq!(number, 2);
    session.files[0].status = FileStatus::Waiting;
    session.files[1].status = FileStatus::Reading;
    assert_eq!((session.file_of(&name, 1), session.file_of(&name, 2)), (None, Some(2)));
    session.files[0].status = FileStatus::Read;
    assert_eq!((session.file_of(&name, 1), session.file_of(&name, 2)), (Some(1), Some(2)));
    assert_eq!((session.file_of(&name, 0), session.file_of(&name, 3)), (None, None));
    assert_eq!((session.file_of("other.log", 1), session.name_of(9)), (None, None));
}

fn text(ticket: u32, bytes: usize, done: bool) -> Reply {
    Reply::Converted { ticket, bytes: vec![b'x'; bytes], done, problem: None }
}

#[test]
fn a_text_log_is_collected_in_pieces_and_saved_at_its_end() {
    let mut session = read(2);
    session.save("WindowsUpdate.log".into(), vec![2, 1]);
    session.save_times(true);
    assert_eq!(words(&session.write_text()), "convert [2, 1] true");
    assert_eq!(words(&session.receive(text(1, 5, false), 1.0, false)), "gather 5 true");
    assert_eq!(words(&session.receive(text(1, 3, false), 1.0, false)), "gather 3 false");
    assert_eq!(
        words(&session.receive(text(1, 0, true), 1.0, false)),
        "gather 0 false, save WindowsUpdate.log"
    );
    assert_eq!(session.saving.as_ref().map(|saving| saving.bytes), Some(8));
    assert_eq!(words(&session.receive(text(1, 3, true), 1.0, false)), "", "it is saved once");
}

#[test]
fn a_text_log_that_cannot_be_written_shows_the_reason() {
    let mut session = read(1);
    let failed = |session: &Session| {
        let status = session.saving.as_ref().map(|saving| saving.status.clone());
        if let Some(Saved::Failed(why)) = status { why } else { format!("{status:?}") }
    };
    session.save("SIH.log".into(), vec![1]);
    session.write_text();
    let problem = Some("not kept".to_owned());
    session.receive(Reply::Converted { ticket: 1, bytes: vec![], done: true, problem }, 1.0, false);
    assert_eq!(failed(&session), "not kept");
    session.write_text();
    assert_eq!(words(&session.receive(text(1, 3, true), 1.0, false)), "", "it answers another request");
    assert_eq!(words(&session.broke()), "stop, start");
    assert!(failed(&session).contains("try again"), "{}", failed(&session));
}

/// A text that answers an export, with one replaced name.
fn exported(ticket: u32, text: &str) -> Reply {
    let key = vec![("HOST-01".to_owned(), "PC1.CONTOSO.COM\n".to_owned())];
    Reply::Exported { ticket, text: text.to_owned(), key }
}

#[test]
fn a_ticket_is_copied_when_it_arrives() {
    let mut session = read(1);
    session.export(ExportForm::Markdown, false, true);
    assert_eq!(words(&session.ask_export(None, vec![], vec![])), "export Markdown false None");
    assert_eq!(words(&session.receive(exported(9, "old"), 1.0, false)), "");
    assert_eq!(words(&session.receive(exported(1, "### PC1"), 1.0, false)), "copy ticket: ### PC1");
}

#[test]
fn a_form_of_the_report_is_saved_with_its_key() {
    let mut session = read(1);
    session.export(ExportForm::Csv, true, false);
    assert_eq!(words(&session.ask_export(None, vec![], vec![])), "export Csv true None");
    assert_eq!(words(&session.copy_export()), "");
    assert_eq!(words(&session.receive(exported(1, "a,b"), 1.0, false)), "");
    assert_eq!(words(&session.copy_export()), "copy ticket: a,b");
    assert_eq!(words(&session.save_export(false)), "gather 3 true, save wuscope-findings.csv");
    let effects = session.save_export(true);
    let [Effect::Gather { bytes, .. }, Effect::Save(name)] = &effects[..] else { panic!("{effects:?}") };
    assert_eq!((&bytes[..], name.as_str()), (&b"HOST-01\tPC1.CONTOSO.COM\\n\n"[..], "wuscope-key.txt"));
}

#[test]
fn each_form_has_its_own_file_name() {
    let is_single = |name| FORMS.iter().filter(|(_, _, other)| *other == name).count() == 1;
    assert!(FORMS.into_iter().all(|(_, _, name)| is_single(name)));
}

#[test]
fn an_export_without_an_engine_shows_the_reason() {
    let problem = |session: &Session| session.export.as_ref().and_then(|export| export.problem);
    let mut session = Session::default();
    session.export(ExportForm::Html, false, false);
    assert_eq!(words(&session.ask_export(None, vec![], vec![])), "");
    assert!(problem(&session).is_some_and(|why| why.contains("not running")));
    let mut session = read(1);
    session.export(ExportForm::Html, false, false);
    session.ask_export(None, vec![], vec![]);
    session.broke();
    assert!(problem(&session).is_some_and(|why| why.contains("try again")));
}

#[test]
fn the_lines_of_a_code_are_requested_if_there_are_logs() {
    let line = CodeLine { file: 1, log: "1.log".into(), line: 7, time: String::new(), text: "…".into() };
    let reply = |ticket, lines| Reply::CodeLines { ticket, lines, more: false };
    let lines = |session: &Session| {
        session.code_lines.as_ref().map(|known| (known.code, known.lines.as_ref().map(Vec::len)))
    };
    assert_eq!(words(&Session::default().ask_code_lines(0x8024_401B)), "");
    let mut session = read(1);
    assert_eq!(words(&session.ask_code_lines(0x8024_401B)), "code lines 0x8024401B");
    session.receive(reply(9, vec![]), 1.0, false);
    assert_eq!(lines(&session), Some((0x8024_401B, None)), "it answers another request");
    session.receive(reply(1, vec![line]), 1.0, false);
    assert_eq!(lines(&session), Some((0x8024_401B, Some(1))));
    session.ask_code_lines(0x8024_401B);
    assert_eq!(lines(&session), Some((0x8024_401B, Some(1))), "they stay until the new ones arrive");
    session.ask_code_lines(0x8024_4022);
    assert_eq!(lines(&session), Some((0x8024_4022, None)));
}

#[test]
fn clear_forgets_files_and_report() {
    let mut session = read(2);
    session.clear();
    assert!(session.files.is_empty() && session.report.is_none() && session.engine == Engine::Held);
}

#[test]
fn archive_members_are_kept_by_number() {
    let mut session = reading(2);
    session.receive(at(1, 400), 1.0, false);
    for reply in [member(1, 1, 0), member(0, 1, 300), member(2, MEMBERS, 0), member(0, 1, 1_000)] {
        session.receive(reply, 1.0, false);
    }
    let names: Vec<&str> = session.members.iter().map(|member| member.meta.name.as_str()).collect();
    assert_eq!(names, ["Logs/0.log", "Logs/1.log", "Logs/2.log"]);
    assert_eq!((session.members_of(1).count(), session.members_of(MEMBERS).count()), (2, 1));
    assert_eq!(session.bytes(), (1_400, 5_000));
    session.receive(report(true, true), 2.0, false);
    let cut = session.members.iter().filter(|member| member.status == FileStatus::Cut).count();
    assert_eq!(cut, 2, "cancelled members are marked, complete ones stay");
}

#[test]
fn a_trap_on_an_archive_member_skips_the_archive() {
    let mut session = reading(2);
    session.receive(at(1, 1_000), 1.0, false);
    session.receive(member(0, 1, 300), 1.0, false);
    assert_eq!(words(&session.broke()), "stop, start");
    assert_eq!(statuses(&session), "left-out waiting");
    assert!(session.members.is_empty(), "the engine reports them again");
}

#[test]
fn more_runs_are_requested_for_the_machine() {
    let machine = |name: &str| Report { machine: name.to_owned(), ..Report::default() };
    let reply = |machines| Reply::Report {
        report: Box::new(Report { machines, ..Report::default() }),
        done: true,
        cancelled: false,
    };
    let mut session = reading(1);
    session.receive(reply(vec![machine("A"), machine("B")]), 1.0, false);
    assert_eq!(words(&session.ask_runs(Some(2))), "runs 1 0");
    session.receive(reply(vec![machine("0"), machine("A"), machine("B")]), 2.0, false);
    assert_eq!(words(&session.ask_runs(Some(2))), "runs 2 0", "the number stays, the index changes");
    assert_eq!(words(&session.ask_runs(Some(9))), "");
    session.receive(reply(vec![]), 3.0, false);
    assert_eq!(words(&session.ask_runs(None)), "runs 0 0");
}

#[test]
fn more_updates_are_added_once_and_only_to_the_shown_report() {
    let answer = |ticket| Reply::Updates { ticket, updates: fixture::updates() };
    let mut session = read(1);
    assert_eq!(words(&session.ask_updates(None)), "updates 0 0");
    session.receive(answer(1), 1.0, false);
    session.receive(answer(1), 1.0, false);
    assert_eq!((session.more.updates.len(), words(&session.ask_updates(None)).as_str()), (5, "updates 0 5"));
    session.receive(report(true, false), 2.0, false);
    session.receive(answer(2), 2.0, false);
    assert!(session.more.updates.is_empty(), "it was requested for another report");
}

#[test]
fn a_file_that_has_grown_is_read_again_when_the_engine_has_time() {
    let mut session = read(2);
    session.grown(2, 5_000, 7);
    session.grown(2, 6_000, 8);
    assert_eq!(words(&session.tick(1_000.0)), "again 2:6000", "several changes are read once");
    assert!(session.reading && !session.busy(), "the page shows the earlier report until then");
    session.receive(at(2, 0), 1_100.0, false);
    assert_eq!(statuses(&session), "read reading", "it stays open in the viewer");
    session.grown(2, 7_000, 9);
    assert_eq!(words(&session.tick(1_200.0)), "");
    assert_eq!(words(&session.add(vec![file(3)])), "", "a drop waits");
    assert!(session.busy());
    assert_eq!(words(&session.receive(report(true, false), 1_500.0, false)), "read 3");
    session.receive(report(true, false), 1_600.0, false);
    assert_eq!(words(&session.tick(2_000.0)), "", "the engine rests four times as long as it has read");
    assert_eq!(words(&session.tick(3_500.0)), "again 2:7000");
    assert_eq!(statuses(&session), "read read read");
    assert_eq!(words(&session.broke()), "stop, start");
    assert!(session.busy());
}

#[test]
fn only_files_that_are_known_grow() {
    let mut session = read(1);
    session.grown(9, 5_000, 7);
    assert_eq!(words(&session.tick(1_000.0)), "");
}
