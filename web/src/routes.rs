//! The URLs of the page: reads and writes the part after `#`.
//!
//! `yew-router` is not used. In a trial its `Routable` (0.20) passed the tests below, but made the page 7.6 kB larger
//! after brotli. It also needs a second enum, because it has one path for each variant, no query and no text of an
//! unknown path; and it does not accept double slashes, nor percent-encoding that is not UTF-8.

use basics::hex;
use knowledge::spelling;

/// The number of a machine, from 1, if there are several; 0 for logs that are not tied to a machine.
pub(crate) type Of = Option<u32>;

/// A page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Route {
    /// `#/`: where logs are dropped.
    #[default]
    Home,
    /// `#/report`: the report; `#/machine/2`: the report of one machine. The same applies to runs and updates.
    Report(Of),
    /// `#/runs`: all runs in a table; `#/machine/2/runs`.
    Runs(Of),
    /// `#/runs/12`: one run; `#/machine/2/runs/12`.
    Run(Of, u32),
    /// `#/updates`: all updates in a table; `#/machine/2/updates`.
    Updates(Of),
    /// `#/code/0x8024401B`.
    Code(u32),
    /// `#/cause/proxy-sign-in`.
    Cause(String),
    /// `#/flow/client-scan`, and `#/flow/client-scan/1.10` with a step.
    Flow(String, Option<String>),
    /// `#/log/WUAHandler`.
    Log(String),
    /// `#/view/WUAHandler.log?line=4121`: a log in the viewer.
    View(ViewAddress),
    /// `#/view?log=WUAHandler.log&line=4121`: all logs in the viewer, in order of time; `#/machine/2/view`. The log is
    /// that of the line.
    ViewAll(Of, ViewAddress),
    /// `#/runs/7/beside/12`: two runs side by side; `#/machine/2/runs/7/beside/12`.
    Beside(Of, u32, u32),
    /// `#/view/ScanAgent.log/1/beside/2`: two logs of this name side by side.
    LogsBeside(String, u32, u32),
    /// `#/family/windows-update`: its codes.
    Family(String),
    /// `#/symptom/not-offered`: the causes of a symptom.
    Symptom(String),
    /// `#/states`: the meaning of state message numbers.
    States,
    /// `#/scope`: the questions to answer first.
    Scope,
    /// `#/excerpt`: log lines with each code explained inline. The lines are not part of the URL.
    Excerpt,
    /// `#/kb`, and `#/kb?q=proxy` with a query.
    Knowledge(String),
    /// Any other URL, unchanged.
    Unknown(String),
}

/// What the log viewer shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ViewAddress {
    /// The name of the log; of all logs, that of the chosen line.
    pub(crate) log: String,
    /// Which of the logs of this name, from 1.
    pub(crate) number: u32,
    /// The chosen line, from 1.
    pub(crate) line: Option<u64>,
    /// The hash of its content: the line is found even if the log has changed before it.
    pub(crate) hash: Option<u64>,
    /// The chips of the filter.
    pub(crate) filter: Vec<String>,
}

impl ViewAddress {
    fn parse(log: &str, number: u32, query: &str) -> Self {
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        let filter = pairs.filter(|(name, _)| *name == "f").map(|(_, chip)| decode(&chip.replace('+', " ")));
        Self {
            log: log.to_owned(),
            number,
            line: parameter(query, "line").and_then(|line| line.parse().ok()),
            hash: parameter(query, "hash").and_then(|hash| u64::from_str_radix(&hash, 16).ok()),
            filter: filter.collect(),
        }
    }

    /// The address of all logs of a machine.
    fn parse_all(query: &str) -> Self {
        let number = parameter(query, "number").and_then(|number| number.parse().ok());
        Self::parse(&parameter(query, "log").unwrap_or_default(), number.unwrap_or(1), query)
    }

    fn href(&self) -> String {
        let mut place = ["#/view/", &encode(&self.log)].concat();
        if self.number > 1 {
            place.extend(["/", &self.number.to_string()]);
        }
        self.href_at(place, false)
    }

