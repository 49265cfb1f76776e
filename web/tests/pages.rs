//! Pages as text: what a user sees, rendered without a browser.

mod conclusions;
mod saved_reports;
mod taking_away;
mod viewer;

use std::cell::RefCell;

use knowledge::Symbol;
use report::{
    ClientKind, CodeSeen, Disposition, FlowVerdict, Headline, LogRow, MEMBERS, Reply, Report, Request,
    Severity, Strength, UpdateClass, UpdateRow, UpdateState,
};
use yew::{Callback, Component, Context, Html, LocalServerRenderer};

use crate::fixture::{self, NOTHING, file, progress};
use crate::message::{Action, Effect, Key, News, PageMessage};
use crate::pages;
use crate::routes::Route;
use crate::state::{BookmarkChange, Content, Dialog, Embedding, Sift, State, Theme};
use crate::view::View;

thread_local! {
    static STATE: RefCell<State> = RefCell::default();
}

/// The page of the state of this thread.
struct Shown;

impl Component for Shown {
    type Message = ();
    type Properties = ();

    fn create(_ctx: &Context<Self>) -> Self {
        Self
    }

    fn view(&self, _ctx: &Context<Self>) -> Html {
        STATE.with_borrow(|state| pages::page(&View { state, act: &Callback::noop() }))
    }
}

/// The markup of a state.
fn markup(state: State) -> String {
    STATE.set(state);
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let local = tokio::task::LocalSet::new();
    runtime.block_on(local.run_until(LocalServerRenderer::<Shown>::new().hydratable(false).render()))
}

/// The text of a state's page, with the accessible names of icons.
fn words(state: State) -> String {
    let markup = markup(state);
    let mut text = String::new();
    let mut rest = markup.as_str();
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        let (tag, after) = tag.split_once('>').unwrap_or((tag, ""));
        let name = tag.split_once("aria-label=\"").and_then(|(_, name)| name.split_once('"'));
        text.push_str(if tag.starts_with("span") || tag.starts_with("/span") { "" } else { " " });
        text.extend(name.filter(|_| tag.starts_with("svg")).map(|(name, _)| name));
        rest = after;
    }
    text.push_str(rest);
    let text = text.replace("&#x27;", "'").replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">");
    text.replace("&amp;", "&").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn at(hash: &str) -> State {
    State { route: Route::parse(hash), base: "https://example.com/".to_owned(), ..State::default() }
}

/// A state after an action.
fn after(mut state: State, action: Action) -> State {
    state.apply(PageMessage::Does(action));
    state
}

/// The engine starts, then sends a reply.
fn receive(state: &mut State, reply: Reply) {
    for reply in [Reply::Ready { build: report::VERSION.to_owned() }, reply] {
        state.apply(PageMessage::News(News::Replied(Box::new(reply), 0.0, false)));
    }
}

/// The final report of the added files.
fn final_report(report: Report) -> Reply {
    Reply::Report { report: Box::new(report), done: true, cancelled: false }
}

/// A state with this report.
fn with(report: Report) -> State {
    let mut state = at("");
    state.apply(PageMessage::News(News::Locked(Ok(()))));
    state.apply(PageMessage::News(News::Given(vec![file(1, "WindowsUpdate.log"), file(2, "junk.bin")])));
    receive(&mut state, final_report(fixture::counted(report)));
    state
}

/// The client that cannot get through its proxy.
fn failing() -> State {
    with(fixture::report())
}

/// The same client with the data of other logs.
fn full() -> State {
    with(fixture::full())
}

/// The table of updates of a report, filtered.
fn updates(report: &Report, sift: Sift) -> State {
    after(after(with(report.clone()), Action::Go(Route::Updates(None))), Action::Updates(sift))
}

/// Fails if a page does not read as expected: ` … ` matches anything, or nothing.
#[track_caller]
fn shows(state: State, expected: &str) {
    let words = words(state);
    let mut rest = words.as_str();
    for text in expected.split(" … ") {
        match rest.split_once(text) {
            Some((_, after)) => rest = after,
            None => panic!("“{text}” does not follow in:\n{rest}\n\nThe whole page:\n{words}"),
        }
    }
}

#[track_caller]
fn lacks(state: State, unexpected: &[&str]) {
    let words = words(state);
    for text in unexpected {
        assert!(!words.contains(text), "“{text}” is in:\n{words}");
    }
}

#[test]
fn home_shows_what_to_do_and_what_is_supported() {
    shows(
        at("#/"),
        "Analyze … Locking … Find out why Windows updates fail … Drop logs, folders or zips here … \
         Choose files … Choose a folder … Paste lines … C:\\Windows\\CCM\\Logs … Try it with a sample … \
         Any format works: … 0x8024401B … -2145107941 … Site and WSUS servers … zip, cab and gz",
    );
}

#[test]
fn the_verdict_leads_the_report() {
    shows(
        failing(),
        "The scan fails at step 3: the Windows Update Agent cannot authenticate to the proxy ( 0x8024401B ) … \
         CLIENT042.CONTOSO.COM … (site PS1) … Thu 12 Nov 2026, 09:13:41 to 09:14:22 UTC+01:00 … \
         Failing since … Tue 10 Nov 11:42 … (31 of 31 scans since then) … logged … likely … (1 open question) … Do next … \
         Check which proxy the agent uses, on the client … netsh winhttp show proxy",
    );
}

/// A state in which a quarter of the files is read, with this report.
fn partly_read(report: Report) -> State {
    let mut state = at("");
    state.apply(PageMessage::News(News::Locked(Ok(()))));
    state.apply(PageMessage::News(News::Given(vec![file(1, "WindowsUpdate.log"), file(2, "CBS.log")])));
    receive(&mut state, Reply::Progress { files: vec![progress(1, None, "", 500)] });
    receive(&mut state, Reply::Report { report: Box::new(report), done: false, cancelled: false });
    state
}

/// The same after the user cancelled it.
fn cancelled(report: Report) -> State {
    let mut state = after(partly_read(report.clone()), Action::Cancel);
    receive(&mut state, Reply::Report { report: Box::new(report), done: true, cancelled: true });
    state
}

#[track_caller]
fn has_verdict(state: State, class: &str) {
    let page = markup(state);
    assert!(page.contains(&["class=\"panel verdict ", class, "\""].concat()), "{page}");
}

#[test]
fn while_logs_are_read_the_verdict_is_grey() {
    shows(partly_read(fixture::report()), "The scan fails at step 3 … So far (25 %)");
    assert!(pages::title(&partly_read(fixture::report())).starts_with("So far: The scan fails"));
    for report in [fixture::report(), fixture::healthy()] {
        has_verdict(partly_read(report), "idle");
    }
    shows(partly_read(Report::default()), "Nothing found … So far (25 %)");
    shows(partly_read(fixture::machines()), "So far (25 %) … CLIENT042");
    lacks(failing(), &["So far"]);
    has_verdict(failing(), "fail");
    has_verdict(with(fixture::healthy()), "ok");
}

#[test]
fn a_cancelled_analysis_shows_what_the_verdict_covers() {
    let covers = "Cancelled at 500 bytes of 2.0 kB; from this part only";
    shows(cancelled(fixture::report()), covers);
    has_verdict(cancelled(fixture::report()), "fail");
    has_verdict(cancelled(fixture::healthy()), "warn");
    // The same files are dropped again.
    let mut state = cancelled(fixture::healthy());
    state.apply(PageMessage::News(News::Given(vec![file(3, "WindowsUpdate.log"), file(4, "CBS.log")])));
    receive(&mut state, final_report(fixture::healthy()));
    lacks(state, &["Cancelled at"]);
}

