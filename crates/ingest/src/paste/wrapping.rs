//! Lines that a mail program wrapped at 60 to 80 columns, or a console at its width.

use logfile::{Format, begins_with_time, line_format};

use super::pasted_text::{PastedText, is_entry};

/// The width at which mails are wrapped, in characters.
const NARROWEST: usize = 60;
const WIDEST: usize = 80;
const USUAL: usize = 72;

/// The narrowest console, in characters.
const CONSOLE: usize = 79;

/// Joins lines that were wrapped.
pub(super) fn join(text: &mut PastedText) -> bool {
    join_words(text) | join_attributes(text)
}

/// Joins lines of Configuration Manager records whose attributes were cut: only a paste has them on several lines.
fn join_attributes(text: &mut PastedText) -> bool {
    const NAMES: [&str; 8] =
        ["<time=", "time=", "date=", "component=", "context=", "type=", "thread=", "file="];
    let is_cut = |line: &str| {
        let behind = line.rfind("]LOG]!>").map(|at| &line[at + 7..]);
        behind.is_some_and(|behind| !behind.trim_end().ends_with('>'))
    };
    let mut lines: Vec<String> = Vec::with_capacity(text.lines.len());
    for line in &text.lines {
        let begins = |name: &&str| line.trim_start().starts_with(name);
        match lines.last_mut() {
            Some(last) if is_cut(last) && NAMES.iter().any(begins) => {
                last.truncate(last.trim_end().len());
                if !line.trim_start().starts_with('<') {
                    last.push(' ');
                }
                last.push_str(line.trim());
            }
            _ => lines.push(line.clone()),
        }
    }
    let is_changed = lines.len() < text.lines.len();
    text.lines = lines;
    is_changed
}

/// Joins lines that were wrapped between words, or cut at the width of a page.
///
/// No line exceeds the common width, and each line that is no entry continues a line into which its first word did not
/// fit: the lines of a log do not look like this by chance.
fn join_words(text: &mut PastedText) -> bool {
    let Continuations { may_continue, is_prose } = Continuations::of(text);
    let joins: Vec<usize> = (1..text.lines.len()).filter(|&at| may_continue[at]).collect();
    if joins.is_empty() {
        return false;
    }
    let widths: Vec<usize> = text.lines.iter().map(|line| line.trim_end().chars().count()).collect();
    let page = widths.iter().copied().max().unwrap_or(0);
    // A console cuts words at its width.
    let is_cut = |&at: &usize| widths[at - 1] == page && !text.lines[at].starts_with(' ');
    if !is_prose && page >= CONSOLE && joins.len() > 1 && joins.iter().all(is_cut) {
        text.lines = joined(&text.lines, &joins, "");
        return true;
    }
    // Text without columns has this width in two lines by chance too, but a window's width is a round number.
    let is_cut_word = |at: &usize| {
        let ends = |line: &str, of: fn(&str) -> Option<char>| of(line).is_some_and(char::is_alphanumeric);
        let (before, line) = (&text.lines[at - 1], &text.lines[*at]);
        is_cut(at) && ends(before, |line| line.chars().next_back()) && ends(line, |line| line.chars().next())
    };
    let cut: Vec<usize> = joins.iter().copied().filter(is_cut_word).collect();
    if is_prose && page > CONSOLE && page % 10 == 0 && cut.len() > 1 && cut.len() * 2 <= text.filled() {
        text.lines = joined(&text.lines, &cut, "");
        return true;
    }
    // A word wider than the page has its own line.
    let breakable = text.lines.iter().zip(&widths).filter(|(line, _)| line.trim().contains(' '));
    let widest = breakable.map(|(_, width)| *width).max().unwrap_or(0);
    // If no line is wide, long words are the reason: they did not fit into the usual width.
    let is_narrow = widest < NARROWEST;
    let width = if is_narrow { USUAL } else { widest };
    let does_not_fit = |at: usize| {
        let is_end = |c: char| c == ' ' || is_narrow && is_prose && c == '\t';
        let first = text.lines[at].trim_start().split(is_end).next().unwrap_or_default();
        widths[at - 1] + 1 + first.chars().count() > width
    };
    let wrapped: Vec<usize> = joins.iter().copied().filter(|&at| does_not_fit(at)).collect();
    let wrapped = if is_prose { sentences(text, &wrapped) } else { wrapped };
    let is_wrapped = is_prose || wrapped.len() * 2 >= joins.len();
    if wrapped.is_empty() || width > WIDEST || !is_wrapped {
        return false;
    }
    text.lines = joined(&text.lines, &wrapped, " ");
    true
}

/// The lines, with those at these indexes appended to the previous one.
fn joined(lines: &[String], places: &[usize], gap: &str) -> Vec<String> {
    let mut joined: Vec<String> = Vec::with_capacity(lines.len());
    for (at, line) in lines.iter().enumerate() {
        match joined.last_mut() {
            Some(last) if places.binary_search(&at).is_ok() && gap.is_empty() => last.push_str(line),
            Some(last) if places.binary_search(&at).is_ok() => {
                last.truncate(last.trim_end().len());
                last.push_str(gap);
                last.push_str(line.trim_start());
            }
            _ => joined.push(line.clone()),
        }
    }
    joined
}

