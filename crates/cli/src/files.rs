//! The files to read: those named, and all below the folders named.

use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use diagnosis::DroppedFile;

/// A file on disk, and as the engine knows it.
pub(crate) struct FoundFile {
    pub(crate) place: PathBuf,
    pub(crate) dropped: DroppedFile,
}

/// Finds the files below these paths; also a sentence for each that cannot be looked at.
pub(crate) fn find(paths: &[PathBuf]) -> (Vec<FoundFile>, Vec<String>) {
    let mut walk = Walk { files: Vec::new(), unreadable: Vec::new() };
    for path in paths {
        if path.is_dir() {
            let name = path.canonicalize().ok().and_then(|path| path.file_name().map(ToOwned::to_owned));
            walk.folder(path, &name.map_or(String::new(), |name| name.to_string_lossy().into_owned()));
        } else {
            walk.file(path, "", false);
        }
    }
    (walk.files, walk.unreadable)
}

struct Walk {
    files: Vec<FoundFile>,
    unreadable: Vec<String>,
}

impl Walk {
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
        let modified = about.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        self.files.push(FoundFile {
            dropped: DroppedFile {
                file: self.files.len() as u32,
                name: place.file_name().map_or(String::new(), |name| name.to_string_lossy().into_owned()),
                path: folder.to_owned(),
                size: about.len(),
                modified: modified.and_then(|since| i64::try_from(since.as_millis()).ok()),
                whole_folder,
            },
            place: place.to_path_buf(),
        });
    }
}
