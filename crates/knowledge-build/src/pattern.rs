//! Patterns: extended to typographic quotes, compiled, and searched for the literals that every match contains.

use knowledge_model::evidence::Pattern;
use regex::bytes::{Regex, RegexBuilder};
use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Class, Hir, HirKind};

use crate::row::{keep, keep_all};

/// The names that a pattern of evidence can capture: keys that link lines to a run, then values.
pub(crate) const CAPTURES: [&str; 39] = [
    "scan_job",
    "location_request",
    "message",
    "search",
    "assignment",
    "job",
    "content",
    "transfer",
    "reply",
    "code",
    "inner",
    "update_source",
    "content_version",
    "wsus_url",
    "policy_url",
    "wsus_server",
    "wsus_count",
    "caller",
    "service",
    "url",
    "http",
    "win32",
    "update",
    "kb",
    "state",
    "count",
    "site_code",
    "client_address",
    "ad_site",
    "management_point",
    "proxy",
    "agent_version",
    "topic",
    "seconds",
    "command",
    "package",
    "title",
    "name",
    "extend",
];

/// The maximum number of captured values of a sighting.
const MOST_CAPTURES: usize = 4;

/// A shorter literal would match too many lines.
const SHORTEST: usize = 6;

/// A pattern as compiled in, which can capture the `known` names; an error describes what is wrong with it.
pub(crate) fn pattern(written: &str, known: &[&str]) -> Result<Pattern, String> {
    let text = widened(written)?;
    let regex = compiled(&text).map_err(|error| uncompiled(&error.to_string()))?;
    let tree = ParserBuilder::new().unicode(false).utf8(false).build().parse(&text);
    let tree = tree.map_err(|error| uncompiled(&error.to_string()))?;
    if regex.is_match(b"") {
        return Err("the pattern matches an empty line".to_owned());
    }
    let Required { literals, lead } = required(&tree)
        .filter(|set| shortest(&set.literals) >= SHORTEST)
        .ok_or("the pattern has no literal: six bytes or more outside quotes that every match contains")?;
    let captures: Vec<&str> = regex.capture_names().flatten().collect();
    if let Some(other) = captures.iter().find(|name| !known.contains(name)) {
        return Err(format!("nothing reads the capture `{other}`; known are: {}", known.join(", ")));
    }
    if captures.len() > MOST_CAPTURES {
        return Err(format!("a pattern captures at most {MOST_CAPTURES} values, not {}", captures.len()));
    }
    if regex.captures_len() > captures.len() + 1 {
        return Err(
            "a capturing group needs a name; write (?:…) for a group that does not capture".to_owned()
        );
    }
    let is_literal = captures.is_empty() && is_literal(&tree, &literals);
    Ok(Pattern {
        text: keep(&text),
        is_literal,
        lead: lead.and_then(|lead| u16::try_from(lead).ok()).unwrap_or(u16::MAX),
        literals: keep_all(literals.iter().map(|literal| keep(literal))),
        captures: keep_all(captures.iter().map(|name| keep(name))),
    })
}

/// The last line of the regex parser's message; the lines before it draw the position.
fn uncompiled(error: &str) -> String {
    format!("the pattern does not compile: {}", error.lines().last().unwrap_or_default())
}

/// Compiles a widened pattern with the settings that the diagnosis uses too.
pub(crate) fn compiled(text: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(text).unicode(false).build()
}

