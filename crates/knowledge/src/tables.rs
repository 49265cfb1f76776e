//! The tables as the build packed them from `data/`; unpacked when something is first looked up.
//!
//! With the feature `inside` they are part of the binary. Without it they are given to it when it runs, as one
//! [`file`]: the page fetches that beside its program, so that neither waits for the other.

use std::sync::OnceLock;

use super::evidence::{Evidence, Pattern};
use super::packed::{Packed, Reader, Samples, Tables};

/// The two streams of a packed table: texts, and everything else.
type Streams = (&'static str, &'static [u8]);

/// The streams of a packed table that stands in the binary. What nobody asks for is not in it.
#[cfg(feature = "inside")]
macro_rules! streams {
    ($name:literal) => {{
        let texts: &'static str = include_str!(concat!(env!("OUT_DIR"), "/", $name, ".txt"));
        let bytes: &'static [u8] = include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".bin"));
        Some((texts, bytes))
    }};
}

/// The streams of a packed table in the file that was given.
#[cfg(not(feature = "inside"))]
macro_rules! streams {
    ($name:literal) => {
        part(GIVEN.get().copied().unwrap_or_default(), $name)
    };
}

/// The file that was given.
static GIVEN: OnceLock<&'static [u8]> = OnceLock::new();

/// The tables that the file holds, in its order.
const PARTS: [&str; 2] = ["tables", "samples"];

/// All tables but those below; none as long as they are to be given.
pub(crate) fn tables() -> &'static Tables {
    static UNPACKED: OnceLock<Tables> = OnceLock::new();
    unpacked(&UNPACKED, streams!("tables")).unwrap_or(&Tables::NONE)
}

/// The patterns of all evidence, each at its index; none where the tables are given.
pub(crate) fn patterns() -> &'static [Pattern] {
    static UNPACKED: OnceLock<&'static [Pattern]> = OnceLock::new();
    unpacked(&UNPACKED, streams!("patterns")).copied().unwrap_or_default()
}

/// The samples; none as long as they are to be given.
pub(crate) fn samples() -> &'static Samples {
    static UNPACKED: OnceLock<Samples> = OnceLock::new();
    unpacked(&UNPACKED, streams!("samples")).unwrap_or(&Samples { causes: &[], evidence: &[] })
}

/// Unpacks a table once.
fn unpacked<T: Packed>(to: &'static OnceLock<T>, streams: Option<Streams>) -> Option<&'static T> {
    let (texts, bytes) = streams?;
    Some(to.get_or_init(|| T::unpack(&mut Reader::new(texts, bytes))))
}

/// All evidence, each at its index.
pub(crate) fn evidence() -> &'static [&'static Evidence] {
    static EVIDENCE: OnceLock<Vec<&'static Evidence>> = OnceLock::new();
    if !is_given() {
        return &[];
    }
    EVIDENCE.get_or_init(|| {
        let steps = tables().flows.iter().flat_map(|flow| flow.steps);
        steps.flat_map(|step| step.evidence).collect()
    })
}

/// Gives the tables to a program that was built without them, once; says whether it took the file.
pub fn give(file: Vec<u8>) -> bool {
    let file: &'static [u8] = file.leak();
    PARTS.iter().all(|name| part(file, name).is_some()) && GIVEN.set(file).is_ok()
}

/// Whether there is something to look up.
pub fn is_given() -> bool {
    cfg!(feature = "inside") || GIVEN.get().is_some()
}

/// The streams of a packed table in a file.
fn part(file: &'static [u8], name: &str) -> Option<Streams> {
    let at = PARTS.iter().position(|part| *part == name)?;
    let mut streams = File(file);
    let texts = streams.nth(2 * at)?;
    Some((str::from_utf8(texts).ok()?, streams.next()?))
}

/// The streams of a file: each after its length in four bytes, the low one first.
struct File(&'static [u8]);

impl Iterator for File {
    type Item = &'static [u8];

    fn next(&mut self) -> Option<Self::Item> {
        let (length, rest) = self.0.split_first_chunk()?;
        let (stream, rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        self.0 = rest;
        Some(stream)
    }
}

/// The file to [`give`].
#[cfg(feature = "inside")]
pub fn file() -> Vec<u8> {
    let mut file = Vec::new();
    for (texts, bytes) in [streams!("tables"), streams!("samples")].into_iter().flatten() {
        for stream in [texts.as_bytes(), bytes] {
            file.extend((stream.len() as u32).to_le_bytes());
            file.extend(stream);
        }
    }
    file
}

#[cfg(all(test, feature = "inside"))]
mod tests {
    use super::*;

    #[test]
    fn the_file_holds_what_the_binary_holds() {
        let file: &'static [u8] = file().leak();
        assert_eq!(part(file, "tables"), streams!("tables"));
        assert_eq!(part(file, "samples"), streams!("samples"));
        assert_eq!(part(file, "patterns"), None);
    }

    #[test]
    fn a_file_that_was_cut_is_not_taken() {
        let mut cut = file();
        cut.pop();
        assert!(!give(cut));
        assert!(!give(Vec::new()));
    }
}
