//! Which files are copies of others, and which machines they come from: a file is ignored only if all its
//! lines are in another one of the same machine.

use diagnosis::DiagnosisSession;
use report::{Finding, FlowVerdict, LogRow, Report};
use tests::{TestFile, Way, analyze, scenarios, session_of};

/// What every client writes first: long enough that its time is after the first 256 bytes.
fn preamble() -> String {
    let category = "0A1B2C3D-0000-4000-8000-00000000C0DE";
    format!("CWuaHandler::SetCategoriesForStateReportingExclusion called with {}", [category; 6].join(","))
}

/// A WUAHandler.log of scans, a day each, that ended in this way.
fn scans(date: &str, ends: &[&str]) -> String {
    let mut lines = vec![line(date, 0, &preamble())];
    for (at, end) in ends.iter().enumerate() {
        let job = "{0A1B2C3D-0000-4000-8000-00000000A001}";
        lines.push(line(date, at + 1, "Async searching of updates using WUAgent started."));
        lines.push(line(date, at + 1, end));
        lines.push(line(date, at + 1, &format!("Its a completely new WSUS Update Source. {job}")));
    }
    lines.concat()
}

fn line(date: &str, hour: usize, message: &str) -> String {
    format!(
        "<![LOG[{message}]LOG]!><time=\"{hour:02}:10:41.204-60\" date=\"{date}\" component=\"WUAHandler\" context=\"\" \
         type=\"1\" thread=\"4712\" file=\"cwuahandler.cpp:1\">\r\n"
    )
}

const GOOD: &str = "Successfully completed scan.";
const BAD: &str = "Scan failed with error = 0x8024401b.";

fn file(path: &str, bytes: impl Into<Vec<u8>>) -> TestFile {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    TestFile { path: folder.to_owned(), ..TestFile::alone(name, bytes.into()) }
}

/// Each machine with the verdict of its scans, and why some of its files do not count.
fn summary(report: &Report) -> Vec<String> {
    let one = |report: &Report| {
        let verdict = report.flows.first().map_or("-".to_owned(), |flow| format!("{:?}", flow.verdict));
        let problems =
            report.logs.iter().filter_map(|log| Some(format!(" | {}: {}", log.name, log.problem.as_ref()?)));
        format!("{}: {verdict}{}", report.machine, problems.collect::<String>())
    };
    let own = Some(report).filter(|report| report.machines.is_empty() || !report.logs.is_empty());
    own.into_iter().chain(&report.machines).map(one).collect()
}

/// Drops these files, in both orders.
fn check(files: &[TestFile], expected: &[&str]) {
    let turned: Vec<TestFile> = files.iter().rev().cloned().collect();
    for files in [files, &turned] {
        assert_eq!(summary(&analyze(files, Way::default())), expected);
    }
}

/// Only samples of this many lines are compared, and a line that only names a code is no evidence.
#[test]
fn a_long_log_whose_code_the_other_lacks_is_no_copy() {
    let noise: String = (0..20_000).map(|at| line("03-12-2021", at / 1000, &format!("noise {at}"))).collect();
    let works = scans("03-12-2021", &[GOOD; 5]);
    for at in 0..6 {
        let names = line("03-12-2021", 5, &format!("Something {at} failed with 0x80249999"));
        let one = file("PC-A/WUAHandler.log", [&*noise, &names, &works].concat());
        let other = file("PC-B/WUAHandler.log", [&*noise, &works, &scans("03-13-2021", &[GOOD])].concat());
        let report = analyze(&[one, other], Way::default());
        let codes: Vec<&str> = report.all().flat_map(|of| &of.codes).map(|code| &*code.code).collect();
        assert!(codes.contains(&"0x80249999"), "{at}: {codes:?}");
    }
}

