//! The traces of real machines, where they are at hand: what their heads say, and that each line has its columns.
//!
//! They are no part of the project. The folder is `WUSCOPE_SAMPLES`, else `../shared/samples` beside the project; where
//! neither is there, nothing is tested.
#![allow(clippy::unwrap_used, clippy::panic)] // A test ends where something is amiss.

use std::path::{Path, PathBuf};

use events::{Kind, text_of};

/// The head of a trace has these columns, and all of its lines are whole.
fn check(name: &str, expected: &str) {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/samples");
    let folder = std::env::var_os("WUSCOPE_SAMPLES").map_or(beside, PathBuf::from);
    let Ok(bytes) = std::fs::read(folder.join("etl").join(name)) else { return };
    let text = String::from_utf8(text_of(Kind::Trace, b"", &bytes)).unwrap();
    let (head, lines) = text.split_once('\n').unwrap();
    for column in expected.split(' ') {
        assert!(head.split('\t').any(|told| told == column), "{name}: {head} lacks {column}");
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
fn real_traces_are_read_whole() {
    check("WindowsUpdate.20251008.140245.443.8.etl", "kind=WindowsUpdate build=22631 events=80 lost=41");
    check("SIH.20230422.034724.362.1.etl", "kind=SIH build=22621 events=10 lost=0");
    check("waasmedic.20251005_113019_195.etl", "kind=WaaSMedic build=22631 events=17 lost=0");
    check("primitive-types.etl", "kind=other events=5");
    check("SelfDescribingSingleEvent.etl", "kind=other events=1");
}
