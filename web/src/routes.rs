//! The addresses of the page: what stands after `#` in its address, read and written.

use knowledge::spelling;

/// A place in the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Route {
    /// `#/`: where logs are dropped.
    #[default]
    Home,
    /// `#/report`: what the logs say.
    Report,
    /// `#/runs`: all runs in a table.
    Runs,
    /// `#/runs/12`: one of them.
    Run(u32),
    /// `#/code/0x8024401B`.
    Code(u32),
    /// `#/cause/proxy-sign-in`.
    Cause(String),
    /// `#/flow/client-scan`, and `#/flow/client-scan/1.10` with a step.
    Flow(String, Option<String>),
    /// `#/log/WUAHandler`.
    Log(String),
    /// `#/family/windows-update`: its codes.
    Family(String),
    /// `#/symptom/not-offered`: the causes of what one sees.
    Symptom(String),
    /// `#/states`: what the numbers of state messages say.
    States,
    /// `#/scope`: the questions to answer first.
    Scope,
    /// `#/excerpt`: lines of a log with their codes told in place. The lines are no part of the address.
    Excerpt,
    /// `#/kb`, and `#/kb?q=proxy` with a query.
    Knowledge(String),
    /// Anything else, as it was given.
    Unknown(String),
}

impl Route {
    /// Reads what stands after `#`; an empty text is the home page.
    pub(crate) fn parse(hash: &str) -> Self {
        let text = hash.trim_start_matches('#');
        let (path, query) = text.split_once('?').unwrap_or((text, ""));
        let mut parts = path.split('/').filter(|part| !part.is_empty()).map(decode);
        let unknown = || Self::Unknown(text.to_owned());
        let (first, second, third, more) = (parts.next(), parts.next(), parts.next(), parts.next());
        match (first.as_deref(), second, third, more) {
            (None, ..) => Self::Home,
            (Some("report"), None, ..) => Self::Report,
            (Some("runs"), None, ..) => Self::Runs,
            (Some("runs"), Some(id), None, _) => id.parse().map_or_else(|_| unknown(), Self::Run),
            (Some("code"), Some(code), None, _) => spelling::read(&code)
                .readings
                .first()
                .map_or_else(unknown, |reading| Self::Code(reading.value)),
            (Some("cause"), Some(id), None, _) => Self::Cause(id),
            (Some("flow"), Some(flow), step, None) => Self::Flow(flow, step),
            (Some("log"), Some(name), None, _) => Self::Log(name),
            (Some("family"), Some(id), None, _) => Self::Family(id),
            (Some("symptom"), Some(id), None, _) => Self::Symptom(id),
            (Some("states"), None, ..) => Self::States,
            (Some("scope"), None, ..) => Self::Scope,
            (Some("excerpt"), None, ..) => Self::Excerpt,
            (Some("kb"), None, ..) => Self::Knowledge(parameter(query, "q").unwrap_or_default()),
            _ => unknown(),
        }
    }

    /// Writes it as an address, from `#` on.
    pub(crate) fn href(&self) -> String {
        match self {
            Self::Home => "#/".to_owned(),
            Self::Report => "#/report".to_owned(),
            Self::Runs => "#/runs".to_owned(),
            Self::Run(id) => ["#/runs/", &id.to_string()].concat(),
            Self::Code(value) => ["#/code/", &knowledge::spell(*value)].concat(),
            Self::Cause(id) => ["#/cause/", &encode(id)].concat(),
            Self::Flow(flow, None) => ["#/flow/", &encode(flow)].concat(),
            Self::Flow(flow, Some(step)) => ["#/flow/", &encode(flow), "/", &encode(step)].concat(),
            Self::Log(name) => ["#/log/", &encode(name)].concat(),
            Self::Family(id) => ["#/family/", &encode(id)].concat(),
            Self::Symptom(id) => ["#/symptom/", &encode(id)].concat(),
            Self::States => "#/states".to_owned(),
            Self::Scope => "#/scope".to_owned(),
            Self::Excerpt => "#/excerpt".to_owned(),
            Self::Knowledge(query) if query.is_empty() => "#/kb".to_owned(),
            Self::Knowledge(query) => ["#/kb?q=", &encode(query)].concat(),
            Self::Unknown(text) => ["#", text].concat(),
        }
    }

    /// Whether it shows what the logs said, and nothing without them.
    pub(crate) fn needs_report(&self) -> bool {
        matches!(self, Self::Report | Self::Runs | Self::Run(_))
    }

    /// Whether it shows knowledge, and needs no logs.
    pub(crate) fn is_knowledge(&self) -> bool {
        !self.needs_report() && !matches!(self, Self::Home | Self::Unknown(_))
    }

