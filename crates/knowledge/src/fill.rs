//! Fills commands and prose with values; the only way in which a value comes into a command.

use crate::look_up::placeholder;
use crate::placeholder::Placeholder;
use crate::prose::Span;
use crate::quoting::Quoting;

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

impl Placeholder {
    /// Why a command keeps it though the logs have a value: one sentence.
    pub fn rejected(&self) -> String {
        let Self { kind, words, .. } = self;
        [
            "The value that the logs have for <",
            words,
            "> is not ",
            kind.words(),
            ", so no command contains it.",
        ]
        .concat()
    }
}
