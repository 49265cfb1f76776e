//! The values that fill the placeholders of commands: those of the logs, and those the reader types.

use knowledge::prose::Span;
use knowledge::{Placeholder, Quoting, fill_one, placeholder};
use report::Finding;

/// Where values come from; those of the reader win.
#[derive(Clone, Copy, Default)]
pub(crate) struct Fill<'a> {
    /// From the logs, as (name, value).
    pub known: &'a [(String, String)],
    /// The placeholders for which the logs have a value that does not fit.
    pub rejected: &'a [String],
    /// From the reader, as typed.
    pub own: &'a [(String, String)],
}

impl<'a> Fill<'a> {
    /// With the values of a finding, and those of the reader.
    pub(crate) fn of(finding: Option<&'a Finding>, own: &'a [(String, String)]) -> Self {
        let (known, rejected): (&[_], &[_]) =
            finding.map_or((&[], &[]), |finding| (&finding.values, &finding.rejected_values));
        Self { known, rejected, own }
    }

    /// What the reader typed.
    pub(crate) fn own(self, name: &str) -> Option<&'a str> {
        value(self.own, name)
    }

    /// The value that the logs have.
    pub(crate) fn known(self, name: &str) -> Option<&'a str> {
        value(self.known, name)
    }

    /// A value as a command has it in the place of a placeholder; none where it does not fit.
    pub(crate) fn written(self, name: &str, quoting: Quoting) -> Option<String> {
        fill_one(name, quoting, self.own(name).or(self.known(name))?)
    }

    /// A command as it is copied; a placeholder without a value that fits stands as `<what it is>`.
    pub(crate) fn text(self, spans: &[Span]) -> String {
        knowledge::fill(spans, |name| self.own(name).or(self.known(name)))
    }

    /// Whether the reader typed something that does not fit.
    pub(crate) fn is_typed_wrong(self, name: &str, quoting: Quoting) -> bool {
        self.own(name).is_some_and(|own| fill_one(name, quoting, own).is_none())
    }

    /// A sentence for each placeholder in the spans that keeps its name though the logs or the reader gave a value.
    pub(crate) fn faults(self, spans: &[Span]) -> Vec<String> {
        let mut told: Vec<&str> = Vec::new();
        let mut faults = Vec::new();
        for span in spans {
            let Span::Placeholder { name, quoting } = *span else { continue };
            let Some(placeholder) = placeholder(name).filter(|_| !told.contains(&name)) else { continue };
            if self.is_typed_wrong(name, quoting) {
                faults.push(typed_wrong(placeholder));
            } else if self.own(name).is_none() && self.rejected.iter().any(|rejected| rejected == name) {
                faults.push(placeholder.rejected());
            }
            told.push(name);
        }
        faults
    }
}

/// What to type instead.
fn typed_wrong(placeholder: &Placeholder) -> String {
    let kind = placeholder.kind.words();
    ["For <", placeholder.words, "> type ", kind, ", such as ", placeholder.example, "."].concat()
}

fn value<'a>(values: &'a [(String, String)], name: &str) -> Option<&'a str> {
    values.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
}
