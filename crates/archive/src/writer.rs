//! Passes on the bytes of a member in chunks: counts them, checks the limits and computes the checksum.

use std::rc::Rc;

use crate::budget::{Limits, UnpackBudget};
use crate::channel::{ArchiveEvent, ArchiveMember, Channel, MemberEnd, SkippedMember};
use crate::crc::Crc;
use crate::error::{UnpackError, UnpackFault};
use crate::triage::{IsKeyLog, Triage, triage};

/// Bytes of a chunk: a megabyte, so that memory stays low and messages stay few.
const CHUNK: usize = 1 << 20;

/// Why reading does not continue.
pub(crate) enum Abort {
    /// This member is dropped, for this reason; the others are read.
    Member(UnpackError),
    /// Nothing more of the archive is read, for this reason.
    Archive(UnpackError),
}

/// The output of one archive.
pub(crate) struct MemberWriter {
    channel: Rc<Channel>,
    budget: UnpackBudget,
    is_key_log: IsKeyLog,
    chunk: Vec<u8>,
    pub(crate) crc: Crc,
    /// Bytes of the member so far.
    written: u64,
    /// Packed bytes they came from.
    packed: u64,
    /// Whether the member is read only to find its end.
    is_quiet: bool,
}

impl MemberWriter {
    pub(crate) fn new(channel: Rc<Channel>, budget: UnpackBudget, is_key_log: IsKeyLog) -> Self {
        let (chunk, crc) = (Vec::new(), Crc::new());
        Self { channel, budget, is_key_log, chunk, crc, written: 0, packed: 0, is_quiet: true }
    }

    /// Whether a member of this name should be unpacked.
    pub(crate) fn triage(&self, name: &str) -> Triage {
        triage(name, self.is_key_log)
    }

    /// Begins a member at an offset, unless there are too many.
    pub(crate) async fn begin(&mut self, member: ArchiveMember, offset: u64) -> Result<(), Abort> {
        if let Err(fault) = self.budget.spend_member() {
            let ArchiveMember { name, path, size, .. } = member;
            let error = fault.at(offset);
            self.skip(SkippedMember { name, path, size, error }).await;
            return Err(Abort::Archive(error));
        }
        self.begin_quiet();
        self.is_quiet = false;
        self.channel.emit(ArchiveEvent::Begin(member)).await;
        Ok(())
    }

    /// Begins a member that is not needed, but whose end must be found.
    pub(crate) fn begin_quiet(&mut self) {
        self.chunk.clear();
        self.crc.reset();
        (self.written, self.packed, self.is_quiet) = (0, 0, true);
    }

    /// Adds bytes of the member. `packed` bytes of the archive were read for it, up to the offset `at`.
    pub(crate) async fn write(&mut self, bytes: &[u8], packed: u64, at: u64) -> Result<(), Abort> {
        self.packed += packed;
        self.written += bytes.len() as u64;
        self.count(bytes.len() as u64, at)?;
        let limits = self.limits();
        if self.written > limits.member {
            return Err(Abort::Member(UnpackFault::TooLarge(limits.member).at(at)));
        }
        if self.written > limits.ratio_from && self.written / limits.ratio > self.packed {
            return Err(Abort::Member(UnpackFault::TooDense(limits.ratio).at(at)));
        }
        if self.is_quiet {
            return Ok(());
        }
        self.crc.add(bytes);
        let mut rest = bytes;
        while !rest.is_empty() {
            let (now, later) = rest.split_at(rest.len().min(CHUNK - self.chunk.len()));
            self.chunk.extend_from_slice(now);
            rest = later;
            if self.chunk.len() == CHUNK {
                self.hand_over().await;
            }
        }
        Ok(())
    }

    /// Counts unpacked bytes, needed or not.
    pub(crate) fn count(&self, bytes: u64, at: u64) -> Result<(), Abort> {
        self.channel.position.set(at);
        self.budget.spend_bytes(bytes).map_err(|fault| Abort::Archive(fault.at(at)))
    }

    async fn hand_over(&mut self) {
        let chunk = std::mem::take(&mut self.chunk);
        self.channel.emit(ArchiveEvent::Chunk(chunk)).await;
    }

    /// Ends the member, with its error if any.
    pub(crate) async fn end(&mut self, damage: Option<UnpackError>) {
        if self.is_quiet {
            return;
        }
        if !self.chunk.is_empty() {
            self.hand_over().await;
        }
        self.is_quiet = true;
        let end = damage.map_or(MemberEnd::Complete, MemberEnd::Damaged);
        self.channel.emit(ArchiveEvent::End(end)).await;
    }

    /// Drops the member, and the rest of the archive if the reason concerns the archive.
    pub(crate) async fn drop_member(&mut self, abort: Abort) -> Result<(), Abort> {
        let (Abort::Member(error) | Abort::Archive(error)) = abort;
        if !self.is_quiet {
            self.is_quiet = true;
            self.channel.emit(ArchiveEvent::End(MemberEnd::Dropped(error))).await;
        }
        if matches!(abort, Abort::Archive(_)) { Err(abort) } else { Ok(()) }
    }

    /// Reports a skipped member.
    pub(crate) async fn skip(&self, skipped: SkippedMember) {
        self.channel.emit(ArchiveEvent::Skipped(skipped)).await;
    }

    /// Reports that the archive is a bundle of a known tool.
    pub(crate) async fn bundle(&self, name: &'static str) {
        self.channel.emit(ArchiveEvent::Bundle(name)).await;
    }

    pub(crate) fn limits(&self) -> &Limits {
        self.budget.limits()
    }
}
