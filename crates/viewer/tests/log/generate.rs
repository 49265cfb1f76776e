//! Logs of several formats, made of numbers: any numbers make a log.

use std::fmt::Write as _;

use proptest::prelude::*;

/// What a generated log looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    CmTrace,
    SiteServer,
    WindowsUpdate,
    Servicing,
    Plain,
    Junk,
}

/// How it is written.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Way {
    Utf8,
    Windows,
    Utf16,
    Utf16Be,
    Mark,
}

const COMPONENTS: [&str; 5] = ["ScanAgent", "WUAHandler", "Agent", "LocationServices", "CcmExec"];

const MESSAGES: [&str; 9] = [
    "Async searching of updates using WUAgent started.",
    "Scan failed with error = 0x80244022.",
    "Größe: für alle Ämter",
    "Raising event:\n\ninstance of CCM_CcmHttp_Status\n{\n\tHRESULT = \"0x00000000\";\n};\n",
    "",
    "ScanJob({57260DFE-227C-45E3-9FFC-2FC77A67F95A}): done",
    "WARNING: 日本 𝄞",
    "a note\n\n\nwith gaps",
    "*FAILED* [80248007] Method failed",
];

/// The text of a log: each number is an entry.
pub(crate) fn text(shape: Shape, numbers: &[u32]) -> String {
    let mut text = String::new();
    let mut ms = 36_000_000u64;
    for &number in numbers {
        let pick = |of: usize, shift: u32| (number >> shift) as usize % of;
        let (message, component) = (MESSAGES[pick(9, 0)], COMPONENTS[pick(5, 4)]);
        let thread = 1000 + (number >> 8) % 6;
        // Now and then several threads write at once, or the clock is set back.
        ms = match number >> 12 & 31 {
            0 => ms.saturating_sub(1_800_000),
            1..=3 => ms.saturating_sub(400),
            step => ms + u64::from(step) * 700,
        };
        let (h, m, s, f) = (ms / 3_600_000 % 24, ms / 60_000 % 60, ms / 1000 % 60, ms % 1000);
        let day = 1 + ms / 86_400_000 % 28;
        let _ = match shape {
            Shape::CmTrace if number >> 20 & 7 == 0 => writeln!(text, "a line between the entries"),
            Shape::CmTrace => writeln!(
                text,
                "<![LOG[{message}]LOG]!><time=\"{h:02}:{m:02}:{s:02}.{f:03}-60\" date=\"11-{day:02}-2026\" \
                 component=\"{component}\" context=\"\" type=\"{}\" thread=\"{thread}\" file=\"a.cpp:{thread}\">",
                1 + number % 3
            ),
            Shape::SiteServer => writeln!(
                text,
                "{message}  $$<{component}><11-{day:02}-2026 {h:02}:{m:02}:{s:02}.{f:03}+60><thread={thread} (0x{thread:X})>"
            ),
            Shape::WindowsUpdate => writeln!(
                text,
                "2026/11/{day:02} {h:02}:{m:02}:{s:02}.{f:03}0000 1020  {thread:<5} {component:<15} {message}"
            ),
            Shape::Servicing => writeln!(
                text,
                "2026-11-{day:02} {h:02}:{m:02}:{s:02}, {:<21} CBS    {message}",
                ["Info", "Warning", "Error"][pick(3, 2)]
            ),
            Shape::Plain | Shape::Junk => writeln!(text, "{message}"),
        };
    }
    text
}

/// The bytes of a text.
pub(crate) fn encode(text: &str, way: Way) -> Vec<u8> {
    match way {
        Way::Utf8 => text.as_bytes().to_vec(),
        Way::Mark => ["\u{feff}", text].concat().into_bytes(),
        Way::Windows => text
            .replace('\n', "\r\n")
            .chars()
            .map(|character| u8::try_from(u32::from(character)).unwrap_or(b'?'))
            .collect(),
        Way::Utf16 => ["\u{feff}", text].concat().encode_utf16().flat_map(u16::to_le_bytes).collect(),
        Way::Utf16Be => ["\u{feff}", &text.replace('\n', "\r\n")]
            .concat()
            .encode_utf16()
            .flat_map(u16::to_be_bytes)
            .collect(),
    }
}

/// A log of any shape and encoding, at times damaged.
pub(crate) fn any_log() -> impl Strategy<Value = Vec<u8>> {
    let shape = prop_oneof![
        3 => Just(Shape::CmTrace),
        1 => Just(Shape::SiteServer),
        2 => Just(Shape::WindowsUpdate),
        1 => Just(Shape::Servicing),
        1 => Just(Shape::Plain),
        1 => Just(Shape::Junk),
    ];
    let way = prop_oneof![
        Just(Way::Utf8),
        Just(Way::Windows),
        Just(Way::Utf16),
        Just(Way::Utf16Be),
        Just(Way::Mark)
    ];
    let damage = proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6);
    (shape, way, proptest::collection::vec(any::<u32>(), 0..700), damage).prop_map(
        |(shape, way, numbers, damage)| {
            if shape == Shape::Junk {
                return numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
            }
            let mut bytes = encode(&text(shape, &numbers), way);
            for (at, byte) in damage.into_iter().skip(2) {
                let at = at.index(bytes.len() + 1);
                bytes.splice(at..at, [byte]);
            }
            bytes
        },
    )
}
