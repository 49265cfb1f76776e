//! Rules for the text of an event log with any bytes, and seed logs.

#![allow(clippy::expect_used)] // A check panics when something is wrong.

use events::encode::{self, EncodedEvent, EncodedValue, EventLogWriter, utf16};
use events::{Decoder, Kind, MOST_TEXT, text_of};
use logfile::{Format, Source};

use crate::entries::{reading_of, rows};

/// An event log after one byte: if that is odd, its checksums are updated first.
pub fn check(bytes: &[u8]) {
    let [how, log @ ..] = bytes else { return };
    let mut log = log.to_vec();
    if how % 2 == 1 {
        encode::update_checksums(&mut log);
    }
    let text = text_of(Kind::EventLog, &[], &log);
    check_text(&text, log.len());
    let mut decoder = Decoder::new(Kind::EventLog, &[]);
    log.chunks(1 + 251 * usize::from(*how)).for_each(|piece| decoder.push(piece));
    assert!(decoder.finish() == text, "pieces of {how}");
    let events = text.iter().filter(|&&byte| byte == b'\n').count() - 1;
    let reading = reading_of(&text);
    let entries = rows(&reading, &text, &[MOST_TEXT]);
    assert_eq!((reading.format, entries.len()), (Format::EventLog, events), "a line is an entry");
    assert_eq!(entries, rows(&reading, &text, &[997]));
}

fn check_text(text: &[u8], bytes: usize) {
    let text = std::str::from_utf8(text).expect("the text is UTF-8");
    let source = Source::of(text.as_bytes()).expect("the text has a head line");
    assert!(text.len() <= MOST_TEXT + 4096 && text.ends_with('\n'), "{} bytes", text.len());
    let lines: Vec<&str> = text.lines().skip(1).collect();
    assert_eq!((source.events, source.bytes), (lines.len() as u64, bytes as u64), "{source:?}");
    for line in &lines {
        let columns: Vec<&str> = line.split('\t').collect();
        let [time, level, process, thread, message] = columns[..] else { panic!("five columns: {line:?}") };
        assert!(time.len() == 23 && message.contains(": "), "{line:?}");
        for number in [level, process, thread] {
            assert!(number.parse::<u32>().is_ok(), "{line:?}");
        }
    }
    assert!(lines.is_sorted_by_key(|line| &line[..23]), "{text}");
}

/// Seed logs of the fuzz target, each after the byte that selects how it is read.
pub fn seeds() -> Vec<(&'static str, Vec<u8>)> {
    let update = [
        ("errorCode", EncodedValue::Code(0x8024_8007)),
        ("updateTitle", EncodedValue::Text("2026-11 Cumulative Update (KB5068861)")),
        ("updateGuid", EncodedValue::Guid("25acae93-40d4-4e62-814c-efb2f29f1bca")),
        ("updateRevisionNumber", EncodedValue::Number(201)),
        ("serviceGuid", EncodedValue::Guid("3da21691-e39d-4da6-8a4b-b43877bcb1b7")),
    ];
    let state = utf16("wuauserv/4\0");
    let service = [
        ("param1", EncodedValue::Text("Windows Update")),
        ("param2", EncodedValue::Text("running")),
        ("Binary", EncodedValue::Bytes(&state)),
    ];
    let package = [
        ("PackageIdentifier", EncodedValue::Text("KB5068861")),
        ("ErrorCode", EncodedValue::Text("0x800f0922")),
    ];
    let unnamed = [("", EncodedValue::Text("10.00.")), ("", EncodedValue::Text("26100"))];
    let events = [
        EncodedEvent { id: 20, level: 2, values: &update, ..EncodedEvent::default() },
        EncodedEvent {
            provider: "Service Control Manager",
            id: 7036,
            values: &service,
            ..EncodedEvent::default()
        },
        EncodedEvent {
            provider: "Microsoft-Windows-Servicing",
            id: 3,
            values: &package,
            user: "CbsPackageChangeState",
            ..EncodedEvent::default()
        },
        EncodedEvent { provider: "EventLog", id: 6009, values: &unnamed, ..EncodedEvent::default() },
        EncodedEvent { provider: "Contoso", id: 1, values: &[], ..EncodedEvent::default() },
    ];
    let log = |hours: &[i64], ends: bool| {
        let mut writer = EventLogWriter::default();
        for hour in hours {
            for (event, second) in events.iter().zip(0..) {
                writer.write(&EncodedEvent {
                    time: 1_794_475_370_842 + hour * 3_600_000 + second * 1000,
                    ..*event
                });
            }
            if ends {
                writer.end_chunk();
            }
        }
        [&[1], &writer.finish()[..]].concat()
    };
    let one = log(&[0], false);
    vec![
        ("cut", one[..one.len() / 40].to_vec()),
        ("one-chunk", one),
        ("several-events", log(&[0, 1, 2, 3], false)),
        ("two-chunks-in-turn", log(&[1, 0], true)),
        ("no-events", log(&[], false)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_hold_for_the_seeds() {
        for (name, bytes) in seeds() {
            println!("{name}");
            check(&bytes);
        }
    }

    #[test]
    fn the_rules_hold_for_the_seeds_with_any_byte_wrong() {
        for (_, bytes) in seeds() {
            for place in (0..bytes.len().min(4097 + 512 + 4000)).step_by(31) {
                let mut wrong = bytes.clone();
                wrong[place] ^= 1 << (place % 8);
                check(&wrong);
            }
        }
    }
}
