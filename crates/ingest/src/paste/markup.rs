//! Markup of forums, ticket systems and chats: fences, `[code]`, `[url=…]`, `{noformat}`, `<br>`, links in brackets.

use super::pasted_text::{PastedText, is_entry};

/// Removes markup.
pub(super) fn remove(text: &mut PastedText) -> bool {
    let lines = text.lines.len();
    let is_fenced = lines > 1 && text.lines.iter().any(|line| is_fence(line));
    if is_fenced {
        text.lines.retain(|line| !is_fence(line));
    }
    is_fenced | remove_tags(text) | remove_elements(text) | remove_code_signs(text) | remove_links(text)
}

/// A line of three characters that begins or ends code, with or without a language name.
fn is_fence(line: &str) -> bool {
    let line = line.trim();
    let name = line.strip_prefix("```").or_else(|| line.strip_prefix("~~~"));
    name.is_some_and(|name| {
        name.len() <= 12 && name.chars().all(|c| c.is_ascii_alphanumeric() || "+-#".contains(c))
    })
}

/// Forum tags, in brackets.
const BRACKETS: [&str; 23] = [
    "code", "quote", "url", "b", "i", "u", "s", "size", "color", "font", "list", "li", "img", "email",
    "spoiler", "noparse", "pre", "left", "center", "indent", "mono", "tt", "icode",
];

/// Ticket system tags, in braces.
const BRACES: [&str; 5] = ["code", "noformat", "quote", "panel", "color"];

fn remove_tags(text: &mut PastedText) -> bool {
    // A tag counts only if its closing tag exists too.
    let has_end =
        |name: &&str| text.lines.iter().any(|line| tags(line).any(|tag| tag.is_end && tag.is(name)));
    let known: Vec<&str> = BRACKETS.into_iter().filter(has_end).collect();
    let in_braces =
        |line: &String| tags(line).any(|tag| tag.in_braces && BRACES.iter().any(|name| tag.is(name)));
    if known.is_empty() && !text.lines.iter().any(in_braces) {
        return false;
    }
    let is_known = |tag: &Tag<'_>| match tag.in_braces {
        true => BRACES.iter().any(|name| tag.is(name)),
        false => known.iter().any(|name| tag.is(name)),
    };
    remove_each(text, |line| {
        let mut kept = String::with_capacity(line.len());
        let mut from = 0;
        for tag in tags(line).filter(is_known) {
            kept.push_str(&line[from..tag.start]);
            from = tag.end;
        }
        kept.push_str(&line[from..]);
        kept
    })
}

/// A tag in a line: `[url=http://…]`, `[/b]`, `{code:xml}`.
struct Tag<'t> {
    start: usize,
    end: usize,
    name: &'t str,
    is_end: bool,
    in_braces: bool,
}

impl Tag<'_> {
    fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }
}

fn tags(line: &str) -> impl Iterator<Item = Tag<'_>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let start = from + line.get(from..)?.find(['[', '{'])?;
            from = start + 1;
            let in_braces = line.as_bytes()[start] == b'{';
            let inside = &line[start + 1..];
            let length =
                inside.bytes().take(2000).position(|byte| byte == if in_braces { b'}' } else { b']' });
            let Some(length) = length else { continue };
            let inside = &inside[..length];
            let (is_end, inside) = inside.strip_prefix('/').map_or((false, inside), |inside| (true, inside));
            let name = inside.split(if in_braces { ':' } else { '=' }).next().unwrap_or_default();
            if !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphabetic()) {
                let end = start + 2 + length;
                from = end;
                return Some(Tag { start, end, name, is_end, in_braces });
            }
        }
    })
}

/// Applies a removal to each line; lines that become blank are removed.
fn remove_each(text: &mut PastedText, removed: impl Fn(&str) -> String) -> bool {
    let mut is_changed = false;
    text.lines.retain_mut(|line| {
        let kept = removed(line);
        let is_same = kept == *line;
        is_changed |= !is_same;
        *line = kept;
        is_same || !line.trim().is_empty()
    });
    is_changed
}