#[test]
fn the_first_failure_is_one_click_away() {
    let mut report = fixture::report();
    report.flows[0].history.failing_since_line = Some(fixture::line("WUAHandler.log", 311, "Scan failed"));
    shows(with(report), "Failing since … (31 of 31 scans since then) … WUAHandler.log : 311");
    let mut report = fixture::report();
    report.run_count = 700;
    shows(with(report), "Failing since … (at least 31 scans since then)");
}

#[test]
fn a_fixed_failure_is_shown_with_its_proof() {
    let mut report = fixture::healthy();
    let evidence = report.flows[0].steps.iter().find(|row| row.step == "2").unwrap().evidence[1].clone();
    report.flows[0].history.recovery = Some(report::Recovery {
        code: Some("0x80244022".to_owned()),
        step: "3".to_owned(),
        last_failed: Some("2026-11-12T06:00:00.000Z".to_owned()),
        good_since: Some("2026-11-12T08:00:00.000Z".to_owned()),
        evidence,
    });
    shows(
        with(report.clone()),
        "Fixed … 0x80244022 … last at Thu 12 Nov 07:00, good since Thu 12 Nov 09:00 … \
         WUAHandler.log : 4,117 … Step 2",
    );
    report.flows[0].verdict = FlowVerdict::Failed;
    lacks(with(report), &["good since"]);
}

#[test]
fn good_news_shows_what_it_covers() {
    let mut report = fixture::healthy();
    "No action needed. Checked: scan (30 runs), download. Not covered: installation (UpdatesHandler.log)."
        .clone_into(&mut report.headline.summary);
    shows(
        with(report.clone()),
        "No action needed Add logs … Checked … scan (30 runs), download … Not covered … \
         installation (UpdatesHandler.log) … Machine",
    );
    // A failure is one sentence, or several that belong together.
    report.headline.verdict = FlowVerdict::Failed;
    shows(with(report), "No action needed. Checked: scan (30 runs), download. Not covered: installation");
}

#[test]
fn a_report_can_be_printed_with_its_machine_and_date() {
    let state = State { today: 20_769, ..failing() };
    shows(state, "CLIENT042.CONTOSO.COM, Thu 12 Nov 2026, Wuscope … Print");
}

#[test]
fn a_single_file_that_is_no_log_gets_its_advice() {
    let mut report = fixture::report();
    report.logs.truncate(1);
    (report.flows, report.findings) = (vec![], vec![]);
    report.logs[0].entries = 0;
    report.logs[0].problem = Some("This is a Word file: copy its text and paste it here.".to_owned());
    shows(
        with(report),
        "No file could be read. … This is a Word file: copy its text and paste it here. None of the files",
    );
}

#[test]
fn logs_without_evidence_are_folded() {
    shows(failing(), "Logs read … WUAHandler … logs without evidence … Format … StateMessage");
    lacks(with(fixture::machines()), &["without evidence"]);
}

#[test]
fn help_shows_where_the_logs_are_and_how_to_collect_them() {
    let folders =
        "C:\\Windows\\CCM\\Logs … C:\\Windows\\Logs\\WindowsUpdate … C:\\Windows\\System32\\winevt\\Logs";
    shows(at("#/"), &[folders, " … Collect all of them with one command"].concat());
    shows(
        after(at("#/"), Action::Dialog(Dialog::Help)),
        &[folders, " … Help … ", folders, " … wevtutil.exe epl … Compress-Archive … Copy … Ctrl V"].concat(),
    );
}

#[test]
fn the_words_of_verdicts_are_explained_where_they_are_shown() {
    shows(
        failing(),
        "What OK, Passed, Failed, Not reached and No log mean … OK : a line reports its success … \
         Passed : no line of its own",
    );
    assert!(markup(failing()).contains("<strong title=\"a line reports its success\">OK</strong>"));
}

#[test]
fn each_step_has_its_verdict_in_words() {
    shows(
        failing(),
        "1. Locate the WSUS server … OK 40.1 s … 2. Request the scan … 3. Scan against WSUS … \
         Failed after 1.1 s … 4. Receive the results … Not reached … 6. Store each state … No log … \
         UpdatesStore.log was not given … 7. Send state messages … Where the 41.4 s went … \
         38.3 s without a log line after:",
    );
}

#[test]
fn the_proof_is_shown_with_file_and_line() {
    shows(
        failing(),
        "Step 3: the proof … WUAHandler.log : 4,118 … The proof … WindowsUpdate.log : 22,907 … \
         11-12-2026 09:14:22.561 … the proof:  … The server returned HTTP status code ' 407 (0x197)'",
    );
}

#[test]
fn another_step_shows_its_parts() {
    shows(
        after(failing(), Action::Step("1".to_owned())),
        "Step 1 … 1.1 Create the scan request … OK … 1 line … 1.5 … No log … MP_Location.log was not given … \
         1.11 … Passed",
    );
}

#[test]
fn the_plan_contains_values_from_the_logs_and_fields_for_the_rest() {
    shows(
        failing(),
        "Fix plan … Cause: Proxy authentication required (HTTP 407) … on the client · changes nothing … \
         To undo: … bypass-list=\"<local>;PS1SITE.CONTOSO.COM\" … Verify … Successfully completed scan.",
    );
    let page = markup(failing());
    assert!(page.contains("placeholder=\"proxy:port\""), "the proxy is not in the logs");
}

#[test]
fn what_is_filled_in_is_copied() {
    let state = after(failing(), Action::Fill("proxy", "proxy.contoso.com:8080".to_owned()));
    assert!(markup(state).contains("value=\"proxy.contoso.com:8080\""));
}

#[test]
fn an_invalid_value_stays_out_of_commands_and_is_explained() {
    let state = after(failing(), Action::Fill("proxy", "a\"&calc&\"".to_owned()));
    let page = markup(state);
    assert!(page.contains("aria-invalid=\"true\""));
    assert!(page.contains("For &lt;proxy:port&gt;, enter a proxy such as proxy.contoso.com:8080"), "{page}");
}

#[test]
fn nothing_raw_reaches_the_page_or_the_clipboard() {
    let hostile = "PC\u{202e}1\x1b[2J\u{9b}31m\nAll scans succeeded.";
    let mut report = fixture::report();
    hostile.clone_into(&mut report.machine);
    for finding in &mut report.findings {
        for line in &mut finding.evidence {
            hostile.clone_into(&mut line.log);
            hostile.clone_into(&mut line.text);
        }
    }
    let is_raw = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}');
    let page = markup(with(report));
    assert!(!page.contains(is_raw), "{page:?}");
    assert!(page.contains("PCU+202E1\\x1b[2J\\x9b31m"), "{page}");
    let mut state = State::default();
    let copied = state.apply(PageMessage::Does(Action::Copy("line".to_owned(), hostile.to_owned())));
    assert!(matches!(&copied[..], [Effect::Copy(_, text)] if !text.contains(is_raw)));
}

#[test]
fn a_hostile_value_of_a_log_is_evidence_only() {
    let mut report = fixture::report();
    for finding in &mut report.findings {
        finding.values.retain(|(name, _)| name != "wsus_host");
        finding.rejected_values = vec!["wsus_host".to_owned()];
    }
    let page = markup(with(report));
    assert!(page.contains("placeholder=\"WSUS server\""), "the command keeps its placeholder");
    assert!(page.contains("so no command contains it"), "{page}");
}

#[test]
fn missing_logs_are_named_with_folder_and_minutes() {
    shows(
        failing(),
        "Missing logs … u_ex261112.log … settles who answered 407 … WSUS server, Thu 12 Nov 09:13 to 09:16 … \
         C:\\inetpub\\logs\\LogFiles\\W3SVC*",
    );
}

