//! Files that come out of archives in memory, as the engine's callers get them.

use std::pin::Pin;

use archive::{End, Given, Kind, Limits, Member, Skip, Source, Spent, Stop, Taker};

use crate::notation::TestFile;

/// What came out of an archive and of those in it.
#[derive(Default)]
pub struct Unpacked {
    /// The files, those that are damaged included.
    pub files: Vec<TestFile>,
    /// Folder, name and why, of all that was not read.
    pub skipped: Vec<(String, String, &'static str)>,
    /// What it was recognized as.
    pub bundle: Option<&'static str>,
    /// What may come out, and what did.
    pub spent: Spent,
    depth: u32,
    member: Option<(Member, Vec<u8>)>,
}

/// Unpacks an archive, those in it too, within these limits; nothing comes out of what is none.
pub fn unpacked(file: &TestFile, limits: Limits) -> Unpacked {
    let mut out = Unpacked::within(limits);
    if let Some(kind) = archive::kind(&file.bytes) {
        unpack_as(kind, file, &mut out);
    }
    out
}

/// Unpacks bytes as an archive of this kind, whatever they look like.
pub fn unpack_as(kind: Kind, file: &TestFile, out: &mut Unpacked) {
    let (name, path) = (file.name.clone(), file.path.clone());
    let opened = archive::now(out.open(kind, name, path, file.whole_folder, &file.bytes));
    assert_eq!(opened, Some(Ok(())), "memory never waits and never fails");
}

impl Unpacked {
    /// Nothing yet; what comes will be within these limits.
    pub fn within(limits: Limits) -> Self {
        Self { spent: Spent { limits, ..Spent::default() }, ..Self::default() }
    }

    async fn open(
        &mut self,
        kind: Kind,
        name: String,
        path: String,
        whole_folder: bool,
        bytes: &[u8],
    ) -> Result<(), Stop> {
        self.depth += 1;
        let given = Given { kind, name, path, size: bytes.len() as u64, whole_folder, depth: self.depth };
        let problem = archive::open(&given, &mut Bytes(bytes), self).await?;
        self.depth -= 1;
        if let Some(why) = problem {
            self.skip(Skip { name: &given.name, path: &given.path, size: None, why, is_log: true });
        }
        Ok(())
    }
}

struct Bytes<'a>(&'a [u8]);

impl Source for Bytes<'_> {
    async fn read(&mut self, from: u64, to: u64, into: &mut Vec<u8>) -> Result<(), Stop> {
        assert!(from < to, "nothing is asked for in vain");
        into.extend_from_slice(&self.0[from as usize..to as usize]);
        Ok(())
    }
}

impl Taker for Unpacked {
    fn spent(&mut self) -> &mut Spent {
        &mut self.spent
    }

    fn bundle(&mut self, name: &'static str) {
        self.bundle = self.bundle.or(Some(name));
    }

    fn passed(&mut self, _: u64) {}

    fn skip(&mut self, skip: Skip<'_>) {
        assert!(skip.why.ends_with('.'), "{}", skip.why);
        self.skipped.push((skip.path.to_owned(), skip.name.to_owned(), skip.why));
    }

    async fn begin(&mut self, member: Member) -> Result<(), Stop> {
        assert!(self.member.is_none(), "one member after the other");
        self.member = Some((member, Vec::new()));
        Ok(())
    }

    async fn chunk(&mut self, bytes: &[u8]) -> Result<(), Stop> {
        assert!(!bytes.is_empty() && bytes.len() <= 1 << 20, "{} bytes at once", bytes.len());
        self.member.as_mut().ok_or(Stop)?.1.extend_from_slice(bytes);
        Ok(())
    }

    async fn end(&mut self, end: End) -> Result<(), Stop> {
        let (member, bytes) = self.member.take().ok_or(Stop)?;
        let Member { name, path, modified, whole_folder, size } = member;
        if let End::Dropped(why) = end {
            self.skip(Skip { name: &name, path: &path, size, why, is_log: true });
            return Ok(());
        }
        if let Some(kind) = archive::kind(&bytes) {
            let opened: Pin<Box<dyn Future<Output = _> + '_>> =
                Box::pin(self.open(kind, name, path, whole_folder, &bytes));
            return opened.await;
        }
        self.files.push(TestFile { name, path, bytes, modified, whole_folder });
        Ok(())
    }
}
