//! Where entries come from: their component, process and thread, each combination once.

use std::collections::HashMap;

use logfile::Entry;

/// Where entries come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The component; empty if they have none.
    pub component: String,
    /// The number of the process; 0 if they have none.
    pub process: u32,
    /// The number of the thread; 0 if they have none.
    pub thread: u32,
    /// How many entries come from there.
    pub entries: u32,
}

/// The number of the origin of entries that came after the table was full: only their text shows it.
pub(crate) const OTHERS: u32 = 0;

/// The most origins that are kept: 2 MB.
const MOST_ORIGINS: usize = 1 << 16;

/// The most components, and the bytes of their names: the keys of a registry export are components too.
const MOST_NAMES: usize = 4096;
const MOST_BYTES: usize = 1 << 20;

/// All origins of a log, in the order in which they were first seen.
#[derive(Clone, Debug)]
pub(crate) struct Origins {
    /// The first row is that of [`OTHERS`].
    rows: Vec<OriginRow>,
    numbers: HashMap<(u32, u32, u32), u32>,
    names: Vec<Box<[u8]>>,
    name_numbers: HashMap<Box<[u8]>, u32>,
    name_bytes: usize,
    /// The name of the entry before: nearly always that of the next one too.
    last_name: u32,
}

#[derive(Clone, Copy, Debug, Default)]
struct OriginRow {
    name: u32,
    process: u32,
    thread: u32,
    entries: u32,
}

impl Default for Origins {
    fn default() -> Self {
        Self {
            rows: vec![OriginRow::default()],
            numbers: HashMap::new(),
            names: vec![Box::default()],
            name_numbers: HashMap::from([(Box::default(), 0)]),
            name_bytes: 0,
            last_name: 0,
        }
    }
}

impl Origins {
    /// The number of the origin of an entry, which it is counted in.
    pub(crate) fn add(&mut self, entry: &Entry<'_>) -> u32 {
        let number = self.number(entry).unwrap_or(OTHERS);
        self.rows[number as usize].entries += 1;
        number
    }

    /// Counts an entry no longer.
    pub(crate) fn subtract(&mut self, number: u32) {
        if let Some(row) = self.rows.get_mut(number as usize) {
            row.entries = row.entries.saturating_sub(1);
        }
    }

    fn number(&mut self, entry: &Entry<'_>) -> Option<u32> {
        let name = self.name(entry.component())?;
        let key = (name, entry.process, entry.thread);
        if let Some(&number) = self.numbers.get(&key) {
            return Some(number);
        }
        if self.rows.len() >= MOST_ORIGINS {
            return None;
        }
        let number = self.rows.len() as u32;
        self.rows.push(OriginRow { name, process: entry.process, thread: entry.thread, entries: 0 });
        self.numbers.insert(key, number);
        Some(number)
    }

    fn name(&mut self, component: &[u8]) -> Option<u32> {
        if self.names.get(self.last_name as usize).is_some_and(|name| **name == *component) {
            return Some(self.last_name);
        }
        if let Some(&number) = self.name_numbers.get(component) {
            self.last_name = number;
            return Some(number);
        }
        if self.names.len() >= MOST_NAMES || self.name_bytes + component.len() > MOST_BYTES {
            return None;
        }
        let number = self.names.len() as u32;
        self.names.push(component.into());
        self.name_numbers.insert(component.into(), number);
        self.name_bytes += component.len();
        self.last_name = number;
        Some(number)
    }

    /// All of them by number; none for [`OTHERS`].
    pub(crate) fn all(&self) -> impl Iterator<Item = Option<Origin>> {
        let names: Vec<String> = self.names.iter().map(|name| component_text(name)).collect();
        self.rows.iter().enumerate().map(move |(number, row)| {
            (number as u32 != OTHERS).then(|| Origin {
                component: names.get(row.name as usize).cloned().unwrap_or_default(),
                process: row.process,
                thread: row.thread,
                entries: row.entries,
            })
        })
    }

    /// The components with the number of their entries, in the order of first appearance, at most `most`.
    pub(crate) fn components(&self, most: usize) -> Vec<(String, u32)> {
        let mut counts = vec![0; self.names.len()];
        for row in self.rows.iter().skip(1) {
            counts[row.name as usize] += row.entries;
        }
        let named = self.names.iter().zip(counts).filter(|(name, count)| !name.is_empty() && *count > 0);
        named.take(most).map(|(name, count)| (component_text(name), count)).collect()
    }

    /// Bytes it takes in memory, about.
    pub(crate) fn bytes(&self) -> usize {
        self.rows.capacity() * size_of::<OriginRow>()
            + self.numbers.capacity() * (size_of::<((u32, u32, u32), u32)>() + 1)
            + 2 * self.name_bytes
            + self.names.capacity() * 64
    }
}

/// The text of a component.
pub(crate) fn component_text(name: &[u8]) -> String {
    logfile::decode(logfile::Encoding::EightBit, 0, name)
}
