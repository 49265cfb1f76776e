//! The leading flow and its leading run as Mermaid diagrams, which wikis and ticket systems draw.
//!
//! All text is in labels, and every character of a label that could mean something to Mermaid, Markdown or HTML is
//! written as a number. Nodes and participants have names of our own.

use report::{EvidenceKind, EvidenceLine, FlowRow, FlowVerdict, Report, Run, StepRow, Verdict, visible};

use crate::labels::{flow_title, step_label};
use crate::leading::leading_flow;

/// The most characters of a label; the rest of a long line is left out.
const LABEL: usize = 120;

/// A character without width, which separates others.
const WORD_JOINER: &str = "#8288;";

/// The most messages of a sequence diagram; beyond it they are counted.
const MESSAGES: usize = 60;

/// The looks of verdicts, for light and dark pages. A verdict is in the label as a word too.
const CLASSES: [(Verdict, &str, &str); 6] = [
    (Verdict::Ok, "ok", "fill:#d7f0dc,stroke:#1a7f37,color:#0b3d1a"),
    (Verdict::Failed, "failed", "fill:#ffd9d6,stroke:#b3261e,color:#5c0d08,stroke-width:3px"),
    (Verdict::Stopped, "stopped", "fill:#ffe6c2,stroke:#9a5b00,color:#4a2c00,stroke-width:3px"),
    (Verdict::Passed, "passed", "fill:#e6f4ea,stroke:#4f7f5b,color:#1f3d27"),
    (Verdict::NotReached, "notReached", "fill:#eceff1,stroke:#6b7780,color:#30383d"),
    (Verdict::NoLog, "noLog", "fill:#ffffff,stroke:#6b7780,color:#30383d,stroke-dasharray:4 3"),
];

/// A flowchart of the leading flow: its steps with their verdicts, and the parts that failed.
pub(crate) fn flowchart(report: &Report) -> String {
    let report = leading_report(report);
    let mut chart = String::from("flowchart TB\n");
    let Some(flow) = leading_flow(report) else {
        chart.push_str("  none[\"No flow in these logs\"]\n");
        return chart;
    };
    add(&mut chart, &["  accTitle: ", &label(&title(report, &flow.flow))]);
    add(&mut chart, &["  accDescr: ", &label(&flow.summary)]);
    let shown = flow.steps.iter().filter(|step| is_step(step) || is_bad(step));
    let mut last: Option<String> = None;
    for (at, step) in shown.enumerate() {
        let node = ["s", &at.to_string()].concat();
        add(
            &mut chart,
            &["  ", &node, "[\"", &node_label(report, flow, step), "\"]:::", class(step.verdict)],
        );
        match &last {
            Some(before) if is_step(step) => add(&mut chart, &["  ", before, " --> ", &node]),
            Some(before) => add(&mut chart, &["  ", before, " -.- ", &node]),
            None => {}
        }
        if is_step(step) || last.is_none() {
            last = Some(node);
        }
    }
    for (_, name, look) in CLASSES {
        add(&mut chart, &["  classDef ", name, " ", look]);
    }
    chart
}

/// A sequence diagram of the leading run: the lines of its steps in order of time, each at the log that has it, or from
/// that log to the server that it names.
pub(crate) fn sequence(report: &Report) -> String {
    let report = leading_report(report);
    let mut diagram = String::from("sequenceDiagram\n");
    let run = leading_run(report);
    let Some(run) = run.filter(|run| run.steps.iter().any(|step| !step.evidence.is_empty())) else {
        diagram.push_str("  participant none as No run in these logs\n");
        return diagram;
    };
    add(&mut diagram, &["  accTitle: ", &label(&title(report, &run.flow))]);
    let host = run.server.as_deref().map(host_of).unwrap_or_default();
    let lines = lines_of(run);
    let shown = lines.iter().take(MESSAGES);
    let mut logs: Vec<&str> = Vec::new();
    for (_, line) in shown.clone() {
        if !logs.contains(&line.log.as_str()) {
            logs.push(&line.log);
        }
    }
    for (at, log) in logs.iter().enumerate() {
        add(&mut diagram, &["  participant p", &at.to_string(), " as ", &label(component(log))]);
    }
    if !host.is_empty() {
        add(&mut diagram, &["  participant server as ", &label(host)]);
    }
    let mut last_step = "";
    for (step, line) in shown {
        let log = logs.iter().position(|log| *log == line.log).unwrap_or_default();
        let from = ["p", &log.to_string()].concat();
        if step.step != last_step {
            last_step = &step.step;
            let words = label(&step_label(&run.flow, &step.step, report.service_of(Some(run.id))));
            add(&mut diagram, &["  Note over ", &from, ": ", &words]);
        }
        let is_to_server = !host.is_empty() && names_host(&line.text, host);
        let to = if is_to_server { "server" } else { &from };
        let arrow = if line.kind == EvidenceKind::Failed { "-x" } else { "->>" };
        add(&mut diagram, &["  ", &from, arrow, to, ": ", &message_label(line)]);
    }
    if lines.len() > MESSAGES {
        let more = (lines.len() - MESSAGES).to_string();
        add(&mut diagram, &["  Note over p0: ", &label(&[&more, " more lines"].concat())]);
    }
    diagram
}

