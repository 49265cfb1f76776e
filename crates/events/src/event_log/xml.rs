//! Reads the XML that `evtx` writes for a record, element by element; not a general XML parser.

use std::borrow::Cow;

/// The next item in the text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum XmlPiece<'x> {
    /// An element begins; `closed` if it ends at once (`<Security/>`).
    Begin {
        name: &'x str,
        attributes: &'x str,
        closed: bool,
    },
    End,
    Text(&'x str),
}

/// The pieces of such a text, in order.
pub(super) struct XmlPieces<'x>(pub(super) &'x str);

impl<'x> Iterator for XmlPieces<'x> {
    type Item = XmlPiece<'x>;

    fn next(&mut self) -> Option<XmlPiece<'x>> {
        loop {
            if self.0.is_empty() {
                return None;
            }
            let Some(tag) = self.0.strip_prefix('<') else {
                let text = self.take(memchr::memchr(b'<', self.0.as_bytes()).unwrap_or(self.0.len()));
                return Some(XmlPiece::Text(text));
            };
            if let Some(section) = tag.strip_prefix("![CDATA[") {
                let end = section.find("]]>").unwrap_or(section.len());
                self.0 = section.get(end + 3..).unwrap_or("");
                return Some(XmlPiece::Text(&section[..end]));
            }
            // No attribute holds a `>`: it is written `&gt;`.
            let end = memchr::memchr(b'>', tag.as_bytes())?;
            self.0 = &tag[end + 1..];
            let tag = &tag[..end];
            match tag.as_bytes().first() {
                Some(b'/') => return Some(XmlPiece::End),
                Some(b'?' | b'!') | None => {}
                Some(_) => {
                    let (tag, closed) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
                    let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
                    // `auto-ns2:Name`: only the name matters.
                    let name = name.rsplit_once(':').map_or(name, |(_, name)| name);
                    return Some(XmlPiece::Begin { name, attributes, closed });
                }
            }
        }
    }
}

impl<'x> XmlPieces<'x> {
    fn take(&mut self, length: usize) -> &'x str {
        let (taken, rest) = self.0.split_at(length);
        self.0 = rest;
        taken
    }
}

/// The value of an attribute.
pub(super) fn attribute<'x>(attributes: &'x str, name: &str) -> Option<Cow<'x, str>> {
    let mut rest = attributes;
    loop {
        let (key, after) = rest.split_once('=')?;
        let quote = after.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        let (value, after) = after[1..].split_once(quote)?;
        if key.trim() == name {
            return Some(plain(value));
        }
        rest = after;
    }
}

/// A text without its entities.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    let Some(first) = memchr::memchr(b'&', text.as_bytes()) else { return Cow::Borrowed(text) };
    let mut plain = text[..first].to_owned();
    let mut rest = &text[first..];
    while let Some(entity) = rest.strip_prefix('&') {
        let end = entity.bytes().take(12).position(|byte| byte == b';');
        let character = end.and_then(|end| character(&entity[..end]));
        let after = match (character, end) {
            (Some(character), Some(end)) => {
                plain.push(character);
                &entity[end + 1..]
            }
            _ => {
                plain.push('&');
                entity
            }
        };
        let until = memchr::memchr(b'&', after.as_bytes()).unwrap_or(after.len());
        plain.push_str(&after[..until]);
        rest = &after[until..];
    }
    Cow::Owned(plain)
}

fn character(entity: &str) -> Option<char> {
    match entity {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = entity.strip_prefix('#')?;
            let number = match number.strip_prefix('x') {
                Some(number) => u32::from_str_radix(number, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(number)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_and_texts_come_in_order() {
        let text = "<?xml version=\"1.0\"?>\n<Event xmlns=\"x\"><a:Data Name='t'>1 &lt; 2</a:Data><E/><![CDATA[a<b]]></Event>";
        let pieces: Vec<_> = XmlPieces(text).skip(1).collect();
        let begin = |name, attributes, closed| XmlPiece::Begin { name, attributes, closed };
        let expected = [
            begin("Event", "xmlns=\"x\"", false),
            begin("Data", "Name='t'", false),
            XmlPiece::Text("1 &lt; 2"),
            XmlPiece::End,
            begin("E", "", true),
            XmlPiece::Text("a<b"),
            XmlPiece::End,
        ];
        assert_eq!(pieces, expected);
    }

    #[test]
    fn entities_are_decoded() {
        assert_eq!(plain("a &amp;&lt;&#65;&#x42;&gt; &unknown; &"), "a &<AB> &unknown; &");
        assert_eq!(attribute("a=\"1\" Name=\"x &quot;y&quot;\"", "Name").as_deref(), Some("x \"y\""));
        assert_eq!(attribute("a=\"1\"", "Name"), None);
        assert_eq!(attribute("a=1 Name", "Name"), None);
    }
}
