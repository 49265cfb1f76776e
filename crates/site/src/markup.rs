//! Turns the markup of the program into markup that works without it: what needs the program is removed or becomes a
//! link into it.

use export::html_text;

/// What the markup becomes part of.
pub(crate) struct Surroundings<'a> {
    /// The link for a URL of the program: `#/code/0x80244010`.
    pub(crate) link: &'a dyn Fn(&str) -> String,
    /// The IDs of the causes that it shows in full, in their order: each becomes an anchor.
    pub(crate) causes: &'a [&'a str],
    /// The markup in the place of the search box.
    pub(crate) search: &'a str,
    /// The markup in the place of the panel that asks for logs.
    pub(crate) logs: &'a str,
}

/// The markup without what needs the program.
pub(crate) fn without_program(markup: &str, around: &Surroundings) -> String {
    let mut writer =
        Writer { around, out: String::with_capacity(markup.len()), skipped: 0, causes: 0, last: "" };
    tokens(markup).for_each(|token| writer.add(token));
    writer.out
}

/// A part of the markup.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Token<'a> {
    /// `<p class="x">`
    Open(&'a str),
    /// `</p>`
    Close(&'a str),
    /// What is between tags.
    Text(&'a str),
}

/// The parts of markup in which values of attributes are in double quotes, as the renderer writes them.
pub(crate) fn tokens(mut markup: &str) -> impl Iterator<Item = Token<'_>> {
    std::iter::from_fn(move || {
        let is_tag = markup.starts_with('<');
        let end = match markup {
            "" => return None,
            _ if is_tag => end_of_tag(markup),
            _ => markup.find('<').unwrap_or(markup.len()),
        };
        let (token, rest) = markup.split_at(end);
        markup = rest;
        Some(match token {
            _ if token.starts_with("</") => Token::Close(token),
            _ if is_tag => Token::Open(token),
            _ => Token::Text(token),
        })
    })
}

fn end_of_tag(markup: &str) -> usize {
    let mut is_quoted = false;
    let end = markup.bytes().position(|byte| {
        is_quoted ^= byte == b'"';
        byte == b'>' && !is_quoted
    });
    end.map_or(markup.len(), |end| end + 1)
}

/// The name of a tag.
pub(crate) fn name(tag: &str) -> &str {
    let tag = tag.trim_start_matches(['<', '/']);
    tag.split(|c: char| c.is_ascii_whitespace() || c == '>' || c == '/').next().unwrap_or(tag)
}

/// The value of an attribute, as it is written.
pub(crate) fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, value) = tag.split_once(&format!(" {name}=\""))?;
    value.split_once('"').map(|(value, _)| value)
}

/// Whether elements of this name have neither content nor an end tag.
pub(crate) fn is_void(name: &str) -> bool {
    matches!(name, "br" | "hr" | "img" | "input" | "link" | "meta")
}

fn has_class(tag: &str, class: &str) -> bool {
    attribute(tag, "class").is_some_and(|classes| classes.split(' ').any(|one| one == class))
}

struct Writer<'a> {
    around: &'a Surroundings<'a>,
    out: String,
    /// How many elements are open in what is left out.
    skipped: usize,
    /// How many causes began.
    causes: usize,
    /// The name of the tag before, `/` and the name for the end of an element; empty after text.
    last: &'a str,
}

impl<'a> Writer<'a> {
    fn add(&mut self, token: Token<'a>) {
        match token {
            Token::Open(tag) if self.skipped > 0 => self.skipped += usize::from(!is_void(name(tag))),
            Token::Close(_) if self.skipped > 0 => self.skipped -= 1,
            Token::Text(_) if self.skipped > 0 => {}
            Token::Open(tag) => self.open(tag),
            Token::Close(tag) => {
                self.out.push_str(tag);
                self.last = tag;
            }
            Token::Text(text) => {
                // The name of a group of bits and what it is: they are below each other, and readers of text see one line.
                if self.last == "</strong>" && text.starts_with(char::is_alphanumeric) {
                    self.add_blank();
                }
                self.out.push_str(text);
                self.last = "";
            }
        }
    }