/// Which lines that did not fit into the previous one continue a sentence: by their words, or because all lines
/// of their paragraph do.
fn sentences(text: &PastedText, wrapped: &[usize]) -> Vec<usize> {
    let is_blank = |at: usize| text.lines.get(at).is_none_or(|line| line.trim().is_empty());
    let mut continued = Vec::new();
    let mut start = 0;
    for end in (0..=text.lines.len()).filter(|&at| is_blank(at)) {
        let inside: Vec<usize> = wrapped.iter().copied().filter(|at| (start + 1..end).contains(at)).collect();
        // Entries that have this width by chance begin alike.
        let first = |at: usize| text.lines[at].split(' ').next();
        let begin_alike = || inside.iter().any(|&at| first(at) == first(at - 1));
        let is_paragraph = inside.len() + 1 == end - start && !begin_alike();
        let goes_on = |at: &usize| {
            let (before, line) = (&text.lines[*at - 1], &text.lines[*at]);
            let last = before.trim_end().rsplit(' ').next().unwrap_or_default();
            let is_open = last.bytes().all(|byte| byte.is_ascii_lowercase())
                || last.ends_with(['-', '\'', '}', ',', ':', '=']);
            let is_inside = inside.len() > 1 || is_open || names_code(line);
            goes_on(before, line) || is_paragraph && is_inside
        };
        continued.extend(inside.iter().filter(|at| goes_on(at)));
        start = end + 1;
    }
    continued
}

/// Whether a line begins with the rest of a sentence: `HRESULT=800F0922`, `Error:(-2147467259)`.
fn names_code(line: &str) -> bool {
    line.split(' ').next().is_some_and(|word| word.contains(['=', '(']))
}

/// Which lines may continue the one before.
struct Continuations {
    may_continue: Vec<bool>,
    /// Whether no line has columns, so that only words decide.
    is_prose: bool,
}

impl Continuations {
    /// Those without the columns that entries of the text begin with, or those after a line without the columns
    /// that entries end with.
    fn of(text: &PastedText) -> Self {
        let is_filled = |line: &String| !line.trim().is_empty();
        let ends = |line: &String| {
            matches!(line_format(line.as_bytes()), Some(Format::SiteServer | Format::CmTraceList))
        };
        let has_heads = text.lines.iter().any(|line| is_head(line));
        let by_ends = text.lines.iter().any(ends) || !has_heads && is_cut_list(text);
        let is_prose = !has_heads && !by_ends && !text.is_structured && text.is_english();
        let mut may_continue = vec![false; text.lines.len()];
        let mut is_begun = false;
        for (at, pair) in text.lines.windows(2).enumerate() {
            let [before, line] = pair else { continue };
            is_begun |= is_head(before);
            let is_open = is_prose || if by_ends { !ends(before) } else { is_begun && !is_head(line) };
            may_continue[at + 1] = is_open && is_filled(before) && is_filled(line);
        }
        Self { may_continue, is_prose }
    }
}

/// Whether a line has columns before its message: those of a known log, or a time.
fn is_head(line: &str) -> bool {
    is_entry(line) || begins_with_time(line.as_bytes())
}

/// Whether two lines without columns are one sentence: the first ends in the middle of it, or the second
/// begins in the middle of it.
fn goes_on(before: &str, line: &str) -> bool {
    const WORDS: [&str; 26] = [
        "the", "The", "a", "A", "an", "of", "to", "for", "with", "from", "in", "on", "by", "and", "or", "at",
        "is", "was", "not", "error", "code", "result", "hr", "status", "update", "server",
    ];
    let first = line.split(' ').next().unwrap_or_default();
    let begins_inside = line
        .starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "'\"(={".contains(c))
        || first.contains('=') && before.contains('=');
    let before = before.trim_end();
    let last = before.rsplit(' ').next().unwrap_or_default();
    let is_open = before.matches('(').count() > before.matches(')').count();
    let ends_inside = is_open || before.ends_with(['=', ',', ':', '(']) || WORDS.contains(&last);
    // Servicing messages end with codes, regardless of what precedes them.
    let is_code = line.starts_with("[HRESULT") || first == "ErrorCode:";
    is_code || ends_inside || begins_inside && !before.ends_with(['.', ';', '!', '?'])
}

/// Whether every entry of the CMTrace list was cut in two, so that its lines joined in pairs are entries.
fn is_cut_list(text: &PastedText) -> bool {
    let is_entry = |pair: &[String]| {
        let joined = pair.join(" ");
        line_format(joined.as_bytes()) == Some(Format::CmTraceList)
    };
    text.lines.windows(2).any(is_entry)
}
