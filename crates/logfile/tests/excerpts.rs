//! Excerpts that lost columns: each is read with its original format, and lists what it lacks.
#![allow(clippy::unwrap_used)] // A test panics when something is wrong.

mod shape;

use logfile::{Format, excerpt_line_format, line_format, recognize};

/// The format of a text in words, and its entries: `line level time±bias component thread | message`. Blocks of every
/// small size change nothing.
fn check(text: &str, words: &str, expected: &[&str]) {
    let bytes = text.as_bytes();
    let reading = recognize(bytes.len() as u64, bytes, bytes, None);
    assert_eq!(reading.format_words(), words, "{text}");
    assert_eq!(shape::entries(&reading, bytes, bytes.len()), expected, "{text}");
    for block in [1, 2, 3, 7, 50, 997] {
        assert_eq!(shape::entries(&reading, bytes, block), expected, "{text} in blocks of {block} bytes");
    }
}

const LIST: &str = "CMTrace list";

#[test]
fn the_list_of_cmtrace() {
    for text in [
        "Scan failed with error = 0x80244022.\tWUAHandler\t11/30/2026 10:22:50 AM\t4712 (0x1268)\n",
        "Scan failed with error = 0x80244022. WUAHandler 11/30/2026 10:22:50 AM 4712 (0x1268)\n",
        "Scan failed with error = 0x80244022.  WUAHandler   30.11.2026 10:22:50    4712 (0x1268)\n",
        "Scan failed with error = 0x80244022.\tWUAHandler\t2026-11-30 10:22:50\t4712 (0x00001268)\tx.cpp:12\n",
    ] {
        check(
            text,
            LIST,
            &["1 I 2026-11-30T10:22:50.000 WUAHandler 4712 | Scan failed with error = 0x80244022."],
        );
    }
    check(
        "Scan failed.\tWUAHandler\t4712 (0x1268)\nmore\n",
        LIST,
        &["1 I - WUAHandler 4712 | Scan failed.", "2 - -  0 | more"],
    );
    check("thread 4712 (0x1269)\n", "plain text", &["1 - -  0 | thread 4712 (0x1269)"]);
}

#[test]
fn windows_update_of_windows_7_with_blanks() {
    let expected = ["1 W 2026-11-12T10:30:59.239 PT 776 | WARNING: PTError: 0x80244022"];
    for text in [
        "2026-11-12 10:30:59:239 1116 308 PT WARNING: PTError: 0x80244022\n",
        "2026-11-12    10:30:59:239    1116    308    PT    WARNING: PTError: 0x80244022\n",
    ] {
        check(text, "Windows 7/8.1", &expected);
    }
    check(
        "2026-11-12 10:30:59:239 1116 308 Elsewhere text\n",
        "plain text with times",
        &["1 I 2026-11-12T10:30:59.239  0 | 1116 308 Elsewhere text"],
    );
}

#[test]
fn windows_update_with_other_gaps() {
    let expected = ["1 W 2026-11-12T10:22:50.000 Agent 6716 | *FAILED* [80244022] Call"];
    for text in [
        "2026/11/12 10:22:50 1020  6716  Agent           *FAILED* [80244022] Call\n",
        "2026/11/12 10:22:50.0000000 1020 6716 Agent *FAILED* [80244022] Call\n",
        "2026/11/12 10:22:50.0000000 1020  6716  Agent*FAILED* [80244022] Call\n",
        "2026/11/12 10:22:50.0000000 1020  6716Agent           *FAILED* [80244022] Call\n",
    ] {
        check(text, "Windows 10/11", &expected);
    }
}

