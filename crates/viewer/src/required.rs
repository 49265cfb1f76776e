//! The literal text that every match of a regular expression holds: where it is not found, the expression need not be
//! tried.

use regex_syntax::hir::{Class, Hir, HirKind};

/// The longest such text of ASCII characters, with letters in lower case; it may be in the text in any case. Empty if
/// there is none.
pub(crate) fn required_literal(tree: &Hir) -> Vec<u8> {
    let mut search = Required::default();
    search.visit(tree);
    search.cut();
    search.best
}

#[derive(Default)]
struct Required {
    /// The text that ends at the current place of the expression.
    run: Vec<u8>,
    best: Vec<u8>,
}

impl Required {
    fn visit(&mut self, tree: &Hir) {
        match tree.kind() {
            HirKind::Empty | HirKind::Look(_) => {}
            HirKind::Literal(literal) => literal.0.iter().for_each(|&byte| self.push(byte)),
            HirKind::Class(class) => match letter(class) {
                Some(letter) => self.push(letter),
                None => self.cut(),
            },
            HirKind::Capture(capture) => self.visit(&capture.sub),
            HirKind::Concat(parts) => parts.iter().for_each(|part| self.visit(part)),
            HirKind::Repetition(repetition) => {
                self.cut();
                if repetition.min > 0 {
                    self.visit(&repetition.sub);
                    self.cut();
                }
            }
            HirKind::Alternation(_) => self.cut(),
        }
    }

    fn push(&mut self, byte: u8) {
        // Other characters have several forms in a file.
        if byte.is_ascii() { self.run.push(byte.to_ascii_lowercase()) } else { self.cut() }
    }

    fn cut(&mut self) {
        if self.run.len() > self.best.len() {
            std::mem::swap(&mut self.run, &mut self.best);
        }
        self.run.clear();
    }
}

/// The letter of a class that holds both cases of one letter.
fn letter(class: &Class) -> Option<u8> {
    let pair = match class {
        Class::Bytes(bytes) => match bytes.ranges() {
            [one, two] if one.start() == one.end() && two.start() == two.end() => [one.start(), two.start()],
            _ => return None,
        },
        Class::Unicode(characters) => match characters.ranges() {
            [one, two] if one.start() == one.end() && two.start() == two.end() => {
                [u8::try_from(one.start()).ok()?, u8::try_from(two.start()).ok()?]
            }
            _ => return None,
        },
    };
    (pair[0].is_ascii_alphabetic() && pair[0].eq_ignore_ascii_case(&pair[1]))
        .then(|| pair[1].to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use regex_syntax::ParserBuilder;

    use super::*;

    #[track_caller]
    fn check(expression: &str, expected: &str) {
        let tree = ParserBuilder::new().unicode(false).utf8(false).build().parse(expression).unwrap();
        assert_eq!(String::from_utf8(required_literal(&tree)).unwrap(), expected, "{expression}");
    }

    #[test]
    fn the_longest_text_that_every_match_holds() {
        check("Exit code = 0x[0-9A-F]+", "exit code = 0x");
        check("(?i)exit code", "exit code");
        check("a(bcd)e", "abcde");
        check("(abc){2}x", "abc");
        check("a|b", "");
        check("(abc)?de", "de");
        check(r"\d+ failed with \w+ error", " failed with ");
        check("[Ee]rror", "error");
        check("für alle", "r alle");
        check(".*", "");
    }
}
