//! Each log of the knowledge base has a format that a reader supports, or is `text` or a `trace`: recognition by name
//! and missing logs compare the word.

use logfile::Format;

#[test]
fn the_format_of_every_log_is_one_that_a_reader_has() {
    let known: Vec<&str> =
        Format::readable().map(Format::id).filter(|id| !id.is_empty()).chain(["text", "trace"]).collect();
    let unknown = knowledge::logs().iter().filter(|log| !known.contains(&log.format));
    let unknown: Vec<String> = unknown.map(|log| format!("{}: {}", log.name, log.format)).collect();
    assert!(
        unknown.is_empty(),
        "logs.toml: {} (a format is one of {})",
        unknown.join(", "),
        known.join(", ")
    );
}