#[test]
fn windows_update_without_columns() {
    let message = "W -  0 | *FAILED* [80244022] Call";
    let all = |components: &str| format!("1 {}", message.replace("  0", &format!(" {components} 0")));
    check(
        "*FAILED* [80244022] Call\n",
        "WindowsUpdate.log, pasted without columns",
        &[&format!("1 {message}")],
    );
    check(
        "Agent           *FAILED* [80244022] Call\n",
        "WindowsUpdate.log, pasted without times",
        &[&all("Agent")],
    );
    check("Agent *FAILED* [80244022] Call\n", "WindowsUpdate.log, pasted without times", &[&all("Agent")]);
    check(
        "1020 6716 Agent *FAILED* [80244022] Call\n",
        "WindowsUpdate.log, pasted without times",
        &["1 W - Agent 6716 | *FAILED* [80244022] Call"],
    );
    for time in ["10:22:50", "10:22:50.8422964", "22:50.842"] {
        check(
            &format!("{time} 1020 6716 Agent *FAILED* [80244022] Call\n"),
            "WindowsUpdate.log, pasted without dates",
            &["1 W - Agent 6716 | *FAILED* [80244022] Call"],
        );
    }
    check(
        "2026/11/12 10:22:50.8422964 Agent *FAILED* [80244022] Call\n",
        "WindowsUpdate.log, pasted without process and thread",
        &["1 W 2026-11-12T10:22:50.842 Agent 0 | *FAILED* [80244022] Call"],
    );
    check(
        "WARNING: PTError: 0x80244021\nWARNING: RefreshConfig failed: 0x80244021\n** END **  Agent: Finding updates\n",
        "WindowsUpdate.log, pasted without columns",
        &[
            "1 W -  0 | WARNING: PTError: 0x80244021",
            "2 W -  0 | WARNING: RefreshConfig failed: 0x80244021",
            "3 I -  0 | ** END **  Agent: Finding updates",
        ],
    );
    check(
        "WARNING: SyncUpdates failure, error = 0x80244010\n  * WARNING: Exit code = 0x80244010\n   more\n",
        "WindowsUpdate.log, pasted without columns",
        &[
            "1 W -  0 | WARNING: SyncUpdates failure, error = 0x80244010",
            "2 W -  0 |   * WARNING: Exit code = 0x80244010\n   more",
        ],
    );
    check(
        "DnldMgr\tWARNING: Download failed, error = 0x80244022\n",
        "WindowsUpdate.log, pasted without times",
        &["1 W - DnldMgr 0 | WARNING: Download failed, error = 0x80244022"],
    );
}

const SERVICING: &str = "CBS.log, dism.log or setupact.log, pasted without times";

#[test]
fn servicing_without_times() {
    check(
        "Error\tCSI    00000c63 (F) Logged @: RegisterTask failed\n\
         Error      [0x018003] CSI    00000c71 (F) with HRESULT HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND).\n \
         ['The system cannot find the file']\n\
         Info CBS    Startup: Failed. [HRESULT = 0x800f0922]\n\
         , Error  DISM   DISM Package Manager: PID=3120 TID=4512 Failed\n",
        SERVICING,
        &[
            "1 E - CSI 0 | 00000c63 (F) Logged @: RegisterTask failed",
            "2 E - CSI 0 | 00000c71 (F) with HRESULT HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND).\n \
             ['The system cannot find the file']",
            "4 I - CBS 0 | Startup: Failed. [HRESULT = 0x800f0922]",
            "5 E - DISM 4512 | DISM Package Manager: PID=3120 TID=4512 Failed",
        ],
    );
    check("CSI    00000c63 (F) x\n", SERVICING, &["1 I - CSI 0 | 00000c63 (F) x"]);
    check(
        "DISM Package Manager: PID=3120 TID=4512 Failed\n",
        SERVICING,
        &["1 I - DISM 4512 | DISM Package Manager: PID=3120 TID=4512 Failed"],
    );
    check(
        "10:22:50, Info                  CBS    Exec: x\n",
        "CBS.log, dism.log or setupact.log, pasted without dates",
        &["1 I - CBS 0 | Exec: x"],
    );
}

#[test]
fn installer_without_times() {
    check(
        "Action startTime: A.\nCustomAction A returned actual error code 1603\nAction endedTime: A. Return value 3.\n\
         MSI (s) (14:AC)Time: Note: 1: 1708\nMSI (s) (14:AC): MainEngineThread is returning 1603\n\
         Action ended: INSTALL. Return value 1.\nMSI (s) (14:AC) Product: X -- Error 1714. It\n",
        "Windows Installer log, pasted without times",
        &[
            "1 I -  0 | Action startTime: A.",
            "2 I -  0 | CustomAction A returned actual error code 1603",
            "3 E -  0 | Action endedTime: A. Return value 3.",
            "4 I - MSI (s) 172 | MSI (s) (14:AC)Time: Note: 1: 1708",
            "5 I - MSI (s) 172 | MSI (s) (14:AC): MainEngineThread is returning 1603",
            "6 I -  0 | Action ended: INSTALL. Return value 1.",
            "7 E - MSI (s) 172 | MSI (s) (14:AC) Product: X -- Error 1714. It",
        ],
    );
}

