//! The native benchmarks: `bench generate KIND BYTES PATH`, `bench native PATH`.

use std::fs::{self, File};
use std::io::BufWriter;

use bench::best_of_three;
use bench::generate::{GeneratedLog, write};
use bench::shapes::{SHAPES, make};
use diagnosis::{DiagnosisSession, DroppedFile, LogBlock};
use logfile::{EDGE, EntryColumns, Format, Reading, Start, read_block, recognize};

/// The block size of the page.
const MOST: diagnosis::ReportLimits = diagnosis::ReportLimits::OF_A_PAGE;

fn main() -> std::io::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["generate", kind, bytes, place] => {
            let size = bytes.parse().map_err(std::io::Error::other)?;
            write(kind_of(kind), size, &mut BufWriter::new(File::create(place)?))
        }
        ["native", place] => native(place),
        ["formats", bytes] => formats(bytes.parse().map_err(std::io::Error::other)?),
        _ => Err(std::io::Error::other("generate KIND BYTES PATH, native PATH, or formats BYTES")),
    }
}

fn kind_of(name: &str) -> GeneratedLog {
    match name {
        "cmtrace" => GeneratedLog::CmTrace,
        "windows-update" => GeneratedLog::WindowsUpdate,
        _ => GeneratedLog::Mixed,
    }
}

/// Prints megabytes per second of the complete analysis, and the memory it keeps.
fn native(place: &str) -> std::io::Result<()> {
    let bytes = fs::read(place)?;
    best_of_three("sum", bytes.len(), &mut || bytes.iter().map(|&byte| u64::from(byte)).sum());
    best_of_three("analysis", bytes.len(), &mut || analyze(&bytes).report_with(MOST).run_count.into());
    let kept = analyze(&bytes).memory_stats();
    let per_entry = |bytes: usize| bytes as f64 / kept.entries as f64;
    println!("row-bytes {:.1}", per_entry(kept.row_bytes));
    println!("bytes-per-entry {:.1}", per_entry(kept.row_bytes + kept.evidence_bytes));
    Ok(())
}

/// Prints megabytes per second of each format: only its entries, the same bytes as lines of plain text, and the
/// complete analysis.
fn formats(size: usize) -> std::io::Result<()> {
    for (format, head, round) in SHAPES {
        let bytes = make(head, round, size);
        let (first, last) = (&bytes[..bytes.len().min(EDGE)], &bytes[bytes.len().saturating_sub(EDGE)..]);
        let reading = recognize(bytes.len() as u64, first, last, None);
        if reading.format != format {
            let taken = format!("what is meant as {format:?} is taken for {:?}", reading.format);
            return Err(std::io::Error::other(taken));
        }
        let plain = Reading { format: Format::Plain, ..reading.clone() };
        let name = format!("{format:?}");
        for (what, reading) in [("read", &reading), ("plain", &plain)] {
            best_of_three(&format!("{name}-{what}"), bytes.len(), &mut || entries(reading, &bytes));
        }
        let whole = &mut || analyze(&bytes).report_with(MOST).run_count.into();
        best_of_three(&format!("{name}-analysis"), bytes.len(), whole);
    }
    Ok(())
}

/// Only reads the entries into their columns.
fn entries(reading: &Reading, bytes: &[u8]) -> u64 {
    let mut columns = EntryColumns::with_room(bytes.len());
    read_block(reading, 0, bytes, Start::Boundary, true, &mut |entry| columns.push(entry));
    columns.len() as u64
}

/// Recognition, reading, evidence, codes and joining by one thread; the report is asked for after it.
fn analyze(bytes: &[u8]) -> DiagnosisSession {
    const BLOCK: usize = 4 * 1024 * 1024;
    let mut session = DiagnosisSession::default();
    let dropped = DroppedFile {
        file: 0,
        name: "bench.log".into(),
        path: String::new(),
        size: bytes.len() as u64,
        modified: None,
        whole_folder: false,
    };
    let tail = &bytes[bytes.len().saturating_sub(EDGE)..];
    let Some(reading) = session.add(dropped, &bytes[..bytes.len().min(EDGE)], tail) else { return session };
    let watch = session.matcher();
    for (at, block) in bytes.chunks(BLOCK).enumerate() {
        session.merge(0, LogBlock::read(&watch, &reading, (at * BLOCK) as u64, block));
    }
    session
}