/// A pattern whose quotes also match their typographic forms, in UTF-8 and in Windows-1252.
fn widened(written: &str) -> Result<String, String> {
    let mut text = String::with_capacity(written.len());
    let mut rest = written;
    while let Some(next) = rest.chars().next() {
        let taken = match next {
            '\\' => rest.chars().take(2).map(char::len_utf8).sum(),
            '[' => class_length(rest),
            _ => next.len_utf8(),
        };
        let (piece, after) = rest.split_at(taken);
        match piece {
            "'" | r"\'" => text.push_str(r"(?:'|\xE2\x80[\x98\x99]|[\x91\x92])"),
            "\"" | "\\\"" => text.push_str(r#"(?:"|\xE2\x80[\x9C\x9D]|[\x93\x94])"#),
            _ if piece.starts_with("[^") && piece.contains(['\'', '"']) => {
                // Any character except these and the typographic quotes, whose bytes are also in other characters.
                text.push_str("(?:");
                text.push_str(&piece[..piece.len() - 1]);
                text.push_str(r"\xE2\x91-\x94]|\xE2[\x81-\xBF]|\xE2\x80[^\x98\x99\x9C\x9D]");
                text.push_str(r"|[\xC3-\xF4][\x80-\xBF]{0,2}[\x91-\x94])");
            }
            _ if piece.starts_with('[') && piece.contains(['\'', '"']) => {
                return Err(format!(
                    "a quote in the class {piece} cannot match its typographic forms: write it outside the class"
                ));
            }
            _ => text.push_str(piece),
        }
        rest = after;
    }
    Ok(text)
}

/// The length of the class that a text begins with; the length of the text if the class is not closed.
fn class_length(text: &str) -> usize {
    let mut depth = 0_u32;
    let mut escaped = false;
    for (at, b) in text.bytes().enumerate() {
        match b {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'[' => depth += 1,
            b']' => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    text.len()
}

/// A set of literals, one of which every match contains.
struct Required {
    literals: Vec<String>,
    /// How many bytes of a match are before it; none if that varies.
    lead: Option<usize>,
}

/// Whether the literals are the entire pattern: a line that contains one matches.
fn is_literal(tree: &Hir, literals: &[String]) -> bool {
    let looks_around = !tree.properties().look_set().is_empty();
    exact(tree)
        .is_some_and(|texts| texts.iter().all(|text| literals.iter().any(|one| one.as_bytes() == text)))
        && !looks_around
}

/// The best set of literals, one of which every match contains; none if some match contains none.
fn required(tree: &Hir) -> Option<Required> {
    if let Some(exact) = exact(tree) {
        return pieces(&exact, Some(0));
    }
    match tree.kind() {
        HirKind::Capture(capture) => required(&capture.sub),
        HirKind::Repetition(repeated) if repeated.min > 0 => {
            Some(Required { lead: None, ..required(&repeated.sub)? })
        }
        HirKind::Alternation(branches) => {
            let all = branches.iter().map(required).collect::<Option<Vec<_>>>()?;
            let lead = same(all.iter().map(|one| one.lead));
            Some(Required { literals: sparse(all.into_iter().flat_map(|one| one.literals).collect()), lead })
        }
        HirKind::Concat(parts) => {
            let mut best = None;
            // Adjacent parts that are known exactly form one longer literal.
            let mut run: Texts = vec![Vec::new()];
            let (mut before, mut before_run) = (Some(0), Some(0));
            for part in parts {
                let inner = required(part).map(|one| Required { lead: sum(before, one.lead), ..one });
                best = better(best, inner);
                if let Some(longer) = exact(part).and_then(|texts| joined(&run, &texts)) {
                    run = longer;
                } else {
                    best = better(best, pieces(&run, before_run));
                    let texts = exact(part);
                    before_run = if texts.is_some() { before } else { sum(before, length(part)) };
                    run = texts.unwrap_or_else(|| vec![Vec::new()]);
                }
                before = sum(before, length(part));
            }
            better(best, pieces(&run, before_run))
        }
        _ => None,
    }
}

/// The length of everything that an expression matches, if it is always the same.
fn length(tree: &Hir) -> Option<usize> {
    let properties = tree.properties();
    properties.minimum_len().filter(|&least| properties.maximum_len() == Some(least))
}

fn sum(a: Option<usize>, b: Option<usize>) -> Option<usize> {
    Some(a? + b?)
}

/// The value that all of these share.
fn same(mut values: impl Iterator<Item = Option<usize>>) -> Option<usize> {
    let first = values.next()??;
    values.all(|value| value == Some(first)).then_some(first)
}

type Texts = Vec<Vec<u8>>;

/// More texts than this are worse than a shorter literal.
const MOST_TEXTS: usize = 8;

/// What can be repeated more often is not expanded.
const MOST_TIMES: u32 = 4;

/// All texts that an expression matches, if they are few.
fn exact(tree: &Hir) -> Option<Texts> {
    match tree.kind() {
        HirKind::Empty | HirKind::Look(_) => Some(vec![Vec::new()]),
        HirKind::Literal(literal) => Some(vec![literal.0.to_vec()]),
        HirKind::Class(Class::Bytes(class)) => {
            let bytes = class.iter().flat_map(|range| range.start()..=range.end()).map(|byte| vec![byte]);
            Some(bytes.take(MOST_TEXTS + 1).collect()).filter(|texts: &Texts| texts.len() <= MOST_TEXTS)
        }
        HirKind::Class(Class::Unicode(_)) => None,
        HirKind::Capture(capture) => exact(&capture.sub),
        HirKind::Repetition(repeated) => {
            let once = exact(&repeated.sub)?;
            let mut times = vec![Vec::new()];
            let mut all = Texts::new();
            for count in 0..=repeated.max.filter(|&most| most <= MOST_TIMES)? {
                if count >= repeated.min {
                    all.extend(times.iter().cloned());
                }
                times = joined(&times, &once)?;
            }
            Some(all).filter(|texts| texts.len() <= MOST_TEXTS)
        }
        HirKind::Concat(parts) => {
            parts.iter().try_fold(vec![Vec::new()], |texts, part| joined(&texts, &exact(part)?))
        }
        HirKind::Alternation(branches) => {
            let mut all = Vec::new();
            for branch in branches {
                all.extend(exact(branch)?);
            }
            Some(all).filter(|texts| texts.len() <= MOST_TEXTS)
        }
    }
}

/// Each text of one set followed by each of another.
fn joined(before: &Texts, after: &Texts) -> Option<Texts> {
    if before.len() * after.len() > MOST_TEXTS {
        return None;
    }
    Some(before.iter().flat_map(|one| after.iter().map(|other| [one.as_slice(), other].concat())).collect())
}

/// The longest plain piece of each text; `before` bytes of a match are before the texts.
fn pieces(texts: &Texts, before: Option<usize>) -> Option<Required> {
    let pieces = texts.iter().map(|text| longest_piece(text)).collect::<Option<Vec<_>>>()?;
    let offset = same(pieces.iter().map(|&(offset, _)| Some(offset)));
    let literals = sparse(pieces.into_iter().map(|(_, piece)| piece).collect());
    Some(Required { literals, lead: sum(before, offset) })
}

/// A set without members that contain another member.
fn sparse(mut set: Vec<String>) -> Vec<String> {
    set.sort();
    set.dedup();
    let holds_other = |one: &String| set.iter().any(|other| other != one && one.contains(other.as_str()));
    set.iter().filter(|one| !holds_other(one)).cloned().collect()
}

/// The longest run of plain characters, quotes left out, and where it begins.
fn longest_piece(bytes: &[u8]) -> Option<(usize, String)> {
    let plain = |b: &u8| (b' '..=b'~').contains(b) && !matches!(b, b'\'' | b'"');
    let mut from = 0;
    let places = bytes.split(|b| !plain(b)).map(|piece| {
        let start = from;
        from += piece.len() + 1;
        (start, piece)
    });
    let (start, piece) = places.max_by_key(|(_, piece)| piece.len())?;
    if piece.is_empty() { None } else { Some((start, String::from_utf8(piece.to_vec()).ok()?)) }
}

/// The set whose shortest member is longer; beyond 24 bytes length counts no more, and of equal sets the smaller.
/// To know where the match begins is worth eight bytes: the pattern is then tried there alone.
fn better(one: Option<Required>, other: Option<Required>) -> Option<Required> {
    let worth = |set: &Option<Required>| match set.as_ref().map(|set| (&set.literals, set.lead)) {
        Some((set, lead)) if shortest(set) >= SHORTEST => {
            let known = if lead.is_some() { 32 } else { 0 };
            1000 + 4 * shortest(set).min(24) + known - set.len().min(90)
        }
        Some((set, _)) => shortest(set),
        None => 0,
    };
    if worth(&other) > worth(&one) { other } else { one }
}

fn shortest(set: &[String]) -> usize {
    set.iter().map(String::len).min().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The literals of a pattern, and how many bytes of a match are before them.
    fn check(written: &str, literals: &[&str], lead: Option<u16>) {
        let pattern = pattern(written, &CAPTURES).unwrap();
        assert_eq!((pattern.literals, pattern.lead), (literals, lead.unwrap_or(u16::MAX)), "{written}");
    }

    #[test]
    fn the_longest_text_that_every_match_holds_is_its_literal() {
        check(r"Scan failed with \d+", &["Scan failed with "], Some(0));
        check(r"\d Scan (?:failed|ended) with", &[" Scan ended with", " Scan failed with"], Some(1));
        check(r"\d+ Scan failed", &[" Scan failed"], None);
    }

    #[test]
    fn what_is_repeated_a_few_times_is_spelled_out() {
        check("START {1,2}Agent", &["START  Agent", "START Agent"], Some(0));
        check("Agents? failed", &["Agent failed", "Agents failed"], Some(0));
        check("ends here {1,9}Agent", &["ends here"], Some(0));
    }
}
