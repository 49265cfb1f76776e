//! The fix plan: the checks and fixes of the cause, least invasive first, and how to verify the fix.

use knowledge::Cause;
use knowledge::prose::{Block, RemedyAction, ShellCommand};
use report::Finding;
use yew::{Html, html};

use super::icon::{Icon, icon};
use super::mark::{Mark, mark};
use super::panel::{copy, link, note, panel, title_with, titled};
use super::prose::{prose, shell};
use super::reasons::reasons;
use crate::fill::Fill;
use crate::message::Action;
use crate::view::{View, attr, click, text, truth};

/// The plan for a finding. If no cause matches, the reasons for and against the causes that almost match; else empty.
pub(crate) fn fix_plan(view: &View, finding: &Finding) -> Html {
    let reasons = reasons(view, finding);
    let Some(cause) = finding.cause.as_deref().and_then(knowledge::cause) else {
        if finding.reasons.is_empty() {
            return Html::default();
        }
        return titled("fix", "No known cause matches", reasons);
    };
    let remedy = knowledge::remedy(cause);
    let fill = Fill::of(Some(finding), view.state);
    let title = html! { <>{"Fix plan"}{note("least invasive first; with values from your logs")}</> };
    let head = html! {
        <>
            {title_with("fix", title)}
            {copy(view, "all", commands(cause, fill), "Copy all")}
        </>
    };
    let deeds = remedy.check.iter().chain(remedy.fix).enumerate();
    let body = html! {
        <>
            <p class="why">{"Cause: "}{link(&["#/cause/", cause.id].concat(), cause.title)}</p>
            {reasons}
            <ol class="deeds">{for deeds.map(|(at, deed)| step(view, at + 1, deed, fill))}</ol>
            {verify(view, cause, fill)}
        </>
    };
    panel("fix", head, body)
}

/// One action; its number is a checkbox.
fn step(view: &View, number: usize, deed: &RemedyAction, fill: Fill) -> Html {
    let number = number.to_string();
    let name = ["deed-", &number].concat();
    let done = view.state.is_open(&name);
    html! {
        <li class={done.then_some("done")}>
            <button
                class="tick"
                type="button"
                aria-pressed={truth(done)}
                aria-label={attr(&["Step ", &number, " is done"].concat())}
                onclick={click(view, Action::Fold(name.clone()))}
            >
                {if done { icon(Icon::Check) } else { text(&number) }}
            </button>
            <div>
                {deed_head("h3", deed)}
                {prose(view, &name, deed.blocks, fill)}
            </div>
        </li>
    }
}

/// Title, location and effect of an action; `tag` is the heading level of the title.
pub(crate) fn deed_head(tag: &'static str, deed: &RemedyAction) -> Html {
    let sign = match deed.on {
        "client" | "console" => Icon::Monitor,
        _ => Icon::Server,
    };
    html! {
        <>
            <@{tag} class="deed-title">{text(deed.title)}</@>
            <p class="deed-about">{icon(sign)}{text(&about(deed))}</p>
            if let Some(undo) = deed.undo {
                {undo_note(undo)}
            }
        </>
    }
}

/// How to undo an action, or a warning that nothing can.
fn undo_note(undo: &str) -> Html {
    if let Some(why) = undo.strip_prefix("not possible") {
        let why = why.strip_prefix(": ").unwrap_or(why);
        html! { <p class="deed-undo">{mark(Mark::Warning)}<strong>{"Cannot be undone. "}</strong>{text(why)}</p> }
    } else {
        html! { <p class="deed-undo"><strong>{"To undo: "}</strong>{text(undo)}</p> }
    }
}

/// Where to run it, what it changes, and how far that reaches.
fn about(deed: &RemedyAction) -> String {
    let elevated = if deed.elevated { ", elevated" } else { "" };
    let changes = deed.changes.map_or("changes nothing".to_owned(), |what| ["changes ", what].concat());
    let affects = deed.affects.map_or_else(String::new, |scope| [" \u{b7} affects ", scope].concat());
    [deed.at(), deed.on, elevated, " \u{b7} ", &changes, &affects].concat()
}

/// How to verify the fix.
fn verify(view: &View, cause: &Cause, fill: Fill) -> Html {
    html! {
        <div class="verify">
            <span class="box" aria-hidden="true"></span>
            <div>
                <h3>{"Verify"}</h3>
                {prose(view, "verify", knowledge::remedy(cause).verify, fill)}
                <p class="note">{"Drop new logs to verify the fix."}</p>
            </div>
        </div>
    }
}

/// The failure that the newer logs do not show any more.
pub(crate) fn fixed(view: &View) -> Html {
    let Some(was) = &view.state.fixed else { return Html::default() };
    html! {
        <section class="panel verify ticked" aria-label="Fixed">
            {mark(Mark::Ok)}
            <div>
                <h2>{"Fixed"}</h2>
                <p>{text(&["The newer logs show success. Before: ", was].concat())}</p>
            </div>
        </section>
    }
}

/// All commands with their titles, for the clipboard.
pub(crate) fn commands(cause: &Cause, fill: Fill) -> String {
    let mut text = ["# ", cause.title, "\n"].concat();
    let remedy = knowledge::remedy(cause);
    for deed in remedy.check.iter().chain(remedy.fix) {
        text.extend(["\n# ", deed.title, " (", &about(deed), ")\n"]);
        deed.blocks.iter().for_each(|block| add(&mut text, block, fill));
    }
    text.push_str("\n# Verify\n");
    let verify = remedy.verify.iter().filter(|block| knowledge::applies(block, fill.client));
    verify.for_each(|block| add(&mut text, block, fill));
    text
}

fn add(text: &mut String, block: &Block, fill: Fill) {
    match block {
        Block::Command(ShellCommand { shell: reads, text: spans }) => {
            text.extend(["# ", shell(*reads), ":\n", &fill.text(spans), "\n"]);
        }
        Block::Expect { log, line } => text.extend(["# Expect in ", log, ": ", line, "\n"]),
        Block::Procedure(id) => {
            let Some(procedure) = knowledge::procedure(id) else { return };
            for variant in knowledge::variants(procedure, fill.client) {
                text.extend(["\n# ", procedure.title, " (", variant.client.words(), ")\n"]);
                variant.blocks.iter().for_each(|block| add(text, block, fill));
            }
        }
        _ => {}
    }
}
