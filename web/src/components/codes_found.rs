//! The codes in the logs by disposition; noise, which healthy logs contain too, is collapsed.

use std::rc::Rc;

use report::{CodeSeen, Disposition};
use yew::{Callback, Html, Properties, component, html};

use super::icon::{Icon, icon};
use super::mark::{Mark, mark};
use super::panel::{code_link, note, titled};
use crate::message::{Action, PageMessage};
use crate::state::ShownReport;
use crate::view::{View, click, text, truth};
use crate::words::{count, number};

/// How many codes of each disposition are shown; the rest is collapsed, and noise is collapsed completely.
const SHOWN: usize = 8;

/// The panel of the report that is shown.
pub(crate) fn codes_found(view: &View) -> Html {
    html! {
        if let Some(report) = view.state.shown_report() {
            <CodesFound
                {report}
                open={Rc::clone(&view.state.open)}
                revision={view.state.revision}
                act={view.act}
            />
        }
    }
}

#[derive(Properties, PartialEq)]
struct CodesFoundProps {
    report: ShownReport,
    /// The names of the expanded groups.
    open: Rc<Vec<String>>,
    revision: u32,
    act: Callback<PageMessage>,
}

/// Empty if no codes were found.
#[component]
fn CodesFound(props: &CodesFoundProps) -> Html {
    let report = &props.report;
    if report.codes.is_empty() {
        return Html::default();
    }
    let groups = Disposition::ALL.into_iter().map(|disposition| {
        let codes: Vec<&CodeSeen> =
            report.codes.iter().filter(|code| code.disposition == disposition).collect();
        group(props, disposition, &codes)
    });
    let (here, all) = (report.codes.len() as u64, report.code_count.into());
    let body = html! {
        <>
            {for groups}
            if here < all {
                <p class="note">{text(&["Showing the first ", &number(here), " of ", &count(all, "code", "codes"), "."].concat())}</p>
            }
        </>
    };
    titled("codes", "Codes found", body)
}

/// The codes of a disposition, with its name and meaning, and the button that expands the rest; empty if there are
/// none.
fn group(props: &CodesFoundProps, disposition: Disposition, codes: &[&CodeSeen]) -> Html {
    let most = if disposition == Disposition::Noise { 0 } else { SHOWN };
    let (shown, rest) = codes.split_at(codes.len().min(most));
    let name = ["codes-", disposition.words()].concat();
    let open = props.open.contains(&name);
    let (one, many) = if most == 0 { ("code", "codes") } else { ("more code", "more codes") };
    html! {
        if !codes.is_empty() {
            <h3 class="group-head">
                {mark(Mark::of_code(disposition))}
                <strong>{text(disposition.words())}</strong>
                {note(disposition.meaning())}
            </h3>
            {rows(shown)}
            if !rest.is_empty() {
                <button
                    class="fold"
                    type="button"
                    aria-expanded={truth(open)}
                    onclick={click(&props.act, Action::Fold(name))}
                >
                    {icon(if open { Icon::Down } else { Icon::Right })}
                    <span>{text(&count(rest.len() as u64, one, many))}</span>
                    {times(rest.iter().map(|code| code.count).sum())}
                </button>
                if open {
                    {rows(rest)}
                }
            }
        }
    }
}

fn times(count: u64) -> Html {
    html! { <span class="count">{text(&[&number(count), " \u{d7}"].concat())}</span> }
}

fn rows(codes: &[&CodeSeen]) -> Html {
    html! {
        if !codes.is_empty() {
            <ul class="codes">{for codes.iter().map(|code| row(code))}</ul>
        }
    }
}

fn row(code: &CodeSeen) -> Html {
    let value = u32::from_str_radix(code.code.trim_start_matches("0x"), 16).unwrap_or_default();
    let means = knowledge::code(value).map(|known| known.message).or(code.symbol.as_deref());
    html! {
        <li>
            {code_link(&code.code)}
            <span class="means">{text(means.unwrap_or_default())}</span>
            {times(code.count)}
        </li>
    }
}
