//! Drops that come one after the other: a file of a name that was dropped before is of another folder, or of a later time.

use std::collections::BTreeSet;

use report::{FileMeta, LATER_DROP};

use super::given::GivenFile;

/// What pasted lines are called.
const PASTED: &str = "pasted.log";

/// The files of a drop, in a folder of their own if one of them has the folder and the name of an earlier file: the `Logs`
/// of a second machine are `Logs (2)`, and single files are in `Drop 2`. Lines that are pasted one after the other are of
/// one machine: they are `pasted-2.log`.
pub(super) fn apart(known: &[GivenFile], mut files: Vec<FileMeta>) -> Vec<FileMeta> {
    let key = |path: &str, name: &str| [path, "/", name].concat().to_lowercase();
    let places: BTreeSet<String> = known.iter().map(|file| key(&file.meta.path, &file.meta.name)).collect();
    let is_taken = |files: &[FileMeta], number: u32| {
        let place = |file: &FileMeta| key(&renamed(&file.path, number), &file.name);
        files.iter().any(|file| places.contains(&place(file)))
    };
    if let [file] = &mut files[..]
        && file.name == PASTED
    {
        let pasted = known.iter().filter(|known| known.meta.name.starts_with("pasted")).count();
        if pasted > 0 {
            file.name = ["pasted-", &(pasted + 1).to_string(), ".log"].concat();
        }
        return files;
    }
    let number = (1..).find(|&number| !is_taken(&files, number)).unwrap_or(1);
    for file in &mut files {
        file.path = renamed(&file.path, number);
    }
    files
}

/// A folder of the drop of this number.
fn renamed(path: &str, number: u32) -> String {
    if number == 1 {
        return path.to_owned();
    }
    let number = number.to_string();
    match path.split_once('/') {
        _ if path.is_empty() => [LATER_DROP, &number].concat(),
        Some((top, below)) => [top, " (", &number, ")/", below].concat(),
        None => [path, " (", &number, ")"].concat(),
    }
}