fn add(text: &mut String, parts: &[&str]) {
    parts.iter().for_each(|part| text.push_str(part));
    text.push('\n');
}

/// The report of the first machine that fails, else of the first one with a flow.
fn leading_report(report: &Report) -> &Report {
    let fails = |part: &&Report| matches!(part.headline.verdict, FlowVerdict::Failed | FlowVerdict::Stopped);
    let has_flow = |part: &&Report| !part.flows.is_empty();
    let failing = report.all().filter(has_flow).find(fails);
    failing.or(report.all().find(has_flow)).unwrap_or(report)
}

/// The run of the leading flow.
fn leading_run(report: &Report) -> Option<&Run> {
    let id = leading_flow(report)?.leading_run?;
    report.runs.iter().find(|run| run.id == id)
}

/// What a diagram is about: "Client scan on PC01".
fn title(report: &Report, flow: &str) -> String {
    match report.machine.as_str() {
        "" => flow_title(flow).to_owned(),
        machine => [flow_title(flow), " on ", machine].concat(),
    }
}

/// Whether it is a step and not a part of one.
fn is_step(step: &StepRow) -> bool {
    !step.step.contains('.')
}

/// Whether a step failed or stalled.
fn is_bad(step: &StepRow) -> bool {
    matches!(step.verdict, Verdict::Failed | Verdict::Stopped)
}

fn class(verdict: Verdict) -> &'static str {
    CLASSES.iter().find(|(of, ..)| *of == verdict).map_or("noLog", |(_, name, _)| name)
}

/// The title and verdict of a step, and the line that proves its failure: that of its finding, else its last failure.
fn node_label(report: &Report, flow: &FlowRow, step: &StepRow) -> String {
    let words = step_label(&flow.flow, &step.step, report.service_of(flow.leading_run));
    let head = [&label(&words), "<br/>", step.verdict.word()].concat();
    if !is_bad(step) {
        return head;
    }
    let finding =
        report.findings.iter().find(|finding| finding.flow == flow.flow && finding.step == step.step);
    let finding = finding.filter(|finding| finding.line > 0).map(|finding| (&finding.log, finding.line));
    let failure = step.evidence.iter().rfind(|line| line.kind == EvidenceKind::Failed);
    match finding.or(failure.map(|line| (&line.log, line.line))) {
        Some((log, line)) => {
            let place = [log, ", line ", &line.to_string()].concat();
            [&head, "<br/>", &label(&place)].concat()
        }
        None => head,
    }
}

/// The lines of a run with their steps, in order of time; lines without a time keep their place.
fn lines_of(run: &Run) -> Vec<(&StepRow, &EvidenceLine)> {
    let lines = run.steps.iter().flat_map(|step| step.evidence.iter().map(move |line| (step, line)));
    let mut lines: Vec<(&StepRow, &EvidenceLine)> = lines.collect();
    if lines.iter().all(|(_, line)| line.utc.is_some()) {
        lines.sort_by(|(_, a), (_, b)| a.utc.cmp(&b.utc));
    }
    // A line can be evidence of a step and of a part of it.
    lines.dedup_by(|(_, a), (_, b)| a.file == b.file && a.bytes == b.bytes);
    lines
}

/// A log without its extension: what writes it.
fn component(log: &str) -> &str {
    log.rsplit_once('.').map_or(log, |(name, _)| name)
}

/// The host of a URL.
fn host_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}

/// Whether a text names a host, in any case.
fn names_host(text: &str, host: &str) -> bool {
    text.to_ascii_lowercase().contains(&host.to_ascii_lowercase())
}

/// The time, line and text of a message.
fn message_label(line: &EvidenceLine) -> String {
    let time = line.utc.as_deref().and_then(|utc| utc.get(11..19));
    let words = match time {
        Some(time) => [time, " UTC, line ", &line.line.to_string(), ": ", &line.text].concat(),
        None => ["line ", &line.line.to_string(), ": ", &line.text].concat(),
    };
    label(&words)
}

