//! Spreads the codes and the remedies of the causes over parts, which a page downloads one by one as needed.
//!
//! Causes of neighbouring codes are in the same part, so that the page of one code needs few parts.

use std::collections::BTreeSet;

use knowledge_model::model::{Code, Remedy};
use knowledge_model::packed::Packable;
use knowledge_model::parts::{CODES, REMEDIES};
use knowledge_model::streams::{self, StreamWriter};

use crate::causes::Causes;

/// How often each cause can move to the part of similar causes.
const ROUNDS: usize = 8;

/// The codes of each part, in order of their values; always the same number of parts, the last ones can be empty.
pub(crate) fn codes(codes: Vec<Code>) -> Vec<&'static [Code]> {
    let codes: &'static [Code] = codes.leak();
    let mut parts: Vec<&[Code]> = codes.chunks(codes.len().div_ceil(CODES.len()).max(1)).collect();
    parts.resize(CODES.len(), &[]);
    parts
}

/// The remedies of each part; sets the part of each cause.
pub(crate) fn remedies(causes: &mut Causes) -> Vec<&'static [Remedy]> {
    let mut parts = vec![Vec::new(); REMEDIES.len()];
    for (at, part) in spread(causes).into_iter().enumerate() {
        parts[part].push(causes.remedies[at]);
        causes.causes[at].part = (REMEDIES.start + part) as u8;
    }
    parts.into_iter().map(|part| &*part.leak()).collect()
}

/// The part of each cause: first by lowest code, then each moves to the part with most causes that share a code with
/// it, as long as there is room.
fn spread(causes: &Causes) -> Vec<usize> {
    let codes_of =
        |at: usize| causes.causes[at].when.iter().flat_map(|when| when.codes).collect::<BTreeSet<_>>();
    let codes: Vec<BTreeSet<&u32>> = (0..causes.remedies.len()).map(codes_of).collect();
    let sizes: Vec<usize> = causes.remedies.iter().map(size).collect();
    let all: usize = sizes.iter().sum();
    let mut order: Vec<usize> = (0..codes.len()).collect();
    order.sort_by_key(|at| codes[*at].first().copied().copied());
    let (mut part_of, mut filled) = (vec![0; codes.len()], vec![0; REMEDIES.len()]);
    let mut before = 0;
    for at in order.iter().copied() {
        // The part that contains the middle of its text, if all were one text.
        part_of[at] = ((before + sizes[at] / 2) * REMEDIES.len() / all.max(1)).min(REMEDIES.len() - 1);
        filled[part_of[at]] += sizes[at];
        before += sizes[at];
    }
    let (least, most) = (all * 4 / 5 / REMEDIES.len(), all * 6 / 5 / REMEDIES.len());
    for at in order.iter().cycle().take(ROUNDS * order.len()).copied() {
        let mut shared = vec![0; REMEDIES.len()];
        for other in (0..codes.len()).filter(|other| *other != at) {
            shared[part_of[other]] += codes[at].intersection(&codes[other]).count();
        }
        let own = part_of[at];
        let has_room = |part: &usize| {
            *part == own || (filled[*part] + sizes[at] <= most && filled[own] >= least + sizes[at])
        };
        let best = (0..REMEDIES.len()).filter(has_room).max_by_key(|part| (shared[*part], *part == own));
        let best = best.unwrap_or(own);
        filled[own] -= sizes[at];
        filled[best] += sizes[at];
        part_of[at] = best;
    }
    part_of
}

/// A part as a file.
pub(crate) fn file(part: &impl Packable) -> Vec<u8> {
    let mut writer = StreamWriter::default();
    part.pack(&mut writer);
    streams::file(&writer.texts, &writer.bytes)
}

/// The bytes of its texts.
fn size(remedy: &Remedy) -> usize {
    let mut writer = StreamWriter::default();
    remedy.pack(&mut writer);
    writer.texts.len()
}
