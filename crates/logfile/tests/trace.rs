//! The decoded texts of traces and event logs: their parsed entries.

mod shape;

use logfile::Format;

#[test]
fn events_of_a_trace_are_entries() {
    let text = "#Trace\tkind=WindowsUpdate\tbuild=22631\tevents=3\tlost=0\n\
                2026/11/12 10:22:50.8422964\t-60\t4\t1020\t6716\tAgent\t* START * Finding updates\n\
                2026/11/12 10:22:51.0000000\t-60\t3\t1020\t6716\tSIH\t*FAILED* [80245108] once\nand again\n\
                2026/11/12 10:22:52.0000000\t300\t2\t1020\t6716\tMisc\t\n";
    shape::check(
        Format::Trace,
        text,
        &[
            "1 I 2026-11-12T10:22:50.842-60 Agent 6716 | * START * Finding updates",
            "2 W 2026-11-12T10:22:51.000-60 SIH 6716 | *FAILED* [80245108] once\nand again",
            "4 E 2026-11-12T10:22:52.000+300 Misc 6716 | ",
        ],
    );
}

#[test]
fn events_of_an_event_log_are_entries() {
    let text = "#Events\tkind=System\tevents=2\n\
                2026-11-12 09:22:50.842\t2\t1020\t6716\tWindowsUpdateClient 20: not installed\n\
                2026-11-12 09:22:51.000\t0\t4\t0\tEventLog 6005: started\n";
    shape::check(
        Format::EventLog,
        text,
        &[
            "1 E 2026-11-12T09:22:50.842+0 WindowsUpdateClient 6716 | WindowsUpdateClient 20: not installed",
            "2 I 2026-11-12T09:22:51.000+0 EventLog 0 | EventLog 6005: started",
        ],
    );
}

#[test]
fn the_complete_columns_of_a_truncated_line_are_read() {
    let text = "#Trace\tkind=USO\n2026/11/12 10:22:50.8422964\t-60\n2026/11/12 10:22:51.0000000\tx\ty\n";
    let expected = ["1 I 2026-11-12T10:22:50.842-60  0 | ", "2 I 2026-11-12T10:22:51.000  0 | "];
    shape::check(Format::Trace, text, &expected);
}
