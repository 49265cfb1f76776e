//! The lines that contain a code: the newest ones of each file.

use std::sync::Arc;

use report::CodeLine;

use crate::logs::scanned_file::ScannedFile;
use crate::scan::codes::MOST_LINES;

/// The newest entries of each file that contain a code, at most `most` in all, without their texts; and whether there
/// are more.
pub(crate) fn code_lines<'f>(
    files: impl Iterator<Item = &'f Arc<ScannedFile>>,
    code: u32,
    most: usize,
) -> (Vec<CodeLine>, bool) {
    let (mut lines, mut more) = (Vec::new(), false);
    for file in files {
        let (Some(newest), Some((entries, _))) = (file.codes.newest.get(&code), file.codes.counts.get(&code))
        else {
            continue;
        };
        let room = most - lines.len();
        more |= newest.len() > room || *entries > newest.len().max(MOST_LINES) as u64;
        lines.extend(newest.iter().take(room).map(|line| CodeLine {
            file: file.given.file,
            log: file.given.name.clone(),
            line: *line,
            time: String::new(),
            text: String::new(),
        }));
    }
    (lines, more)
}
