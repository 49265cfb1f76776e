//! The tables as the build packed them from `data/`; unpacked on the first lookup.
//!
//! They come in parts: the tables, the guides, some of the codes, the remedies of some causes, all names. With the
//! feature `inside` the binary contains all of them. Without it they are given to it at run time, each as one
//! [`file`](fn@file): the page downloads the first one in parallel with its program, and the rest when it needs them or is idle.
//!
//! The engine contains all but the remedies (it has `inside` without `prose`): the page hands them on to it for an export.

use std::sync::OnceLock;

use knowledge_model::evidence::{Evidence, Pattern};
use knowledge_model::model::{CauseSample, Code, Remedy};
use knowledge_model::packed::Packable;

pub use knowledge_model::parts::{CODES, GUIDES, PARTS, REMEDIES, SYMBOLS, TABLES};
use knowledge_model::streams::StreamReader;
use knowledge_model::tables::{Guides, KnowledgeTables};

/// The two streams of a part: texts, and everything else.
pub(crate) type Streams = (&'static str, &'static [u8]);

/// The streams of a part in the binary. Unused parts are not in it.
#[cfg(feature = "inside")]
macro_rules! streams {
    ($name:literal) => {{
        let texts: &'static str = include_str!(concat!(env!("OUT_DIR"), "/", $name, ".txt"));
        let bytes: &'static [u8] = include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".bin"));
        Some((texts, bytes))
    }};
}

/// The streams of a part that is given at run time.
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
static GIVEN: [OnceLock<Streams>; PARTS] = [const { OnceLock::new() }; PARTS];

/// Codes, causes, flows, logs; empty until they are given.
pub(crate) fn tables() -> &'static KnowledgeTables {
    static UNPACKED: OnceLock<KnowledgeTables> = OnceLock::new();
    unpacked(&UNPACKED, streams!("tables")).unwrap_or(&KnowledgeTables::NONE)
}

/// The guides; empty until they are given.
pub(crate) fn guides() -> &'static Guides {
    static UNPACKED: OnceLock<Guides> = OnceLock::new();
    unpacked(&UNPACKED, streams!("guides")).unwrap_or(&Guides::NONE)
}

/// The codes of a part; none until they are given.
pub(crate) fn codes_of(part: usize) -> &'static [Code] {
    static UNPACKED: [OnceLock<&'static [Code]>; CODES.end - CODES.start] =
        [const { OnceLock::new() }; CODES.end - CODES.start];
    let unpack = || unpacked(UNPACKED.get(part.checked_sub(CODES.start)?)?, numbered(part));
    unpack().copied().unwrap_or_default()
}

/// The codes of all parts; none until all are given.
pub(crate) fn codes() -> &'static [Code] {
    static CODES_OF_ALL: OnceLock<Vec<Code>> = OnceLock::new();
    if codes_are_given() {
        CODES_OF_ALL.get_or_init(|| CODES.flat_map(codes_of).copied().collect())
    } else {
        &[]
    }
}

/// The remedies of a part; none until they are given.
pub(crate) fn remedies(part: usize) -> &'static [Remedy] {
    static UNPACKED: [OnceLock<&'static [Remedy]>; REMEDIES.end - REMEDIES.start] =
        [const { OnceLock::new() }; REMEDIES.end - REMEDIES.start];
    let unpack = || unpacked(UNPACKED.get(part.checked_sub(REMEDIES.start)?)?, numbered(part));
    unpack().copied().unwrap_or_default()
}

/// The names of all codes, packed; none until they are given.
pub(crate) fn names_streams() -> Option<Streams> {
    streams!("symbols")
}

/// The patterns of all evidence, each at its index; none if the tables are given at run time.
pub(crate) fn patterns() -> &'static [Pattern] {
    static UNPACKED: OnceLock<&'static [Pattern]> = OnceLock::new();
    unpacked(&UNPACKED, streams!("patterns")).copied().unwrap_or_default()
}

