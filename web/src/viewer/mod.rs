//! The log viewer: one log with its rows, search, filter, overview and the details of the chosen row.
//!
//! It is a component with its own state, and the rows are another one: scrolling renders only these. It exchanges
//! messages with the engine directly, because the state of the page needs none of them.

mod address;
mod aligned;
mod bookmarks;
mod clock;
mod columns;
mod details;
mod filtering;
mod find_field;
mod follow;
mod grid;
mod grid_choice;
mod grid_head;
mod grid_props;
mod grid_row;
mod grid_size;
mod grid_view;
mod grid_wrap;
mod guid_names;
mod jumps;
mod keys;
mod line_context;
mod marking;
mod menu;
mod merged;
mod model;
mod opening;
mod overview;
mod pair;
mod pair_find;
mod pair_view;
mod panel;
mod pressing;
mod replies;
mod report_facts;
mod rows;
mod scroll;
mod selection;
mod slots;
mod strip;
#[cfg(test)]
pub(crate) mod testing;
mod tools;
mod viewed_log;
mod wrapping;

use std::rc::Rc;

use report::{ViewChip, ViewCondition, ViewRequest, ViewState, ViewStrips};
use yew::{Component, Context, Html, html};

use self::clock::TimeForm;
use self::columns::Columns;
use self::grid::Grid;
pub(crate) use self::keys::KEYS;
pub(crate) use self::line_context::time_range;
use self::model::{Follow, Panel, RowMenu};
pub(crate) use self::model::{Viewer, ViewerMessage, ViewerProps};
pub(crate) use self::pair::{ComparedSide, Pair};
pub(crate) use self::viewed_log::{ViewedFile, ViewedLog, has_several_files};
use crate::browser::viewing;
use crate::components::mark::{Mark, mark};
use crate::message::{Action, PageMessage};
use crate::routes::ViewAddress;
use crate::state::NotedSearch;
use crate::view::text;

impl Component for Viewer {
    type Message = ViewerMessage;
    type Properties = ViewerProps;

    fn create(ctx: &Context<Self>) -> Self {
        let NotedSearch { pattern: typed, highlights } = ctx.props().noted.clone();
        let mut viewer = Self {
            view: 0,
            logs: Rc::default(),
            of: None,
            state: ViewState::default(),
            is_known: false,
            has_begun: false,
            address: ViewAddress::default(),
            chips: Vec::new(),
            chosen: None,
            timed: None,
            proofs: Rc::default(),
            typed,
            pattern: None,
            jump: None,
            announces_hit: false,
            target: (0, 0),
            numbering: 0,
            revision: 0,
            parts: Vec::new(),
            parts_ticket: 0,
            strips: ViewStrips::default(),
            strips_ticket: 0,
            strips_of: 0,
            times: TimeForm::default(),
            columns: Columns::parse(&viewing::kept_columns()),
            is_wrapped: false,
            highlights,
            menu: None,
            panel: None,
            typed_text: String::new(),
            typed_range: (String::new(), String::new()),
            focus: None,
            copying: None,
            place: String::new(),
            news: String::new(),
            follow: Follow::default(),
            _listening: viewing::listen(ctx.link().callback(ViewerMessage::Replied)),
        };
        viewer.open(ctx);
        #[cfg(test)]
        testing::prepare(&mut viewer);
        viewer
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &ViewerProps) -> bool {
        let props = ctx.props();
        if props.file != old.file || props.is_merged && props.logs != old.logs {
            self.open(ctx);
        } else if props.address != old.address && props.address != self.address {
            self.follow(&props.address);
        }
        if props.report != old.report {
            self.note_proofs(ctx);
            // Times are known again.
            self.revision += u32::from(self.follow.is_on());
            self.strips_of = 0;
            self.ask_strips();
        }
        true
    }