    /// The parts of the knowledge that the page shows, beside the one that all stands on.
    pub(crate) fn parts(&self) -> Vec<usize> {
        let of_cause = |cause: &knowledge::Cause| usize::from(cause.part);
        match self {
            Self::Code(value) => {
                let own = knowledge::part_of_code(*value);
                // Of a code without a row only the name is known.
                let has_row = !knowledge::is_given(own) || knowledge::code(*value).is_some();
                let causes = knowledge::causes_of_code(*value).into_iter().map(of_cause);
                let name = (!has_row).then_some(knowledge::SYMBOLS);
                [own].into_iter().chain(causes).chain(name).collect()
            }
            Self::Cause(id) => {
                let Some(cause) = knowledge::cause(id) else { return vec![] };
                let codes = cause.when.iter().flat_map(|when| when.codes);
                codes.map(|code| knowledge::part_of_code(*code)).chain([of_cause(cause)]).collect()
            }
            Self::Flow(..) | Self::Log(_) => vec![knowledge::GUIDES],
            Self::Knowledge(_) | Self::Excerpt => knowledge::CODES.collect(),
            Self::Family(_) | Self::Unknown(_) => knowledge::CODES.chain([knowledge::SYMBOLS]).collect(),
            _ => vec![],
        }
    }
}

/// A family's name in an address: `windows-update`.
pub(crate) fn slug(family: &str) -> String {
    family.to_ascii_lowercase().replace(' ', "-")
}

/// The value of a parameter in `a=1&b=2`, decoded.
pub(crate) fn parameter(query: &str, name: &str) -> Option<String> {
    let query = query.trim_start_matches('?');
    let pairs = query.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    pairs.into_iter().find(|(key, _)| *key == name).map(|(_, value)| decode(&value.replace('+', " ")))
}

/// Undoes percent-encoding; what is no valid one stays.
fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = match (first, tail) {
            (b'%', [high, low, ..]) => digit(*high).zip(digit(*low)),
            _ => None,
        };
        match hex {
            Some((high, low)) => {
                bytes.push(high * 16 + low);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).map(|digit| digit as u8)
}

/// Percent-encodes all that has a meaning in an address.
pub(crate) fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.extend(
                [byte >> 4, byte & 15].iter().filter_map(|half| char::from_digit(u32::from(*half), 16)),
            );
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn is(hash: &str, route: &Route) {
        assert_eq!(Route::parse(hash), *route, "{hash}");
        assert_eq!(Route::parse(&route.href()), *route, "{} comes back", route.href());
    }

    #[test]
    fn addresses_are_read_and_come_back() {
        is("", &Route::Home);
        is("#/", &Route::Home);
        is("#/report", &Route::Report);
        is("#/runs", &Route::Runs);
        is("#/runs/12", &Route::Run(12));
        is("#/cause/proxy-sign-in", &Route::Cause("proxy-sign-in".into()));
        is("#/flow/client-scan", &Route::Flow("client-scan".into(), None));
        is("#/flow/client-scan/", &Route::Flow("client-scan".into(), None));
        is("#/flow/client-scan/1.10", &Route::Flow("client-scan".into(), Some("1.10".into())));
        is("#/log/WUAHandler", &Route::Log("WUAHandler".into()));
        is("#/family/windows-update", &Route::Family("windows-update".into()));
        is("#/symptom/not-offered", &Route::Symptom("not-offered".into()));
        is("#/states", &Route::States);
        is("#/scope", &Route::Scope);
        is("#/excerpt", &Route::Excerpt);
        is("#/kb", &Route::Knowledge(String::new()));
        is("#/kb?q=group%20policy+conflict", &Route::Knowledge("group policy conflict".into()));
        is("#/kb?q=%C3%A9%26%3D", &Route::Knowledge("é&=".into()));
    }

    #[test]
    fn a_code_may_be_spelled_in_any_way() {
        for spelled in ["0x8024401B", "0x8024401b", "8024401b", "-2145107941", "2149859355"] {
            assert_eq!(Route::parse(&format!("#/code/{spelled}")).href(), "#/code/0x8024401B", "{spelled}");
        }
    }

    #[test]
    fn what_is_no_address_is_kept_as_it_is() {
        for hash in
            ["#/runs/many", "#/code/hello", "#/nowhere", "#/flow", "#/flow/a/1/2", "#/report/7", "#/log/a/b"]
        {
            assert_eq!(Route::parse(hash), Route::Unknown(hash[1..].to_owned()));
        }
    }

    #[test]
    fn parameters_are_found_by_name() {
        assert_eq!(parameter("?embed=1&theme=dark", "theme").as_deref(), Some("dark"));
        assert_eq!(parameter("?embed", "embed").as_deref(), Some(""));
        assert_eq!(parameter("?embedded=1", "embed"), None);
        assert_eq!(decode("100%"), "100%");
        assert_eq!(decode("%4g%41"), "%4gA");
    }
}
