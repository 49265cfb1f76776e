//! Prefixes of lines: quotation marks, line numbers, the file name of a search result, bullets, table
//! cells, indentation.

use super::pasted_text::{PastedText, is_entry};

/// Removes the prefixes.
pub(super) fn remove(text: &mut PastedText) -> bool {
    quotations(text) | search_results(text) | numbers(text) | bullets(text) | cells(text) | indentation(text)
}

/// How often a prefix occurs.
struct Decorated {
    /// Lines that have it.
    lines: usize,
    /// Lines that are log entries only without it.
    revealed: usize,
}

/// Counts the lines that have a prefix to cut, given its length in bytes for each.
fn decorated(text: &PastedText, cut: &dyn Fn(&str) -> Option<usize>) -> Decorated {
    let (mut lines, mut revealed) = (0, 0);
    for line in &text.lines {
        if let Some(cut) = cut(line) {
            lines += 1;
            revealed += usize::from(is_entry(&line[cut..]) && !is_entry(line));
        }
    }
    Decorated { lines, revealed }
}

fn strip(text: &mut PastedText, cut: &dyn Fn(&str) -> Option<usize>) -> bool {
    for line in &mut text.lines {
        if let Some(cut) = cut(line) {
            line.drain(..cut);
        }
    }
    true
}

/// `> line`, also nested quotations.
fn quotations(text: &mut PastedText) -> bool {
    let cut = |line: &str| {
        let mut rest = line.trim_start().strip_prefix('>')?;
        while let Some(inner) = rest.trim_start().strip_prefix('>') {
            rest = inner;
        }
        Some(line.len() - rest.strip_prefix(' ').unwrap_or(rest).len())
    };
    let Decorated { lines, revealed } = decorated(text, &cut);
    let is_quoted = revealed > 0 || (!text.is_structured && lines > 0 && lines * 2 >= text.filled());
    is_quoted && strip(text, &cut)
}

/// `C:\Windows\CCM\Logs\WUAHandler.log:123:line`, as search tools print: the file name becomes a line of its own.
fn search_results(text: &mut PastedText) -> bool {
    let Decorated { lines, revealed } =
        decorated(text, &|line| Some(line.len() - search_result(line)?.1.len()));
    if lines == 0 || revealed == 0 && (text.is_structured || lines * 2 < text.filled()) {
        return false;
    }
    let mut stripped: Vec<String> = Vec::with_capacity(text.lines.len());
    let mut last = String::new();
    for line in &text.lines {
        let Some((name, rest)) = search_result(line) else {
            stripped.push(line.clone());
            continue;
        };
        if name != last {
            stripped.push([name, ":"].concat());
            name.clone_into(&mut last);
        }
        stripped.push(rest.to_owned());
    }
    text.lines = stripped;
    true
}

/// The file name and the line of a search result.
fn search_result(line: &str) -> Option<(&str, &str)> {
    const END: &str = ".log:";
    let end = line.to_ascii_lowercase().find(END)?;
    let name_end = end + END.len() - 1;
    let name = line[..name_end].rsplit(['\\', '/', ' ', '"', '\t']).next()?;
    let before = &line[..name_end - name.len()];
    // Only a path precedes it.
    if name.len() == END.len() - 1
        || before.contains([' ', '"', '\t']) && !before.contains('\\')
        || before.len() > 200
    {
        return None;
    }
    let rest = &line[name_end + 1..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let rest = rest[digits..].strip_prefix(':').filter(|_| digits > 0)?;
    Some((name, rest))
}

/// `12: line`, `12 | line`, `12<TAB>line` on every line, counting up.
fn numbers(text: &mut PastedText) -> bool {
    let mut last: Option<u32> = None;
    let (mut all, mut is_counted) = (0, true);
    for line in text.lines.iter().filter(|line| !line.trim().is_empty()) {
        let Some(NumberedLine { number, has_sign, .. }) = numbered(line) else { return false };
        let step = last.map_or(1, |last| i64::from(number) - i64::from(last));
        if !(1..=5).contains(&step) {
            return false;
        }
        is_counted &= step == 1 && has_sign;
        (last, all) = (Some(number), all + 1);
    }
    let cut = |line: &str| Some(line.len() - numbered(line)?.rest.len());
    let Decorated { revealed, .. } = decorated(text, &cut);
    // Messages without columns are numbered if each has a number and a separator after it.
    let is_numbered = revealed * 2 >= all || is_counted && !text.is_structured;
    all > 1 && is_numbered && strip(text, &cut)
}

/// A line with a number before it.
struct NumberedLine<'t> {
    number: u32,
    /// Whether a separator is between the two, and not only spaces.
    has_sign: bool,
    rest: &'t str,
}