#[test]
fn logs_that_begin_alike_are_of_two_machines() {
    let (old, new) = (scans("10-14-2013", &[BAD]), scans("03-12-2021", &[GOOD, GOOD, GOOD]));
    check(
        &[file("PC-A/WUAHandler.log", old.clone()), file("PC-B/WUAHandler.log", new.clone())],
        &["PC-A: Failed", "PC-B: Ok"],
    );
    // Without folders too: no folder holds two files of one name.
    check(
        &[file("WUAHandler.log", old.clone()), file("WUAHandler.log", new.clone())],
        &["WUAHandler.log: Failed", "WUAHandler.log (2): Ok"],
    );
    check(
        &[file("WUAHandler.log", old.clone()), file("PC-B/WUAHandler.log", new.clone())],
        &["(outside the folders): Failed", "PC-B: Ok"],
    );
    // Two that are alike but for their last line.
    let [fails, works] = [BAD, GOOD].map(|end| scans("03-12-2021", &[GOOD, end]));
    check(
        &[file("PC-A/WUAHandler.log", fails), file("PC-B/WUAHandler.log", works)],
        &["PC-A: Failed", "PC-B: Ok"],
    );
}

#[test]
fn a_log_that_has_grown_since_is_of_one_machine() {
    let (old, new) = (scans("03-12-2021", &[BAD]), scans("03-12-2021", &[BAD, GOOD]));
    let copy = |name: &str| {
        [format!(": Ok | WUAHandler.log: All lines of this file are also in {name} and are counted once.")]
    };
    let grown = |bytes: &[u8]| {
        let files = [file("monday/WUAHandler.log", bytes), file("friday/WUAHandler.log", new.as_bytes())];
        check(&files, &copy("friday/WUAHandler.log").each_ref().map(String::as_str));
    };
    grown(old.as_bytes());
    grown(&old.as_bytes()[..old.len() - 30]);
    grown(old.replace("\r\n", "\n").as_bytes());
    grown(old.replace("\r\n", "\r").as_bytes());
    grown(&[b"\xEF\xBB\xBF", old.as_bytes()].concat());
    grown(&format!("\u{feff}{old}").encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
    // Its head is cut, in the middle of a line.
    let all = scans("03-12-2021", &[BAD, BAD, GOOD]);
    let cut = &all.as_bytes()[700..];
    let files = [file("a/WUAHandler.log", cut), file("b/WUAHandler.log", all.as_bytes())];
    check(&files, &copy("b/WUAHandler.log").each_ref().map(String::as_str));
    // It was rolled over since.
    let files = [
        file("monday/WUAHandler.log", old.as_bytes()),
        file("friday/WUAHandler-20210312-101010.log", new.as_bytes()),
        file("friday/WUAHandler.log", scans("03-13-2021", &[GOOD])),
    ];
    let name = "friday/WUAHandler-20210312-101010.log";
    check(&files, &copy(name).each_ref().map(String::as_str));
    let files = [file("WUAHandler.log", old.as_bytes()), file("WUAHandler.log", new.as_bytes())];
    check(&files, &copy("WUAHandler.log").each_ref().map(String::as_str));
}

#[test]
fn a_copy_of_a_folder_is_no_machine() {
    let log = scans("03-12-2021", &[BAD]);
    let twice = ": Failed | WUAHandler.log: This file was dropped twice and is counted once.";
    check(
        &[file("Logs/WUAHandler.log", log.as_bytes()), file("Logs - Copy/WUAHandler.log", log.as_bytes())],
        &[twice],
    );
    // A third one makes a machine of each, and a copy is still none.
    let files = [
        file("Logs/WUAHandler.log", log.as_bytes()),
        file("Logs - Copy/WUAHandler.log", log.as_bytes()),
        file("PC-B/WUAHandler.log", scans("03-13-2021", &[GOOD])),
    ];
    check(&files, &[&format!("Logs{twice}"), "PC-B: Ok"]);
    // Lines without a time may be the same on any two machines.
    let plain = format!("{BAD}\r\n");
    let files =
        [file("PC-A/WUAHandler.log", plain.as_bytes()), file("PC-B/WUAHandler.log", plain.as_bytes())];
    assert_eq!(analyze(&files, Way::default()).machines.len(), 2);
}

#[test]
fn long_logs_are_compared_too() {
    let log = |date: &str, count: usize, end: &str| {
        let busy = (0..count).map(|at| line(date, 0, &format!("message {at}")));
        [busy.collect::<String>(), scans(date, &[end])].concat()
    };
    let (old, other) = (log("10-14-2013", 12_000, BAD), log("03-12-2021", 20_000, GOOD));
    check(
        &[file("PC-A/WUAHandler.log", old.as_bytes()), file("PC-B/WUAHandler.log", other.as_bytes())],
        &["PC-A: Failed", "PC-B: Ok"],
    );
    let grown = [old.as_str(), &log("10-15-2013", 20_000, GOOD)].concat();
    let copy =
        ": Ok | WUAHandler.log: All lines of this file are also in b/WUAHandler.log and are counted once.";
    check(&[file("a/WUAHandler.log", old.as_bytes()), file("b/WUAHandler.log", grown.as_bytes())], &[copy]);
    // One line of 12,000 differs, and it is the one that counts.
    let works = old.replace(BAD, GOOD);
    let longer = [works.as_str(), &log("10-15-2013", 20_000, GOOD)].concat();
    check(
        &[file("PC-A/WUAHandler.log", old.as_bytes()), file("PC-B/WUAHandler.log", longer.as_bytes())],
        &["PC-A: Failed", "PC-B: Ok"],
    );
}

/// A log that names its client.
fn of_client(date: &str, end: &str) -> Vec<TestFile> {
    let id = "ClientID = \"GUID:0A1B2C3D-0000-4000-8000-00000000C001\";";
    let event = line(date, 1, &format!("Raising event:\r\n{{\r\n\t{id}\r\n}};"))
        .replace("WUAHandler", "LocationServices");
    vec![file("WUAHandler.log", scans(date, &[end])), file("LocationServices.log", event)]
}

fn in_folder(folder: &str, files: Vec<TestFile>) -> Vec<TestFile> {
    let into = |file: TestFile| {
        let path = if file.path.is_empty() { folder.to_owned() } else { format!("{folder}/{}", file.path) };
        TestFile { path, ..file }
    };
    files.into_iter().map(into).collect()
}

#[test]
fn the_report_asks_if_logs_name_one_client() {
    let files = [
        in_folder("PC-A", of_client("10-14-2013", BAD)),
        in_folder("PC-B", of_client("03-12-2021", GOOD)),
        in_folder("PC-C", vec![file("WUAHandler.log", scans("03-12-2021", &[BAD]))]),
    ];
    let mut session: DiagnosisSession = session_of(&files.concat(), Way::default());
    let report = session.report();
    assert_eq!(summary(&report), ["PC-A: Failed", "PC-B: Ok", "PC-C: Failed"]);
    let asked: Vec<&str> =
        report.same_machine_questions.iter().map(|asked| asked.question.as_str()).collect();
    let question = "PC-A and PC-B both name the client GUID:0A1B2C3D-0000-4000-8000-00000000C001. Are these the same \
                    machine?";
    assert_eq!(asked, [question]);
    session.unite(report.same_machine_questions[0].machines.clone());
    let report = session.report();
    assert_eq!(summary(&report), ["PC-A: Ok", "PC-C: Failed"]);
    assert!(report.same_machine_questions.is_empty());
    assert_eq!(report.machines[0].flows[0].verdict, FlowVerdict::Ok);
}

#[test]
fn the_report_asks_if_logs_share_lines() {
    // Each has lines that the other lacks: copied before and after the first ones were rolled over.
    let all = scans("03-12-2021", &[GOOD, BAD, GOOD, BAD, GOOD, GOOD]);
    let lines: Vec<&str> = all.split_inclusive('\n').collect();
    let files = [
        file("monday/WUAHandler.log", lines[..14].concat()),
        file("friday/WUAHandler.log", lines[4..].concat()),
        file("other/WUAHandler.log", scans("03-13-2021", &[BAD, BAD, BAD])),
    ];
    let report = analyze(&files, Way::default());
    assert_eq!(report.machines.len(), 3);
    let asked: Vec<&str> =
        report.same_machine_questions.iter().map(|asked| asked.question.as_str()).collect();
    assert_eq!(
        asked,
        ["friday and monday both have the same lines in WUAHandler.log. Are these the same machine?"]
    );
}

/// What must stay of a finding, regardless of other files: its level, code and step, and the lines that prove it.
fn state(finding: &Finding) -> String {
    let lines = finding.evidence.iter().map(|line| format!("{}:{} {}", line.log, line.line, line.text));
    let lines: Vec<String> = lines.collect();
    let Finding { severity: level, code, flow, step, .. } = finding;
    format!("{level:?} {code:?} {flow}/{step}\n{}", lines.join("\n"))
}

/// The same a year later: another machine writes nothing at the same moments.
fn a_year_later(file: &TestFile) -> TestFile {
    let text = String::from_utf8_lossy(&file.bytes);
    let is_text = logfile::binary(&file.bytes).is_none();
    let bytes = if is_text { text.replace("2026", "2027").into_bytes() } else { file.bytes.clone() };
    TestFile { path: file.path.replacen("PC-A", "PC-B", 1), bytes, ..file.clone() }
}

/// Whether two sets of files have a log in common, of those that a machine has one of: a trace and the text that is
/// made of it are two.
fn share_a_log(report: &Report, other: &Report) -> bool {
    let key = |log: &LogRow| (log.kind.clone(), log.encoding == "binary");
    let is_single = |log: &&LogRow| knowledge::log(&log.kind).is_some_and(|known| !known.several);
    let others: Vec<_> = other.logs.iter().map(key).collect();
    report.logs.iter().filter(is_single).any(|log| others.contains(&key(log)))
}

#[test]
fn another_machine_removes_no_finding() {
    let mut all = Vec::new();
    for (folder, files) in scenarios() {
        let name = folder.file_name().map_or(String::new(), |name| name.to_string_lossy().into_owned());
        let one = in_folder("PC-A", files);
        let other: Vec<TestFile> = one.iter().map(a_year_later).collect();
        let reports = [analyze(&one, Way::default()), analyze(&other, Way::default())];
        if reports[0].machines.is_empty() {
            all.push((name, [one, other], reports));
        }
    }
    let (mut pairs, mut number) = (0, 1_u64);
    while pairs < 600 {
        // Any two, always the same ones.
        number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let at = |shift: u32| (number >> shift) as usize % all.len();
        let (one, other) = (&all[at(40)], &all[at(20)]);
        let reports = [&one.2[0], &other.2[1]];
        if one.0 == other.0 || !share_a_log(reports[0], reports[1]) {
            continue;
        }
        pairs += 1;
        let names = format!("{} beside {}", one.0, other.0);
        let together = analyze(&[one.1[0].clone(), other.1[1].clone()].concat(), Way::default());
        let found: Vec<_> = together.all().flat_map(|report| &report.findings).map(state).collect();
        for finding in reports.iter().flat_map(|report| &report.findings) {
            assert!(found.contains(&state(finding)), "{names}: {} is not in the report of both", finding.id);
        }
        let flows: Vec<_> = together.all().flat_map(|report| &report.flows).collect();
        for flow in reports.iter().flat_map(|report| &report.flows) {
            let is_there = flows.iter().any(|other| {
                (&other.flow, other.verdict, &other.summary, &other.failing_since)
                    == (&flow.flow, flow.verdict, &flow.summary, &flow.failing_since)
            });
            assert!(is_there, "{names}: the verdict of {} is not in the report of both", flow.flow);
        }
    }
}
