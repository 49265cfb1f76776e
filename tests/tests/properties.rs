//! Properties of reading, on files that nobody would write: for all block sizes and all orders of blocks
//! of a file, its entries, its lines and the report are the same; and nothing in it makes the reader panic.
#![allow(clippy::unwrap_used, clippy::panic)] // A test panics when something is wrong.

use proptest::prelude::*;
use tests::{TestFile, check_entries, check_ways, reading_of, rows};

/// The bytes of a file; shown as text.
#[derive(Clone)]
struct Bytes(Vec<u8>);

impl std::fmt::Debug for Bytes {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{} bytes \"{}\"", self.0.len(), self.0.escape_ascii())
    }
}

fn check(bytes: &[u8], sizes: &[usize]) {
    check_entries(&reading_of(bytes), bytes, sizes);
}

fn check_report(bytes: Vec<u8>, block: usize) {
    let files = [TestFile::alone("some.log", bytes)];
    check_ways(&files, block);
}

/// A message that is evidence, reports an update or a setting, or is other text.
fn message() -> impl Strategy<Value = String> {
    let samples: Vec<String> = knowledge::cause_samples()
        .iter()
        .flat_map(|sample| sample.lines.lines())
        .filter_map(|line| Some(line.split_once(": ")?.1.to_owned()))
        .collect();
    let facts = (0..knowledge::facts().len()).flat_map(knowledge::fact_samples);
    let moments = (0..knowledge::moments().len()).flat_map(knowledge::moment_samples);
    let facts: Vec<String> = facts.chain(moments).map(|sample| (*sample).to_owned()).collect();
    prop_oneof![
        4 => prop::sample::select(samples),
        2 => prop::sample::select(facts),
        1 => "[ -~äß€日]{0,60}",
        1 => Just("two\r\nlines".to_owned()),
    ]
}

fn time() -> impl Strategy<Value = (u32, u32, u32, u32)> {
    (0..24u32, 0..60u32, 0..60u32, 0..1000u32)
}

/// What the most entries of a file are.
#[derive(Clone, Copy, Debug)]
enum GeneratedFormat {
    CmTrace,
    WindowsUpdate,
    Windows7,
    SiteServer,
    Plain,
}

/// An entry as a log of this kind has it.
fn entry(kind: GeneratedFormat) -> impl Strategy<Value = Vec<u8>> {
    let component =
        prop::sample::select(vec!["ScanAgent", "WUAHandler", "LocationServices", "CcmMessaging", "X"]);
    let end = prop::sample::select(vec!["\r\n", "\n", "\r", ""]);
    (message(), time(), component, end).prop_map(move |(message, (h, m, s, ms), component, end)| {
        let text = match kind {
            GeneratedFormat::CmTrace => format!(
                "<![LOG[{message}]LOG]!><time=\"{h:02}:{m:02}:{s:02}.{ms:03}-60\" date=\"11-12-2026\" \
                 component=\"{component}\" context=\"\" type=\"{}\" thread=\"{ms}\" file=\"\">{end}",
                s % 4
            ),
            GeneratedFormat::WindowsUpdate => {
                format!("2026/11/12 {h:02}:{m:02}:{s:02}.{ms:03}0000 1020  {ms:<5} Agent           {message}\r\n")
            }
            GeneratedFormat::Windows7 => format!("2026-11-12\t{h:02}:{m:02}:{s:02}:{ms:03}\t1020\t{ms:x}\tAgent\t{message}\r\n"),
            GeneratedFormat::SiteServer => format!(
                "{message}  $$<SMS_WSUS_SYNC_MANAGER><11-12-2026 {h:02}:{m:02}:{s:02}.{ms:03}-60><thread={ms} (0x{ms:X})>\r\n"
            ),
            GeneratedFormat::Plain => format!("{message}\n"),
        };
        text.into_bytes()
    })
}

/// A stretch of a file: mostly entries of its kind, and other text between them.
fn fragment(kind: GeneratedFormat) -> impl Strategy<Value = Vec<u8>> {
    let half =
        if matches!(kind, GeneratedFormat::CmTrace) { "]LOG]!> <![LOG[ inside" } else { "] nothing [" };
    let blanks = vec!["\r\n\r\n", "\n\n\n", "\r", "   \r\n", "\t\n", "\u{feff}"];
    prop_oneof![
        12 => entry(kind),
        1 => entry(GeneratedFormat::WindowsUpdate),
        2 => entry(GeneratedFormat::Plain),
        1 => prop::sample::select(blanks).prop_map(|text| text.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..40),
        1 => Just(half.as_bytes().to_vec()),
        1 => Just(vec![0; 9]),
        1 => Just(b"h\0a\0l\0f\0\r\0\n\0".to_vec()),
        1 => (1..5000usize).prop_map(|length| vec![b'x'; length]),
    ]
}

