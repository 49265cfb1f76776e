//! Which of the given files are read, and in what order.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap, VecDeque};

use archive::{BundleLayout, IsKeyLog, Triage, triage};
use logfile::is_formats;
use report::{FileMeta, SkippedFile};

use crate::host::LogSink;
use crate::progress::Progress;

/// The files waiting to be read.
#[derive(Debug, Default)]
pub(crate) struct Queue(BinaryHeap<WaitingFile>);

/// A waiting file, ordered by its turn.
#[derive(Debug, PartialEq, Eq)]
struct WaitingFile(FileMeta);

impl Ord for WaitingFile {
    fn cmp(&self, other: &Self) -> Ordering {
        // Formats come before the traces they decode. Then the smallest file, for early results. Among equal
        // sizes the first by name, in any order given.
        let (a, b) = (&self.0, &other.0);
        let kinds = is_formats(&b.name).cmp(&is_formats(&a.name));
        let rest = (a.size, &a.path, &a.name, a.file).cmp(&(b.size, &b.path, &b.name, b.file));
        kinds.then(rest)
    }
}

impl PartialOrd for WaitingFile {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Queue {
    /// Adds files: a file that was chosen is read regardless of its name; of a folder, only what may be a log is read.
    pub(crate) fn add(
        &mut self,
        files: Vec<FileMeta>,
        is_key_log: IsKeyLog,
        progress: &mut Progress,
        sink: &mut dyn LogSink,
    ) {
        for file in files {
            progress.add(&file);
            match triage(&file.name, is_key_log) {
                Triage::Skip(reason) if file.whole_folder => {
                    let (number, reason, may_hide_log) =
                        (file.file, reason.to_string(), reason.may_hide_log());
                    progress.end(number, Some(&reason));
                    sink.skip(skipped(file.name, file.path, Some(file.size), reason), may_hide_log);
                }
                _ => self.0.push(WaitingFile(file)),
            }
        }
    }

    /// All waiting files, in order.
    pub(crate) fn take(&mut self) -> VecDeque<FileMeta> {
        let waiting = std::mem::take(&mut self.0).into_sorted_vec();
        waiting.into_iter().map(|WaitingFile(file)| file).collect()
    }
}

/// Finds folders that are bundles: for each, its files and its display name.
pub(crate) fn name_bundles(files: &[FileMeta], sink: &mut dyn LogSink) {
    let mut layouts: BTreeMap<&str, BundleLayout> = BTreeMap::new();
    for file in files.iter().filter(|file| file.whole_folder) {
        let top = file.path.split('/').next().unwrap_or_default();
        layouts.entry(top).or_default().add(&file.path, &file.name);
    }
    for (top, layout) in layouts {
        if let Some(name) = layout.name(top) {
            sink.bundle(top.to_owned(), name);
        }
    }
}

/// What a file without a name is called: an archive can name only the folder of a member, or nothing.
const NO_NAME: &str = "(no name)";

/// The row of a skipped file.
pub(crate) fn skipped(name: String, folder: String, size: Option<u64>, reason: String) -> SkippedFile {
    let name = if name.is_empty() { NO_NAME.to_owned() } else { name };
    SkippedFile { name, folder, size, reason, count: 1 }
}
