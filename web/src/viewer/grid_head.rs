//! The head of the grid: the names of the columns, and the handles that change their widths.

use web_sys::Element;
use yew::{Callback, Html, KeyboardEvent, PointerEvent, TargetCast, html};

use super::columns::{Columns, NAMES, RANGE};

/// By how many pixels a key changes a width.
const STEP: i32 = 16;

/// A change of a column's width.
#[derive(Clone, Copy, Debug)]
pub(super) enum Resizing {
    /// The handle of this column was taken, at this place in pixels.
    Take(usize, i32),
    /// It was moved to this place.
    Move(i32),
    /// It was released.
    Release,
    /// A key changes the width of this column by this number of pixels.
    Step(usize, i32),
}

/// The head; a narrow grid shows no names, and has no handles.
pub(super) fn grid_head(
    columns: &Columns,
    has_logs: bool,
    is_narrow: bool,
    resize: &Callback<Resizing>,
) -> Html {
    let title = |column: usize| {
        let has_handle = column > 0 && !is_narrow;
        html! {
            <span role="columnheader">
                {NAMES[column]}
                if has_handle {
                    {handle(columns, column, resize)}
                }
            </span>
        }
    };
    html! {
        <div class="view-row view-titles" role="row" aria-rowindex="1">
            {for columns.shown().map(title)}
            if has_logs {
                <span role="columnheader" class="view-log">{"Log"}</span>
            }
        </div>
    }
}

/// The handle between a column and the text, or the column beside it.
fn handle(columns: &Columns, column: usize, resize: &Callback<Resizing>) -> Html {
    let is_left = columns.is_after_text(column);
    let wider = if is_left { -STEP } else { STEP };
    let stepped = resize.clone();
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowRight" => wider,
            "ArrowLeft" => -wider,
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        stepped.emit(Resizing::Step(column, step));
    });
    let onpointerdown = resize.reform(move |event: PointerEvent| {
        event.prevent_default();
        if let Some(handle) = event.target_dyn_into::<Element>() {
            handle.set_pointer_capture(event.pointer_id()).ok();
        }
        Resizing::Take(column, event.client_x())
    });
    html! {
        <span
            class={if is_left { "view-handle left" } else { "view-handle" }}
            role="separator"
            tabindex="0"
            aria-orientation="vertical"
            aria-label={["Width of ", NAMES[column]].concat()}
            aria-valuenow={columns.width(column).to_string()}
            aria-valuemin={RANGE.0.to_string()}
            aria-valuemax={RANGE.1.to_string()}
            {onkeydown}
            {onpointerdown}
            onpointermove={resize.reform(|event: PointerEvent| Resizing::Move(event.client_x()))}
            onpointerup={resize.reform(|_| Resizing::Release)}
            onpointercancel={resize.reform(|_| Resizing::Release)}
        />
    }
}
