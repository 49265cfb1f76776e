//! Archives in memory, and what comes out of them.
#![allow(dead_code)] // Not every test needs all of it.

use archive::{
    ArchiveEvent, ArchiveInfo, ArchiveKind, ArchiveMember, Limits, MemberEnd, UnpackBudget, UnpackError,
    Unpacker,
};

/// What was unpacked from an archive.
#[derive(Default)]
pub(crate) struct Out {
    pub(crate) budget: UnpackBudget,
    pub(crate) bundle: Option<&'static str>,
    /// Each member with its bytes, and how it ended.
    pub(crate) members: Vec<(ArchiveMember, Vec<u8>, Option<MemberEnd>)>,
    /// Folder and name, and why.
    pub(crate) skipped: Vec<(String, UnpackError)>,
    /// The sizes of the skipped members, if they are known.
    pub(crate) skipped_sizes: Vec<Option<u64>>,
    pub(crate) problem: Option<UnpackError>,
    /// Whether members that are archives are opened.
    opens: bool,
}

impl Out {
    fn read(&mut self, info: ArchiveInfo, archive: &[u8]) {
        let (name, path, depth) = (info.name.clone(), info.path.clone(), info.depth);
        let mut unpacker = Unpacker::new(info, self.budget.clone(), is_key_log);
        loop {
            match unpacker.next() {
                ArchiveEvent::Read(range) => {
                    assert!(range.start < range.end, "no empty range is requested");
                    unpacker.give(archive[range.start as usize..range.end as usize].to_vec());
                }
                ArchiveEvent::Bundle(name) => self.bundle = Some(name),
                ArchiveEvent::Skipped(skipped) => {
                    self.skipped.push((path_of(&skipped.path, &skipped.name), skipped.error));
                    self.skipped_sizes.push(skipped.size);
                }
                ArchiveEvent::Begin(member) => self.members.push((member, Vec::new(), None)),
                ArchiveEvent::Chunk(chunk) => {
                    assert!(!chunk.is_empty() && chunk.len() <= 1 << 20, "{} bytes at once", chunk.len());
                    self.members.last_mut().unwrap().1.extend(chunk);
                }
                ArchiveEvent::End(end) => self.end(end, depth),
                ArchiveEvent::Done(error) => {
                    let within = |error: &UnpackError| error.offset <= archive.len() as u64;
                    assert!(error.as_ref().is_none_or(within), "{error:?} in {path}/{name}");
                    self.problem = self.problem.or(error);
                    return;
                }
            }
        }
    }

    /// The last member is at its end: an archive is opened.
    fn end(&mut self, end: MemberEnd, depth: u32) {
        let (member, bytes, ended) = self.members.last_mut().unwrap();
        *ended = Some(end);
        if let (true, Some(kind)) = (self.opens, archive::archive_kind(bytes)) {
            let ArchiveMember { name, path, whole_folder, .. } = member.clone();
            let bytes = std::mem::take(bytes);
            self.members.pop();
            let size = bytes.len() as u64;
            self.read(ArchiveInfo { kind, name, path, size, whole_folder, depth: depth + 1 }, &bytes);
        }
    }
}

/// What the tests treat as a log that is read first.
pub(crate) fn is_key_log(name: &str) -> bool {
    ["WUAHandler", "ScanAgent"].iter().any(|key| name.starts_with(key))
}

impl Out {
    /// Name and text of each complete member.
    pub(crate) fn complete(&self) -> Vec<(String, String)> {
        let whole = self.members.iter().filter(|(_, _, end)| *end == Some(MemberEnd::Complete));
        whole.map(|(member, bytes, _)| (path_of(&member.path, &member.name), text(bytes))).collect()
    }

    /// The names of the complete members.
    pub(crate) fn names(&self) -> Vec<String> {
        self.complete().into_iter().map(|(name, _)| name).collect()
    }

    /// The errors of the archive, of its members and of skipped members.
    pub(crate) fn errors(&self) -> Vec<UnpackError> {
        let of_members = self.members.iter().filter_map(|(_, _, end)| match end {
            Some(MemberEnd::Damaged(error) | MemberEnd::Dropped(error)) => Some(*error),
            _ => None,
        });
        self.problem
            .into_iter()
            .chain(of_members)
            .chain(self.skipped.iter().map(|(_, error)| *error))
            .collect()
    }

    /// Their messages, each once.
    pub(crate) fn messages(&self) -> Vec<String> {
        let mut messages: Vec<String> = self.errors().iter().map(UnpackError::to_string).collect();
        messages.sort();
        messages.dedup();
        messages
    }
}

pub(crate) fn path_of(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}/{name}") }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Opens an archive; members that are archives are members.
pub(crate) fn open(name: &str, bytes: &[u8]) -> Out {
    open_with(name, bytes, Out::default())
}

/// Opens an archive, and those in it.
pub(crate) fn open_all(name: &str, bytes: &[u8]) -> Out {
    open_with(name, bytes, Out { opens: true, ..Out::default() })
}

/// Opens an archive within these limits, and those in it.
pub(crate) fn open_within(limits: Limits, name: &str, bytes: &[u8]) -> Out {
    open_with(name, bytes, Out { opens: true, budget: UnpackBudget::new(limits), ..Out::default() })
}

fn open_with(name: &str, bytes: &[u8], mut out: Out) -> Out {
    let info = ArchiveInfo {
        kind: archive::archive_kind(bytes).unwrap_or(ArchiveKind::Zip),
        name: name.to_owned(),
        path: String::new(),
        size: bytes.len() as u64,
        whole_folder: false,
        depth: 1,
    };
    out.read(info, bytes);
    out
}
