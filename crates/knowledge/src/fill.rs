//! Fills commands and prose with values; the only way in which a value comes into a command.

use knowledge_model::prose::Span;
use knowledge_model::quoting::Quoting;

use crate::look_up::placeholder;

/// The spans as one text. A placeholder stands as its value, or as `<what it is>` where there is none that fits.
///
/// `value` gives what logs or people say of a placeholder, by its name; it is checked here, whoever checked it before.
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

/// A value as it is written in the place of a placeholder; none where it does not fit.
pub fn fill_one(name: &str, quoting: Quoting, value: &str) -> Option<String> {
    let value = placeholder(name)?.kind.accept(value)?;
    quoting.write(&value)
}

/// What a placeholder is, in words: "WSUS server".
pub fn placeholder_words(name: &str) -> &str {
    placeholder(name).map_or(name, |placeholder| placeholder.words)
}
