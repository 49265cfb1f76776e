//! Cabinets: folders of blocks, each unpacked once from its beginning, and files that are stretches of them.
//!
//! A reader of our own, as the `cab` crate unpacks a folder again for each of its files and panics on some that are
//! damaged.

use crate::bundle::BundleLayout;
use crate::bytes::{u16_at, u32_at};
use crate::channel::{ArchiveMember, SkippedMember};
use crate::error::{UnpackError, UnpackFault};
use crate::folder::CabFolder;
use crate::info::ArchiveInfo;
use crate::info::ArchiveKind::Cab;
use crate::names::{below, decode, take_apart};
use crate::triage::Triage;
use crate::window::Window;
use crate::writer::{Abort, MemberWriter};

/// The longest name, folder included.
const LONGEST_NAME: u64 = 1024;

/// The header of a cabinet.
struct CabHeader {
    files_at: u64,
    folders_at: u64,
    folders: u16,
    files: u16,
    /// Bytes that the maker reserved in each folder's row, and in each block's head.
    of_folder: u64,
    of_block: u64,
}

/// A file: a stretch of a folder.
struct CabFile {
    /// Offset of its row in the list of files.
    row: u64,
    name: String,
    folder: String,
    size: u64,
    start: u64,
    of: u16,
}

/// Passes on the files, folder by folder. Returns the first error in the cabinet.
pub(crate) async fn unpack(
    info: &ArchiveInfo,
    window: &mut Window,
    out: &mut MemberWriter,
) -> Result<Option<UnpackError>, Abort> {
    let Some(head) = header(window).await else { return Ok(Some(UnpackFault::Cut(Cab).at(0))) };
    let (listed, problem) = list(window, &head).await;
    // A single file gets the folder of the cabinet: older parts of CBS.log are packed this way.
    let is_single = head.files == 1;
    let base = if is_single { info.path.clone() } else { info.base() };
    let mut layout = BundleLayout::default();
    listed.iter().for_each(|file| layout.add(&file.folder, &file.name));
    if let Some(name) = layout.name(&info.name) {
        out.bundle(name).await;
    }
    let whole_folder = if is_single { info.whole_folder } else { problem.is_none() };
    let mut files = Vec::new();
    for file in listed {
        match file.refusal(out) {
            Some(fault) => file.skip(&base, fault, out).await,
            None => files.push(file),
        }
    }
    files.sort_by_key(|file| (file.of, file.start));
    let overlap =
        |pair: &&[CabFile]| pair[0].of == pair[1].of && pair[0].start + pair[0].size > pair[1].start;
    if let Some(pair) = files.windows(2).find(overlap) {
        return Err(Abort::Archive(UnpackFault::Overlap.at(pair[1].row)));
    }
    let mut done = 0;
    let read = folders(&head, &files, (&base, whole_folder), &mut done, window, out).await;
    if let Err(Abort::Archive(error)) = read {
        // List the rest; otherwise it would seem to have been read.
        for file in files.iter().skip(done + 1) {
            file.skip(&base, error.fault, out).await;
        }
    }
    Ok(read?.or(problem))
}

/// Unpacks the folders that contain files to read; returns their error. `done` counts files.
async fn folders(
    head: &CabHeader,
    files: &[CabFile],
    (base, whole_folder): (&str, bool),
    done: &mut usize,
    window: &mut Window,
    out: &mut MemberWriter,
) -> Result<Option<UnpackError>, Abort> {
    let mut problem = None;
    for files in files.chunk_by(|a, b| a.of == b.of) {
        let row = head.folders_at + u64::from(files[0].of) * (8 + head.of_folder);
        let row = if files[0].of < head.folders { window.exact(row, 8).await } else { None };
        let folder = row.map(|row| CabFolder::new(row, head.of_block));
        let Some(Some(mut folder)) = folder else {
            let is_cut = folder.is_none();
            let fault = if is_cut { UnpackFault::Cut(Cab) } else { UnpackFault::UnknownMethod(Cab) };
            for file in files {
                file.skip(base, fault, out).await;
            }
            *done += files.len();
            continue;
        };
        let mut position = FolderPosition { at: 0, have: 0 };
        let mut damage: Option<UnpackError> = None;
        for file in files {
            match damage {
                None => {
                    out.begin(file.member(base, whole_folder), file.row).await?;
                    match read(file, &mut folder, &mut position, window, out).await {
                        Ok(found) => {
                            damage = found;
                            let is_sum_wrong = std::mem::take(&mut folder.is_sum_wrong);
                            let sum = is_sum_wrong.then(|| UnpackFault::WrongChecksum(Cab).at(folder.at));
                            out.end(damage.or(sum)).await;
                        }
                        Err(abort) => out.drop_member(abort).await?,
                    }
                }
                Some(error) => file.skip(base, error.fault, out).await,
            }
            *done += 1;
        }
        problem = problem.or(damage);
    }
    Ok(problem)
}

