//! The names of all codes: those of the codes' own rows, and those of about 17,000 codes without a row.
//!
//! They are the part [`SYMBOLS`](crate::SYMBOLS) of the knowledge: until it is given, only codes with a row of their
//! own have names.

use std::sync::OnceLock;

use basics::fnv32;
use knowledge_model::names::{Alias, Names};
use knowledge_model::packed::Packable;
use knowledge_model::streams::StreamReader;

use super::look_up::code;
use super::tables::names_streams;

/// A code by one of its names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// The name: `WU_E_PT_HTTP_STATUS_DENIED`.
    pub name: &'static str,
    /// The code, a Windows error as an HRESULT.
    pub value: u32,
    /// The family that the name belongs to.
    pub family: &'static str,
}

/// The names of a code, the best first: those of its own row, then those of the families in their order.
///
/// A Windows error can be given as its number; the status inside an HRESULT and the Windows error inside an NTSTATUS
/// are looked through.
pub fn symbols_of(value: u32) -> Vec<&'static str> {
    let mut names = Vec::new();
    for value in same_codes(value).into_iter().flatten() {
        let own = code(value).map_or(&[][..], |code| code.symbols).iter().copied();
        for name in own.chain(table().of(value).map(|symbol| symbol.name)) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

/// The family of a code: that of its own row, else that of its best name.
pub fn family_of(value: u32) -> Option<&'static str> {
    same_codes(value).into_iter().flatten().find_map(|value| {
        code(value).map(|code| code.family).or_else(|| table().of(value).next().map(|symbol| symbol.family))
    })
}

/// The codes with a name, in any case; also for an alias. At most one, except for an alias.
pub fn values_of(name: &str) -> Vec<u32> {
    if let Some(symbol) = table().named(name) {
        return vec![symbol.value];
    }
    aliases()
        .iter()
        .find(|alias| alias.name.eq_ignore_ascii_case(name))
        .map_or_else(Vec::new, |alias| alias.codes.to_vec())
}

/// All names, by family and code.
pub fn all_symbols() -> impl Iterator<Item = Symbol> {
    table().symbols.iter().copied()
}

/// All names that contain a text, in any case, by family and code. Letters, digits and `_` only.
pub fn symbols_with(part: &str) -> impl Iterator<Item = Symbol> {
    let table = table();
    let part = part.to_ascii_uppercase();
    let is_part = !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = table.upper.as_bytes().get(at..).filter(|_| is_part)?;
        // Byte by byte: the standard library's search is faster, and 3 kB of the page's program.
        let first = part.bytes().next()?;
        let is_it = |(start, byte): (usize, &u8)| {
            *byte == first && rest.get(start..).is_some_and(|rest| rest.starts_with(part.as_bytes()))
        };
        let found = at + rest.iter().enumerate().position(is_it)?;
        let row = table.starts.partition_point(|start| *start as usize <= found).checked_sub(1)?;
        // A name that contains it twice is one name.
        at = table.starts.get(row + 1).map_or(table.upper.len(), |start| *start as usize);
        table.symbols.get(row).copied()
    })
}

/// Aliases of codes, in no order.
pub fn aliases() -> &'static [Alias] {
    table().aliases
}

/// The families of codes, in the order of precedence of their names.
pub fn families() -> &'static [&'static str] {
    table().families
}

/// The codes with the same meaning by rule, the one with the better names first: a Windows error by its number and as an
/// HRESULT, a status by itself and inside an HRESULT.
fn same_codes(value: u32) -> [Option<u32>; 2] {
    let windows_error = 0x8007_0000 | value & 0xFFFF;
    match value >> 16 {
        0 if value > 1 => [Some(windows_error), Some(value)],
        // Bit 28 marks a status inside an HRESULT; facility 7 of a status are Windows errors.
        0xC007 | 0xD007 => [Some(value), Some(windows_error)],
        0xD000..=0xDFFF | 0x9000..=0x9FFF | 0x5000..=0x5FFF => [Some(value), Some(value & !(1 << 28))],
        _ => [Some(value), None],
    }
}

/// The names, ready to be looked up.
#[derive(Default)]
struct NameTable {
    families: &'static [&'static str],
    aliases: &'static [Alias],
    /// By family and code: each family is searched for a code, which saves a sort in the page's program.
    symbols: Vec<Symbol>,
    /// Where each family ends among them.
    ends: Vec<usize>,
    /// All names in upper case, each on its line.
    upper: String,
    /// The position where each begins.
    starts: Vec<u32>,
    /// The places of the names by their hash, plus one; 0: empty. Twice as many as there are names, and a power of two.
    by_name: Vec<u16>,
}

impl NameTable {
    fn new(names: &Names) -> Self {
        let symbols = names.families.iter().zip(names.sections).flat_map(|(family, section)| {
            section.names.iter().map(move |(value, name)| Symbol { name, value: *value, family })
        });
        let symbols: Vec<Symbol> = symbols.collect();
        let mut table = Self { families: names.families, aliases: names.aliases, ..Self::default() };
        for section in names.sections {
            table.ends.push(table.ends.last().unwrap_or(&0) + section.names.len());
        }
        table.by_name = vec![0; (2 * symbols.len()).next_power_of_two()];
        for (at, symbol) in symbols.iter().enumerate() {
            table.starts.push(table.upper.len() as u32);
            table.upper.push_str(symbol.name);
            table.upper.push('\n');
            let empty = table.slots(symbol.name).find(|slot| table.by_name.get(*slot) == Some(&0));
            if let Some(slot) = empty.and_then(|slot| table.by_name.get_mut(slot)) {
                *slot = at as u16 + 1;
            }
        }
        table.upper.make_ascii_uppercase();
        table.symbols = symbols;
        table
    }

    /// The symbols of a code, by rank.
    fn of(&self, value: u32) -> impl Iterator<Item = Symbol> {
        let begins = [0].into_iter().chain(self.ends.iter().copied());
        let families = begins.zip(&self.ends).filter_map(|(begin, end)| self.symbols.get(begin..*end));
        let reaches = move |family: &&[Symbol]| {
            family.first().is_some_and(|first| first.value <= value)
                && family.last().is_some_and(|last| last.value >= value)
        };
        families.filter(reaches).flat_map(move |family| {
            let first = family.partition_point(|symbol| symbol.value < value);
            family.iter().skip(first).take_while(move |symbol| symbol.value == value).copied()
        })
    }

    /// The symbol of a name.
    fn named(&self, name: &str) -> Option<Symbol> {
        let at = self.slots(name).map_while(|slot| self.by_name.get(slot)?.checked_sub(1));
        at.filter_map(|at| self.symbols.get(usize::from(at)).copied())
            .find(|symbol| symbol.name.eq_ignore_ascii_case(name))
    }

    /// The slots where a name can be, in order (FNV-1a, then the next ones).
    fn slots(&self, name: &str) -> impl Iterator<Item = usize> + use<> {
        let hash = fnv32(name.bytes().map(|byte| byte.to_ascii_uppercase()));
        let slots = self.by_name.len();
        (0..slots).map(move |step| (hash as usize).wrapping_add(step) & (slots - 1))
    }
}

/// The table, unpacked on first use; empty until it is given.
fn table() -> &'static NameTable {
    static TABLE: OnceLock<NameTable> = OnceLock::new();
    static NONE: OnceLock<NameTable> = OnceLock::new();
    match names_streams() {
        Some((texts, bytes)) => {
            TABLE.get_or_init(|| NameTable::new(&Names::unpack(&mut StreamReader::new(texts, bytes))))
        }
        None => NONE.get_or_init(NameTable::default),
    }
}
