//! The entries of a file, and the rules for entries of any bytes: one follows the other, nothing is lost
//! between them, and they are the same for all block sizes.

use logfile::{BlockRest, Entry, Joiner, LineEnd, Reading, Start, Text, read_block, recognize};

/// The content and position of one entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its line in the file, from 1.
    pub line: u64,
    /// The file offset of its first byte.
    pub from: u64,
    /// The file offset of the byte after its last.
    pub to: u64,
    message: String,
    rest: String,
}

impl Row {
    fn new(lines_before: u64, entry: &Entry<'_>) -> Self {
        let rest = format!(
            "{:?} {:?} {} {} {:?} {}",
            entry.level,
            entry.time,
            entry.process,
            entry.thread,
            String::from_utf8_lossy(entry.component()),
            entry.lines
        );
        Self {
            line: lines_before + u64::from(entry.line) + 1,
            from: entry.text.file_offset(entry.place.start),
            to: entry.text.file_offset(entry.place.end),
            message: entry.message().escape_ascii().to_string(),
            rest,
        }
    }
}

/// How a file with these bytes is read.
pub fn reading_of(bytes: &[u8]) -> Reading {
    let edge = logfile::EDGE.min(bytes.len());
    recognize(bytes.len() as u64, &bytes[..edge], &bytes[bytes.len() - edge..], None)
}

/// The entries of a file that is cut into blocks of these sizes, over and over.
pub fn rows(reading: &Reading, bytes: &[u8], sizes: &[usize]) -> Vec<Row> {
    let (mut rows, mut joiner, mut offset) = (Vec::new(), Joiner::default(), 0);
    for &size in sizes.iter().cycle() {
        if offset == bytes.len() {
            break;
        }
        let block = &bytes[offset..bytes.len().min(offset + size)];
        let start = if offset == 0 { Start::Boundary } else { Start::Unknown };
        let mut inside = Vec::new();
        let edges = read_block(reading, offset as u64, block, start, false, &mut |entry| {
            inside.push(Row::new(0, entry));
        });
        let piece = BlockRest::new(offset as u64, block, &edges);
        let before = joiner.push(reading, &piece, &mut |lines, entry| rows.push(Row::new(lines, entry)));
        rows.extend(inside.into_iter().map(|row| Row { line: row.line + before, ..row }));
        offset += block.len();
    }
    joiner.finish(reading, &mut |lines, entry| rows.push(Row::new(lines, entry)));
    rows
}

/// Reads the bytes at once and in blocks of these sizes, and panics if an entry is lost or different.
pub fn check_entries(reading: &Reading, bytes: &[u8], sizes: &[usize]) {
    let whole = rows(reading, bytes, &[bytes.len().max(1)]);
    check_rows(reading, bytes, &whole);
    let cut = rows(reading, bytes, sizes);
    if let Some((cut, whole)) = cut.iter().zip(&whole).find(|(cut, whole)| cut != whole) {
        panic!("in blocks of {sizes:?} bytes:\n{cut:?}\ninstead of\n{whole:?}");
    }
    assert_eq!(cut.len(), whole.len(), "in blocks of {sizes:?} bytes");
}

/// Entries follow one another, with only blanks between them, and each has the right line number.
fn check_rows(reading: &Reading, bytes: &[u8], rows: &[Row]) {
    let text = |from: u64, to: u64| {
        Text::new(reading.encoding, from, &bytes[from as usize..to as usize]).bytes.into_owned()
    };
    // The first line of a converted trace or event log is no entry: it names the source.
    let is_source = |text: &[u8]| reading.source.is_some() && text.starts_with(b"#");
    let (mut end, mut lines) = (reading.mark as u64, 0);
    for row in rows {
        assert!(row.from >= end && row.to >= row.from, "{row:?} begins before {end}");
        let between = text(end, row.from);
        assert!(
            between.trim_ascii().is_empty() || is_source(&between),
            "{between:?} precedes {row:?} and is in no entry"
        );
        // Line numbers of a converted trace or event log count events from 1.
        if !is_source(&between) {
            lines += line_ends(reading.lines, &between);
        }
        assert_eq!(row.line, lines + 1, "{row:?}");
        lines += line_ends(reading.lines, &text(row.from, row.to));
        end = row.to;
    }
    let rest = text(end, bytes.len() as u64);
    assert!(rest.trim_ascii().is_empty() || rows.is_empty(), "{rest:?} is at the end and in no entry");
}

/// How many lines end in a text.
fn line_ends(lines: LineEnd, text: &[u8]) -> u64 {
    let counts = |at: usize| match (lines, text[at]) {
        (LineEnd::Lf, byte) => byte == b'\n',
        (LineEnd::Cr, byte) => byte == b'\r',
        (LineEnd::Mixed, b'\r') => true,
        (LineEnd::Mixed, byte) => byte == b'\n' && (at == 0 || text[at - 1] != b'\r'),
    };
    (0..text.len()).filter(|&at| counts(at)).count() as u64
}
