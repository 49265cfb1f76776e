//! Pasted lines taken apart: text, and the codes in it.

use knowledge::spelling::{Notation, codes_in};

/// A piece of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    /// What is no code.
    Text(&'a str),
    /// A code as it is written there, the code that it is, and its notation.
    Code(&'a str, u32, Notation),
}

/// The pieces of a line, in its order; together they are the line.
pub(crate) fn pieces(line: &str) -> Vec<Piece<'_>> {
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

/// Whether a text is lines to be told code by code, rather than one thing to look up.
pub(crate) fn is_excerpt(text: &str) -> bool {
    let mut codes: Vec<u32> = codes_in(text).iter().map(|at| at.value).collect();
    codes.dedup();
    codes.len() > 1 && text.split_whitespace().count() > codes.len() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_its_pieces() {
        let line = "Scan failed with error = 0x80072ee2, then 0x80244022.";
        let pieces = pieces(line);
        let texts: Vec<&str> = pieces
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) | Piece::Code(text, ..) => *text,
            })
            .collect();
        assert_eq!(texts, ["Scan failed with error = ", "0x80072ee2", ", then ", "0x80244022", "."]);
        assert_eq!(pieces[1], Piece::Code("0x80072ee2", 0x8007_2EE2, Notation::Code));
    }

    #[test]
    fn one_code_is_looked_up_and_many_are_an_excerpt() {
        assert!(is_excerpt("WARNING: Failed 0x80072ee2, retrying after 0x80244022"));
        for text in ["0x80072EE2", "Scan failed with error = 0x80072ee2", "0x80072EE2 0x80244022", "proxy"] {
            assert!(!is_excerpt(text), "{text}");
        }
    }
}
