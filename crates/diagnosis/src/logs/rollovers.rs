//! Groups the files of one machine into logs: rollovers of one log, and the traces of one folder.

use std::collections::BTreeMap;
use std::sync::Arc;

use logfile::{Format, rollover};

use crate::logs::gaps::gaps_of;
use crate::logs::given_log::GivenLog;
use crate::logs::scanned_file::ScannedFile;
use crate::logs::set_clocks::set_clocks;
use crate::logs::trace_order::order;
use crate::scan::log_names::trace_log;
use crate::sort;

/// Groups files into logs, in an order that does not depend on the order of the drop.
///
/// Files that could not be read as text, and copies of a file that was dropped again, are left out.
pub(crate) fn logs_of(files: &[Arc<ScannedFile>]) -> Vec<GivenLog> {
    /// The folder, name, and format of a log.
    type Place = (String, String, String);
    /// A file and the rollover information in its name.
    type Part = (Option<String>, Arc<ScannedFile>);
    let mut groups: BTreeMap<Place, Vec<Part>> = BTreeMap::new();
    for file in files.iter().filter(|file| file.is_text() && file.problem.is_none()) {
        let name = rollover(&file.given.name);
        let format = format!("{:?}", file.reading.format);
        // The traces of one folder and kind are one log, in time order.
        let kind = trace_log(&file.reading).map_or(name.stem.as_str(), |log| log.name);
        let key = (file.given.path.to_ascii_lowercase(), kind.to_ascii_lowercase(), format);
        let group = groups.entry(key).or_default();
        // Most logs have one file, and there can be a hundred thousand logs.
        group.reserve_exact(usize::from(group.is_empty()));
        group.push((name.rolled, Arc::clone(file)));
    }
    let mut logs = Vec::with_capacity(groups.len());
    for (_, mut group) in groups {
        if group.iter().all(|(_, file)| file.reading.format == Format::Trace) {
            sort::by(&mut group, |(_, a), (_, b)| order(a, b));
            logs.push(GivenLog::new(group.into_iter().map(|(_, file)| file).collect()));
            continue;
        }
        sort::by(&mut group, |a, b| {
            let order = |(rolled, file): &Part| {
                (rolled.is_none(), rolled.clone(), file.given.name.clone(), file.given.size, file.print)
            };
            order(a).cmp(&order(b))
        });
        // Two files that are currently being written cannot be parts of one log; they come from two machines.
        while group.len() > 1 && group[group.len() - 2].0.is_none() {
            logs.extend(group.pop().map(|(_, file)| GivenLog::new(vec![file])));
        }
        logs.push(GivenLog::new(group.into_iter().map(|(_, file)| file).collect()));
    }
    // Sorted by content and not by name, so that a renamed log changes nothing.
    sort::by(&mut logs, |a, b| {
        let order = |log: &GivenLog| {
            let first = log.files.first();
            let kind = log.kind.map_or("", |kind| kind.name);
            (
                kind,
                first.map(|file| (file.given.path.to_ascii_lowercase(), file.beginning)),
                log.name().to_ascii_lowercase(),
            )
        };
        order(a).cmp(&order(b))
    });
    set_clocks(&mut logs);
    for log in &mut logs {
        log.gaps = gaps_of(log);
    }
    logs
}
