//! Archives on disk: their members are read in memory, one after the other, and forgotten.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::pin::Pin;

use archive::{End, Given, Kind, Member, Skip, Source, Spent, Stop, Taker};
use diagnosis::{DiagnosisSession, DroppedFile};
use events::Kind as Binary;
use logfile::{Source as Head, TOO_MANY_FORMATS};
use report::SkippedFile;

use crate::binary::{self, Formats};
use crate::files::FoundFile;
use crate::read::{Place, read_member, read_text};

/// The archives of one analysis.
pub(crate) struct Unpacking<'s> {
    session: &'s mut DiagnosisSession,
    workers: usize,
    spent: Spent,
    /// How many members there were so far, for their numbers.
    members: u32,
    /// The archives that are open, the innermost last.
    open: Vec<Given>,
    member: Option<(Member, Vec<u8>)>,
    /// The formats of old traces, and the traces that came before all of them were there.
    formats: Formats,
    without_formats: Vec<(DroppedFile, Vec<u8>)>,
}

/// At most so many bytes of traces wait for formats.
const MOST_WAITING: usize = 256 * 1024 * 1024;

impl<'s> Unpacking<'s> {
    pub(crate) fn new(session: &'s mut DiagnosisSession, workers: usize, formats: Formats) -> Self {
        let (spent, open, without_formats) = (Spent::default(), Vec::new(), Vec::new());
        Self { session, workers, spent, members: 0, open, member: None, formats, without_formats }
    }

    /// Reads again what came before its formats did.
    pub(crate) fn finish(self) {
        for (dropped, bytes) in self.without_formats.into_iter().filter(|_| !self.formats.bytes().is_empty())
        {
            let text = events::text_of(Binary::Trace, self.formats.bytes(), &bytes);
            read_text(self.session, dropped, &text, self.workers);
        }
    }

    /// Reads a trace or an event log.
    fn take_binary(&mut self, kind: Binary, dropped: DroppedFile, bytes: Vec<u8>) {
        let text = events::text_of(kind, self.formats.bytes(), &bytes);
        read_text(self.session, dropped.clone(), &text, self.workers);
        let waiting: usize = self.without_formats.iter().map(|(_, bytes)| bytes.len()).sum();
        let lacks_formats = Head::of(&text).is_some_and(|head| head.symbols > 0);
        if lacks_formats && waiting + bytes.len() <= MOST_WAITING {
            self.without_formats.push((dropped, bytes));
        }
    }

    /// Reads all that may be a log in an archive.
    pub(crate) fn read(&mut self, kind: Kind, found: &FoundFile) {
        let dropped = &found.dropped;
        let given = Given {
            kind,
            name: dropped.name.clone(),
            path: dropped.path.clone(),
            size: dropped.size,
            whole_folder: dropped.whole_folder,
            depth: 1,
        };
        let mut disk = Disk { file: File::open(&found.place), problem: None };
        // A disk never waits.
        let _ = archive::now(self.open(given, &mut disk));
        if let Some(problem) = disk.problem {
            self.session.refuse(dropped.clone(), problem);
        }
    }

    /// Opens an archive and tells what is wrong with it.
    async fn open<S: Source>(&mut self, given: Given, source: &mut S) -> Result<(), Stop> {
        self.open.push(given.clone());
        let opened = archive::open(&given, source, self).await;
        self.open.pop();
        if let Some(why) = opened? {
            self.skip(Skip {
                name: &given.name,
                path: &given.path,
                size: Some(given.size),
                why,
                is_log: true,
            });
        }
        Ok(())
    }

