//! The reasons for and against each cause of a finding, and what would settle it.

use knowledge::{EvidenceId, spell};
use report::{CauseReasons, Severity, Statement};

use crate::judge::causes::CauseMatch;
use crate::judge::problem::Problem;
use crate::judge::rules::UnmetCondition;
use crate::logs::coverage::{Coverage, coverage, file_and_folder, was_never_written};
use crate::logs::given_log::GivenLog;
use crate::render::report_rows::evidence;
use crate::runs::service::Service;
use crate::runs::timed_sightings::TimedSighting;

/// The maximum number of matching causes whose reasons are written.
const MOST_CAUSES: usize = 8;

/// The maximum number of lines that would settle a cause.
const MOST_SETTLING: usize = 4;

/// The maximum number of codes in a sentence.
const MOST_CODES: usize = 4;

/// The reasons of the causes of a problem: those that match, in their order, then those that almost match. A problem
/// that is over needs no explanation.
pub(crate) fn reasons(problem: &Problem, logs: &[GivenLog]) -> Vec<CauseReasons> {
    if problem.severity == Severity::Info && !problem.is_possible() {
        return Vec::new();
    }
    let explained = ExplainedProblem { problem, logs };
    let causes = problem.causes.iter().take(MOST_CAUSES).chain(&problem.almost);
    let mut reasons: Vec<CauseReasons> = causes.map(|fit| explained.reasons_of(fit)).collect();
    if let Some(best) = reasons.first_mut().filter(|best| !best.is_almost) {
        let of_server = problem.server.matches.iter().map(|request| Statement {
            summary: sentence(&request.summary),
            evidence: vec![request.evidence.clone()],
        });
        best.supporting.extend(of_server);
        best.against.extend(problem.server.silence.iter().map(|open| plain(open)));
    }
    reasons
}

/// A problem whose causes are explained.
struct ExplainedProblem<'p> {
    problem: &'p Problem,
    logs: &'p [GivenLog],
}