#[test]
fn reporting_events_without_columns() {
    check(
        "148 [AGENT_DETECTION_FAILED] 101 {00000000-0000-0000-0000-000000000000} 0 8024402c CcmExec Failure Software Synchronization x\n",
        "ReportingEvents.log, pasted without times",
        &[
            "1 E - Software Synchronization 0 | 148 [AGENT_DETECTION_FAILED] 101 {00000000-0000-0000-0000-000000000000} 0 \
           8024402c CcmExec Failure Software Synchronization x",
        ],
    );
}

#[test]
fn words_in_place_of_times() {
    check(
        "Date Time 788 ee4 PT WARNING: SOAP Fault: 0x000190\n",
        "WindowsUpdate.log, pasted without times",
        &["1 W - PT 3812 | WARNING: SOAP Fault: 0x000190"],
    );
    check(
        "YYYY-MM-DD hh:mm:ss, Error                 CBS    Exec: x\n",
        SERVICING,
        &["1 E - CBS 0 | Exec: x"],
    );
}

#[test]
fn wsus_without_times() {
    check(
        "Date Time UTC Error w3wp.12 ClientImplementation.SyncUpdates System.ArgumentException\n   at A.B()\n\
         Info\tWsusService.27\tA.B\tx\n",
        "SoftwareDistribution.log, pasted without times",
        &[
            "1 E - ClientImplementation.SyncUpdates 12 | System.ArgumentException\n   at A.B()",
            "3 I - A.B 27 | x",
        ],
    );
}

#[test]
fn prose_is_no_excerpt() {
    for text in [
        "Agent Smith called\nSetup is done\nInfo about this\n",
        "Error: it fails\nWarning: and again\n",
        "Hello,\nCBS is broken, and Info too\nDISM shows it\n",
        "Service Pack 1\nReport it\nWARNING: something else\n",
        "Error MSI failed\n",
        "Action required: call us.\n",
    ] {
        let reading = recognize(text.len() as u64, text.as_bytes(), text.as_bytes(), None);
        assert_eq!((reading.format, reading.lost), (Format::Plain, None), "{text}");
    }
}

#[test]
fn lines_say_their_format() {
    let check = |line: &str, whole: Option<Format>, excerpt: Option<Format>| {
        assert_eq!(
            (line_format(line.as_bytes()), excerpt_line_format(line.as_bytes())),
            (whole, excerpt),
            "{line}"
        );
    };
    check("<![LOG[x]LOG]!>", Some(Format::CmTrace), None);
    check("> <![LOG[x]LOG]!>", None, None);
    check(
        "2026-11-12 10:22:50, Info                  CBS    x",
        Some(Format::Servicing),
        Some(Format::Servicing),
    );
    check("Info CBS  Exec: x", None, Some(Format::Servicing));
    check("a sentence", None, None);
    check("", None, None);
}

#[test]
fn windows_update_with_the_source_of_a_trace_decoder() {
    let text = "10:22:14.12345 AM 11736 12104 uhwinsetup_cpp776 [Handler] Exit code = 0x80070490\n\
                10:22:15.12345 AM 1092 10968 downloadmanager_cpp16907 [DownloadManager] Preparing update\n";
    let bytes = text.as_bytes();
    let reading = recognize(bytes.len() as u64, bytes, bytes, None);
    assert_eq!(reading.format_words(), "WindowsUpdate.log, pasted without dates", "{text}");
    let entries = shape::entries(&reading, bytes, bytes.len());
    assert!(entries[0].ends_with("Handler 12104 | Exit code = 0x80070490"), "{entries:?}");
    assert!(entries[1].ends_with("DownloadManager 10968 | Preparing update"), "{entries:?}");
}
