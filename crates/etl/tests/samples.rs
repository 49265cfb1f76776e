//! The traces of real machines: how many events, when, what their heads say.
//!
//! They are not part of the project. `WUSCOPE_SAMPLES` names their folder, and
//! `cargo test -p etl --test samples -- --ignored` runs these tests.
#![allow(clippy::expect_used, clippy::panic)] // A test panics when something is wrong.

use std::path::Path;

use etl::{Event, Header, Reader, Record, Summary};

/// What was read of a sample.
struct Sample {
    summary: Summary,
    header: Header,
    /// When its events were written, by the clock of the machine: hundreds of nanoseconds of that day, and the bias.
    times: Vec<(u64, i32)>,
    /// How many have a schema.
    described: usize,
}

/// Reads a sample in pieces of this size.
fn sample(name: &str, piece: usize) -> Sample {
    let folder = std::env::var_os("WUSCOPE_SAMPLES").expect("set WUSCOPE_SAMPLES to the folder of real logs");
    let path = Path::new(&folder).join("etl").join(name);
    let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut reader = Reader::default();
    let (mut times, mut described) = (Vec::new(), 0);
    let mut sink = |header: &Header, event: &Event<'_>| {
        if let Record::Described(event) = &event.record {
            described += usize::from(event.schema.is_some() && event.traits.is_some());
        } else {
            return;
        }
        let (local, bias) = header.zone.local(event.time);
        times.push((local % 864_000_000_000, bias));
    };
    for piece in bytes.chunks(piece) {
        reader.push(piece, &mut sink);
    }
    let summary = reader.finish(&mut sink);
    let header = summary.header.clone().expect("a sample has a head");
    Sample { summary, header, times, described }
}

/// Hundreds of nanoseconds of a day, from its hour, minute and second and what is after it.
fn clock(hour: u64, minute: u64, second: u64, rest: u64) -> u64 {
    ((hour * 60 + minute) * 60 + second) * 10_000_000 + rest
}

/// Reads a sample in one piece, in odd pieces and byte by byte: it has this many events, all with a schema, and no
/// damage.
fn holds(name: &str, events: u64) -> Sample {
    for piece in [1 << 20, 997, 1] {
        let sample = sample(name, piece);
        assert_eq!(
            (sample.summary.described, sample.described as u64),
            (events, events),
            "{name} by {piece}"
        );
        assert_eq!((sample.summary.damaged, sample.summary.messages), (0, 0), "{name} by {piece}");
        assert!(sample.times.is_sorted(), "{name}");
    }
    sample(name, 1 << 20)
}

#[test]
#[ignore = "needs WUSCOPE_SAMPLES: a folder of real logs"]
fn windows_update() {
    let sample = holds("WindowsUpdate.20251008.140245.443.8.etl", 80);
    let header = &sample.header;
    assert_eq!((header.build, header.lost, header.buffers_lost), (22631, 41, 0));
    assert_eq!(header.session, "WindowsUpdate_trace_log");
    assert_eq!(header.file, r"C:\Windows\Logs\WindowsUpdate\WindowsUpdate.20251008.140245.443.8.etl");
    assert_eq!((header.mode & etl::NEW_FILE, header.mode & etl::KILOBYTES), (8, 0x2000));
    // The name has the local time at which the file began, some milliseconds before its header was written.
    let (start, bias) = header.zone.local(header.start);
    assert_eq!((start % 864_000_000_000, bias), (clock(14, 2, 45, 4_479_919), 420));
    assert_eq!(sample.times[0], (clock(14, 3, 26, 9_403_716), 420));
    assert_eq!(sample.times[79], (clock(14, 13, 28, 9_936_350), 420));
}

#[test]
#[ignore = "needs WUSCOPE_SAMPLES: a folder of real logs"]
fn sih() {
    let sample = holds("SIH.20230422.034724.362.1.etl", 10);
    assert_eq!((sample.header.build, sample.header.session.as_str()), (22621, "SIH_trace_log"));
    assert_eq!(sample.times[0], (clock(3, 47, 24, 4_722_782), 420));
    assert_eq!(sample.times[9], (clock(3, 47, 45, 7_255_624), 420));
}

#[test]
#[ignore = "needs WUSCOPE_SAMPLES: a folder of real logs"]
fn waasmedic() {
    let sample = holds("waasmedic.20251005_113019_195.etl", 17);
    assert_eq!(sample.header.build, 22631);
    // Its name has the time in UTC, seven hours on.
    assert_eq!(sample.times[0], (clock(4, 30, 19, 2_020_528), 420));
}

#[test]
#[ignore = "needs WUSCOPE_SAMPLES: a folder of real logs"]
fn all_types() {
    let sample = holds("primitive-types.etl", 5);
    assert_eq!((sample.header.build, sample.header.processors), (19043, 8));
}

#[test]
#[ignore = "needs WUSCOPE_SAMPLES: a folder of real logs"]
fn compressed() {
    let sample = holds("SelfDescribingSingleEvent.etl", 1);
    assert_eq!((sample.summary.buffers, sample.summary.compressed), (3, 2));
    assert_eq!(sample.header.session, "Relogger");
    assert!(sample.summary.systems > 20, "the rest is the system's: {}", sample.summary.systems);
}
