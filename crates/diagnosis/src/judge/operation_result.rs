//! A result: the outcome of an operation according to one line.

use knowledge::{Operation, ResultOutcome};

use crate::runs::timed_sightings::TimedSighting;

/// One result.
#[derive(Clone, Debug)]
pub(crate) struct OperationResult<'a> {
    pub(crate) seen: &'a TimedSighting,
    pub(crate) operation: &'static Operation,
    pub(crate) end: OperationEnd,
    pub(crate) code: Option<u32>,
}

impl OperationResult<'_> {
    /// The number of successes that its line counts, because repeated lines are merged.
    pub(crate) fn successes(&self) -> u32 {
        if self.end == OperationEnd::Ok { self.seen.sighting().count } else { 0 }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OperationEnd {
    Ok,
    Failed,
    Cancelled,
}

/// The result in a line, if it shows how the operation ended.
pub(crate) fn result_of(seen: &TimedSighting) -> Option<OperationResult<'_>> {
    let line = seen.evidence.result?;
    let operation = knowledge::operation(line.operation)?;
    let code = if line.outcome == ResultOutcome::Ok { None } else { seen.code() };
    let is_failing = code.is_some_and(|code| code >> 31 == 1);
    // Configuration Manager cancels an update that exceeds its maximum run time: no user decided that.
    let is_of_client = || {
        let caller = seen.capture("caller").and_then(knowledge::caller_name);
        operation.is_of_updates && caller.is_some_and(|caller| caller.leads)
    };
    let is_cancel = || {
        let flow = knowledge::flow(operation.flow);
        code.is_some_and(|code| match knowledge::is_cancelled(code) {
            true => !is_of_client(),
            false => flow.is_some_and(|flow| flow.cancelled.contains(&code)),
        })
    };
    let is_benign = || code.and_then(knowledge::code).is_some_and(|known| known.benign.is_some());
    let end = match line.outcome {
        ResultOutcome::Ok => OperationEnd::Ok,
        ResultOutcome::Cancelled => OperationEnd::Cancelled,
        ResultOutcome::Failed | ResultOutcome::ByCode if is_failing && is_cancel() => {
            match inner_capture(seen) {
                Some(_) => OperationEnd::Failed,
                None => OperationEnd::Cancelled,
            }
        }
        ResultOutcome::Failed => OperationEnd::Failed,
        // Without its code, the line does not show how the operation ended.
        ResultOutcome::ByCode => match code? {
            code if code >> 31 == 0 => OperationEnd::Ok,
            _ if is_benign() => OperationEnd::Ok,
            _ => OperationEnd::Failed,
        },
    };
    Some(OperationResult { seen, operation, end, code: code.filter(|_| is_failing) })
}

/// The failing inner code of a result.
pub(crate) fn inner_capture(seen: &TimedSighting) -> Option<u32> {
    let inner = knowledge::spelling::captured(seen.capture("inner")?)?;
    (inner >> 31 == 1 && Some(inner) != seen.code() && !knowledge::is_collective(inner)).then_some(inner)
}
