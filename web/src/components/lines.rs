//! The log lines around a line, in a dialog at the side.

use report::LineRow;
use yew::{Html, html};

use super::dialogs::DialogFrame;
use super::mark::{Mark, mark};
use super::panel::{copy, note, text_button};
use super::save_text::save_button_of;
use crate::message::Action;
use crate::session::Lines;
use crate::state::LINES;
use crate::view::{View, attr, text};
use crate::words::number;

/// How many more lines are loaded at a time.
const MORE: u32 = 40;

/// The dialog; empty until a line is opened.
pub(crate) fn lines(view: &View) -> Html {
    let lines = view.state.session.lines.as_ref();
    let title = lines.map(|lines| [&lines.log, " : ", &number(lines.line)].concat()).unwrap_or_default();
    let chosen = lines.and_then(|lines| lines.rows.iter().find(|row| row.chosen));
    let tools = chosen.map(|row| copy(view, "line", row.text.clone(), "Copy line")).unwrap_or_default();
    html! {
        <DialogFrame id={LINES} class="side" {title} {tools} act={view.act}>
            if let Some(lines) = lines {
                {body(view, lines)}
            }
        </DialogFrame>
    }
}

fn body(view: &View, lines: &Lines) -> Html {
    if let Some(problem) = &lines.problem {
        return html! { <p class="trouble" role="alert">{mark(Mark::Warning)}{text(problem)}</p> };
    }
    if lines.rows.is_empty() {
        return html! { <p class="empty" role="status">{"Loading lines"}</p> };
    }
    // Fewer lines than requested: the log begins or ends here.
    let chosen = lines.rows.iter().position(|row| row.chosen).unwrap_or_default();
    let begins = chosen < lines.before as usize;
    let ends = lines.rows.len() - chosen <= lines.after as usize;
    html! {
        <div class="lines" tabindex="0" role="group" aria-label="Log lines">
            {edge(view, begins, "Start of log", "Show earlier lines", Action::MoreLines(MORE, 0))}
            <table><tbody>{for lines.rows.iter().map(row)}</tbody></table>
            {edge(view, ends, "End of log", "Show later lines", Action::MoreLines(0, MORE))}
            <p class="edge">{save_button_of(view, lines.file)}</p>
        </div>
    }
}

fn edge(view: &View, over: bool, end: &str, more: &str, action: Action) -> Html {
    html! { <p class="edge">{if over { note(end) } else { text_button(view, more, action) }}</p> }
}

fn row(row: &LineRow) -> Html {
    html! {
        <tr
            key={row.line}
            id={row.chosen.then_some("chosen-line")}
            aria-current={row.chosen.then_some("true")}
            class={if row.chosen { "chosen".into() } else { attr(&row.level) }}
        >
            <td class="number">{text(&number(row.line))}</td>
            <td class="when"><div>{text(&row.time)}</div><div>{text(&row.component)}</div></td>
            <td class="text">{text(&row.text)}</td>
        </tr>
    }
}
