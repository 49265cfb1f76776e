//! The values for the placeholders of commands: from the logs, and from the user.

use knowledge::prose::Span;
use knowledge::{ClientKind, Placeholder, Quoting, fill_one, placeholder};
use report::Finding;

use crate::state::State;

/// The sources of values, where the user's values take precedence, and the kind of client that the prose is for.
#[derive(Clone, Copy, Default)]
pub(crate) struct Fill<'a> {
    /// From the logs, as (name, value).
    pub known: &'a [(String, String)],
    /// The placeholders whose value from the logs is not valid.
    pub rejected: &'a [String],
    /// From the user, as typed.
    pub own: &'a [(String, String)],
    /// The kind of client, if the logs show it.
    pub client: Option<ClientKind>,
}

impl<'a> Fill<'a> {
    /// With the values of a finding of the current report, and the user's values.
    pub(crate) fn of(finding: Option<&'a Finding>, state: &'a State) -> Self {
        let (known, rejected): (&[_], &[_]) =
            finding.map_or((&[], &[]), |finding| (&finding.values, &finding.rejected_values));
        let client = state.report().and_then(|report| report.client_kind);
        Self { known, rejected, own: &state.filled, client }
    }

    /// The value that the user typed.
    pub(crate) fn own(self, name: &str) -> Option<&'a str> {
        value(self.own, name)
    }

    /// The value from the logs.
    pub(crate) fn known(self, name: &str) -> Option<&'a str> {
        value(self.known, name)
    }

    /// The value that replaces a placeholder in a command; none if it is not valid.
    pub(crate) fn written(self, name: &str, quoting: Quoting) -> Option<String> {
        fill_one(name, quoting, self.own(name).or(self.known(name))?)
    }

    /// A command for the clipboard; a placeholder without a valid value stays `<its name>`.
    pub(crate) fn text(self, spans: &[Span]) -> String {
        knowledge::fill(spans, |name| self.own(name).or(self.known(name)))
    }

    /// Whether the user typed an invalid value.
    pub(crate) fn is_typed_wrong(self, name: &str, quoting: Quoting) -> bool {
        self.own(name).is_some_and(|own| fill_one(name, quoting, own).is_none())
    }

    /// A sentence for each placeholder in the spans whose value from the logs or the user is not valid.
    pub(crate) fn faults(self, spans: &[Span]) -> Vec<String> {
        let mut named: Vec<&str> = Vec::new();
        let mut faults = Vec::new();
        for span in spans {
            let Span::Placeholder { name, quoting } = *span else { continue };
            let Some(placeholder) = placeholder(name).filter(|_| !named.contains(&name)) else { continue };
            if self.is_typed_wrong(name, quoting) {
                faults.push(typed_wrong(placeholder));
            } else if self.own(name).is_none() && self.rejected.iter().any(|rejected| rejected == name) {
                faults.push(placeholder.rejected());
            }
            named.push(name);
        }
        faults
    }
}

/// The valid kind of value, with an example.
fn typed_wrong(placeholder: &Placeholder) -> String {
    let kind = placeholder.kind.words();
    ["For <", placeholder.words, ">, enter ", kind, ", such as ", placeholder.example, "."].concat()
}

fn value<'a>(values: &'a [(String, String)], name: &str) -> Option<&'a str> {
    values.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
}