fn numbered(line: &str) -> Option<NumberedLine<'_>> {
    const MOST: usize = 6;
    let line = line.trim_start().trim_start_matches(['[', 'L']);
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let number = line[..digits].parse().ok().filter(|_| digits <= MOST)?;
    let rest = &line[digits..];
    let parted = rest.trim_start().strip_prefix([':', '.', ')', '|', ']']);
    let is_parted = |rest: &&str| rest.is_empty() || rest.starts_with([' ', '\t', '<']);
    match parted.filter(|rest| is_parted(rest) || is_entry(rest)) {
        Some(rest) => Some(NumberedLine { number, has_sign: true, rest: rest.trim_start() }),
        None if rest.is_empty() => Some(NumberedLine { number, has_sign: true, rest }),
        None => {
            let rest = rest.strip_prefix(['\t', ' '])?.trim_start();
            Some(NumberedLine { number, has_sign: false, rest })
        }
    }
}

/// `• line`, `- line`.
fn bullets(text: &mut PastedText) -> bool {
    const TYPOGRAPHIC: &str =
        "\u{2022}\u{25E6}\u{25AA}\u{2023}\u{25CF}\u{25CB}\u{25A0}\u{25A1}\u{B7}\u{F0B7}";
    let mut is_changed = false;
    for bullet in TYPOGRAPHIC.chars().chain("-*+o".chars()) {
        let cut = |line: &str| {
            let rest = line.trim_start().strip_prefix(bullet)?;
            Some(line.len() - rest.strip_prefix([' ', '\t'])?.trim_start().len())
        };
        let Decorated { lines, revealed } = decorated(text, &cut);
        let is_list = match bullet.is_ascii() {
            true => revealed > 0 && revealed * 2 >= lines,
            false => revealed > 0 || lines > 0 && !text.is_structured,
        };
        is_changed |= is_list && strip(text, &cut);
    }
    is_changed
}

/// Lines in quotation marks, as in a table that was saved as text; quotation marks inside are doubled.
fn cells(text: &mut PastedText) -> bool {
    let inside = |line: &str| {
        let inside = line.trim_end().strip_prefix('"')?.strip_suffix('"')?;
        let inside = inside.replace("\"\"", "\u{0}");
        (!inside.contains('"')).then(|| inside.replace('\u{0}', "\""))
    };
    let reveals = |line: &String| inside(line).is_some_and(|inside| is_entry(&inside));
    if !text.lines.iter().any(reveals) {
        return false;
    }
    for line in &mut text.lines {
        if let Some(inside) = inside(line) {
            *line = inside;
        }
    }
    true
}

/// Lines that are indented together, like code in Markdown, and indented entries.
fn indentation(text: &mut PastedText) -> bool {
    let blanks = |line: &str| {
        let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
        (blanks > 0 && blanks < line.len()).then_some(blanks)
    };
    let Decorated { revealed, .. } = decorated(text, &blanks);
    if revealed == 0 || text.is_structured {
        return false;
    }
    let indent = |line: &String| line.len() - line.trim_start_matches([' ', '\t']).len();
    let filled = text.lines.iter().filter(|line| !line.trim().is_empty());
    let common = filled.map(indent).min().unwrap_or(0);
    for line in &mut text.lines {
        let cut = if common > 0 {
            common.min(indent(line))
        } else if is_indented_entry(line) {
            indent(line)
        } else {
            0
        };
        line.drain(..cut);
    }
    true
}

fn is_indented_entry(line: &str) -> bool {
    let rest = line.trim_start_matches([' ', '\t']);
    rest.len() < line.len() && is_entry(rest) && !is_entry(line)
}
