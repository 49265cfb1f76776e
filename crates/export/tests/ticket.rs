//! What tickets and HTML reports contain: the complete text of a few scenarios, and the sections that others have.
//!
//! `UPDATE=1 cargo test -p export --test ticket` writes the actual texts as the expected ones: read the difference before
//! committing it.
#![allow(clippy::unwrap_used)] // A test ends where something is wrong.

mod reports;

use std::fs;
use std::path::Path;

use export::{ExportContext, export};
use report::{
    Bookmark, CauseReasons, Change, Changes, ExportForm, FailurePattern, MachineComparison,
    MachineDifference, MachineGroup, Recovery, Report, ScopingAnswer, Statement,
};
use reports::{line, report_of};

/// The report in a form, without answers of a user.
fn text_of(report: &Report, form: ExportForm) -> String {
    export(report, form, &ExportContext { knowledge_date: "2026-11-23", ..ExportContext::default() })
}

#[track_caller]
fn check(name: &str, form: ExportForm, actual: &str) {
    let place = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join(format!("tests/expected/{name}-{form:?}.txt").to_lowercase());
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&place, actual).unwrap();
    }
    assert_eq!(fs::read_to_string(&place).unwrap_or_default(), actual, "{name}");
}

#[test]
fn scenarios_give_the_tickets_expected() {
    for (scenario, form) in [
        ("proxy-407", ExportForm::Markdown),
        ("proxy-407", ExportForm::Plain),
        ("proxy-407", ExportForm::Html),
        ("scan-fine-servicing-fails", ExportForm::Markdown),
        ("both-sides-of-two-machines", ExportForm::Markdown),
        ("healthy-default", ExportForm::Markdown),
        ("pasted-failure", ExportForm::Plain),
    ] {
        check(scenario, form, &text_of(&report_of(scenario), form));
    }
}

#[test]
fn marked_lines_are_quoted_with_their_notes() {
    let line = |number| line("WUAHandler.log", number, "Scan failed with error = 0x8024401b.");
    let bookmarks = [
        Bookmark { line: line(7), note: " Ask @proxy-team ".to_owned() },
        Bookmark { line: line(9), note: String::new() },
    ];
    let context = ExportContext { bookmarks: &bookmarks, ..ExportContext::default() };
    let texts = [
        "#### Bookmarks\n\nAsk `@proxy-team`\n\n",
        "`WUAHandler.log` line 7",
        "`WUAHandler.log` line 9",
        "Created by",
    ];
    contains(&report_of("proxy-407"), &context, &texts);
}

/// Checks that the ticket has these texts, in this order, in Markdown.
#[track_caller]
fn contains(report: &Report, context: &ExportContext<'_>, texts: &[&str]) {
    let ticket = export(report, ExportForm::Markdown, context);
    let mut rest = ticket.as_str();
    for text in texts {
        let at = rest.find(text);
        assert!(at.is_some(), "{text:?} is missing in:\n{rest}");
        rest = &rest[at.unwrap() + text.len()..];
    }
}

fn statement(summary: &str) -> Statement {
    Statement { summary: summary.to_owned(), evidence: vec![line("WUAHandler.log", 7, "x")] }
}

#[test]
fn the_answers_of_the_user_come_before_those_of_the_logs() {
    let mut report = report_of("proxy-407");
    report.scoping = vec![
        ScopingAnswer { question: "frequency".into(), statements: vec![statement("3 of 3 scans failed.")] },
        ScopingAnswer { question: "versions".into(), statements: vec![statement("Windows build 26100.")] },
    ];
    let answers = [
        ("frequency".to_owned(), "Always.\nSince the move to @head-office".to_owned()),
        ("share".into(), " ".into()),
    ];
    let context = ExportContext { answers: &answers, ..ExportContext::default() };
    contains(
        &report,
        &context,
        &[
            "#### Scope of the issue\n\n**How often does it happen, and does it still happen?**\n\n",
            "Always.\n\nSince the move to `@head-office`\n\n- From the logs: 3 of 3 scans failed. (`WUAHandler.log:7`)",
            "**Which versions do the client and the servers run, and are they up to date?**\n\n- From the logs: ",
            "#### Findings",
        ],
    );
    let text = export(&report, ExportForm::Markdown, &context);
    assert!(!text.contains("What percentage"), "{text}");
}

#[test]
fn what_changed_and_retries_are_listed() {
    let mut report = report_of("proxy-407");
    let history = &mut report.flows[0].history;
    history.failing_since_line = Some(line("WUAHandler.log", 40, "Scan failed with error = 0x8024401b."));
    history.retries = vec![statement("Attempt 2 of 4; the next one in 30 minutes.")];
    history.changes = Some(Changes {
        good: Some("2026-11-12T08:00:00.000Z".into()),
        bad: None,
        rows: vec![
            Change {
                name: "Server".into(),
                before: "http://sup01.contoso.com:8530".into(),
                after: "http://sup02.contoso.com:8530".into(),
                time: Some("2026-11-12T08:13:42.750Z".into()),
                evidence: vec![line("LocationServices.log", 3, "x"), line("LocationServices.log", 9, "y")],
            },
            Change {
                name: "Windows restarted".into(),
                before: String::new(),
                after: String::new(),
                time: None,
                evidence: vec![],
            },
        ],
        unchanged: vec!["Proxy".into(), "Agent version".into()],
    });
    history.pattern = Some(FailurePattern {
        runs_by_hour: vec![],
        failed_by_hour: vec![],
        runs_by_weekday: vec![],
        failed_by_weekday: vec![],
        summary: "All failures are between 08:00 and 10:00.".into(),
    });
    contains(
        &report,
        &ExportContext::default(),
        &[
            "The first failure since the last success:\n\n> `WUAHandler.log` line 40, ",
            "#### What changed\n\n- **End of the last good run:** 2026-11-12 09:00:00 UTC+01:00 (2026-11-12 08:00:00 UTC)\n",
            "- **Start of the first bad run:** unknown\n\n",
            "- **Server**: `http://sup01.contoso.com:8530` → `http://sup02.contoso.com:8530`, 2026-11-12 09:13:42",
            "(`LocationServices.log:3`, `LocationServices.log:9`)\n- **Windows restarted**\n\n",
            "Unchanged: Proxy, Agent version.\n\n#### Retries and failover\n\n- Attempt 2 of 4; the next one in 30",
            "#### When it fails\n\n- All failures are between 08:00 and 10:00.",
        ],
    );
}

