//! The tables as the build packed them from `data/`; unpacked when something is first looked up.
//!
//! They come in parts: the tables, the guides, the remedies of some causes. With the feature `inside` all of them
//! stand in the binary. Without it they are given to it when it runs, each as one [`file`]: the page fetches the
//! first beside its program, so that neither waits for the other, and the rest when it needs them or has time.

use std::sync::OnceLock;

use super::evidence::{Evidence, Pattern};
use super::model::{CauseSample, Remedy};
use super::packed::{FIRST_REMEDIES, Guides, Packed, REMEDY_PARTS, Reader, Tables};

/// How many parts the knowledge has.
pub const PARTS: usize = SYMBOLS + 1;

/// The part that holds codes, causes, flows and logs by name: the first to give, and enough to search in.
pub const TABLES: usize = 0;

/// The part that holds what guides say of flows and steps, and lines as samples.
pub const GUIDES: usize = 1;

/// The parts that hold what to do about causes: each cause names its own.
pub const REMEDIES: std::ops::Range<usize> = FIRST_REMEDIES..FIRST_REMEDIES + REMEDY_PARTS;

/// The part that holds the names of all codes that Microsoft publishes: the last to give, and the largest.
pub const SYMBOLS: usize = REMEDIES.end;

/// The two streams of a part: texts, and everything else.
pub(crate) type Streams = (&'static str, &'static [u8]);

/// The streams of a part that stands in the binary. What nobody asks for is not in it.
#[cfg(feature = "inside")]
macro_rules! streams {
    ($name:literal) => {{
        let texts: &'static str = include_str!(concat!(env!("OUT_DIR"), "/", $name, ".txt"));
        let bytes: &'static [u8] = include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".bin"));
        Some((texts, bytes))
    }};
}

/// The streams of a part that is given when the program runs.
#[cfg(not(feature = "inside"))]
macro_rules! streams {
    ("tables") => {
        given(TABLES)
    };
    ("guides") => {
        given(GUIDES)
    };
    ("symbols") => {
        given(SYMBOLS)
    };
    ($other:literal) => {
        None
    };
}

/// The parts that were given.
static GIVEN: [OnceLock<&'static [u8]>; PARTS] = [const { OnceLock::new() }; PARTS];

/// Codes, causes, flows, logs; nothing as long as they are to be given.
pub(crate) fn tables() -> &'static Tables {
    static UNPACKED: OnceLock<Tables> = OnceLock::new();
    unpacked(&UNPACKED, streams!("tables")).unwrap_or(&Tables::NONE)
}

/// The guides; nothing as long as they are to be given.
pub(crate) fn guides() -> &'static Guides {
    static UNPACKED: OnceLock<Guides> = OnceLock::new();
    unpacked(&UNPACKED, streams!("guides")).unwrap_or(&Guides::NONE)
}

/// The remedies of a part; none as long as they are to be given.
pub(crate) fn remedies(part: usize) -> &'static [Remedy] {
    static UNPACKED: [OnceLock<&'static [Remedy]>; REMEDY_PARTS] = [const { OnceLock::new() }; REMEDY_PARTS];
    let unpack = || unpacked(UNPACKED.get(part.checked_sub(REMEDIES.start)?)?, remedy_streams(part));
    unpack().copied().unwrap_or_default()
}

/// The names of all codes, packed; none as long as they are to be given.
pub(crate) fn names_streams() -> Option<Streams> {
    streams!("symbols")
}

/// The patterns of all evidence, each at its index; none where the tables are given.
pub(crate) fn patterns() -> &'static [Pattern] {
    static UNPACKED: OnceLock<&'static [Pattern]> = OnceLock::new();
    unpacked(&UNPACKED, streams!("patterns")).copied().unwrap_or_default()
}

/// The samples of causes; none where the tables are given.
pub(crate) fn cause_samples() -> &'static [CauseSample] {
    static UNPACKED: OnceLock<&'static [CauseSample]> = OnceLock::new();
    unpacked(&UNPACKED, streams!("samples")).copied().unwrap_or_default()
}