#[test]
fn missing_logs_are_collected_by_a_command_for_each_machine() {
    shows(
        failing(),
        "Missing logs … would judge step 6 … Collect logs from the WSUS server … PowerShell, elevated … \
         'C:\\inetpub\\logs\\LogFiles\\W3SVC*\\u_ex*.log' … Copy … Collect logs from the client … \
         PowerShell … 'C:\\Windows\\CCM\\Logs\\UpdatesStore[-_.]*' … Copy",
    );
    lacks(with(fixture::healthy()), &["Missing logs", "Collect logs"]);
}

#[test]
fn noise_is_collapsed_until_expanded() {
    shows(
        failing(),
        "Codes found … 0x8024401B … 124 × … Noise healthy machines log the same lines … 2 codes … 271 ×",
    );
    lacks(failing(), &["0x80246007"]);
    shows(after(failing(), Action::Fold("codes-Noise".to_owned())), "Codes found … 0x80246007 … 240 ×");
}

#[test]
fn each_disposition_is_explained() {
    let mut report = fixture::report();
    let decided = Disposition::ALL.map(|disposition| CodeSeen { disposition, ..report.codes[0].clone() });
    report.codes = decided.to_vec();
    shows(
        with(report),
        "Codes found … Decisive an operation ended with this code … \
         Possible no line shows how the operation ended … \
         Part of a failure logged inside a failure that another code names … \
         Recovered the same operation succeeded later … Logged only no operation ended with this code … \
         Noise healthy machines log the same lines",
    );
}

/// The report of an excerpt that names a code but does not show the end of an operation.
fn guess() -> Report {
    let mut report = fixture::report();
    report.flows.clear();
    let finding = &mut report.findings[0];
    finding.strength = Strength::Possible;
    finding.severity = Severity::Warning;
    finding.subject = Some("Cumulative Update (KB5068861)".to_owned());
    report.headline.verdict = FlowVerdict::Incomplete;
    "The agent might not get through the proxy (0x8024401B).".clone_into(&mut report.headline.summary);
    report.missing_logs.rotate_left(1);
    report
}

#[test]
fn a_guess_is_shown_as_possible_with_the_log_that_settles_it_and_causes_to_choose_from() {
    shows(
        with(guess()),
        "The agent might not get through the proxy ( 0x8024401B ). … Possible … \
         Affects Cumulative Update (KB5068861) … \
         Evidence possible (no line shows how the operation ended) … Do next … \
         Get UpdatesStore.log from the client, Thu 12 Nov 08:13 to 08:16: it would judge step 6. … The proof … \
         WindowsUpdate.log : 22,907 … Possible causes … 1.  … 2. ",
    );
    lacks(with(guess()), &["Fix plan", "Other possible cause", "Steps"]);
}

#[test]
fn a_finding_of_another_flow_leads_if_the_headline_is_about_it() {
    let mut report = fixture::healthy();
    let failed = report::Finding { flow: "install".to_owned(), ..fixture::report().findings[0].clone() };
    report.headline = Headline {
        verdict: FlowVerdict::Failed,
        summary: "All 30 scans succeeded, but an update failed (0x80070643).".to_owned(),
        finding: Some(failed.id.clone()),
    };
    report.findings = vec![failed];
    shows(
        with(report.clone()),
        "All 30 scans succeeded, but an update failed … The proof … Fix plan … Also in these logs … \
         All 30 scans",
    );
    let install = report::FlowRow { flow: "install".to_owned(), ..fixture::report().flows[0].clone() };
    report.flows.push(install);
    shows(
        with(report.clone()),
        "but an update failed … Step 3: the proof … Also in these logs … All 30 scans",
    );
    // Without a flow the sentence stays, and the page does not ask for a scan.
    report.flows.clear();
    shows(with(report.clone()), "but an update failed … The proof … Fix plan");
    lacks(with(report), &["These logs contain no scan", "Also in these logs"]);
}

#[test]
fn a_log_that_cannot_answer_names_those_that_would() {
    let mut report = fixture::report();
    report.logs[0].kind = "CBS".to_owned();
    report.logs[0].instead = vec!["WUAHandler.log".to_owned(), "WindowsUpdate.log".to_owned()];
    shows(
        with(report),
        "Logs read … \
         Records component servicing: packages, their installation, corruption and repair. It cannot show why \
         updates fail: use WUAHandler.log and WindowsUpdate.log.",
    );
}

#[test]
fn logs_are_listed_with_what_is_wrong_with_them() {
    shows(
        failing(),
        "Logs read … 65,035 entries … CcmMessaging … CMTrace, 3 parts … 18,440 … \
         48 minutes are missing between two parts. … 2 lines of WindowsUpdate.log not parsed",
    );
}

#[test]
fn traces_show_their_windows_build_and_can_be_saved_as_text() {
    let mut report = fixture::report();
    let log = report.logs.iter_mut().find(|log| log.kind == "WindowsUpdate").expect("it is in the fixture");
    (log.windows_build, log.lost_events, log.convertible) = (Some(22631), 41, true);
    log.parts.extend(log.parts.clone());
    let files: Vec<u32> = log.parts.iter().map(|part| part.file).collect();
    shows(with(report.clone()), "2 parts, Windows build 22631, 41 events lost … Save as a text log");
    let state = after(with(report), Action::SaveText("WindowsUpdate.log".into(), files));
    shows(state, "as Get-WindowsUpdateLog writes it … Machine local time … Save WindowsUpdate.log");
    lacks(failing(), &["Save as a text log"]);
}

#[test]
fn runs_are_counted_by_their_end() {
    shows(failing(), "62 scans, Mon 2 Nov to Thu 12 Nov 2026 … OK 30 … Failed 31 … Cancelled 1");
    let mut report = fixture::report();
    report.runs.retain(|run| run.start.as_ref().is_some_and(|start| start.starts_with("2026-11-12")));
    let day = [&report.runs.len().to_string(), " scans, Thu 12 Nov 2026"].concat();
    shows(with(report), &day);
}

#[test]
fn one_run_has_a_page_and_all_of_them_a_table() {
    shows(
        after(failing(), Action::Go(Route::Run(None, 62))),
        "Run 62 of 62 … Failed … 09:13:41 to 09:14:22 (UTC+01:00) … By Configuration Manager against WSUS … \
         ended with 0x8024401B … Step 3: the proof",
    );
    shows(
        after(failing(), Action::Go(Route::Runs(None))),
        "62 runs … 62  … Client scan … Failed … 0x8024401B … 41.4 s … Configuration Manager … WSUS",
    );
    shows(after(failing(), Action::Go(Route::Run(None, 63))), "Page not found … #/runs/63");
}

#[test]
fn a_healthy_report_has_nothing_to_fix() {
    shows(with(fixture::healthy()), "All 30 scans succeeded.");
    lacks(with(fixture::healthy()), &["Fix plan", "Do next", "Missing logs", "Evidence direct"]);
}

#[test]
fn without_a_run_no_duration_is_shown() {
    shows(failing(), "Failed after … Where the 41");
    let mut report = fixture::report();
    report.flows[0].leading_run = None;
    lacks(with(report), &["Where the 41", "Failed after"]);
}

#[test]
fn what_failed_outside_of_a_run_takes_no_part_of_its_time() {
    let mut report = fixture::report();
    let run = report.runs.iter_mut().find(|run| run.id == 62).expect("the run that is shown");
    let failed = run.steps.iter_mut().filter(|step| step.verdict == report::Verdict::Failed);
    failed.for_each(|step| step.verdict = report::Verdict::Ok);
    let page = markup(with(report.clone()));
    let (_, bar) = page.split_once("class=\"time-bar\"").expect("a time bar");
    let (bar, _) = bar.split_once("</div>").expect("its end");
    assert!(bar.contains("class=\"ok\"") && !bar.contains("fail"), "{bar}");
    shows(with(report.clone()), "3. Scan against WSUS … Failed … Where the 41");
    lacks(with(report), &["Failed after"]);
}

