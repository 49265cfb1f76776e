//! Turns the markup of the program into markup that works without it.

/// Removes the elements of this name with their content; they must not contain each other. `input` has no content.
pub(crate) fn without(markup: &str, name: &str) -> String {
    let close = if name == "input" { ">".to_owned() } else { format!("</{name}>") };
    let open = format!("<{name}");
    let mut kept = String::with_capacity(markup.len());
    let mut rest = markup;
    while let Some(at) = begin_of(rest, &open) {
        kept.push_str(&rest[..at]);
        let after = &rest[at..];
        rest = after.find(&close).map_or("", |end| &after[end + close.len()..]);
    }
    kept + rest
}

/// Removes the element with this name and id, and the elements of the same name in it.
pub(crate) fn without_id(markup: &str, name: &str, id: &str) -> String {
    let (open, close) = (format!("<{name}"), format!("</{name}>"));
    let Some(at) = markup.find(&format!(" id=\"{id}\"")) else { return markup.to_owned() };
    let Some(start) = markup[..at].rfind(&open) else { return markup.to_owned() };
    let mut depth = 0_usize;
    let mut end = start;
    while end < markup.len() {
        let rest = &markup[end..];
        let opens = begin_of(rest, &open).unwrap_or(usize::MAX);
        let Some(closes) = rest.find(&close) else { return markup.to_owned() };
        if opens < closes {
            depth += 1;
            end += opens + open.len();
        } else {
            depth -= 1;
            end += closes + close.len();
            if depth == 0 {
                break;
            }
        }
    }
    [&markup[..start], &markup[end..]].concat()
}

/// Where an element begins: `<button` is no `<buttons`.
fn begin_of(markup: &str, open: &str) -> Option<usize> {
    let is_end =
        |at: usize| markup[at..].starts_with(|c: char| c.is_ascii_whitespace() || c == '>' || c == '/');
    markup.match_indices(open).map(|(at, _)| at).find(|at| is_end(at + open.len()))
}

/// Replaces the value of each `href="#/…"`.
pub(crate) fn with_links(markup: &str, to: impl Fn(&str) -> String) -> String {
    const BEGIN: &str = " href=\"#/";
    let mut changed = String::with_capacity(markup.len());
    let mut rest = markup;
    while let Some(at) = rest.find(BEGIN) {
        let value = at + BEGIN.len() - 2;
        changed.push_str(&rest[..value]);
        let end = rest[value..].find('"').map_or(rest.len(), |end| value + end);
        changed.push_str(&to(&rest[value..end]));
        rest = &rest[end..];
    }
    changed + rest
}

/// Text for an element or a quoted attribute.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_removed_with_their_content() {
        assert_eq!(without("a<button class=\"x\"><svg></svg>B</button>c<button>d</button>", "button"), "ac");
        assert_eq!(without("<buttons>a</buttons>", "button"), "<buttons>a</buttons>");
        assert_eq!(without("a<button>", "button"), "a");
        assert_eq!(without("a<input type=\"text\">b", "input"), "ab");
    }

    #[test]
    fn an_element_is_removed_by_its_id() {
        let markup =
            "<section id=\"a\">1</section><section class=\"x\" id=\"wiki\">2<section>3</section>4</section>5";
        assert_eq!(without_id(markup, "section", "wiki"), "<section id=\"a\">1</section>5");
        assert_eq!(without_id(markup, "section", "none"), markup);
        assert_eq!(without_id("<section id=\"wiki\">2", "section", "wiki"), "<section id=\"wiki\">2");
    }

    #[test]
    fn links_are_replaced() {
        let links =
            with_links("<a href=\"#/kb\">k</a><a href=\"https://x\">x</a>", |hash| hash.replace('#', "%"));
        assert_eq!(links, "<a href=\"%/kb\">k</a><a href=\"https://x\">x</a>");
    }

    #[test]
    fn text_is_escaped() {
        assert_eq!(escaped("<a href=\"x\">&"), "&lt;a href=&quot;x&quot;&gt;&amp;");
    }
}