/// HTML elements that end a line, and others.
const ENDS: [&str; 10] = ["br", "br/", "br /", "/p", "/div", "/li", "/tr", "/pre", "/code", "/blockquote"];
const OTHERS: [&str; 21] = [
    "p",
    "div",
    "li",
    "tr",
    "pre",
    "code",
    "blockquote",
    "span",
    "/span",
    "b",
    "/b",
    "i",
    "/i",
    "strong",
    "/strong",
    "em",
    "/em",
    "td",
    "/td",
    "ul",
    "/ul",
];

fn remove_elements(text: &mut PastedText) -> bool {
    let is_xml = text.lines.first().is_some_and(|line| line.starts_with("<?xml"));
    let is_page =
        ["<br>", "<br/>", "<br />", "</p>", "</pre>", "</code>", "</div>", "</blockquote>", "</span>"];
    if is_xml || text.is_structured || !is_page.iter().any(|mark| text.holds(mark)) {
        return false;
    }
    let mut lines = Vec::with_capacity(text.lines.len());
    for line in &text.lines {
        let (mut kept, mut from) = (String::new(), 0);
        while let Some(start) = line[from..].find('<').map(|at| from + at) {
            let length = line[start + 1..].bytes().take(200).position(|byte| byte == b'>');
            let Some(length) = length else { break };
            let inside = line[start + 1..start + 1 + length].to_ascii_lowercase();
            let name =
                if ENDS.contains(&inside.as_str()) { "" } else { inside.split(' ').next().unwrap_or("") };
            kept.push_str(&line[from..start]);
            from = start + length + 2;
            if ENDS.contains(&inside.as_str()) {
                lines.push(std::mem::take(&mut kept));
            } else if !OTHERS.contains(&name) {
                kept.push_str(&line[start..from]);
            }
        }
        kept.push_str(&line[from..]);
        lines.push(kept);
    }
    lines.retain(|line| !line.trim().is_empty());
    let is_changed = lines != text.lines;
    text.lines = lines;
    is_changed
}

/// Lines between two backticks: `` `line` ``.
fn remove_code_signs(text: &mut PastedText) -> bool {
    let inside = |line: &str| {
        let inside = line.trim().strip_prefix('`')?.strip_suffix('`')?;
        let inside = inside.trim_matches('`');
        (!inside.is_empty() && !inside.contains('`')).then(|| inside.to_owned())
    };
    let reveals = |line: &String| inside(line).is_some_and(|inside| is_entry(&inside));
    let coded = text.lines.iter().filter(|line| inside(line).is_some()).count();
    if coded == 0 || !text.lines.iter().any(reveals) && coded * 2 < text.filled() {
        return false;
    }
    for line in &mut text.lines {
        *line = inside(line).unwrap_or_else(|| std::mem::take(line));
    }
    true
}

/// URLs that are written twice: `[http://…](http://…)`, `http://…<http://…>`.
fn remove_links(text: &mut PastedText) -> bool {
    if !text.holds("](http") && !text.holds("<http") {
        return false;
    }
    remove_each(text, |line| {
        let mut kept = String::with_capacity(line.len());
        let mut rest = line;
        while let Some(at) = rest.find("](http").or_else(|| rest.find("<http")) {
            let is_link = rest[at..].starts_with(']');
            let close = if is_link { ')' } else { '>' };
            let Some(end) = rest[at..].find(close).map(|length| at + length + 1) else { break };
            let target = rest[at..end].trim_start_matches(['<', ']', '(']).trim_end_matches(['>', ')']);
            let before = &rest[..at];
            let (text, name) = match before.rfind('[').filter(|_| is_link) {
                Some(open) => (open, &before[open + 1..]),
                None => (before.len(), before),
            };
            let same = target.trim_end_matches('/');
            if is_link && name.trim_end_matches('/') == same
                || !is_link && before.trim_end_matches('/').ends_with(same)
            {
                kept.push_str(&before[..text]);
                kept.push_str(if is_link { name } else { "" });
            } else {
                kept.push_str(&rest[..end]);
            }
            rest = &rest[end..];
        }
        kept.push_str(rest);
        kept
    })
}