#[test]
fn steps_name_the_service_of_the_run() {
    let mut report = fixture::report();
    shows(with(report.clone()), "3. Scan against WSUS … Windows Update Agent \u{2192} WSUS");
    report.runs.iter_mut().for_each(|run| run.service = Some("Windows Update".to_owned()));
    shows(
        with(report.clone()),
        "3. Scan against Windows Update … Windows Update Agent \u{2192} Windows Update",
    );
    report.flows[0].leading_run = None;
    report.client_kind = Some(ClientKind::WindowsUpdate);
    shows(with(report), "3. Scan against Windows Update");
}

#[test]
fn a_report_without_a_flow_asks_for_logs() {
    let mut report = fixture::report();
    report.flows.clear();
    report.findings.clear();
    report.headline = Headline { summary: fixture::NOTHING.to_owned(), ..Headline::default() };
    shows(
        with(report),
        &[NOTHING, " … Add ScanAgent.log … Drop logs, folders or zips here … Logs read"].concat(),
    );
    shows(with(Report::default()), "No file could be read. … Add the logs themselves");
}

#[test]
fn without_a_known_cause_the_next_action_links_to_the_code() {
    let mut report = fixture::report();
    report.findings[0].cause = None;
    shows(with(report), "Do next … No known cause matches. See the page of … 0x8024401B");
}

#[test]
fn text_of_a_log_never_becomes_markup() {
    let mut report = fixture::report();
    let evil = "<img src=x onerror=alert(1)>\u{202e}";
    for finding in &mut report.findings {
        finding.evidence.iter_mut().for_each(|line| evil.clone_into(&mut line.text));
        evil.clone_into(&mut finding.summary);
    }
    report.flows[0].summary = evil.to_owned();
    report.logs[0].name = evil.to_owned();
    assert!(!markup(with(report)).contains("<img"));
}

#[test]
fn report_pages_without_logs_ask_for_logs() {
    for hash in ["#/report", "#/runs", "#/runs/3"] {
        shows(at(hash), "No logs loaded yet … Drop logs, folders or zips here");
    }
}

#[test]
fn a_code_page_shows_anatomy_causes_and_fixes() {
    shows(
        at("#/code/0x80244022"),
        "Knowledge … Windows Update codes … 0x80244022 … WU_E_PT_HTTP_STATUS_SERVICE_UNAVAIL … HTTP 503 … \
         Failure … Client scan, step 3 … What the number means … Facility 36 … Windows Update … Part 4 … \
         protocol talker … Where it occurs … Causes … Check … Fix … Verify … Sources … Notations … \
         -2145107934 … 2149859362 … Related codes",
    );
}

#[test]
fn an_unknown_code_is_explained_too() {
    shows(
        at("#/code/0x8024F0F0"),
        "0x8024F0F0 … Failure … Facility 36 … No cause is recorded for this code yet.",
    );
    shows(at("#/code/1603"), "0x80070643 … Facility 7");
}

#[test]
fn in_a_frame_a_code_is_a_card() {
    let frame = || State { embedded: true, ..at("#/code/0x80244022") };
    shows(frame(), "0x80244022 … Failure … Check … Open full page");
    lacks(frame(), &["Analyze", "Notations", "What the number means", "Embed"]);
}

/// A page with the dialog "Embed", after a choice in it.
fn embedding(hash: &str, embedding: Embedding) -> State {
    State { dialog: Some(Dialog::Embed), embedding, ..at(hash) }
}

#[test]
fn the_builder_writes_frame_element_and_sandboxed_frame_for_html() {
    shows(
        embedding("#/code/0x80244022", Embedding::default()),
        "Wiki … HTML … Confluence Cloud … DokuWiki … Content … This page … Analyzer … Search … Theme … \
         Height in pixels … The frame works on any web server. … Frame … \
         <iframe src=\"https://example.com/?embed=1#/code/0x80244022\" \
         title=\"Wuscope: 0x80244022 WU_E_PT_HTTP_STATUS_SERVICE_UNAVAIL\" width=\"100%\" height=\"520\"></iframe> … \
         Element that adjusts its height … <wuscope-code code=\"0x80244022\"> … Sandboxed frame … \
         https://example.com/wuscope.html?embed=1 … sandbox=\"allow-scripts",
    );
}

#[test]
fn the_builder_shows_what_a_frame_shows() {
    let preview = " … Preview of the frame … 0x80244022 … Failure … Check … Open full page";
    shows(embedding("#/code/0x80244022", Embedding::default()), preview);
    let analyzer = Embedding { content: Content::Analyzer, ..Embedding::default() };
    shows(
        embedding("#/code/0x80244022", analyzer),
        "Preview of the frame … Drop logs, folders or zips here … Open full page",
    );
}

#[test]
fn options_change_the_text() {
    let options =
        Embedding { content: Content::Search, theme: Theme::Dark, height: "800", ..Embedding::default() };
    shows(
        embedding("#/cause/proxy-sign-in", options),
        "https://example.com/?embed=1&amp;theme=dark#/kb\" title=\"Wuscope: Knowledge\" width=\"100%\" height=\"800\" … \
         <wuscope-search theme=\"dark\">",
    );
}

#[test]
fn each_wiki_has_a_sentence_and_its_own_text() {
    for (wiki, text) in [
        (1, "paste the URL into an iframe macro … https://example.com/?embed=1#/flow/client-scan/3"),
        (4, "removes frames and scripts … [Wuscope: "),
        (5, "$wgRawHtml … <html><iframe … [https://example.com/#/flow/client-scan/3 Wuscope: "),
        (6, "iframe plugin … {{url>https://example.com/?embed=1#/flow/client-scan/3 100%,520px|Wuscope: "),
    ] {
        shows(embedding("#/flow/client-scan/3", Embedding { wiki, ..Embedding::default() }), text);
    }
}

#[test]
fn the_home_page_is_embedded_as_the_analyzer() {
    let home = || embedding("", Embedding::default());
    shows(home(), "Content … Analyzer … Search … <wuscope-analyzer>");
    lacks(home(), &["This page"]);
}

#[test]
fn a_single_file_on_a_server_offers_no_element() {
    lacks(State { is_single: true, ..embedding("#/kb", Embedding::default()) }, &["<wuscope-"]);
}

#[test]
fn a_long_wait_is_shown_at_the_drop_zone() {
    let mut state = at("");
    for second in [0, 5, 30] {
        state.apply(PageMessage::News(News::Tick(f64::from(second) * 1_000.0)));
    }
    shows(state, "Still loading:  … The server has not sent the rest for 30 seconds");
}

#[test]
fn a_notice_is_shown_on_every_page() {
    for hash in ["", "#/report", "#/code/0x80244022", "#/kb"] {
        let mut state = at(hash);
        state.apply(PageMessage::News(News::Unreadable("Logs".to_owned())));
        shows(state, "does not let the page read the dropped folder Logs");
    }
}

#[test]
fn a_guide_needs_no_log() {
    shows(at("#/flow/client-scan"), "Client scan … Scan against WSUS … Before you begin … Sources");
    shows(
        at("#/flow/client-scan/3"),
        "3. Scan against WSUS … Windows Update Agent → WSUS … What happens … When it stops here … \
         Expected lines … Lines that show a failure … Failed … Previous: 2. … Next: 4.",
    );
    shows(at("#/flow/client-scan/1.10"), "1.10. Add the update source … Substeps … 1.11.");
}

