//! Limits on what is unpacked from archives, and how much was: a guard against archives made to fill a disk or to keep
//! a reader busy forever.

use std::cell::Cell;
use std::rc::Rc;

use crate::error::UnpackFault;

/// The limits on what is unpacked from archives.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Bytes of one member.
    pub member: u64,
    /// Bytes of all members of one drop.
    pub total: u64,
    /// How many times larger than its packed size a member may be ...
    pub ratio: u64,
    /// ... once this many bytes of it are unpacked: a short log of one repeated line is no attack.
    pub ratio_from: u64,
    /// How many members of one drop are read.
    pub members: u64,
    /// How many members of one archive are listed.
    pub listed: u64,
    /// How deep archives may be nested, the outermost included.
    pub depth: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            member: 1 << 30,
            total: 8 << 30,
            ratio: 200,
            ratio_from: 64 << 20,
            members: 5_000,
            listed: 100_000,
            depth: 3,
        }
    }
}

/// What all archives of one drop share: the limits, and how much is unpacked so far. Clones share their counts.
#[derive(Clone, Debug, Default)]
pub struct UnpackBudget(Rc<Spent>);

#[derive(Debug, Default)]
struct Spent {
    limits: Limits,
    bytes: Cell<u64>,
    members: Cell<u64>,
}

impl UnpackBudget {
    /// An unused budget.
    pub fn new(limits: Limits) -> Self {
        Self(Rc::new(Spent { limits, ..Spent::default() }))
    }

    /// The limits.
    pub fn limits(&self) -> &Limits {
        &self.0.limits
    }

    /// Bytes unpacked so far.
    pub fn bytes(&self) -> u64 {
        self.0.bytes.get()
    }

    /// Members read so far.
    pub fn members(&self) -> u64 {
        self.0.members.get()
    }

    /// Adds unpacked bytes to the count.
    pub(crate) fn spend_bytes(&self, bytes: u64) -> Result<(), UnpackFault> {
        let (all, most) = (self.bytes() + bytes, self.0.limits.total);
        self.0.bytes.set(all);
        if all > most { Err(UnpackFault::TooMuch(most)) } else { Ok(()) }
    }

    /// Adds a member to the count.
    pub(crate) fn spend_member(&self) -> Result<(), UnpackFault> {
        let most = self.0.limits.members;
        if self.members() >= most {
            return Err(UnpackFault::TooMany(most));
        }
        self.0.members.set(self.members() + 1);
        Ok(())
    }
}
