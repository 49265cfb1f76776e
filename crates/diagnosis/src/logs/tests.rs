//! Which machines and logs a set of files forms, with which clocks.

use std::collections::BTreeMap;
use std::sync::Arc;

use logfile::rfc3339_local;

use crate::logs::copies::copies;
use crate::logs::coverage::{Coverage, coverage};
use crate::logs::machines::machines_of;
use crate::logs::rollovers::logs_of;
use crate::logs::same_machine::questions;
use crate::testing::{compare, dropped, read, scanned};

/// The machines of these files, each with its logs, their clocks and first entries, and the files that do not count.
#[track_caller]
fn check(text: &str, expected: &str) {
    let files = read(text);
    let machines = machines_of(files.iter(), &[]);
    let mut found = Vec::new();
    for machine in &machines {
        found.push(format!("machine “{}”", machine.name));
        for log in logs_of(&machine.files) {
            let names: Vec<&str> = log.files.iter().map(|file| &*file.given.name).collect();
            let kind = log.kind.map_or("unknown", |kind| kind.name);
            let first = log.span.map_or_else(|| "no time".to_owned(), |span| rfc3339_local(span.0));
            found.push(format!("{kind} of {}: {}, from {first}", names.join(" + "), log.clock.words()));
        }
        found.extend(machine.copied.iter().map(|file| format!("not counted: {}", file.given.name)));
    }
    found.extend(questions(machines.iter()).into_iter().map(|question| question.question));
    compare(text, &found, expected);
}

const STARTED: &str = "4712 [WUAHandler] Async searching of updates using WUAgent started.";
const ENDED: &str = "4712 [WUAHandler] Successfully completed scan.";

#[test]
fn the_lines_of_a_file_decide_which_log_it_is_not_its_name() {
    check(
        "
        --- renamed.txt
        09:13:43 4712 [WUAHandler] Async searching of updates using WUAgent started.
        ",
        "
        machine “”
        WUAHandler of renamed.txt: UTC+01:00, written with every entry, from 2026-11-12T08:13:43.000
        ",
    );
}

#[test]
fn rollovers_are_one_log_oldest_first() {
    check(
        &format!(
            "
            --- WUAHandler.log
            09:15:00 {ENDED}
            --- WUAHandler-20261112-091400.log
            09:13:43 {STARTED}
            "
        ),
        "
        machine “”
        WUAHandler of WUAHandler-20261112-091400.log + WUAHandler.log: UTC+01:00, written with every entry, from 2026-11-12T08:13:43.000
        ",
    );
}

#[test]
fn a_copy_of_a_file_that_has_grown_does_not_count() {
    check(
        &format!(
            "
            --- WUAHandler.log
            09:13:43 {STARTED}
            09:15:00 {ENDED}
            --- WUAHandler-copy.log
            09:13:43 {STARTED}
            "
        ),
        "
        machine “”
        WUAHandler of WUAHandler.log: UTC+01:00, written with every entry, from 2026-11-12T08:13:43.000
        not counted: WUAHandler-copy.log
        ",
    );
}

#[test]
fn a_file_with_an_extra_line_is_not_a_copy() {
    check(
        &format!(
            "
            --- WUAHandler.log
            09:13:43 {STARTED}
            09:15:00 {ENDED}
            --- WUAHandler-copy.log
            09:13:43 {STARTED}
            09:14:00 4712 [WUAHandler] Scan failed with error = 0x80244022.
            "
        ),
        "
        machine “”
        WUAHandler of WUAHandler.log: UTC+01:00, written with every entry, from 2026-11-12T08:13:43.000
        WUAHandler of WUAHandler-copy.log: UTC+01:00, written with every entry, from 2026-11-12T08:13:43.000
        ",
    );
}

#[test]
fn folders_with_the_same_log_are_machines() {
    check(
        &format!(
            "
            --- PC01/WUAHandler.log
            09:13:43 {STARTED}
            --- PC02/WUAHandler.log
            09:13:44 {STARTED}
            --- PC02/ScanAgent.log
            09:13:44 4712 nothing
            "
        ),
        "
        machine “PC01”
        WUAHandler of WUAHandler.log: UTC+01:00, written with every entry, from 2026-11-12T08:13:43.000
        machine “PC02”
        ScanAgent of ScanAgent.log: UTC+01:00, written with every entry, from 2026-11-12T08:13:44.000
        WUAHandler of WUAHandler.log: UTC+01:00, written with every entry, from 2026-11-12T08:13:44.000
        ",
    );
}

#[test]
fn folders_with_different_logs_are_one_machine() {
    check(
        &format!(
            "
            --- client/WUAHandler.log
            09:13:43 {STARTED}
            --- server/WCM.log
            09:13:44 4712 [SMS_WSUS_CONFIGURATION_MANAGER] nothing
            "
        ),
        "
        machine “”
        WCM of WCM.log: UTC+01:00, written with every entry, from 2026-11-12T08:13:44.000
        WUAHandler of WUAHandler.log: UTC+01:00, written with every entry, from 2026-11-12T08:13:43.000
        ",
    );
}

#[test]
fn prefixes_and_suffixes_of_a_log_name_are_machines() {
    check(
        "
        --- PC01-WUAHandler.log
        09:13:43 4712 [WUAHandler] one
        --- PC02-WUAHandler.log
        09:13:44 4712 [WUAHandler] two
        ",
        "
        machine “PC01”
        WUAHandler of PC01-WUAHandler.log: UTC+01:00, written with every entry, from 2026-11-12T08:13:43.000
        machine “PC02”
        WUAHandler of PC02-WUAHandler.log: UTC+01:00, written with every entry, from 2026-11-12T08:13:44.000
        PC01 and PC02 both were dropped as single files. Are these the same machine?
        ",
    );
}

