//! A line of evidence: where it stands, when, what it shows, and its text with what matters marked.

use report::{EvidenceKind, EvidenceLine, Finding};
use yew::{Callback, Html, html};

use super::icon::{Icon, icon};
use super::mark::{Mark, named_mark};
use crate::message::{Action, PageMessage};
use crate::view::{View, attr, click, text};
use crate::words::number;

/// The line; `finding` says which line is the proof, and what is marked in it.
pub(crate) fn evidence(view: &View, line: &EvidenceLine, finding: Option<&Finding>) -> Html {
    let says = knowledge::evidence_by_id(&line.id).map_or("", |evidence| evidence.summary);
    evidence_that(view, line, finding, says)
}

/// The same, with what it says at hand.
pub(crate) fn evidence_that(
    act: &Callback<PageMessage>,
    line: &EvidenceLine,
    finding: Option<&Finding>,
    says: &str,
) -> Html {
    let proof = finding.is_some_and(|finding| finding.log == line.log && finding.line == line.line);
    let sign = if proof || fails(line, finding) { Mark::Failed } else { Mark::of_line(line.kind) };
    html! {
        <li class={if proof { "line proof" } else { "line" }}>
            {named_mark(sign, if proof { "The proof" } else { word(sign) })}
            {line_head(act, line, proof, says)}
            <p class="text"><code>{marked(&line.text, finding)}</code></p>
        </li>
    }
}

/// Where the line stands, when it was written, and what it says.
fn line_head(act: &Callback<PageMessage>, line: &EvidenceLine, proof: bool, says: &str) -> Html {
    let again =
        if line.count > 1 { [" \u{d7} ", &number(line.count.into())].concat() } else { String::new() };
    let (open, state) = line.state.as_deref().map_or(("", ""), |state| (": ", state));
    let proof = match (proof, says.is_empty()) {
        (true, true) => "the proof",
        (true, false) => "the proof: ",
        (false, _) => "",
    };
    html! {
        <p class="line-head">
            {place(act, line)}
            <span class="note">{text(&[line.time.as_str(), &again].concat())}</span>
            <span class="says">{text(&[proof, says, open, state].concat())}</span>
            <button
                class="text-button open"
                type="button"
                aria-label={attr(&["Open ", &line.log, " at line ", &number(line.line)].concat())}
                onclick={click(act, opening(line))}
            >
                {"Open"}
                {icon(Icon::Open)}
            </button>
        </p>
    }
}

/// Whether an end that was reached carries the code of the failure: then it is one.
fn fails(line: &EvidenceLine, finding: Option<&Finding>) -> bool {
    let carries = |finding: &Finding| next_mark(&line.text, &wanted(finding)).is_some();
    line.kind == EvidenceKind::Done && finding.is_some_and(carries)
}

fn word(sign: Mark) -> &'static str {
    match sign {
        Mark::Ok => "Seen",
        Mark::Failed => "Failed",
        Mark::Off => "Expected, not a fault",
        _ => "On the way",
    }
}

fn opening(line: &EvidenceLine) -> Action {
    Action::Open(line.file, line.log.clone(), line.line)
}

/// `WUAHandler.log : 4,121`, which opens the line.
pub(crate) fn place(act: &Callback<PageMessage>, line: &EvidenceLine) -> Html {
    html! {
        <button class="text-button place" type="button" onclick={click(act, opening(line))}>
            {text(&[&line.log, " : ", &number(line.line)].concat())}
        </button>
    }
}

/// The text of a line, with the codes of the finding and its HTTP status marked.
fn marked(words: &str, finding: Option<&Finding>) -> Html {
    let wanted = finding.map(wanted).unwrap_or_default();
    let piece = |(piece, is_wanted)| {
        if is_wanted {
            html! { <mark>{text(piece)}</mark> }
        } else {
            text(piece)
        }
    };
    pieces(words, &wanted).into_iter().map(piece).collect()
}

/// The pieces of a text, each with whether it is wanted.
fn pieces<'t>(mut rest: &'t str, wanted: &[String]) -> Vec<(&'t str, bool)> {
    let mut pieces = Vec::new();
    while let Some((at, length)) = next_mark(rest, wanted) {
        let (before, after) = rest.split_at(at);
        let (hit, after) = after.split_at(length);
        pieces.extend([(before, false), (hit, true)]);
        rest = after;
    }
    pieces.push((rest, false));
    pieces
}

/// What is marked: the codes, with and without `0x`, and the HTTP status they stand for.
fn wanted(finding: &Finding) -> Vec<String> {
    let codes = [finding.code.as_deref(), finding.outer_code.as_deref()];
    let mut wanted = Vec::new();
    for code in codes.into_iter().flatten() {
        let http = u32::from_str_radix(code.strip_prefix("0x").unwrap_or(code), 16).ok();
        let http = http.and_then(knowledge::code).and_then(|code| code.http);
        wanted.push(code.to_owned());
        wanted.push(code.strip_prefix("0x").unwrap_or(code).to_owned());
        wanted.extend(http.map(|status| status.to_string()));
    }
    wanted
}

/// The place and length of the first wanted word in a text, as a word of its own.
fn next_mark(text: &str, wanted: &[String]) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let edge =
        |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_none_or(|byte| !byte.is_ascii_alphanumeric());
    let is = |at: usize, word: &str| {
        let end = at + word.len();
        bytes.get(at..end).is_some_and(|part| part.eq_ignore_ascii_case(word.as_bytes()))
            && edge(at.checked_sub(1))
            && edge(Some(end))
    };
    (0..bytes.len()).find_map(|at| Some((at, wanted.iter().find(|word| is(at, word))?.len())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    /// The words that are marked in a text, for the finding of the fixture.
    fn marks(text: &str) -> Vec<&str> {
        let wanted = wanted(&fixture::report().findings[0]);
        let marked = pieces(text, &wanted).into_iter().filter(|(_, is_wanted)| *is_wanted);
        marked.map(|(piece, _)| piece).collect()
    }

    #[test]
    fn codes_are_marked_in_any_spelling() {
        assert_eq!(marks("Exit code = 0x8024401B; Error = 0x8024401b."), ["0x8024401B", "0x8024401b"]);
        assert_eq!(marks("*FAILED* [8024401B] Web service call"), ["8024401B"]);
    }

    #[test]
    fn the_http_status_is_marked_as_a_word_of_its_own() {
        assert_eq!(marks("HTTP status code '407 (0x197)'"), ["407"]);
        assert!(marks("1407 and 4070 and 0x80244010").is_empty());
    }

    #[test]
    fn texts_of_any_language_are_cut_at_characters() {
        assert_eq!(marks("é407 é 407 é"), ["407", "407"]);
    }
}