#[test]
fn a_failure_that_is_over_is_called_fixed() {
    let mut report = report_of("first-failed-then-ok");
    report.flows[0].history.recovery = Some(Recovery {
        code: Some("0x80244022".into()),
        step: "3".into(),
        last_failed: Some("2026-11-12T10:00:00.000Z".into()),
        good_since: Some("2026-11-12T12:00:00.000Z".into()),
        evidence: line("WUAHandler.log", 9, "Successfully completed scan."),
    });
    contains(
        &report,
        &ExportContext::default(),
        &[
            "**Fixed:** 0x80244022 at step 3 last 2026-11-12 ",
            "good since 2026-11-12",
            "> `Successfully completed scan.`",
        ],
    );
}

#[test]
fn the_reasons_for_a_cause_are_given() {
    let mut report = report_of("proxy-407");
    let reasons = |cause: &str, is_almost| CauseReasons {
        cause: cause.to_owned(),
        is_almost,
        supporting: vec![statement("The code names the proxy.")],
        against: vec![Statement { summary: "The agent uses no proxy.".into(), evidence: vec![] }],
        settle: vec!["Look for a proxy in WindowsUpdate.log".into()],
    };
    report.findings[0].reasons = vec![reasons("proxy-sign-in", false), reasons("no-such-cause", true)];
    report.findings[0].line_search = Some("CcmLog('WUAHandler', 1d) | where LogText has '0x8024401b'".into());
    contains(
        &report,
        &ExportContext::default(),
        &[
            "###### Why this cause\n\n**Proxy authentication required (HTTP 407)**\n\n- For: The code names the proxy. (`WU",
            "- Against: The agent uses no proxy.\n- To settle it: Look for a proxy in `WindowsUpdate.log`\n\n",
            "**no-such-cause** (almost: a condition is missing)\n\n- For: ",
            "- Missing: The agent uses no proxy.",
            "###### Check",
            "###### Verify",
            "```text\nCcmLog('WUAHandler', 1d) | where",
        ],
    );
}

#[test]
fn machines_are_grouped_and_compared() {
    let machines: Vec<String> = (1..=12).map(|number| format!("PC{number:02}")).collect();
    let mut report = Report {
        machines: machines.iter().map(|_| report_of("proxy-407")).collect(),
        groups: vec![MachineGroup {
            summary: "12 of 12 machines fail at step 3 with 0x8024401B.".into(),
            finding: Some("client-scan/3/0x8024401B".into()),
            machines: machines.clone(),
            shared: vec!["12 of the 12 use SUP02.".into()],
        }],
        comparison: MachineComparison {
            machines: machines.clone(),
            rows: vec![MachineDifference {
                name: "Agent version".into(),
                values: machines
                    .iter()
                    .map(|name| if name == "PC02" { "" } else { "10.0|1" }.to_owned())
                    .collect(),
            }],
        },
        ..Report::default()
    };
    for (machine, name) in report.machines.iter_mut().zip(&machines) {
        machine.machine.clone_from(name);
    }
    contains(
        &report,
        &ExportContext::default(),
        &[
            "### Windows Update diagnosis of 12 machines\n\n**12 of 12 machines have a failure.**",
            "#### Groups\n\n**12 of 12 machines fail at step 3 with 0x8024401B.**\n\n- Machines: `PC01`, `PC02`, ",
            "- 12 of the 12 use SUP02.",
            "#### What differs\n\n| Property | `PC01` |",
            "| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n| Agent version | `10.0\\|1` | – | ",
            "4 more machines are not in this table.",
            "##### `PC01`\n\n**The scan fails at step 3",
            "- **Cause:** Proxy authentication required (HTTP 407) (certain), `proxy-sign-in`\n- **First check:** ",
            "##### `PC12`",
        ],
    );
}

#[test]
fn nothing_read_is_no_verdict() {
    let text = text_of(&Report::default(), ExportForm::Plain);
    assert!(text.contains("Nothing could be read."), "{text}");
    assert!(text.ends_with(", knowledge of 2026-11-23.\n"), "{text}");
}

#[test]
fn long_reports_count_what_they_leave_out() {
    let mut report = report_of("proxy-407");
    report.findings = vec![report.findings[0].clone(); 30];
    for (number, finding) in report.findings.iter_mut().enumerate() {
        finding.id = format!("{number}");
        finding.evidence = vec![finding.evidence[0].clone(); 40];
        finding.evidence[0].text = "long ".repeat(100_000);
    }
    report.logs = vec![report.logs[0].clone(); 300];
    let text = text_of(&report, ExportForm::Markdown);
    assert!(text.len() < 400_000, "{}", text.len());
    assert!(text.contains("10 more findings are not shown here."));
    assert!(text.contains("and 200 more logs"));
}
