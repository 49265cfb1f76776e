//! A command behind its title, with a button that copies it.

use yew::{Html, html};

use super::icon::{Icon, icon};
use super::panel::{copy, note};
use crate::view::{View, attr, text};

/// The command; `name` is unique on the page, `shell` names where it runs.
pub(crate) fn folded_command(view: &View, name: &str, title: &str, shell: &str, command: &str) -> Html {
    html! {
        <details class="part">
            <summary>{icon(Icon::Right)}<strong>{text(title)}</strong>{note(shell)}</summary>
            <div class="command">
                <pre tabindex="0" role="group" aria-label={attr(shell)}><code>{text(command)}</code></pre>
                {copy(view, name, command.to_owned(), "Copy")}
            </div>
        </details>
    }
}