    fn open(&mut self, tag: &'a str) {
        if needs_program(tag) {
            if name(tag) == "input" && has_class(tag, "fill") {
                // A value that the reader fills in.
                let words = attribute(tag, "placeholder").unwrap_or_default();
                self.out.extend(["<var>&lt;", words, "&gt;</var>"]);
            } else if has_class(tag, "search") {
                self.out.push_str(self.around.search);
            } else if attribute(tag, "id") == Some("in-logs") {
                self.out.push_str(self.around.logs);
            }
            self.skipped = usize::from(!is_void(name(tag)));
            return;
        }
        // Parts that only the layout separates.
        let is_part = matches!(name(tag), "span" | "svg") && !has_class(tag, "unseen");
        if is_part && (self.last.is_empty() || self.last.starts_with("</")) {
            self.add_blank();
        }
        self.last = tag;
        if has_class(tag, "anatomy") {
            return self.out.push_str("<div class=\"anatomy\">");
        }
        if has_class(tag, "cause-body") {
            let cause = self.around.causes.get(self.causes).copied().unwrap_or_default();
            self.causes += 1;
            return self.out.extend(["<div class=\"cause-body\" id=\"cause-", cause, "\">"]);
        }
        match attribute(tag, "href").filter(|href| href.starts_with("#/")) {
            Some(href) => {
                let (before, after) = tag.split_once(href).unwrap_or((tag, ""));
                let link = html_text(&(self.around.link)(href));
                self.out.extend([before, &link, after]);
            }
            None => self.out.push_str(tag),
        }
    }

    fn add_blank(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with(char::is_whitespace) {
            self.out.push(' ');
        }
    }
}

/// Whether an element does nothing without the program, or is empty without it.
fn needs_program(tag: &str) -> bool {
    let id = attribute(tag, "id").unwrap_or_default();
    matches!(name(tag), "button" | "input" | "textarea" | "kbd")
        || id == "in-logs"
        || ["search", "buttons", "faults", "on-paper", "bits"].iter().any(|class| has_class(tag, class))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(markup: &str) -> String {
        let link = |hash: &str| hash.replace('#', "%");
        let around = Surroundings { link: &link, causes: &["a", "b"], search: "[search]", logs: "[logs]" };
        without_program(markup, &around)
    }

    #[test]
    fn markup_has_parts() {
        let parts: Vec<Token> = tokens("a<p title=\"1 > 0\">b</p>").collect();
        let expected =
            [Token::Text("a"), Token::Open("<p title=\"1 > 0\">"), Token::Text("b"), Token::Close("</p>")];
        assert_eq!(parts, expected);
        assert_eq!(tokens("<p").collect::<Vec<_>>(), [Token::Open("<p")]);
    }

    #[test]
    fn what_needs_the_program_is_removed() {
        for (markup, expected) in [
            ("a<button class=\"x\"><svg></svg>B</button>c<button>d</button>", "ac"),
            ("<buttons>a</buttons>", "<buttons>a</buttons>"),
            ("a<button>", "a"),
            ("a<input type=\"text\">b", "ab"),
            ("<div class=\"on-paper\">1<div>2</div>3</div>4", "4"),
            ("<div class=\"buttons\"><button>a</button></div>b", "b"),
            ("<p class=\"on-paper\">#/kb</p>", ""),
            ("<div class=\"search large\"><input><kbd>K</kbd></div>a", "[search]a"),
            ("<section id=\"in-logs\" class=\"panel\">a</section>b", "[logs]b"),
        ] {
            assert_eq!(changed(markup), expected, "{markup}");
        }
    }

    #[test]
    fn a_value_to_fill_in_stays_in_its_command() {
        let field = "set \"<input class=\"fill\" placeholder=\"WSUS &amp; server\" value=\"\">;\"";
        assert_eq!(changed(field), "set \"<var>&lt;WSUS &amp; server&gt;</var>;\"");
    }

    #[test]
    fn links_lead_to_files() {
        assert_eq!(changed("<a class=\"x\" href=\"#/kb\">k</a>"), "<a class=\"x\" href=\"%/kb\">k</a>");
        assert_eq!(changed("<a href=\"https://x\">x</a>"), "<a href=\"https://x\">x</a>");
    }

    #[test]
    fn each_cause_has_an_anchor() {
        let two = "<div class=\"cause-body\">1</div><div class=\"cause-body\">2</div>";
        assert!(changed(two).contains("id=\"cause-a\">1") && changed(two).contains("id=\"cause-b\">2"));
    }

    #[test]
    fn parts_that_only_the_layout_separates_are_words_of_their_own() {
        for (markup, expected) in [
            ("<span>a</span><span>b</span>", "<span>a</span> <span>b</span>"),
            ("<a>a</a><span>b</span>", "<a>a</a> <span>b</span>"),
            ("Causes<span>b</span>", "Causes <span>b</span>"),
            ("<p><span>b</span></p>", "<p><span>b</span></p>"),
            ("a<span class=\"unseen\">: b</span>", "a<span class=\"unseen\">: b</span>"),
            ("<strong>Facility 36</strong>Windows", "<strong>Facility 36</strong> Windows"),
            ("<strong>a</strong>, b", "<strong>a</strong>, b"),
        ] {
            assert_eq!(changed(markup), expected);
        }
    }
}
