//! Files unpacked from archives in memory.

use archive::{
    ArchiveEvent, ArchiveInfo, ArchiveKind, ArchiveMember, Limits, MemberEnd, UnpackBudget, UnpackError,
    Unpacker, archive_kind,
};

use crate::notation::TestFile;

/// The content of an archive and of nested archives.
#[derive(Default)]
pub struct Unpacked {
    /// The files, damaged ones included.
    pub files: Vec<TestFile>,
    /// Folder, name and reason for everything that was not read.
    pub skipped: Vec<(String, String, UnpackError)>,
    /// What it was recognized as.
    pub bundle: Option<&'static str>,
    /// The limits, and what was unpacked.
    pub budget: UnpackBudget,
}

/// Unpacks an archive, those in it too, within these limits; gives nothing if it is no archive.
pub fn unpacked(file: &TestFile, limits: Limits) -> Unpacked {
    let mut out = Unpacked::within(limits);
    if let Some(kind) = archive_kind(&file.bytes) {
        unpack_as(kind, file, &mut out);
    }
    out
}

/// Unpacks any bytes as an archive of this kind.
pub fn unpack_as(kind: ArchiveKind, file: &TestFile, out: &mut Unpacked) {
    out.unpack(kind, file, 1);
}

impl Unpacked {
    /// Empty, with these limits.
    pub fn within(limits: Limits) -> Self {
        Self { budget: UnpackBudget::new(limits), ..Self::default() }
    }

    fn unpack(&mut self, kind: ArchiveKind, archive: &TestFile, depth: u32) {
        let (name, path, whole_folder) = (archive.name.clone(), archive.path.clone(), archive.whole_folder);
        let info = ArchiveInfo { kind, name, path, size: archive.bytes.len() as u64, whole_folder, depth };
        let mut unpacker = Unpacker::new(info, self.budget.clone(), knowledge::is_key_log);
        let mut begun: Option<(ArchiveMember, Vec<u8>)> = None;
        loop {
            match unpacker.next() {
                ArchiveEvent::Read(range) => {
                    assert!(range.start < range.end, "no empty range is requested");
                    unpacker.give(archive.bytes[range.start as usize..range.end as usize].to_vec());
                }
                ArchiveEvent::Bundle(name) => self.bundle = self.bundle.or(Some(name)),
                ArchiveEvent::Skipped(member) => self.skip(member.path, member.name, member.error),
                ArchiveEvent::Begin(member) => {
                    assert!(begun.is_none(), "one member after the other");
                    begun = Some((member, Vec::new()));
                }
                ArchiveEvent::Chunk(chunk) => {
                    assert!(!chunk.is_empty() && chunk.len() <= 1 << 20, "{} bytes at once", chunk.len());
                    begun.iter_mut().for_each(|(_, bytes)| bytes.extend_from_slice(&chunk));
                }
                ArchiveEvent::End(end) => {
                    if let Some((member, bytes)) = begun.take() {
                        self.end(member, bytes, end, depth);
                    }
                }
                ArchiveEvent::Done(None) => return,
                ArchiveEvent::Done(Some(error)) => {
                    return self.skip(archive.path.clone(), archive.name.clone(), error);
                }
            }
        }
    }

    fn skip(&mut self, path: String, name: String, error: UnpackError) {
        let sentence = error.to_string();
        assert!(sentence.ends_with('.'), "{sentence}");
        self.skipped.push((path, name, error));
    }

    fn end(&mut self, member: ArchiveMember, bytes: Vec<u8>, end: MemberEnd, depth: u32) {
        let ArchiveMember { name, path, modified, whole_folder, .. } = member;
        if let MemberEnd::Dropped(error) = end {
            return self.skip(path, name, error);
        }
        let kind = archive_kind(&bytes);
        let file = TestFile { name, path, bytes, modified, whole_folder };
        match kind {
            Some(kind) => self.unpack(kind, &file, depth + 1),
            None => self.files.push(file),
        }
    }
}
