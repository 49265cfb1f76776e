//! The grid as elements: its head, the window, and the rows in it.

use yew::{Callback, Context, Html, KeyboardEvent, MouseEvent, WheelEvent, html};

use super::grid::{Grid, GridMessage};
use super::grid_head::grid_head;
use super::grid_row::{RowEvents, RowState, grid_row, row_id, waiting};
use super::keys::{self, ViewKey};
use super::scroll::ROW;
use crate::browser::viewing;
use crate::view::attr;

impl Grid {
    pub(super) fn draw(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        let link = ctx.link();
        let (first, end) = self.window();
        let onkeydown = link.batch_callback(|event: KeyboardEvent| {
            let command = event.ctrl_key() || event.meta_key();
            let key = keys::read(&event.key(), command, event.shift_key()).filter(|_| !event.alt_key())?;
            // The browser copies a selected text.
            if key == ViewKey::Copy && command && !viewing::selected_text().is_empty() {
                return None;
            }
            event.prevent_default();
            Some(GridMessage::Pressed(key, event.shift_key()))
        });
        let is_scaled = self.scale.is_scaled();
        let onwheel = link.batch_callback(move |event: WheelEvent| {
            let lines = if event.delta_mode() == 0 { 1.0 } else { ROW };
            (is_scaled && !event.ctrl_key()).then(|| {
                event.prevent_default();
                GridMessage::Wheeled(event.delta_y() * lines)
            })
        });
        // With Shift a click selects rows, and no text; the focus, which the browser then leaves alone, follows.
        let onmousedown = Callback::from(|event: MouseEvent| {
            if event.shift_key() {
                event.prevent_default();
                viewing::focus("rows");
            }
        });
        let has_logs = !props.logs.is_empty();
        let style = [
            "--columns:",
            if has_logs { "minmax(110px, 170px) " } else { "" },
            &props.columns.template(),
            ";--least:",
            &(props.columns.least_width() + if has_logs { 110 } else { 0 }).to_string(),
            "px;--row:",
            &self.scale.row.to_string(),
            "px",
        ];
        let shown = self.slots.row(first)..self.slots.row(end.max(1) - 1) + u32::from(end > first);
        let chosen = self.chosen.filter(|row| shown.contains(row));
        let chosen_time = self.chosen.and_then(|row| self.blocks.row(row)).and_then(|row| row.utc);
        let offset = self.offset(props.is_wrapped, shown.start);
        let window = ["height:", &self.scale.window.to_string(), "px"].concat();
        let moved = ["transform:translateY(", &offset.to_string(), "px)"].concat();
        let rest = ["height:", &(self.scale.height() - self.scale.window).to_string(), "px"].concat();
        let class = match (self.is_narrow, props.is_wrapped) {
            (false, false) => "view-grid",
            (false, true) => "view-grid wrapped",
            (true, false) => "view-grid narrow",
            (true, true) => "view-grid narrow wrapped",
        };
        html! {
            <div
                id="rows"
                {class}
                role="grid"
                tabindex="0"
                aria-label={attr(&props.name)}
                aria-rowcount={(u64::from(props.all) + 1).to_string()}
                aria-colcount={(props.columns.shown().count() + usize::from(has_logs)).to_string()}
                aria-activedescendant={chosen.map(row_id)}
                aria-multiselectable="true"
                aria-readonly="true"
                ref={self.node.clone()}
                style={style.concat()}
                onscroll={link.callback(|_| GridMessage::Scrolled)}
                {onkeydown}
                {onmousedown}
                {onwheel}
            >
                {grid_head(&props.columns, has_logs, self.is_narrow, &link.callback(GridMessage::Resized))}
                <div class="view-window" role="rowgroup" style={window}>
                    <div role="presentation" style={moved}>
                        {for shown.map(|row| self.row(ctx, row, chosen_time))}
                    </div>
                </div>
                <div role="presentation" style={rest} />
            </div>
        }
    }

    fn row(&self, ctx: &Context<Self>, at: u32, chosen_time: Option<i64>) -> Html {
        let Some(row) = self.blocks.row(at) else { return waiting(at) };
        let link = ctx.link();
        let is_unfolded = self.slots.unfolded.is_some_and(|(row, _)| row == at);
        let state = RowState {
            at,
            is_chosen: self.chosen == Some(at),
            is_selected: self.anchor.is_some() && self.is_selected(at),
            is_unfolded,
            height: (is_unfolded && !ctx.props().is_wrapped)
                .then(|| f64::from(self.slots.height(at)) * self.scale.row),
            chosen_time,
        };
        let events = RowEvents {
            click: link.callback(move |event: MouseEvent| GridMessage::Clicked(at, event.shift_key())),
            menu: link.callback(move |(column, event): (usize, MouseEvent)| {
                event.prevent_default();
                GridMessage::Menu(at, column, event.client_x().into(), event.client_y().into())
            }),
            unfold: link.callback(move |event: MouseEvent| {
                event.stop_propagation();
                GridMessage::Unfold(at)
            }),
        };
        grid_row(ctx.props(), row, &state, &events)
    }
}