impl ExplainedProblem<'_> {
    fn reasons_of(&self, fit: &CauseMatch) -> CauseReasons {
        let mut settle = self.settling(fit);
        settle.dedup();
        settle.truncate(MOST_SETTLING);
        CauseReasons {
            cause: fit.cause.id.to_owned(),
            is_almost: fit.unmet.is_some(),
            supporting: self.supporting(fit),
            against: self.against(fit),
            settle,
        }
    }

    /// What supports a cause: each condition that its rule has and the failure meets.
    fn supporting(&self, fit: &CauseMatch) -> Vec<Statement> {
        let mut reasons = Vec::new();
        if let Some(code) = fit.code {
            let line = self.problem.layers.iter().rfind(|seen| seen.code() == Some(code));
            let summary = format!("{} is a code of this cause.", spell(code));
            reasons.push(self.statement(summary, line));
        }
        let is_at = !fit.when.at.is_empty() && !matches!(fit.unmet, Some(UnmetCondition::Step));
        if is_at {
            reasons.push(plain(&format!("The failure is at {}.", self.own_step())));
        }
        match fit.when.wsus {
            Some(is_wsus) if !fit.is_service_open && !matches!(fit.unmet, Some(UnmetCondition::Service)) => {
                reasons.push(plain(if is_wsus { "The run used WSUS." } else { "The run did not use WSUS." }));
            }
            _ => {}
        }
        reasons
            .extend(fit.seen.iter().map(|seen| self.statement(sentence(seen.evidence.summary), Some(seen))));
        if let [one, other] = &fit.differing[..] {
            let logs = (one.evidence.log, other.evidence.log);
            let mut differ = plain(&format!("{} and {} name different values.", logs.0, logs.1));
            differ.evidence = vec![evidence(one, self.logs), evidence(other, self.logs)];
            reasons.push(differ);
        }
        let is_absent = |id: &&EvidenceId| match &fit.unmet {
            Some(UnmetCondition::Uncovered(open)) => open != *id,
            Some(UnmetCondition::Present(line)) => line.evidence.index != **id,
            _ => true,
        };
        reasons.extend(fit.when.absent.iter().filter(is_absent).map(|&id| self.absence(fit, id)));
        reasons
    }

    /// What contradicts a cause, or keeps it from matching.
    fn against(&self, fit: &CauseMatch) -> Vec<Statement> {
        let mut reasons: Vec<Statement> = fit.unmet.iter().map(|unmet| self.obstacle(fit, unmet)).collect();
        let refuting = fit.against.iter();
        reasons.extend(refuting.map(|seen| self.statement(sentence(seen.evidence.summary), Some(seen))));
        if fit.is_outer
            && let Some(inner) = self.problem.code
        {
            let summary = format!("The innermost code, {}, is not a code of this cause.", spell(inner));
            reasons.push(plain(&summary));
        }
        if fit.is_service_open {
            reasons.push(plain("This cause requires WSUS, and no line names the service of the run."));
        }
        if let Some(later) = &fit.over {
            let summary = format!("A later line shows that it is over: {}.", later.evidence.summary);
            reasons.push(self.statement(summary, Some(later)));
        }
        reasons
    }

    /// The condition that a cause lacks.
    fn obstacle(&self, fit: &CauseMatch, unmet: &UnmetCondition) -> Statement {
        let when = fit.when;
        match unmet {
            UnmetCondition::Code => {
                let codes: Vec<String> =
                    when.codes.iter().take(MOST_CODES).map(|&code| spell(code)).collect();
                let more = if when.codes.len() > MOST_CODES { ", …" } else { "" };
                plain(&format!("No line names a code of this cause: {}{more}.", codes.join(", ")))
            }
            UnmetCondition::Step => {
                let steps: Vec<String> = when.at.iter().map(|at| step_in_words(at, None)).collect();
                let at = self.own_step();
                plain(&format!("This cause occurs at {}; the failure is at {at}.", steps.join(", ")))
            }
            UnmetCondition::Service if when.wsus == Some(true) => {
                plain("This cause requires WSUS, and the run used another service.")
            }
            UnmetCondition::Service => plain("This cause requires another service than WSUS."),
            UnmetCondition::Seen(id) => self.lack(fit, *id),
            UnmetCondition::Order => {
                plain("Its lines were logged, but not in the order or the time it requires.")
            }
            UnmetCondition::Present(line) => {
                self.statement(format!("This cause excludes this: {}.", line.evidence.summary), Some(line))
            }
            UnmetCondition::Uncovered(id) => {
                let (file, _) = self.place_of(*id);
                plain(&format!("{file} does not cover this time, so this is open: {}.", summary_of(*id)))
            }
            UnmetCondition::Values | UnmetCondition::Reference => {
                plain("No two lines name different values, as this cause requires.")
            }
        }
    }

    /// That a line is missing which a cause requires to be absent.
    fn absence(&self, fit: &CauseMatch, id: EvidenceId) -> Statement {
        let (file, summary) = (self.place_of(id).0, summary_of(id));
        if fit.is_of_run || was_never_written(self.logs, log_of(id)) {
            return self.lack(fit, id);
        }
        plain(&format!("No later line of {file} shows this: {summary}."))
    }

    /// That no line of the failure shows something.
    fn lack(&self, fit: &CauseMatch, id: EvidenceId) -> Statement {
        let (log, file, summary) = (log_of(id), self.place_of(id).0, summary_of(id));
        let what = if fit.is_of_run { "run" } else { "failure" };
        plain(&if was_never_written(self.logs, log) {
            format!("{file} was never written on this machine, so this did not happen: {summary}.")
        } else if self.covers(log) {
            format!("No line of the {what} shows this, although {file} covers its time: {summary}.")
        } else {
            format!("No line of the {what} shows this: {summary}.")
        })
    }

    /// The lines that would settle a cause, each with its log.
    fn settling(&self, fit: &CauseMatch) -> Vec<String> {
        let mut lines = Vec::new();
        let look = |id: EvidenceId, if_shown: &str| {
            let (file, folder) = self.place_of(id);
            let folder = if folder.is_empty() { String::new() } else { format!(" ({folder})") };
            format!("{file}{folder}: a line that shows this {if_shown}: {}.", summary_of(id))
        };
        let is_open = |id: &EvidenceId| !self.covers(log_of(*id));
        match &fit.unmet {
            Some(UnmetCondition::Seen(id)) if is_open(id) => {
                lines.push(look(*id, "would confirm this cause"));
            }
            Some(UnmetCondition::Uncovered(id)) => lines.push(look(*id, "would refute this cause")),
            Some(UnmetCondition::Values) => {
                let pair = fit.when.differs.into_iter().flat_map(|(one, other)| [one.log, other.log]);
                let files = pair.map(|log| file_and_folder(self.logs, log).0);
                let mut files: Vec<String> = files.collect();
                files.dedup();
                lines.push(format!("{}: the values that this cause compares.", files.join(", ")));
            }
            _ => {}
        }
        // Nobody is asked for an optional log.
        let is_usual = |id: &EvidenceId| knowledge::log(log_of(*id)).is_some_and(|log| !log.optional);
        let confirming = fit.would_confirm.iter().filter(|id| is_open(id) && is_usual(id));
        lines.extend(confirming.map(|&id| look(id, "would confirm this cause")));
        let refuting = fit.when.against.iter().filter(|id| is_open(id));
        lines.extend(refuting.map(|&id| look(id, "would refute this cause")));
        if fit.is_service_open
            && let Some(log) = self.service_log().filter(|log| !self.covers(log))
        {
            let (file, folder) = file_and_folder(self.logs, log);
            lines.push(format!("{file} ({folder}): a line that names the service of the run."));
        }
        lines
    }

    /// The log that names the service of a run of this flow.
    fn service_log(&self) -> Option<&'static str> {
        let of_flow = knowledge::all_evidence().iter().filter(|line| line.flow == self.problem.flow.id);
        let mut naming = of_flow.filter(|line| knowledge::pattern(line).captures.contains(&"service"));
        naming.next().map(|line| line.log)
    }

    /// Whether a log was given and covers the time of the failure.
    fn covers(&self, log: &str) -> bool {
        let proof = &self.problem.proof;
        match proof.has_time {
            true => coverage(self.logs, log, proof.ms, proof.ms) == Coverage::Covers,
            false => self.logs.iter().any(|given| given.kinds.contains(&log)),
        }
    }

    /// The step of the failure in words.
    fn own_step(&self) -> String {
        let service = self.problem.runs().and_then(|runs| runs.service.as_ref());
        let service = service.and_then(Service::words);
        step_in_words(&[self.problem.flow.id, "/", self.problem.step].concat(), service)
    }

    /// The file and the folder of an evidence.
    fn place_of(&self, id: EvidenceId) -> (String, &'static str) {
        file_and_folder(self.logs, log_of(id))
    }

    fn statement(&self, summary: String, line: Option<&TimedSighting>) -> Statement {
        Statement { summary, evidence: line.map(|seen| evidence(seen, self.logs)).into_iter().collect() }
    }
}

