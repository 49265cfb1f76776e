//! The numbers of files in a report.

use crate::{EvidenceLine, Report};

impl Report {
    /// Visits every file number in the report, those of its machines included, so that it can be changed.
    pub fn each_file(&mut self, change: &mut impl FnMut(&mut u32)) {
        self.each_evidence(&mut |evidence| change(&mut evidence.file));
        self.logs.iter_mut().flat_map(|log| &mut log.parts).for_each(|part| change(&mut part.file));
        self.machines
            .iter_mut()
            .flat_map(|machine| &mut machine.logs)
            .flat_map(|log| &mut log.parts)
            .for_each(|part| change(&mut part.file));
    }

    /// Visits every line of evidence, those of its machines included.
    fn each_evidence(&mut self, change: &mut dyn FnMut(&mut EvidenceLine)) {
        let steps = self.flows.iter_mut().flat_map(|flow| &mut flow.steps);
        let steps = steps.chain(self.runs.iter_mut().flat_map(|run| &mut run.steps));
        steps.flat_map(|step| &mut step.evidence).for_each(&mut *change);
        for finding in &mut self.findings {
            finding.evidence.iter_mut().for_each(&mut *change);
            finding
                .contradictions
                .iter_mut()
                .filter_map(|against| against.evidence.as_mut())
                .for_each(&mut *change);
            finding.server_requests.iter_mut().for_each(|side| change(&mut side.evidence));
        }
        let reasons = self.findings.iter_mut().flat_map(|finding| &mut finding.reasons);
        let reasons = reasons.flat_map(|reasons| reasons.supporting.iter_mut().chain(&mut reasons.against));
        reasons.flat_map(|reason| &mut reason.evidence).for_each(&mut *change);
        for history in self.flows.iter_mut().map(|flow| &mut flow.history) {
            history.failing_since_line.iter_mut().for_each(&mut *change);
            history.recovery.iter_mut().for_each(|recovery| change(&mut recovery.evidence));
            history.retries.iter_mut().flat_map(|retry| &mut retry.evidence).for_each(&mut *change);
            let changes = history.changes.iter_mut().flat_map(|changes| &mut changes.rows);
            changes.flat_map(|row| &mut row.evidence).for_each(&mut *change);
        }
        let answers = self.scoping.iter_mut().flat_map(|answer| &mut answer.statements);
        answers.flat_map(|statement| &mut statement.evidence).for_each(&mut *change);
        let settings = self.settings.iter_mut().flat_map(|setting| &mut setting.values);
        settings.for_each(|value| change(&mut value.evidence));
        self.active_conditions.iter_mut().for_each(|state| change(&mut state.evidence));
        self.moments.iter_mut().for_each(|moment| change(&mut moment.evidence));
        let facts = self.updates.iter_mut().flat_map(|update| &mut update.facts);
        facts.for_each(|fact| change(&mut fact.evidence));
        self.machines.iter_mut().for_each(|machine| machine.each_evidence(change));
    }
}
