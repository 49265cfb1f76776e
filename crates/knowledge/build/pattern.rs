//! Patterns: widened to typographic quotes, compiled, and searched for the literals that every match holds.

use regex::bytes::{Regex, RegexBuilder};
use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Hir, HirKind};

/// The names a pattern may capture: keys that tie lines into a run, then values.
pub(crate) const CAPTURES: [&str; 28] = [
    "scan_job",
    "location_request",
    "message",
    "search",
    "reply",
    "code",
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
];

/// A shorter literal would be found in too many lines.
const SHORTEST: usize = 6;

/// A pattern that compiles.
pub(crate) struct Pattern {
    /// Its text, with quotes widened.
    pub(crate) text: String,
    /// Literals one of which every match holds.
    pub(crate) literals: Vec<String>,
    /// What it captures, by name.
    pub(crate) captures: Vec<String>,
}

impl Pattern {
    /// Compiles a pattern; an error says what is wrong with it.
    pub(crate) fn new(written: &str) -> Result<Self, String> {
        let text = widened(written)?;
        let regex = compiled(&text).map_err(|error| format!("the pattern does not compile: {error}"))?;
        let tree = ParserBuilder::new()
            .unicode(false)
            .utf8(false)
            .build()
            .parse(&text)
            .map_err(|error| format!("the pattern does not compile: {error}"))?;
        if regex.is_match(b"") {
            return Err("the pattern matches an empty line".to_owned());
        }
        let literals = required(&tree)
            .filter(|set| shortest(set) >= SHORTEST)
            .ok_or("the pattern has no literal: six bytes or more outside quotes that every match holds")?;
        let captures = regex.capture_names().flatten().map(str::to_owned).collect::<Vec<_>>();
        if let Some(other) = captures.iter().find(|name| !CAPTURES.contains(&name.as_str())) {
            return Err(format!("nothing reads the capture `{other}`; known are: {}", CAPTURES.join(", ")));
        }
        if regex.captures_len() > captures.len() + 1 {
            return Err("a group that captures has a name; write (?:…) for one that does not".to_owned());
        }
        Ok(Self { text, literals, captures })
    }
}

/// Compiles a widened pattern with the settings that the diagnosis uses too.
pub(crate) fn compiled(text: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(text).unicode(false).build()
}

/// A pattern whose quotes also match their typographic forms, in UTF-8 and in Windows-1252.
fn widened(written: &str) -> Result<String, String> {
    let mut text = String::with_capacity(written.len());
    let mut in_class = 0_u32;
    let mut chars = written.chars();
    while let Some(next) = chars.next() {
        match next {
            '\\' => {
                text.push(next);
                text.extend(chars.next());
            }
            '\'' | '"' if in_class > 0 => {
                return Err("a quote in a class cannot match its typographic forms: \
                            write '(.+?)' instead of '([^']+)'"
                    .to_owned());
            }
            '\'' => text.push_str(r"(?:'|\xE2\x80[\x98\x99]|[\x91\x92])"),
            '"' => text.push_str(r#"(?:"|\xE2\x80[\x9C\x9D]|[\x93\x94])"#),
            _ => {
                match next {
                    '[' => in_class += 1,
                    ']' => in_class = in_class.saturating_sub(1),
                    _ => {}
                }
                text.push(next);
            }
        }
    }
    Ok(text)
}

/// The best set of literals one of which every match holds: the one whose shortest member is longest.
fn required(tree: &Hir) -> Option<Vec<String>> {
    match tree.kind() {
        HirKind::Empty | HirKind::Class(_) | HirKind::Look(_) => None,
        HirKind::Literal(literal) => longest_piece(&literal.0).map(|piece| vec![piece]),
        HirKind::Capture(capture) => required(&capture.sub),
        HirKind::Repetition(repeated) if repeated.min > 0 => required(&repeated.sub),
        HirKind::Repetition(_) => None,
        HirKind::Concat(parts) => {
            parts.iter().filter_map(required).max_by_key(|set| (shortest(set), std::cmp::Reverse(set.len())))
        }
        HirKind::Alternation(branches) => {
            let mut all = Vec::new();
            for branch in branches {
                all.extend(required(branch)?);
            }
            all.sort();
            all.dedup();
            Some(all)
        }
    }
}

fn shortest(set: &[String]) -> usize {
    set.iter().map(String::len).min().unwrap_or_default()
}

/// The longest run of plain characters, quotes left out.
fn longest_piece(bytes: &[u8]) -> Option<String> {
    let plain = |b: &u8| (b' '..=b'~').contains(b) && !matches!(b, b'\'' | b'"');
    let piece = bytes.split(|b| !plain(b)).max_by_key(|piece| piece.len())?;
    if piece.is_empty() { None } else { String::from_utf8(piece.to_vec()).ok() }
}
