//! How logs arrived: which parts of archives and folders were skipped, and which bundles the logs came in.

use report::SkippedFile;

use crate::sort;

/// The maximum number of rows about skipped files; further ones are counted in the last row of their kind.
const MOST_ROWS: usize = 1000;

/// Information about how logs arrived.
#[derive(Clone, Debug, Default)]
pub(crate) struct Arrival {
    skipped: Vec<SkippedFile>,
    /// The folder and the name of each bundle.
    bundles: Vec<(String, &'static str)>,
    /// Folders in which a possible log was skipped.
    torn: Vec<String>,
}

impl Arrival {
    /// Records a folder in which a possible log was skipped.
    pub(crate) fn tear(&mut self, path: &str) {
        if !self.is_torn(path) && self.torn.len() < MOST_ROWS {
            self.torn.push(path.to_owned());
        }
    }

    /// Records that the files below a folder came in this bundle.
    pub(crate) fn bundle(&mut self, path: String, name: &'static str) {
        self.bundles.push((path, name));
    }

    /// Of similar skipped files in one archive or folder, the first is named and the others are counted.
    pub(crate) fn skip(&mut self, skipped: SkippedFile) {
        let top = |path: &str| path.split('/').next().unwrap_or_default().to_owned();
        let is_like =
            |row: &&mut SkippedFile| row.reason == skipped.reason && top(&row.folder) == top(&skipped.folder);
        let is_full = self.skipped.len() >= MOST_ROWS;
        let like = self.skipped.iter_mut().find(is_like);
        let like = if like.is_some() || !is_full { like } else { None };
        match like {
            Some(row) => {
                let count = row.count + skipped.count;
                // The first in alphabetical order, regardless of the order of arrival.
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

    /// Whether a log may be missing from a folder because it was skipped.
    pub(crate) fn is_torn(&self, path: &str) -> bool {
        self.torn.iter().any(|torn| torn == path)
    }

    /// The rows for the report, in an order that does not depend on the order of reading.
    pub(crate) fn skipped(&self) -> Vec<SkippedFile> {
        let mut rows = self.skipped.clone();
        sort::by(&mut rows, |a, b| (&a.folder, &a.name, &a.reason).cmp(&(&b.folder, &b.name, &b.reason)));
        rows
    }

    /// The bundles that the logs of these folders came in; each bundle is listed once.
    pub(crate) fn bundle_of<'f>(&self, folders: impl Iterator<Item = &'f str>) -> Option<String> {
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