    fn href_of_all(&self, of: Of) -> String {
        self.href_at(of_machine(of, "view"), true)
    }

    fn href_at(&self, place: String, has_log: bool) -> String {
        let mut parts = vec![place];
        let mut sign = "?";
        let mut add = |name: &str, value: String| {
            parts.push([sign, name, "=", &value].concat());
            sign = "&";
        };
        if has_log && !self.log.is_empty() {
            add("log", encode(&self.log));
            if self.number > 1 {
                add("number", self.number.to_string());
            }
        }
        if let Some(line) = self.line {
            add("line", line.to_string());
        }
        if let Some(hash) = self.hash {
            let [high, low] = [hash >> 32, hash].map(|half| hex(half as u32, 8));
            add("hash", [&high[2..], &low[2..]].concat());
        }
        for chip in &self.filter {
            add("f", encode(chip));
        }
        parts.concat()
    }
}

impl Route {
    /// Parses the text after `#`; an empty text is the home page.
    pub(crate) fn parse(hash: &str) -> Self {
        let text = hash.trim_start_matches('#');
        let (path, query) = text.split_once('?').unwrap_or((text, ""));
        let parts: Vec<String> = path.split('/').filter(|part| !part.is_empty()).map(decode).collect();
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        let unknown = || Self::Unknown(text.to_owned());
        let (of, place) = match &parts[..] {
            ["machine", number] => (number.parse().ok(), &["report"][..]),
            ["machine", number, place @ ..] => (number.parse().ok(), place),
            place => (None, place),
        };
        match place {
            // Only pages of the report have a machine.
            _ if parts.first() == Some(&"machine") && of.is_none() => unknown(),
            ["report"] => Self::Report(of),
            ["runs"] => Self::Runs(of),
            ["runs", id] => id.parse().map_or_else(|_| unknown(), |id| Self::Run(of, id)),
            ["runs", left, "beside", right] => match (left.parse(), right.parse()) {
                (Ok(left), Ok(right)) => Self::Beside(of, left, right),
                _ => unknown(),
            },
            ["updates"] => Self::Updates(of),
            ["view"] => Self::ViewAll(of, ViewAddress::parse_all(query)),
            _ if of.is_some() => unknown(),
            [] => Self::Home,
            ["code", code] => spelling::read(code)
                .readings
                .first()
                .map_or_else(unknown, |reading| Self::Code(reading.value)),
            ["cause", id] => Self::Cause((*id).to_owned()),
            ["flow", flow] => Self::Flow((*flow).to_owned(), None),
            ["flow", flow, step] => Self::Flow((*flow).to_owned(), Some((*step).to_owned())),
            ["log", name] => Self::Log((*name).to_owned()),
            ["view", name] => Self::View(ViewAddress::parse(name, 1, query)),
            ["view", name, number] => number
                .parse()
                .map_or_else(|_| unknown(), |number| Self::View(ViewAddress::parse(name, number, query))),
            ["view", name, left, "beside", right] => match (left.parse(), right.parse()) {
                (Ok(left), Ok(right)) => Self::LogsBeside((*name).to_owned(), left, right),
                _ => unknown(),
            },
            ["family", id] => Self::Family((*id).to_owned()),
            ["symptom", id] => Self::Symptom((*id).to_owned()),
            ["states"] => Self::States,
            ["scope"] => Self::Scope,
            ["excerpt"] => Self::Excerpt,
            ["kb"] => Self::Knowledge(parameter(query, "q").unwrap_or_default()),
            _ => unknown(),
        }
    }