fn plain(summary: &str) -> Statement {
    Statement { summary: summary.to_owned(), evidence: Vec::new() }
}

/// A summary as a sentence: with a capital letter and a period.
fn sentence(summary: &str) -> String {
    let mut sentence = summary.trim_end_matches('.').to_owned();
    if let Some(first) = sentence.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    sentence.push('.');
    sentence
}

/// A step, as `flow/step`, in words: "step 3 (Scan against WSUS)".
fn step_in_words(at: &str, service: Option<&str>) -> String {
    let (flow, step) = at.split_once('/').unwrap_or(("", at));
    match knowledge::step_title(flow, step, service) {
        title if title.is_empty() => format!("step {step}"),
        title => format!("step {step} ({title})"),
    }
}

fn log_of(id: EvidenceId) -> &'static str {
    knowledge::evidence(id).map_or("", |evidence| evidence.log)
}

fn summary_of(id: EvidenceId) -> &'static str {
    knowledge::evidence(id).map_or("", |evidence| evidence.summary)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::analysis::Analysis;
    use crate::judge::problems::problems;
    use crate::testing::{compare, read};

    /// The reasons of the first problem of these logs; the number of lines is behind each statement that has any.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let analysis = Analysis::of(&read(text));
        let problems = problems(&analysis);
        let mut found = Vec::new();
        for cause in reasons(problems.first().expect("a problem"), &analysis.logs) {
            found.push(format!("{}{}", if cause.is_almost { "almost " } else { "" }, cause.cause));
            let marked = |mark: &str, statement: &Statement| {
                let lines = statement.evidence.iter().map(|line| format!(" {}:{}", line.log, line.line));
                format!("{mark} {}{}", statement.summary, lines.collect::<String>())
            };
            found.extend(cause.supporting.iter().map(|statement| marked("+", statement)));
            found.extend(cause.against.iter().map(|statement| marked("-", statement)));
            found.extend(cause.settle.iter().map(|settle| format!("? {settle}")));
        }
        compare(text, &found, expected);
    }

    #[test]
    fn a_code_and_a_step_support_a_cause() {
        check(
            "
            --- WUAHandler.log
            09:13:43 4712 Async searching of updates using WUAgent started.
            09:13:46 4712 Scan failed with error = 0x80244022.
            ",
            "
            wsus-unavailable
            + 0x80244022 is a code of this cause. WUAHandler.log:2
            + The failure is at step 3 (Scan against WSUS).
            + The run used WSUS.
            ",
        );
    }

    #[test]
    fn a_proxy_is_refuted_by_the_line_of_a_request_without_one() {
        check(
            "
            --- WUAHandler.log
            09:13:43 4712 Async searching of updates using WUAgent started.
            09:13:46 4712 Scan failed with error = 0x8024402c.
            --- WindowsUpdate.log windows-update
            09:13:43 1020 6716 Agent * START * Finding updates CallerId = CcmExec  Id = 62
            09:13:45 1020 6716 Misc WARNING: SendRequest failed with hr = 8024402c. Proxy List used: <(null)> Bypass List used : <(null)> Auth Schemes used : <>
            09:13:46 1020 6716 Agent * END * Finding updates CallerId = CcmExec, Id = 62, Exit code = 0x8024402C
            ",
            "
            server-name-not-resolved
            + 0x8024402C is a code of this cause. WindowsUpdate.log:3
            + The failure is at step 3 (Scan against WSUS).
            + The request that failed used no proxy. WindowsUpdate.log:2
            proxy-name-not-resolved
            + 0x8024402C is a code of this cause. WindowsUpdate.log:3
            + The failure is at step 3 (Scan against WSUS).
            - The request that failed used no proxy. WindowsUpdate.log:2
            ",
        );
    }

    #[test]
    fn a_missing_log_would_settle_a_cause() {
        check(
            "
            --- WUAHandler.log
            09:13:43 4712 Async searching of updates using WUAgent started.
            09:13:46 4712 Scan failed with error = 0x8024402c.
            ",
            r"
            server-name-not-resolved
            + 0x8024402C is a code of this cause. WUAHandler.log:2
            + The failure is at step 3 (Scan against WSUS).
            ? WindowsUpdate.log (C:\Windows): a line that shows this would confirm this cause: the request that failed used no proxy.
            proxy-name-not-resolved
            + 0x8024402C is a code of this cause. WUAHandler.log:2
            + The failure is at step 3 (Scan against WSUS).
            ? WindowsUpdate.log (C:\Windows): a line that shows this would refute this cause: the request that failed used no proxy.
            ",
        );
    }

    #[test]
    fn a_failure_that_is_over_needs_no_reasons() {
        check(
            "
            --- WUAHandler.log
            09:13:43 4712 Async searching of updates using WUAgent started.
            09:13:46 4712 Scan failed with error = 0x80244022.
            10:13:43 4712 Async searching of updates using WUAgent started.
            10:13:46 4712 Successfully completed scan.
            ",
            "",
        );
    }
}
