//! Spreads the codes, and what to do about the causes, over parts that are fetched one by one, when a page needs them.
//!
//! Causes of neighbouring codes go together, so that the page of one code needs few parts.

use super::causes::Causes;
use super::model::{Code, Remedy};
use super::packed::{CODE_PARTS, FIRST_REMEDIES, Packed, REMEDY_PARTS, Writer};

/// The codes of each part, in order of their values; always as many parts, the last ones empty where codes are few.
pub(crate) fn codes(codes: Vec<Code>) -> Vec<&'static [Code]> {
    let codes: &'static [Code] = codes.leak();
    let mut parts: Vec<&[Code]> = codes.chunks(codes.len().div_ceil(CODE_PARTS).max(1)).collect();
    parts.resize(CODE_PARTS, &[]);
    parts
}

/// The remedies of each part; tells each cause the part that holds its own.
pub(crate) fn remedies(causes: &mut Causes) -> Vec<&'static [Remedy]> {
    let lowest = |at: &usize| {
        let codes =
            causes.causes.get(*at).into_iter().flat_map(|cause| cause.when).flat_map(|when| when.codes);
        codes.min().copied().unwrap_or_default()
    };
    let mut order: Vec<usize> = (0..causes.remedies.len()).collect();
    order.sort_by_key(lowest);
    let sizes: Vec<usize> = causes.remedies.iter().map(size).collect();
    let all: usize = sizes.iter().sum();
    let mut parts = vec![Vec::new(); REMEDY_PARTS];
    let mut before = 0;
    for at in order {
        // The part in which the middle of its text lies, if all were one text.
        let part = ((before + sizes[at] / 2) * REMEDY_PARTS / all.max(1)).min(REMEDY_PARTS - 1);
        before += sizes[at];
        parts[part].push(causes.remedies[at]);
        causes.causes[at].part = (FIRST_REMEDIES + part) as u8;
    }
    parts.into_iter().map(|part| &*part.leak()).collect()
}

/// A part as a file: how long its two streams are, then the two.
pub(crate) fn file(part: &impl Packed) -> Vec<u8> {
    let mut writer = Writer::default();
    part.pack(&mut writer);
    let lengths = [writer.texts.len(), writer.bytes.len()].map(|length| (length as u32).to_le_bytes());
    [lengths.as_flattened(), writer.texts.as_bytes(), &writer.bytes].concat()
}

/// The bytes of its texts.
fn size(remedy: &Remedy) -> usize {
    let mut writer = Writer::default();
    remedy.pack(&mut writer);
    writer.texts.len()
}
