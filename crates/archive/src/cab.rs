//! Cabinets: folders of blocks, each unpacked once from its beginning, and files that are stretches of them.
//!
//! A reader of our own, as the `cab` crate unpacks a folder anew for each of its files and panics on some that are
//! damaged.

use crate::Given;
use crate::bundle::Layout;
use crate::bytes::{u16_at, u32_at};
use crate::folder::Folder;
use crate::limits::{OVERLAP, TOO_LARGE};
use crate::names::{below, decode, take_apart};
use crate::out::{Halt, Out};
use crate::taker::{Member, Skip, Source, Taker};
use crate::window::Window;
use crate::worth::{Worth, worth};

const SPANNED: &str = "This file goes on in another cabinet: unpack the first one with expand.exe, the others beside it, and drop the \
     folder.";
const CUT: &str = "This cabinet ends too early, as after a download that broke off: what is there was read.";
const DAMAGED: &str = "This cabinet is damaged from some byte on: what stands before it was read.";
const SUM_WRONG: &str = "A check sum in its cabinet is wrong, so parts of it may be too: drop another copy if something looks odd.";
const METHOD: &str =
    "It is packed in a way that is not read: unpack the cabinet with expand.exe and drop the folder.";

/// The longest name, folder included.
const LONGEST_NAME: u64 = 1024;

/// What a cabinet says of itself.
struct Head {
    files_at: u64,
    folders_at: u64,
    folders: u16,
    files: u16,
    /// Bytes that the maker reserved in each folder's row, and in each block's head.
    of_folder: u64,
    of_block: u64,
}

/// A file: a stretch of a folder.
struct File {
    name: String,
    folder: String,
    size: u64,
    start: u64,
    of: u16,
}

/// Hands over the files, folder by folder.
pub(crate) async fn unpack<S: Source, T: Taker>(
    given: &Given,
    window: &mut Window<'_, S>,
    out: &mut Out<'_, T>,
) -> Result<Option<&'static str>, Halt> {
    let Some(head) = head(window).await? else { return Ok(Some(CUT)) };
    let (mut files, mut problem) = files(window, &head).await?;
    // A single file lies where the cabinet lies: so do the older parts of CBS.log.
    let is_single = head.files == 1;
    let base = if is_single { given.path.clone() } else { given.base() };
    let mut layout = Layout::default();
    files.iter().for_each(|file| layout.see(&file.folder, &file.name));
    if let Some(name) = layout.name(&given.name) {
        out.bundle(name);
    }
    let whole_folder = if is_single { given.whole_folder } else { problem.is_none() };
    let most = out.limits().member;
    files.retain(|file| {
        let refusal = file.refusal(most);
        if let Some((why, is_log)) = refusal {
            file.skip(&base, why, is_log, out);
        }
        refusal.is_none()
    });
    files.sort_by_key(|file| (file.of, file.start));
    let overlap = |pair: &[File]| pair[0].of == pair[1].of && pair[0].start + pair[0].size > pair[1].start;
    if files.windows(2).any(overlap) {
        return Err(Halt::Archive(OVERLAP));
    }
    let mut done = 0;
    let read = folders(&head, &files, (&base, whole_folder), &mut done, window, out).await;
    if let Err(Halt::Archive(why)) = read {
        // What is left is told, or else it would seem to have been read.
        files.iter().skip(done + 1).for_each(|file| file.skip(&base, why, true, out));
    }
    problem = read?.or(problem);
    Ok(problem)
}

/// Unpacks the folders that hold files which are wanted; returns what is wrong with them. `done` counts files.
async fn folders<S: Source, T: Taker>(
    head: &Head,
    files: &[File],
    (base, whole_folder): (&str, bool),
    done: &mut usize,
    window: &mut Window<'_, S>,
    out: &mut Out<'_, T>,
) -> Result<Option<&'static str>, Halt> {
    let mut problem = None;
    for files in files.chunk_by(|a, b| a.of == b.of) {
        let row = head.folders_at + u64::from(files[0].of) * (8 + head.of_folder);
        let row = if files[0].of < head.folders { window.exact(row, 8).await? } else { None };
        let folder = row.map(|row| Folder::new(row, head.of_block));
        let Some(Some(mut folder)) = folder else {
            let why = if folder.is_none() { CUT } else { METHOD };
            files.iter().for_each(|file| file.skip(base, why, true, out));
            *done += files.len();
            continue;
        };
        let mut place = Place { at: 0, have: 0 };
        let mut damage = None;
        for file in files {
            match damage {
                None => {
                    out.begin(file.member(base, whole_folder)).await?;
                    match read(file, &mut folder, &mut place, window, out).await {
                        Ok(found) => {
                            damage = found;
                            let sum = std::mem::take(&mut folder.is_sum_wrong).then_some(SUM_WRONG);
                            out.end(damage.or(sum)).await?;
                        }
                        Err(halt) => out.give_up(halt).await?,
                    }
                }
                Some(why) => file.skip(base, why, true, out),
            }
            *done += 1;
        }
        problem = problem.or(damage);
    }
    Ok(problem)
}

