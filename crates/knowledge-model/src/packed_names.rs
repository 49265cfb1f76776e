//! How the names of all codes are packed.
//!
//! Front coding: of each name only what differs from the one before is written, of each code its distance.

use crate::names::FamilyNames;
use crate::packed::Packable;
use crate::streams::{StreamReader, StreamWriter};

impl Packable for FamilyNames {
    fn pack(&self, to: &mut StreamWriter) {
        to.length(self.names.len());
        let mut before = 0;
        for (code, _) in self.names {
            put(code.wrapping_sub(before), to);
            before = *code;
        }
        let mut before = "";
        for (_, name) in self.names {
            to.bytes.push(shared(before, name) as u8);
            before = name;
        }
        let mut before = "";
        for (_, name) in self.names {
            to.texts.push_str(&name[shared(before, name)..]);
            to.texts.push('\n');
            before = name;
        }
    }

    fn unpack(from: &mut StreamReader) -> Self {
        let length = from.length();
        let mut code = 0_u32;
        let mut codes = Vec::new();
        for _ in 0..length {
            code = code.wrapping_add(take(from));
            codes.push(code);
        }
        let shared: Vec<u8> = (0..length).map(|_| from.byte()).collect();
        // All names are in one text, and each in the tables is a piece of it.
        let mut text = String::new();
        let mut ends = Vec::new();
        let mut start = 0;
        for shared in shared {
            let end = text.len();
            let head = start..start + usize::from(shared);
            if text.get(head.clone()).is_some() {
                text.extend_from_within(head);
            }
            text.push_str(from.line());
            start = end;
            ends.push(text.len());
        }
        let mut rest: &'static str = text.leak();
        let mut taken = 0;
        let names = codes.into_iter().zip(ends).map(|(code, end)| {
            let (name, after) = rest.split_at_checked(end - taken).unwrap_or_default();
            (rest, taken) = (after, end);
            (code, name)
        });
        Self { names: names.collect::<Vec<_>>().leak() }
    }
}

/// A number: seven bits a byte, the low ones first.
fn put(mut number: u32, to: &mut StreamWriter) {
    while number > 0x7F {
        to.bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    to.bytes.push(number as u8);
}

fn take(from: &mut StreamReader) -> u32 {
    let mut number = 0;
    for shift in [0, 7, 14, 21, 28] {
        let byte = from.byte();
        number |= u32::from(byte & 0x7F) << shift;
        if byte < 0x80 {
            break;
        }
    }
    number
}

/// How many bytes two names have in common at their head.
fn shared(one: &str, other: &str) -> usize {
    one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count().min(255)
}