    /// Reads a member, or opens it where it is an archive.
    async fn take(
        &mut self,
        member: Member,
        bytes: Vec<u8>,
        damage: Option<&'static str>,
    ) -> Result<(), Stop> {
        let depth = self.open.last().map_or(1, |given| given.depth + 1);
        if let Some(kind) = archive::kind(&bytes) {
            let Member { name, path, whole_folder, .. } = member;
            let given = Given { kind, name, path, size: bytes.len() as u64, whole_folder, depth };
            // An archive in an archive in an archive: how deep is known only then.
            let opened: Pin<Box<dyn Future<Output = _>>> =
                Box::pin(async { self.open(given, &mut Memory(&bytes)).await });
            return opened.await;
        }
        if logfile::is_formats(&member.name) {
            if !self.formats.add(&bytes) {
                let Member { name, path, size, .. } = &member;
                self.skip(Skip { name, path, size: *size, why: TOO_MANY_FORMATS, is_log: false });
            }
            return Ok(());
        }
        let file = report::MEMBERS + self.members;
        self.members += 1;
        let dropped = DroppedFile {
            file,
            name: member.name,
            path: member.path,
            size: bytes.len() as u64,
            modified: member.modified,
            whole_folder: member.whole_folder,
        };
        match binary::kind(&bytes) {
            Some(kind) => self.take_binary(kind, dropped, bytes),
            None => read_member(self.session, dropped, Place::Memory(&bytes), self.workers),
        }
        if let Some(why) = damage {
            self.session.stop(file, Some(why.to_owned()));
        }
        Ok(())
    }
}

impl Taker for Unpacking<'_> {
    fn spent(&mut self) -> &mut Spent {
        &mut self.spent
    }

    fn bundle(&mut self, name: &'static str) {
        // What lies in a bundle belongs to it, archives included.
        if let [given] = &self.open[..] {
            self.session.bundle(given.base(), name);
        }
    }

    fn passed(&mut self, _: u64) {}

    fn skip(&mut self, skip: Skip<'_>) {
        let (name, path, why) = (skip.name.to_owned(), skip.path.to_owned(), skip.why.to_owned());
        self.session
            .skip(SkippedFile { name, folder: path, size: skip.size, reason: why, count: 1 }, skip.is_log);
    }

    async fn begin(&mut self, member: Member) -> Result<(), Stop> {
        self.member = Some((member, Vec::new()));
        Ok(())
    }

    async fn chunk(&mut self, bytes: &[u8]) -> Result<(), Stop> {
        if let Some((member, whole)) = &mut self.member {
            // Of formats that there is no room for, one byte more than there is room for says so.
            let is_full = logfile::is_formats(&member.name) && whole.len() > self.formats.room();
            if !is_full {
                whole.extend_from_slice(bytes);
            }
        }
        Ok(())
    }

    async fn end(&mut self, end: End) -> Result<(), Stop> {
        let Some((member, bytes)) = self.member.take() else { return Ok(()) };
        match end {
            End::Whole => self.take(member, bytes, None).await,
            End::Damaged(why) => self.take(member, bytes, Some(why)).await,
            End::Dropped(why) => {
                let Member { name, path, size, .. } = &member;
                self.skip(Skip { name, path, size: *size, why, is_log: true });
                Ok(())
            }
        }
    }
}

/// An archive on disk.
struct Disk {
    file: std::io::Result<File>,
    /// Why it could not be read.
    problem: Option<String>,
}

impl Source for Disk {
    async fn read(&mut self, from: u64, to: u64, into: &mut Vec<u8>) -> Result<(), Stop> {
        let read = match &mut self.file {
            Ok(file) => {
                let start = into.len();
                into.resize(start + (to - from) as usize, 0);
                file.seek(SeekFrom::Start(from)).and_then(|_| file.read_exact(&mut into[start..]))
            }
            Err(error) => Err(std::io::Error::new(error.kind(), error.to_string())),
        };
        read.map_err(|error| {
            self.problem = Some(format!("It cannot be read: {error}."));
            Stop
        })
    }
}

/// An archive that came out of another one.
struct Memory<'a>(&'a [u8]);

impl Source for Memory<'_> {
    async fn read(&mut self, from: u64, to: u64, into: &mut Vec<u8>) -> Result<(), Stop> {
        into.extend_from_slice(self.0.get(from as usize..to as usize).ok_or(Stop)?);
        Ok(())
    }
}
