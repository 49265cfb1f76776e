//! The configuration: what logs and exports say of it, with the line of each source.

use report::{Report, SettingRow, SettingValue};
use yew::{Html, html};

use super::evidence::place;
use super::mark::{Mark, mark};
use super::panel::{first_rows, note, panel, tag, title};
use super::prose::scrolled;
use crate::message::Action;
use crate::view::{View, click, text, truth};
use crate::words::count;

/// More settings than these, where their sources agree, stand behind a button.
const SHOWN: usize = 8;

/// The panel; nothing where nothing is known.
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
                <tr><th>{"Setting"}</th><th>{"Value"}</th><th>{"Said by"}</th><th>{"Line"}</th></tr>
            </thead>
            <tbody>{for rows.map(|setting| row(view, setting))}</tbody>
        </table>
    };
    let head = html! { <>{title("settings", "Configuration")}{note("as logs and exports say it")}</> };
    let body = html! {
        <>
            {scrolled("Table of the configuration", table)}
            {others}
        </>
    };
    panel("settings", head, body)
}

/// A setting; where its sources disagree, each has a row.
fn row(view: &View, setting: &SettingRow) -> Html {
    let fold = ["setting-", &setting.id].concat();
    let all = setting.values.len();
    let shown = if !setting.sources_agree || view.state.is_open(&fold) { all } else { 1 };
    let values = setting.values.iter().take(shown);
    html! {
        <key={setting.id.as_str()}>
            {for values.clone().take(1).map(|value| first(view, setting, value))}
            {for values.skip(1).map(|value| again(view, setting, value))}
        </>
    }
}

/// The row of its first source, with the button to the others where they agree.
fn first(view: &View, setting: &SettingRow, value: &SettingValue) -> Html {
    let others = setting.values.len() as u64 - 1;
    html! {
        <tr class={(!setting.sources_agree).then_some("warn")}>
            <th scope="row">
                {text(&setting.title)}
                if !setting.sources_agree {
                    <div>{tag(Mark::Warning, "Sources disagree")}</div>
                }
            </th>
            <td>{said(value)}</td>
            <td>
                {text(&value.source)}
                if setting.sources_agree && others > 0 {
                    {others_button(view, ["setting-", &setting.id].concat(), others)}
                }
            </td>
            <td>{place(view, &value.evidence)}</td>
        </tr>
    }
}

/// The row of another source.
fn again(view: &View, setting: &SettingRow, value: &SettingValue) -> Html {
    html! {
        <tr class={if setting.sources_agree { "again" } else { "again warn" }}>
            <th scope="row"><span class="unseen">{text(&setting.title)}{", too"}</span></th>
            <td>{said(value)}</td>
            <td>{text(&value.source)}</td>
            <td>{place(view, &value.evidence)}</td>
        </tr>
    }
}

fn said(value: &SettingValue) -> Html {
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
