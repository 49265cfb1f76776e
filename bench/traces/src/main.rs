//! `traces generate BYTES PATH` writes a trace, `traces native PATH` measures it: names and milliseconds.

use std::fs;
use std::hint::black_box;
use std::time::Instant;

use etl::encode::{TraceLine, TraceSession, TraceWriter};
use events::{Decoder, Kind};
use traces::Entries;

/// The block size of the worker.
const PIECE: usize = 1024 * 1024;

fn main() -> std::io::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["generate", bytes, place] => {
            fs::write(place, generate(bytes.parse().map_err(std::io::Error::other)?))
        }
        ["native", place] => native(&fs::read(place)?),
        _ => Err(std::io::Error::other("generate BYTES PATH, or native PATH")),
    }
}

/// A trace of about this size: lines as Windows Update writes them, most of them short, some long, one in fifty failed.
fn generate(size: usize) -> Vec<u8> {
    const TEXTS: [&str; 8] = [
        "* START * Finding updates CallerId = CcmExec  Id = 12",
        "Online = Yes; Interactive = No; AllowCachedResults = No; Ignore download priority = No",
        "ServiceID = {3DA21691-E39D-4DA6-8A4B-B43877BCB1B7} Managed service",
        "Criteria = \"(DeploymentAction=* AND Type='Software') OR (DeploymentAction=* AND Type='Driver')\"",
        "Two Swim Lanes Refresh = 0",
        "PT: Calling GetAuthorizationCookie on server: http://PS1SITE.CONTOSO.COM:8530/ClientWebService/client.asmx",
        "Added update 0A1B2C3D-0000-4000-8000-00000000E001.201 to search result",
        "* END * Finding updates CallerId = CcmExec, Id = 12, Exit code = 0x00000000 (cV = abcdefghijklmnop.1.0.0.0)",
    ];
    const COMPONENTS: [&str; 6] =
        ["Agent", "ProtocolTalker", "DownloadManager", "ComApi", "Shared", "IdleTimer"];
    let session = TraceSession { buffer: 4096, ..TraceSession::default() };
    let start = session.start;
    let mut trace = TraceWriter::new(session);
    // A record has its text twice over, and some 180 bytes around it.
    let (mut written, mut nth) = (0, 0usize);
    while written < size {
        let (text, level) = match nth % 50 {
            49 => ("*FAILED* [8024402C] Send request: cannot resolve the name", 3),
            _ => (TEXTS[nth % TEXTS.len()], 4),
        };
        let component = COMPONENTS[nth / 3 % COMPONENTS.len()];
        trace.line(&TraceLine {
            time: start + nth as u64 * 12_345,
            level,
            component,
            text,
            thread: 4000 + nth as u32 % 7,
            ..TraceLine::default()
        });
        written += 180 + 2 * text.len();
        nth += 1;
    }
    trace.finish()
}

fn native(bytes: &[u8]) -> std::io::Result<()> {
    let mut room = vec![0; PIECE];
    best("copy-ms", &mut || {
        for piece in bytes.chunks(PIECE) {
            room[..piece.len()].copy_from_slice(piece);
            black_box(&room);
        }
        0
    });
    let entries = best("entries-ms", &mut || {
        let mut entries = Entries::default();
        bytes.chunks(PIECE).for_each(|piece| entries.push(piece));
        let seen = entries.finish();
        black_box(seen.sum);
        seen.entries as usize
    });
    let text = best("lines-ms", &mut || {
        let mut decoder = Decoder::new(Kind::Trace, b"");
        bytes.chunks(PIECE).for_each(|piece| decoder.push(piece));
        decoder.finish().len()
    });
    println!("bytes {}\nentries {entries}\ntext {text}", bytes.len());
    Ok(())
}

/// Does it five times, and prints the milliseconds of the best: slower runs were disturbed by something else.
fn best(name: &str, work: &mut dyn FnMut() -> usize) -> usize {
    let (mut best, mut result) = (f64::MAX, 0);
    for _ in 0..5 {
        let start = Instant::now();
        result = work();
        best = best.min(start.elapsed().as_secs_f64() * 1000.0);
    }
    println!("{name} {best:.1}");
    result
}
