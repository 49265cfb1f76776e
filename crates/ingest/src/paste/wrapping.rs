//! Lines that a mail program wrapped at 60 to 80 columns, or a console at its width.

use logfile::{Format, begins_with_time, line_format};

use super::pasted_text::{PastedText, is_entry};

/// The width at which mails are wrapped, in characters.
const NARROWEST: usize = 60;
const WIDEST: usize = 80;
const USUAL: usize = 72;

/// Joins lines that were wrapped.
pub(super) fn join(text: &mut PastedText) -> bool {
    join_words(text) | join_attributes(text)
}

/// Joins the lines of records of Configuration Manager whose attributes were cut: only a paste has them on several lines.
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
/// No line is wider than the others allow, and each line that is no entry continues one into which its first word did not
/// fit: the lines of a log are not so by chance.
fn join_words(text: &mut PastedText) -> bool {
    let widths: Vec<usize> = text.lines.iter().map(|line| line.trim_end().chars().count()).collect();
    let width = widths.iter().copied().max().unwrap_or(0);
    let continues: Vec<bool> = continued(text);
    if !continues.contains(&true) {
        return false;
    }
    let joins: Vec<usize> = (1..text.lines.len()).filter(|&at| continues[at]).collect();
    // A console cuts words at its width; two lines of a mail may be as wide as each other by chance.
    let is_cut = width >= NARROWEST
        && joins.len() > if width < WIDEST { 3 } else { 1 }
        && joins.iter().all(|&at| widths[at - 1] == width && !text.lines[at].starts_with(' '));
    // A word that is wider than the page has a line of its own.
    let breakable = text.lines.iter().zip(&widths).filter(|(line, _)| line.trim().contains(' '));
    let widest = breakable.map(|(_, width)| *width).max().unwrap_or(0);
    // Where no line is wide, long words are why: the usual width is what they did not fit into.
    let width = if widest < NARROWEST { USUAL } else { widest };
    let fits = |&&at: &&usize| {
        let first = text.lines[at].split_whitespace().next().map_or(0, |word| word.chars().count());
        widths[at - 1] + 1 + first > width
    };
    let wrapped: Vec<usize> = joins.iter().filter(fits).copied().collect();
    let is_wrapped = (NARROWEST..=WIDEST).contains(&width) && wrapped.len() * 2 >= joins.len();
    if !is_cut && (!is_wrapped || wrapped.is_empty()) {
        return false;
    }
    let mut lines: Vec<String> = Vec::with_capacity(text.lines.len());
    for (at, line) in text.lines.iter().enumerate() {
        match lines.last_mut() {
            Some(last) if is_cut && continues[at] => last.push_str(line),
            Some(last) if !is_cut && wrapped.binary_search(&at).is_ok() => {
                last.truncate(last.trim_end().len());
                last.push(' ');
                last.push_str(line.trim_start());
            }
            _ => lines.push(line.clone()),
        }
    }
    text.lines = lines;
    true
}

/// Which lines may continue the one before: those that lack the columns that the entries of the text begin with, or those
/// behind a line that lacks the columns that they end with.
fn continued(text: &PastedText) -> Vec<bool> {
    let is_filled = |line: &String| !line.trim().is_empty();
    let ends = |line: &String| {
        matches!(line_format(line.as_bytes()), Some(Format::SiteServer | Format::CmTraceList))
    };
    let by_ends =
        text.lines.iter().any(ends) || !text.lines.iter().any(|line| is_head(line)) && is_cut_list(text);
    let has_heads = text.lines.iter().any(|line| is_head(line));
    let is_prose = !has_heads && !text.is_structured && text.is_english();
    let mut continues = vec![false; text.lines.len()];
    let mut is_begun = false;
    for (at, pair) in text.lines.windows(2).enumerate() {
        let [before, line] = pair else { continue };
        is_begun |= is_head(before);
        let is_open = match () {
            () if by_ends => !ends(before),
            () if is_prose => goes_on(before, line) || is_full(before, line),
            () => has_heads && is_begun && !is_head(line),
        };
        continues[at + 1] = is_open && is_filled(before) && is_filled(line);
    }
    continues
}

/// Whether a line has columns before its message: those of a known log, or a time.
fn is_head(line: &str) -> bool {
    is_entry(line) || begins_with_time(line.as_bytes())
}

/// Whether two lines of which neither has columns are one sentence: the first ends in the middle of it, or the second
/// begins so.
fn goes_on(before: &str, line: &str) -> bool {
    const WORDS: [&str; 26] = [
        "the", "The", "a", "A", "an", "of", "to", "for", "with", "from", "in", "on", "by", "and", "or", "at",
        "is", "was", "not", "error", "code", "result", "hr", "status", "update", "server",
    ];
    let first = line.split(' ').next().unwrap_or_default();
    let is_path = first.get(1..3) == Some(":\\");
    let is_guid = first.len() >= 36 && first.as_bytes()[8] == b'-';
    // No message begins with the value of a name: `HRESULT=800F0922`, `StateId = 4`.
    let is_value = first.find('=').is_some_and(|at| at > 0)
        || line.split(' ').nth(1) == Some("=")
        || line.contains(" success or error status: ");
    let begins_inside = line.starts_with(|c: char| c.is_ascii_lowercase() || "'\"({=".contains(c))
        || is_path
        || is_guid
        || first.starts_with("0x");
    let before = before.trim_end();
    let last = before.rsplit(' ').next().unwrap_or_default();
    let ends_inside = before.ends_with(['=', ',', ':', '(', '-']) || WORDS.contains(&last);
    let ends_value = before.ends_with(';') && line.contains(" = 0x");
    ends_inside
        || is_value
        || begins_inside && !before.ends_with(['.', '!', '?']) && (!before.ends_with(';') || ends_value)
}

/// Whether a line is as long as the lines of mails are, ends in a word or a quoted name, and no label begins the next.
fn is_full(before: &str, line: &str) -> bool {
    let last = before.trim_end().rsplit(' ').next().unwrap_or_default();
    let first = line.split(' ').next().unwrap_or_default();
    let length = before.trim_end().chars().count() + 1 + first.chars().count();
    let is_word = last.chars().all(char::is_alphabetic) || last.ends_with('\'');
    let is_label = first.contains(':') || before.starts_with(first);
    length > USUAL && before.contains(' ') && is_word && !is_label
}

/// Whether every entry of the list of CMTrace was cut in two: its lines joined in pairs are entries.
fn is_cut_list(text: &PastedText) -> bool {
    let is_entry = |pair: &[String]| {
        let joined = pair.join(" ");
        line_format(joined.as_bytes()) == Some(Format::CmTraceList)
    };
    text.lines.windows(2).any(is_entry)
}
