//! The templates of WPP's messages: `%10!s!`, as `FormatMessage` and `printf` understand it.

use crate::digits::{push, push_decimal};
use crate::float::{DOUBLE, push_float};
use crate::split;

/// A part of a template.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum TemplatePart<'t> {
    /// Literal characters.
    Text(&'t str),
    /// The value with this number, and how it is written.
    Value(u32, Spec),
    /// `%!FUNC!`: what is noted of the message.
    Note(&'t str),
}

/// How a value is written: the text between `%` and its letter in `printf`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Spec {
    left: bool,
    zeros: bool,
    alternate: bool,
    plus: bool,
    width: usize,
    precision: Option<usize>,
    letter: u8,
}

/// A number, as its writer had it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Number {
    /// Its bits, the sign carried on to the 64th.
    pub(crate) bits: i64,
    /// Its bytes.
    pub(crate) size: u32,
}

/// The longest output.
const MOST_WIDTH: usize = 256;

/// The parts of a template, one after the other.
pub(crate) struct TemplateParts<'t>(pub(crate) &'t str);

impl<'t> Iterator for TemplateParts<'t> {
    type Item = TemplatePart<'t>;

    fn next(&mut self) -> Option<TemplatePart<'t>> {
        if self.0.is_empty() {
            return None;
        }
        let at = self.0.bytes().position(|byte| byte == b'%').unwrap_or(self.0.len());
        let (text, rest) = self.0.split_at_checked(at)?;
        if at > 0 {
            self.0 = rest;
            return Some(TemplatePart::Text(text));
        }
        let rest = rest.get(1..)?;
        let digits = rest.bytes().take(2).take_while(u8::is_ascii_digit).count();
        if digits > 0 {
            let (number, rest) = rest.split_at_checked(digits)?;
            let (spec, after) = quoted(rest).unwrap_or(("s", rest));
            self.0 = after;
            return Some(TemplatePart::Value(split::number(number)?, Spec::of(spec)));
        }
        if let Some((note, after)) =
            quoted(rest).filter(|(note, _)| note.bytes().all(|byte| byte.is_ascii_uppercase()))
        {
            self.0 = after;
            return Some(TemplatePart::Note(note));
        }
        let mut characters = rest.chars();
        let escaped = characters.next();
        self.0 = characters.as_str();
        Some(TemplatePart::Text(match escaped {
            Some('n' | 'r') => "\n",
            Some('t') => "\t",
            Some('b') => " ",
            None => "%",
            // `%%`, `%.`, `%!`: the character itself.
            Some(other) => rest.get(..other.len_utf8())?,
        }))
    }
}

/// The text between two `!` at the beginning, and the text after them.
fn quoted(text: &str) -> Option<(&str, &str)> {
    split::first(text.strip_prefix("!")?, "!")
}

impl Spec {
    fn of(text: &str) -> Self {
        let mut spec = Self { letter: b's', ..Self::default() };
        let mut rest = text.as_bytes();
        while let [flag @ (b'-' | b'0' | b'#' | b'+' | b' '), after @ ..] = rest {
            rest = after;
            match flag {
                b'-' => spec.left = true,
                b'0' => spec.zeros = true,
                b'#' => spec.alternate = true,
                b'+' => spec.plus = true,
                _ => {}
            }
        }
        spec.width = width(&mut rest);
        if let [b'.', after @ ..] = rest {
            rest = after;
            spec.precision = Some(width(&mut rest));
        }
        // Sizes (`I64`, `l`, `h`, `w`) are known from the item.
        spec.letter = text.bytes().last().filter(u8::is_ascii_alphabetic).unwrap_or(b's');
        spec
    }

