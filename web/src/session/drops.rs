//! Consecutive drops: a file with the name of an earlier file is from another folder, or from a later time.

use std::borrow::Cow;
use std::collections::BTreeSet;

use basics::fnv64;
use report::{FileMeta, LATER_DROP};

use super::GivenFile;
use crate::message::PASTED;

/// The files of a drop. If one of them has the folder and name of an earlier file, they get their own folder: the
/// `Logs` of a second machine become `Logs (2)`, and single files are in `Drop 2`. Lines that are pasted later
/// belong to the same machine: they become `pasted-2.log`.
pub(super) fn apart(known: &[GivenFile], mut files: Vec<FileMeta>) -> Vec<FileMeta> {
    if let [file] = &mut files[..]
        && file.name == PASTED
    {
        let pasted = known.iter().filter(|known| known.meta.name.starts_with("pasted")).count();
        if pasted > 0 {
            file.name = ["pasted-", &(pasted + 1).to_string(), ".log"].concat();
        }
        return files;
    }
    // Not collected: that would add sorting code, which nothing else in the page needs.
    let mut places = BTreeSet::new();
    places.extend(known.iter().map(|file| place(&file.meta.path, &file.meta.name)));
    let is_taken = |files: &[FileMeta], number: u32| {
        files.iter().any(|file| places.contains(&place(&renamed(&file.path, number), &file.name)))
    };
    let number = (1..).find(|&number| !is_taken(&files, number)).unwrap_or(1);
    for file in files.iter_mut().filter(|_| number > 1) {
        file.path = renamed(&file.path, number).into_owned();
    }
    files
}

/// A hash of folder and name that ignores the case of ASCII letters: the tables of all other letters would make the
/// page 5 kB larger.
fn place(path: &str, name: &str) -> u64 {
    fnv64([path, "/", name].into_iter().flat_map(str::bytes).map(|byte| byte.to_ascii_lowercase()))
}

/// A hash of the name and the size of a file: a file that is dropped again has the same.
pub(super) fn print(file: &FileMeta) -> u64 {
    place(&file.name, &file.size.to_string())
}

/// The folder for the drop of this number.
fn renamed(path: &str, number: u32) -> Cow<'_, str> {
    let words = number.to_string();
    match path.split_once('/') {
        _ if number == 1 => path.into(),
        _ if path.is_empty() => [LATER_DROP, &words].concat().into(),
        Some((top, below)) => [top, " (", &words, ")/", below].concat().into(),
        None => [path, " (", &words, ")"].concat().into(),
    }
}