/// A text as a label: one line of at most [`LABEL`] characters, with everything but letters, digits, blanks
/// and the commonest punctuation written as a number.
fn label(text: &str) -> String {
    let text = visible(text);
    let mut label = String::with_capacity(text.len());
    let mut before = ' ';
    for (at, c) in text.trim().chars().enumerate() {
        if at == LABEL {
            label.push('…');
            break;
        }
        // Flowcharts show a backslash and an n as a line break, even if they are numbers. Paths have them.
        if (before, c) == ('\\', 'n') {
            label.push_str(WORD_JOINER);
        }
        before = c;
        if c.is_alphanumeric() || matches!(c, ' ' | ',' | '.' | ':' | '/' | '(' | ')' | '…') {
            label.push(c);
        } else {
            let number = u32::from(c).to_string();
            ["#", &number, ";"].into_iter().for_each(|part| label.push_str(part));
        }
    }
    if label.is_empty() { "unnamed".to_owned() } else { label }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{evidence, finding, report_with};

    #[test]
    fn the_flowchart_has_a_node_per_step() {
        let chart = flowchart(&report_with(vec![finding("a")]));
        let lines: Vec<&str> = chart.lines().map(str::trim).collect();
        assert_eq!(lines[0], "flowchart TB");
        assert_eq!(lines[1], "accTitle: Client scan on PC01");
        assert!(
            lines[3].starts_with("s0[\"Step 1: ") && lines[3].ends_with("<br/>OK\"]:::ok"),
            "{}",
            lines[3]
        );
        assert!(lines[4].ends_with("<br/>Failed<br/>WUAHandler.log, line 17\"]:::failed"), "{}", lines[4]);
        assert_eq!(lines[5], "s0 --> s1");
        assert!(lines[6].starts_with("s2[\"Step 3.1") && lines[7] == "s1 -.- s2", "{chart}");
        assert!(lines[8].ends_with("<br/>Not reached\"]:::notReached") && lines[9] == "s1 --> s3", "{chart}");
        assert!(chart.contains("classDef failed "));
    }

    #[test]
    fn the_sequence_has_the_lines_of_the_run() {
        let mut report = report_with(vec![finding("a")]);
        let line = evidence("Added http://SUP02.contoso.com:8530 as source", 18);
        report.runs[0].steps[3].evidence = vec![EvidenceLine { log: "end.log".to_owned(), file: 1, ..line }];
        report.runs[0].steps[3].evidence[0].kind = EvidenceKind::Done;
        let diagram = sequence(&report);
        let lines: Vec<&str> = diagram.lines().map(str::trim).collect();
        assert_eq!(
            lines[2..5],
            [
                "participant p0 as WUAHandler",
                "participant p1 as end",
                "participant server as sup02.contoso.com"
            ]
        );
        assert!(lines[5].starts_with("Note over p0: Step 1: "), "{diagram}");
        assert!(lines[8].starts_with("p0-xp0: 09:13:17 UTC, line 17: OnSearchComplete"), "{diagram}");
        assert!(lines[10].starts_with("p1->>server: 09:13:18 UTC, line 18: Added http"), "{diagram}");
    }

    #[test]
    fn labels_mean_nothing_to_mermaid() {
        for (text, expected) in [
            ("a \"b\"; c", "a #34;b#34;#59; c"),
            ("<script>", "#60;script#62;"),
            ("%%{init: {}}%%", "#37;#37;#123;init: #123;#125;#125;#37;#37;"),
            ("`**a**`", "#96;#42;#42;a#42;#42;#96;"),
            ("a\nb\u{202e}", "a#92;#8288;nbU#43;202E"),
            ("C:\\new", "C:#92;#8288;new"),
            ("", "unnamed"),
            ("größe", "größe"),
        ] {
            assert_eq!(label(text), expected, "{text:?}");
        }
        let long = label(&"x".repeat(500));
        assert_eq!(long.chars().count(), LABEL + 1);
    }

    #[test]
    fn hosts_are_taken_from_urls() {
        for (url, host) in [
            ("http://sup02.contoso.com:8530/x", "sup02.contoso.com"),
            ("https://sup02", "sup02"),
            ("sup02:80", "sup02"),
            ("http://[2001:db8::1]:80/", "[2001:db8::1]"),
            ("", ""),
        ] {
            assert_eq!(host_of(url), host, "{url}");
        }
    }

    #[test]
    fn a_long_run_is_cut() {
        let mut report = report_with(vec![]);
        report.runs[0].steps[0].evidence = (10..90).map(|line| evidence("x", line)).collect();
        let diagram = sequence(&report);
        assert_eq!(diagram.lines().filter(|line| line.contains("UTC")).count(), MESSAGES);
        assert!(diagram.ends_with("Note over p0: 21 more lines\n"), "{diagram}");
    }

    #[test]
    fn a_report_without_a_flow_is_a_diagram_too() {
        assert_eq!(flowchart(&Report::default()), "flowchart TB\n  none[\"No flow in these logs\"]\n");
        assert!(sequence(&Report::default()).starts_with("sequenceDiagram\n  participant none"));
    }

    #[test]
    fn the_machine_that_fails_leads() {
        let healthy =
            Report { flows: report_with(vec![]).flows, machine: "PC02".to_owned(), ..Report::default() };
        let report = Report { machines: vec![healthy, report_with(vec![])], ..Report::default() };
        assert!(flowchart(&report).contains("on PC01"));
    }
}