#[test]
fn machines_that_name_the_same_client_might_be_the_same() {
    check(
        "
        --- a/LocationServices.log
        09:13:43 4712 ClientID = \"GUID:0A1B2C3D-0000-4000-8000-00000000C001\"
        --- b/LocationServices.log
        09:15:43 4712 another line
        09:15:43 4712 ClientID = \"GUID:0A1B2C3D-0000-4000-8000-00000000C001\"
        ",
        "
        machine “a”
        LocationServices of LocationServices.log: UTC+01:00, written with every entry, from 2026-11-12T08:13:43.000
        machine “b”
        LocationServices of LocationServices.log: UTC+01:00, written with every entry, from 2026-11-12T08:15:43.000
        a and b both name the client GUID:0A1B2C3D-0000-4000-8000-00000000C001. Are these the same machine?
        ",
    );
}

#[test]
fn a_log_without_a_time_zone_uses_that_of_another_log() {
    check(
        &format!(
            "
            --- WUAHandler.log
            09:13:43 {STARTED}
            --- WindowsUpdate.log windows-update
            09:13:00 1020 6716 Agent something
            "
        ),
        "
        machine “”
        WUAHandler of WUAHandler.log: UTC+01:00, written with every entry, from 2026-11-12T08:13:43.000
        WindowsUpdate of WindowsUpdate.log: UTC+01:00, taken from WUAHandler.log, from 2026-11-12T08:13:00.000
        ",
    );
}

#[test]
fn a_log_from_another_time_zone_is_matched_by_its_searches() {
    check(
        &format!(
            "
            --- WUAHandler.log
            09:13:43 {STARTED}
            --- WindowsUpdate.log windows-update
            02:13:43 1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62
            "
        ),
        "
        machine “”
        WUAHandler of WUAHandler.log: UTC+01:00, written with every entry, from 2026-11-12T08:13:43.000
        WindowsUpdate of WindowsUpdate.log: UTC-06:00, inferred by matching its searches with WUAHandler.log, from 2026-11-12T08:13:43.000
        ",
    );
}

#[test]
fn a_single_log_gets_its_time_zone_from_its_last_modified_time() {
    check(
        "
        --- WindowsUpdate.log windows-update changed 2026-11-12 08:13:30
        09:13:00 1020 6716 Agent something
        ",
        "
        machine “”
        WindowsUpdate of WindowsUpdate.log: UTC+01:00, inferred from the last modified time of the file, from 2026-11-12T08:13:00.000
        ",
    );
    check(
        "
        --- WindowsUpdate.log windows-update changed 2026-11-12 11:05:00
        09:13:00 1020 6716 Agent something
        ",
        "
        machine “”
        WindowsUpdate of WindowsUpdate.log: time zone unknown: times as written, from 2026-11-12T09:13:00.000
        ",
    );
}

#[test]
fn the_log_of_a_web_server_is_in_utc() {
    check(
        "
        --- u_ex261112.log raw
        #Fields: date time cs-method cs-uri-stem s-port c-ip sc-status sc-substatus sc-win32-status time-taken
        2026-11-12 09:00:00 POST /ClientWebService/client.asmx 8530 192.0.2.51 503 2 0 3
        ",
        "
        machine “”
        IIS of u_ex261112.log: UTC, as always in this format, from 2026-11-12T09:00:00.000
        ",
    );
}

#[test]
fn a_log_covers_the_minutes_between_its_first_and_last_entry() {
    let files = read(&format!(
        "
        --- WUAHandler.log
        09:10:00 {STARTED}
        09:20:00 {ENDED}
        "
    ));
    let logs = logs_of(&files);
    // UTC+01:00, so 09:10 is 08:10 in UTC.
    let utc = |minutes: i64| 1_794_470_400_000 + minutes * 60_000;
    assert_eq!(rfc3339_local(utc(0)), "2026-11-12T08:00:00.000");
    let check = |from, to, log, expected| assert_eq!(coverage(&logs, log, utc(from), utc(to)), expected);
    check(12, 15, "WUAHandler", Coverage::Covers);
    check(5, 15, "WUAHandler", Coverage::BeginsAfter);
    check(0, 5, "WUAHandler", Coverage::BeginsAfter);
    check(15, 25, "WUAHandler", Coverage::EndsBefore);
    check(12, 15, "ScanAgent", Coverage::NotGiven);
}

/// A hundred files of three lines, of which the first is in all of them; for each there is an older copy, and one whose
/// last line is cut off.
#[test]
fn each_copy_among_a_hundred_files_is_found() {
    let text = |number: u32, lines: usize| {
        let entry = |at| format!("09:{number:02}:{at:02} {STARTED}\n");
        let entries: String = (0..lines).map(entry).collect();
        dropped(&format!("--- {number}.log\n09:59:59 {ENDED}\n{entries}")).swap_remove(0)
    };
    let mut files = Vec::new();
    let mut expected = BTreeMap::new();
    for number in 0..100 {
        let (file, whole) = text(number % 50, 2 + number as usize / 50);
        for (copy, bytes) in
            [&whole[..], &text(number % 50, 1).1, &whole[..whole.len() - 20]].iter().enumerate()
        {
            let own = number * 3 + copy as u32;
            // A file with two lines is in a file with three.
            let counts = (number % 50 + 50) * 3;
            if own != counts {
                expected.insert(own, counts);
            }
            let file = report::FileMeta { file: own, size: bytes.len() as u64, ..file.clone() };
            files.push(Arc::new(scanned(file, bytes)));
        }
    }
    assert_eq!(copies(&files), expected);
    files.reverse();
    assert_eq!(copies(&files), expected, "in any order");
}
