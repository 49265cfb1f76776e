//! One row of the grid, and its cells.

use std::rc::Rc;

use report::{ViewLevel, ViewRow};
use yew::{Callback, Html, MouseEvent, html};

use super::clock::time;
use super::columns::NAMES;
use super::grid_props::GridProps;
use super::marking::{light_of, marked};
use super::merged::log_cell;
use crate::components::icon::{Icon, icon};
use crate::components::mark::{Mark, named_mark};
use crate::view::{text, truth};

/// How much of a text is in its row: the details and the unfolded row show all of it.
const LONGEST: usize = 600;

/// The state of a row beside its content.
pub(super) struct RowState {
    /// Its number.
    pub(super) at: u32,
    pub(super) is_chosen: bool,
    /// Whether it is one of several selected rows.
    pub(super) is_selected: bool,
    pub(super) is_unfolded: bool,
    /// The height in pixels, if it is not that of other rows.
    pub(super) height: Option<f64>,
    /// The time of the chosen row.
    pub(super) chosen_time: Option<i64>,
}

/// What the mouse does in a row.
pub(super) struct RowEvents {
    pub(super) click: Callback<MouseEvent>,
    /// The menu of a cell, by its column.
    pub(super) menu: Callback<(usize, MouseEvent)>,
    pub(super) unfold: Callback<MouseEvent>,
}

/// A row that has not arrived.
pub(super) fn waiting(at: u32) -> Html {
    html! {
        <div key={at} class="view-row waiting" role="row" aria-rowindex={index(at)}>
            <span role="gridcell">{"\u{2026}"}</span>
        </div>
    }
}

/// A row.
pub(super) fn grid_row(props: &GridProps, row: &Rc<ViewRow>, state: &RowState, events: &RowEvents) -> Html {
    let (class, sign) = match row.level {
        ViewLevel::Error => ("view-row error", Some((Mark::Failed, "Error"))),
        ViewLevel::Warning => ("view-row warning", Some((Mark::Warning, "Warning"))),
        _ => ("view-row", None),
    };
    let is_unfolded = state.is_unfolded;
    let lights = &props.highlights;
    let thread = thread(row);
    let light = match lights.colours_rows && !lights.texts.is_empty() {
        true => light_of(&[&row.text, &row.component, &thread, &row.source], &lights.texts),
        false => None,
    };
    let classes = [
        class,
        if light.is_some() { " " } else { "" },
        light.unwrap_or_default(),
        if state.is_chosen { " chosen" } else { "" },
        if state.is_selected { " selected" } else { "" },
        if row.is_hit { " hit" } else { "" },
        if is_unfolded { " unfolded" } else { "" },
    ];
    let is_marked = props.bookmarks.contains(&(row.file, row.line));
    let is_proof = props.proofs.binary_search(&(row.file, row.line)).is_ok();
    let words = html! {
        <>
            {for sign.map(|(sign, word)| named_mark(sign, word))}
            if is_marked {
                <span class="view-flag" role="img" aria-label="Bookmark" title="Bookmark">{icon(Icon::Bookmark)}</span>
            }
            if is_proof {
                <span class="view-flag proof" role="img" aria-label="A finding is based on this line" title="A finding is based on this line">
                    {icon(Icon::Flow)}
                </span>
            }
            if is_multiline(row) || props.is_wrapped && row.text.len() > LONGEST {
                <button
                    class="view-fold"
                    type="button"
                    tabindex="-1"
                    aria-expanded={truth(is_unfolded)}
                    aria-label="All lines of the entry"
                    onclick={events.unfold.clone()}
                >
                    {icon(if is_unfolded { Icon::Down } else { Icon::Right })}
                </button>
            }
            {words(props, row, is_unfolded)}
        </>
    };
    let cell = |column: usize| match column {
        0 => words.clone(),
        1 => marked(&row.component, None, &lights.texts),
        2 => text(&time(row, props.times, state.chosen_time)),
        3 => marked(&thread, None, &lights.texts),
        _ => marked(&row.source, None, &lights.texts),
    };
    let cells = props.columns.shown().map(|column| {
        let oncontextmenu = events.menu.reform(move |event| (column, event));
        html! { <span class={CLASSES[column]} role="gridcell" {oncontextmenu}>{cell(column)}</span> }
    });
    let style = state.height.map(|height| ["height:", &height.to_string(), "px"].concat());
    html! {
        <div
            key={state.at}
            id={row_id(state.at)}
            class={classes.concat()}
            role="row"
            aria-rowindex={index(state.at)}
            aria-selected={truth(state.is_chosen || state.is_selected)}
            onclick={events.click.clone()}
            {style}
        >
            {for cells}
            {log_cell(&props.logs, row.file)}
        </div>
    }
}

/// The classes of the cells, by column.
const CLASSES: [&str; NAMES.len()] = ["c0", "c1", "c2", "c3", "c4"];

/// Whether a text has several lines.
pub(super) fn is_multiline(row: &ViewRow) -> bool {
    row.text.trim_end().contains('\n')
}

pub(super) fn row_id(row: u32) -> String {
    ["row-", &row.to_string()].concat()
}

/// The position for screen readers: from 1, and the header is the first.
fn index(row: u32) -> String {
    (u64::from(row) + 2).to_string()
}