/// Where in a folder the current block begins, and how many bytes it has.
struct FolderPosition {
    at: u64,
    have: u64,
}

/// Unpacks one file; returns the error in its folder.
async fn read(
    file: &CabFile,
    folder: &mut CabFolder,
    position: &mut FolderPosition,
    window: &mut Window,
    out: &mut MemberWriter,
) -> Result<Option<UnpackError>, Abort> {
    let (mut from, end) = (file.start, file.start + file.size);
    while from < end {
        if position.at + position.have <= from {
            position.at += std::mem::take(&mut position.have);
            match folder.next(window).await {
                Ok(length) => position.have = length as u64,
                Err(error) => return Ok(Some(error)),
            }
            // Bytes between the files that are read are unpacked as well.
            let is_needed = position.at + position.have > from;
            if !is_needed {
                out.count(position.have, folder.at)?;
            }
            continue;
        }
        let to = end.min(position.at + position.have);
        let packed = std::mem::take(&mut folder.packed);
        let stretch = (from - position.at) as usize..(to - position.at) as usize;
        out.write(&folder.block()[stretch], packed, folder.at).await?;
        from = to;
    }
    Ok(None)
}

impl CabFile {
    /// Why it is not unpacked; none if it is.
    fn refusal(&self, out: &MemberWriter) -> Option<UnpackFault> {
        let most = out.limits().member;
        match out.triage(&self.name) {
            Triage::Skip(reason) => Some(UnpackFault::NotWanted(reason)),
            _ if self.of >= 0xFFFD => Some(UnpackFault::MemberContinues),
            _ if self.size > most => Some(UnpackFault::TooLarge(most)),
            _ => None,
        }
    }

    async fn skip(&self, base: &str, fault: UnpackFault, out: &MemberWriter) {
        let (name, path) = (self.name.clone(), below(base, &self.folder));
        out.skip(SkippedMember { name, path, size: Some(self.size), error: fault.at(self.row) }).await;
    }

    fn member(&self, base: &str, whole_folder: bool) -> ArchiveMember {
        ArchiveMember {
            name: self.name.clone(),
            path: below(base, &self.folder),
            size: Some(self.size),
            // A cabinet holds local times and no zone.
            modified: None,
            whole_folder,
        }
    }
}

/// The header of a cabinet; none if it is cut off in it.
async fn header(window: &mut Window) -> Option<CabHeader> {
    let fixed = window.exact(0, 36).await?;
    let flags = u16_at(fixed, 30);
    let mut head = CabHeader {
        files_at: u64::from(u32_at(fixed, 16)),
        folders_at: 36,
        folders: u16_at(fixed, 26),
        files: u16_at(fixed, 28),
        of_folder: 0,
        of_block: 0,
    };
    if flags & 4 != 0 {
        let reserved = window.exact(36, 4).await?;
        head.folders_at += 4 + u64::from(u16_at(reserved, 0));
        (head.of_folder, head.of_block) = (u64::from(reserved[2]), u64::from(reserved[3]));
    }
    // The names of the previous and the next cabinet, each with its disk name.
    for _ in 0..2 * (flags & 1) + (flags & 2) {
        head.folders_at += name(window, head.folders_at).await?.len() as u64 + 1;
    }
    Some(head)
}

/// The files, and the error in their list.
async fn list(window: &mut Window, head: &CabHeader) -> (Vec<CabFile>, Option<UnpackError>) {
    let mut files = Vec::new();
    let mut at = head.files_at;
    for _ in 0..head.files {
        let Some(row) = window.exact(at, 16).await else {
            return (files, Some(UnpackFault::Cut(Cab).at(at)));
        };
        let (size, start) = (u64::from(u32_at(row, 0)), u64::from(u32_at(row, 4)));
        let of = u16_at(row, 8);
        let Some(name) = name(window, at + 16).await else {
            return (files, Some(UnpackFault::Damaged(Cab).at(at)));
        };
        let row = at;
        at += 17 + name.len() as u64;
        let (folder, name) = take_apart(&decode(&name));
        files.push(CabFile { row, name, folder, size, start, of });
    }
    (files, None)
}

/// The bytes up to a zero; none if there is no zero.
async fn name(window: &mut Window, at: u64) -> Option<Vec<u8>> {
    let length = LONGEST_NAME.min(window.size().saturating_sub(at));
    let bytes = window.exact(at, length as usize).await?;
    let end = bytes.iter().position(|&byte| byte == 0)?;
    Some(bytes[..end].to_vec())
}