/// Where in a folder the block at hand begins, and how many bytes it has.
struct Place {
    at: u64,
    have: u64,
}

/// Unpacks one file; returns what is wrong with its folder.
async fn read<S: Source, T: Taker>(
    file: &File,
    folder: &mut Folder,
    place: &mut Place,
    window: &mut Window<'_, S>,
    out: &mut Out<'_, T>,
) -> Result<Option<&'static str>, Halt> {
    let (mut from, end) = (file.start, file.start + file.size);
    while from < end {
        if place.at + place.have <= from {
            place.at += std::mem::take(&mut place.have);
            match folder.next(window).await? {
                Ok(length) => place.have = length as u64,
                Err(why) => return Ok(Some(why)),
            }
            // What lies between the files that are wanted is unpacked as well.
            let is_wanted = place.at + place.have > from;
            if !is_wanted {
                out.count(place.have, folder.at)?;
            }
            continue;
        }
        let to = end.min(place.at + place.have);
        let packed = std::mem::take(&mut folder.packed);
        let stretch = (from - place.at) as usize..(to - place.at) as usize;
        out.write(&folder.block()[stretch], packed, folder.at).await?;
        from = to;
    }
    Ok(None)
}

impl File {
    fn refusal(&self, most: u64) -> Option<(&'static str, bool)> {
        match worth(&self.name) {
            Worth::Nothing(why, is_log) => Some((why, is_log)),
            _ if self.of >= 0xFFFD => Some((SPANNED, true)),
            _ if self.size > most => Some((TOO_LARGE, true)),
            _ => None,
        }
    }

    fn skip<T: Taker>(&self, base: &str, why: &'static str, is_log: bool, out: &mut Out<'_, T>) {
        let path = below(base, &self.folder);
        out.skip(Skip { name: &self.name, path: &path, size: Some(self.size), why, is_log });
    }

    fn member(&self, base: &str, whole_folder: bool) -> Member {
        Member {
            name: self.name.clone(),
            path: below(base, &self.folder),
            size: Some(self.size),
            // A cabinet holds local times and no zone.
            modified: None,
            whole_folder,
        }
    }
}

/// The head of a cabinet; none where it is cut off in it.
async fn head<S: Source>(window: &mut Window<'_, S>) -> Result<Option<Head>, Halt> {
    let Some(fixed) = window.exact(0, 36).await? else { return Ok(None) };
    let flags = u16_at(fixed, 30);
    let mut head = Head {
        files_at: u64::from(u32_at(fixed, 16)),
        folders_at: 36,
        folders: u16_at(fixed, 26),
        files: u16_at(fixed, 28),
        of_folder: 0,
        of_block: 0,
    };
    if flags & 4 != 0 {
        let Some(reserved) = window.exact(36, 4).await? else { return Ok(None) };
        head.folders_at += 4 + u64::from(u16_at(reserved, 0));
        (head.of_folder, head.of_block) = (u64::from(reserved[2]), u64::from(reserved[3]));
    }
    // The names of the cabinet before and of the one behind, each with that of its disk.
    for _ in 0..2 * (flags & 1) + (flags & 2) {
        let Some(name) = name(window, head.folders_at).await? else { return Ok(None) };
        head.folders_at += name.len() as u64 + 1;
    }
    Ok(Some(head))
}

/// The files, and what is wrong with their list.
async fn files<S: Source>(
    window: &mut Window<'_, S>,
    head: &Head,
) -> Result<(Vec<File>, Option<&'static str>), Halt> {
    let mut files = Vec::new();
    let mut at = head.files_at;
    for _ in 0..head.files {
        let Some(row) = window.exact(at, 16).await? else { return Ok((files, Some(CUT))) };
        let (size, start) = (u64::from(u32_at(row, 0)), u64::from(u32_at(row, 4)));
        let of = u16_at(row, 8);
        let Some(name) = name(window, at + 16).await? else { return Ok((files, Some(DAMAGED))) };
        at += 17 + name.len() as u64;
        let (folder, name) = take_apart(&decode(&name));
        files.push(File { name, folder, size, start, of });
    }
    Ok((files, None))
}

/// The bytes up to a zero; none where it does not come.
async fn name<S: Source>(window: &mut Window<'_, S>, at: u64) -> Result<Option<Vec<u8>>, Halt> {
    let length = LONGEST_NAME.min(window.size().saturating_sub(at));
    let Some(bytes) = window.exact(at, length as usize).await? else { return Ok(None) };
    let end = bytes.iter().position(|&byte| byte == 0);
    Ok(end.map(|end| bytes[..end].to_vec()))
}
