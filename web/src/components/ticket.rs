//! The report to take away: the buttons, and the dialog with its forms, the replaced names and the preview.

use report::ExportForm;
use wasm_split_helpers::wasm_split;
use yew::{Html, html};

use super::icon::Icon;
use super::mark::{Mark, mark};
use super::panel::{button, choice, copying_button};
use super::save_text::in_frame;
use super::small_table::small_table;
use crate::message::Action;
use crate::session::{ExportedText, FORMS};
use crate::view::{View, click, text};
use crate::words::number;

/// How many characters the preview shows.
const PREVIEW: usize = 20_000;

/// The buttons of a report; none while it is incomplete.
pub(crate) fn take_away_buttons(view: &View) -> Html {
    if view.state.session.busy() {
        return Html::default();
    }
    html! {
        <>
            {copy_button(view, "Copy for a ticket")}
            {button(view, "button small", Icon::File, "Export", Action::Export(ExportForm::Markdown, false))}
        </>
    }
}

fn copy_button(view: &View, words: &str) -> Html {
    copying_button(view, view.state.copied.as_deref() == Some("ticket"), Action::CopyExport, words)
}

/// The content of the dialog.
#[wasm_split(later)]
pub(crate) fn export_dialog(view: &View<'_>) -> Html {
    let Some(export) = &view.state.session.export else { return Html::default() };
    let form = |(form, title, _): (ExportForm, &str, &str)| {
        choice(form == export.form, click(view, Action::Export(form, export.mask)), text(title))
    };
    let mask = Action::Export(export.form, !export.mask);
    html! {
        <>
            <div class="choices" role="group" aria-label="Form">{for FORMS.into_iter().map(form)}</div>
            <div class="choices">
                {choice(export.mask, click(view, mask), text("Replace names of machines, users and addresses"))}
            </div>
            if let Some(problem) = export.problem {
                <p class="lock-state" role="alert">{mark(Mark::Warning)}{text(problem)}</p>
            } else if let Some(written) = &export.text {
                {ready(view, export, written)}
            } else {
                <p class="note" role="status">{"Writing the text"}</p>
            }
        </>
    }
}

/// The text that can be copied and saved, after what was replaced in it.
fn ready(view: &View, export: &ExportedText, written: &str) -> Html {
    let end = written.char_indices().nth(PREVIEW).map(|(end, _)| end);
    let shown = end.and_then(|end| written.get(..end)).unwrap_or(written);
    let in_part = ["The preview shows the first ", &number(PREVIEW as u64), " characters."].concat();
    html! {
        <>
            if export.mask {
                {replaced(view, export)}
            }
            <pre class="snippet" tabindex="0" role="group" aria-label="Preview"><code>{text(shown)}</code></pre>
            if end.is_some() {
                <p class="note">{text(&in_part)}</p>
            }
            <div class="buttons">
                {copy_button(view, "Copy")}
                {button(view, "button primary", Icon::Install, "Save", Action::SaveExport { is_key: false })}
            </div>
            <p class="note">{"The text is created in this page. Nothing is sent."}</p>
            {in_frame(view)}
        </>
    }
}

/// What was replaced, and the button that saves it.
fn replaced(view: &View, export: &ExportedText) -> Html {
    let row = |(stand_in, original): &(String, String)| vec![text(stand_in), text(original)];
    if export.key.is_empty() {
        return html! { <p class="note">{"No names were found to replace."}</p> };
    }
    html! {
        <>
            {small_table("Replaced names", &["In the text", "In your logs"], export.key.iter().map(row).collect())}
            <p class="note">
                {"This key stays on this page and is not in the text. Check the preview for names that are \
                  missing here."}
            </p>
            <div class="buttons">
                {button(view, "button small", Icon::Install, "Save the key", Action::SaveExport { is_key: true })}
            </div>
        </>
    }
}
