//! The rows of the table of updates, on screen and as text.

use report::{UpdateClass, UpdateEvent, UpdateFact, UpdateRow, visible};
use yew::{Callback, Html, html};

use super::evidence::evidence_that;
use super::icon::{Icon, icon};
use super::mark::{Mark, mark};
use super::panel::{copy_icon_button, note, with_codes};
use super::prose::scrolled;
use crate::message::{Action, PageMessage};
use crate::state::{Column, Sift, Table};
use crate::view::{click, text, truth};
use crate::words::{list, number};

/// The rows, below their column headers; `open` contains the names of the expanded rows, `copied` is the name of the
/// last copied text.
pub(crate) fn update_rows(
    act: &Callback<PageMessage>,
    wish: &Table,
    open: &[String],
    copied: Option<&str>,
    rows: &[&UpdateRow],
) -> Html {
    let table = html! {
        <table class="logs updates">
            <thead>
                <tr>
                    {sorted(act, wish, Column::State, "State")}
                    {sorted(act, wish, Column::Kb, "KB")}
                    {sorted(act, wish, Column::Title, "Update")}
                    <th>{"Download"}</th>
                    <th>{"Installation"}</th>
                    <th>{"State message"}</th>
                    <th>{"Superseded by"}</th>
                </tr>
            </thead>
            <tbody>{for rows.iter().map(|update| row(act, open, copied, update))}</tbody>
        </table>
    };
    scrolled("Table of updates", table)
}

/// The header of a sortable column.
fn sorted(act: &Callback<PageMessage>, wish: &Table, column: Column, title: &str) -> Html {
    let by = wish.column == column;
    let down = wish.down;
    let (sort, sign) = if down { ("descending", Icon::Down) } else { ("ascending", Icon::Up) };
    html! {
        <th aria-sort={by.then_some(sort)}>
            <button class="text-button" type="button" onclick={click(act, Action::Updates(Sift::By(column)))}>
                {text(title)}
                if by {
                    {icon(sign)}
                }
            </button>
        </th>
    }
}

/// The unique name of an update.
fn name(update: &UpdateRow) -> String {
    [&update.id, &update.kb, &update.title].map(|part| part.as_deref().unwrap_or_default()).join(" ")
}

/// The row of an update and, if expanded, its details below.
fn row(act: &Callback<PageMessage>, unfolded: &[String], copied: Option<&str>, update: &UpdateRow) -> Html {
    let name = name(update);
    let open = unfolded.contains(&name);
    html! {
        <key={name.as_str()}>
            <tr>
                <td class="outcome">{outcome(update)}</td>
                <td>{text(update.kb.as_deref().unwrap_or_default())}</td>
                <td class="title">{title(act, update, &name, open)}</td>
                <td>{text(&last(update, DOWNLOAD))}</td>
                <td>{text(&last(update, INSTALLATION))}</td>
                <td>{text(&last(update, MESSAGE))}</td>
                <td>{text(&by(update))}</td>
            </tr>
            if open {
                {opened(act, copied, update)}
            }
        </>
    }
}

/// The state of an update, and its error codes.
fn outcome(update: &UpdateRow) -> Html {
    let sign = Mark::of_update(update.state);
    html! {
        <>
            {mark(sign)}
            <strong class={sign.class()}>{text(update.state.words())}</strong>
            if let Some(code) = &update.code {
                <div>{with_codes(code)}</div>
            }
            if let Some(inner) = &update.inner_code {
                <div class="note">{with_codes(&["inner code ", inner].concat())}</div>
            }
        </>
    }
}

/// The title of an update, which expands its row, and its kind.
fn title(act: &Callback<PageMessage>, update: &UpdateRow, name: &str, open: bool) -> Html {
    let id = update.id.as_deref().unwrap_or_default();
    let article = update.kb.as_ref().map(|kb| ["KB", kb].concat());
    let title = update.title.as_deref().or(article.as_deref()).unwrap_or(id);
    html! {
        <>
            <button
                class="text-button"
                type="button"
                aria-expanded={truth(open)}
                onclick={click(act, Action::Fold(name.to_owned()))}
            >
                {text(title)}
                {icon(if open { Icon::Down } else { Icon::Right })}
            </button>
            if title != id {
                {note(id)}
            }
            if update.class != UpdateClass::Product {
                <div class="note">{text(kind(update))}</div>
            }
        </>
    }
}