    /// Writes a number.
    pub(crate) fn number(&self, number: Number, out: &mut String) {
        let bits = number.bits as u64 & (u64::MAX >> (64 - 8 * number.size.clamp(1, 8)));
        let least = self.precision.unwrap_or(1);
        let (mut sign, mut digits) = ("", String::new());
        match self.letter {
            b'x' | b'X' | b'o' => {
                let base = if self.letter == b'o' { 8 } else { 16 };
                sign = if self.alternate && bits != 0 && base == 16 { "0x" } else { "" };
                push(&mut digits, bits, base, least, self.letter == b'X');
            }
            b'p' => push(&mut digits, bits, 16, 2 * number.size as usize, true),
            b'u' => push_decimal(&mut digits, bits, least),
            b'c' | b'C' => {
                digits.push(
                    u32::try_from(bits).ok().and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER),
                );
            }
            _ => {
                sign = if number.bits < 0 {
                    "-"
                } else if self.plus {
                    "+"
                } else {
                    ""
                };
                push_decimal(&mut digits, number.bits.unsigned_abs(), least);
            }
        }
        self.padded(sign, &digits, self.zeros && self.precision.is_none(), out);
    }

    /// Writes a number with a fraction.
    pub(crate) fn float(&self, number: f64, out: &mut String) {
        let mut digits = String::new();
        push_float(&mut digits, number, DOUBLE);
        self.padded("", &digits, false, out);
    }

    /// Writes a text.
    pub(crate) fn text(&self, text: &str, out: &mut String) {
        let end =
            self.precision.and_then(|most| text.char_indices().nth(most)).map_or(text.len(), |(at, _)| at);
        self.padded("", text.get(..end).unwrap_or_default(), false, out);
    }

    fn padded(&self, sign: &str, text: &str, zeros: bool, out: &mut String) {
        let length = sign.len() + text.chars().take(MOST_WIDTH).count();
        let room = self.width.saturating_sub(length);
        let pad = |out: &mut String, with: char| (0..room).for_each(|_| out.push(with));
        if !self.left && !zeros {
            pad(out, ' ');
        }
        out.push_str(sign);
        if zeros && !self.left {
            pad(out, '0');
        }
        out.push_str(text);
        if self.left {
            pad(out, ' ');
        }
    }
}

/// Takes off a width; 0 if there is none.
fn width(rest: &mut &[u8]) -> usize {
    let mut number = 0;
    while let [digit @ b'0'..=b'9', after @ ..] = *rest {
        number = (number * 10 + usize::from(digit - b'0')).min(MOST_WIDTH);
        *rest = after;
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(spec: &str, bits: i64, size: u32) -> String {
        let mut out = String::new();
        Spec::of(spec).number(Number { bits, size }, &mut out);
        out
    }

    #[test]
    fn numbers_are_written_as_printf_does() {
        let cases = [
            ("d", -5, 4, "-5"),
            ("5d", -5, 4, "   -5"),
            ("-5d", -5, 4, "-5   "),
            ("05d", -5, 4, "-0005"),
            ("+d", 5, 4, "+5"),
            ("u", -1, 4, "4294967295"),
            ("I64u", -1, 8, "18446744073709551615"),
            ("x", -1, 2, "ffff"),
            ("08X", 0xABC, 4, "00000ABC"),
            ("#x", 0xABC, 4, "0xabc"),
            ("#010x", 0xABC, 4, "0x00000abc"),
            (".4x", 0xABC, 4, "0abc"),
            ("o", 8, 4, "10"),
            ("p", 0xABC, 8, "0000000000000ABC"),
            ("p", 0xABC, 4, "00000ABC"),
            ("c", 65, 1, "A"),
            ("s", 7, 4, "7"),
            ("", 7, 4, "7"),
        ];
        for (spec, bits, size, expected) in cases {
            assert_eq!(number(spec, bits, size), expected, "{spec} of {bits}");
        }
        assert_eq!(number("9999999999999999999d", 1, 4).len(), MOST_WIDTH);
    }

    #[test]
    fn texts_are_cut_and_filled() {
        for (spec, expected) in
            [("s", "größe"), ("7s", "  größe"), ("-7s", "größe  "), (".3s", "grö"), ("5.1s", "    g")]
        {
            let mut out = String::new();
            Spec::of(spec).text("größe", &mut out);
            assert_eq!(out, expected, "{spec}");
        }
    }

    #[test]
    fn templates_have_parts() {
        let parts: Vec<TemplatePart<'_>> =
            TemplateParts("%0Exit %10!s!: 100%% of %11, %!FUNC!%n% end%").collect();
        let spec = |text: &str| Spec::of(text);
        let expected = [
            TemplatePart::Value(0, spec("s")),
            TemplatePart::Text("Exit "),
            TemplatePart::Value(10, spec("s")),
            TemplatePart::Text(": 100"),
            TemplatePart::Text("%"),
            TemplatePart::Text(" of "),
            TemplatePart::Value(11, spec("s")),
            TemplatePart::Text(", "),
            TemplatePart::Note("FUNC"),
            TemplatePart::Text("\n"),
            TemplatePart::Text(" "),
            TemplatePart::Text("end"),
            TemplatePart::Text("%"),
        ];
        assert_eq!(parts, expected);
    }
}
