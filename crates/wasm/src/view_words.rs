//! The log viewer's requests and replies in the terms of `viewer`.

use logfile::EntryLevel;
use report::{
    JumpTarget, OverviewPart, ViewChip, ViewCondition, ViewLevel, ViewPattern, ViewReply, ViewRow, ViewState,
    ViewStrips,
};
use viewer::overview::{Bucket, Strips};
use viewer::{Case, Chip, Condition, Direction, Filter, MergedTarget, Pattern, Row, Target, ViewProgress};

/// A filter; `log` gives the number of the log with a name. The error is one sentence.
pub(crate) fn filter_of(chips: Vec<ViewChip>, log: impl Fn(&str) -> Option<u32>) -> Result<Filter, String> {
    let mut filter = Filter::default();
    for ViewChip { condition, hides } in chips {
        let condition = match condition {
            ViewCondition::Text(pattern) => Condition::Text(pattern_of(&pattern)?),
            ViewCondition::Component(name) => Condition::Component(name),
            ViewCondition::Thread(process, thread) => Condition::Thread { process, thread },
            ViewCondition::Level(level) => Condition::Level(level_of(level)),
            ViewCondition::Log(name) => Condition::Log(log(&name).unwrap_or(u32::MAX)),
            ViewCondition::Time(from, before) => Condition::Time { from, before },
        };
        filter.chips.push(Chip { condition, hides });
    }
    Ok(filter)
}

/// A pattern; the error is one sentence.
pub(crate) fn pattern_of(pattern: &ViewPattern) -> Result<Pattern, String> {
    let case = if pattern.is_exact { Case::Exact } else { Case::Ignored };
    match &pattern.texts()[..] {
        [] => Pattern::expression(&pattern.text, case),
        [text] => Pattern::text(text, case),
        // No form of a code contains a special character of expressions.
        forms => Pattern::expression(&forms.join("|"), case),
    }
}

/// Where to go; `bias` is that of entries at a time that give none.
pub(crate) fn target_of(target: JumpTarget, bias: impl Fn(i64) -> i16) -> Target {
    match target {
        JumpTarget::Line(line) | JumpTarget::InLog(_, line, None) => Target::Line(line),
        JumpTarget::Hash(hash, line) | JumpTarget::InLog(_, line, Some(hash)) => Target::Hash(hash, line),
        JumpTarget::Time(moment) => Target::Time(moment, bias(moment)),
        JumpTarget::NextOfLevel(level) => Target::Level(level_of(level), Direction::Forward),
        JumpTarget::PreviousOfLevel(level) => Target::Level(level_of(level), Direction::Backward),
        JumpTarget::NextHit => Target::Hit(Direction::Forward),
        JumpTarget::PreviousHit => Target::Hit(Direction::Backward),
    }
}

/// Where to go among several logs; `lane` gives the number of the log with a file.
pub(crate) fn merged_target_of(target: JumpTarget, lane: impl Fn(u32) -> usize) -> MergedTarget {
    match target {
        JumpTarget::InLog(file, line, hash) => MergedTarget::Line(lane(file), line, hash),
        JumpTarget::Line(line) => MergedTarget::Line(0, line, None),
        JumpTarget::Hash(hash, line) => MergedTarget::Line(0, line, Some(hash)),
        JumpTarget::Time(moment) => MergedTarget::Time(moment),
        JumpTarget::NextOfLevel(level) => MergedTarget::Level(level_of(level), Direction::Forward),
        JumpTarget::PreviousOfLevel(level) => MergedTarget::Level(level_of(level), Direction::Backward),
        JumpTarget::NextHit => MergedTarget::Hit(Direction::Forward),
        JumpTarget::PreviousHit => MergedTarget::Hit(Direction::Backward),
    }
}

/// How far a view is, without its components.
pub(crate) fn state_of(view: u32, progress: &ViewProgress) -> ViewState {
    ViewState {
        view,
        read: progress.read,
        size: progress.size,
        entries: progress.entries,
        errors: progress.errors,
        warnings: progress.warnings,
        rows: progress.rows,
        is_filtering: progress.is_filtering,
        hits: progress.hits,
        is_finding: progress.is_finding,
        is_cut: progress.is_cut,
        hidden: progress.hidden.clone(),
        ..ViewState::default()
    }
}

/// A row of a file; `utc` is its time, if known.
pub(crate) fn row_of(row: Row, file: u32, utc: Option<i64>, is_hit: bool) -> ViewRow {
    ViewRow {
        entry: row.entry,
        file,
        line: row.line,
        text: row.text,
        is_cut: row.is_cut,
        component: row.component,
        process: row.process,
        thread: row.thread,
        source: row.source,
        written: row.written,
        utc,
        level: match row.level {
            EntryLevel::Plain => ViewLevel::Plain,
            EntryLevel::Info => ViewLevel::Info,
            EntryLevel::Warning => ViewLevel::Warning,
            EntryLevel::Error => ViewLevel::Error,
        },
        hash: row.hash,
        is_hit,
        hit: 0,
    }
}

/// Logs over time; `logs` gives the log of each lane. After several logs come all of them together.
pub(crate) fn strips_of(ticket: u32, strips: &Strips, logs: &[usize]) -> ViewReply {
    let parts = strips.lanes.first().map_or(0, Vec::len);
    let count = logs.iter().max().map_or(0, |last| last + 1);
    let together = (count > 1).then_some(count);
    let mut all = vec![vec![OverviewPart::default(); parts]; count + usize::from(count > 1)];
    for (lane, log) in strips.lanes.iter().zip(logs) {
        for at in together.into_iter().chain([*log]) {
            for (sum, bucket) in all[at].iter_mut().zip(lane) {
                sum.entries += bucket.entries;
                sum.errors += bucket.errors;
                sum.warnings += bucket.warnings;
            }
        }
    }
    let (from, before) = (strips.span.start, strips.span.end);
    ViewReply::Strips(Box::new(ViewStrips { ticket, from, before, logs: all }))
}

/// The overview bar.
pub(crate) fn overview_of(ticket: u32, buckets: Vec<Bucket>) -> ViewReply {
    let part = |bucket: Bucket| OverviewPart {
        entries: bucket.entries,
        errors: bucket.errors,
        warnings: bucket.warnings,
        hits: bucket.hits,
    };
    ViewReply::Overview { ticket, parts: buckets.into_iter().map(part).collect() }
}

fn level_of(level: ViewLevel) -> EntryLevel {
    match level {
        ViewLevel::Plain => EntryLevel::Plain,
        ViewLevel::Info => EntryLevel::Info,
        ViewLevel::Warning => EntryLevel::Warning,
        ViewLevel::Error => EntryLevel::Error,
    }
}
