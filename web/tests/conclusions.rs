//! What the report concludes from several runs, causes and machines, as text.

use report::{
    CauseReasons, Change, Changes, FailurePattern, FlowHistory, MachineComparison, MachineDifference,
    MachineGroup, ScopingAnswer, Statement,
};

use super::*;

/// The failing client, whose flow has this history.
fn with_history(history: FlowHistory) -> State {
    let mut report = fixture::report();
    report.flows[0].history = history;
    with(report)
}

fn statement(summary: &str, line: u64) -> Statement {
    Statement { summary: summary.to_owned(), evidence: vec![fixture::line("ScanAgent.log", line, "…")] }
}

#[test]
fn the_history_shows_what_changed_and_how_the_client_retries() {
    let change = Change {
        name: "Server".to_owned(),
        before: "http://SUP01.CONTOSO.COM:8530".to_owned(),
        after: "http://SUP02.CONTOSO.COM:8530".to_owned(),
        time: Some("2026-11-10T09:00:00.000Z".to_owned()),
        evidence: vec![fixture::line("WUAHandler.log", 77, "…"), fixture::line("WUAHandler.log", 99, "…")],
    };
    let changes = Changes {
        good: Some("2026-11-09T06:32:22.601Z".to_owned()),
        bad: Some("2026-11-10T10:42:41.204Z".to_owned()),
        rows: vec![change],
        unchanged: vec!["Proxy".to_owned(), "Site".to_owned()],
    };
    let retries = vec![statement("The client retries every 30 minutes.", 12)];
    shows(
        with_history(FlowHistory { retries, changes: Some(changes), ..FlowHistory::default() }),
        "History of the runs … Between the last good run (Mon 9 Nov 07:32) and the first failed run \
         (Tue 10 Nov 11:42): … What Before After When Lines … Server … SUP01 … SUP02 … Tue 10 Nov 10:00 … \
         WUAHandler.log : 77 … WUAHandler.log : 99 … The same in both: Proxy and Site. … \
         The client retries every 30 minutes. … ScanAgent.log : 12",
    );
    lacks(failing(), &["History of the runs"]);
    let no_change = Changes { good: None, bad: None, rows: vec![], unchanged: vec![] };
    shows(
        with_history(FlowHistory { changes: Some(no_change), ..FlowHistory::default() }),
        "Between the last good run and the first failed run: … The logs show no change.",
    );
}

#[test]
fn the_distribution_of_failures_is_a_picture_with_words() {
    let mut hours = (vec![0; 24], vec![0; 24]);
    (hours.0[2], hours.1[2], hours.0[14]) = (4, 3, 2);
    let pattern = FailurePattern {
        runs_by_hour: hours.0,
        failed_by_hour: hours.1,
        runs_by_weekday: vec![6, 0, 0, 0, 0, 0, 0],
        failed_by_weekday: vec![3, 0, 0, 0, 0, 0, 0],
        summary: "3 of 4 runs at 02:00 fail.".to_owned(),
    };
    let history = |pattern| FlowHistory { pattern: Some(pattern), ..FlowHistory::default() };
    shows(
        with_history(history(pattern.clone())),
        "3 of 4 runs at 02:00 fail. … Failed per hour … 6:00 … 18:00 … Mon",
    );
    let page = markup(with_history(history(pattern.clone())));
    for label in ["Failed per hour: 2:00: 3 of 4 and 14:00: 0 of 2", "Failed per weekday: Mon: 3 of 6"] {
        assert!(page.contains(&["aria-label=\"", label, "\""].concat()), "{label} is not in {page}");
    }
    shows(
        with_history(history(FailurePattern { summary: String::new(), ..pattern })),
        "No pattern over hours",
    );
}

#[test]
fn the_reasons_for_a_cause_are_below_it() {
    let reasons = |cause: &str, is_almost, settle: &str| CauseReasons {
        cause: cause.to_owned(),
        is_almost,
        supporting: vec![statement("The server answered HTTP 407.", 3)],
        against: vec![statement("No proxy is configured.", 9)],
        settle: [settle].into_iter().filter(|line| !line.is_empty()).map(str::to_owned).collect(),
    };
    let mut report = fixture::report();
    report.findings[0].reasons =
        vec![reasons("proxy-sign-in", false, "A 407 in the IIS log."), reasons("access-forbidden", true, "")];
    report.findings[0].line_search =
        Some("CcmLog('WUAHandler') | where LogText contains '0x8024401b'".to_owned());
    shows(
        with(report.clone()),
        "Find this line on other clients … CMPivot … CcmLog('WUAHandler') … Fix plan … Cause: Proxy … \
         Why this cause … 2 causes compared … Proxy authentication required (HTTP 407) … For it … \
         The server answered HTTP 407. … ScanAgent.log : 3 … Against it … No proxy is configured. … \
         What would settle it … A 407 in the IIS log. … does not match: a condition is missing … \
         Missing conditions",
    );
    report.findings[0].cause = None;
    shows(with(report), "No known cause matches … Reasons for and against each cause");
}

#[test]
fn scoping_questions_are_answered_from_the_logs_unless_the_user_answers() {
    let mut report = fixture::report();
    let statements = vec![statement("It fails in 31 of 62 runs.", 5)];
    report.scoping = vec![ScopingAnswer { question: "frequency".to_owned(), statements }];
    let state = || with(report.clone());
    shows(
        state(),
        "Scope of the issue … Answer the scoping questions … How often … From your logs … It fails in 31 of 62 runs. … ScanAgent.log : 5",
    );
    let questions = || after(state(), Action::Go(Route::Scope));
    shows(
        questions(),
        "How often … From your logs … It fails in 31 of 62 runs. … How did you find … Copy the answers",
    );
    let answered = after(state(), Action::Answer(1, "Only on Mondays".to_owned()));
    lacks(answered, &["It fails in 31 of 62 runs."]);
}

#[test]
fn machines_that_fail_alike_are_grouped_and_compared() {
    let machine = |name: &str| Report { machine: name.to_owned(), ..fixture::report() };
    let group = MachineGroup {
        summary: "2 of 3 machines fail at step 3 with 0x8024401B.".to_owned(),
        finding: Some("client-scan/3/0x8024401B".to_owned()),
        machines: vec!["PC01".to_owned(), "PC02".to_owned()],
        shared: vec!["2 of the 2 use SUP02; none of the other 1 does.".to_owned()],
    };
    let names = ["PC01", "PC02", "PC03"].map(str::to_owned).to_vec();
    let row = |name: &str, values: [&str; 3]| MachineDifference {
        name: name.to_owned(),
        values: values.map(str::to_owned).to_vec(),
    };
    let report = Report {
        machines: vec![machine("PC01"), machine("PC02"), machine("PC03")],
        groups: vec![group],
        comparison: MachineComparison {
            machines: names,
            rows: vec![row("Server", ["SUP02", "SUP02", "SUP01"])],
        },
        ..Report::default()
    };
    let state = || after(with(report.clone()), Action::Go(Route::Report(None)));
    shows(
        state(),
        "Machines that fail alike … 2 of 3 machines fail at step 3 with 0x8024401B . … \
         2 of the 2 use SUP02; none of the other 1 does. … PC01 PC02 … What differs between machines … \
         Property PC01 PC02 PC03 … Server SUP02 SUP02 SUP01 … Machines … worst first",
    );
    assert!(markup(state()).contains("<a href=\"#/machine/1\">PC01</a>"));
}
