//! The events on the machine between a good run and a bad run.

use report::{Change, MomentRow};

use crate::sort;

/// The maximum number of events listed.
const MOST_EVENTS: usize = 12;

/// The events from one moment to another, the most severe first; similar ones are counted.
pub(crate) fn events_between(moments: &[MomentRow], from: &str, to: &str) -> Vec<Change> {
    // Times of the same form are in the order of their characters.
    let is_between =
        |time: &str| [from, to].iter().all(|other| other.len() == time.len()) && from < time && time <= to;
    let mut found: Vec<(&MomentRow, u32)> = Vec::new();
    for moment in moments.iter().filter(|moment| moment.time.as_deref().is_some_and(is_between)) {
        match found.iter_mut().find(|(known, _)| known.event == moment.event) {
            Some((_, count)) => *count += moment.count,
            None => found.push((moment, moment.count)),
        }
    }
    sort::by_key(&mut found, |(moment, _)| moment.severity);
    found.truncate(MOST_EVENTS);
    let change = |(moment, count): (&MomentRow, u32)| Change {
        name: if count > 1 { format!("{} ({count} times)", moment.event) } else { moment.event.clone() },
        before: String::new(),
        after: String::new(),
        time: moment.time.clone(),
        evidence: vec![moment.evidence.clone()],
    };
    found.into_iter().map(change).collect()
}
