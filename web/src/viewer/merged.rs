//! All logs of a machine in order of time: which log a row is of, which logs are shown, and the way to one of them.

use std::rc::Rc;

use report::{JumpTarget, ViewChip, ViewCondition, ViewLog, ViewRequest, ViewRow};
use yew::virtual_dom::AttrValue;
use yew::{Context, Html, html};

use super::model::{Viewer, ViewerMessage, ViewerProps};
use super::panel::close_with_escape;
use super::report_facts::filters;
use super::strip::strip;
use super::viewed_log::{ViewedFile, ViewedLog, has_several_files};
use crate::components::icon::{Icon, icon};
use crate::components::panel::link;
use crate::routes::{Route, ViewAddress};
use crate::view::{attr, text};
use crate::words::{count, list, number};

/// How many colours logs have.
const COLOURS: usize = 8;

/// How many logs a remark names.
const NAMED: usize = 8;

impl Viewer {
    /// The request that opens the log or the logs of the props.
    pub(super) fn opening(&mut self, props: &ViewerProps) -> ViewRequest {
        self.of = props.of;
        self.logs = if props.is_merged { Rc::clone(&props.logs) } else { Rc::default() };
        if !props.is_merged {
            return ViewRequest::Open { view: self.view, file: props.file };
        }
        ViewRequest::OpenAll { view: self.view, logs: self.logs.iter().map(view_log).collect() }
    }

    /// The address of what is shown.
    pub(super) fn route(&self) -> Route {
        match self.logs.is_empty() {
            true => Route::View(self.address.clone()),
            false => Route::ViewAll(self.of, self.address.clone()),
        }
    }

    /// The same line in the other view: of one log, or of all logs. None if there is no other view.
    pub(super) fn other_route(&self, props: &ViewerProps) -> Option<Route> {
        let is_of_log = |chip: &String| chip.starts_with('o') || chip.starts_with("!o");
        let address = match props.is_merged {
            true => {
                let filter = self.address.filter.iter().filter(|chip| !is_of_log(chip)).cloned().collect();
                ViewAddress { filter, ..self.address.clone() }
            }
            false => self.address.clone(),
        };
        match props.is_merged {
            true if address.log.is_empty() => None,
            true => Some(Route::View(address)),
            false if has_several(props) => Some(Route::ViewAll(props.of, address)),
            false => None,
        }
    }

    /// Writes the log of a row into the address, if several are shown.
    pub(super) fn locate(&mut self, file: u32) {
        let files = self.logs.iter().flat_map(|log| &log.files);
        if let Some(of_row) = { files }.find(|other| other.file == file) {
            (self.address.log, self.address.number) = (of_row.name.clone(), of_row.number);
        }
    }

    /// The target of a jump: lines are those of the log in the address.
    pub(super) fn target_in_log(&self, target: JumpTarget) -> JumpTarget {
        let (line, hash) = match target {
            JumpTarget::Line(line) => (line, None),
            JumpTarget::Hash(hash, line) => (line, Some(hash)),
            other => return other,
        };
        if self.logs.is_empty() {
            return target;
        }
        let address = &self.address;
        let is_it = |file: &&ViewedFile| file.name == address.log && file.number == address.number;
        let file = self.logs.iter().flat_map(|log| &log.files).find(is_it);
        JumpTarget::InLog(file.map_or(u32::MAX, |file| file.file), line, hash)
    }

    /// Whether the filter shows a log.
    fn is_shown(&self, log: &ViewedLog) -> bool {
        let of_log = |hides: bool| {
            let chips = self.chips.iter().filter(move |chip| chip.hides == hides);
            chips.filter_map(|chip| match &chip.condition {
                ViewCondition::Log(name) => Some(name),
                _ => None,
            })
        };
        let is_chosen = of_log(false).next().is_none() || of_log(false).any(|name| *name == log.name);
        is_chosen && !of_log(true).any(|name| *name == log.name)
    }
}

/// A log as the engine needs it.
pub(super) fn view_log(log: &ViewedLog) -> ViewLog {
    ViewLog { name: log.name.clone(), files: log.files.iter().map(|file| file.file).collect() }
}

