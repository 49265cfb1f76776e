//! The texts of WPP's messages, as `.tmf` files tell them (trace message formats, which `tracepdb` takes from symbols).
//!
//! ```text
//! 0a1b2c3d-0000-4000-8000-00000000e001 agent // SRC=agent.cpp MJ= MN=
//! #typev agent_cpp78 13 "%0Exit code %10!s! after %11!d! ms" //   LEVEL=TRACE_LEVEL_ERROR FLAGS=Agent FUNC=Finish
//! {
//! hr, ItemHRESULT -- 10
//! elapsed, ItemLong -- 11
//! }
//! ```

use crate::Guid;

/// Neither a template nor the lines of its values are longer (bytes): what is behind that is not looked at, lest every
/// message costs as much as the file is long.
const MOST_FORMAT: usize = 8192;

/// The texts of messages, from any number of `.tmf` files.
#[derive(Clone, Debug, Default)]
pub struct Formats {
    text: Vec<u8>,
    /// Sorted; where of two formats the first is taken.
    places: Vec<Place>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    guid: Guid,
    number: u16,
    /// Where its `#typev` begins.
    at: usize,
    /// Where the line of its source file begins.
    source: usize,
}

/// How one message is written.
#[derive(Clone, Copy, Debug)]
pub struct Format<'t> {
    /// The program, or the folder it was built in.
    pub module: &'t str,
    /// The source file and line.
    pub name: &'t str,
    /// The text, with `%10!s!` where values stand.
    pub(crate) template: &'t str,
    /// What else is told of it: `LEVEL=… FLAGS=… FUNC=…`.
    pub(crate) notes: &'t str,
    /// A line for each value.
    pub(crate) items: &'t str,
}

impl Formats {
    /// Reads the text of `.tmf` files, one after the other. What is none of it is passed over.
    pub fn of(text: Vec<u8>) -> Self {
        let mut places = Vec::new();
        let (mut at, mut source) = (0, None);
        for line in text.split_inclusive(|&byte| byte == b'\n') {
            let words = line.trim_ascii_start();
            if let Some(rest) = words.strip_prefix(b"#typev ") {
                let mut words = rest.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()).skip(1);
                let number = words.next().and_then(|word| str::from_utf8(word).ok()?.parse().ok());
                if let (Some(number), Some((guid, source))) = (number, source) {
                    places.push(Place { guid, number, at, source });
                }
            } else if let Some(guid) = Guid::parse(words) {
                source = Some((guid, at));
            }
            at += line.len();
        }
        places.sort_unstable();
        Self { text, places }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// How a message is written: of this source file, with this number.
    pub fn find(&self, guid: Guid, number: u16) -> Option<Format<'_>> {
        let first = self.places.partition_point(|place| (place.guid, place.number) < (guid, number));
        let place = self.places.get(first).filter(|place| (place.guid, place.number) == (guid, number))?;
        let source = line_at(&self.text, place.source);
        let mut words = source.split_ascii_whitespace().skip(1);
        let head = line_at(&self.text, place.at);
        let (name, rest) = head.trim_start().strip_prefix("#typev")?.trim_start().split_once(' ')?;
        let (_, quoted) = rest.split_once('"')?;
        let (template, notes) = quoted.rsplit_once("\" //").or_else(|| quoted.rsplit_once('"'))?;
        Some(Format {
            module: words.next().unwrap_or(""),
            name,
            template,
            notes,
            items: self.items(place.at),
        })
    }

    /// The lines between the braces after a `#typev`.
    fn items(&self, at: usize) -> &str {
        let mut from = at + line_at(&self.text, at).len();
        // The rest of the line, which may be its end alone.
        from += self.text[from..]
            .iter()
            .take(MOST_FORMAT)
            .position(|&byte| byte == b'\n')
            .map_or(0, |end| end + 1);
        let to = self.text.len().min(from + MOST_FORMAT);
        let mut lines = self.text[from..to].split_inclusive(|&byte| byte == b'\n');
        if let Some(brace) = lines.next().filter(|line| line.trim_ascii() == b"{") {
            from += brace.len();
            let lines = lines.take_while(|line| !line.trim_ascii().starts_with(b"}"));
            let length: usize = lines.map(<[u8]>::len).sum();
            return valid(&self.text[from..from + length]);
        }
        ""
    }
}

impl<'t> Format<'t> {
    /// A note: what stands after `FLAGS=`, in large or small letters.
    pub fn note(&self, key: &str) -> Option<&'t str> {
        let mut words = self.notes.split_ascii_whitespace();
        words.find_map(|word| {
            let (name, value) = word.split_once('=')?;
            (name.eq_ignore_ascii_case(key) && !value.is_empty()).then_some(value)
        })
    }

    /// The level, as events have it: 1 critical, 2 error, 3 warning, 4 information, 5 verbose.
    pub fn level(&self) -> Option<u8> {
        let level = self.note("LEVEL")?;
        let named =
            [("CRITICAL", 1), ("FATAL", 1), ("ERROR", 2), ("WARNING", 3), ("INFO", 4), ("VERBOSE", 5)];
        let called = || named.into_iter().find(|(name, _)| level.contains(name)).map(|(_, level)| level);
        level.parse().ok().or_else(called)
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

/// The line that begins there.
fn line_at(text: &[u8], at: usize) -> &str {
    let from = text.get(at..).unwrap_or_default();
    let line = from[..from.len().min(MOST_FORMAT)].split(|&byte| byte == b'\n').next();
    valid(line.unwrap_or_default())
}

/// As much of these bytes as is text: such files are ASCII, but for what their authors wrote.
fn valid(bytes: &[u8]) -> &str {
    match str::from_utf8(bytes) {
        Ok(text) => text.trim_end(),
        Err(error) => str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default(),
    }
}
