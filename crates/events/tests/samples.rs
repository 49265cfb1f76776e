//! The traces of real machines: what their heads say, and that each line has its columns.
//!
//! They are not part of the project. `WUSCOPE_SAMPLES` names their folder, and
//! `cargo test -p events --test samples -- --ignored` runs these tests.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test panics when something is wrong.

use std::path::Path;

use events::{Kind, text_of};

/// The head of a trace has these columns, and all of its lines are complete.
fn check(name: &str, expected: &str) {
    let folder = std::env::var_os("WUSCOPE_SAMPLES").expect("set WUSCOPE_SAMPLES to the folder of real logs");
    let bytes = std::fs::read(Path::new(&folder).join("etl").join(name)).unwrap();
    let text = String::from_utf8(text_of(Kind::Trace, b"", &bytes)).unwrap();
    let (head, lines) = text.split_once('\n').unwrap();
    for column in expected.split(' ') {
        assert!(head.split('\t').any(|actual| actual == column), "{name}: {head} lacks {column}");
    }
    assert!(head.contains("undecoded=0\tsymbols=0\tdamaged=0\tcut=0"), "{name}: {head}");
    for line in lines.lines() {
        let columns: Vec<&str> = line.splitn(7, '\t').collect();
        let [stamp, bias, level, process, thread, component, message] = columns[..] else {
            panic!("{name}: {line}")
        };
        assert!(stamp.len() == 27 && bias.parse::<i32>().is_ok() && level.parse::<u8>().is_ok(), "{line}");
        assert!(process.parse::<u32>().is_ok() && thread.parse::<u32>().is_ok(), "{line}");
        assert!(!component.is_empty() && !message.is_empty(), "{line}");
    }
}

#[test]
#[ignore = "needs WUSCOPE_SAMPLES: a folder of real logs"]
fn real_traces_are_read_whole() {
    check("WindowsUpdate.20251008.140245.443.8.etl", "kind=WindowsUpdate build=22631 events=80 lost=41");
    check("SIH.20230422.034724.362.1.etl", "kind=SIH build=22621 events=10 lost=0");
    check("waasmedic.20251005_113019_195.etl", "kind=WaaSMedic build=22631 events=17 lost=0");
    check("primitive-types.etl", "kind=other events=5");
    check("SelfDescribingSingleEvent.etl", "kind=other events=1");
}
