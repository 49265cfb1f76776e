//! The report finds the same in lines regardless of how they are pasted.
#![allow(clippy::unwrap_used)] // A test panics when something is wrong.

use report::Report;
use tests::{TestFile, Way, analyze};

/// The result of a paste: the top sentence, and each failure code with its role.
fn found(pasted: &str) -> String {
    let file = TestFile {
        name: "pasted.log".to_owned(),
        path: String::new(),
        bytes: pasted.as_bytes().to_vec(),
        modified: None,
        whole_folder: false,
    };
    let Report { headline, codes, .. } = analyze(&[file], Way::default());
    let codes = codes.iter().map(|code| format!("\n{} {:?} {}", code.code, code.disposition, code.count));
    [headline.summary.clone(), codes.collect()].concat()
}

type Paste = (&'static str, fn(&str) -> String);

fn each(text: &str, decorate: impl Fn(usize, &str) -> String) -> String {
    text.lines().enumerate().map(|(at, line)| decorate(at, line) + "\n").collect()
}

const WAYS: [Paste; 9] = [
    ("quoted", |text| each(text, |_, line| format!("> {line}"))),
    ("quoted twice", |text| each(text, |_, line| format!("> > {line}"))),
    ("in a fence", |text| format!("```text\n{text}```\n")),
    ("as code of a forum", |text| format!("[code]{text}[/code]\n")),
    ("as code of a ticket", |text| format!("{{noformat}}\n{text}{{noformat}}\n")),
    ("numbered", |text| each(text, |at, line| format!("{}: {line}", at + 1))),
    ("with bullets", |text| each(text, |_, line| format!("\u{2022} {line}"))),
    ("with blanks that do not break", |text| text.replace("  ", "\u{A0} ")),
    ("with other line ends", |text| text.replace('\n', "\r\n")),
];

/// Wraps at 72 columns, as mail programs do.
fn wrapped(text: &str) -> String {
    const WIDTH: usize = 72;
    each(text, |_, line| {
        let (mut wrapped, mut width) = (String::new(), 0);
        for word in line.split(' ') {
            let letters = word.chars().count();
            if width > 0 && width + 1 + letters > WIDTH {
                wrapped.push('\n');
                width = 0;
            } else if width > 0 || !wrapped.is_empty() {
                wrapped.push(' ');
                width += 1;
            }
            wrapped.push_str(word);
            width += letters;
        }
        wrapped
    })
}

const RECORD: &str = "<![LOG[OnSearchComplete - Failed to end search job. Error = 0x80244022.]LOG]!><time=\"10:22:50.842-60\" \
    date=\"11-12-2026\" component=\"WUAHandler\" context=\"\" type=\"3\" thread=\"4712\" file=\"cwuahandler.cpp:2632\">\n\
    <![LOG[Scan failed with error = 0x80244022.]LOG]!><time=\"10:22:51.842-60\" date=\"11-12-2026\" component=\"WUAHandler\" \
    context=\"\" type=\"3\" thread=\"4712\" file=\"cwuahandler.cpp:3520\">\n";

/// Excerpts of each kind of log, with the code that they are about.
const EXCERPTS: [(&str, &str); 9] = [
    ("0x80244022", RECORD),
    (
        "0x80244010",
        "2026-11-12\t10:22:50:842\t1020\t1a3c\tPT\tWARNING: SyncServerUpdatesInternal failed: 0x80244010\n\
         2026-11-12\t10:22:50:842\t1020\t1a3c\tAgent\t  * WARNING: Exit code = 0x80244010\n\
         2026-11-12\t10:22:50:842\t1020\t1a3c\tAgent\t** END **  Agent: Finding updates [CallerId = AutomaticUpdates]\n",
    ),
    (
        "0x80244010",
        "WARNING: SyncServerUpdatesInternal failed: 0x80244010\n  * WARNING: Exit code = 0x80244010\n\
         WARNING: WU client failed Searching for update with error 0x80244010\n",
    ),
    (
        "0x80244022",
        "2026/11/12 10:22:50.8422964 1020  6716  WebServices     *FAILED* [80244022] Web service call\n\
         2026/11/12 10:22:51.8422964 1020  6716  Agent           * END * Finding updates CallerId = CcmExec, Id = 3, Exit code = 0x80244022\n",
    ),
    (
        "0x800F0922",
        "2026-11-12 10:22:50, Info                  CBS    Exec: Processing complete. Session: 30712345_1, Package: \
         Package_for_KB5034441~31bf3856ad364e35~amd64~~19041.1.1, Identifier: KB5034441 [HRESULT = 0x800f0922 - CBS_E_INSTALLERS_FAILED]\n",
    ),
    (
        "0x800F0922",
        "Error CBS    Startup: Failed to process advanced operation queue, startupPhase: 0.  A rollback transaction will be \
         created. [HRESULT = 0x800f0922 - CBS_E_INSTALLERS_FAILED]\n",
    ),
    (
        "0x800F081F",
        "2026-11-12 10:22:50, Error                 DISM   DISM.EXE: DISM Package Manager processed the command line but \
         failed. HRESULT=800F081F\n",
    ),
    (
        "0x80070643",
        "Action ended 10:22:50: INSTALL. Return value 3.\nMSI (s) (14:AC) [10:22:51:842]: MainEngineThread is returning 1603\n",
    ),
    (
        "0x800B0101",
        "Failed to download updates to the WUAgent datastore. Error = 0x800b0101.\n\
         Failed to initiate install of WSUS updates, error = 0x800b0101\n",
    ),
];

#[test]
fn the_way_of_pasting_changes_nothing() {
    for (code, excerpt) in EXCERPTS {
        let expected = found(excerpt);
        assert!(expected.contains(code), "{excerpt}\n{expected}");
        for (way, paste) in WAYS {
            assert_eq!(found(&paste(excerpt)), expected, "{way}:\n{}", paste(excerpt));
        }
        assert_eq!(found(&wrapped(excerpt)), expected, "wrapped:\n{}", wrapped(excerpt));
        let quoted = each(&wrapped(excerpt), |_, line| format!("> {line}"));
        assert_eq!(found(&quoted), expected, "wrapped and quoted:\n{quoted}");
    }
}

#[test]
fn several_logs_in_one_paste_are_each_read_by_their_format() {
    let paste = format!(
        "It fails since Monday:\n{RECORD}\n2026/11/12 10:22:51.8422964 1020  6716  Agent           * END * Finding updates \
         CallerId = CcmExec, Id = 3, Exit code = 0x80244022\n"
    );
    let file = TestFile {
        name: "pasted.log".to_owned(),
        path: String::new(),
        bytes: paste.into_bytes(),
        modified: None,
        whole_folder: false,
    };
    let report = analyze(&[file], Way::default());
    let logs: Vec<_> = report.logs.iter().map(|log| (log.kind.as_str(), log.format.as_str())).collect();
    assert_eq!(logs, [("WUAHandler", "CMTrace"), ("WindowsUpdate", "Windows 10/11")]);
    assert!(report.machines.is_empty(), "the logs are of one machine");
}

#[test]
fn every_result_line_is_found_whichever_way_it_is_pasted() {
    let mut lines = 0;
    let mut faults = Vec::new();
    for evidence in knowledge::all_evidence().iter().filter(|evidence| evidence.result.is_some()) {
        for sample in knowledge::evidence_samples(evidence.index) {
            let line = format!("{}\n", sample.trim());
            let expected = found(&line);
            // Each line in two ways; all lines together in all.
            let (way, paste) = WAYS[lines % WAYS.len()];
            // A line of CheckSUR has no column by which a wrapped one is known, and after a full stop a line may be over.
            let is_list = line.starts_with("(f)") || line.starts_with("(fix)");
            let is_known =
                |wrapped: &str| !is_list && !wrapped.contains(".\n") || !wrapped.trim().contains('\n');
            for (way, paste) in [(way, paste(&line)), ("wrapped", wrapped(&line))] {
                if (way != "wrapped" || is_known(&paste)) && found(&paste) != expected {
                    faults.push(format!("{way}:\n{paste}{}\ninstead of {expected}\n", found(&paste)));
                }
            }
            lines += 1;
        }
    }
    assert!(faults.is_empty(), "{} of {lines}:\n{}", faults.len(), faults.join("\n"));
    assert!(lines > 50, "{lines} lines");
}