/// The kind of an update in one word.
fn kind(update: &UpdateRow) -> &'static str {
    let plural = update.class.plural();
    plural.strip_suffix('s').unwrap_or(plural)
}

const DOWNLOAD: &[UpdateEvent] = &[
    UpdateEvent::DownloadStarted,
    UpdateEvent::Downloaded,
    UpdateEvent::DownloadFailed,
    UpdateEvent::DownloadCancelled,
];
const INSTALLATION: &[UpdateEvent] = &[
    UpdateEvent::InstallStarted,
    UpdateEvent::InstallDone,
    UpdateEvent::InstallFailed,
    UpdateEvent::RestartPending,
];
const MESSAGE: &[UpdateEvent] = &[UpdateEvent::StateRaised, UpdateEvent::StateForwarded];

/// The last result of a download, an installation or a state message, in one or two words.
fn last(update: &UpdateRow, events: &[UpdateEvent]) -> String {
    let fact = update.facts.iter().rev().find(|fact| events.contains(&fact.event));
    let word = |fact: &UpdateFact| match fact.event {
        UpdateEvent::DownloadStarted | UpdateEvent::InstallStarted => "started",
        UpdateEvent::DownloadFailed | UpdateEvent::InstallFailed => "failed",
        UpdateEvent::Downloaded | UpdateEvent::InstallDone => "succeeded",
        UpdateEvent::DownloadCancelled => "cancelled",
        UpdateEvent::RestartPending => "restart pending",
        UpdateEvent::StateForwarded => "forwarded",
        _ => "raised, not forwarded",
    };
    fact.map_or_else(|| "\u{2013}".to_owned(), |fact| word(fact).to_owned())
}

/// The superseding updates in short.
fn by(update: &UpdateRow) -> String {
    match &update.superseded_by[..] {
        [] => String::new(),
        [one] => one.clone(),
        [first, rest @ ..] => [first, " and ", &number(rest.len() as u64), " more"].concat(),
    }
}

/// The details of an update, with its lines.
fn opened(act: &Callback<PageMessage>, copied: Option<&str>, update: &UpdateRow) -> Html {
    html! {
        <tr class="opened">
            <td colspan="7">
                <p class="why">
                    if let Some(id) = &update.id {
                        {"Id "}
                        <code>{text(id)}</code>
                        {copy_icon_button(act, copied, &["id-", id].concat(), id.clone(), "Copy ID")}
                    }
                    if let Some(revision) = update.revision {
                        {text(&[" revision ", &revision.to_string()].concat())}
                    }
                    if !update.superseded_by.is_empty() {
                        {text(&[" Superseded by ", &list(&update.superseded_by)].concat())}
                    }
                </p>
                <ol class="evidence">{for update.facts.iter().map(|fact| line(act, fact))}</ol>
            </td>
        </tr>
    }
}

/// A line that names an update, with its meaning.
fn line(act: &Callback<PageMessage>, fact: &UpdateFact) -> Html {
    let code = fact.code.as_deref().map_or_else(String::new, |code| [" ", code].concat());
    let summary = [fact.event.words(), &code].concat();
    evidence_that(act, &fact.evidence, None, &summary)
}

/// The rows as text, with a tab between cells.
pub(crate) fn as_text(rows: &[&UpdateRow]) -> String {
    let mut text =
        "State\tCode\tInner code\tKB\tTitle\tKind\tId\tDownload\tInstallation\tState message\tSuperseded by\n".to_owned();
    for update in rows {
        // A line break in a title must not start a row.
        let cell = |value: &Option<String>| visible(value.as_deref().unwrap_or_default()).replace('\t', " ");
        let cells = [
            update.state.words().to_owned(),
            cell(&update.code),
            cell(&update.inner_code),
            cell(&update.kb),
            cell(&update.title),
            kind(update).to_owned(),
            cell(&update.id),
            last(update, DOWNLOAD),
            last(update, INSTALLATION),
            last(update, MESSAGE),
            update.superseded_by.join(" "),
        ];
        text.extend([cells.join("\t").as_str(), "\n"]);
    }
    text
}
