//! The verdict: the headline, its evidence, and the next action.

use knowledge::prose::{Block, RemedyAction, Span};
use report::{EvidenceLine, Finding, FlowRow, FlowVerdict, MissingLog, Outcome, Report, Run, Strength};
use yew::{Html, html};

use super::evidence::place;
use super::icon::{Icon, icon};
use super::mark::{Mark, mark};
use super::missing::minutes;
use super::panel::{button, copy, tag, text_button, with_codes};
use super::prose::spans;
use super::reading::{mark_so_far, part_read};
use super::ticket::take_away_buttons;
use crate::fill::Fill;
use crate::flow::{decisive, is_possible, leading_run};
use crate::message::Action;
use crate::time::{Moment, show, span, zone_of, zone_of_line};
use crate::view::{View, text};
use crate::words::{count, number, sure};

/// A longer command is shown only in the fix plan.
const SHORT: usize = 80;

/// The panel; `flow` is the flow that the report shows, if these logs contain one.
pub(crate) fn verdict_panel(view: &View, report: &Report, flow: Option<&FlowRow>) -> Html {
    let sign = mark_so_far(&view.state.session, Mark::of_report(report));
    let finding = decisive(report);
    let (title, more) = headline(report);
    let class = ["panel verdict ", sign.class()].concat();
    html! {
        <section class={class} id="verdict" tabindex="-1" aria-labelledby="verdict-title">
            <div class="verdict-head">
                {mark(sign)}
                <h1 id="verdict-title">{with_codes(title)}</h1>
                {part_read(&view.state.session)}
                if finding.is_some_and(is_possible) {
                    {tag(sign, "Possible")}
                }
                <div class="buttons">
                    {button(view, "button", Icon::Plus, "Add logs", Action::Pick { folder: false })}
                    {take_away_buttons(view)}
                    {button(view, "button", Icon::Print, "Print", Action::Print)}
                </div>
            </div>
            <dl class="facts">
                {for more.split(". ").filter(|more| !more.is_empty()).map(covered)}
                {of_machine(view, report, finding)}
                if let Some(flow) = flow {
                    {of_flow(view, report, flow)}
                }
                if let Some(finding) = finding {
                    {of_finding(finding)}
                }
            </dl>
            if let Some(finding) = finding {
                {next(view, report, finding)}
            }
        </section>
    }
}

/// The title of a report; good news is one sentence, and the sentences about what it covers follow.
fn headline(report: &Report) -> (&str, &str) {
    let headline = &report.headline;
    let parts = headline.summary.split_once(". ").filter(|_| headline.verdict == FlowVerdict::Ok);
    parts.unwrap_or((headline.summary.as_str(), ""))
}

/// A sentence about what good news covers: "Checked: …".
fn covered(sentence: &str) -> Html {
    let (name, value) = sentence.split_once(": ").unwrap_or(("Also", sentence));
    fact(name, value.trim_end_matches('.'), "")
}

fn fact(name: &str, value: &str, more: &str) -> Html {
    fact_with(name, value, more, Html::default())
}

/// A fact with the line that proves it.
fn fact_with(name: &str, value: &str, more: &str, line: Html) -> Html {
    html! {
        <div>
            <dt>{text(name)}</dt>
            <dd><strong>{text(value)}</strong><span>{" "}{text(more)}</span>{line}</dd>
        </div>
    }
}

fn line_of(view: &View, line: Option<&EvidenceLine>) -> Html {
    line.map_or_else(Html::default, |line| html! { <>{" "}{place(view, line)}</> })
}

fn of_machine(view: &View, report: &Report, finding: Option<&Finding>) -> Html {
    let fill = Fill::of(finding, view.state);
    let site = fill.known("site_code").map_or_else(String::new, |site| ["(site ", site, ")"].concat());
    html! {
        <>
            if !report.machine.is_empty() {
                {fact("Machine", &report.machine, &site)}
            }
            if let Some(bundle) = &report.bundle {
                {fact("Source", bundle, "")}
            }
        </>
    }
}

fn of_flow(view: &View, report: &Report, flow: &FlowRow) -> Html {
    let run = leading_run(report, flow);
    let first = flow.history.failing_since_line.as_ref();
    let recovery = flow.history.recovery.as_ref().filter(|_| flow.verdict == FlowVerdict::Ok);
    let line = first.or(recovery.map(|recovery| &recovery.evidence));
    let zone = run.and_then(zone_of).or(line.and_then(zone_of_line));
    let time = |time: &str| show(time, zone, Moment::short);
    html! {
        <>
            if let Some((words, zone)) = run.and_then(|run| this_run(run, zone)) {
                {fact("This run", &words, &zone)}
            }
            if let Some(since) = &flow.failing_since {
                {fact_with("Failing since", &time(since), &runs_since(report, flow, since), line_of(view, first))}
            }
            if let Some(last) = &flow.last_success {
                {fact("Last success", &time(last), "")}
            }
            if let Some(fixed) = recovery {
                {fact_with(
                    "Fixed",
                    fixed.code.as_deref().unwrap_or("The failure"),
                    &["last at ", &time(fixed.last_failed.as_deref().unwrap_or("an unknown time")), ", good since ",
                        &time(fixed.good_since.as_deref().unwrap_or("then"))].concat(),
                    line_of(view, Some(&fixed.evidence)),
                )}
            }
        </>
    }
}

