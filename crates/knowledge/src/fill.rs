//! Fills placeholders of commands and prose; the only way for a value to get into a command.

use knowledge_model::prose::Span;
use knowledge_model::quoting::Quoting;

use crate::look_up::placeholder;

/// The spans as one text. A placeholder becomes its value, or `<its description>` if no valid value exists.
///
/// `value` returns the value of a placeholder from logs or people, by its name; it is always checked here.
pub fn fill<'v>(spans: &[Span], value: impl Fn(&str) -> Option<&'v str>) -> String {
    let mut out = String::new();
    for span in spans {
        match *span {
            Span::Text(text) | Span::Strong(text) | Span::Code(text) | Span::Link { text, .. } => {
                out.push_str(text);
            }
            Span::Placeholder { name, quoting } => {
                match value(name).and_then(|value| fill_one(name, quoting, value)) {
                    Some(value) => out.push_str(&value),
                    None => out.extend(["<", placeholder_words(name), ">"]),
                }
            }
        }
    }
    out
}

/// A value as it is written in the place of a placeholder; none if it does not match.
pub fn fill_one(name: &str, quoting: Quoting, value: &str) -> Option<String> {
    let value = placeholder(name)?.kind.accept(value)?;
    quoting.write(&value)
}

/// What a placeholder is, in words: "WSUS server".
pub fn placeholder_words(name: &str) -> &str {
    placeholder(name).map_or(name, |placeholder| placeholder.words)
}
