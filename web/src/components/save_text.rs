//! Saving traces as the text log that the Windows command writes: the button, and the dialog that it opens.

use report::LogRow;
use wasm_split_helpers::wasm_split;
use yew::{Callback, Html, html};

use super::icon::Icon;
use super::mark::{Mark, mark};
use super::panel::{button, choice, text_button};
use crate::message::{Action, PageMessage};
use crate::session::{Saved, Saving};
use crate::view::{View, click, text};
use crate::words::{count, size};

/// The button of a log that can be saved as text.
pub(crate) fn save_button(act: &Callback<PageMessage>, log: &LogRow) -> Html {
    // A trace whose messages are in symbols has no text to save.
    if !log.convertible || log.entries == 0 {
        return Html::default();
    }
    let files = log.parts.iter().map(|part| part.file).collect();
    let name = [log.kind.as_str(), ".log"].concat();
    text_button(act, "Save as a text log", Action::SaveText(name, files))
}

/// The content of the dialog.
#[wasm_split(later)]
pub(crate) fn save_text(view: &View<'_>) -> Html {
    let Some(saving) = &view.state.session.saving else { return Html::default() };
    let traces = count(saving.files.len() as u64, "trace", "traces");
    let writes = ", as Get-WindowsUpdateLog writes it on Windows: ";
    let save = ["Save ", &saving.name].concat();
    let times = |utc, words| choice(saving.utc == utc, click(view, Action::SaveTimes(utc)), text(words));
    html! {
        <>
            <p>{text(&["Text log from ", &traces, writes, &saving.name, "."].concat())}</p>
            <div class="choices" role="group" aria-label="Time zone">
                {times(false, "Machine local time")}
                {times(true, "UTC")}
            </div>
            <div class="buttons">{button(view, "button primary", Icon::File, &save, Action::WriteText)}</div>
            <p class="lock-state" role="status">{status(saving)}</p>
            <p class="note">{"The file is created in this page. Nothing is sent."}</p>
            {in_frame(view)}
        </>
    }
}

/// The note for frames. Browsers block a download silently if the frame does not allow it: no script can detect that.
pub(crate) fn in_frame(view: &View) -> Html {
    if !view.state.framed {
        return Html::default();
    }
    html! {
        <p class="note">
            {"This page is in a frame. If no file is saved, the frame's sandbox attribute lacks allow-downloads: \
              add it to the frame, or open the full page and drop the files there."}
        </p>
    }
}

/// The progress of the file.
fn status(saving: &Saving) -> Html {
    let bytes = size(saving.bytes);
    match &saving.status {
        Saved::Open => Html::default(),
        Saved::Writing => html! { <span>{text(&["Written: ", &bytes].concat())}</span> },
        Saved::Done => {
            let saved = ["Saved: ", &saving.name, ", ", &bytes].concat();
            html! { <>{mark(Mark::Ok)}<span>{text(&saved)}</span></> }
        }
        Saved::Failed(why) => html! { <>{mark(Mark::Failed)}{text(why)}</> },
    }
}
