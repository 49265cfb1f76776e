//! What was given and not read, and why.

use report::{Report, SkippedFile};
use yew::{Html, html};

use super::mark::{Mark, mark};
use super::panel::{first_rows, note, panel, title};
use crate::view::{View, text};
use crate::words::{count, number, size};

/// More rows than these stand behind a button.
const SHOWN: usize = 8;

/// The panel; nothing where all was read.
pub(crate) fn skipped(view: &View, report: &Report) -> Html {
    let all = &report.skipped_files;
    if all.is_empty() {
        return Html::default();
    }
    let (shown, others) = first_rows(view, "all-skipped", all.len(), SHOWN, "more");
    let files = count(all.iter().map(|one| one.count).sum(), "file", "files");
    let head = html! { <>{title("skipped", "Not read")}{note(&files)}</> };
    let body = html! {
        <>
            <ul class="rows">{for all.iter().take(shown).map(row)}</ul>
            {others}
        </>
    };
    panel("skipped", head, body)
}

fn row(one: &SkippedFile) -> Html {
    let after = match one.size {
        _ if one.count > 1 => [" and ", &number(one.count - 1), " more like it"].concat(),
        Some(bytes) => [", ", &size(bytes)].concat(),
        None => String::new(),
    };
    html! {
        <li>
            {mark(Mark::Off)}
            <span>
                <strong>{text(&one.name)}</strong>
                {text(&after)}
                if !one.folder.is_empty() {
                    {note(&one.folder)}
                }
                <div>{text(&one.reason)}</div>
            </span>
        </li>
    }
}
