//! How many entries there are of each level.

use logfile::EntryLevel;

/// How many entries there are of each level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LevelCounts {
    /// Entries that their log marks as errors.
    pub errors: u32,
    /// Entries that it marks as warnings.
    pub warnings: u32,
    /// Ordinary entries.
    pub infos: u32,
    /// Lines that are no entry of the log's format.
    pub plain: u32,
}

impl LevelCounts {
    /// How many entries have this level.
    pub fn of(&self, level: EntryLevel) -> u32 {
        match level {
            EntryLevel::Error => self.errors,
            EntryLevel::Warning => self.warnings,
            EntryLevel::Info => self.infos,
            EntryLevel::Plain => self.plain,
        }
    }

    /// How many entries there are.
    pub fn all(&self) -> u32 {
        self.errors + self.warnings + self.infos + self.plain
    }

    pub(crate) fn add(&mut self, level: EntryLevel) {
        *self.of_mut(level) += 1;
    }

    pub(crate) fn subtract(&mut self, other: &Self) {
        self.errors -= other.errors.min(self.errors);
        self.warnings -= other.warnings.min(self.warnings);
        self.infos -= other.infos.min(self.infos);
        self.plain -= other.plain.min(self.plain);
    }

    fn of_mut(&mut self, level: EntryLevel) -> &mut u32 {
        match level {
            EntryLevel::Error => &mut self.errors,
            EntryLevel::Warning => &mut self.warnings,
            EntryLevel::Info => &mut self.infos,
            EntryLevel::Plain => &mut self.plain,
        }
    }
}