/// Unpacks a part once.
fn unpacked<T: Packed>(to: &'static OnceLock<T>, streams: Option<Streams>) -> Option<&'static T> {
    let (texts, bytes) = streams?;
    Some(to.get_or_init(|| T::unpack(&mut Reader::new(texts, bytes))))
}

/// All evidence, each at its index.
pub(crate) fn evidence() -> &'static [&'static Evidence] {
    static EVIDENCE: OnceLock<Vec<&'static Evidence>> = OnceLock::new();
    if !is_given(TABLES) {
        return &[];
    }
    EVIDENCE.get_or_init(|| {
        let steps = tables().flows.iter().flat_map(|flow| flow.steps);
        steps.flat_map(|step| step.evidence).collect()
    })
}

/// Gives a part to a program that was built without them, once; says whether it took the file.
pub fn give(part: usize, file: Vec<u8>) -> bool {
    let file: &'static [u8] = file.leak();
    let Some(slot) = GIVEN.get(part) else { return false };
    read(file).is_some() && slot.set(file).is_ok()
}

/// Whether a part is there to be looked into.
pub fn is_given(part: usize) -> bool {
    cfg!(feature = "inside") || GIVEN.get(part).is_some_and(|slot| slot.get().is_some())
}

/// The streams of a part that was given.
#[cfg(not(feature = "inside"))]
fn given(part: usize) -> Option<Streams> {
    read(GIVEN.get(part)?.get()?)
}

#[cfg(not(feature = "inside"))]
fn remedy_streams(part: usize) -> Option<Streams> {
    given(part)
}

#[cfg(feature = "inside")]
fn remedy_streams(part: usize) -> Option<Streams> {
    match part.checked_sub(REMEDIES.start)? {
        0 => streams!("remedies-0"),
        1 => streams!("remedies-1"),
        2 => streams!("remedies-2"),
        3 => streams!("remedies-3"),
        4 => streams!("remedies-4"),
        5 => streams!("remedies-5"),
        _ => None,
    }
}

/// The streams of a file: how long each of the two is, in four bytes, the low one first; then the two.
fn read(file: &'static [u8]) -> Option<Streams> {
    let (length, rest) = file.split_first_chunk()?;
    let (length, rest) = (u32::from_le_bytes(*length), rest.split_first_chunk()?);
    let (texts, bytes) = rest.1.split_at_checked(length as usize)?;
    (u32::from_le_bytes(*rest.0) as usize == bytes.len()).then_some((str::from_utf8(texts).ok()?, bytes))
}

/// The file of a part, to [`give`]; empty for a part that there is not.
#[cfg(feature = "inside")]
pub fn file(part: usize) -> Vec<u8> {
    let streams = match part {
        TABLES => streams!("tables"),
        GUIDES => streams!("guides"),
        SYMBOLS => streams!("symbols"),
        _ => remedy_streams(part),
    };
    let Some((texts, bytes)) = streams else { return Vec::new() };
    let lengths = [texts.len(), bytes.len()].map(|length| (length as u32).to_le_bytes());
    [lengths.as_flattened(), texts.as_bytes(), bytes].concat()
}

#[cfg(all(test, feature = "inside"))]
mod tests {
    use super::*;

    #[test]
    fn the_files_hold_what_the_binary_holds() {
        assert_eq!(read(file(TABLES).leak()), streams!("tables"));
        assert_eq!(read(file(GUIDES).leak()), streams!("guides"));
        for part in REMEDIES {
            assert_eq!(read(file(part).leak()), remedy_streams(part));
        }
        assert!(file(PARTS).is_empty());
    }

    #[test]
    fn a_file_that_was_cut_is_not_taken() {
        for part in 0..PARTS {
            let mut cut = file(part);
            cut.pop();
            assert!(!give(part, cut));
            assert!(!give(part, Vec::new()));
        }
        assert!(!give(PARTS, file(TABLES)));
    }

    #[test]
    fn the_remedies_are_spread_evenly() {
        let sizes: Vec<usize> = REMEDIES.map(|part| file(part).len()).collect();
        let (least, most) = (sizes.iter().min(), sizes.iter().max());
        assert!(least.zip(most).is_some_and(|(least, most)| most < &(2 * least)), "{sizes:?}");
    }
}
