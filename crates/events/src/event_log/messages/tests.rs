//! Checks that the tables of texts can be parsed, and that their rows follow the rules.

use std::collections::HashSet;

const MESSAGES: &str = include_str!("../../../data/messages.tsv");
const SOURCES: &str = include_str!("../../../data/sources.tsv");
const SERVICES: &str = include_str!("../../../data/services.tsv");

/// The rows of a table with this many columns.
fn rows<const N: usize>(table: &'static str) -> Vec<[&'static str; N]> {
    let columns = |row: &'static str| <[&str; N]>::try_from(row.split('\t').collect::<Vec<_>>());
    table
        .lines()
        .skip(1)
        .map(|row| columns(row).unwrap_or_else(|row| panic!("{N} columns: {row:?}")))
        .collect()
}

/// The text between braces: `errorCode:code`.
fn slots(text: &str) -> Vec<&str> {
    text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect()
}

#[test]
fn rows_are_in_order_and_each_event_has_one() {
    let keys: Vec<_> = rows::<4>(MESSAGES)
        .iter()
        .map(|[provider, id, ..]| (provider.to_ascii_lowercase(), id.parse::<u32>().unwrap_or_default()))
        .collect();
    assert!(keys.iter().all(|(_, id)| *id > 0) && keys.len() > 100);
    let mut sorted = rows::<4>(MESSAGES);
    sorted.sort_by_key(|[provider, id, ..]| (*provider, id.parse::<u32>().unwrap_or_default()));
    assert_eq!(rows::<4>(MESSAGES), sorted);
    assert_eq!(keys.iter().collect::<HashSet<_>>().len(), keys.len(), "an event has one row");
}

#[test]
fn providers_are_written_as_in_the_lines() {
    for [provider, ..] in rows::<4>(MESSAGES) {
        let fits = !provider.contains(char::is_whitespace) && !provider.starts_with("Microsoft-Windows-");
        assert!(fits, "{provider}");
    }
}

#[test]
fn every_row_has_a_source_and_every_source_a_row() {
    let sources: HashSet<_> = rows::<3>(SOURCES).into_iter().map(|[source, ..]| source).collect();
    let used: HashSet<_> = rows::<4>(MESSAGES).into_iter().map(|[.., source]| source).collect();
    assert_eq!(sources, used);
    let places = rows::<3>(SOURCES).into_iter().map(|[_, place, _]| place);
    for place in places.chain(rows::<3>(SERVICES).into_iter().map(|[_, _, place]| place)) {
        let hosts = ["https://learn.microsoft.com/", "https://github.com/"];
        assert!(hosts.iter().any(|host| place.starts_with(host)), "{place}");
    }
}

#[test]
fn every_text_can_be_written() {
    const HOWS: [&str; 14] = [
        "", "code", "failure", "windows", "own-code", "guid", "source", "kind", "values", "list", "name",
        "seconds", "key", "state",
    ];
    for [provider, id, text, _] in rows::<4>(MESSAGES) {
        let row = format!("{provider} {id}: {text}");
        let count = |bracket: char| text.matches(bracket).count();
        assert!(
            count('{') == count('}') && count('[') == count(']') && slots(text).len() == count('{'),
            "{row}"
        );
        for slot in slots(text) {
            let (names, how) = slot.split_once(':').unwrap_or((slot, ""));
            assert!(HOWS.contains(&how), "{row}: {how}");
            assert!(!names.is_empty() || matches!(how, "kind" | "values"), "{row}: {slot}");
        }
        // Text in brackets depends on a value.
        for part in text.split('[').skip(1).filter_map(|rest| rest.split(']').next()) {
            assert!(!slots(part).is_empty(), "{row}: {part}");
        }
    }
}

#[test]
fn the_texts_are_our_own_words() {
    // Phrases of Windows' own texts: a text that contains one was copied.
    let theirs = [
        "Windows successfully",
        "the following",
        "has been",
        "successfully",
        "following error",
        "was unable to",
    ];
    for [_, id, text, _] in rows::<4>(MESSAGES) {
        assert!(!text.ends_with('.'), "{id}: {text}");
        assert!(theirs.iter().all(|theirs| !text.contains(theirs)), "{id}: {text}");
    }
}
