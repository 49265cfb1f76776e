//! The files to read: those named, all below the folders named, and standard input.

use std::fs::{File, Metadata};
use std::io::{Error, ErrorKind, Read, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use archive::{Triage, triage};
use report::{FileMeta, SkippedFile};

use crate::named::{NamedPath, named};
use crate::temporary::{Readable, Temporary};

/// A file on disk, and as the engine knows it.
pub(crate) struct FoundFile {
    pub(crate) place: PathBuf,
    pub(crate) meta: FileMeta,
}

impl FoundFile {
    /// Whether it is read: a file named by the user always is, a file in a folder only if its name may be that of a log.
    pub(crate) fn is_selected(&self) -> bool {
        !self.meta.whole_folder || !is_never_log(&self.meta.name)
    }

    /// How many of its bytes are read.
    pub(crate) fn bytes_to_read(&self) -> u64 {
        if self.is_selected() { self.meta.size } else { 0 }
    }
}

fn is_never_log(name: &str) -> bool {
    matches!(triage(name, knowledge::is_key_log), Triage::Skip(_))
}

/// What was found below the paths on the command line.
#[derive(Default)]
pub(crate) struct FoundFiles {
    /// The files; each has its place here as its number.
    pub(crate) files: Vec<FoundFile>,
    /// The folders that were named, as they are shown, and which of the files are theirs.
    pub(crate) folders: Vec<(String, Range<usize>)>,
    /// What is in folders and not read.
    pub(crate) skipped: Vec<SkippedFile>,
    /// A message for each path that cannot be read.
    pub(crate) unreadable: Vec<String>,
    /// What came in on standard input; it is gone when this is dropped.
    input: Option<Temporary>,
}

/// Finds the files below these paths. `-` is standard input.
pub(crate) fn find(paths: &[PathBuf]) -> FoundFiles {
    let mut walk = FolderWalk { found: FoundFiles::default(), root: PathBuf::new() };
    let (input, paths): (Vec<PathBuf>, Vec<PathBuf>) =
        paths.iter().cloned().partition(|path| path == Path::new("-"));
    if !input.is_empty() {
        walk.standard_input();
    }
    for NamedPath { place, folder } in named(&paths) {
        if place.is_dir() {
            walk.root = place.canonicalize().unwrap_or_else(|_| place.clone());
            let first = walk.found.files.len();
            walk.folder(&place, &folder);
            walk.found.folders.push((folder, first..walk.found.files.len()));
        } else {
            walk.named(&place, &folder);
        }
    }
    walk.found
}

/// What standard input is called in a report.
const INPUT: &str = "stdin";

struct FolderWalk {
    found: FoundFiles,
    /// The folder that was named.
    root: PathBuf,
}

impl FolderWalk {
    /// Stores standard input in a temporary file and reads that like any other file, so it can be of any kind and size.
    fn standard_input(&mut self) {
        let folder = std::env::temp_dir();
        let kept = Temporary::create(&folder, "wuscope-stdin", Readable::ByUser);
        let mut input = match kept {
            Ok(input) => input,
            Err(error) => return self.found.unreadable.push(cannot_be_stored(&folder, &error)),
        };
        if let Err(why) = keep(std::io::stdin().lock(), &mut input.file, &folder, MOST_INPUT) {
            return self.found.unreadable.push(why);
        }
        match input.place().metadata() {
            Ok(about) => {
                self.add(input.place(), INPUT.to_owned(), "", &about, false);
                // When the log was last written is not known, and a clock must not be set by when it was piped.
                if let Some(found) = self.found.files.last_mut() {
                    found.meta.modified = None;
                }
            }
            Err(error) => self.found.unreadable.push(cannot_be_stored(&folder, &error)),
        }
        self.found.input = Some(input);
    }

    /// A path named by the user: it is read, even if its name is not that of a log.
    fn named(&mut self, path: &Path, folder: &str) {
        let shown = path.display();
        match path.metadata() {
            Ok(about) if is_regular(path, &about) => self.add(path, name_of(path), folder, &about, false),
            Ok(_) => self.found.unreadable.push(format!(
                "{shown} is not a regular file: pass a file or a folder, or pipe the data in and pass - as the path."
            )),
            Err(error) => self.found.unreadable.push(format!("{shown} cannot be read: {error}.")),
        }
    }

    fn folder(&mut self, folder: &Path, name: &str) {
        let entries = match std::fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => {
                self.found.unreadable.push(format!("{} cannot be opened: {error}.", folder.display()));
                return;
            }
        };
        let mut places: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        places.sort();
        for place in places {
            // A link to a folder may lead back up.
            if place.is_dir() {
                if !place.is_symlink() {
                    self.folder(&place, &format!("{name}/{}", name_of(&place)));
                }
            } else {
                self.below(&place, name);
            }
        }
    }

    /// A file in a folder.
    fn below(&mut self, place: &Path, folder: &str) {
        let name = name_of(place);
        let about = place.metadata();
        let size = about.as_ref().ok().map(Metadata::len);
        let reason = match about {
            // Its name excludes it, so it is not opened.
            Ok(about) if is_never_log(&name) => return self.add(place, name, folder, &about, true),
            Ok(about) if !is_regular(place, &about) => NOT_REGULAR.to_owned(),
            Ok(_) if self.leads_out(place) => LEADS_OUT.to_owned(),
            Ok(about) => return self.add(place, name, folder, &about, true),
            Err(error) => format!("It cannot be read: {error}."),
        };
        self.found.skipped.push(SkippedFile { name, folder: folder.to_owned(), size, reason, count: 1 });
    }

    /// Whether it is a link to a target outside the folder that was named. Such a link would put any file of this computer
    /// into the report.
    fn leads_out(&self, place: &Path) -> bool {
        place.is_symlink() && place.canonicalize().is_ok_and(|target| !target.starts_with(&self.root))
    }

    fn add(&mut self, place: &Path, name: String, folder: &str, about: &Metadata, whole_folder: bool) {
        let modified = about.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        self.found.files.push(FoundFile {
            meta: FileMeta {
                file: self.found.files.len() as u32,
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

const NOT_REGULAR: &str = "It is not a regular file.";
const LEADS_OUT: &str = "It is a link to a target outside the folder: pass the file itself to read it.";

/// Bytes of standard input that are kept at most: more than any log, and less than most disks have left.
const MOST_INPUT: u64 = 8 << 30;

const TOO_MUCH_INPUT: &str = "Standard input is larger than 8 GB: save it to a file and pass that file.";

/// Bytes of standard input kept at once.
const PIECE: usize = 256 * 1024;

/// Copies standard input to a file in a folder; an error is a sentence.
fn keep(mut input: impl Read, file: &mut impl Write, folder: &Path, most: u64) -> Result<(), String> {
    let mut piece = vec![0; PIECE];
    let mut kept = 0;
    loop {
        let length = match input.read(&mut piece) {
            Ok(0) => return Ok(()),
            Ok(length) => length,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(format!("Standard input cannot be read: {error}.")),
        };
        kept += length as u64;
        if kept > most {
            return Err(TOO_MUCH_INPUT.to_owned());
        }
        let piece = piece.get(..length).unwrap_or_default();
        file.write_all(piece).map_err(|error| cannot_be_stored(folder, &error))?;
    }
}

fn cannot_be_stored(folder: &Path, error: &Error) -> String {
    format!(
        "Standard input cannot be stored in {}: {error}. Save it to a file and pass that file.",
        folder.display()
    )
}

fn name_of(place: &Path) -> String {
    place.file_name().map_or(String::new(), |name| name.to_string_lossy().into_owned())
}

/// Whether it is a file on a disk: no pipe, no device, and nothing that the system makes up while it is read, which has
/// no size, may never end, and may be something else the next time.
fn is_regular(place: &Path, about: &Metadata) -> bool {
    about.is_file() && !is_made_by_system(place) && (about.len() > 0 || is_empty(place))
}

/// Linux has its own files in two folders; `/dev/stdin` leads there, and from there to the file behind it.
fn is_made_by_system(place: &Path) -> bool {
    cfg!(target_os = "linux")
        && place.canonicalize().is_ok_and(|place| place.starts_with("/proc") || place.starts_with("/sys"))
}

/// Whether a file of size 0 is really empty. A file that cannot be opened counts as empty; a file that grows has a size
/// by then.
fn is_empty(place: &Path) -> bool {
    let Ok(mut file) = File::open(place) else { return true };
    !matches!(file.read(&mut [0]), Ok(1)) || file.metadata().is_ok_and(|about| about.len() > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn standard_input_has_an_end() {
        let kept = |most| {
            let mut file = Vec::new();
            keep(&b"a log"[..], &mut file, Path::new("tmp"), most).map(|()| file)
        };
        assert_eq!(kept(5), Ok(b"a log".to_vec()));
        assert_eq!(kept(4), Err(TOO_MUCH_INPUT.to_owned()));
        let endless = keep(std::io::repeat(0), &mut std::io::sink(), Path::new("tmp"), 1 << 20);
        assert_eq!(endless, Err(TOO_MUCH_INPUT.to_owned()));
    }
}
