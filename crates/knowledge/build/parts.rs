//! Spreads what to do about the causes over parts that are fetched one by one, when a page needs them.
//!
//! Causes of neighbouring codes go together, so that the page of one code needs one part, seldom two.

use super::causes::Causes;
use super::model::Remedy;
use super::packed::{FIRST_REMEDIES, Packed, REMEDY_PARTS, Writer};

/// The remedies of each part; tells each cause the part that holds its own.
pub(crate) fn spread(causes: &mut Causes) -> Vec<&'static [Remedy]> {
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

/// The bytes of its texts.
fn size(remedy: &Remedy) -> usize {
    let mut writer = Writer::default();
    remedy.pack(&mut writer);
    writer.texts.len()
}
