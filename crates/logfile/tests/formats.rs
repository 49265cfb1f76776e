//! Each format with its real-world variants: its parsed entries.
#![allow(clippy::unwrap_used)] // A test panics when something is wrong.

mod shape;

use logfile::recognize;

/// One line per entry: `line level time±bias component thread | message`.
fn read(bytes: &[u8]) -> Vec<String> {
    let reading = recognize(bytes.len() as u64, bytes, bytes, None);
    shape::entries(&reading, bytes, bytes.len().max(1))
}

/// Reads `text` and compares; also in blocks of every small size, which must change nothing.
fn check(text: &str, expected: &[&str]) {
    let bytes = text.as_bytes();
    assert_eq!(read(bytes), expected);
    let reading = recognize(bytes.len() as u64, bytes, bytes, None);
    for block in [1, 2, 3, 7, 50, 997] {
        assert_eq!(shape::entries(&reading, bytes, block), expected, "in blocks of {block} bytes");
    }
}

#[test]
fn cmtrace() {
    check(
        "\u{feff}<![LOG[Async searching completed.]LOG]!><time=\"10:22:50.842+240\" date=\"06-30-2021\" \
         component=\"WUAHandler\" context=\"\" type=\"1\" thread=\"4712\" file=\"cwuahandler.cpp:2632\">\r\n\
         <![LOG[two\r\nlines]LOG]!><time=\"10:22:51.000-330\" date=\"1-2-2015\" component=\"A\" context=\"\" type=\"3\" \
         thread=\"1\" file=\"\">\r\n\
         <![LOG[]LOG]!><time=\"10:22:50.8422964\" date=\"01-02-2015\" component=\"\" context=\"\" type=\"2\" thread=\"\" \
         file=\"\">\r\n",
        &[
            "1 I 2021-06-30T10:22:50.842+240 WUAHandler 4712 | Async searching completed.",
            "2 E 2015-01-02T10:22:51.000-330 A 1 | two\r\nlines",
            "4 W 2015-01-02T10:22:50.842  0 | ",
        ],
    );
}

#[test]
fn a_cut_entry_does_not_swallow_the_next() {
    check(
        "end of something]LOG]!><time=\"1:00:00.0+00\" date=\"01-01-2024\" component=\"A\" type=\"1\">\n\
         <![LOG[begun<![LOG[whole]LOG]!><time=\"10:00:00.000+-240\" date=\"06-30-2021\" component=\"A\" context=\"\" \
         type=\"1\" thread=\"7\" file=\"\">\n\
         my own note\n\
         \n\
         another\n\
         <![LOG[half]LOG]!><time=\"10:00:01.000+240\" da",
        &[
            "1 - -  0 | end of something]LOG]!><time=\"1:00:00.0+00\" date=\"01-01-2024\" component=\"A\" type=\"1\">",
            "2 - -  0 | begun",
            "2 I 2021-06-30T10:00:00.000+240 A 7 | whole",
            "3 - -  0 | my own note",
            "5 - -  0 | another",
            "6 I -  0 | half",
        ],
    );
}

#[test]
fn cmtrace_from_a_blog_has_typographic_quotes() {
    check(
        "<![LOG[Scan failed]LOG]!><time=“10:22:50.842+240” date=“06-30-2021” component=“WUAHandler” context=“” \
         type=“3” thread=“4712” file=“x.cpp:1”>\n",
        &["1 E 2021-06-30T10:22:50.842+240 WUAHandler 4712 | Scan failed"],
    );
}

#[test]
fn older_site_server() {
    check(
        "Sync failed: WSUS server not configured  $$<SMS_WSUS_SYNC_MANAGER><06-30-2021 10:22:50.842+240>\
         <thread=4712 (0x1268)>\r\n\
         a line of its own\r\n\
         Done  $$<SMS_WSUS_SYNC_MANAGER><06-30-2021 10:22:51.000+240><thread=4712 (0x1268)>\r\n",
        &[
            "1 I 2021-06-30T10:22:50.842+240 SMS_WSUS_SYNC_MANAGER 4712 | Sync failed: WSUS server not configured",
            "2 - -  0 | a line of its own",
            "3 I 2021-06-30T10:22:51.000+240 SMS_WSUS_SYNC_MANAGER 4712 | Done",
        ],
    );
}

