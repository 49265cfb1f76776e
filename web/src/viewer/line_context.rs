//! What the report knows about a line: its step, its run, its findings, and what follows in the run.

use report::{EvidenceLine, Finding, Run, StepRow};

use crate::flow::{steps, whole};
use crate::state::ShownReport;
use crate::time::Moment;

/// A line that is evidence of a run.
pub(super) struct LineInRun<'r> {
    /// The machine's index in the report, if there are several.
    pub(super) machine: Option<usize>,
    pub(super) run: &'r Run,
    pub(super) step: &'r StepRow,
    pub(super) line: &'r EvidenceLine,
}

impl<'r> LineInRun<'r> {
    /// The next line of the run.
    pub(super) fn next_line(&self) -> Option<&'r EvidenceLine> {
        let lines = self.run.steps.iter().flat_map(|step| &step.evidence);
        let is_other = |line: &&EvidenceLine| (line.file, line.line) != (self.line.file, self.line.line);
        let own = time_of(self.line)?;
        let later = lines.filter(is_other).filter_map(|line| Some((time_of(line)?, line)));
        let later = later.filter(|(time, line)| {
            *time > own || *time == own && line.file == self.line.file && line.line > self.line.line
        });
        later.min_by_key(|(time, line)| (*time, line.line)).map(|(_, line)| line)
    }

    /// The step after that of the line, with its verdict in the run.
    pub(super) fn next_step(&self) -> Option<&'r StepRow> {
        let own = whole(&self.step.step);
        steps(&self.run.steps).skip_while(|step| step.step != own).nth(1)
    }
}

fn time_of(line: &EvidenceLine) -> Option<i64> {
    line.utc.as_deref().and_then(Moment::parse).map(Moment::millis)
}

/// The step and the run of a line; none if it is no evidence of a run.
pub(super) fn in_run(report: &ShownReport, file: u32, line: u64) -> Option<LineInRun<'_>> {
    report.runs_of_machines().find_map(|(machine, run)| {
        let lines = run.steps.iter().flat_map(|step| step.evidence.iter().map(move |line| (step, line)));
        let (step, line) = { lines }.find(|(_, other)| (other.file, other.line) == (file, line))?;
        Some(LineInRun { machine, run, step, line })
    })
}

/// The findings that a line is evidence of, each with its machine's index if there are several.
pub(super) fn findings(
    report: &ShownReport,
    file: u32,
    line: u64,
) -> impl Iterator<Item = (Option<usize>, &Finding)> {
    report.findings_of_machines().filter(move |(_, finding)| {
        finding.evidence.iter().any(|other| (other.file, other.line) == (file, line))
    })
}

/// The files and lines that findings are based on, in their order.
pub(super) fn proofs(report: &ShownReport) -> Vec<(u32, u64)> {
    let lines = report.findings_of_machines().flat_map(|(_, finding)| &finding.evidence);
    let mut lines: Vec<(u32, u64)> = lines.map(|line| (line.file, line.line)).collect();
    lines.sort_unstable();
    lines.dedup();
    lines
}

/// The first and the last millisecond of a run, in UTC; none if its logs have no zone.
pub(crate) fn time_range(run: &Run) -> Option<(i64, i64)> {
    let at = |time: &Option<String>| {
        let time = time.as_deref().filter(|time| time.ends_with('Z'))?;
        Some(Moment::parse(time)?.millis())
    };
    Some((at(&run.start)?, at(&run.end)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use crate::state::State;

    fn shown() -> ShownReport {
        let mut state = State::default();
        state.session.report = Some(std::rc::Rc::new(fixture::report()));
        state.shown_report().expect("a report")
    }

    #[test]
    fn a_line_of_evidence_has_its_run_and_what_follows() {
        let report = shown();
        let (_, run) = report.runs_of_machines().next().expect("a run");
        let (step, line) =
            run.steps.iter().find_map(|step| Some((step, step.evidence.first()?))).expect("evidence");
        let found = in_run(&report, line.file, line.line).expect("its run");
        assert_eq!((found.run.id, &found.step.step), (run.id, &step.step));
        assert!(in_run(&report, line.file, 999_999_999).is_none());
        if let Some(next) = found.next_line() {
            assert!(time_of(next) >= time_of(line));
        }
    }

    #[test]
    fn the_lines_of_findings_are_in_order() {
        let report = shown();
        let evidence = &report.findings[0].evidence[0];
        let lines = proofs(&report);
        assert!(lines.contains(&(evidence.file, evidence.line)) && lines.is_sorted());
        assert_eq!(findings(&report, evidence.file, evidence.line).count(), 1);
    }
}
