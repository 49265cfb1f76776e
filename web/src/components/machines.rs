//! Several machines: the groups that fail alike, the list, worst first, and the links between the reports of machines.

use report::{Report, SameMachineQuestion};
use yew::{Html, html};

use super::groups::groups;
use super::icon::{Icon, icon};
use super::mark::{Mark, mark};
use super::panel::{button, first_rows, icon_link, link, note, panel, title, with_codes};
use super::ticket::take_away_buttons;
use crate::flow::machines as sentence;
use crate::message::Action;
use crate::routes::Route;
use crate::view::{View, text};
use crate::words::{count, number};

/// How many machines are shown; a button shows the rest.
const SHOWN: usize = 500;

/// The list.
pub(crate) fn machines(view: &View, report: &Report) -> Html {
    let head = html! {
        <>
            {title("verdict", "Machines")}
            {note("worst first")}
            {button(view, "button small", Icon::Plus, "Add logs", Action::Pick { folder: false })}
            {take_away_buttons(view)}
        </>
    };
    let all = view.state.session.machines();
    let (shown, others) = first_rows(view, "all-machines", all.len(), SHOWN, "more");
    let rows = all[..shown].iter().map(|(number, machine)| row(*number, &machine.machine, machine));
    let of_none = (!report.logs.is_empty()).then(|| row(0, "Not tied to a machine", report));
    let body = html! {
        <>
            <ol class="machines">{for rows.chain(of_none)}</ol>
            {others}
            {for report.same_machine_questions.iter().map(|asked| question(view, asked))}
        </>
    };
    html! {
        <>
            <h1 class="words">{text(&sentence(report))}</h1>
            {groups(view, report)}
            {panel("verdict", head, body)}
        </>
    }
}

/// The question whether two machines are the same.
fn question(view: &View, asked: &SameMachineQuestion) -> Html {
    let answer = Action::Unite(asked.machines.clone());
    html! {
        <p class="same" key={asked.question.as_str()}>
            {text(&[&asked.question, " They are treated as different machines. "].concat())}
            {button(view, "button small", Icon::Check, "Same machine", answer)}
        </p>
    }
}

fn row(number: u32, name: &str, machine: &Report) -> Html {
    html! {
        <li key={number}>
            <a href={Route::Report(Some(number)).href()}>
                {mark(Mark::of_report(machine))}
                <span class="machine"><strong>{text(name)}</strong>{note(&about(machine))}</span>
            </a>
            <p>{with_codes(&machine.headline.summary)}</p>
        </li>
    }
}

/// The bundle and the number of logs of a machine.
fn about(machine: &Report) -> String {
    let logs = count(machine.log_totals.logs.into(), "log", "logs");
    machine.bundle.as_ref().map_or_else(|| logs.clone(), |bundle| [bundle, ", ", &logs].concat())
}

/// The navigation above the report of a machine: its name, and links to the others.
pub(crate) fn way(view: &View) -> Html {
    let Some(open) = view.state.of() else { return Html::default() };
    let all = view.state.session.machines();
    let here = match all.iter().position(|(number, _)| *number == open) {
        Some(at) => turn(&all, at),
        None => html! { <strong>{"Not tied to a machine"}</strong> },
    };
    html! {
        <nav class="way" aria-label="Machines">
            {link("#/report", &["All ", &count(all.len() as u64, "machine", "machines")].concat())}
            {icon(Icon::Right)}
            {here}
        </nav>
    }
}

/// The current machine, and links to the previous and next one.
fn turn(all: &[(u32, &Report)], at: usize) -> Html {
    let (this, of) = (number(at as u64 + 1), number(all.len() as u64));
    let before = at.checked_sub(1).and_then(|at| all.get(at));
    html! {
        <>
            if let Some((_, machine)) = all.get(at) {
                <strong>{text(&machine.machine)}</strong>
                {note(&about(machine))}
            }
            <span class="turn">
                {beside(before, Icon::Left, "Previous machine: ")}
                {note(&[&this, " of ", &of].concat())}
                {beside(all.get(at + 1), Icon::Right, "Next machine: ")}
            </span>
        </>
    }
}

fn beside(machine: Option<&(u32, &Report)>, sign: Icon, words: &str) -> Html {
    let Some((number, machine)) = machine else { return Html::default() };
    icon_link(&Route::Report(Some(*number)).href(), sign, &[words, &machine.machine].concat())
}
