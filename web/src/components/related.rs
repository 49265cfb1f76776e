//! Codes beside a code: those that tell the same, and those that share a cause with it.

use knowledge::{Cause, Explained};
use yew::{Html, html};

use super::panel::{code_link, listed, note};
use crate::flow::once;
use crate::view::text;

/// So many stand there at most.
const MOST: usize = 8;

/// The panel; nothing where there are none.
pub(crate) fn related(explained: &Explained, found: &[&Cause]) -> Html {
    let same = explained.code.map_or(&[][..], |code| code.same).iter().copied();
    let inside = explained.inside.and_then(|inside| inside.same);
    let shared = found.iter().flat_map(|cause| cause.when).flat_map(|when| when.codes).copied();
    let all = same
        .chain(inside)
        .map(|value| (value, "the same"))
        .chain(shared.map(|value| (value, "shares a cause")));
    let others = all.filter(|(value, _)| *value != explained.value);
    let codes = once(others, |(value, _), (other, _)| value == other);
    let row = |(value, why): (u32, &str)| {
        html! {
            <li>
                {code_link(&knowledge::spell(value))}
                <span>{text(&[&knowledge::explain(value).sentence, " "].concat())}{note(why)}</span>
            </li>
        }
    };
    listed("related", "Related codes", "related", codes.into_iter().take(MOST).map(row).collect())
}
