//! A driver in memory, which records every call as a line of text; and a fake decoder.
#![allow(dead_code)] // Not every test needs all of it.

use std::collections::BTreeMap;

use ingest::{Body, Decode, DecodeFault, Host, Ingest, IngestStep, LogSink, Memory, ReadRequest, Storage};
use logfile::Binary;
use report::{FileMeta, MEMBERS, SkippedFile};

/// Why a file of a test cannot be read.
pub(crate) const UNREADABLE: &str = "The disk is gone.";

/// Files in memory, and what was read of them.
#[derive(Default)]
pub(crate) struct Driver {
    pub(crate) calls: Vec<String>,
    pub(crate) files: BTreeMap<u32, Vec<u8>>,
    pub(crate) names: BTreeMap<u32, String>,
    pub(crate) memory: Memory,
    /// The files that cannot be read from an offset on.
    pub(crate) fails_from: BTreeMap<u32, u64>,
    /// The texts of the logs, joined from blocks.
    pub(crate) texts: BTreeMap<String, Vec<u8>>,
    /// How many bytes each block had.
    pub(crate) blocks: Vec<usize>,
    /// Whether the driver cannot decode, and whether its storage is full.
    pub(crate) has_no_decoder: bool,
    pub(crate) is_full: bool,
    /// How the next files are given: as a folder, or chosen one by one.
    pub(crate) whole_folder: bool,
}

impl Driver {
    /// A machine in the state before any step, with these files.
    pub(crate) fn given(&mut self, files: &[(&str, &[u8])]) -> Ingest {
        let mut ingest = Ingest::new(knowledge::is_key_log);
        self.add(&mut ingest, files);
        ingest
    }

    /// More files: their names may have folders.
    pub(crate) fn add(&mut self, ingest: &mut Ingest, files: &[(&str, &[u8])]) {
        let mut metas = Vec::new();
        for (path, bytes) in files {
            let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
            let file = self.files.len() as u32;
            self.files.insert(file, bytes.to_vec());
            metas.push(FileMeta {
                file,
                name: name.to_owned(),
                path: folder.to_owned(),
                size: bytes.len() as u64,
                modified: None,
                whole_folder: self.whole_folder,
            });
        }
        ingest.add(metas, self);
    }

    /// Truncates a file after it was given.
    pub(crate) fn shrink(&mut self, file: u32, size: usize) {
        self.files.entry(file).or_default().truncate(size);
    }

    /// Makes a file unreadable from an offset on.
    pub(crate) fn fail_from(&mut self, file: u32, offset: u64) {
        self.fails_from.insert(file, offset);
    }

    /// Takes a step, and answers its request at once.
    pub(crate) fn step(&mut self, ingest: &mut Ingest) -> IngestStep {
        let step = ingest.step(self);
        if let IngestStep::Read(request) = &step {
            ingest.give(request, self.read(request));
        }
        step
    }

    /// Takes this many steps.
    pub(crate) fn take(&mut self, steps: usize, ingest: &mut Ingest) {
        for _ in 0..steps {
            self.step(ingest);
        }
    }

    fn read(&self, request: &ReadRequest) -> Result<Vec<u8>, String> {
        let (from, to) = (request.range.start, request.range.end);
        match request.body {
            Body::Given(file) if self.fails_from.get(&file).is_some_and(|fails| to > *fails) => {
                Err(UNREADABLE.to_owned())
            }
            Body::Given(file) => {
                let bytes = &self.files[&file];
                let at = |offset: u64| bytes.len().min(offset as usize);
                Ok(bytes[at(from)..at(to)].to_vec())
            }
            _ => Ok(self.memory.read(request).unwrap_or_else(|| panic!("{request:?} is not stored"))),
        }
    }

    /// Takes all steps; returns the recorded calls.
    pub(crate) fn run(&mut self, ingest: &mut Ingest) -> Vec<String> {
        let before = self.calls.len();
        loop {
            match self.step(ingest) {
                IngestStep::Wait => panic!("nothing waits"),
                IngestStep::Done => return self.calls[before..].to_vec(),
                _ => {}
            }
        }
    }

    fn call(&mut self, call: String) {
        self.calls.push(call);
    }

    fn name(&self, file: u32) -> &str {
        &self.names[&file]
    }
}