    fn update(&mut self, ctx: &Context<Self>, message: ViewerMessage) -> bool {
        match message {
            ViewerMessage::Replied(reply) => return self.receive(ctx, &reply),
            ViewerMessage::Chosen(chosen) => {
                self.locate(chosen.row.file);
                (self.address.line, self.address.hash) = (Some(chosen.row.line), Some(chosen.row.hash));
                self.note_address();
                self.note_time(std::slice::from_ref(&chosen.row));
                self.chosen = Some(chosen);
                let is_hit = std::mem::take(&mut self.announces_hit);
                self.news = if is_hit { self.hits_in_words() } else { String::new() };
            }
            ViewerMessage::Pressed(key) => self.press(ctx, key),
            ViewerMessage::Typed(typed) => self.find_text(typed),
            ViewerMessage::Find(text) => {
                self.typed.is_expression = false;
                self.find_text(text);
                viewing::focus("rows");
            }
            ViewerMessage::Expression => {
                self.typed.is_expression = !self.typed.is_expression;
                self.find();
            }
            ViewerMessage::Case => {
                self.typed.is_exact = !self.typed.is_exact;
                self.find();
            }
            ViewerMessage::GoTyped(place) => self.place = place,
            ViewerMessage::Go => self.go(),
            ViewerMessage::Part(part) => self.go_to_part(part),
            ViewerMessage::TimePart(part) => self.go_to_time(part),
            ViewerMessage::Times(times) => self.times = times,
            ViewerMessage::Wrap => self.is_wrapped = !self.is_wrapped,
            ViewerMessage::ToggleColumn(column) => {
                self.columns.toggle(column);
                viewing::keep_columns(&self.columns.write());
            }
            ViewerMessage::ShiftColumn(column, is_later) => {
                self.columns.shift(column, is_later);
                viewing::keep_columns(&self.columns.write());
            }
            ViewerMessage::Resized(columns, is_kept) => {
                self.columns = columns;
                if is_kept {
                    viewing::keep_columns(&self.columns.write());
                }
            }
            ViewerMessage::Filter(chip) => self.add_chip(chip),
            ViewerMessage::FilterTyped => {
                let condition = ViewCondition::Text(self.typed.clone());
                self.add_chip(ViewChip { condition, hides: false });
            }
            ViewerMessage::Limit(from, before) => self.limit_time(from, before),
            ViewerMessage::Invert(chip) => self.invert_chip(chip),
            ViewerMessage::Remove(chip) => {
                self.chips.remove(chip);
                self.filter();
            }
            ViewerMessage::RemoveAll => {
                Rc::make_mut(&mut self.highlights).texts.clear();
                self.chips.clear();
                self.filter();
            }
            ViewerMessage::Highlight(text) => {
                if !text.is_empty() && !self.highlights.texts.contains(&text) {
                    Rc::make_mut(&mut self.highlights).texts.push(text);
                }
            }
            ViewerMessage::RemoveHighlight(at) => drop(Rc::make_mut(&mut self.highlights).texts.remove(at)),
            ViewerMessage::ColourRows => {
                let highlights = Rc::make_mut(&mut self.highlights);
                highlights.colours_rows = !highlights.colours_rows;
            }
            ViewerMessage::Panel(panel) => {
                self.panel = panel;
                self.focus = panel.map(|_| "filter".to_owned());
            }
            ViewerMessage::PanelText(text) => self.typed_text = text,
            ViewerMessage::PanelFrom(from) => self.typed_range.0 = from,
            ViewerMessage::PanelTo(to) => self.typed_range.1 = to,
            ViewerMessage::UseText(Panel::Highlight) => {
                let text = std::mem::take(&mut self.typed_text);
                return self.update(ctx, ViewerMessage::Highlight(text));
            }
            ViewerMessage::UseText(Panel::Filter) => {
                let text = std::mem::take(&mut self.typed_text);
                self.add_text(&text, false);
            }
            ViewerMessage::HideText => {
                let text = std::mem::take(&mut self.typed_text);
                self.add_text(&text, true);
            }
            ViewerMessage::LimitTyped => self.limit_typed_time(),
            ViewerMessage::OpenMenu(column, x, y) => {
                self.menu = Some(RowMenu { column, x, y, words: viewing::selected_text() });
                self.focus = Some(menu::item_id(0));
            }
            ViewerMessage::MenuItem(at) => {
                viewing::focus(&menu::item_id(at));
                return false;
            }
            ViewerMessage::CloseMenu => {
                self.menu = None;
                viewing::focus("rows");
            }
            ViewerMessage::Copy(form) => self.copy(ctx, form),
            ViewerMessage::Bookmark => self.mark(ctx),
            ViewerMessage::Follow => self.toggle_follow(ctx),
            ViewerMessage::Followed(news) => self.take_follow_news(ctx, news),
            ViewerMessage::Leave => {
                self.panel = None;
                viewing::focus("rows");
            }
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let (props, link) = (ctx.props(), ctx.link());
        html! {
            <main class="viewer">
                {tools::head(self, ctx)}
                {tools::tools(self, ctx)}
                {panel::panel(self, ctx)}
                {merged::remarks(self)}
                if !self.chips.is_empty() || !self.highlights.texts.is_empty() {
                    {tools::chips(self, ctx)}
                }
                if let Some(problem) = &self.state.problem {
                    <p class="trouble" role="alert">{mark(Mark::Warning)}{text(problem)}</p>
                }
                if self.state.is_cut {
                    <p class="trouble">{mark(Mark::Warning)}{"The log has more entries than the viewer can show: the rest is missing."}</p>
                }
                <div class="view-body">
                    <Grid
                        all={self.state.rows}
                        is_followed={self.follow.is_on()}
                        numbering={self.numbering}
                        revision={self.revision}
                        target={self.target}
                        pattern={self.pattern.clone()}
                        highlights={Rc::clone(&self.highlights)}
                        bookmarks={bookmarks::marked_lines(&props.bookmarks)}
                        proofs={Rc::clone(&self.proofs)}
                        times={self.times}
                        columns={self.columns}
                        is_wrapped={self.is_wrapped}
                        chosen={link.callback(ViewerMessage::Chosen)}
                        pressed={link.callback(ViewerMessage::Pressed)}
                        menu={link.callback(|(column, x, y)| ViewerMessage::OpenMenu(column, x, y))}
                        resized={link.callback(|(columns, is_kept)| ViewerMessage::Resized(columns, is_kept))}
                        name={merged::title(props)}
                        logs={Rc::clone(&self.logs)}
                    />
                    {overview::overview(self, ctx)}
                    if self.state.rows == 0 && self.state.problem.is_none() {
                        <p class="view-empty">{text(self.why_empty())}</p>
                    }
                    <p class={self.news_class()} role="status">{text(&self.news)}</p>
                </div>
                {details::details(self, ctx)}
                {menu::menu(self, ctx)}
            </main>
        }
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        if let Some(id) = self.focus.take() {
            viewing::focus(&id);
        }
    }

    fn destroy(&mut self, ctx: &Context<Self>) {
        let (pattern, highlights) = (std::mem::take(&mut self.typed), std::mem::take(&mut self.highlights));
        let search = NotedSearch { pattern, highlights };
        if search != ctx.props().noted {
            ctx.props().act.emit(PageMessage::Does(Action::NoteSearch(Box::new(search))));
        }
        viewing::ask(ViewRequest::Close);
    }
}
