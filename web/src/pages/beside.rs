//! Two runs, or two logs of one name, side by side.

use report::{Outcome, Report, Run};
use wasm_split_helpers::wasm_split;
use yew::virtual_dom::AttrValue;
use yew::{Html, html};

use crate::components::reading::reading;
use crate::flow::in_order;
use crate::pages::{logs as viewed, unknown};
use crate::routes::{Of, Route, ViewAddress};
use crate::session::Engine;
use crate::time::{Moment, zone_of};
use crate::view::View;
use crate::viewer::{ComparedSide, Pair, ViewedLog};

/// Two runs of one flow: the lines of the logs that have evidence of either.
#[wasm_split(later)]
pub(crate) fn runs(view: &View<'_>, left: u32, right: u32) -> Html {
    let Some(report) = view.state.report() else { return Html::default() };
    let all = || report.runs.iter().chain(&view.state.session.more.runs);
    let run = |id: u32| all().find(|run| run.id == id);
    let (Some(left), Some(right)) = (run(left), run(right)) else { return unknown::unknown(view) };
    let mut logs = viewed::logs_of(view.state);
    let evidence = || [left, right].into_iter().flat_map(|run| &run.steps).flat_map(|step| &step.evidence);
    logs.retain(|log| evidence().any(|line| log.files.iter().any(|file| file.file == line.file)));
    let side = |run: &Run| of_run(view.state.of(), run, logs.clone());
    pair(view, side(left), side(right))
}

/// Two logs of one name, such as those of two machines.
#[wasm_split(later)]
pub(crate) fn logs(view: &View<'_>, name: &str, left: u32, right: u32) -> Html {
    let session = &view.state.session;
    let sides = [left, right].map(|number| {
        let file = session.file_of(name, number)?;
        let machine = viewed::machine_with(view.state, file);
        let of = machine.map_or_else(|| ["file ", &number.to_string()].concat(), str::to_owned);
        Some(ComparedSide {
            title: of,
            about: name.to_owned(),
            href: Route::View(ViewAddress { log: name.to_owned(), number, ..ViewAddress::default() }).href(),
            logs: vec![viewed::single(view.state, file, name)],
            time: None,
        })
    });
    match sides {
        [Some(left), Some(right)] => pair(view, left, right),
        _ if session.busy() => html! { <main class="knowledge">{reading(view)}</main> },
        _ => unknown::without_report(view),
    }
}

fn pair(view: &View, left: ComparedSide, right: ComparedSide) -> Html {
    let session = &view.state.session;
    if session.busy() || session.engine != Engine::Running {
        return html! { <main class="knowledge">{reading(view)}</main> };
    }
    html! { <Pair {left} {right} copied={view.state.copied.clone().map(AttrValue::from)} act={view.act} /> }
}

/// A run as a side.
fn of_run(of: Of, run: &Run, logs: Vec<ViewedLog>) -> ComparedSide {
    let moment = |time: &Option<String>| time.as_deref().and_then(Moment::parse);
    let (start, end) = (moment(&run.start), moment(&run.end));
    let zone = zone_of(run);
    let time = start.map(|start| [", ", &start.in_zone(zone).whole()].concat()).unwrap_or_default();
    let code = run.code.as_ref().map(|code| [" ", code].concat()).unwrap_or_default();
    ComparedSide {
        title: ["Run ", &run.id.to_string()].concat(),
        about: [run.outcome.word(), &code, &time].concat(),
        href: Route::Run(of, run.id).href(),
        logs,
        time: start.zip(end).map(|(start, end)| (start.millis(), end.millis() + 1)),
    }
}

/// The last good run before the first of the bad runs that a run is among; of the same flow and caller. With it, the
/// first bad run.
pub(crate) fn good_and_bad<'r>(report: &'r Report, run: &'r Run) -> Option<(&'r Run, &'r Run)> {
    if !matches!(run.outcome, Outcome::Failed) {
        return None;
    }
    let is_alike = |other: &&&Run| other.flow == run.flow && other.caller == run.caller;
    let all = in_order(report.runs.iter());
    let before: Vec<&&Run> = all.iter().filter(is_alike).filter(|other| other.id <= run.id).collect();
    let good = before.iter().rposition(|other| other.outcome == Outcome::Ok)?;
    let bad = before.get(good + 1..)?.iter().find(|other| other.outcome == Outcome::Failed)?;
    Some((before[good], bad))
}
