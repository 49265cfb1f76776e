//! The values that stand for placeholders in commands: those of the logs, and those the reader fills in.

use knowledge::prose::Span;

/// Where values come from; those that were filled in win.
#[derive(Clone, Copy, Default)]
pub(crate) struct Fill<'a> {
    /// From the logs, as (name, value).
    pub known: &'a [(String, String)],
    /// From the reader.
    pub own: &'a [(String, String)],
}

impl<'a> Fill<'a> {
    /// The value that the reader filled in.
    pub(crate) fn own(self, name: &str) -> Option<&'a str> {
        value(self.own, name)
    }

    /// The value that the logs hold.
    pub(crate) fn known(self, name: &str) -> Option<&'a str> {
        value(self.known, name)
    }

    /// A command as it is copied; what is not known stands as `<what it is>`.
    pub(crate) fn text(self, spans: &[Span]) -> String {
        let mut out = String::new();
        for span in spans {
            match span {
                Span::Placeholder(name) => match self.own(name).or(self.known(name)) {
                    Some(value) => out.push_str(value),
                    None => out.extend(["<", what(name), ">"]),
                },
                Span::Text(text) | Span::Strong(text) | Span::Code(text) | Span::Link { text, .. } => {
                    out.push_str(text);
                }
            }
        }
        out
    }
}

fn value<'a>(values: &'a [(String, String)], name: &str) -> Option<&'a str> {
    values.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
}

/// What a placeholder stands for, in words.
pub(crate) fn what(name: &str) -> &str {
    match name {
        "wsus_host" => "WSUS server",
        "wsus_port" => "port",
        "wsus_url" => "http://server:port",
        "site_code" => "site code",
        "management_point" => "management point",
        "proxy" => "proxy:port",
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMAND: &[Span] =
        &[Span::Text("set "), Span::Placeholder("proxy"), Span::Text(" "), Span::Placeholder("wsus_host")];

    #[test]
    fn what_is_not_known_is_named() {
        let known = [("wsus_host".to_owned(), "PS1".to_owned())];
        let fill = Fill { known: &known, own: &[] };
        assert_eq!(fill.text(COMMAND), "set <proxy:port> PS1");
    }

    #[test]
    fn what_was_filled_in_wins() {
        let known = [("proxy".to_owned(), "a:1".to_owned())];
        let own = [("proxy".to_owned(), "b:2".to_owned())];
        assert_eq!(Fill { known: &known, own: &own }.text(&COMMAND[..2]), "set b:2");
    }
}
