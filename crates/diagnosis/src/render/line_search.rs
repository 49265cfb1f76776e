//! The CMPivot query that finds the proving line of a finding on all clients.
//!
//! CMPivot reads the logs of Configuration Manager clients with `CcmLog`, and event logs with `WinEvent`. The query uses
//! the text that every such line has, and its code: nothing in it belongs to one machine.

use knowledge::{Log, Role};

use crate::judge::problem::Problem;
use crate::runs::timed_sightings::TimedSighting;

/// How far back the query looks: longer than the interval between two scans.
const SPAN: &str = "7d";

/// The query for a problem: for its proving line, or else for a line that repeats it in a log that CMPivot reads, if
/// possible one with the code. A missing line cannot be searched for.
pub(crate) fn line_search(problem: &Problem) -> Option<String> {
    if problem.is_stop() {
        return None;
    }
    let lines = || std::iter::once(&problem.proof).chain(problem.layers.iter().rev());
    let has_code = |seen: &&TimedSighting| code_in(seen, seen.sighting().quote.text()).is_some();
    lines().filter(has_code).find_map(query).or_else(|| lines().find_map(query))
}

/// The query for a line; `None` if CMPivot cannot read its log.
fn query(seen: &TimedSighting) -> Option<String> {
    let log = knowledge::log(seen.evidence.log)?;
    match log.format {
        "event-log" => event_query(seen, log),
        "cmtrace" if log.role == Role::Client && log.is_of_configuration_manager() => log_query(seen, log),
        _ => None,
    }
}

fn log_query(seen: &TimedSighting, log: &Log) -> Option<String> {
    let text = seen.sighting().quote.text();
    let literals = knowledge::pattern(seen.evidence).literals.iter();
    let literal = literals.filter(|literal| text.contains(**literal)).max_by_key(|literal| literal.len())?;
    let literal = literal.trim_matches(|letter: char| !letter.is_alphanumeric());
    let name = log.file.rsplit_once('.').map_or(log.file, |(stem, _)| stem);
    let code = code_in(seen, text).filter(|code| !literal.contains(code));
    let code = code.map_or_else(String::new, |code| format!(" and LogText contains {}", quoted(code)));
    Some(format!("CcmLog({}, {SPAN}) | where LogText contains {}{code}", quoted(name), quoted(literal)))
}

/// The query for an event: by its number, which does not depend on the language of Windows.
fn event_query(seen: &TimedSighting, log: &Log) -> Option<String> {
    let text = seen.sighting().quote.text();
    let (head, _) = text.split_once(':')?;
    let id: u32 = head.rsplit(' ').next()?.parse().ok()?;
    // The name of the file has `%4` instead of the slash in the name of the log.
    let channel = log.file.trim_end_matches(".evtx").replace("%4", "/");
    // Events of the Service Control Manager are about any service; its name is at the end.
    let service = || text.strip_suffix(')').and_then(|text| text.rsplit_once('(')).map(|(_, name)| name);
    let part =
        code_in(seen, text).or_else(|| service().filter(|_| head.starts_with("ServiceControlManager")));
    let part = part.map_or_else(String::new, |part| format!(" and Message contains {}", quoted(part)));
    Some(format!("WinEvent({}, {SPAN}) | where ID == {id}{part}", quoted(&channel)))
}

/// The code of a line, as the line spells it in hexadecimal.
fn code_in<'t>(seen: &TimedSighting, text: &'t str) -> Option<&'t str> {
    let digits = format!("{:08x}", seen.code()?);
    let at = text.to_ascii_lowercase().find(&digits)?;
    text.get(at..at + digits.len())
}

/// A text as a string of the query language.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::analysis::Analysis;
    use crate::judge::problems::problems;
    use crate::testing::{compare, read};

    /// The queries for the problems of these logs.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let analysis = Analysis::of(&read(text));
        let query = |problem: &Problem| line_search(problem).unwrap_or_else(|| "none".to_owned());
        let found: Vec<String> = problems(&analysis).iter().map(query).collect();
        compare(text, &found, expected);
    }

    #[test]
    fn a_query_has_the_text_and_the_code_of_the_line() {
        check(
            "
            --- WUAHandler.log
            09:13:43 4712 Async searching of updates using WUAgent started.
            09:13:46 4712 Scan failed with error = 0x80244022.
            ",
            "
            CcmLog('WUAHandler', 7d) | where LogText contains 'Scan failed with error' and LogText contains '80244022'
            ",
        );
    }

    #[test]
    fn a_line_of_the_agent_is_searched_for_in_a_log_of_configuration_manager() {
        check(
            "
            --- WUAHandler.log
            09:13:43 4712 Async searching of updates using WUAgent started.
            09:13:49 4712 Scan failed with error = 0x8024401b.
            --- WindowsUpdate.log windows-update
            09:13:43 1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62
            09:13:48 1020 6716 WebServices *FAILED* [8024401B] Web service call
            09:13:48 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x8024401B
            ",
            "
            CcmLog('WUAHandler', 7d) | where LogText contains 'Scan failed with error' and LogText contains '8024401b'
            ",
        );
    }

    #[test]
    fn a_line_in_no_log_that_cmpivot_reads_has_no_query() {
        check(
            "
            --- WindowsUpdate.log windows-update
            09:13:43 1020 6716 Agent * START * Finding updates CallerId = Example  Id = 62
            09:13:48 1020 6716 Agent * END * Finding updates CallerId = Example, Id = 62, Exit code = 0x80244022
            ",
            "
            none
            ",
        );
    }

    #[test]
    fn quotes_and_backslashes_are_escaped() {
        assert_eq!(quoted(r"C:\Windows"), r"'C:\\Windows'");
        assert_eq!(quoted("Package 'A'"), r"'Package \'A\''");
    }
}