/// A file: fragments, some of them cut short, in an encoding.
fn file() -> impl Strategy<Value = Bytes> {
    let kinds = [
        GeneratedFormat::CmTrace,
        GeneratedFormat::CmTrace,
        GeneratedFormat::WindowsUpdate,
        GeneratedFormat::Windows7,
        GeneratedFormat::SiteServer,
        GeneratedFormat::Plain,
    ];
    let body = prop::sample::select(kinds.to_vec()).prop_flat_map(|kind| {
        let cut =
            (fragment(kind), prop::option::weighted(0.15, 0.0..1.0f64)).prop_map(|(mut bytes, keep)| {
                if let Some(keep) = keep {
                    bytes.truncate((bytes.len() as f64 * keep) as usize);
                }
                bytes
            });
        prop::collection::vec(cut, 0..25).prop_map(|parts| parts.concat())
    });
    (body, 0..8u8).prop_map(|(body, encoding)| {
        let wide = |mark: &str, unit: fn(u16) -> [u8; 2]| -> Vec<u8> {
            format!("{mark}{}", String::from_utf8_lossy(&body)).encode_utf16().flat_map(unit).collect()
        };
        Bytes(match encoding {
            0 => wide("\u{feff}", u16::to_le_bytes),
            1 => wide("\u{feff}", u16::to_be_bytes),
            2 => wide("", u16::to_le_bytes),
            3 => [b"\xEF\xBB\xBF", &body[..]].concat(),
            4 => String::from_utf8_lossy(&body).replace("\r\n", "\n").replace('\r', "\n").into_bytes(),
            5 => String::from_utf8_lossy(&body).replace("\r\n", "\r").replace('\n', "\r").into_bytes(),
            _ => body,
        })
    })
}

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn a_report_is_the_same_in_any_blocks(bytes in file(), block in 1..4000usize) {
        check_report(bytes.0, block);
    }
}

proptest! {
    #![proptest_config(cases(1000))]

    #[test]
    fn a_file_reads_the_same_in_any_blocks(bytes in file(), sizes in prop::collection::vec(1..3000usize, 1..6)) {
        check(&bytes.0, &sizes);
    }

    #[test]
    fn any_bytes_at_all_are_read(bytes in prop::collection::vec(any::<u8>(), 0..400), sizes in prop::collection::vec(1..50usize, 1..4)) {
        check(&bytes, &sizes);
    }
}

/// Entries end before 1 MB with any content, at places that depend only on the file.
#[test]
fn an_entry_without_an_end_is_cut_at_the_same_places_in_any_blocks() {
    let record = |message: &str| {
        format!(
            "<![LOG[{message}]LOG]!><time=\"09:13:41.204-60\" date=\"11-12-2026\" component=\"ScanAgent\" context=\"\" type=\"1\" thread=\"1\" file=\"\">\r\n"
        )
    };
    let long = "x".repeat(1_700_000);
    let many = "short line of a message\r\n".repeat(60_000);
    let modern =
        |message: &str| format!("2026/11/12 09:13:41.2040000 1020  6716  Agent           {message}\r\n");
    let bodies = [
        format!("{}{}{}", record("first"), record(&long), record("last")),
        format!("{}<![LOG[never closed {many}{}", record("first"), record("last")),
        format!("{}{long}\r\n{}", modern("first"), modern("last")),
        format!("{long}\n{long}"),
        format!("{}{}", "ä€𝄞".repeat(150_000), record("last")),
    ];
    for body in bodies {
        let wide: Vec<u8> = format!("\u{feff}{body}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [body.into_bytes(), wide] {
            for sizes in [&[100_003][..], &[524_288, 7]] {
                check(&bytes, sizes);
            }
            let longest =
                rows(&reading_of(&bytes), &bytes, &[bytes.len()]).iter().map(|row| row.to - row.from).max();
            assert!(longest.unwrap() <= 1 << 20, "an entry of {longest:?} bytes");
        }
    }
}
