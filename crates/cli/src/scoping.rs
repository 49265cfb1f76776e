//! The answers to the scoping questions as lines for a terminal: those that the report does not show anyway.

use report::Report;

use crate::output::PrintedLines;
use crate::wording::plain;

/// The questions whose answers are listed; the verdict, the flows and the findings contain the others.
const LISTED: [&str; 3] = ["frequency", "tried", "versions"];

/// How many statements of an answer are listed.
const MOST_STATEMENTS: usize = 2;

/// The answers, each in a line.
pub(crate) fn write(out: &mut PrintedLines, report: &Report) -> std::fmt::Result {
    let answers = || report.scoping.iter().filter(|answer| LISTED.contains(&answer.question.as_str()));
    if answers().next().is_none() {
        return Ok(());
    }
    writeln!(out, "Scoping questions")?;
    for answer in answers() {
        let asks = knowledge::questions().iter().find(|question| question.id == answer.question);
        let asks = asks.map_or(answer.question.as_str(), |question| question.asks);
        let statements = answer.statements.iter().take(MOST_STATEMENTS);
        let statements: Vec<String> = statements.map(|statement| plain(&statement.summary)).collect();
        writeln!(out, "  {asks}")?;
        writeln!(out, "    {}", statements.join(" "))?;
    }
    writeln!(out)
}