/// The thread as CMTrace shows it; with the process, if the log has that.
pub(super) fn thread(row: &ViewRow) -> String {
    match (row.process, row.thread) {
        (_, 0) => String::new(),
        (0, thread) => thread.to_string(),
        (process, thread) => [&process.to_string(), ", ", &thread.to_string()].concat(),
    }
}

/// The text of a row, with marks: in one line, unless it is unfolded or wrapped.
fn words(props: &GridProps, row: &ViewRow, is_unfolded: bool) -> Html {
    let pattern = props.pattern.as_ref().filter(|_| row.is_hit);
    if is_unfolded {
        return marked(row.text.trim_end(), pattern, &props.highlights.texts);
    }
    let mut end = row.text.len().min(LONGEST);
    while !row.text.is_char_boundary(end) {
        end -= 1;
    }
    let line = &row.text[..end];
    let line =
        if props.is_wrapped { line.trim_end().to_owned() } else { line.replace(['\n', '\r', '\t'], " ") };
    marked(&line, pattern, &props.highlights.texts)
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use report::ViewPattern;
    use yew::{LocalServerRenderer, component};

    use super::*;
    use crate::state::Highlights;
    use crate::viewer::clock::TimeForm;
    use crate::viewer::columns::Columns;

    #[test]
    fn a_thread_is_shown_with_its_process() {
        assert_eq!(thread(&ViewRow { thread: 4_712, ..ViewRow::default() }), "4712");
        assert_eq!(thread(&ViewRow { process: 1_020, thread: 6_716, ..ViewRow::default() }), "1020, 6716");
        assert_eq!(thread(&ViewRow::default()), "");
    }

    thread_local! {
        static ROW: RefCell<(ViewRow, bool)> = RefCell::default();
    }

    /// The row of this thread, and whether it is unfolded.
    #[component]
    fn Shown() -> Html {
        let (row, is_unfolded) = ROW.with_borrow(Clone::clone);
        let props = GridProps {
            all: 1,
            numbering: 0,
            revision: 0,
            is_followed: false,
            target: (0, 0),
            pattern: Some(ViewPattern { text: "failed".into(), ..ViewPattern::default() }),
            highlights: Rc::new(Highlights { texts: vec!["scan".into(), "4712".into()], colours_rows: true }),
            bookmarks: vec![(0, 7)],
            proofs: Rc::new(vec![(0, 7)]),
            times: TimeForm::Written,
            columns: Columns::default(),
            is_wrapped: false,
            chosen: Callback::noop(),
            pressed: Callback::noop(),
            menu: Callback::noop(),
            resized: Callback::noop(),
            name: "a.log".into(),
            logs: Rc::default(),
        };
        let height = is_unfolded.then_some(44.0);
        let state =
            RowState { at: 3, is_chosen: true, is_selected: false, is_unfolded, height, chosen_time: None };
        let events = RowEvents { click: Callback::noop(), menu: Callback::noop(), unfold: Callback::noop() };
        grid_row(&props, &Rc::new(row), &state, &events)
    }

    fn markup(row: ViewRow, is_unfolded: bool) -> String {
        ROW.set((row, is_unfolded));
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        let local = tokio::task::LocalSet::new();
        runtime.block_on(local.run_until(LocalServerRenderer::<Shown>::new().hydratable(false).render()))
    }

    fn failure() -> ViewRow {
        let (text, level) = ("Scan failed\nwith <b>".to_owned(), ViewLevel::Error);
        ViewRow { line: 7, text, level, is_hit: true, component: "WUAHandler".into(), ..ViewRow::default() }
    }

    #[test]
    fn a_row_names_its_level_its_bookmark_and_its_finding() {
        let row = markup(failure(), false);
        for part in [
            "aria-rowindex=\"5\"",
            "aria-selected=\"true\"",
            "aria-label=\"Error\"",
            "aria-label=\"Bookmark\"",
            "aria-label=\"A finding is based on this line\"",
            "aria-expanded=\"false\"",
            "<mark class=\"light-1\">Scan</mark>",
            "<mark>failed</mark> with &lt;b&gt;",
            "view-row error light-1 chosen",
            "WUAHandler",
        ] {
            assert!(row.contains(part), "{part} in {row}");
        }
    }

    #[test]
    fn a_highlighted_thread_colours_its_row() {
        let row = markup(ViewRow { thread: 4_712, text: "done".into(), ..ViewRow::default() }, false);
        assert!(
            row.contains("view-row light-2") && row.contains("<mark class=\"light-2\">4712</mark>"),
            "{row}"
        );
    }

    #[test]
    fn an_unfolded_row_shows_its_lines() {
        let row = markup(failure(), true);
        assert!(row.contains("<mark>failed</mark>\nwith") && row.contains("height:44px"), "{row}");
        let plain = markup(ViewRow { text: "one".into(), ..ViewRow::default() }, false);
        assert!(!plain.contains("view-fold") && !plain.contains("Bookmark"), "{plain}");
    }

    #[test]
    fn a_line_break_at_the_end_is_no_second_line() {
        let row = |text: &str| ViewRow { text: text.into(), ..ViewRow::default() };
        assert!(is_multiline(&row("one\ntwo")));
        assert!(!is_multiline(&row("one\r\n")));
    }
}