#[test]
fn causes_and_logs_have_pages() {
    shows(
        at("#/cause/proxy-sign-in"),
        "Proxy authentication required (HTTP 407) … Check … Fix … Verify … Error codes … 0x8024401B",
    );
    shows(
        at("#/log/WUAHandler"),
        "WUAHandler.log … Machine … client … C:\\Windows\\CCM\\Logs … Steps with evidence in this log … \
         1.10. Add the update source",
    );
}

#[test]
fn all_of_the_knowledge_can_be_browsed_and_searched() {
    shows(
        at("#/kb"),
        "Where does it fail? … Client scanning … Start here if unsure. … Synchronization … \
         Specific updates … Questions to answer first … By symptom … \
         Scan does not start on the client … On the client … WUAHandler.log … Step by step … Client scan … \
         Codes by family … Windows Update",
    );
    shows(at("#/kb?q=proxy"), " results for “proxy” … cause … Proxy authentication required (HTTP 407)");
    shows(at("#/kb?q=0x8024401"), "0x8024401 has seven digits");
}

#[test]
fn a_family_lists_its_codes_by_part() {
    shows(
        at("#/family/windows-update"),
        "Knowledge … Codes by family … Windows Update codes … agent … protocol talker … 0x80244022 … \
         WU_E_PT_HTTP_STATUS_SERVICE_UNAVAIL … HTTP 503",
    );
    let all = knowledge::codes().iter().filter(|code| code.family == "Windows Update").count();
    assert_eq!(markup(at("#/family/windows-update")).matches("class=\"code\"").count(), all);
    // Every family leads to its page, and every code to a family.
    for (family, _) in crate::look_up::families() {
        let route = Route::Family(crate::routes::slug(family));
        shows(at(&route.href()), &[family, " codes … Select a code for details."].concat());
    }
}

#[test]
fn names_without_a_description_are_shown_on_demand() {
    let mut state = at("#/family/windows");
    let is_failure = |symbol: &Symbol| symbol.family == "Windows" && symbol.value >> 31 == 1;
    let mut failures = knowledge::all_symbols().filter(is_failure);
    let bare = failures.find(|symbol| knowledge::code(symbol.value).is_none()).expect("not all have one");
    shows(at("#/family/windows"), "More names … names without a description");
    lacks(at("#/family/windows"), &[&[bare.name, " "].concat()]);
    state.apply(PageMessage::Does(Action::Fold("names".to_owned())));
    shows(state, &["More names … ", bare.name].concat());
    // Its page shows the name and the link to its family.
    let page = Route::Code(bare.value).href();
    let expected = ["Windows codes … ", bare.name, " … No cause is recorded for this code yet."];
    shows(at(&page), &expected.concat());
}

#[test]
fn a_symptom_leads_to_its_causes() {
    shows(
        at("#/symptom/server-unreachable"),
        "Scan cannot reach the server … Causes … Proxy authentication required (HTTP 407) … \
         Client scan, step 3 … 0x8024401B … Step by step … 1. Locate the WSUS server",
    );
    for symptom in knowledge::symptoms() {
        shows(at(&Route::Symptom(symptom.id.to_owned()).href()), symptom.title);
    }
}

#[test]
fn a_cause_shows_its_symptom_its_steps_and_its_evidence() {
    let cause = "#/cause/no-location-answer";
    shows(at(cause), "Client does not receive or keep its WSUS server … What to do … Where it occurs");
    shows(at("#/cause/group-policy-override"), "Evidence in logs … : ");
}

#[test]
fn a_log_shows_an_example_and_its_format() {
    shows(at("#/log/WUAHandler"), "Format … CMTrace … Example … Its a WSUS Update Source type … Meaning:");
}

#[test]
fn a_step_lists_its_causes_of_failure() {
    shows(at("#/flow/client-scan/3"), "Causes of failure … Proxy authentication required (HTTP 407)");
    shows(at("#/flow/client-scan"), "Steps … 3. Scan against WSUS");
}

#[test]
fn names_of_two_libraries_are_labeled() {
    shows(at("#/code/0x80072EE2"), "WinHTTP … ERROR_WINHTTP_TIMEOUT … WinINet … ERROR_INTERNET_TIMEOUT");
}

#[test]
fn marked_lines_go_into_the_exported_text() {
    let mark = |state: &mut State, change| state.apply(PageMessage::Does(Action::Bookmark(change)));
    let mut state = failing();
    let line = Box::new(fixture::line("WUAHandler.log", 9, "Later."));
    assert_eq!(mark(&mut state, BookmarkChange::Add(line)), [Effect::AskToStay(true)]);
    let line = Box::new(fixture::line("WUAHandler.log", 7, "Earlier."));
    assert_eq!(mark(&mut state, BookmarkChange::Add(line)), []);
    mark(&mut state, BookmarkChange::Note(0, "ask the proxy team".to_owned()));
    let effects = state.apply(PageMessage::Does(Action::CopyExport));
    let [Effect::Ask(Request::Export { bookmarks, .. })] = &effects[..] else { panic!("{effects:?}") };
    let marked: Vec<(u64, &str)> = bookmarks.iter().map(|one| (one.line.line, one.note.as_str())).collect();
    assert_eq!(marked, [(7, "ask the proxy team"), (9, "")]);
    mark(&mut state, BookmarkChange::Remove(1));
    assert_eq!(mark(&mut state, BookmarkChange::Remove(0)), [Effect::AskToStay(false)]);
    assert_eq!(mark(&mut state, BookmarkChange::Remove(9)), []);
}

#[test]
fn answers_to_the_scoping_questions_go_into_the_report_and_the_exported_text() {
    let answer = "Since the new proxy\nall of the branch office";
    let answered = |mut state: State| {
        state.apply(PageMessage::Does(Action::Answer(3, answer.to_owned())));
        state
    };
    shows(at("#/scope"), "Scope the issue first … What exactly fails … Did it ever work?");
    assert_eq!(markup(at("#/scope")).matches("<textarea id=\"question-").count(), 9);
    lacks(at("#/scope"), &["Copy the answers"]);
    shows(answered(at("#/scope")), "all of the branch office … Copy the answers");
    shows(failing(), "Scope of the issue … Answer the scoping questions");
    let state = answered(failing());
    let mut exported = answered(failing());
    let effects = exported.apply(PageMessage::Does(Action::CopyExport));
    let [Effect::Ask(Request::Export { answers, .. })] = &effects[..] else { panic!("{effects:?}") };
    assert_eq!(answers[..], [("last-worked".to_owned(), answer.to_owned())]);
    shows(state, "Scope of the issue … Change … Did it ever work? … Since the new proxy");
    // An emptied field is not an answer.
    lacks(after(answered(at("#/scope")), Action::Answer(3, String::new())), &["Copy the answers"]);
}

#[test]
fn a_procedure_has_the_way_of_the_client_or_all_ways_without_logs() {
    let all = "Start a scan: Configuration Manager … Start a scan: WSUS without Configuration Manager … \
               Start a scan: Windows Update for Business or Intune … Start a scan: Server without a desktop";
    shows(at("#/cause/proxy-sign-in"), all);
    let of_wsus = || with(Report { client_kind: Some(ClientKind::Wsus), ..fixture::report() });
    shows(of_wsus(), "Verify … Start a scan: WSUS without Configuration Manager … UsoClient.exe");
    lacks(of_wsus(), &["Start a scan: Configuration Manager", "WUAHandler.log: "]);
}

#[test]
fn the_footer_names_the_day_of_the_knowledge_and_warns_if_it_is_old() {
    let verified = knowledge::verified();
    shows(at("#/kb"), &format!("Wuscope {}, knowledge of {verified}", report::VERSION));
    lacks(at("#/kb"), &["months old"]);
    // A day of January 2060.
    let old = State { today: 32_900, ..at("#/kb") };
    shows(old, "months old. Get a newer copy of Wuscope.");
}

