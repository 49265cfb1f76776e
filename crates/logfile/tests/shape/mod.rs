//! How the entries of a format are checked: as readable text, and in all encodings and line ends.
#![allow(clippy::unwrap_used)] // A test panics when something is wrong.
#![allow(dead_code)] // Some files of tests need only the reading in blocks.

use logfile::{
    BlockRest, Entry, EntryLevel, Format, Joiner, Reading, Start, read_block, recognize, rfc3339_local,
};

/// Reads `text` and compares its entries, one line per entry: `line level time±bias component thread | message`.
///
/// The text is recognized with either line end, in UTF-16 and after a byte order mark, and blocks of
/// every small size change nothing.
pub(crate) fn check(format: Format, text: &str, expected: &[&str]) {
    let unix = text.replace("\r\n", "\n");
    let windows = unix.replace('\n', "\r\n");
    let utf16: Vec<u8> = format!("\u{feff}{windows}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let ways = [
        ("LF", unix.clone().into_bytes()),
        ("CRLF", windows.into_bytes()),
        ("UTF-16LE", utf16),
        ("UTF-8 with BOM", format!("\u{feff}{unix}").into_bytes()),
    ];
    for (way, bytes) in &ways {
        let reading = recognize(bytes.len() as u64, bytes, bytes, None);
        assert_eq!(reading.format, format, "{way}");
        let found = entries(&reading, bytes, bytes.len().max(1));
        assert_eq!(found.iter().map(|row| row.replace("\r\n", "\n")).collect::<Vec<_>>(), expected, "{way}");
        for block in [1, 2, 3, 7, 50, 997] {
            assert_eq!(entries(&reading, bytes, block), found, "{way} in blocks of {block} bytes");
        }
    }
}

/// The entries of a file that is read in blocks of this size, a line each.
pub(crate) fn entries(reading: &Reading, bytes: &[u8], block: usize) -> Vec<String> {
    entries_as(reading, bytes, block, render)
}

/// The same with another rendering: the line of each entry, then the text that `render` returns.
pub(crate) fn entries_as(
    reading: &Reading,
    bytes: &[u8],
    block: usize,
    render: impl Fn(&Entry<'_>) -> String,
) -> Vec<String> {
    let row =
        |base: u64, entry: &Entry<'_>| (entry.offset(), base + u64::from(entry.line) + 1, render(entry));
    let mut rows: Vec<(u64, u64, String)> = Vec::new();
    let mut joiner = Joiner::default();
    for (number, chunk) in bytes.chunks(block).enumerate() {
        let offset = (number * block) as u64;
        let start = if offset == 0 { Start::Boundary } else { Start::Unknown };
        let mut inside = Vec::new();
        let edges = read_block(reading, offset, chunk, start, false, &mut |entry| inside.push(row(0, entry)));
        let piece = BlockRest::new(offset, chunk, &edges);
        let base = joiner.push(reading, &piece, &mut |base, entry| rows.push(row(base, entry)));
        rows.extend(inside.into_iter().map(|(offset, line, text)| (offset, line + base, text)));
    }
    joiner.finish(reading, &mut |base, entry| rows.push(row(base, entry)));
    assert!(rows.is_sorted_by_key(|row| row.0), "entries come in the order of the file");
    rows.into_iter().map(|(_, line, text)| format!("{line} {text}")).collect()
}

/// An entry as text: `level time±bias component thread | message`.
fn render(entry: &Entry<'_>) -> String {
    let level = match entry.level {
        EntryLevel::Error => "E",
        EntryLevel::Warning => "W",
        EntryLevel::Info => "I",
        EntryLevel::Plain => "-",
    };
    let time = entry.time.map_or("-".to_owned(), |time| {
        let bias = time.bias.map_or(String::new(), |bias| format!("{bias:+}"));
        format!("{}{bias}", rfc3339_local(time.local))
    });
    let component = String::from_utf8_lossy(entry.component());
    let message = entry.characters(entry.message.clone());
    format!("{level} {time} {component} {} | {message}", entry.thread)
}
