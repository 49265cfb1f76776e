//! How logs arrived: what of archives and folders was not read, and in which bundles they came.

use report::SkippedFile;

use crate::session::Session;
use crate::sort;

/// How many rows of what was skipped are kept; beyond it they are counted with the last of their kind.
const MOST_ROWS: usize = 1000;

/// What is known of how logs arrived.
#[derive(Clone, Debug, Default)]
pub(crate) struct Arrival {
    skipped: Vec<SkippedFile>,
    /// Folder and name of each bundle.
    bundles: Vec<(String, &'static str)>,
    /// Folders in which something is that may be a log and was not read.
    torn: Vec<String>,
}

impl Session {
    /// Something that came out of an archive or a folder is not read. Where it may be a log, its folder is not whole
    /// any more: that another log is not in it says nothing.
    pub fn skip(&mut self, skipped: SkippedFile, is_log: bool) {
        if is_log && !skipped.folder.is_empty() {
            for file in self.files.values_mut().filter(|file| file.given.path == skipped.folder) {
                file.given.whole_folder = false;
            }
            if !self.arrival.torn.contains(&skipped.folder) && self.arrival.torn.len() < MOST_ROWS {
                self.arrival.torn.push(skipped.folder.clone());
            }
        }
        self.arrival.skip(skipped);
    }

    /// The files below a folder came in a bundle, named in words: "Support Center bundle".
    pub fn bundle(&mut self, path: String, name: &'static str) {
        self.arrival.bundles.push((path, name));
    }
}

impl Arrival {
    /// Of what is alike in one archive or folder the first is named, the others are counted.
    fn skip(&mut self, skipped: SkippedFile) {
        let top = |path: &str| path.split('/').next().unwrap_or_default().to_owned();
        let is_like =
            |row: &&mut SkippedFile| row.reason == skipped.reason && top(&row.folder) == top(&skipped.folder);
        let is_full = self.skipped.len() >= MOST_ROWS;
        let like = self.skipped.iter_mut().find(is_like);
        let like = if like.is_some() || !is_full { like } else { None };
        match like {
            Some(row) => {
                let count = row.count + skipped.count;
                // The first by its name, whichever came first.
                if (&skipped.folder, &skipped.name) < (&row.folder, &row.name) {
                    *row = skipped;
                }
                row.count = count;
            }
            None if is_full => {
                if let Some(last) = self.skipped.last_mut() {
                    last.count += skipped.count;
                }
            }
            None => self.skipped.push(skipped),
        }
    }

    /// Whether a log may be missing from a folder because it was not read.
    pub(crate) fn is_torn(&self, path: &str) -> bool {
        self.torn.iter().any(|torn| torn == path)
    }

    /// The rows for the report, in an order that does not depend on that of reading.
    pub(crate) fn skipped(&self) -> Vec<SkippedFile> {
        let mut rows = self.skipped.clone();
        sort::by(&mut rows, |a, b| (&a.folder, &a.name, &a.reason).cmp(&(&b.folder, &b.name, &b.reason)));
        rows
    }

    /// What the logs of these folders came in; several bundles are named each once.
    pub(crate) fn bundle<'f>(&self, folders: impl Iterator<Item = &'f str>) -> Option<String> {
        let folders: Vec<&str> = folders.collect();
        let is_in = |bundle: &str| {
            let below = |folder: &&str| {
                folder.strip_prefix(bundle).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            };
            folders.iter().any(below)
        };
        let of_these = self.bundles.iter().filter(|(path, _)| is_in(path));
        let mut names: Vec<&str> = of_these.map(|(_, name)| *name).collect();
        sort::by(&mut names, Ord::cmp);
        names.dedup();
        (!names.is_empty()).then(|| names.join(", "))
    }
}