#[test]
fn the_page_links_to_the_single_file_which_links_to_nothing() {
    let link = "href=\"wuscope.html\" download=\"wuscope.html\"";
    let with = |is_single| State { is_single, dialog: Some(Dialog::Lock), ..at("#/kb") };
    assert!(markup(with(false)).contains(link));
    shows(with(false), "does not cover … requests wuscope.html … only when you click it.");
    assert!(!markup(with(true)).contains(link));
    lacks(with(true), &["wuscope.html"]);
}

#[test]
fn the_lock_names_the_update_check_and_the_single_file_has_none() {
    let with = |is_single| State { is_single, dialog: Some(Dialog::Lock), ..at("#/kb") };
    shows(with(false), "does not cover … it requests sw.js from the server of this page");
    lacks(with(true), &["sw.js"]);
}

#[test]
fn a_page_from_the_copy_is_available_offline() {
    shows(State { is_kept: true, ..at("#/kb") }, "Available offline");
    lacks(at("#/kb"), &["Available offline"]);
}

#[test]
fn the_payload_is_named_in_the_footer_and_in_the_lock() {
    let payload = "0123456789abcdef".repeat(4);
    let built = || State { payload: payload.clone(), ..at("#/kb") };
    shows(built(), ", build 0123456789ab");
    lacks(built(), &[&payload]);
    let opened = State { dialog: Some(Dialog::Lock), ..built() };
    shows(opened, &format!("Programs and data of this page, SHA-256: {payload}"));
    lacks(at("#/kb"), &[", build "]);
}

#[test]
fn a_page_that_was_opened_as_a_file_offers_no_frame() {
    let base = "file:///C:/tools/wuscope.html".to_owned();
    let button = "Embed</button>";
    assert!(markup(at("#/code/0x80244022")).contains(button));
    assert!(!markup(State { base, ..at("#/code/0x80244022") }).contains(button));
}

#[test]
fn state_messages_are_listed_by_number() {
    shows(
        at("#/states"),
        "State messages by number … How state messages reach the site … \
         301: the installation of a deployment … STATE_TOPICTYPE_SUM_ASSIGNMENT_ENFORCEMENT … installing … \
         the installation failed … waiting for a maintenance window … 402: ",
    );
    assert_eq!(markup(at("#/states")).matches("id=\"topic-").count() / 2, knowledge::topics().len());
}

#[test]
fn every_flow_is_a_guide_with_a_picture_of_its_steps() {
    for flow in knowledge::flows() {
        shows(at(&["#/flow/", flow.id].concat()), &[flow.title, " … Sources … Steps"].concat());
        for step in flow.steps {
            let title = [step.id, ". ", step.title].concat();
            shows(at(&["#/flow/", flow.id, "/", step.id].concat()), &title);
        }
    }
}

#[test]
fn each_code_of_an_excerpt_is_explained() {
    let mut state = at("#/kb");
    let text = "Synced at thread=1234\nScan failed with error = 0x80072ee2\n<b>hr=80244022</b>";
    state.apply(PageMessage::Does(Action::Excerpt(text.to_owned())));
    assert_eq!(state.route, Route::Excerpt);
    let again = State { excerpt: state.excerpt.clone(), ..at("#/excerpt") };
    assert!(!markup(again).contains("<b>hr="), "pasted text never becomes markup");
    shows(
        state,
        "Codes in a log excerpt … 2 codes in 3 lines. … Scan failed with error =  … 0x80072ee2 … \
         ERROR_WINHTTP_TIMEOUT … 80244022 … WU_E_PT_HTTP_STATUS_SERVICE_UNAVAIL … Codes",
    );
    shows(after(at("#/excerpt"), Action::Excerpt("nothing here".to_owned())), "0 codes in 1 line.");
}

#[test]
fn pasted_lines_are_read_like_a_file_and_stay_an_excerpt() {
    let text = "WUAHandler\tScan failed with error = 0x80244022.\nretrying";
    let paste = |mut state: State| {
        let effects = state.apply(PageMessage::Does(Action::PasteLines(text.to_owned())));
        (state, effects)
    };
    let (mut state, effects) = paste(at("#/kb"));
    assert!(effects.contains(&Effect::TakeLines(text.to_owned())), "{effects:?}");
    state.apply(PageMessage::News(News::Given(vec![file(1, "pasted.log")])));
    assert_eq!(state.route, Route::Excerpt, "they stay visible");
    state.apply(PageMessage::News(News::Locked(Ok(()))));
    receive(&mut state, final_report(guess()));
    state.apply(PageMessage::Does(Action::Excerpt("other lines".to_owned())));
    assert!(state.excerpt_report().is_none(), "the report belongs to other lines");
    state.apply(PageMessage::Does(Action::Excerpt(text.to_owned())));
    shows(
        state,
        "Result … The agent might not get through … Full report … Findings … \
         Possible … Missing logs … Lines with their codes",
    );
    // With other logs, they are analyzed only on request.
    let (mut state, effects) = paste(failing());
    assert!(!effects.contains(&Effect::TakeLines(text.to_owned())), "{effects:?}");
    let effects = state.apply(PageMessage::Does(Action::ReadExcerpt));
    assert!(effects.contains(&Effect::TakeLines(text.to_owned())), "{effects:?}");
    assert_eq!(state.route, Route::Report(None));
    let (state, _) = paste(failing());
    shows(state, "Analyze these lines … Lines with their codes");
}

#[test]
fn a_line_with_several_codes_opens_as_an_excerpt() {
    let mut state =
        after(at("#/"), Action::Type("Failed 0x80072ee2, then failed with 0x80244022".to_owned()));
    let effects = state.apply(PageMessage::Does(Action::SearchKey(Key::Enter)));
    assert!(
        effects.contains(&Effect::SetHash("#/excerpt".to_owned())),
        "no URL contains the text: {effects:?}"
    );
    shows(state, "2 codes in 1 line.");
}

#[test]
fn every_page_begins_with_one_heading_and_skips_no_level() {
    let pages = [
        "#/kb",
        "#/code/0x80244022",
        "#/code/0x8024F0F0",
        "#/cause/proxy-sign-in",
        "#/flow/client-scan",
        "#/flow/client-scan/3",
        "#/log/WUAHandler",
        "#/family/windows-update",
        "#/symptom/no-server",
        "#/scope",
        "#/excerpt",
        "#/states",
    ];
    for hash in pages {
        let page = markup(at(hash));
        // Dialogs have their own outlines.
        let main = page.split_once("<main").and_then(|(_, rest)| rest.split_once("</main>"));
        let main = main.map(|(main, _)| main).expect(hash);
        let levels: Vec<u32> = main
            .match_indices("<h")
            .filter_map(|(at, _)| main[at + 2..].chars().next()?.to_digit(10))
            .collect();
        assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "{hash}: {levels:?}");
        assert_eq!(levels.first(), Some(&1), "{hash}");
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{hash}: {levels:?}");
    }
}

#[test]
fn an_unknown_url_shows_page_not_found() {
    for hash in [
        "#/nonsense",
        "#/family/none",
        "#/symptom/none",
        "#/cause/none",
        "#/log/none.txt",
        "#/flow/none",
        "#/flow/client-scan/99",
        "#/code/zzz",
    ] {
        shows(at(hash), &["Page not found … ", hash, " … Analyze logs"].concat());
    }
}

#[test]
fn the_search_lists_hits_while_typing() {
    shows(after(at("#/kb"), Action::Type("8024401b".to_owned())), "code … 0x8024401B … proxy");
    shows(after(at("#/kb"), Action::Type("qqqqqqq".to_owned())), "No results for “qqqqqqq”");
}