    /// The URL, from `#` on.
    pub(crate) fn href(&self) -> String {
        match self {
            Self::Home => "#/".to_owned(),
            Self::Report(None) => "#/report".to_owned(),
            Self::Report(Some(number)) => ["#/machine/", &number.to_string()].concat(),
            Self::Runs(of) => of_machine(*of, "runs"),
            Self::Run(of, id) => [&of_machine(*of, "runs/"), id.to_string().as_str()].concat(),
            Self::Updates(of) => of_machine(*of, "updates"),
            Self::Code(value) => ["#/code/", &knowledge::spell(*value)].concat(),
            Self::Cause(id) => ["#/cause/", &encode(id)].concat(),
            Self::Flow(flow, None) => ["#/flow/", &encode(flow)].concat(),
            Self::Flow(flow, Some(step)) => ["#/flow/", &encode(flow), "/", &encode(step)].concat(),
            Self::Log(name) => ["#/log/", &encode(name)].concat(),
            Self::View(address) => address.href(),
            Self::ViewAll(of, address) => address.href_of_all(*of),
            Self::Beside(of, left, right) => {
                [&of_machine(*of, "runs/"), &left.to_string(), "/beside/", right.to_string().as_str()]
                    .concat()
            }
            Self::LogsBeside(name, left, right) => {
                ["#/view/", &encode(name), "/", &left.to_string(), "/beside/", &right.to_string()].concat()
            }
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

    /// The machine of the page; none for a page outside the report.
    pub(crate) fn of(&self) -> Option<Of> {
        match self {
            Self::Report(of)
            | Self::Runs(of)
            | Self::Run(of, _)
            | Self::Updates(of)
            | Self::ViewAll(of, _)
            | Self::Beside(of, ..) => Some(*of),
            _ => None,
        }
    }

    /// Whether the page is the log viewer.
    pub(crate) fn is_viewer(&self) -> bool {
        matches!(self, Self::View(_) | Self::ViewAll(..) | Self::Beside(..) | Self::LogsBeside(..))
    }

    /// Whether the page needs a report.
    pub(crate) fn needs_report(&self) -> bool {
        self.of().is_some()
    }

    /// Whether the page is part of the knowledge base, and needs no logs.
    pub(crate) fn is_knowledge(&self) -> bool {
        !self.needs_report() && !self.is_viewer() && !matches!(self, Self::Home | Self::Unknown(_))
    }

    /// The part of the knowledge base without which there is nothing to show.
    pub(crate) fn first_part(&self) -> usize {
        match self {
            Self::Log(_) | Self::Symptom(_) | Self::States | Self::Scope => knowledge::GUIDES,
            _ => knowledge::TABLES,
        }
    }

    /// The parts of the knowledge base that the page needs, in addition to the common one.
    pub(crate) fn parts(&self) -> Vec<usize> {
        let of_cause = |cause: &knowledge::Cause| usize::from(cause.part);
        match self {
            Self::Code(value) => {
                let own = knowledge::part_of_code(*value);
                // A code without a row has only a name.
                let has_row = !knowledge::is_given(own) || knowledge::code(*value).is_some();
                let causes = knowledge::causes_of_code(*value).into_iter().map(of_cause);
                let name = (!has_row).then_some(knowledge::SYMBOLS);
                [own].into_iter().chain(causes).chain(name).collect()
            }
            Self::Cause(id) => {
                let Some(cause) = knowledge::cause(id) else { return vec![] };
                let codes = cause.when.iter().flat_map(|when| when.codes);
                codes
                    .map(|code| knowledge::part_of_code(*code))
                    .chain([of_cause(cause), knowledge::GUIDES])
                    .collect()
            }
            Self::Flow(..) | Self::Log(_) | Self::Symptom(_) | Self::States | Self::Scope => {
                vec![knowledge::GUIDES]
            }
            Self::Knowledge(_) => knowledge::CODES.chain([knowledge::GUIDES]).collect(),
            Self::Excerpt => knowledge::CODES.collect(),
            // The details of a line explain its codes.
            Self::View(_) | Self::ViewAll(..) => knowledge::CODES.collect(),
            Self::Family(_) | Self::Unknown(_) => knowledge::CODES.chain([knowledge::SYMBOLS]).collect(),
            _ => vec![],
        }
    }
}

/// The URL of a page in the report of a machine.
fn of_machine(of: Of, place: &str) -> String {
    match of {
        Some(number) => ["#/machine/", &number.to_string(), "/", place].concat(),
        None => ["#/", place].concat(),
    }
}

/// A family's name in a URL: `windows-update`.
pub(crate) fn slug(family: &str) -> String {
    family.to_ascii_lowercase().replace(' ', "-")
}

/// The value of a parameter in `a=1&b=2`, decoded.
pub(crate) fn parameter(query: &str, name: &str) -> Option<String> {
    let query = query.trim_start_matches('?');
    let pairs = query.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    pairs.into_iter().find(|(key, _)| *key == name).map(|(_, value)| decode(&value.replace('+', " ")))
}

/// Decodes percent-encoding; invalid sequences stay unchanged.
fn decode(text: &str) -> String {
    let digit = |byte: u8| char::from(byte).to_digit(16).map(|digit| digit as u8);
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

/// Percent-encodes all characters with a meaning in a URL.
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
    fn urls_are_parsed_and_written() {
        is("", &Route::Home);
        is("#/", &Route::Home);
        is("#/report", &Route::Report(None));
        is("#/machine/2", &Route::Report(Some(2)));
        is("#/machine/2/report", &Route::Report(Some(2)));
        is("#/runs", &Route::Runs(None));
        is("#/machine/2/runs", &Route::Runs(Some(2)));
        is("#/runs/12", &Route::Run(None, 12));
        is("#/machine/2/runs/12", &Route::Run(Some(2), 12));
        is("#/updates", &Route::Updates(None));
        is("#/machine/2/updates", &Route::Updates(Some(2)));
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
    fn a_log_is_opened_at_a_line_with_a_filter() {
        let log = ViewAddress { log: "WUA Handler.log".into(), number: 1, ..ViewAddress::default() };
        is("#/view/WUA%20Handler.log", &Route::View(log.clone()));
        let second = ViewAddress { number: 2, line: Some(4_121), ..log };
        is("#/view/WUA%20Handler.log/2?line=4121", &Route::View(second.clone()));
        let filter = vec!["!cScan&Agent".to_owned(), "ta+b".to_owned()];
        let full = ViewAddress { hash: Some(0xF00_0000_0000_0001), filter, ..second };
        is(
            "#/view/WUA%20Handler.log/2?line=4121&hash=0F00000000000001&f=!cScan%26Agent&f=ta%2Bb",
            &Route::View(full),
        );
    }

    #[test]
    fn all_logs_of_a_machine_are_opened_at_a_line_of_one() {
        is("#/view", &Route::ViewAll(None, ViewAddress { number: 1, ..ViewAddress::default() }));
        let line =
            ViewAddress { log: "WUA Handler.log".into(), number: 1, line: Some(7), ..ViewAddress::default() };
        is("#/view?log=WUA%20Handler.log&line=7", &Route::ViewAll(None, line.clone()));
        is("#/machine/2/runs/7/beside/12", &Route::Beside(Some(2), 7, 12));
        is("#/runs/7/beside/12", &Route::Beside(None, 7, 12));
        is("#/view/a%20b.log/1/beside/2", &Route::LogsBeside("a b.log".into(), 1, 2));
        let second = ViewAddress { number: 2, hash: Some(0xF), filter: vec!["oa.log".into()], ..line };
        is(
            "#/machine/2/view?log=WUA+Handler.log&number=2&line=7&hash=000000000000000F&f=oa.log",
            &Route::ViewAll(Some(2), second),
        );
    }

    #[test]
    fn a_code_can_be_spelled_in_any_way() {
        for spelled in ["0x8024401B", "0x8024401b", "8024401b", "-2145107941", "2149859355"] {
            assert_eq!(Route::parse(&format!("#/code/{spelled}")).href(), "#/code/0x8024401B", "{spelled}");
        }
    }

    #[test]
    fn an_unknown_url_is_kept_unchanged() {
        for hash in [
            "#/machine",
            "#/machine/two",
            "#/machine/2/kb",
            "#/runs/many",
            "#/code/hello",
            "#/nowhere",
            "#/flow",
            "#/flow/a/1/2",
            "#/report/7",
            "#/log/a/b",
        ] {
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
