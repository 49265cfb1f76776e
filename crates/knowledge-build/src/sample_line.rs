//! A line of a sample, and whether the diagnosis would find it.

use knowledge_model::evidence::Pattern;
use regex::bytes::Regex;

use crate::fault::LineRef;

/// A line of a sample.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SampleLine {
    /// Its file.
    pub(crate) file: &'static str,
    /// Its line there.
    pub(crate) line: usize,
    /// Its text.
    pub(crate) text: &'static str,
}

impl SampleLine {
    /// Its place.
    pub(crate) fn place(&self) -> LineRef<'static> {
        LineRef { file: self.file, line: self.line }
    }
}

/// Whether the diagnosis finds the sample: by a literal, and by the pattern at the position that the literal gives.
pub(crate) fn is_found(pattern: Option<&Pattern>, regex: &Regex, text: &[u8]) -> bool {
    let Some(pattern) = pattern.filter(|pattern| pattern.lead != u16::MAX) else {
        return regex.is_match(text);
    };
    let holds_literal =
        |at: &usize| pattern.literals.iter().any(|literal| text[*at..].starts_with(literal.as_bytes()));
    let begins =
        (0..text.len()).filter(holds_literal).filter_map(|at| at.checked_sub(usize::from(pattern.lead)));
    begins.into_iter().any(|from| regex.find(&text[from..]).is_some_and(|found| found.start() == 0))
}
