//! A command to copy; a value that the logs do not hold is a field in it.

use knowledge::prose::{Shell, ShellCommand};
use yew::{Html, html};

use super::panel::copy;
use super::spans::spans;
use crate::fill::Fill;
use crate::view::{View, text};

/// A command in a box of its own; `name` is unique on the page.
pub(crate) fn command(view: &View, name: &str, command: &ShellCommand, fill: Fill) -> Html {
    let fault = |fault: &String| html! { <p class="fault">{text(fault)}</p> };
    html! {
        <>
            <div class="command">
                <pre tabindex="0" role="group" aria-label={shell(command.shell)}>
                    <code>{spans(view, command.text, fill)}</code>
                </pre>
                {copy(view, name, fill.text(command.text), "Copy")}
            </div>
            // Said when it appears, since the reader is typing elsewhere.
            <div class="faults" role="status">{for fill.faults(command.text).iter().map(fault)}</div>
        </>
    }
}

/// What reads it, in words.
pub(crate) fn shell(shell: Shell) -> &'static str {
    match shell {
        Shell::PowerShell => "PowerShell",
        Shell::Cmd => "Command prompt",
        Shell::Sql => "SQL",
        Shell::Text => "Text",
    }
}