/// The number of a file, marked if it is a member of an archive.
fn path_of(file: &FileMeta) -> String {
    let kind = if file.file >= MEMBERS { "member " } else { "" };
    let folder = if file.path.is_empty() { String::new() } else { format!("{}/", file.path) };
    format!("{kind}{folder}{}", file.name)
}

impl LogSink for Driver {
    fn open(&mut self, file: &FileMeta, head: &[u8], tail: &[u8]) -> bool {
        assert!(head.len() as u64 <= file.size && tail.len() <= head.len());
        let name = path_of(file);
        self.call(format!("open {name}, {} bytes", file.size));
        self.names.insert(file.file, name.clone());
        self.texts.insert(name, Vec::new());
        !head.starts_with(b"unreadable")
    }

    fn block(&mut self, file: u32, offset: u64, bytes: Vec<u8>) {
        self.blocks.push(bytes.len());
        let name = self.name(file).to_owned();
        let text = self.texts.entry(name).or_default();
        assert_eq!(text.len() as u64, offset, "blocks come in order");
        text.extend(bytes);
    }

    fn close(&mut self, file: u32, problem: Option<&str>) {
        let problem = problem.map_or(String::new(), |problem| format!(": {problem}"));
        self.call(format!("close {}{problem}", self.name(file)));
    }

    fn saved_report(&mut self, file: &FileMeta, json: &str) -> bool {
        let is_report = json.contains("\"version\"");
        if is_report {
            self.call(format!("report {}", path_of(file)));
        }
        is_report
    }

    fn refuse(&mut self, file: &FileMeta, reason: &str) {
        self.call(format!("refuse {}: {reason}", path_of(file)));
    }

    fn skip(&mut self, skipped: SkippedFile, may_hide_log: bool) {
        let SkippedFile { name, folder, reason, .. } = skipped;
        let folder = if folder.is_empty() { folder } else { folder + "/" };
        let hides = if may_hide_log { " a log" } else { "" };
        self.call(format!("skip{hides} {folder}{name}: {reason}"));
    }

    fn bundle(&mut self, folder: String, name: &'static str) {
        self.call(format!("bundle {folder}: {name}"));
    }
}

impl Storage for Driver {
    fn store(&mut self, body: Body, bytes: Vec<u8>) -> Result<(), &'static str> {
        if self.is_full {
            return Err("There is no room.");
        }
        self.memory.store(body, bytes)
    }

    fn forget(&mut self, body: Body) {
        self.memory.forget(body);
    }
}

impl Host for Driver {
    fn storage(&mut self) -> &mut dyn Storage {
        self
    }

    fn decoder(&mut self, _: Binary, formats: &[u8]) -> Option<Box<dyn Decode>> {
        if self.has_no_decoder {
            return None;
        }
        Some(Box::new(FakeDecoder { bytes: 0, formats: formats.len(), faults: false }))
    }
}

impl Driver {
    /// Whether storage is empty.
    pub(crate) fn keeps_nothing(&self) -> bool {
        self.memory.is_empty()
    }
}

/// A decoder that counts its input; it fails if the file ends with `fault`.
pub(crate) struct FakeDecoder {
    bytes: usize,
    formats: usize,
    faults: bool,
}

impl Decode for FakeDecoder {
    fn push(&mut self, bytes: &[u8]) -> Result<(), DecodeFault> {
        self.bytes += bytes.len();
        self.faults |= bytes.ends_with(b"fault");
        if self.faults { Err(DecodeFault) } else { Ok(()) }
    }

    fn finish(self: Box<Self>, piece: &mut dyn FnMut(Vec<u8>)) -> Result<(), DecodeFault> {
        let symbols = u32::from(self.formats == 0);
        piece(format!("#Trace\tkind=WindowsUpdate\tsymbols={symbols}\n").into_bytes());
        piece(format!("{} bytes, {} of formats\n", self.bytes, self.formats).into_bytes());
        Ok(())
    }
}

/// A trace of this many bytes.
pub(crate) fn trace(length: usize) -> Vec<u8> {
    let mut bytes = vec![0; length];
    bytes[0x48..0x4C].copy_from_slice(&[2, 0, 2, 0xC0]);
    bytes
}
