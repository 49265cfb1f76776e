//! The files to read: those named, and all below the folders named.

use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use archive::{Layout, Worth, worth};
use diagnosis::{DroppedFile, Session};
use report::Skipped;

use crate::named::{Named, named};

/// A file on disk, and as the engine knows it.
pub(crate) struct FoundFile {
    pub(crate) place: PathBuf,
    pub(crate) dropped: DroppedFile,
}

/// Finds the files below these paths, and tells the session of those in folders that are no logs; also a sentence for
/// each path that cannot be looked at.
pub(crate) fn find(paths: &[PathBuf], session: &mut Session) -> (Vec<FoundFile>, Vec<String>) {
    let mut walk = Walk { files: Vec::new(), unreadable: Vec::new(), layout: Layout::default(), session };
    for Named { place, folder } in named(paths) {
        if place.is_dir() {
            walk.layout = Layout::default();
            walk.folder(&place, &folder);
            let name = folder.rsplit('/').next().unwrap_or_default();
            if let Some(bundle) = walk.layout.name(name) {
                walk.session.bundle(folder, bundle);
            }
        } else {
            walk.file(&place, &folder, false);
        }
    }
    (walk.files, walk.unreadable)
}

struct Walk<'s> {
    files: Vec<FoundFile>,
    unreadable: Vec<String>,
    /// What the folder that was named looks like.
    layout: Layout,
    session: &'s mut Session,
}

impl Walk<'_> {
    fn folder(&mut self, folder: &Path, name: &str) {
        let entries = match std::fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => {
                self.unreadable.push(format!("{} cannot be opened: {error}.", folder.display()));
                return;
            }
        };
        let mut places: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        places.sort();
        for place in places {
            // A link to a folder may lead back up.
            if place.is_dir() && !place.is_symlink() {
                let below =
                    place.file_name().map_or(String::new(), |name| name.to_string_lossy().into_owned());
                self.folder(&place, &format!("{name}/{below}"));
            } else if place.is_file() {
                self.file(&place, name, true);
            }
        }
    }

    fn file(&mut self, place: &Path, folder: &str, whole_folder: bool) {
        let about = match std::fs::metadata(place) {
            Ok(about) => about,
            Err(error) => {
                self.unreadable.push(format!("{} cannot be read: {error}.", place.display()));
                return;
            }
        };
        let name = place.file_name().map_or(String::new(), |name| name.to_string_lossy().into_owned());
        if whole_folder {
            self.layout.see(folder, &name);
            // A file that somebody names is read whatever it is called.
            if let Worth::Nothing(why, is_log) = worth(&name) {
                let (path, size, why) = (folder.to_owned(), Some(about.len()), why.to_owned());
                self.session.skip(Skipped { name, path, size, why, count: 1 }, is_log);
                return;
            }
        }
        let modified = about.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        self.files.push(FoundFile {
            dropped: DroppedFile {
                file: self.files.len() as u32,
                name,
                path: folder.to_owned(),
                size: about.len(),
                modified: modified.and_then(|since| i64::try_from(since.as_millis()).ok()),
                whole_folder,
            },
            place: place.to_path_buf(),
        });
    }
}