#[test]
fn an_engine_that_cannot_be_loaded_is_reported() {
    let mut state = at("");
    state.apply(PageMessage::News(News::Fetched(Err("The engine could not be loaded.".to_owned()))));
    shows(state, "Not locked … The engine could not be loaded.");
}

#[test]
fn the_dialog_of_the_lock_lists_what_the_lock_does_not_cover() {
    let mut state = at("");
    state.apply(PageMessage::News(News::Fetched(Ok(()))));
    state.apply(PageMessage::News(News::Locked(Ok(()))));
    state.apply(PageMessage::Does(Action::Dialog(Dialog::Lock)));
    state.apply(PageMessage::News(News::Tested(vec![("request", true), ("webrtc", true)])));
    shows(
        state,
        "Locked. The browser refuses the network requests of this page. … A fetch request refused … \
         Access to WebRTC removed … What the lock does not cover … \
         If you follow a link, the browser opens that site. … \
         an empty connection for a frame or a form that it blocks … The policy does not cover WebRTC. … \
         Browser extensions",
    );
}

/// A state at a place in the report of several machines.
fn among(hash: &str) -> State {
    let mut state = with(fixture::machines());
    state.apply(PageMessage::News(News::Went(Route::parse(hash))));
    state
}

#[test]
fn several_machines_are_listed_the_worst_first() {
    shows(
        among("#/report"),
        &[
            "Machines … One of 3 machines has a failure. … CLIENT042 … Support Center bundle, 8 logs … \
             The scan fails at step 3 … SRV01 … 1 log … ",
            NOTHING,
            " … CLIENT007 … All 30 scans succeeded. … Not tied to a machine",
        ]
        .concat(),
    );
    lacks(among("#/report"), &["Fix plan", "Configuration"]);
    // All of their logs are counted; the table has only those that are not tied to a machine.
    shows(among("#/report"), "Logs read … 17 logs,  … notes.log");
    shows(among("#/machine/0"), "Logs read … 1 log, 40 entries");
    let mut report = fixture::machines();
    report.logs.clear();
    lacks(with(report), &["Not tied to a machine", "Encoding"]);
}

#[test]
fn the_page_asks_whether_machines_are_the_same() {
    let mut report = fixture::machines();
    let sentence =
        "CLIENT007 and CLIENT042 both name the computer PC01. Are these the same machine?".to_owned();
    let machines = vec!["CLIENT007".to_owned(), "CLIENT042".to_owned()];
    report.same_machine_questions.push(report::SameMachineQuestion { machines, question: sentence.clone() });
    shows(with(report), &[&sentence, " … They are treated as different machines. … Same machine"].concat());
    lacks(with(fixture::machines()), &["Same machine"]);
}

#[test]
fn each_machine_has_all_of_a_report() {
    // Numbered in the order of arrival, so that a URL keeps its machine.
    shows(
        among("#/machine/2"),
        "All 3 machines … CLIENT042 … 1 of 3 … The scan fails at step 3 … Fix plan … WSUS server",
    );
    shows(among("#/machine/1"), "CLIENT007 … 3 of 3 … All 30 scans succeeded.");
    shows(among("#/machine/0"), &["Not tied to a machine … ", NOTHING, " … notes"].concat());
    shows(among("#/machine/2/runs"), "All 3 machines … 62 runs");
    shows(among("#/machine/2/runs/62"), "CLIENT042 … Run 62 of 62");
    shows(among("#/machine/2/updates"), "CLIENT042 … 5 updates");
    shows(among("#/machine/9"), "Page not found");
    assert!(markup(among("#/machine/2")).contains("href=\"#/machine/2/runs\""));
    assert!(markup(among("#/machine/2")).contains("href=\"#/machine/2/updates\""));
}

#[test]
fn from_the_knowledge_the_report_link_leads_to_the_machine() {
    let mut state = among("#/machine/2");
    state.apply(PageMessage::News(News::Went(Route::parse("#/kb"))));
    assert!(markup(state).contains("href=\"#/machine/2\""));
}

#[test]
fn a_machine_keeps_its_number_when_logs_are_added() {
    let mut state = among("#/machine/2");
    let mut report = fixture::machines();
    report.machines.insert(0, Report { machine: "NEW".to_owned(), ..Report::default() });
    state.apply(PageMessage::News(News::Replied(Box::new(final_report(report)), 0.0, false)));
    assert_eq!(state.report().map(|report| report.machine.as_str()), Some("CLIENT042"));
}

#[test]
fn the_updates_have_a_table() {
    shows(full(), "Updates … All 5 updates … Installation failed … Missing");
    shows(
        updates(&fixture::full(), Sift::All),
        "5 updates … All 5 … Installation failed 1 … Missing 1 … State … KB … Installation failed … \
         0x80073712 … 5031455 … Cumulative Update for Windows 11 … succeeded … failed … \
         raised, not forwarded … KB5031455 and 1 more … forwarded",
    );
}

#[test]
fn a_filter_shows_how_many_updates_it_hides() {
    let filtered = |sift| updates(&fixture::full(), sift);
    lacks(filtered(Sift::All), &["All kinds"]);
    let missing = || filtered(Sift::State(Some(UpdateState::Missing)));
    shows(missing(), "1 shown, 4 updates hidden. … Show all … 5031989");
    lacks(missing(), &["Malicious"]);
    shows(filtered(Sift::Text("nothing".to_owned())), "0 shown, 5 updates hidden. … No matching updates.");
}

#[test]
fn drivers_definitions_and_store_apps_are_separate() {
    let mut report = fixture::full();
    report.updates[1].class = UpdateClass::Driver;
    report.updates[2].class = UpdateClass::App;
    report.updates[0].inner_code = Some("0x800F0828".to_owned());
    let tally = "Updates … Installation failed … 1 … Drivers … Missing … 1 … Store apps … Downloaded … 1";
    shows(with(report.clone()), tally);
    let table = |sift| updates(&report, sift);
    shows(
        table(Sift::All),
        "All kinds 5 … Updates 3 … Drivers 1 … Store apps 1 … 0x80073712 … inner code 0x800F0828 … Driver … \
         Store app",
    );
    let drivers = || table(Sift::Class(Some(UpdateClass::Driver)));
    shows(drivers(), "All 1 … Missing 1 … 1 shown, 4 updates hidden. … Servicing stack update");
    lacks(drivers(), &["Cumulative Update", "Malicious"]);
}

#[test]
fn an_update_opens_to_its_lines() {
    lacks(full(), &["Failed to install update"]);
    let fold = Action::Fold("3f0c7d52-0000-4000-8000-00000000e001 5031455 2026-11 Cumulative Update for Windows 11 Version 22H2 for x64-based Systems (KB5031455)".to_owned());
    let state = after(updates(&fixture::full(), Sift::All), fold);
    shows(state, "Id … 3f0c7d52 … revision 201 … WUAHandler.log : 4,161 … Installation failed 0x80073712");
}

#[test]
fn of_many_updates_some_are_rendered_and_the_others_on_demand() {
    let mut report = fixture::full();
    let row = report.updates[1].clone();
    for at in 0..900 {
        report.updates.push(UpdateRow { id: Some(at.to_string()), ..row.clone() });
    }
    report.update_count = 12_000;
    shows(with(report.clone()), "All 12,000 updates … Only the 905 to check first are counted.");
    shows(
        updates(&report, Sift::All),
        "12,000 updates … showing the 905 to check first … Show more of 805 updates … \
         Load 1,000 more updates",
    );
}

