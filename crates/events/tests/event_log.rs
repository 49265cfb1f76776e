//! Event logs, written by the encoder, to their text.
#![allow(clippy::expect_used)] // A test panics when something is wrong.

use events::encode::{EncodedEvent, EncodedValue, EventLogWriter, utf16};
use events::{Decoder, Kind, text_of};

/// 2026-11-12 09:22:50.842 UTC.
const TIME: i64 = 1_794_475_370_842;
const UPDATE: &str = "25acae93-40d4-4e62-814c-efb2f29f1bca";
const WINDOWS_UPDATE: &str = "9482f4b4-e343-43b6-b170-9a65bc822c77";
const STORE: &str = "855e8a7c-ecb4-4ca3-b045-1dfa50104289";

fn log(events: &[EncodedEvent<'_>]) -> Vec<u8> {
    let mut writer = EventLogWriter::default();
    for event in events {
        writer.write(event);
    }
    writer.finish()
}

fn text(file: &[u8]) -> String {
    String::from_utf8(text_of(Kind::EventLog, &[], file)).expect("the text is UTF-8")
}

/// The value of a key in the head line.
fn head(text: &str, key: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    let column = line.split('\t').find_map(|column| column.strip_prefix(key)?.strip_prefix('='));
    column.unwrap_or("(nothing)").to_owned()
}

/// The lines without their head.
fn lines(text: &str) -> Vec<&str> {
    text.lines().skip(1).collect()
}

/// Checks the text of one event.
fn check(event: EncodedEvent<'_>, expected: &str) {
    let text = text(&log(&[event]));
    let message = text.lines().nth(1).and_then(|line| line.split('\t').nth(4)).unwrap_or_default();
    assert_eq!(message, expected);
}

fn update(id: u16, title: &str, service: &str, expected: &str) {
    let mut values = vec![
        ("updateTitle", EncodedValue::Text(title)),
        ("updateGuid", EncodedValue::Guid(UPDATE)),
        ("updateRevisionNumber", EncodedValue::Number(201)),
    ];
    if matches!(id, 20 | 24 | 31) {
        values.insert(0, ("errorCode", EncodedValue::Code(0x8024_8007)));
    }
    if !service.is_empty() {
        values.push(("serviceGuid", EncodedValue::Guid(service)));
    }
    check(EncodedEvent { id, values: &values, ..EncodedEvent::default() }, expected);
}

fn service(id: u16, values: &[(&str, EncodedValue<'_>)], expected: &str) {
    check(
        EncodedEvent { id, provider: "Service Control Manager", values, ..EncodedEvent::default() },
        expected,
    );
}

#[test]
fn a_log_is_decoded_to_a_head_line_and_one_line_per_event() {
    let count =
        [("updateCount", EncodedValue::Number(3)), ("serviceGuid", EncodedValue::Guid(WINDOWS_UPDATE))];
    let found = EncodedEvent { time: TIME, id: 26, values: &count, ..EncodedEvent::default() };
    let other = EncodedEvent { time: TIME + 158, provider: "Contoso", level: 2, computer: "PC02", ..found };
    let text = text(&log(&[found, other]));
    let expected = "#Events\tkind=System\tcomputer=PC02\tbytes=69632\tevents=2\tundecoded=0\tdamaged=0\tcut=0\n\
        2026-11-12 09:22:50.842\t4\t1020\t6716\tWindowsUpdateClient 26: the search found 3 updates \
        (service Windows Update 9482f4b4-e343-43b6-b170-9a65bc822c77)\n\
        2026-11-12 09:22:51.000\t2\t1020\t6716\tContoso 26: updateCount=3; \
        serviceGuid={9482f4b4-e343-43b6-b170-9a65bc822c77}\n";
    assert_eq!(text, expected);
}

#[test]
fn updates_show_their_title_id_and_service() {
    let title = "2026-11 Cumulative Update (KB5068861)";
    update(
        20,
        title,
        "3da21691-e39d-4da6-8a4b-b43877bcb1b7",
        "WindowsUpdateClient 20: failed to install the update with 0x80248007: 2026-11 Cumulative Update (KB5068861) \
         (update 25acae93-40d4-4e62-814c-efb2f29f1bca, revision 201, service WSUS 3da21691-e39d-4da6-8a4b-b43877bcb1b7)",
    );
    update(
        19,
        title,
        "11111111-2222-3333-4444-555555555555",
        "WindowsUpdateClient 19: installed the update: 2026-11 Cumulative Update (KB5068861) \
         (update 25acae93-40d4-4e62-814c-efb2f29f1bca, revision 201, service 11111111-2222-3333-4444-555555555555)",
    );
    update(
        43,
        title,
        "",
        "WindowsUpdateClient 43: installation of the update began: 2026-11 Cumulative Update (KB5068861) \
         (update 25acae93-40d4-4e62-814c-efb2f29f1bca, revision 201)",
    );
}

#[test]
fn apps_are_recognized_by_their_service_or_the_id_in_their_title() {
    update(
        20,
        "Contoso Notes",
        STORE,
        "WindowsUpdateClient 20: failed to install the app with 0x80248007: Contoso Notes \
         (app 25acae93-40d4-4e62-814c-efb2f29f1bca, revision 201, \
         service Microsoft Store 855e8a7c-ecb4-4ca3-b045-1dfa50104289)",
    );
    update(
        44,
        "9NBLGGH0000A-Contoso.Notes",
        "",
        "WindowsUpdateClient 44: download of the app began: 9NBLGGH0000A-Contoso.Notes \
         (app 25acae93-40d4-4e62-814c-efb2f29f1bca, revision 201, service Microsoft Store)",
    );
    // Other titles may also begin with a 9.
    update(
        44,
        "9 updates-for all",
        "",
        "WindowsUpdateClient 44: download of the update began: 9 updates-for all \
         (update 25acae93-40d4-4e62-814c-efb2f29f1bca, revision 201)",
    );
}

#[test]
fn lists_of_updates_are_on_one_line() {
    let list = [("updatelist", EncodedValue::Text("\n- First (KB1)\r\n- Second\u{2028}(KB2)"))];
    let event = EncodedEvent { id: 21, values: &list, user: "EventXML", ..EncodedEvent::default() };
    check(
        event,
        "WindowsUpdateClient 21: a restart is pending to finish installing: First (KB1); Second (KB2)",
    );
}

#[test]
fn services_are_named_by_their_key_and_their_state_by_its_number() {
    let running = utf16("wuauserv/4\0");
    let values = [
        ("param1", EncodedValue::Text("Windows-Aktualisierung")),
        ("param2", EncodedValue::Text("ausgeführt")),
        ("Binary", EncodedValue::Bytes(&running)),
    ];
    service(
        7036,
        &values,
        "ServiceControlManager 7036: service wuauserv is running (Windows-Aktualisierung)",
    );
    service(
        7036,
        &values[..2],
        "ServiceControlManager 7036: service Windows-Aktualisierung is ausgeführt (Windows-Aktualisierung)",
    );
}

#[test]
fn numbers_of_windows_become_codes() {
    for (number, code) in
        [("%%1058", "0x80070422"), ("%%2147942414", "0x8007000E"), ("%%-2147024882", "0x8007000E")]
    {
        let values =
            [("param1", EncodedValue::Text("Windows Update")), ("param2", EncodedValue::Text(number))];
        service(
            7023,
            &values,
            &format!("ServiceControlManager 7023: service Windows Update ended with {code} (Windows Update)"),
        );
    }
    let own = [("param1", EncodedValue::Text("CcmExec")), ("param2", EncodedValue::Text("%%2"))];
    service(
        7024,
        &own,
        "ServiceControlManager 7024: service CcmExec ended with an error of its own, 2 (CcmExec)",
    );
}

#[test]
fn packages_show_their_new_state() {
    let values = [
        ("PackageIdentifier", EncodedValue::Text("KB5068861")),
        ("IntendedPackageStateTextized", EncodedValue::Text("Installed")),
        ("ErrorCode", EncodedValue::Text("0x800f0922")),
        ("Client", EncodedValue::Text("UpdateAgentLCU")),
    ];
    let event = EncodedEvent {
        provider: "Microsoft-Windows-Servicing",
        id: 3,
        level: 2,
        channel: "Setup",
        values: &values,
        user: "CbsPackageChangeState",
        ..EncodedEvent::default()
    };
    check(
        event,
        "Servicing 3: package KB5068861: change to Installed failed with 0x800F0922 (client UpdateAgentLCU)",
    );
}

#[test]
fn optional_values_are_left_out_and_required_ones_are_marked() {
    let event = EncodedEvent {
        provider: "Microsoft-Windows-Kernel-Power",
        id: 41,
        level: 1,
        ..EncodedEvent::default()
    };
    let crash = [("BugcheckCode", EncodedValue::Number(0x9F))];
    let power = [("BugcheckCode", EncodedValue::Number(0))];
    check(
        EncodedEvent { values: &crash, ..event },
        "Kernel-Power 41: started after an end without shutdown, bug check 0x0000009F",
    );
    check(EncodedEvent { values: &power, ..event }, "Kernel-Power 41: started after an end without shutdown");
    check(
        EncodedEvent { id: 25, ..EncodedEvent::default() },
        "WindowsUpdateClient 25: the search for updates failed with (not logged)",
    );
}

#[test]
fn values_without_names_are_found_by_position() {
    let values =
        [("", EncodedValue::Text("\\Device\\Harddisk1\\DR1")), ("Binary", EncodedValue::Bytes(&[1, 2]))];
    let event =
        EncodedEvent { provider: "disk", id: 51, level: 3, values: &values, ..EncodedEvent::default() };
    check(event, "Disk 51: disk \\Device\\Harddisk1\\DR1: an error while paging");
    // Another event with these values, without a sentence.
    check(EncodedEvent { id: 9999, ..event }, "disk 9999: \\Device\\Harddisk1\\DR1");
}

#[test]
fn the_build_and_the_computer_are_those_of_the_newest_event() {
    let older = [("", EncodedValue::Text("10.00.")), ("", EncodedValue::Text("22000"))];
    let newer = [("", EncodedValue::Text("10.00.")), ("", EncodedValue::Text("26100"))];
    let start = EncodedEvent { provider: "EventLog", id: 6009, ..EncodedEvent::default() };
    let newest = EncodedEvent { time: TIME, computer: "PC01", values: &newer, ..start };
    let oldest = EncodedEvent { time: TIME - 1, computer: "WIN-SETUP", values: &older, ..start };
    let text = text(&log(&[newest, oldest]));
    assert_eq!((head(&text, "build"), head(&text, "computer")), ("26100".to_owned(), "PC01".to_owned()));
}

#[test]
fn nothing_in_a_value_begins_a_line_or_a_column() {
    let forged = "x\n2026-11-12 09:22:50.842\t2\t1\t1\tWindowsUpdateClient 20: forged\u{85}y\u{2029}z\0";
    let values = [("text", EncodedValue::Text(forged))];
    let event = EncodedEvent {
        provider: "Con\ttoso",
        computer: "A\tB",
        id: 1,
        values: &values,
        ..EncodedEvent::default()
    };
    let text = text(&log(&[event]));
    assert_eq!(lines(&text).len(), 1, "{text}");
    assert_eq!(lines(&text)[0].split('\t').count(), 5, "{text}");
    assert_eq!((head(&text, "computer"), head(&text, "events")), ("A B".to_owned(), "1".to_owned()));
}

#[test]
fn long_values_are_truncated() {
    let long = "ä".repeat(20_000);
    let values: Vec<_> = (0..3).map(|_| ("text", EncodedValue::Text(&long))).collect();
    let text = text(&log(&[EncodedEvent {
        provider: "Contoso",
        id: 1,
        values: &values[..1],
        ..EncodedEvent::default()
    }]));
    assert!(text.len() < 2500 && text.ends_with("…\n"), "{} bytes", text.len());
}

/// Events in chunks of which the second is the older one, as in a log that began again at its start.
fn ring() -> Vec<u8> {
    let mut writer = EventLogWriter::default();
    for minute in [3, 4, 1, 2] {
        writer.write(&EncodedEvent {
            time: TIME + minute * 60_000,
            provider: "Contoso",
            id: minute as u16,
            ..EncodedEvent::default()
        });
        if minute == 4 {
            writer.end_chunk();
        }
    }
    writer.finish()
}

#[test]
fn events_are_in_order_and_no_chunk_counts_twice() {
    let mut file = ring();
    let ids = |file: &[u8]| -> Vec<String> {
        let text = text(file);
        lines(&text)
            .iter()
            .filter_map(|line| Some(line.split("Contoso ").nth(1)?.trim_end_matches([':', ' ']).to_owned()))
            .collect()
    };
    assert_eq!(ids(&file), ["1", "2", "3", "4"]);
    let first = file[4096..4096 + 65_536].to_vec();
    file.extend(first);
    assert_eq!(ids(&file), ["1", "2", "3", "4"]);
}

#[test]
fn a_file_may_come_in_any_pieces() {
    let file = ring();
    let whole = text_of(Kind::EventLog, &[], &file);
    for size in [1, 997, 4095, 4096, 4097, 65_536, 100_000] {
        let mut decoder = Decoder::new(Kind::EventLog, &[]);
        file.chunks(size).for_each(|piece| decoder.push(piece));
        assert!(decoder.finish() == whole, "pieces of {size}");
    }
}

#[test]
fn a_damaged_chunk_affects_only_itself() {
    let good = ring();
    for (place, value) in [(4096, b'X'), (4096 + 600, 0xFF), (4096 + 30_000, 7), (4096 + 48, 0xFF)] {
        let mut file = good.clone();
        file[place] = value;
        let text = text(&file);
        let place_of = |id: &str| text.find(&format!("Contoso {id}: ")).is_some();
        assert!(place_of("1") && place_of("2"), "byte {place}: {text}");
        let expected = if place == 4096 + 30_000 { "0" } else { "1" };
        assert_eq!(head(&text, "damaged"), expected, "byte {place}");
    }
}

#[test]
fn an_unfinished_chunk_is_read_without_its_checksum() {
    let mut file = ring();
    file[4096 + 52] ^= 1;
    assert_eq!(head(&text(&file), "damaged"), "1");
    file[120] = 1;
    let text = text(&file);
    assert_eq!((head(&text, "damaged"), lines(&text).len()), ("0".to_owned(), 4));
}

#[test]
fn unused_chunks_are_no_damage() {
    let mut file = ring();
    file.extend(vec![0; 3 * 65_536]);
    let text = text(&file);
    assert_eq!((head(&text, "damaged"), lines(&text).len()), ("0".to_owned(), 4));
}

#[test]
fn the_readable_part_of_a_truncated_file_is_read() {
    let file = ring();
    for (length, events, damaged) in [
        (0, 0, "1"),
        (100, 0, "1"),
        (4096, 0, "0"),
        (4096 + 700, 0, "1"),
        (4096 + 4000, 2, "1"),
        (file.len() - 60_000, 4, "1"),
    ] {
        let text = text(&file[..length]);
        assert_eq!(
            (lines(&text).len(), head(&text, "damaged").as_str()),
            (events, damaged),
            "{length} bytes"
        );
    }
}

#[test]
fn any_byte_may_be_wrong() {
    let title = [
        ("updateTitle", EncodedValue::Text("Update (KB1)")),
        ("updateGuid", EncodedValue::Guid(UPDATE)),
        ("updateRevisionNumber", EncodedValue::Number(1)),
    ];
    let file = log(&[EncodedEvent { time: TIME, id: 43, values: &title, ..EncodedEvent::default() }; 3]);
    let end = 4096 + 512 + 2000;
    for place in (0..128).chain(4096..end) {
        for value in [0xFF, file[place] ^ 1] {
            let mut damaged = file.clone();
            damaged[place] = value;
            let text = text(&damaged);
            assert!(
                text.starts_with("#Events\t") && text.ends_with('\n') && lines(&text).len() <= 3,
                "byte {place}, {value}"
            );
        }
    }
}
