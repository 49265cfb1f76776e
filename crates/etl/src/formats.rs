//! The texts of WPP's messages, from `.tmf` files (trace message formats, which `tracepdb` takes from symbols).
//!
//! ```text
//! 0a1b2c3d-0000-4000-8000-00000000e001 agent // SRC=agent.cpp MJ= MN=
//! #typev agent_cpp78 13 "%0Exit code %10!s! after %11!d! ms" //   LEVEL=TRACE_LEVEL_ERROR FLAGS=Agent FUNC=Finish
//! {
//! hr, ItemHRESULT -- 10
//! elapsed, ItemLong -- 11
//! }
//! ```

use crate::{Guid, Order, split};

/// The longest template or lines of its values (bytes): later bytes are not read, so that a
/// message cannot cost as much as the file is long.
const MOST_FORMAT: usize = 8192;

/// The texts of messages, from any number of `.tmf` files.
#[derive(Clone, Debug, Default)]
pub struct Formats {
    text: Vec<u8>,
    /// Sorted by id and number; of two that have the same the first is taken.
    places: Vec<FormatPlace>,
}

#[derive(Clone, Copy, Debug)]
struct FormatPlace {
    guid: Guid,
    number: u16,
    /// Where its `#typev` begins.
    at: usize,
    /// Where the line of its source file begins.
    source: usize,
}

impl FormatPlace {
    /// What it is found by.
    fn key(&self) -> [u64; 3] {
        let guid = u128::from_be_bytes(self.guid.0);
        [(guid >> 64) as u64, guid as u64, self.number.into()]
    }
}

/// How one message is written.
#[derive(Clone, Copy, Debug)]
pub struct MessageFormat<'t> {
    /// The program, or the folder it was built in.
    pub module: &'t str,
    /// The source file and line.
    pub name: &'t str,
    /// The text, with `%10!s!` in place of values.
    pub(crate) template: &'t str,
    /// Its notes: `LEVEL=… FLAGS=… FUNC=…`.
    pub(crate) notes: &'t str,
    /// A line for each value.
    pub(crate) items: &'t str,
}

impl Formats {
    /// Reads the text of `.tmf` files, one after the other. Other text is skipped.
    pub fn of(text: Vec<u8>) -> Self {
        let mut places = Vec::new();
        let (mut at, mut source) = (0, None);
        while let Some(line) = line_of(&text, at) {
            let words = line.trim_ascii_start();
            if let Some(rest) = words.strip_prefix(b"#typev ") {
                let mut rest = valid(rest);
                split::word(&mut rest);
                let number = split::number(split::word(&mut rest)).and_then(|number| number.try_into().ok());
                if let (Some(number), Some((guid, source))) = (number, source) {
                    places.push(FormatPlace { guid, number, at, source });
                }
            } else if let Some(guid) = Guid::parse(words) {
                source = Some((guid, at));
            }
            at += line.len();
        }
        // By the last part of the key first: each pass keeps the order of those that are alike in it.
        for part in (0..3).rev() {
            let mut order = Order::default();
            places.iter().for_each(|place| order.push(place.key()[part]));
            if let Some(order) = order.finish() {
                places = order.iter().filter_map(|&nth| places.get(nth as usize).copied()).collect();
            }
        }
        Self { text, places }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// How a message is written: of this source file, with this number.
    pub fn find(&self, guid: Guid, number: u16) -> Option<MessageFormat<'_>> {
        let first = self.places.partition_point(|place| (place.guid, place.number) < (guid, number));
        let place = self.places.get(first).filter(|place| (place.guid, place.number) == (guid, number))?;
        let mut source = line_at(&self.text, place.source);
        split::word(&mut source);
        let mut rest = line_at(&self.text, place.at);
        split::word(&mut rest);
        let name = split::word(&mut rest);
        let (_, quoted) = split::first(rest, "\"")?;
        let (template, notes) = split::last(quoted, "\" //").or_else(|| split::last(quoted, "\""))?;
        Some(MessageFormat {
            module: split::word(&mut source),
            name,
            template,
            notes,
            items: self.items(place.at),
        })
    }

    /// The lines between the braces after a `#typev`.
    fn items(&self, at: usize) -> &str {
        let from = at + line_of(&self.text, at).map_or(0, <[u8]>::len);
        let is = |line: &[u8], brace| line.trim_ascii().first() == Some(&brace);
        let Some(brace) = line_of(&self.text, from).filter(|line| is(line, b'{')) else { return "" };
        let from = from + brace.len();
        let mut to = from;
        while let Some(line) =
            line_of(&self.text, to).filter(|line| !is(line, b'}') && to - from < MOST_FORMAT)
        {
            to += line.len();
        }
        valid(self.text.get(from..to.min(from + MOST_FORMAT)).unwrap_or_default())
    }
}

impl<'t> MessageFormat<'t> {
    /// A note: the text after `FLAGS=`, in upper or lower case.
    pub fn note(&self, key: &str) -> Option<&'t str> {
        let mut rest = self.notes;
        loop {
            let word = split::word(&mut rest);
            match split::first(word, "=") {
                Some((name, value)) if name.eq_ignore_ascii_case(key) && !value.is_empty() => {
                    return Some(value);
                }
                None if word.is_empty() => return None,
                _ => {}
            }
        }
    }

    /// The level, as events have it: 1 critical, 2 error, 3 warning, 4 information, 5 verbose.
    pub fn level(&self) -> Option<u8> {
        let level = self.note("LEVEL")?;
        let named =
            [("CRITICAL", 1), ("FATAL", 1), ("ERROR", 2), ("WARNING", 3), ("INFO", 4), ("VERBOSE", 5)];
        let called =
            || named.iter().find(|(name, _)| split::first(level, name).is_some()).map(|(_, level)| *level);
        split::number(level).and_then(|level| level.try_into().ok()).or_else(called)
    }
}

impl Guid {
    /// The id that text begins with, in the form in which it is displayed.
    fn parse(text: &[u8]) -> Option<Self> {
        let text = text.get(..36)?;
        let mut number = 0u128;
        for (at, &byte) in text.iter().enumerate() {
            if matches!(at, 8 | 13 | 18 | 23) {
                (byte == b'-').then_some(())?;
            } else {
                number = number << 4 | u128::from(char::from(byte).to_digit(16)?);
            }
        }
        Some(Self::of(number))
    }
}

/// The line that begins there, with its end; none after the last one.
#[inline(never)]
fn line_of(text: &[u8], at: usize) -> Option<&[u8]> {
    let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
    rest.get(..rest.iter().position(|&byte| byte == b'\n').map_or(rest.len(), |end| end + 1))
}

/// The line that begins there, as text, up to the limit.
#[inline(never)]
fn line_at(text: &[u8], at: usize) -> &str {
    let line = line_of(text, at).unwrap_or_default();
    valid(line.get(..MOST_FORMAT).unwrap_or(line))
}

/// As much of these bytes as is text: such files are ASCII, but for what their authors wrote.
#[inline(never)]
fn valid(bytes: &[u8]) -> &str {
    match str::from_utf8(bytes) {
        Ok(text) => text.trim_ascii_end(),
        Err(error) => {
            str::from_utf8(bytes.get(..error.valid_up_to()).unwrap_or_default()).unwrap_or_default()
        }
    }
}
