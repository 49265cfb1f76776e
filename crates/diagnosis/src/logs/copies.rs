//! Which files are copies of others, and which folders contain copies of one another.
//!
//! A file is a copy if all its lines are in another file of the same log. Only then is it not counted: everything left
//! out is in the other file, including its failures.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use logfile::Format;

use crate::logs::counting_files::CountingFiles;
use crate::logs::log_kind::log_of_file;
use crate::logs::scanned_file::ScannedFile;
use crate::scan::line_hashes::hash_of;
use crate::scan::sighting::Sighting;
use crate::sort;

/// The files of the logs of which a machine has only one, by log and by whether they are traces.
pub(crate) type UniqueLogs = BTreeMap<(&'static str, bool), Vec<Arc<ScannedFile>>>;

/// How the logs of two folders relate to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Relation {
    /// They have no log in common.
    Unrelated,
    /// Every log that both have is older in one folder and continued in the other.
    Copy,
    /// A log is in both folders, and neither continues the other: two machines.
    Conflict,
}

/// Compares the logs of two folders.
pub(crate) fn relation(logs: &UniqueLogs, others: &UniqueLogs) -> Relation {
    let mut relation = Relation::Unrelated;
    for (log, files) in logs {
        let Some(others) = others.get(log) else { continue };
        if !continues(files, others) && !continues(others, files) {
            return Relation::Conflict;
        }
        relation = Relation::Copy;
    }
    relation
}

/// Whether one of `others` continues the newest of these files of one log. Lines without a time can be the same on any
/// machine and prove nothing.
fn continues(files: &[Arc<ScannedFile>], others: &[Arc<ScannedFile>]) -> bool {
    let order = |file: &&Arc<ScannedFile>| {
        let last = file.tally.last.map(|time| time.utc().unwrap_or(time.local));
        (last, file.contents.count, file.print)
    };
    let newest = files.iter().max_by_key(order).filter(|file| file.tally.span.is_some() || !file.is_done);
    newest.is_some_and(|newest| others.iter().any(|other| is_copy(newest, other)))
}

/// Whether all lines of a file are in another one.
fn is_copy(file: &ScannedFile, other: &ScannedFile) -> bool {
    if file.print == other.print && file.contents.equals(&other.contents) {
        return true;
    }
    if file.reading.format != other.reading.format || !is_text(file) || !is_text(other) {
        return false;
    }
    if !file.is_done || !other.is_done {
        return may_grow(file, other);
    }
    let span = |file: &ScannedFile| file.tally.span.map(|(first, last)| (first.local, last.local));
    let is_outside = span(file)
        .is_some_and(|(first, last)| span(other).is_none_or(|(from, to)| first < from || to < last));
    if is_outside {
        return false;
    }
    let torn = file.torn();
    let is_within = file.contents.is_within(&other.contents, torn);
    let is_certain = file.contents.is_exact() && other.contents.is_exact() && torn == [false; 2];
    is_within && (is_certain || (has_all_codes(file, other) && has_all_sightings(file, other)))
}

fn is_text(file: &ScannedFile) -> bool {
    !matches!(file.reading.format, Format::Binary | Format::Empty)
}

/// Whether a file might be an older copy of another while not all of both is read: they begin with the same bytes.
fn may_grow(file: &ScannedFile, other: &ScannedFile) -> bool {
    file.beginning == other.beginning
        && file.given.size <= other.given.size
        && file.given.name.eq_ignore_ascii_case(&other.given.name)
        && begins_with_its_time(file.reading.format)
}

/// Whether the first entry of a file of this format has its own time. Files that begin with a format header, such as
/// exports and web server logs, begin the same everywhere.
fn begins_with_its_time(format: Format) -> bool {
    matches!(
        format,
        Format::CmTrace
            | Format::SiteServer
            | Format::CmTraceList
            | Format::Trace
            | Format::EventLog
            | Format::WindowsUpdate
            | Format::WindowsUpdateLegacy
            | Format::Servicing
            | Format::ReportingEvents
            | Format::SoftwareDistribution
            | Format::Plain
    )
}

/// Whether the other file contains all the codes of this file, at least as often.
fn has_all_codes(file: &ScannedFile, other: &ScannedFile) -> bool {
    let is_there = |(code, (count, _)): (&u32, &(u64, u64))| {
        other.codes.counts.get(code).is_some_and(|(others, _)| others >= count)
    };
    file.codes.more <= other.codes.more && file.codes.counts.iter().all(is_there)
}

/// Whether the other file has all the evidence lines of this file, except for progress lines. Lines are compared by
/// samples, so this ensures that no failure is left out.
fn has_all_sightings(file: &ScannedFile, other: &ScannedFile) -> bool {
    let hash = |sighting: &Sighting| {
        let (evidence, quote) = (sighting.evidence.0, &sighting.quote);
        (evidence, quote.local, hash_of(quote.text().as_bytes()))
    };
    let decisive = |file: &'_ ScannedFile| -> Vec<(u16, i64, u64)> {
        file.sightings.iter().filter(|sighting| !sighting.is_progress()).map(hash).collect()
    };
    let known: BTreeSet<(u16, i64, u64)> = decisive(other).into_iter().collect();
    decisive(file).iter().all(|sighting| known.contains(sighting))
}

/// Which files of one machine are copies of others: the same file under any name, or an older copy of a file that has
/// grown since.
///
/// Returns the counted file of each copy, by file number.
pub(crate) fn copies(files: &[Arc<ScannedFile>]) -> BTreeMap<u32, u32> {
    let mut groups: BTreeMap<String, Vec<&Arc<ScannedFile>>> = BTreeMap::new();
    for file in files.iter().filter(|file| file.reading.format != Format::Empty) {
        let kind = log_of_file(file).map(|kind| kind.name.to_owned());
        let log = kind.unwrap_or_else(|| format!("{:?}", file.reading.format));
        // Unreadable files can only be compared by their bytes, regardless of their names.
        groups.entry(if is_text(file) { log } else { String::new() }).or_default().push(file);
    }
    let mut copies = BTreeMap::new();
    for mut group in groups.into_values() {
        // The longest file counts; of equal files, the one with the shortest name, because a second download adds to
        // the name.
        sort::by_key(&mut group, |file| {
            (std::cmp::Reverse(whole_lines(file)), file.contents.count, file.given.name.len())
        });
        let mut counting = CountingFiles::default();
        for file in group {
            let alike = counting.alike(file);
            if let Some(other) = alike.iter().find(|other| is_copy(file, other)) {
                copies.insert(file.given.file, other.given.file);
                continue;
            }
            for other in alike.into_iter().filter(|other| is_copy(other, file)) {
                counting.remove(other);
                copies.values_mut().filter(|counts| **counts == other.given.file).for_each(|counts| {
                    *counts = file.given.file;
                });
                copies.insert(other.given.file, file.given.file);
            }
            counting.add(file);
        }
    }
    copies
}

/// How many of its lines are searched for in another file. A file whose last line is cut off comes after the file that
/// has the complete line.
fn whole_lines(file: &ScannedFile) -> u64 {
    file.contents.count.saturating_sub(file.torn().into_iter().map(u64::from).sum())
}
