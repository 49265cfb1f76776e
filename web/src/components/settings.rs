//! The configuration from logs and registry exports, with the line of each source.

use report::{Report, SettingRow, SettingValue};
use yew::{Html, html};

use super::evidence::place;
use super::mark::{Mark, mark};
use super::panel::{first_rows, note, panel, tag, title};
use super::prose::scrolled;
use crate::message::Action;
use crate::view::{View, click, text, truth};
use crate::words::count;

/// How many settings with matching sources are shown; a button shows the rest.
const SHOWN: usize = 8;

/// The panel; empty without settings.
pub(crate) fn settings(view: &View, report: &Report) -> Html {
    let (agreed, open): (Vec<&SettingRow>, Vec<&SettingRow>) =
        report.settings.iter().partition(|setting| setting.sources_agree);
    if report.settings.is_empty() {
        return Html::default();
    }
    let (shown, others) = first_rows(view, "all-settings", agreed.len(), SHOWN, "more");
    let rows = open.iter().chain(agreed.iter().take(shown));
    let table = html! {
        <table class="logs settings">
            <thead>
                <tr><th>{"Setting"}</th><th>{"Value"}</th><th>{"Source"}</th><th>{"Line"}</th></tr>
            </thead>
            <tbody>{for rows.map(|setting| row(view, setting))}</tbody>
        </table>
    };
    let head = html! { <>{title("settings", "Configuration")}{note("from logs and registry exports")}</> };
    let body = html! {
        <>
            {scrolled("Table of settings", table)}
            {others}
        </>
    };
    panel("settings", head, body)
}

/// A setting; if its sources disagree, each has a row.
fn row(view: &View, setting: &SettingRow) -> Html {
    let open = !setting.sources_agree || view.state.is_open(&fold(setting));
    let shown = if open { setting.values.len() } else { 1 };
    let sources = setting.values.iter().take(shown).enumerate();
    html! {
        <key={setting.id.as_str()}>
            {for sources.map(|(at, value)| source(view, setting, at, value))}
        </>
    }
}

/// The fold name of the other sources of a setting.
fn fold(setting: &SettingRow) -> String {
    ["setting-", &setting.id].concat()
}

/// The row of a source; the first has the title and, if the sources agree, the button that shows the others.
fn source(view: &View, setting: &SettingRow, at: usize, value: &SettingValue) -> Html {
    let (first, agree) = (at == 0, setting.sources_agree);
    let class = [if first { "" } else { "again" }, if agree { "" } else { " warn" }].concat();
    let others = setting.values.len() as u64 - 1;
    html! {
        <tr {class}>
            <th scope="row">
                if first {
                    {text(&setting.title)}
                    if !agree {
                        <div>{tag(Mark::Warning, "Sources disagree")}</div>
                    }
                } else {
                    <span class="unseen">{text(&setting.title)}{", too"}</span>
                }
            </th>
            <td>{shown(value)}</td>
            <td>
                {text(&value.source)}
                if first && agree && others > 0 {
                    {others_button(view, fold(setting), others)}
                }
            </td>
            <td>{place(view, &value.evidence)}</td>
        </tr>
    }
}

fn shown(value: &SettingValue) -> Html {
    if value.value.is_empty() {
        return html! { <>{mark(Mark::Off)}{note("empty")}</> };
    }
    html! { <code>{text(&value.value)}</code> }
}

/// The button to the other sources.
fn others_button(view: &View, fold: String, others: u64) -> Html {
    let open = view.state.is_open(&fold);
    html! {
        <button
            class="text-button"
            type="button"
            aria-expanded={truth(open)}
            onclick={click(view, Action::Fold(fold))}
        >
            {text(&["and ", &count(others, "other", "others")].concat())}
        </button>
    }
}
