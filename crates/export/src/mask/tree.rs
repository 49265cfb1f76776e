//! Names in a tree by their letters: finds the longest name at any place of a text in one pass.

use std::collections::BTreeMap;

/// The most characters of a name: what the search at each word of a text costs at most.
const LONGEST: usize = 1000;

/// Names and what replaces them.
#[derive(Clone, Debug, Default)]
pub(super) struct NameTree {
    /// Where a letter leads: from node 0 on.
    edges: BTreeMap<(u32, char), u32>,
    /// The names that end in a node.
    ends: BTreeMap<u32, Replacement>,
}

/// What replaces a name.
#[derive(Clone, Debug)]
struct Replacement {
    stand_in: String,
    /// The name, if only the same capital and small letters match.
    exact: Option<String>,
    /// Whether it is an IP address, which is not a part of a longer number with dots.
    is_number: bool,
}

impl NameTree {
    /// Adds a name of at most [`LONGEST`] characters. The first stand-in of a name stays.
    pub(super) fn add(&mut self, name: &str, stand_in: &str, is_exact: bool) {
        let mut node = 0;
        for letter in name.chars().take(LONGEST).map(lower_case) {
            let next = self.edges.len() as u32 + 1;
            node = *self.edges.entry((node, letter)).or_insert(next);
        }
        if node == 0 {
            return;
        }
        let replacement = self.ends.entry(node).or_insert_with(|| Replacement {
            stand_in: stand_in.to_owned(),
            exact: is_exact.then(|| name.to_owned()),
            is_number: name.starts_with(|c: char| c.is_ascii_digit()) && name.contains('.'),
        });
        if !is_exact || replacement.exact.as_deref() != Some(name) {
            replacement.exact = None;
        }
    }

    /// The text with every name replaced that is not a part of a longer word.
    pub(super) fn replace(&self, text: &str) -> String {
        let mut replaced = String::with_capacity(text.len());
        let (mut rest, mut before) = (text, None);
        while let Some(letter) = rest.chars().next() {
            match self.longest_at(rest, before) {
                Some((length, stand_in)) => {
                    replaced.push_str(stand_in);
                    before = rest[..length].chars().next_back();
                    rest = &rest[length..];
                }
                None => {
                    replaced.push(letter);
                    before = Some(letter);
                    rest = &rest[letter.len_utf8()..];
                }
            }
        }
        replaced
    }

    /// The longest name with which a text begins: its length in bytes, and its stand-in.
    fn longest_at(&self, text: &str, before: Option<char>) -> Option<(usize, &str)> {
        if before.is_some_and(char::is_alphanumeric) {
            return None;
        }
        let (mut node, mut longest) = (0, None);
        for (at, letter) in text.char_indices() {
            node = match self.edges.get(&(node, lower_case(letter))) {
                Some(next) => *next,
                None => break,
            };
            let Some(replacement) = self.ends.get(&node) else { continue };
            let end = at + letter.len_utf8();
            let (name, after) = text.split_at(end);
            if is_end(after, replacement.is_number)
                && !(replacement.is_number && before == Some('.'))
                && replacement.exact.as_deref().is_none_or(|exact| exact == name)
            {
                longest = Some((end, replacement.stand_in.as_str()));
            }
        }
        longest
    }
}

/// Whether a name can end before this text.
fn is_end(after: &str, is_number: bool) -> bool {
    let mut after = after.chars();
    match after.next() {
        Some('.') if is_number => !after.next().is_some_and(|c| c.is_ascii_digit()),
        next => !next.is_some_and(char::is_alphanumeric),
    }
}

fn lower_case(letter: char) -> char {
    letter.to_lowercase().next().unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn replace(text: &str) -> String {
        let mut tree = NameTree::default();
        for (name, stand_in) in [
            ("SUP02.contoso.com", "HOST-02.DOMAIN-01"),
            ("SUP02", "HOST-02"),
            ("SUP0", "HOST-03"),
            ("contoso.com", "DOMAIN-01"),
            ("Jürgen Doe", "USER-01"),
            ("192.0.2.1", "IP-01"),
        ] {
            tree.add(name, stand_in, false);
        }
        tree.add("PS1", "SITE-01", true);
        tree.replace(text)
    }

    #[test]
    fn the_longest_name_is_replaced() {
        assert_eq!(replace("http://sup02.CONTOSO.com:8530"), "http://HOST-02.DOMAIN-01:8530");
        assert_eq!(replace("sup02.contoso.co"), "HOST-02.contoso.co");
        assert_eq!(replace("(SUP02) [sup0]"), "(HOST-02) [HOST-03]");
    }

    #[test]
    fn parts_of_words_stay() {
        assert_eq!(replace("SUP025 XSUP02 ÄSUP02"), "SUP025 XSUP02 ÄSUP02");
        assert_eq!(replace("x_SUP02_y SUP02$"), "x_HOST-02_y HOST-02$");
    }

    #[test]
    fn names_can_have_blanks_and_accents() {
        assert_eq!(replace("C:\\Users\\JÜRGEN DOE\\x"), "C:\\Users\\USER-01\\x");
    }

    #[test]
    fn an_address_is_no_part_of_a_number() {
        assert_eq!(
            replace("192.0.2.1. 192.0.2.1:80 192.0.2.12 5.192.0.2.1"),
            "IP-01. IP-01:80 192.0.2.12 5.192.0.2.1"
        );
        assert_eq!(replace("192.0.2.1.7"), "192.0.2.1.7");
    }

    #[test]
    fn exact_names_keep_their_case() {
        assert_eq!(replace("PS1 ps1 x.ps1"), "SITE-01 ps1 x.ps1");
    }
}