/// How many of the runs since a time failed; only the failed ones, if the report does not contain all runs.
fn runs_since(report: &Report, flow: &FlowRow, since: &str) -> String {
    let since = Moment::parse(since).map(Moment::millis);
    let is_since = |run: &&Run| {
        let start = run.start.as_deref().and_then(Moment::parse).map(Moment::millis);
        run.flow == flow.flow && run.affects_verdict && start >= since
    };
    let runs: Vec<&Run> = report.runs.iter().filter(is_since).collect();
    let failed = runs.iter().filter(|run| run.outcome == Outcome::Failed).count() as u64;
    let (one, many) = knowledge::flow(&flow.flow).map_or(("run", "runs"), |flow| flow.run);
    match runs.len() as u64 {
        _ if failed == 0 => String::new(),
        _ if report.runs.len() < report.run_count as usize => {
            ["(at least ", &count(failed, one, many), " since then)"].concat()
        }
        all => ["(", &number(failed), " of ", &count(all, one, many), " since then)"].concat(),
    }
}

fn of_finding(finding: &Finding) -> Html {
    let (strength, means) = match finding.strength {
        Strength::Logged => ("logged", "(stated in a log line)"),
        Strength::Inferred => ("inferred", "(follows from log lines)"),
        Strength::Possible => ("possible", "(no line shows how the operation ended)"),
    };
    let open = match finding.contradictions.len() as u64 {
        0 => String::new(),
        open => ["(", &count(open, "open question", "open questions"), ")"].concat(),
    };
    html! {
        <>
            if let Some(subject) = &finding.subject {
                {fact("Affects", subject, "")}
            }
            {fact("Evidence", strength, means)}
            // The causes of a possible finding are choices, not conclusions.
            if !is_possible(finding) {
                {fact("Conclusion", sure(finding.confidence), &open)}
            }
        </>
    }
}

/// The start and end of the run, and their time zone.
fn this_run(run: &Run, zone: Option<i32>) -> Option<(String, String)> {
    let start = Moment::parse(run.start.as_deref()?)?.in_zone(zone);
    let end = run.end.as_deref().and_then(Moment::parse).map_or(start, |end| end.in_zone(zone));
    Some((span(start, end), start.zone()))
}

/// The next action: get the log that confirms a possible finding; else the first action of the cause; without a cause,
/// the code's page.
fn next(view: &View, report: &Report, finding: &Finding) -> Html {
    let settles = report.missing_logs.first().filter(|_| is_possible(finding));
    html! {
        <div class="next">
            <strong class="lead">{icon(Icon::Arrow)}{"Do next"}</strong>
            if let Some(log) = settles {
                {missing_log(view, log)}
            } else {
                {known(view, finding)}
            }
        </div>
    }
}

/// The log that confirms or rules out a possible finding.
fn missing_log(view: &View, log: &MissingLog) -> Html {
    let why = log.reason.split(". ").next().unwrap_or_default();
    let place = ["Get ", &log.log, " from the ", &log.role, &minutes(log, None)].concat();
    html! {
        <>
            {text(&[&place, ": it ", why, "."].concat())}
            {text_button(view, "Show location", Action::Show("missing"))}
        </>
    }
}

/// The first action of the cause; without a cause, the code's page.
fn known(view: &View, finding: &Finding) -> Html {
    let remedy = finding.cause.as_deref().and_then(knowledge::cause).map(knowledge::remedy);
    let deed = remedy.and_then(|remedy| remedy.check.first().or(remedy.fix.first()));
    let all = remedy.map_or(0, |remedy| remedy.check.len() + remedy.fix.len()) as u64;
    match (deed, &finding.code) {
        (Some(deed), _) => first_deed(view, finding, deed, all),
        (None, Some(code)) => {
            let sentence = ["No known cause matches. See the page of ", code, "."].concat();
            html! { <span>{with_codes(&sentence)}</span> }
        }
        (None, None) => html! { <span>{"No known cause matches. Check the lines of the step below."}</span> },
    }
}

/// The first of `all` actions, with its command if that is short.
fn first_deed(view: &View, finding: &Finding, deed: &RemedyAction, all: u64) -> Html {
    let fill = Fill::of(Some(finding), view.state);
    let words = [&count(all.saturating_sub(1), "more step", "more steps"), " in the fix plan"].concat();
    html! {
        <>
            <span>{text(&[deed.title, ", ", deed.at(), deed.on].concat())}</span>
            if let Some(command) = short_command(deed.blocks, fill) {
                <code class="inline-command">{spans(view, command, fill)}</code>
                {copy(view, "next", fill.text(command), "Copy")}
            }
            if all > 1 {
                {text_button(view, &words, Action::Show("fix"))}
            }
        </>
    }
}

/// The first command, if it is one short line.
fn short_command(blocks: &[Block], fill: Fill) -> Option<&'static [Span]> {
    let command = blocks.iter().find_map(|block| match block {
        Block::Command(command) => Some(command.text),
        _ => None,
    });
    command.filter(|command| fill.text(command).len() < SHORT && !fill.text(command).contains('\n'))
}
