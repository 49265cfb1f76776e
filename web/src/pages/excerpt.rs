//! A log excerpt: its findings, and the pasted lines with each code explained inline.

use knowledge::spelling::{Notation, codes_in, notation_words};
use yew::{Html, html};

use crate::components::against::other_findings;
use crate::components::causes::code_rows;
use crate::components::icon::Icon;
use crate::components::mark::{Mark, mark};
use crate::components::missing::missing;
use crate::components::panel::{button, code_link, link, titled, with_codes};
use crate::flow::once;
use crate::message::Action;
use crate::pages::layout::{head, main, trail};
use crate::view::{View, input, text};
use crate::words::count;

/// More lines than this are left to the engine, which reads complete logs.
const LINES: usize = 500;

/// The page.
pub(crate) fn excerpt(view: &View) -> Html {
    let pasted = view.state.excerpt.as_str();
    let lines: Vec<Vec<Piece>> = pasted.lines().take(LINES).map(pieces).collect();
    let code = |piece: &Piece| if let Piece::Code(_, value, _) = piece { Some(*value) } else { None };
    let codes = once(lines.iter().flatten().filter_map(code), u32::eq);
    let lead = "Paste lines from a log, an email or a ticket. They are read in this tab, are not uploaded, and \
                are not part of the URL.";
    let rows = html! { <ul class="decoded">{for lines.iter().map(|line| decoded(line))}</ul> };
    let inside = html! {
        <>
            {trail(view, None, "Excerpt")}
            {head(view, "Codes in a log excerpt", lead)}
            <div class="excerpt-field">
                <textarea
                    id="excerpt"
                    rows="6"
                    aria-label="Log lines"
                    spellcheck="false"
                    autocomplete="off"
                    value={pasted.to_owned()}
                    oninput={input(view, Action::Excerpt)}
                />
            </div>
            <p class="note" role="status">{text(&counted(pasted, lines.len(), codes.len()))}</p>
            {findings(view)}
            if !codes.is_empty() {
                {titled("decoded", "Lines with their codes", rows)}
                {titled("codes", "Codes", code_rows(&codes))}
            }
        </>
    };
    main(view, inside)
}

/// The number of codes and lines as text; empty for an empty field.
fn counted(pasted: &str, lines: usize, codes: usize) -> String {
    if pasted.trim().is_empty() {
        return String::new();
    }
    let found = count(codes as u64, "code", "codes");
    let read = count(lines as u64, "line", "lines");
    let first = if pasted.lines().nth(LINES).is_some() { " (first lines only)" } else { "" };
    [&found, " in ", &read, first, "."].concat()
}

/// The engine's findings in the lines; before the analysis, the button that starts it.
fn findings(view: &View) -> Html {
    let state = view.state;
    if !state.has_engine() || state.excerpt.trim().is_empty() {
        return Html::default();
    }
    let Some(report) = state.excerpt_report() else {
        if state.session.busy() {
            return html! { <p class="note">{"Analyzing these lines"}</p> };
        }
        return button(view, "button primary", Icon::Play, "Analyze these lines", Action::ReadExcerpt);
    };
    let verdict = html! {
        <>
            <p class="why">
                {mark(Mark::of_report(report))}
                <strong>{with_codes(&report.headline.summary)}</strong>
            </p>
            <p class="more">{link("#/report", "Full report")}</p>
        </>
    };
    html! {
        <>
            {titled("verdict", "Result", verdict)}
            {other_findings(view, report, None, None)}
            {missing(view, report, None)}
        </>
    }
}

/// A piece of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece<'a> {
    /// Text without a code.
    Text(&'a str),
    /// A code: its text, its value and its notation.
    Code(&'a str, u32, Notation),
}

/// Splits a line into pieces, in order and without gaps.
fn pieces(line: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut from = 0;
    for at in codes_in(line) {
        if let (Some(text), Some(code)) = (line.get(from..at.start), line.get(at.start..at.end)) {
            if !text.is_empty() {
                pieces.push(Piece::Text(text));
            }
            pieces.push(Piece::Code(code, at.value, at.notation));
            from = at.end;
        }
    }
    if let Some(rest) = line.get(from..).filter(|rest| !rest.is_empty()) {
        pieces.push(Piece::Text(rest));
    }
    pieces
}

/// A line with its codes as links, and the meaning of each code below.
fn decoded(line: &[Piece]) -> Html {
    let piece = |piece: &Piece| match piece {
        Piece::Text(words) => text(words),
        Piece::Code(words, value, _) => link(&["#/code/", &knowledge::spell(*value)].concat(), words),
    };
    html! {
        <li>
            <code>{for line.iter().map(piece)}</code>
            {for line.iter().map(meaning)}
        </li>
    }
}

/// The meaning of a code; empty for plain text.
fn meaning(piece: &Piece) -> Html {
    let Piece::Code(words, value, notation) = piece else { return Html::default() };
    let spelled = knowledge::spell(*value);
    html! {
        <p class="note">
            if *words != spelled {
                {code_link(&spelled)}
                {" "}
            }
            if matches!(notation, Notation::Number(..) | Notation::Extended(_)) {
                {text(&[&notation_words(*notation), " "].concat())}
            }
            if let Some(symbol) = knowledge::symbols_of(*value).first() {
                <strong>{text(symbol)}</strong>
                {" "}
            }
            {text(&knowledge::explain(*value).sentence)}
        </p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pieces_of_a_line_join_to_the_line() {
        let line = "Scan failed with error = 0x80072ee2, then 0x80244022.";
        let pieces = pieces(line);
        let text = |piece: &Piece<'static>| match piece {
            Piece::Text(text) | Piece::Code(text, ..) => *text,
        };
        let texts: Vec<&str> = pieces.iter().map(text).collect();
        assert_eq!(texts, ["Scan failed with error = ", "0x80072ee2", ", then ", "0x80244022", "."]);
        assert_eq!(pieces[1], Piece::Code("0x80072ee2", 0x8007_2EE2, Notation::Code));
    }
}
