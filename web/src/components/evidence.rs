//! A line of evidence: its location, time, meaning, and its text with the important parts marked.

use report::{EvidenceKind, EvidenceLine, Finding};
use yew::{Callback, Html, html};

use super::icon::{Icon, icon};
use super::mark::{Mark, named_mark};
use crate::message::{Action, PageMessage};
use crate::view::{View, attr, click, text};
use crate::words::number;

/// The line; `finding` determines which line is the proof and which terms are marked.
pub(crate) fn evidence(view: &View, line: &EvidenceLine, finding: Option<&Finding>) -> Html {
    let summary = knowledge::evidence_by_id(&line.id).map_or("", |evidence| evidence.summary);
    evidence_that(view, line, finding, summary)
}

/// The same, with a given summary.
pub(crate) fn evidence_that(
    act: &Callback<PageMessage>,
    line: &EvidenceLine,
    finding: Option<&Finding>,
    summary: &str,
) -> Html {
    let proof = finding.is_some_and(|finding| finding.log == line.log && finding.line == line.line);
    let sign = if proof || fails(line, finding) { Mark::Failed } else { Mark::of_line(line.kind) };
    html! {
        <li class={if proof { "line proof" } else { "line" }}>
            {named_mark(sign, if proof { "The proof" } else { word(sign) })}
            {line_head(act, line, proof, summary)}
            <p class="text"><code>{marked(&line.text, finding)}</code></p>
        </li>
    }
}

/// The location, the time and the summary of the line.
fn line_head(act: &Callback<PageMessage>, line: &EvidenceLine, proof: bool, summary: &str) -> Html {
    let again =
        if line.count > 1 { [" \u{d7} ", &number(line.count.into())].concat() } else { String::new() };
    let (open, state) = line.state.as_deref().map_or(("", ""), |state| (": ", state));
    let proof = match (proof, summary.is_empty()) {
        (true, true) => "the proof",
        (true, false) => "the proof: ",
        (false, _) => "",
    };
    html! {
        <p class="line-head">
            {place(act, line)}
            <span class="note">{text(&[line.time.as_str(), &again].concat())}</span>
            <span class="meaning">{text(&[proof, summary, open, state].concat())}</span>
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

/// Whether the line ends an operation with the code of the failure.
fn fails(line: &EvidenceLine, finding: Option<&Finding>) -> bool {
    let carries = |finding: &Finding| next_mark(&line.text, &terms(finding)).is_some();
    line.kind == EvidenceKind::Done && finding.is_some_and(carries)
}

fn word(sign: Mark) -> &'static str {
    match sign {
        Mark::Ok => "Seen",
        Mark::Failed => "Failed",
        Mark::Off => "Expected, not an error",
        _ => "In progress",
    }
}

fn opening(line: &EvidenceLine) -> Action {
    Action::Open(line.file, line.log.clone(), line.line)
}

/// The button `WUAHandler.log : 4,121`, which opens the line.
pub(crate) fn place(act: &Callback<PageMessage>, line: &EvidenceLine) -> Html {
    place_of(act, line.file, &line.log, line.line)
}

/// The same for a line that is no evidence: the file's number, its name, the line.
pub(crate) fn place_of(act: &Callback<PageMessage>, file: u32, log: &str, line: u64) -> Html {
    let open = Action::Open(file, log.to_owned(), line);
    html! {
        <button class="text-button place" type="button" onclick={click(act, open)}>
            {text(&[log, " : ", &number(line)].concat())}
        </button>
    }
}

/// The text of a line, with the codes of the finding and its HTTP status marked.
fn marked(words: &str, finding: Option<&Finding>) -> Html {
    let terms = finding.map(terms).unwrap_or_default();
    let piece = |(piece, is_term)| {
        if is_term {
            html! { <mark>{text(piece)}</mark> }
        } else {
            text(piece)
        }
    };
    pieces(words, &terms).into_iter().map(piece).collect()
}

/// Splits a text into pieces, each with whether it is one of the terms.
fn pieces<'t>(mut rest: &'t str, terms: &[String]) -> Vec<(&'t str, bool)> {
    let mut pieces = Vec::new();
    while let Some((at, length)) = next_mark(rest, terms) {
        let (before, after) = rest.split_at(at);
        let (hit, after) = after.split_at(length);
        pieces.extend([(before, false), (hit, true)]);
        rest = after;
    }
    pieces.push((rest, false));
    pieces
}

/// The terms to mark: the codes, with and without `0x`, and their HTTP status.
fn terms(finding: &Finding) -> Vec<String> {
    let codes = [finding.code.as_deref(), finding.outer_code.as_deref()];
    let mut terms = Vec::new();
    for code in codes.into_iter().flatten() {
        let http = u32::from_str_radix(code.strip_prefix("0x").unwrap_or(code), 16).ok();
        let http = http.and_then(knowledge::code).and_then(|code| code.http);
        terms.push(code.to_owned());
        terms.push(code.strip_prefix("0x").unwrap_or(code).to_owned());
        terms.extend(http.map(|status| status.to_string()));
    }
    terms
}

/// The position and length of the first term in a text, as a complete word.
fn next_mark(text: &str, terms: &[String]) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let edge =
        |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_none_or(|byte| !byte.is_ascii_alphanumeric());
    let is = |at: usize, word: &str| {
        let end = at + word.len();
        bytes.get(at..end).is_some_and(|part| part.eq_ignore_ascii_case(word.as_bytes()))
            && edge(at.checked_sub(1))
            && edge(Some(end))
    };
    (0..bytes.len()).find_map(|at| Some((at, terms.iter().find(|word| is(at, word))?.len())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    /// The terms that are marked in a text, for the finding of the fixture.
    fn marks(text: &str) -> Vec<&str> {
        let terms = terms(&fixture::report().findings[0]);
        let marked = pieces(text, &terms).into_iter().filter(|(_, is_term)| *is_term);
        marked.map(|(piece, _)| piece).collect()
    }

    #[test]
    fn codes_are_marked_in_any_spelling() {
        assert_eq!(marks("Exit code = 0x8024401B; Error = 0x8024401b."), ["0x8024401B", "0x8024401b"]);
        assert_eq!(marks("*FAILED* [8024401B] Web service call"), ["8024401B"]);
    }

    #[test]
    fn the_http_status_is_marked_as_a_complete_word() {
        assert_eq!(marks("HTTP status code '407 (0x197)'"), ["407"]);
        assert!(marks("1407 and 4070 and 0x80244010").is_empty());
    }

    #[test]
    fn non_ascii_text_is_split_at_character_boundaries() {
        assert_eq!(marks("é407 é 407 é"), ["407", "407"]);
    }
}