/// Lines that the patterns of facts match, each at its place; none if the tables are given at run time.
pub(crate) fn fact_samples() -> &'static [&'static [&'static str]] {
    static UNPACKED: OnceLock<&'static [&'static [&'static str]]> = OnceLock::new();
    unpacked(&UNPACKED, streams!("facts")).copied().unwrap_or_default()
}

/// Lines that the patterns of moments match, each at its place; none if the tables are given at run time.
pub(crate) fn moment_samples() -> &'static [&'static [&'static str]] {
    static UNPACKED: OnceLock<&'static [&'static [&'static str]]> = OnceLock::new();
    unpacked(&UNPACKED, streams!("moments")).copied().unwrap_or_default()
}

/// The samples of causes; none if the tables are given at run time.
pub(crate) fn cause_samples() -> &'static [CauseSample] {
    static UNPACKED: OnceLock<&'static [CauseSample]> = OnceLock::new();
    unpacked(&UNPACKED, streams!("samples")).copied().unwrap_or_default()
}

/// Unpacks a part once.
fn unpacked<T: Packable>(to: &'static OnceLock<T>, streams: Option<Streams>) -> Option<&'static T> {
    let (texts, bytes) = streams?;
    Some(to.get_or_init(|| T::unpack(&mut StreamReader::new(texts, bytes))))
}

/// All evidence, each at its index; of the page none until its guides are given.
pub(crate) fn evidence() -> &'static [Evidence] {
    let of_tables = tables().evidence;
    if of_tables.is_empty() { guides().evidence } else { of_tables }
}

/// Gives a part to a program that was built without it, once; returns whether the file was accepted.
pub fn give(part: usize, file: Vec<u8>) -> bool {
    let Some(slot) = GIVEN.get(part).filter(|slot| slot.get().is_none()) else { return false };
    read(file.leak()).is_some_and(|streams| slot.set(streams).is_ok())
}

/// Whether a part is available.
pub fn is_given(part: usize) -> bool {
    is_inside(part) || given(part).is_some()
}

/// The file of a part that was given, to give it to another program: the page gives the engine the [`REMEDIES`].
pub fn given_file(part: usize) -> Option<Vec<u8>> {
    given(part).map(|(texts, bytes)| knowledge_model::streams::file(texts, bytes))
}

/// Whether the binary contains a part: that of the engine has no text for people.
fn is_inside(part: usize) -> bool {
    cfg!(feature = "inside") && (cfg!(feature = "prose") || !REMEDIES.contains(&part))
}

/// Whether all codes are available.
pub(crate) fn codes_are_given() -> bool {
    (CODES.start..CODES.end).all(is_given)
}

/// The streams of a part that was given.
fn given(part: usize) -> Option<Streams> {
    GIVEN.get(part)?.get().copied()
}

/// The streams of one of several parts of a kind.
#[cfg(not(feature = "inside"))]
fn numbered(part: usize) -> Option<Streams> {
    given(part)
}

/// The streams of one of several parts of a kind: they are one after the other in one file.
#[cfg(feature = "inside")]
fn numbered(part: usize) -> Option<Streams> {
    if !is_inside(part) {
        return given(part);
    }
    let mut rest: &'static [u8] = include_bytes!(concat!(env!("OUT_DIR"), "/numbered.bin"));
    for _ in CODES.start..part.min(SYMBOLS) {
        let [texts, bytes] = lengths(rest)?;
        rest = rest.get(8 + texts + bytes..)?;
    }
    let [texts, bytes] = lengths(rest).filter(|_| part < SYMBOLS)?;
    read(rest.get(..8 + texts + bytes)?)
}

/// The streams of a file: how long each of the two is, in four bytes, the low one first; then the two.
fn read(file: &'static [u8]) -> Option<Streams> {
    let [texts, bytes] = lengths(file)?;
    let (texts, rest) = file.get(8..)?.split_at_checked(texts)?;
    (rest.len() == bytes).then_some((str::from_utf8(texts).ok()?, rest))
}

/// How long the two streams of a file are.
fn lengths(file: &[u8]) -> Option<[usize; 2]> {
    let (texts, rest) = file.split_first_chunk()?;
    Some([u32::from_le_bytes(*texts) as usize, u32::from_le_bytes(*rest.first_chunk()?) as usize])
}

/// The file of a part, to [`give`]; empty if there is no such part.
#[cfg(feature = "inside")]
pub fn file(part: usize) -> Vec<u8> {
    let streams = match part {
        TABLES => streams!("page"),
        GUIDES => streams!("page-guides"),
        SYMBOLS => streams!("symbols"),
        _ => numbered(part),
    };
    streams.map_or_else(Vec::new, |(texts, bytes)| knowledge_model::streams::file(texts, bytes))
}

#[cfg(all(test, feature = "inside"))]
mod tests {
    use super::*;

    #[test]
    fn the_files_hold_what_the_binary_holds() {
        assert_eq!(read(file(TABLES).leak()), streams!("page"));
        assert_eq!(read(file(GUIDES).leak()), streams!("page-guides"));
        for part in CODES.start..REMEDIES.end {
            assert_eq!(read(file(part).leak()), numbered(part));
            assert!(file(part).len() > 8, "{part}");
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
    fn a_part_is_given_once_and_handed_on() {
        let part = REMEDIES.start;
        assert_eq!(given_file(part), None);
        assert!(give(part, file(part)));
        assert!(!give(part, file(part)), "it is given");
        assert_eq!(given_file(part), Some(file(part)));
        assert_eq!(given_file(PARTS), None);
    }

    #[test]
    fn the_remedies_are_spread_evenly() {
        let sizes: Vec<usize> = REMEDIES.map(|part| file(part).len()).collect();
        let (least, most) = (sizes.iter().min(), sizes.iter().max());
        assert!(least.zip(most).is_some_and(|(least, most)| most < &(2 * least)), "{sizes:?}");
    }
}
