//! An event: its provider, time and values.

use std::borrow::Cow;

use super::chunk::ChunkRecord;
use super::xml::{XmlPiece, XmlPieces, attribute, plain};

/// An event of a log.
#[derive(Debug, Default)]
pub(super) struct LogEvent<'x> {
    /// The number of its record.
    pub(super) record: u64,
    /// When it happened, milliseconds since 1970, UTC.
    pub(super) time: i64,
    /// Its provider without the prefix of Windows' own providers and without spaces: `WindowsUpdateClient`,
    /// `ServiceControlManager`.
    pub(super) provider: String,
    pub(super) id: u32,
    pub(super) level: u32,
    pub(super) process: u32,
    pub(super) thread: u32,
    pub(super) channel: Cow<'x, str>,
    pub(super) computer: Cow<'x, str>,
    /// Its values, in order; older events give them no names.
    pub(super) values: Vec<(Cow<'x, str>, Cow<'x, str>)>,
}

/// An element that is open.
struct OpenElement<'x> {
    name: &'x str,
    attributes: &'x str,
    /// It contains elements: the values are theirs.
    holds: bool,
}

impl<'x> LogEvent<'x> {
    /// None if the text is not an event, or has no provider.
    pub(super) fn of(record: &ChunkRecord<'x>) -> Option<Self> {
        let mut event = Self { record: record.id, time: record.written, ..Self::default() };
        let mut open: Vec<OpenElement<'x>> = Vec::new();
        let mut text = Cow::Borrowed("");
        for piece in XmlPieces(record.xml) {
            match piece {
                XmlPiece::Begin { name, attributes, closed } => {
                    if let Some(outer) = open.last_mut() {
                        outer.holds = true;
                    }
                    open.push(OpenElement { name, attributes, holds: false });
                    text = Cow::Borrowed("");
                    if closed {
                        event.element(&open, Cow::Borrowed(""));
                        open.pop();
                    }
                }
                XmlPiece::Text(more) if text.is_empty() => text = plain(more),
                XmlPiece::Text(more) => text.to_mut().push_str(&plain(more)),
                XmlPiece::End => {
                    event.element(&open, std::mem::take(&mut text));
                    open.pop();
                }
            }
        }
        (!event.provider.is_empty()).then_some(event)
    }

    /// Ends the innermost open element.
    fn element(&mut self, open: &[OpenElement<'x>], text: Cow<'x, str>) {
        let [_, part, .., last] = open else { return };
        match part.name {
            "System" => self.system(last, text),
            _ if last.holds || open.len() < 3 => {}
            "EventData" => {
                let named = attribute(last.attributes, "Name");
                let name = named.unwrap_or(if last.name == "Data" { "" } else { last.name }.into());
                self.values.push((name, text));
            }
            "UserData" => self.values.push((last.name.into(), text)),
            _ => {}
        }
    }

    fn system(&mut self, element: &OpenElement<'x>, text: Cow<'x, str>) {
        let number =
            |name| attribute(element.attributes, name).and_then(|value| value.parse().ok()).unwrap_or(0);
        match element.name {
            "Provider" => {
                let name = attribute(element.attributes, "Name").unwrap_or_default();
                let name = name.strip_prefix("Microsoft-Windows-").unwrap_or(&name);
                self.provider = name.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
            }
            "EventID" => self.id = text.trim().parse().unwrap_or(0),
            "Level" => self.level = text.trim().parse().unwrap_or(0),
            "TimeCreated" => {
                let time = attribute(element.attributes, "SystemTime");
                self.time = time.and_then(|time| super::values::milliseconds(&time)).unwrap_or(self.time);
            }
            "Execution" => (self.process, self.thread) = (number("ProcessID"), number("ThreadID")),
            "Channel" => self.channel = text,
            "Computer" => self.computer = text,
            _ => {}
        }
    }

    /// The value with this name, or at this position: `2` is the second.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        let value = match name.parse::<usize>() {
            Ok(place) => self.values.get(place.checked_sub(1)?),
            Err(_) => self.values.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)),
        };
        value.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// The build of Windows, which the system log reports at each start: `22621`.
    pub(super) fn build(&self) -> Option<u64> {
        match (self.provider.as_str(), self.id) {
            ("EventLog", 6009) => self.value("2")?.parse().ok(),
            ("Kernel-General", 12) => self.value("BuildVersion")?.parse().ok(),
            _ => None,
        }
    }
}
