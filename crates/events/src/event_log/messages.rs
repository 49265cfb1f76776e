//! The text of an event. A log contains the values of its events but not their sentences, which are in Windows'
//! programs; ours are in `data/messages.tsv`, and other events are written as `name=value`.

use std::sync::OnceLock;

use super::event::LogEvent;
use super::values;

/// The most bytes that are written of one event.
const MOST: usize = 4000;

/// A row of the table: `provider`, `event`, `text`, `source`.
pub(super) struct EventMessage {
    /// Its provider, as in a line.
    pub(super) provider: &'static str,
    id: u32,
    text: &'static str,
}

impl EventMessage {
    /// The row for an event. Windows spells a few providers in several ways, `disk` and `Disk`.
    pub(super) fn of(event: &LogEvent<'_>) -> Option<&'static Self> {
        let messages = messages();
        let first = messages.partition_point(|message| message.id < event.id);
        let of_id = messages.iter().skip(first).take_while(|message| message.id == event.id);
        of_id.into_iter().find(|message| message.provider.eq_ignore_ascii_case(&event.provider))
    }
}

/// The table, in order of the numbers.
fn messages() -> &'static [EventMessage] {
    static MESSAGES: OnceLock<Vec<EventMessage>> = OnceLock::new();
    MESSAGES.get_or_init(|| {
        let rows = include_str!("../../data/messages.tsv").lines().skip(1);
        let mut messages: Vec<EventMessage> = rows
            .filter_map(|row| {
                let mut columns = row.split('\t');
                let (provider, id, text) = (columns.next()?, columns.next()?, columns.next()?);
                Some(EventMessage { provider, id: id.parse().ok()?, text })
            })
            .collect();
        messages.sort_by_key(|message| message.id);
        messages
    })
}

/// Writes the text of an event, on one line.
pub(super) fn write(event: &LogEvent<'_>, message: Option<&EventMessage>, text: &mut String) {
    let start = text.len();
    match message {
        Some(message) => fill(message.text, event, text),
        None => pairs(event, text),
    }
    if text.len() - start > MOST {
        let end = (start..=start + MOST).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(start);
        text.truncate(end);
        text.push('…');
    }
}

/// `name=value; name=value`, or the values alone if they have no names.
fn pairs(event: &LogEvent<'_>, text: &mut String) {
    let (start, mut first) = (text.len(), true);
    for (name, value) in &event.values {
        if text.len() - start > MOST {
            break;
        }
        let value = values::flat(value);
        // The bytes after the values mean nothing without the program that wrote them.
        if value.is_empty() || name == "Binary" {
            continue;
        }
        if !first {
            text.push_str("; ");
        }
        first = false;
        if !name.is_empty() {
            text.push_str(&values::flat(name));
            text.push('=');
        }
        text.push_str(&value);
    }
}

/// Writes a row's text: `{name}` is a value, `{2}` the second, `{name:code}` a value as a code; text in `[ ]` is
/// left out if a value in it is missing.
fn fill(mut row: &str, event: &LogEvent<'_>, text: &mut String) {
    while let Some(at) = row.find(['{', '[']) {
        text.push_str(&row[..at]);
        let (bracket, inner) = row[at..].split_at(1);
        let closes = if bracket == "{" { '}' } else { ']' };
        let Some((inner, rest)) = inner.split_once(closes) else { break };
        row = rest;
        if bracket == "{" {
            text.push_str(&value(inner, event).unwrap_or_else(|| "(not logged)".to_owned()));
        } else if inner
            .split('{')
            .skip(1)
            .all(|part| part.split_once('}').is_some_and(|(spec, _)| value(spec, event).is_some()))
        {
            fill(inner, event, text);
        }
    }
    text.push_str(row);
}

/// What is written for `name:how`; none if the event does not contain it.
fn value(spec: &str, event: &LogEvent<'_>) -> Option<String> {
    let (names, how) = spec.split_once(':').unwrap_or((spec, ""));
    // Store apps are delivered like updates, but are no updates.
    let is_app = || {
        let service = event.value("serviceGuid").map(values::source);
        let title = event.value("updateTitle").or_else(|| event.value("updatelist"));
        title.is_some_and(values::is_of_store)
            || service.is_some_and(|service| service.starts_with(values::STORE))
    };
    match how {
        "kind" => return Some(if is_app() { "app" } else { "update" }.to_owned()),
        "values" => {
            let mut text = String::new();
            pairs(event, &mut text);
            return (!text.is_empty()).then_some(text);
        }
        _ => {}
    }
    let value = names.split('|').find_map(|name| event.value(name));
    if how == "source" {
        return value.map(values::source).or_else(|| is_app().then(|| values::STORE.to_owned()));
    }
    let value = value?;
    // What the service control manager logs as bytes: `wuauserv` or `wuauserv/4`, in UTF-16.
    let service = || event.value("Binary").and_then(values::utf16_of_hex);
    match how {
        "code" => Some(values::code(value)),
        // A code only if it is one of a failure.
        "failure" => values::number(value).is_none_or(|number| number != 0).then(|| values::code(value)),
        "windows" => Some(values::windows(value)),
        "own-code" => Some(values::own_code(value)),
        "guid" => Some(values::guid(value)),
        "list" => Some(values::list(value)),
        // `SUS20ClientDataStore: `, the prefix of database names.
        "name" => Some(values::flat(value.trim_end_matches([':', ' ']))),
        "seconds" => value.parse().ok().map(values::duration),
        "key" => {
            let key = service().map(|service| values::flat(service.split('/').next().unwrap_or(&service)));
            Some(key.filter(|key| !key.is_empty()).unwrap_or_else(|| values::flat(value)))
        }
        "state" => {
            let state = service()
                .and_then(|service| service.split_once('/').and_then(|(_, state)| values::state(state)));
            Some(state.map_or_else(|| values::flat(value), str::to_owned))
        }
        _ => Some(values::flat(value)),
    }
}

#[cfg(test)]
mod tests;
