//! What is kept of a log's entries: columns of numbers, not text.

use crate::entry::{Entry, EntryLevel};

/// The entries of one stretch of a file, a row each, 23 bytes a row.
///
/// Never one growing vector for a whole log: wasm memory never shrinks, so each block keeps its own.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct EntryColumns {
    /// The file offset of the first row.
    base: u64,
    /// How many lines end before the first row.
    first_line: u64,
    offsets: Vec<u32>,
    times: Vec<i64>,
    biases: Vec<i16>,
    levels: Vec<u8>,
    components: Vec<u16>,
    threads: Vec<u32>,
    lines: Vec<u16>,
    /// The names of the components, in the order they were first seen.
    names: Vec<Box<[u8]>>,
    /// Entries with more lines than fit in the column: (row, lines).
    long: Vec<(u32, u32)>,
}

/// One row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntryRow<'c> {
    /// The file offset of the entry's first byte.
    pub offset: u64,
    /// Its time in milliseconds of its own clock; none if it has none.
    pub local: Option<i64>,
    /// Minutes to add for UTC, if the entry gives it.
    pub bias: Option<i16>,
    /// How loud it is.
    pub level: EntryLevel,
    /// Its component.
    pub component: &'c [u8],
    /// Its thread.
    pub thread: u32,
    /// How many lines end in it.
    pub lines: u32,
}

const NO_TIME: i64 = i64::MIN;
const NO_BIAS: i16 = i16::MIN;
const NO_NAME: u16 = u16::MAX;
const LONG: u16 = u16::MAX;

/// How many components of one stretch are distinguished; an export of the registry has tens of thousands of keys.
const MOST_NAMES: usize = 1024;

impl EntryColumns {
    /// Columns with room for the estimated entries of this many bytes: growing copies everything.
    pub fn with_room(bytes: usize) -> Self {
        const USUAL_ENTRY: usize = 96;
        let rows = bytes / USUAL_ENTRY + 1;
        Self {
            offsets: Vec::with_capacity(rows),
            times: Vec::with_capacity(rows),
            biases: Vec::with_capacity(rows),
            levels: Vec::with_capacity(rows),
            components: Vec::with_capacity(rows),
            threads: Vec::with_capacity(rows),
            lines: Vec::with_capacity(rows),
            ..Self::default()
        }
    }

    /// Adds an entry; entries come in the order of the file.
    pub fn push(&mut self, entry: &Entry<'_>) {
        let offset = entry.offset();
        if self.offsets.is_empty() {
            self.base = offset;
            self.first_line = u64::from(entry.line);
        }
        if entry.lines >= u32::from(LONG) {
            self.long.push((self.offsets.len() as u32, entry.lines));
        }
        let name = self.name(entry.component());
        self.offsets.push(u32::try_from(offset - self.base).unwrap_or(u32::MAX));
        self.times.push(entry.time.map_or(NO_TIME, |time| time.local));
        self.biases.push(entry.time.and_then(|time| time.bias).unwrap_or(NO_BIAS));
        self.levels.push(entry.level as u8);
        self.components.push(name);
        self.threads.push(entry.thread);
        self.lines.push(u16::try_from(entry.lines).unwrap_or(LONG));
    }

    fn name(&mut self, component: &[u8]) -> u16 {
        if component.is_empty() {
            return NO_NAME;
        }
        // The component of the entry before is nearly always this one's too.
        if let Some(&last) = self.components.last()
            && self.names.get(usize::from(last)).is_some_and(|name| **name == *component)
        {
            return last;
        }
        // If there are too many, they are no components, and each lookup would search all of them.
        if self.names.len() >= MOST_NAMES {
            return NO_NAME;
        }
        if let Some(known) = self.names.iter().position(|name| **name == *component) {
            return known as u16;
        }
        self.names.push(component.into());
        (self.names.len() - 1) as u16
    }

    /// How many lines end before the first row.
    pub fn first_line(&self) -> u64 {
        self.first_line
    }

    /// Moves the rows down by as many lines as end before the stretch they were read in.
    pub fn move_down(&mut self, lines: u64) {
        self.first_line += lines;
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.offsets.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.offsets.is_empty()
    }

    /// A row.
    pub fn row(&self, row: usize) -> Option<EntryRow<'_>> {
        let name = *self.components.get(row)?;
        let lines = match self.lines[row] {
            LONG => {
                self.long.iter().find(|&&(at, _)| at as usize == row).map_or(u32::from(LONG), |&(_, n)| n)
            }
            lines => u32::from(lines),
        };
        Some(EntryRow {
            offset: self.base + u64::from(self.offsets[row]),
            local: Some(self.times[row]).filter(|&time| time != NO_TIME),
            bias: Some(self.biases[row]).filter(|&bias| bias != NO_BIAS),
            level: match self.levels[row] {
                0 => EntryLevel::Error,
                1 => EntryLevel::Warning,
                2 => EntryLevel::Info,
                _ => EntryLevel::Plain,
            },
            component: self.names.get(usize::from(name)).map_or(&[], |name| name),
            thread: self.threads[row],
            lines,
        })
    }

    /// All rows, in the order of the file.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = EntryRow<'_>> {
        (0..self.len()).filter_map(|row| self.row(row))
    }

    /// The components that were seen.
    pub fn component_names(&self) -> impl Iterator<Item = &[u8]> {
        self.names.iter().map(|name| &**name)
    }

    /// Releases reserved memory that is not used.
    pub fn shrink(&mut self) {
        self.offsets.shrink_to_fit();
        self.times.shrink_to_fit();
        self.biases.shrink_to_fit();
        self.levels.shrink_to_fit();
        self.components.shrink_to_fit();
        self.threads.shrink_to_fit();
        self.lines.shrink_to_fit();
    }

    /// Bytes it takes in memory.
    pub fn bytes(&self) -> usize {
        self.offsets.capacity() * 4
            + self.times.capacity() * 8
            + (self.biases.capacity() + self.components.capacity() + self.lines.capacity()) * 2
            + self.levels.capacity()
            + self.threads.capacity() * 4
            + self.names.iter().map(|name| name.len()).sum::<usize>()
    }
}
