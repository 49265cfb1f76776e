//! Machines that fail in the same way, what they share, and in what machines differ.

use report::{MachineDifference, MachineGroup, Report};
use yew::{Html, html};

use super::mark::{Mark, mark};
use super::panel::{link, listed, note, titled, with_codes};
use super::small_table::small_table;
use crate::routes::Route;
use crate::view::{View, text};
use crate::words::number;

/// How many machines of a group are named, and compared in the table.
const NAMED: usize = 12;

/// The panels; empty if nothing is known about the machines together.
pub(crate) fn groups(view: &View, report: &Report) -> Html {
    let machines = view.state.session.machines();
    let alike = report.groups.iter().map(|one| group(view, one, &machines)).collect();
    html! {
        <>
            {listed("groups", "Machines that fail alike", "rows", alike)}
            if !report.comparison.rows.is_empty() {
                {differences(report)}
            }
        </>
    }
}

fn group(view: &View, group: &MachineGroup, machines: &[(u32, &Report)]) -> Html {
    // The machines of a group ended in the same way: a group without a finding is not always a good one.
    let first = machines.iter().find(|(_, machine)| group.machines.first() == Some(&machine.machine));
    let sign = match first {
        Some((_, machine)) => Mark::of_report(machine),
        None if group.finding.is_some() => Mark::Failed,
        None => Mark::NoLog,
    };
    let more = group.machines.len().saturating_sub(NAMED) as u64;
    html! {
        <li>
            {mark(sign)}
            <span>
                <strong>{with_codes(&group.summary)}</strong>
                {" "}
                {for group.shared.iter().map(|shared| html! { <div>{with_codes(shared)}</div> })}
                {for group.machines.iter().take(NAMED).map(|name| machine(view, name))}
                if more > 0 {
                    {note(&["and ", &number(more), " more"].concat())}
                }
            </span>
        </li>
    }
}

/// The link to the report of a machine.
fn machine(view: &View, name: &str) -> Html {
    let number = view.state.session.number_of(name);
    html! { <>{link(&Route::Report(number).href(), name)}{" "}</> }
}

/// The table of what differs.
fn differences(report: &Report) -> Html {
    let compared = &report.comparison;
    let machines = compared.machines.iter().map(String::as_str).take(NAMED);
    let head: Vec<&str> = std::iter::once("Property").chain(machines).collect();
    let row = |row: &MachineDifference| -> Vec<Html> {
        let values = row.values.iter().take(NAMED).map(|value| with_codes(value));
        std::iter::once(text(&row.name)).chain(values).collect()
    };
    let more = compared.machines.len().saturating_sub(NAMED) as u64;
    let (shown, others) = (number(NAMED as u64), number(more));
    let left_out = ["This table shows ", &shown, " machines; ", &others, " more are compared."].concat();
    let body = html! {
        <>
            {small_table("Differences between machines", &head, compared.rows.iter().map(row).collect())}
            if more > 0 {
                <p class="why">{text(&left_out)}</p>
            }
        </>
    };
    titled("differences", "What differs between machines", body)
}
