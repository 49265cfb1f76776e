//! The native benchmarks: `bench generate KIND BYTES PATH`, `bench native PATH`.

use std::fs::{self, File};
use std::io::BufWriter;

use bench::best_of_three;
use bench::generate::{Kind, write};
use diagnosis::{Block, DroppedFile, Session};
use logfile::EDGE;

fn main() -> std::io::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["generate", kind, bytes, place] => {
            let size = bytes.parse().map_err(std::io::Error::other)?;
            write(kind_of(kind), size, &mut BufWriter::new(File::create(place)?))
        }
        ["native", place] => native(place),
        _ => Err(std::io::Error::other("generate KIND BYTES PATH, or native PATH")),
    }
}

fn kind_of(name: &str) -> Kind {
    match name {
        "cmtrace" => Kind::CmTrace,
        "windows-update" => Kind::WindowsUpdate,
        _ => Kind::Mixed,
    }
}

fn native(place: &str) -> std::io::Result<()> {
    let bytes = fs::read(place)?;
    let speed = |what: &str, work: &mut dyn FnMut() -> u64| best_of_three(what, bytes.len(), work);
    speed("sum", &mut || std::hint::black_box(&bytes).iter().map(|&byte| u64::from(byte)).sum());
    speed("reading", &mut || analyze(&bytes).kept().1);
    speed("analysis", &mut || {
        let session = analyze(&bytes);
        session.report().runs.len() as u64
    });
    let session = analyze(&bytes);
    let (kept, entries) = session.kept();
    println!("entries {entries}\nbytes-per-entry {:.1}\nkept-over-input {:.3}", kept as f64 / entries as f64, kept as f64 / bytes.len() as f64);
    Ok(())
}

/// The whole analysis by one thread: recognition, reading, evidence, codes, joining; without the report.
fn analyze(bytes: &[u8]) -> Session {
    const BLOCK: usize = 4 * 1024 * 1024;
    let mut session = Session::default();
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
    let watch = session.watch();
    for (at, block) in bytes.chunks(BLOCK).enumerate() {
        session.take(0, Block::read(&watch, &reading, (at * BLOCK) as u64, block));
    }
    session
}
