//! Archives: each member is stored while it is unpacked, and is then read like any other file.

use archive::{ArchiveEvent, ArchiveInfo, ArchiveKind, ArchiveMember, MemberEnd, UnpackError, Unpacker};
use logfile::{TOO_MANY_FORMATS, is_formats};
use report::MEMBERS;

use crate::host::{Body, Host};
use crate::ingest::{Ingest, IngestStep};
use crate::queue::skipped;
use crate::reads::ReadRequest;
use crate::task::{Arriving, Stage, Task, Unpacking};

impl Ingest {
    /// Starts to unpack an archive.
    pub(crate) fn begin_archive(&mut self, mut task: Task, kind: ArchiveKind) -> IngestStep {
        // It requests what it needs.
        self.reads.forget(task.file.file);
        let info = ArchiveInfo {
            kind,
            name: task.file.name.clone(),
            path: task.file.path.clone(),
            size: task.file.size,
            whole_folder: task.file.whole_folder,
            depth: task.depth,
        };
        let base = info.base();
        let unpacker = Unpacker::new(info, self.budget.clone(), self.is_key_log);
        task.stage = Stage::Archive(Box::new(Unpacking { unpacker, base, member: None }));
        self.keep(task, IngestStep::Work)
    }

    /// Handles the next event of an archive.
    pub(crate) fn unpack(&mut self, mut task: Task, host: &mut dyn Host) -> IngestStep {
        let (archive, depth) = (task.file.file, task.depth);
        let Stage::Archive(unpacking) = &mut task.stage else { return IngestStep::Work };
        let event = unpacking.unpacker.next();
        self.progress.advance(archive, unpacking.unpacker.position());
        match event {
            ArchiveEvent::Read(range) => {
                match self.bytes(&ReadRequest { body: task.body, range, is_begun: false }, None) {
                    Some(Ok(bytes)) => unpacking.unpacker.give(bytes),
                    Some(Err(reason)) => return self.end_archive(task, Some(&reason), host),
                    None => return self.keep(task, IngestStep::Wait),
                }
            }
            // Everything in a bundle belongs to it, archives included.
            ArchiveEvent::Bundle(name) if depth == 1 => host.bundle(unpacking.base.clone(), name),
            ArchiveEvent::Bundle(_) => {}
            ArchiveEvent::Skipped(member) => {
                let UnpackError { fault, .. } = member.error;
                let row = skipped(member.name, member.path, member.size, fault.to_string());
                host.skip(row, fault.may_hide_log());
            }
            ArchiveEvent::Begin(member) => {
                unpacking.member = Some(self.arrive(member, archive, &unpacking.base));
            }
            ArchiveEvent::Chunk(chunk) => {
                if let Some(arriving) = &mut unpacking.member {
                    self.store(arriving, chunk, host);
                }
            }
            ArchiveEvent::End(end) => {
                let arriving = unpacking.member.take();
                self.tasks.push(task);
                if let Some(arriving) = arriving {
                    self.end_member(arriving, end, depth, host);
                }
                return IngestStep::Work;
            }
            ArchiveEvent::Done(error) => {
                let reason = error.map(|error| error.to_string());
                return self.end_archive(task, reason.as_deref(), host);
            }
        }
        self.keep(task, IngestStep::Work)
    }

    /// Begins a member and numbers it.
    fn arrive(&mut self, member: ArchiveMember, archive: u32, base: &str) -> Arriving {
        let file = MEMBERS + self.members;
        self.members += 1;
        let folder = member.path.strip_prefix(base).unwrap_or_default().trim_start_matches('/');
        let name = if folder.is_empty() { member.name.clone() } else { format!("{folder}/{}", member.name) };
        let size = member.size.unwrap_or_default();
        let arriving = Arriving { member, file, stored: 0, refused: None };
        self.progress.add_member(&arriving.meta(), archive, name);
        self.progress.set_size(file, size);
        arriving
    }

    /// Stores more of a member, if there is room.
    fn store(&mut self, arriving: &mut Arriving, chunk: Vec<u8>, host: &mut dyn Host) {
        if arriving.refused.is_some() {
            return;
        }
        arriving.stored += chunk.len() as u64;
        let body = Body::Member(arriving.file);
        let is_too_long = is_formats(&arriving.member.name) && arriving.stored > self.formats.room();
        arriving.refused =
            if is_too_long { Some(TOO_MANY_FORMATS) } else { host.storage().store(body, chunk).err() };
        if arriving.refused.is_some() {
            host.storage().forget(body);
        }
    }

    /// Ends a member: it is read like any other file, unless it is dropped.
    fn end_member(&mut self, arriving: Arriving, end: MemberEnd, depth: u32, host: &mut dyn Host) {
        let (number, body) = (arriving.file, Body::Member(arriving.file));
        let damage = match end {
            MemberEnd::Complete => None,
            MemberEnd::Damaged(error) => Some(error),
            MemberEnd::Dropped(error) => {
                let ArchiveMember { name, path, size, .. } = arriving.member;
                let reason = error.to_string();
                self.progress.end(number, Some(&reason));
                host.skip(skipped(name, path, size, reason), true);
                return host.storage().forget(body);
            }
        };
        let file = arriving.meta();
        self.progress.set_size(number, file.size);
        match arriving.refused {
            None => {
                self.tasks.push(Task { damage, ..Task::new(file, body, depth + 1) });
            }
            Some(reason) => {
                self.progress.end(number, Some(reason));
                if is_formats(&file.name) {
                    self.skip_file(&file, reason, false, host);
                } else {
                    host.refuse(&file, reason);
                }
            }
        }
    }

    /// Ends an archive; a member that was being unpacked is incomplete.
    fn end_archive(&mut self, mut task: Task, problem: Option<&str>, host: &mut dyn Host) -> IngestStep {
        let Some(reason) = problem else {
            let damage = task.damage.map(|damage| damage.to_string());
            return self.finish(&task, damage.as_deref(), host);
        };
        if let Stage::Archive(unpacking) = &mut task.stage
            && let Some(arriving) = unpacking.member.take()
        {
            host.refuse(&arriving.meta(), reason);
            host.storage().forget(Body::Member(arriving.file));
            self.progress.end(arriving.file, Some(reason));
        }
        self.skip_file(&task.file, reason, true, host);
        self.finish(&task, Some(reason), host)
    }
}