#[test]
fn the_configuration_lists_disagreeing_sources_first() {
    shows(
        full(),
        "Configuration … WSUS server … Sources disagree … http://PS1SITE.CONTOSO.COM:8530 … \
         WUAHandler.log : 4,112 … http://OLD.FABRIKAM.COM … policy.reg : 6 … Site code … PS1 … and 1 other",
    );
}

#[test]
fn the_server_request_is_shown_with_the_failure_of_the_client() {
    shows(
        full(),
        "Step 3: the proof … Same request on the server … is HTTP 407 on … u_ex261112.log : 4,410 … \
         /ClientWebService/client.asmx … 0.2 s … 2.1 s ahead of client … likely",
    );
}

#[test]
fn files_that_were_not_read_are_listed_with_the_reason() {
    shows(
        full(),
        "client042.zip/Logs … ScanAgent … Not read … 39 files … Application.evtx … 1.0 MB … \
         export it as text … WindowsUpdate.1.etl … and 37 more like it",
    );
}

/// A state in which an archive with another one in it is being read.
fn reading_archive() -> State {
    let mut state = at("");
    state.apply(PageMessage::News(News::Locked(Ok(()))));
    state.apply(PageMessage::News(News::Given(vec![file(1, "bundle.zip")])));
    let mut files = vec![
        progress(1, None, "", 400),
        progress(MEMBERS, Some(1), "inner.zip", 300),
        progress(MEMBERS + 1, Some(MEMBERS), "WUAHandler.log", 500),
        progress(MEMBERS + 2, Some(MEMBERS), "bad.log", 0),
        progress(MEMBERS + 3, Some(MEMBERS), "done.log", 1_000),
    ];
    files[3].problem = Some("Its checksum is wrong.".to_owned());
    receive(&mut state, Reply::Progress { files });
    state
}

#[test]
fn archive_members_are_listed_below_the_archive_while_it_is_read() {
    shows(
        reading_archive(),
        "bundle.zip … 0 of 1 file in it … inner.zip … 2 of 3 files in it … WUAHandler.log … \
         500 bytes of 1.0 kB … bad.log … Its checksum is wrong.",
    );
}

#[test]
fn formats_based_on_documentation_only_are_marked() {
    shows(
        full(),
        "wsyncmgr … based on documentation only … Based on documentation only: no real log of this type is public",
    );
    lacks(failing(), &["ased on documentation only"]);
    shows(at("#/log/wsyncmgr"), "Based on … documentation only");
    lacks(at("#/log/WUAHandler"), &["documentation only"]);
}

#[test]
fn other_flows_are_listed_with_the_leading_flow() {
    shows(full(), "Also in these logs … All 12 installations succeeded. … : run");
    lacks(failing(), &["Also in these logs"]);
}

#[test]
fn an_update_without_a_title_is_called_by_its_number_or_id() {
    let mut report = fixture::full();
    report.updates[1].title = None;
    (report.updates[2].title, report.updates[2].kb) = (None, None);
    shows(
        updates(&report, Sift::All),
        "5031989 … KB5031989 … 3f0c7d52-0000-4000-8000-00000000e002 … Downloaded … e003 … succeeded",
    );
}

/// The report of a machine on which this happened, as the fixture has it.
fn happened() -> Report {
    let (condition, moments) = fixture::moments();
    Report { moment_count: moments.len() as u64, moments, active_conditions: condition, ..fixture::report() }
}

#[test]
fn the_timeline_shows_active_conditions_and_then_moments() {
    shows(
        with(happened()),
        "What happened on this machine … 10 moments, Mon 2 Nov 2026 to Thu 12 Nov 2026, UTC+01:00 … \
         A restart is pending since 2026-11-11 03:12 UTC: the installation is not \
         finished. … Setup.evtx : 4 … Windows Services … \
         Thu 12 Nov 05:12 Warning The service BITS ended by itself \u{d7} 2, until Thu 12 Nov 06:12 … \
         System.evtx : 9 … \
         Wed 11 Nov 04:12 Warning A restart became pending, to finish KB5068861, still in effect … \
         Setup.evtx : 4 … 2 earlier",
    );
    let picture = markup(with(happened()));
    let name = "aria-label=\"Mon 2 Nov 2026, 07:00:04 to Thu 12 Nov 2026, ";
    assert!(picture.contains(name), "{picture}");
    assert!(picture.contains(": Windows 9 and Services 1\""), "{picture}");
}

#[test]
fn all_moments_are_shown_when_asked_for() {
    lacks(after(with(happened()), Action::Fold("all-moments".to_owned())), &["2 earlier"]);
}

#[test]
fn without_moments_there_is_no_timeline() {
    lacks(failing(), &["What happened on this machine"]);
}

#[test]
fn of_many_logs_some_are_rendered_and_the_others_on_demand() {
    let many = || {
        let mut report = fixture::counted(fixture::full());
        report.log_totals.logs = 5_000;
        let mut state = full();
        receive(&mut state, final_report(report));
        state
    };
    shows(many(), "5,000 logs … Show more of 4,992 logs");
    let mut state = many();
    let asked = state.apply(PageMessage::Does(Action::MoreLogs));
    let [Effect::Ask(Request::Logs { ticket, machine: None, from: 8, .. })] = asked[..] else {
        panic!("{asked:?}");
    };
    let log = |name: &str| LogRow { name: name.to_owned(), ..fixture::full().logs.swap_remove(0) };
    receive(&mut state, Reply::Logs { ticket, logs: vec![log("App1.log"), log("App2.log")] });
    shows(state, "App1 … App2 … Show more of 4,990 logs");
}

#[test]
fn with_many_codes_the_page_shows_how_many_it_lists() {
    let mut state = full();
    receive(&mut state, final_report(Report { code_count: 2_310, ..fixture::full() }));
    shows(state, "Codes found … of 2,310 codes.");
}

#[test]
fn the_files_of_a_folder_are_counted_while_it_is_listed() {
    let listing = || {
        let mut state = at("");
        let effects = state.apply(PageMessage::News(News::Listed(12_300)));
        assert_eq!(effects, [Effect::SetHash("#/report".to_owned()), Effect::ToTop]);
        state
    };
    shows(listing(), "Listing the folder … 12,300 files so far … Cancel");
    let mut cancelled = listing();
    assert_eq!(cancelled.apply(PageMessage::Does(Action::Cancel)), [Effect::EndListing]);
    lacks(cancelled, &["Listing the folder"]);
}

#[test]
fn all_logs_of_the_machine_are_one_click_away() {
    let state = failing();
    assert!(markup(state).contains("<a href=\"#/view\">All logs in order of time</a>"));
    let words = words(at("#/view?log=WUAHandler.log&line=7"));
    assert!(words.contains("The logs are not loaded. Drop them here again"), "{words}");
}

#[test]
fn the_last_good_run_is_beside_the_first_bad_one() {
    let report = failing();
    assert!(markup(report).contains("Compare the last good run"));
    let mut run = failing();
    run.route = Route::parse("#/runs/62");
    let markup = markup(run);
    assert!(markup.contains("Compare with the last good run"), "{markup}");
    assert!(markup.contains("/beside/62\""));
}

#[test]
fn a_run_is_a_sequence_of_messages_whose_lines_open() {
    let mut run = failing();
    run.route = Route::parse("#/runs/62");
    let markup = markup(run);
    let label = "09:13:41.229 1.2. Ask Location Services, Scan Agent to Location Services: OK";
    assert!(markup.contains(label), "{markup}");
    assert!(markup.contains("class=\"hop failed\""));
    assert!(markup.contains("38.3 s without a line"));
    // The fixture has all of its lines in the first file.
    assert!(markup.contains("href=\"#/view/WindowsUpdate.log?line=4121\""));
    assert!(markup.contains(": not reached."));
}