#[test]
fn windows_update_in_three_locales() {
    check(
        "2021/07/13 18:06:20.1234567 1020  6716  Agent           * START * Finding updates\r\n\
         2024-04-11 12:48:04.6269606 1980  8444  DownloadManager Purge\r\n\
         \x20 continued\r\n\
         2018.10.21 01:02:03.0000001 4     8     ComApi           indented\r\n\
         2018.10.21 01:02:03.0000001 4     8     ProtocolTalkerAndMore x\r\n\
         2018.10.21 01:02:04.0000001 4     8     Misc            *FAILED* [8024402C] Send\r\n",
        &[
            "1 I 2021-07-13T18:06:20.123 Agent 6716 | * START * Finding updates",
            "2 I 2024-04-11T12:48:04.626 DownloadManager 8444 | Purge\r\n  continued",
            "4 I 2018-10-21T01:02:03.000 ComApi 8 |  indented",
            "5 I 2018-10-21T01:02:03.000 ProtocolTalkerAndMore 8 | x",
            "6 W 2018-10-21T01:02:04.000 Misc 8 | *FAILED* [8024402C] Send",
        ],
    );
}

#[test]
fn windows_update_of_windows_7() {
    check(
        "2015-06-01\t10:00:00:123\t 1020\t1f8c\tAgent\t** START **  Agent: Finding updates [CallerId = CcmExec]\r\n\
         \r\n\
         2015-06-01\t10:00:00:120\t1020\t1f8c\tAgent\t  * WARNING: Exit code = 0x80072EE2\r\n\
         2015-06-01\t10:00:00:121\t1020\t1f8c\tMisc\tFATAL: no\r\n",
        &[
            "1 I 2015-06-01T10:00:00.123 Agent 8076 | ** START **  Agent: Finding updates [CallerId = CcmExec]",
            "3 W 2015-06-01T10:00:00.120 Agent 8076 |   * WARNING: Exit code = 0x80072EE2",
            "4 E 2015-06-01T10:00:00.121 Misc 8076 | FATAL: no",
        ],
    );
}

#[test]
fn plain_lines() {
    check("one\n\n\ntwo\r\nthree", &["1 - -  0 | one", "4 - -  0 | two", "5 - -  0 | three"]);
    check("one\rtwo\rthree", &["1 - -  0 | one", "2 - -  0 | two", "3 - -  0 | three"]);
    check(
        "one\r\ntwo\rthree\nfour",
        &["1 - -  0 | one", "2 - -  0 | two", "3 - -  0 | three", "4 - -  0 | four"],
    );
}

#[test]
fn a_mark_alone_is_an_empty_log() {
    for bytes in [&b"\xEF\xBB\xBF"[..], b"\xFF\xFE", b"", b"\r\n  \r\n", b"\0\0\0\0\0\0\0\0"] {
        assert_eq!(
            recognize(bytes.len() as u64, bytes, bytes, None).format,
            logfile::Format::Empty,
            "{bytes:?}"
        );
    }
}

#[test]
fn binary_junk_is_recognized() {
    let junk: Vec<u8> = (0..4000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    assert_eq!(recognize(4000, &junk, &junk, None).format, logfile::Format::Binary);
    assert_eq!(recognize(9, b"PK\x03\x04 text", b"", None).format, logfile::Format::Binary);
}

#[test]
fn padding_and_utf16_tails_are_read() {
    let line = "2021/07/13 18:06:20.1234567 1020  6716  Agent           first\r\n";
    let tail: Vec<u8> = line.replace("first", "grün").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let bytes = [line.as_bytes(), &tail, &[0; 600]].concat();
    assert_eq!(
        read(&bytes),
        ["1 I 2021-07-13T18:06:20.123 Agent 6716 | first", "2 I 2021-07-13T18:06:20.123 Agent 6716 | grün",]
    );
}

#[test]
fn the_last_change_settles_the_sign_of_a_script() {
    let log = |bias: &str| {
        format!(
            "<![LOG[x]LOG]!><time=\"20:00:00.000{bias}\" date=\"01-02-2024\" component=\"PSADT\" context=\"\" type=\"1\" \
             thread=\"1\" file=\"\">"
        )
    };
    let flipped = |bias: &str, modified: i64| {
        let bytes = log(bias);
        recognize(bytes.len() as u64, bytes.as_bytes(), bytes.as_bytes(), Some(modified)).flip_bias
    };
    let ten_utc = 1_704_189_600_000; // 2024-01-02T10:00:00Z, which is 20:00 at UTC+10
    assert!(flipped("+600", ten_utc), "PSADT writes the usual offset");
    assert!(!flipped("-600", ten_utc), "ConfigMgr writes the bias");
    assert!(!flipped("+600", 0), "a change at another time proves nothing");
}
