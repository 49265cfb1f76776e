//! Measures the viewer on a generated log, natively: `cargo run --release -p viewer --example measure [ENTRIES]`.
//!
//! The log is written to a file of the folder for temporary files, and read by ranges like a file of a browser.
#![allow(clippy::expect_used, clippy::print_stdout)] // A measurement ends when something is wrong.

use std::fs::File;
use std::io::{BufWriter, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::time::Instant;

use logfile::{EDGE, EntryLevel, Start, read_block, recognize};
use viewer::overview::by_entries;
use viewer::{
    Case, Condition, Direction, Filter, Indexing, Lane, LogIndex, Merge, NextHit, Pattern, RowRequest,
    Search, SearchStep,
};

const MESSAGES: [(&str, &str); 6] = [
    ("LocationServices", "Current AD site of machine is CONTOSO-HQ"),
    ("PolicyAgent_RequestAssignments", "Requesting Machine policy assignments"),
    (
        "StateMessage",
        "State message with TopicType 400 and TopicId Baseline_57260DFE has been recorded for SYSTEM",
    ),
    ("CcmExec", "Sending message to endpoint 'ScanAgent', the task continues in the background."),
    ("UpdatesDeploymentAgent", "Total actionable updates = 0"),
    ("ClientLocation", "Getting Assigned Site"),
];

/// A file, and how much of it was read.
struct Source {
    file: File,
    read: u64,
}

impl Source {
    fn bytes(&mut self, range: Range<u64>) -> Vec<u8> {
        let mut bytes = vec![0; (range.end - range.start) as usize];
        self.file.seek(SeekFrom::Start(range.start)).expect("the file has that range");
        self.file.read_exact(&mut bytes).expect("the file can be read");
        self.read += bytes.len() as u64;
        bytes
    }
}

/// Reads a block that begins at this offset, and returns how many of its bytes were read.
type BlockReader = Box<dyn FnMut(u64, &[u8]) -> u64>;

/// Writes a log of that many entries: one of ten thousand is an error.
fn generate(path: &std::path::Path, entries: u32) {
    let mut out = BufWriter::new(File::create(path).expect("the file can be created"));
    let mut state = 0x2545_F491_4F6C_DD1Du64;
    for number in 0..entries {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let seconds = u64::from(number) / 4;
        let (component, message) = MESSAGES[(state % 6) as usize];
        let (day, hour, minute, second) =
            (1 + seconds / 86_400 % 28, seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
        let is_error = number % 10_000 == 9_999;
        writeln!(
            out,
            "<![LOG[{message}{}]LOG]!><time=\"{hour:02}:{minute:02}:{second:02}.{:03}-60\" \
             date=\"{:02}-{day:02}-2026\" component=\"{component}\" context=\"\" type=\"{}\" thread=\"{}\" \
             file=\"client.cpp:{}\">\r",
            if is_error { " failed with 0x80244022" } else { "" },
            state >> 20 & 0xFF,
            1 + seconds / 86_400 / 28 % 12,
            if is_error { 3 } else { 1 },
            1000 + (state >> 32) % 60,
            state >> 40 & 0xFFF,
        )
        .expect("the disk has room");
    }
}

/// Prints how long something takes.
fn time<T>(what: &str, work: impl FnOnce() -> T) -> (T, f64) {
    let start = Instant::now();
    let done = work();
    let seconds = start.elapsed().as_secs_f64();
    println!("{what}: {:.0} ms", seconds * 1000.0);
    (done, seconds)
}

/// Takes a search to its end, and prints when its first hit was found.
fn run(what: &str, filter: Filter, index: &LogIndex, source: &mut Source) {
    let start = Instant::now();
    let before = source.read;
    let mut search = Search::new(filter, index, 0, 0, 0);
    let (mut first, mut longest) = (None, 0.0f64);
    loop {
        let step = Instant::now();
        match search.step(index, 100_000) {
            SearchStep::Read(range) => {
                let bytes = source.bytes(range);
                search.add(index, &bytes);
            }
            SearchStep::Continue => {}
            SearchStep::Done => break,
        }
        longest = longest.max(step.elapsed().as_secs_f64() * 1000.0);
        if first.is_none() && !search.hits().is_empty() {
            first = Some(start.elapsed().as_secs_f64() * 1000.0);
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    let megabytes = (source.read - before) as f64 / 1e6;
    println!(
        "{what}: {} found, first after {:.1} ms, all after {:.0} ms, longest step {longest:.1} ms, {:.0} MB/s",
        search.hits().len(),
        first.unwrap_or(f64::NAN),
        seconds * 1000.0,
        megabytes / seconds,
    );
    assert_ne!(search.next(index, 0, Direction::Forward), NextHit::Searching);
}

fn main() {
    let entries = std::env::args().nth(1).and_then(|number| number.parse().ok()).unwrap_or(10_000_000u32);
    let path = std::env::temp_dir().join("viewer-measure.log");
    generate(&path, entries);
    let size = path.metadata().expect("the file exists").len();
    println!("{entries} entries, {:.0} MB", size as f64 / 1e6);
    let mut source = Source { file: File::open(&path).expect("the file can be opened"), read: 0 };
    let edge = EDGE.min(size as usize) as u64;
    let (head, tail) = (source.bytes(0..edge), source.bytes(size - edge..size));
    let reading = recognize(size, &head, &tail, None);

    let mut read_all = |mut each: BlockReader| {
        let mut at = 0;
        while at < size {
            let bytes = source.bytes(at..size.min(at + (4 << 20)));
            at += each(at, &bytes);
        }
    };
    let rate = |seconds: f64| size as f64 / 1e6 / seconds;
    read_all(Box::new(|_, bytes| bytes.len() as u64)); // Into the cache of the system.
    let ((), copied) = time("copy", || read_all(Box::new(|_, bytes| bytes.len() as u64)));
    let parsing = reading.clone();
    let ((), parsed) = time("parse", || {
        read_all(Box::new(move |at, bytes| {
            let closed = at + bytes.len() as u64 == size;
            let edges = read_block(&parsing, at, bytes, Start::Boundary, closed, &mut |entry| {
                std::hint::black_box(entry.time);
            });
            if closed { bytes.len() as u64 } else { edges.whole.map_or(0, |whole| whole.end as u64) }
        }));
    });
    let (index, indexed) = time("index", || {
        let mut indexing = Indexing::new(reading, size);
        while let Some(range) = indexing.next_range() {
            let bytes = source.bytes(range);
            indexing.add(&bytes);
        }
        indexing.into_index()
    });
    println!(
        "copy {:.0} MB/s, parse {:.0} MB/s, index {:.0} MB/s",
        rate(copied),
        rate(parsed),
        rate(indexed)
    );
    let memory = index.bytes() as f64;
    println!("index: {:.1} MB, {:.2} bytes per entry", memory / 1e6, memory / f64::from(index.len()));

    let text = |needle, case| Condition::Text(Pattern::text(needle, case).expect("it is a text"));
    let expression = |text| Condition::Text(Pattern::expression(text, Case::Exact).expect("it is valid"));
    let filters = [
        ("filter by level", Condition::Level(EntryLevel::Error)),
        ("filter by component", Condition::Component("StateMessage".to_owned())),
        ("filter by thread", Condition::Thread { process: 0, thread: 1007 }),
        ("find a text, exact case", text("0x80244022", Case::Exact)),
        ("find a text, any case", text("FAILED with", Case::Ignored)),
        ("find a text that is missing", text("no such text", Case::Ignored)),
        ("find a frequent text", text("message", Case::Ignored)),
        ("find an expression", expression(r"failed with 0x8\w+")),
        ("find an expression without literal", expression(r"0[xX][89]\d{6}")),
    ];
    for (what, condition) in filters {
        run(what, Filter::only(condition), &index, &mut source);
    }
    let (requests, _) = time("50 rows in the middle", || {
        let middle = index.len() / 2;
        let requests = RowRequest::of(&index, middle..middle + 50);
        let rows =
            requests.iter().map(|request| request.rows(&index, &source.bytes(request.bytes.clone())).len());
        rows.sum::<usize>()
    });
    assert_eq!(requests, 50.min(index.len() as usize));
    time("overview of 1,000 parts", || by_entries(&index, 1000, None).len());
    let lanes = [Lane { index: &index, bias: 0 }, Lane { index: &index, bias: 1 }];
    let (merge, _) = time("merge of the log with itself", || {
        let mut merge = Merge::new(&lanes);
        while !merge.step(&lanes, 100_000) {}
        merge
    });
    time("50 merged rows in the middle", || merge.rows(&lanes, None, merge.len(None) / 2, 50).len());
    std::fs::remove_file(path).expect("the file can be removed");
}
