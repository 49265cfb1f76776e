//! Damaged logs: every scenario with bytes changed, inserted and removed. Nothing panics, and the report stays sound:
//! its quotations are at their positions, and its verdict is that of its runs.
#![allow(clippy::unwrap_used, clippy::panic)] // A test panics when something is wrong.

use tests::{Damage, Way, analyze, check_sound, for_each_scenario};

/// How often each scenario is damaged; `WUSCOPE_DAMAGE=80` takes minutes, and is for changes of the readers.
fn times() -> u64 {
    std::env::var("WUSCOPE_DAMAGE").ok().and_then(|times| times.parse().ok()).unwrap_or(10)
}

#[test]
fn damaged_logs_are_read_and_judged_soundly() {
    for_each_scenario(|at, folder, files| {
        let folder = folder.display();
        for time in 0..times() {
            let mut damage = Damage::new(at as u64 * 1000 + time);
            let damaged = damage.apply(files);
            let report = analyze(&damaged, Way { block: 1 + damage.below(9000), ..Way::default() });
            check_sound(&report, &damaged, &format!("{folder}, damaged the {time}th time"));
            if time % 10 == 0 {
                assert_eq!(analyze(&damaged, Way::default()), report, "{folder}, damaged the {time}th time");
            }
        }
    });
}