/// The title of the viewer.
pub(super) fn title(props: &ViewerProps) -> String {
    let machine = props.report.as_ref().map_or("", |report| report.machine.as_str());
    match (props.is_merged, machine) {
        (false, _) => props.address.log.clone(),
        (true, "") => "All logs".to_owned(),
        (true, machine) => ["All logs of ", machine].concat(),
    }
}

/// The name of the search.
pub(super) fn find_words(viewer: &Viewer) -> &'static str {
    if viewer.logs.is_empty() { "Find in this log" } else { "Find in all logs" }
}

/// Whether there is more than one file: several logs, or a log that was started again with its older parts.
fn has_several(props: &ViewerProps) -> bool {
    has_several_files(props.logs.iter().map(|log| log.files.len()))
}

/// The way to the other view, with the same line.
pub(super) fn switch(viewer: &Viewer, ctx: &Context<Viewer>) -> Html {
    let props = ctx.props();
    if !props.is_merged && !has_several(props) {
        return beside(props);
    }
    let (here, there) = match props.is_merged {
        true => ("All logs", "This log"),
        false => ("This log", "All logs"),
    };
    let other = match viewer.other_route(props) {
        Some(route) => html! { <a class="choice" href={attr(&route.href())}>{there}</a> },
        None => html! { <span class="choice off">{there}</span> },
    };
    let current = html! { <span class="choice chosen" aria-current="page">{here}</span> };
    html! {
        <>
            <nav class="view-choices" aria-label="Logs shown">
                if props.is_merged {
                    {other}{current}
                } else {
                    {current}{other}
                }
            </nav>
            {beside(props)}
        </>
    }
}

/// The links to logs of the same name, side by side with this one.
fn beside(props: &ViewerProps) -> Html {
    if props.beside.is_empty() {
        return Html::default();
    }
    let other = |(name, href): &(String, String)| html! { <>{" "}{link(href, name)}</> };
    html! { <p class="note">{"Compare with"}{for props.beside.iter().map(other)}</p> }
}

/// The list of the logs, to hide and to show each.
pub(super) fn log_list(viewer: &Viewer, ctx: &Context<Viewer>) -> Html {
    if viewer.logs.is_empty() {
        return Html::default();
    }
    let shown = viewer.logs.iter().filter(|log| viewer.is_shown(log)).count();
    let row = |(at, log): (usize, &ViewedLog)| {
        let checked = viewer.is_shown(log);
        let hiding = ViewChip { condition: ViewCondition::Log(log.name.clone()), hides: true };
        let only = ViewChip { condition: ViewCondition::Log(log.name.clone()), hides: false };
        let place = viewer.chips.iter().position(|chip| *chip == hiding);
        let only_place = viewer.chips.iter().position(|chip| *chip == only);
        let has_only =
            viewer.chips.iter().any(|chip| !chip.hides && matches!(chip.condition, ViewCondition::Log(_)));
        let onchange = ctx.link().callback(move |_| match (checked, place, only_place) {
            (true, _, Some(place)) | (false, Some(place), _) => ViewerMessage::Remove(place),
            (false, None, _) if has_only => ViewerMessage::Filter(only.clone()),
            _ => ViewerMessage::Filter(hiding.clone()),
        });
        let state = viewer.state.logs.get(at);
        html! {
            <li>
                <label>
                    <input type="checkbox" {checked} {onchange} />
                    {swatch(at, log)}
                    <span>{text(log.short())}</span>
                </label>
                <span class="note">{text(&state.map_or_else(String::new, |state| number(state.entries.into())))}</span>
                {strip(viewer, at)}
            </li>
        }
    };
    let all = viewer.logs.len();
    let words = match shown == all {
        true => count(all as u64, "log", "logs"),
        false => [&number(shown as u64), " of ", &count(all as u64, "log", "logs")].concat(),
    };
    html! {
        <details class="view-columns view-logs" onkeydown={close_with_escape()}>
            <summary class="button">{text(&words)}{icon(Icon::Down)}</summary>
            <ul aria-label="Logs">{for viewer.logs.iter().enumerate().map(row)}</ul>
        </details>
    }
}

