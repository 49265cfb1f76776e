//! Where the viewer goes: to a line, a time, a hit, an error, a line of a finding.

use report::{JumpTarget, ViewLevel, ViewRequest, ViewRow};

use super::address;
use super::clock::{Place, place};
use super::model::{Jump, Viewer};
use crate::browser::viewing;
use crate::routes::ViewAddress;

impl Viewer {
    /// The entry from which searches begin.
    pub(super) fn near(&self) -> u32 {
        self.chosen.as_ref().map_or(0, |chosen| chosen.row.entry)
    }

    pub(super) fn jump(&mut self, from: u32, target: JumpTarget) {
        let (ticket, target) = (viewing::next_number(), self.target_in_log(target));
        self.jump = Some(Jump { ticket, from, target, waits: false });
        viewing::ask(ViewRequest::Jump { ticket, from, target });
    }

    /// Asks again for a jump whose answer was not final.
    pub(super) fn jump_again(&mut self) {
        if let Some(jump) = self.jump.take_if(|jump| jump.waits) {
            self.jump(jump.from, jump.target);
        }
    }

    /// Shows the line and the filter of an address.
    pub(super) fn follow(&mut self, address: &ViewAddress) {
        if address.filter != self.address.filter {
            self.chips = address.filter.iter().filter_map(|chip| address::parse(chip)).collect();
            self.filter();
        }
        self.address = address.clone();
        let target = match (address.hash, address.line) {
            (Some(hash), line) => JumpTarget::Hash(hash, line.unwrap_or(1)),
            (None, Some(line)) => JumpTarget::Line(line),
            (None, None) => return,
        };
        self.jump(0, target);
    }

    /// Goes to the place of a row that was chosen before.
    pub(super) fn return_to(&mut self, near: u32, row: &ViewRow) {
        self.jump(near, JumpTarget::Hash(row.hash, row.line));
    }

    /// Chooses the first row of a log that was opened without a line, so that keys and details have a row at once.
    pub(super) fn begin(&mut self) {
        let has_place = self.address.line.is_some() || self.address.hash.is_some() || self.jump.is_some();
        if !self.has_begun && self.state.rows > 0 {
            self.has_begun = true;
            if !has_place && self.chosen.is_none() {
                self.target = (self.target.0 + 1, 0);
            }
        }
    }

    /// Finds a text.
    pub(super) fn find_text(&mut self, text: String) {
        self.typed.text = text;
        self.find();
    }

    /// Sends the search, and goes to the first hit.
    pub(super) fn find(&mut self) {
        let near = self.near();
        self.mark_hits(near);
        self.jump = None;
        self.news.clear();
        // The chosen row can be a hit itself.
        match (&self.pattern, near.checked_sub(1)) {
            (Some(_), Some(from)) => self.jump(from, JumpTarget::NextHit),
            // After the last row comes the first hit.
            (Some(_), None) => self.jump(self.state.entries, JumpTarget::NextHit),
            (None, _) => {}
        }
    }

    /// Marks the rows with the typed text, and goes nowhere.
    pub(super) fn mark_hits(&mut self, near: u32) {
        self.pattern = (!self.typed.text.is_empty()).then(|| self.typed.clone());
        viewing::ask(ViewRequest::Find { pattern: self.pattern.clone(), near });
        self.revision += 1;
    }

    /// The entry to start from; without a chosen row the end, so that the first one is next.
    fn from(&self) -> u32 {
        self.chosen.as_ref().map_or(self.state.entries, |chosen| chosen.row.entry)
    }

    pub(super) fn go_to_hit(&mut self, is_next: bool) {
        let target = if is_next { JumpTarget::NextHit } else { JumpTarget::PreviousHit };
        self.jump(self.from(), target);
    }

    pub(super) fn go_to_level(&mut self, level: ViewLevel, is_next: bool) {
        match is_next {
            true => self.jump(self.near(), JumpTarget::NextOfLevel(level)),
            false => self.jump(self.from(), JumpTarget::PreviousOfLevel(level)),
        }
    }

    /// Goes to the next or previous line that a finding is based on; after the last one comes the first.
    pub(super) fn go_to_proof(&mut self, is_next: bool) {
        let here = self.chosen.as_ref().map_or(0, |chosen| chosen.row.line);
        // Of several logs, that of the chosen row.
        let file = self.chosen.as_ref().map(|chosen| chosen.row.file);
        let is_of_log = move |(of, _): &&(u32, u64)| file.is_none_or(|file| *of == file);
        let lines = || self.proofs.iter().filter(is_of_log).map(|(_, line)| *line);
        let line = match is_next {
            true => lines().find(|line| *line > here).or_else(|| lines().next()),
            false => lines().rev().find(|line| *line < here).or_else(|| lines().next_back()),
        };
        match line {
            Some(line) => self.jump(0, JumpTarget::Line(line)),
            None => self.news = "No finding is based on a line of this log.".to_owned(),
        }
    }

    /// Goes to the typed line or time.
    pub(super) fn go(&mut self) {
        let row = self.chosen.as_ref().map(|chosen| &*chosen.row).or(self.timed.as_deref());
        match place(&self.place, row) {
            Some(Place::Line(line)) => self.jump(0, JumpTarget::Line(line)),
            Some(Place::Time(time)) => self.jump(0, JumpTarget::Time(time)),
            None => self.news = "Write a line number, or a time such as 09:14:22.".to_owned(),
        }
        viewing::focus("rows");
    }

    /// Goes to the first row of a part of the overview; the parts are of the entries.
    pub(super) fn go_to_part(&mut self, part: u32) {
        let before: u64 = self.parts.iter().take(part as usize).map(|part| u64::from(part.entries)).sum();
        let all: u64 = self.parts.iter().map(|part| u64::from(part.entries)).sum();
        let row = (before * u64::from(self.state.rows)).checked_div(all).unwrap_or_default();
        self.target = (self.target.0 + 1, row as u32);
    }

    /// Takes the answer to a jump: the row and its entry; whether something has changed.
    pub(super) fn take_jump(&mut self, ticket: u32, found: Option<(u32, u32)>, is_searching: bool) -> bool {
        let Some(mut jump) = self.jump.take_if(|jump| jump.ticket == ticket) else { return false };
        match found {
            Some((row, _)) => self.arrive(jump.target, row),
            None if is_searching => {
                jump.waits = true;
                self.jump = Some(jump);
                return false;
            }
            None => self.news = nothing(jump.target).to_owned(),
        }
        true
    }

    /// Shows the row that a jump led to.
    fn arrive(&mut self, target: JumpTarget, row: u32) {
        self.announces_hit = matches!(target, JumpTarget::NextHit | JumpTarget::PreviousHit);
        self.news.clear();
        // The next state has the number of rows, and can arrive later.
        self.state.rows = self.state.rows.max(row + 1);
        self.target = (self.target.0 + 1, row);
    }
}

/// Why a jump led nowhere.
fn nothing(target: JumpTarget) -> &'static str {
    match target {
        JumpTarget::NextHit | JumpTarget::PreviousHit => "Nothing found.",
        JumpTarget::NextOfLevel(ViewLevel::Error) => "No error after this row.",
        JumpTarget::PreviousOfLevel(ViewLevel::Error) => "No error before this row.",
        JumpTarget::NextOfLevel(_) => "No warning after this row.",
        JumpTarget::PreviousOfLevel(_) => "No warning before this row.",
        JumpTarget::Time(_) => "The log ends before this time.",
        JumpTarget::Line(_) | JumpTarget::Hash(..) | JumpTarget::InLog(..) => {
            "The line is not among the rows that are shown."
        }
    }
}
