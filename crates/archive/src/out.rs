//! The way of a member out of its archive: counted, held against the limits, summed, in chunks.

use crate::crc::Crc;
use crate::limits::{TOO_DENSE, TOO_LARGE, TOO_MANY, TOO_MUCH};
use crate::taker::{End, Member, Skip, Stop, Taker};

/// Bytes of a chunk: a megabyte, so that little is held and few are handed over.
const CHUNK: usize = 1 << 20;

/// Why reading does not go on.
pub(crate) enum Halt {
    /// This member is dropped, for this reason; the others are read.
    Member(&'static str),
    /// Nothing more of the archive is read, for this reason.
    Archive(&'static str),
    /// Source or taker say so.
    Stop,
}

impl From<Stop> for Halt {
    fn from(_: Stop) -> Self {
        Self::Stop
    }
}

/// The way out of one archive.
pub(crate) struct Out<'t, T> {
    taker: &'t mut T,
    chunk: Vec<u8>,
    pub(crate) crc: Crc,
    /// Bytes of the member so far.
    written: u64,
    /// Packed bytes they came from.
    packed: u64,
    /// Whether the member is read to find its end alone.
    is_quiet: bool,
}

impl<'t, T: Taker> Out<'t, T> {
    pub(crate) fn new(taker: &'t mut T) -> Self {
        Self { taker, chunk: Vec::new(), crc: Crc::new(), written: 0, packed: 0, is_quiet: true }
    }

    /// A member begins, or is told to be one too many.
    pub(crate) async fn begin(&mut self, member: Member) -> Result<(), Halt> {
        let spent = self.taker.spent();
        if spent.members >= spent.limits.members {
            let (name, path) = (member.name.as_str(), member.path.as_str());
            self.taker.skip(Skip { name, path, size: member.size, why: TOO_MANY, is_log: true });
            return Err(Halt::Archive(TOO_MANY));
        }
        spent.members += 1;
        self.begin_quiet();
        self.is_quiet = false;
        Ok(self.taker.begin(member).await?)
    }

    /// A member begins that nobody wants, but whose end must be found.
    pub(crate) fn begin_quiet(&mut self) {
        self.chunk.clear();
        self.crc.reset();
        (self.written, self.packed, self.is_quiet) = (0, 0, true);
    }

    /// More of the member. `packed` bytes of the archive were read for it, up to the offset `at`.
    pub(crate) async fn write(&mut self, bytes: &[u8], packed: u64, at: u64) -> Result<(), Halt> {
        self.packed += packed;
        self.written += bytes.len() as u64;
        self.count(bytes.len() as u64, at)?;
        let limits = &self.taker.spent().limits;
        if self.written > limits.member {
            return Err(Halt::Member(TOO_LARGE));
        }
        if self.written > limits.ratio_from && self.written / limits.ratio > self.packed {
            return Err(Halt::Member(TOO_DENSE));
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
                self.hand_over().await?;
            }
        }
        Ok(())
    }

    /// Counts bytes that were inflated, whether they are wanted or not.
    pub(crate) fn count(&mut self, bytes: u64, at: u64) -> Result<(), Halt> {
        self.taker.passed(at);
        let spent = self.taker.spent();
        spent.bytes += bytes;
        if spent.bytes > spent.limits.total { Err(Halt::Archive(TOO_MUCH)) } else { Ok(()) }
    }

    async fn hand_over(&mut self) -> Result<(), Stop> {
        self.taker.chunk(&self.chunk).await?;
        self.chunk.clear();
        Ok(())
    }

    /// The member is at its end; the sentence says what is wrong with it.
    pub(crate) async fn end(&mut self, damage: Option<&'static str>) -> Result<(), Stop> {
        if self.is_quiet {
            return Ok(());
        }
        if !self.chunk.is_empty() {
            self.hand_over().await?;
        }
        self.is_quiet = true;
        self.taker.end(damage.map_or(End::Whole, End::Damaged)).await
    }

    /// The member is given up, where it is only the member; else so is the archive.
    pub(crate) async fn give_up(&mut self, halt: Halt) -> Result<(), Halt> {
        let why = match halt {
            Halt::Member(why) | Halt::Archive(why) => why,
            Halt::Stop => return Err(halt),
        };
        if !self.is_quiet {
            self.is_quiet = true;
            self.taker.end(End::Dropped(why)).await?;
        }
        if matches!(halt, Halt::Archive(_)) { Err(halt) } else { Ok(()) }
    }

    /// A member is not read.
    pub(crate) fn skip(&mut self, skip: Skip<'_>) {
        self.taker.skip(skip);
    }

    pub(crate) fn bundle(&mut self, name: &'static str) {
        self.taker.bundle(name);
    }

    /// The limits.
    pub(crate) fn limits(&mut self) -> &crate::Limits {
        &self.taker.spent().limits
    }
}