/// The sign of a log: its colour and its first letter.
fn swatch(at: usize, log: &ViewedLog) -> Html {
    let letter = log.name.chars().next().unwrap_or(' ').to_uppercase().to_string();
    let class = ["swatch lane-", &(at % COLOURS).to_string()].concat();
    html! { <i {class} aria-hidden="true">{text(&letter)}</i> }
}

/// The cell with the log of a row; nothing if one log is shown.
pub(super) fn log_cell(logs: &[ViewedLog], file: u32) -> Html {
    let is_it = |log: &ViewedLog| log.files.iter().any(|other| other.file == file);
    let Some(at) = logs.iter().position(is_it) else { return Html::default() };
    html! { <span role="gridcell" class="view-log">{swatch(at, &logs[at])}{text(logs[at].short())}</span> }
}

/// The log of a row, with its filter and the way to it.
pub(super) fn log_fact(viewer: &Viewer, ctx: &Context<Viewer>, row: &ViewRow) -> Html {
    let is_it = |log: &&ViewedLog| log.files.iter().any(|other| other.file == row.file);
    let Some(log) = viewer.logs.iter().find(is_it) else { return Html::default() };
    let alone = viewer.other_route(ctx.props()).map(|route| route.href());
    html! {
        <>
            <dt>{"Log"}</dt>
            <dd>
                {for alone.map(|href| link(&href, &log.name))}
                {filters(ctx, &ViewCondition::Log(log.name.clone()), "log")}
            </dd>
        </>
    }
}

/// What the order of time is not certain about, and which logs are left out.
pub(super) fn remarks(viewer: &Viewer) -> Html {
    let of = |is_it: &dyn Fn(&report::ViewLogState) -> bool| -> Vec<String> {
        let all = viewer.logs.iter().zip(&viewer.state.logs);
        all.filter(|(_, state)| is_it(state)).map(|(log, _)| log.name.clone()).collect()
    };
    let mut sentences = Vec::new();
    let mut add = |names: Vec<String>, one: &str, many: &str| {
        if !names.is_empty() {
            let words = if names.len() == 1 { one } else { many };
            sentences.push([&some(&names), words].concat());
        }
    };
    add(
        of(&|state| state.is_without_times),
        " has no times: its lines are after all others.",
        " have no times: their lines are after all others.",
    );
    add(
        of(&|state| state.set_backs > 0),
        " has a clock that was set back: its lines are in order of the times in it, not of the file.",
        " have clocks that were set back: their lines are in order of the times in them, not of the files.",
    );
    for (log, state) in viewer.logs.iter().zip(&viewer.state.logs) {
        if let Some(problem) = &state.problem {
            sentences.push([&log.name, " is left out: ", problem, "."].concat());
        }
    }
    if sentences.is_empty() {
        return Html::default();
    }
    let more = sentences.split_off(sentences.len().min(NAMED));
    let summary = AttrValue::from(
        ["About the order of time: ", &count(sentences.len() as u64, "remark", "remarks")].concat(),
    );
    html! {
        <details class="view-remarks">
            <summary>{icon(Icon::Right)}{summary}</summary>
            <ul>
                {for sentences.iter().map(|sentence| html! { <li>{text(sentence)}</li> })}
                if !more.is_empty() {
                    <li>{text(&[&count(more.len() as u64, "more log", "more logs"), " left out."].concat())}</li>
                }
            </ul>
        </details>
    }
}

/// Some names, and how many more there are.
fn some(names: &[String]) -> String {
    match names.split_at_checked(NAMED) {
        Some((shown, rest)) if !rest.is_empty() => {
            [&shown.join(", "), " and ", &number(rest.len() as u64), " more"].concat()
        }
        _ => list(names),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_names_are_counted() {
        let names: Vec<String> = (0..11).map(|at| format!("{at}.log")).collect();
        assert_eq!(some(&names[..2]), list(&names[..2]));
        assert!(some(&names).ends_with("7.log and 3 more"));
    }
}
