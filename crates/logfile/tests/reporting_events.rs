//! ReportingEvents.log: its parsed events.

mod shape;

use logfile::Format;

/// Reads lines whose columns are separated by ` ¦ ` instead of a tab, and compares.
fn check(lines: &str, expected: &[&str]) {
    let expected: Vec<String> = expected.iter().map(|row| row.replace(" ¦ ", "\t")).collect();
    let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
    shape::check(Format::ReportingEvents, &lines.replace(" ¦ ", "\t"), &expected);
}

#[test]
fn thirteen_columns_of_windows_10() {
    check(
        "{0A1B2C3D-0000-4000-8000-0000000A0001} ¦ 2026-11-12 09:14:30:939+0100 ¦ 1 ¦ 147 [AGENT_DETECTION_FINISHED] ¦ 101 ¦ \
         {9482F4B4-E343-43B6-B170-9A65BC822C77} ¦ 0 ¦ 0 ¦ <<PROCESS>>: DllHost.exe ¦ Success ¦ Software Synchronization ¦ \
         Windows Update Client successfully detected 5 updates. ¦ abcdefghijklmnop.1.0.0.3.0\n\
         {0A1B2C3D-0000-4000-8000-0000000A0002} ¦ 2026-11-12 09:15:12:042+0100 ¦ 1 ¦ 148 [AGENT_DETECTION_FAILED] ¦ 101 ¦ \
         {9482F4B4-E343-43B6-B170-9A65BC822C77} ¦ 0 ¦ 80072ee2 ¦ MoUpdateOrchestrator ¦ Failure ¦ Software Synchronization ¦ \
         Windows Update Client failed to detect with error 0x80072ee2. ¦ abcdefghijklmnop.1.0.0.4.0\n",
        &[
            "1 I 2026-11-12T09:14:30.939-60 Software Synchronization 0 | 147 [AGENT_DETECTION_FINISHED] ¦ 101 ¦ \
             {9482F4B4-E343-43B6-B170-9A65BC822C77} ¦ 0 ¦ 0 ¦ <<PROCESS>>: DllHost.exe ¦ Success ¦ Software Synchronization ¦ \
             Windows Update Client successfully detected 5 updates. ¦ abcdefghijklmnop.1.0.0.3.0",
            "2 E 2026-11-12T09:15:12.042-60 Software Synchronization 0 | 148 [AGENT_DETECTION_FAILED] ¦ 101 ¦ \
             {9482F4B4-E343-43B6-B170-9A65BC822C77} ¦ 0 ¦ 80072ee2 ¦ MoUpdateOrchestrator ¦ Failure ¦ Software Synchronization ¦ \
             Windows Update Client failed to detect with error 0x80072ee2. ¦ abcdefghijklmnop.1.0.0.4.0",
        ],
    );
}

#[test]
fn twelve_columns_of_windows_7_have_no_names() {
    check(
        "{0A1B2C3D-0000-4000-8000-0000000A0001} ¦ 2015-06-01 10:00:00:123-0430 ¦ 1 ¦ 147 ¦ 101 ¦ \
         {00000000-0000-0000-0000-000000000000} ¦ 0 ¦ 0 ¦ AutomaticUpdates ¦ Success ¦ Software Synchronization ¦ \
         Windows Update Client successfully detected 1 updates.\n\
         {0A1B2C3D-0000-4000-8000-0000000A0002} ¦ 2015-06-01 10:02:00:123-0430 ¦ 1 ¦ 161 ¦ 101 ¦ \
         {0A1B2C3D-0000-4000-8000-00000000E001} ¦ 200 ¦ 80246008 ¦ AutomaticUpdates ¦ Failure ¦ Content Download ¦ \
         Error: Download failed.\n",
        &[
            "1 I 2015-06-01T10:00:00.123+270 Software Synchronization 0 | 147 ¦ 101 ¦ \
             {00000000-0000-0000-0000-000000000000} ¦ 0 ¦ 0 ¦ AutomaticUpdates ¦ Success ¦ Software Synchronization ¦ \
             Windows Update Client successfully detected 1 updates.",
            "2 E 2015-06-01T10:02:00.123+270 Content Download 0 | 161 ¦ 101 ¦ \
             {0A1B2C3D-0000-4000-8000-00000000E001} ¦ 200 ¦ 80246008 ¦ AutomaticUpdates ¦ Failure ¦ Content Download ¦ \
             Error: Download failed.",
        ],
    );
}

#[test]
fn a_title_in_two_lines_and_a_note_between_events() {
    check(
        "{0A1B2C3D-0000-4000-8000-0000000A0001} ¦ 2026-11-12 09:14:30:939+0100 ¦ 1 ¦ 168 [(null)] ¦ 101 ¦ \
         {0A1B2C3D-0000-4000-8000-00000000E001} ¦ 201 ¦ 0 ¦  ¦ Success ¦ Content Download ¦ Download\nqueued.\n\
         # rebooted by hand\n\
         {0A1B2C3D-0000-4000-8000-0000000A0002} ¦ 2026-11-12 09:15:12:042+0100 ¦ 1 ¦ 201\n",
        &[
            "1 I 2026-11-12T09:14:30.939-60 Content Download 0 | 168 [(null)] ¦ 101 ¦ \
             {0A1B2C3D-0000-4000-8000-00000000E001} ¦ 201 ¦ 0 ¦  ¦ Success ¦ Content Download ¦ Download\nqueued.\n\
             # rebooted by hand",
            "4 I 2026-11-12T09:15:12.042-60  0 | 201",
        ],
    );
}

#[test]
fn copies_have_blanks_for_tabs() {
    check(
        "{0A1B2C3D-0000-4000-8000-0000000A0001}   2018-01-17 20:13:28:509+0900  1   148 [AGENT_DETECTION_FAILED]   101   \
         {00000000-0000-0000-0000-000000000000} 0   8024402c   UpdateOrchestrator   Failure   Software Synchronization\n",
        &[
            "1 E 2018-01-17T20:13:28.509-540 Software Synchronization 0 | 148 [AGENT_DETECTION_FAILED]   101   \
           {00000000-0000-0000-0000-000000000000} 0   8024402c   UpdateOrchestrator   Failure   Software Synchronization",
        ],
    );
}
