//! The logs of a run: each opens in the viewer with only the lines of the run's time.

use basics::guids;
use report::{EvidenceLine, Run};
use yew::{Html, html};

use super::panel::text_button;
use crate::message::Action;
use crate::routes::{Route, ViewAddress};
use crate::state::State;
use crate::view::{View, text};
use crate::viewer::time_range;

/// The logs with lines of the run; none if the zone of their times is not known.
pub(crate) fn run_logs(view: &View, run: &Run) -> Html {
    let opened = addresses(view.state, run);
    if opened.is_empty() {
        return Html::default();
    }
    let log = |(words, address): &(String, ViewAddress)| {
        html! { <li>{text_button(view, words, Action::Go(Route::View(address.clone())))}</li> }
    };
    html! {
        <section class="run-logs" aria-label="Only the lines of this run">
            <h2>{text("Only the lines of this run")}</h2>
            <ul>{for opened.iter().map(log)}</ul>
        </section>
    }
}

/// The addresses in the viewer, each with its words: of all lines in the run's time, and of the lines with its own GUID.
fn addresses(state: &State, run: &Run) -> Vec<(String, ViewAddress)> {
    let Some((first, last)) = time_range(run) else { return vec![] };
    let time = ["z", &first.to_string(), ".", &last.saturating_add(1).to_string()].concat();
    let all: Vec<&EvidenceLine> = run.steps.iter().flat_map(|step| &step.evidence).collect();
    let mut files: Vec<u32> = all.iter().map(|line| line.file).collect();
    files.sort_unstable();
    files.dedup();
    let mut addresses = Vec::new();
    for file in files {
        let lines = || all.iter().filter(|line| line.file == file);
        let Some((log, number)) = state.session.name_of(file) else { continue };
        let Some(line) = lines().map(|line| line.line).min() else { continue };
        let filter = vec![time.clone()];
        let address =
            ViewAddress { log: log.clone(), number, line: Some(line), filter, ..ViewAddress::default() };
        if let Some(guid) = own_guid(state, run, lines().map(|line| line.text.as_str())) {
            let own = ViewAddress { filter: vec![time.clone(), ["t", &guid].concat()], ..address.clone() };
            addresses.push((log.clone(), address));
            addresses.push(([&log, " with ", &guid].concat(), own));
        } else {
            addresses.push((log, address));
        }
    }
    addresses
}

/// The GUID that most of these lines have, and no line of another run: that of the scan job.
fn own_guid<'l>(state: &State, run: &Run, lines: impl Iterator<Item = &'l str>) -> Option<String> {
    let mut counts: Vec<(String, usize)> = Vec::new();
    for guid in lines.flat_map(|line| guids(line).into_iter().map(|place| line[place].to_ascii_lowercase())) {
        match counts.iter_mut().find(|(other, _)| *other == guid) {
            Some((_, count)) => *count += 1,
            None => counts.push((guid, 1)),
        }
    }
    let report = state.report()?;
    let others = report.runs.iter().filter(|other| other.id != run.id);
    let texts = others.flat_map(|other| &other.steps).flat_map(|step| &step.evidence).map(|line| &line.text);
    let texts: Vec<String> = texts.map(|text| text.to_ascii_lowercase()).collect();
    counts.retain(|(guid, count)| *count > 1 && !texts.iter().any(|text| text.contains(guid.as_str())));
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(guid, _)| guid)
}
