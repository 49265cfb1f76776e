//! `cargo xtask knowledge stale`: lists the causes that are due to be compared with their sources again.

use std::time::{SystemTime, UNIX_EPOCH};

use basics::parse_day;

use crate::knowledge::{DATA, read};
use crate::run::TaskResult;

const USAGE: &str = "Use `cargo xtask knowledge stale [--days N]`.";

/// After this many days a cause is due, unless `--days` is given.
const DUE_AFTER: i64 = 180;

/// Prints the causes that are due, the oldest first.
pub(crate) fn run(arguments: &[String]) -> TaskResult {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let due_after = match arguments[..] {
        ["stale"] => DUE_AFTER,
        ["stale", "--days", days] => days.parse().map_err(|_| format!("`{days}` is no number of days."))?,
        _ => return Err(USAGE.to_owned()),
    };
    let causes: Vec<_> = read().0.remedies().collect();
    let today = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |now| now.as_secs() as i64 / 86_400);
    let mut due: Vec<(Option<i64>, &str)> = causes
        .iter()
        .map(|remedy| (parse_day(remedy.verified).map(|day| today - day), remedy.cause))
        .filter(|(age, _)| age.is_none_or(|age| age >= due_after))
        .collect();
    due.sort_by_key(|(age, cause)| (std::cmp::Reverse(age.unwrap_or(i64::MAX)), *cause));
    for (age, cause) in &due {
        let age = age.map_or("never verified".to_owned(), |age| format!("verified {age} days ago"));
        println!("{DATA}/causes/{cause}.md: {age}");
    }
    println!("{} of {} causes are due after {due_after} days", due.len(), causes.len());
    Ok(())
}
