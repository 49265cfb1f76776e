//! Text of logs that is Markdown, HTML, a mention or a control character is inert in tickets and HTML reports.
#![allow(clippy::unwrap_used)] // A test ends where something is wrong.

mod reports;

use export::{ExportContext, export};
use report::{Bookmark, Change, Changes, ExportForm, Report, ScopingAnswer, Statement};
use reports::{line, report_of};

/// Names and lines as an attacker would write them, one per line of a log.
const HOSTILE: [&str; 12] = [
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><svg onload='alert(1)'>",
    "[click](javascript:alert(1)) ![x](https://example.com/x.png) <https://example.com>",
    "https://example.com/a www.example.com user@example.com @everyone #1",
    "``` ```` `a` ~~~",
    "# heading\n## heading\n- item\n1. item\n> quote\n---",
    "| a | b |\n| --- | --- |",
    "\u{202e}gpj.exe \u{200b}\u{2066}x\u{2069}\u{2028}next",
    "\x1b[2J\x1b]0;title\x07\0",
    "&lt;b&gt; &amp; &#64;x $\\sqrt{x}$ :tada: **bold** _it_ \\*",
    "=HYPERLINK(\"https://example.com\") -->]]>",
];

/// A report with a hostile text in each place in which text of a log can be.
fn report(hostile: &str) -> Report {
    let mut report = report_of("proxy-407");
    let text = || hostile.to_owned();
    let statement = || Statement { summary: text(), evidence: vec![line(hostile, 1, hostile)] };
    report.machine = text();
    report.headline.summary = text();
    report.bundle = Some(text());
    for flow in &mut report.flows {
        flow.summary = text();
        flow.history.retries = vec![statement()];
        flow.history.failing_since_line = Some(line(hostile, 2, hostile));
        flow.history.changes = Some(Changes {
            good: Some(text()),
            bad: Some(text()),
            rows: vec![Change {
                name: text(),
                before: text(),
                after: text(),
                time: Some(text()),
                evidence: vec![line(hostile, 3, hostile)],
            }],
            unchanged: vec![text()],
        });
        flow.steps.iter_mut().for_each(|step| step.note = Some(text()));
    }
    report.scoping = vec![ScopingAnswer { question: "tried".into(), statements: vec![statement()] }];
    for run in &mut report.runs {
        run.server = Some(text());
    }
    for finding in &mut report.findings {
        finding.summary = text();
        finding.subject = Some(text());
        finding.line_search = Some(text());
        finding.values.iter_mut().for_each(|(_, value)| *value = text());
        for line in &mut finding.evidence {
            line.log = text();
            line.text = text();
            line.time = text();
            line.state = Some(text());
        }
    }
    for log in &mut report.logs {
        log.name = text();
        log.clock = text();
        log.problem = Some(text());
    }
    for log in &mut report.missing_logs {
        log.reason = text();
        log.folder = text();
    }
    report
}

/// The exports of each hostile report.
fn each(form: ExportForm, check: impl Fn(&str, &str)) {
    for hostile in HOSTILE {
        let mut report = report(hostile);
        let answers = [("frequency".to_owned(), hostile.to_owned())];
        let bookmarks = [Bookmark { line: line(hostile, 7, hostile), note: hostile.to_owned() }];
        let context = ExportContext { answers: &answers, bookmarks: &bookmarks, knowledge_date: "" };
        check(hostile, &export(&report, form, &context));
        report.machines = vec![report.clone(), report.clone()];
        check(hostile, &export(&report, form, &context));
    }
}

/// Whether a character acts on the display.
fn is_control(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t'))
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[test]
fn no_form_has_a_control_character() {
    for form in [ExportForm::Markdown, ExportForm::Plain, ExportForm::Html] {
        each(form, |hostile, text| assert!(!text.contains(is_control), "{form:?} {hostile:?}"));
    }
}

#[test]
fn html_has_no_markup_but_its_own() {
    let names = [
        "main",
        "h1",
        "h2",
        "h3",
        "h4",
        "p",
        "strong",
        "code",
        "pre",
        "blockquote",
        "dl",
        "dt",
        "dd",
        "ul",
        "ol",
        "li",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "div",
        "a",
        "body",
        "html",
    ];
    let harmless = report_of("proxy-407");
    let harmless = export(&harmless, ExportForm::Html, &ExportContext::default());
    let with_attributes: Vec<&str> = tags(&harmless);
    each(ExportForm::Html, |hostile, text| {
        for tag in tags(text) {
            let name = tag.trim_matches(['<', '/', '>']);
            let is_own = names.contains(&name) || with_attributes.contains(&tag);
            let is_main =
                ["<main class=\"ok\">", "<main class=\"failed\">", "<main class=\"other\">"].contains(&tag);
            assert!(is_own || is_main, "{hostile:?}: {tag}");
        }
    });
}

/// The tags of a text.
fn tags(html: &str) -> Vec<&str> {
    let after = html.split("</style>").nth(1).unwrap();
    after.match_indices('<').map(|(at, _)| &after[at..=at + after[at..].find('>').unwrap()]).collect()
}

#[test]
fn markdown_has_no_markup_but_its_own() {
    each(ExportForm::Markdown, |hostile, text| {
        for line in outside_of_code(text) {
            for mark in
                ["<script", "<img", "<svg", "://example", "www.", "@", "#1", "](java", "![", "$", "~~", "&"]
            {
                assert!(!line.contains(mark), "{hostile:?}: {mark} in {line}");
            }
            let own = ["### ", "#### ", "##### ", "###### "].iter().any(|own| line.starts_with(own));
            assert!(own || !line.starts_with('#'), "{hostile:?}: {line}");
            assert!(
                !line.starts_with("---") && !line.starts_with("- - ") && !line.starts_with("|"),
                "{line}"
            );
        }
    });
}

/// The lines of Markdown without its code: fenced blocks, and code spans as CommonMark defines them.
fn outside_of_code(markdown: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut fence: Option<usize> = None;
    for line in markdown.lines() {
        let ticks = line.bytes().take_while(|&byte| byte == b'`').count();
        match fence {
            Some(length) if ticks >= length && line.len() == ticks => fence = None,
            Some(_) => {}
            None if ticks >= 3 && !line[ticks..].contains('`') => fence = Some(ticks),
            None => lines.push(without_spans(line)),
        }
    }
    assert_eq!(fence, None, "every fence ends");
    lines
}

fn without_spans(line: &str) -> String {
    let (mut out, mut rest) = (String::new(), line);
    while let Some(at) = rest.find('`') {
        out.push_str(&rest[..at]);
        let length = rest[at..].bytes().take_while(|&byte| byte == b'`').count();
        rest = &rest[at + length..];
        let mut from = 0;
        let end = loop {
            let Some(begin) = rest[from..].find('`').map(|at| from + at) else { break None };
            let run = rest[begin..].bytes().take_while(|&byte| byte == b'`').count();
            if run == length {
                break Some(begin + run);
            }
            from = begin + run;
        };
        assert!(end.is_some(), "an open code span in {line}");
        rest = &rest[end.unwrap()..];
        out.push('C');
    }
    out + rest
}

#[test]
fn plain_text_stays_in_its_line() {
    for hostile in HOSTILE {
        let text = export(&report(hostile), ExportForm::Plain, &ExportContext::default());
        let forged = |line: &str| ["## heading", "| --- | --- |", "next"].contains(&line);
        assert!(!text.lines().any(forged), "{hostile:?}: {text}");
    }
}
