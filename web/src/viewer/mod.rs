//! The log viewer: one log with its rows, search, filter, overview and the details of the chosen row.
//!
//! It is a component with its own state, and the rows are another one: scrolling renders only these. It exchanges
//! messages with the engine directly, because the state of the page needs none of them.

mod address;
mod clock;
mod details;
mod grid;
mod keys;
mod merged;
mod model;
mod overview;
mod pair;
mod rows;
mod scroll;
mod tools;

use std::rc::Rc;

use report::{JumpTarget, ViewChip, ViewLevel, ViewPattern, ViewReply, ViewRequest, ViewState};
use yew::{Component, Context, Html, html};

use self::clock::{Place, TimeForm};
use self::grid::Grid;
pub(crate) use self::keys::KEYS;
use self::keys::ViewKey;
pub(crate) use self::merged::{ViewedFile, ViewedLog};
use self::model::{Chosen, Jump};
pub(crate) use self::model::{Viewer, ViewerMessage, ViewerProps};
pub(crate) use self::pair::{ComparedSide, Pair};
use crate::browser::viewing;
use crate::components::mark::{Mark, mark};
use crate::message::{Action, PageMessage};
use crate::routes::{Route, ViewAddress};
use crate::view::text;

/// How many parts the overview has.
const PARTS: u32 = 160;

impl Component for Viewer {
    type Message = ViewerMessage;
    type Properties = ViewerProps;

    fn create(ctx: &Context<Self>) -> Self {
        let mut viewer = Self {
            view: 0,
            logs: Rc::default(),
            of: None,
            state: ViewState::default(),
            is_known: false,
            address: ViewAddress::default(),
            chips: Vec::new(),
            chosen: None,
            typed: ViewPattern::default(),
            pattern: None,
            hit: None,
            jump: None,
            target: (0, 0),
            numbering: 0,
            revision: 0,
            parts: Vec::new(),
            parts_ticket: 0,
            times: TimeForm::default(),
            hidden: viewing::kept_columns(),
            place: String::new(),
            news: String::new(),
            _listening: viewing::listen(ctx.link().callback(ViewerMessage::Replied)),
        };
        viewer.open(ctx);
        viewer
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &ViewerProps) -> bool {
        let props = ctx.props();
        if props.file != old.file || props.is_merged && props.logs != old.logs {
            self.open(ctx);
        } else if props.address != old.address && props.address != self.address {
            self.follow(&props.address);
        }
        true
    }

    fn update(&mut self, ctx: &Context<Self>, message: ViewerMessage) -> bool {
        match message {
            ViewerMessage::Replied(reply) => return self.receive(&reply),
            ViewerMessage::Chosen((at, row, before)) => {
                self.locate(row.file);
                (self.address.line, self.address.hash) = (Some(row.line), Some(row.hash));
                self.note_address();
                self.chosen = Some(Chosen { at, row, before });
            }
            ViewerMessage::Pressed(key) => self.press(ctx, key),
            ViewerMessage::Typed(typed) => {
                self.typed.text = typed;
                self.find();
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
            ViewerMessage::Times(times) => self.times = times,
            ViewerMessage::Column(column) => {
                self.hidden ^= 1 << column;
                viewing::keep_columns(self.hidden);
            }
            ViewerMessage::Filter(chip) => {
                if !self.chips.contains(&chip) {
                    self.chips.push(chip);
                }
                self.filter();
            }
            ViewerMessage::FilterTyped => {
                let condition = report::ViewCondition::Text(self.typed.clone());
                return self.update(ctx, ViewerMessage::Filter(ViewChip { condition, hides: false }));
            }
            ViewerMessage::Remove(chip) => {
                self.chips.remove(chip);
                self.filter();
            }
            ViewerMessage::RemoveAll => {
                self.chips.clear();
                self.filter();
            }
            ViewerMessage::Leave => {
                viewing::focus("rows");
                return false;
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
                {merged::remarks(self)}
                if !self.chips.is_empty() {
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
                        numbering={self.numbering}
                        revision={self.revision}
                        target={self.target}
                        pattern={self.pattern.clone()}
                        times={self.times}
                        hidden={self.hidden}
                        chosen={link.callback(ViewerMessage::Chosen)}
                        pressed={link.callback(ViewerMessage::Pressed)}
                        name={merged::title(props)}
                        logs={Rc::clone(&self.logs)}
                    />
                    {overview::overview(self, ctx)}
                    if self.state.rows == 0 && self.state.problem.is_none() {
                        <p class="view-empty">{text(self.why_empty())}</p>
                    }
                </div>
                {details::details(self, ctx)}
                <p class="unseen" role="status">{text(&self.news)}</p>
            </main>
        }
    }

    fn destroy(&mut self, _: &Context<Self>) {
        viewing::ask(ViewRequest::Close);
    }
}

impl Viewer {
    /// Opens the file of the props.
    fn open(&mut self, ctx: &Context<Self>) {
        let props = ctx.props();
        (self.state, self.is_known) = (ViewState::default(), false);
        (self.chosen, self.jump, self.pattern, self.hit) = (None, None, None, None);
        self.parts.clear();
        self.chips.clear();
        self.view = viewing::next_number();
        viewing::ask(self.opening(props));
        self.numbering += 1;
        self.address = ViewAddress { filter: Vec::new(), ..props.address.clone() };
        self.follow(&props.address);
        if !self.typed.text.is_empty() {
            self.find();
        }
    }

    /// Shows the line and the filter of an address.
    fn follow(&mut self, address: &ViewAddress) {
        if address.filter != self.address.filter {
            self.chips = address.filter.iter().filter_map(|chip| address::parse(chip)).collect();
            self.filter();
        }
        self.address = address.clone();
        let target = match (address.hash, address.line) {
            (Some(hash), line) => JumpTarget::Hash(hash, line.unwrap_or(1)),
            (None, Some(line)) => JumpTarget::Line(line),
            (None, None) => return,
        };
        self.jump(0, target);
    }

    fn note_address(&mut self) {
        viewing::note_address(&self.route().href());
    }

    fn near(&self) -> u32 {
        self.chosen.as_ref().map_or(0, |chosen| chosen.row.entry)
    }

    /// Sends the filter, and then returns to the chosen row.
    fn filter(&mut self) {
        let near = self.near();
        viewing::ask(ViewRequest::Filter { chips: self.chips.clone(), near });
        self.numbering += 1;
        self.hit = None;
        self.address.filter = self.chips.iter().map(address::write).collect();
        self.note_address();
        if let Some(chosen) = self.chosen.take() {
            self.jump(near, JumpTarget::Hash(chosen.row.hash, chosen.row.line));
        }
    }

    /// Sends the search, and goes to the first hit.
    fn find(&mut self) {
        let near = self.near();
        self.pattern = (!self.typed.text.is_empty()).then(|| self.typed.clone());
        viewing::ask(ViewRequest::Find { pattern: self.pattern.clone(), near });
        self.revision += 1;
        (self.hit, self.jump) = (None, None);
        self.news.clear();
        // The chosen row can be a hit itself.
        match (&self.pattern, near.checked_sub(1)) {
            (Some(_), Some(from)) => self.jump(from, JumpTarget::NextHit),
            // After the last row comes the first hit.
            (Some(_), None) => self.jump(self.state.entries, JumpTarget::NextHit),
            (None, _) => {}
        }
    }

    fn jump(&mut self, from: u32, target: JumpTarget) {
        let (ticket, target) = (viewing::next_number(), self.target_in_log(target));
        self.jump = Some(Jump { ticket, from, target, waits: false });
        viewing::ask(ViewRequest::Jump { ticket, from, target });
    }

    fn go(&mut self) {
        let chosen = self.chosen.as_ref().map(|chosen| &*chosen.row);
        match clock::place(&self.place, chosen) {
            Some(Place::Line(line)) => self.jump(0, JumpTarget::Line(line)),
            Some(Place::Time(time)) => self.jump(0, JumpTarget::Time(time)),
            None => self.news = "Write a line number, or a time such as 09:14:22.".to_owned(),
        }
        viewing::focus("rows");
    }

    /// Goes to the first row of a part of the overview; the parts are of the entries.
    fn go_to_part(&mut self, part: u32) {
        let before: u64 = self.parts.iter().take(part as usize).map(|part| u64::from(part.entries)).sum();
        let all: u64 = self.parts.iter().map(|part| u64::from(part.entries)).sum();
        let row = (before * u64::from(self.state.rows)).checked_div(all).unwrap_or_default();
        self.target = (self.target.0 + 1, row as u32);
    }

    fn press(&mut self, ctx: &Context<Self>, key: ViewKey) {
        let near = self.chosen.as_ref().map_or(self.state.entries, |chosen| chosen.row.entry);
        match key {
            ViewKey::Find => viewing::focus("find"),
            ViewKey::GoTo => viewing::focus("go-to"),
            ViewKey::Hit(_) if self.pattern.is_none() => viewing::focus("find"),
            ViewKey::Hit(true) => self.jump(near, JumpTarget::NextHit),
            ViewKey::Hit(false) => self.jump(near, JumpTarget::PreviousHit),
            ViewKey::Level(level, true) => {
                self.jump(self.near(), JumpTarget::NextOfLevel(level));
            }
            ViewKey::Level(level, false) => self.jump(near, JumpTarget::PreviousOfLevel(level)),
            ViewKey::LookUp => {
                let code = self.chosen.as_ref().and_then(|chosen| details::codes(&chosen.row.text).next());
                match code {
                    Some(code) => ctx.props().act.emit(PageMessage::Does(Action::Go(Route::Code(code)))),
                    None => self.news = "The row contains no code.".to_owned(),
                }
            }
            ViewKey::Switch => {
                if let Some(route) = self.other_route(ctx.props()) {
                    ctx.props().act.emit(PageMessage::Does(Action::Go(route)));
                }
            }
            ViewKey::Copy => {
                if let Some(chosen) = &self.chosen {
                    let copied = details::as_text(&self.address.log, &chosen.row);
                    ctx.props().act.emit(PageMessage::Does(Action::Copy("row-text".to_owned(), copied)));
                }
            }
            _ => {}
        }
    }

    fn receive(&mut self, reply: &ViewReply) -> bool {
        match reply {
            ViewReply::State(state) if state.view == self.view => {
                let has_found = self.state.is_finding && !state.is_finding || self.state.hits != state.hits;
                self.state = (**state).clone();
                self.is_known = true;
                if has_found {
                    self.revision += 1;
                }
                self.parts_ticket = viewing::next_number();
                viewing::ask(ViewRequest::Overview { ticket: self.parts_ticket, parts: PARTS });
                if let Some(jump) = self.jump.take_if(|jump| jump.waits) {
                    self.jump(jump.from, jump.target);
                }
            }
            ViewReply::Overview { ticket, parts } if *ticket == self.parts_ticket => {
                if self.parts == *parts {
                    return false;
                }
                self.parts.clone_from(parts);
            }
            ViewReply::Rows { problem: Some(problem), .. } => self.state.problem = Some(problem.clone()),
            ViewReply::Jumped { ticket, found, is_searching } => {
                let Some(mut jump) = self.jump.take_if(|jump| jump.ticket == *ticket) else { return false };
                match found {
                    Some((row, _)) => self.arrive(&jump, *row),
                    None if *is_searching => {
                        jump.waits = true;
                        self.jump = Some(jump);
                        return false;
                    }
                    None => self.news = nothing(jump.target).to_owned(),
                }
            }
            _ => return false,
        }
        true
    }

    /// Shows the row that a jump led to.
    fn arrive(&mut self, jump: &Jump, row: u32) {
        let target = jump.target;
        let before = self.chosen.as_ref().map(|chosen| chosen.at);
        let hits = self.state.hits;
        self.hit = match target {
            JumpTarget::NextHit if jump.from >= self.state.entries => Some(1),
            JumpTarget::NextHit if before.is_none_or(|before| row < before) => Some(1),
            JumpTarget::PreviousHit if before.is_some_and(|before| row > before) => Some(hits),
            JumpTarget::NextHit => self.hit.map(|hit| hit + 1),
            JumpTarget::PreviousHit => self.hit.map(|hit| hit - 1),
            _ => self.hit,
        };
        self.hit = self.hit.filter(|hit| (1..=hits).contains(hit));
        self.news = match target {
            JumpTarget::NextHit | JumpTarget::PreviousHit => self.hits_in_words(),
            _ => String::new(),
        };
        // The next state has the number of rows, and can arrive later.
        self.state.rows = self.state.rows.max(row + 1);
        self.target = (self.target.0 + 1, row);
    }

    fn why_empty(&self) -> &'static str {
        match &self.state {
            _ if !self.logs.is_empty() && self.state.rows == 0 && self.state.read < self.state.size => {
                "Reading the logs: rows appear when all of them are read and merged."
            }
            _ if !self.is_known => "Loading the log",
            state if state.is_filtering => "Filtering",
            state if !self.chips.is_empty() && state.entries > 0 => {
                "The filter hides all entries: remove one of its conditions above."
            }
            state if state.read < state.size => "Loading the log",
            _ => "The log has no entries.",
        }
    }
}

/// Why a jump led nowhere.
fn nothing(target: JumpTarget) -> &'static str {
    match target {
        JumpTarget::NextHit | JumpTarget::PreviousHit => "Nothing found.",
        JumpTarget::NextOfLevel(ViewLevel::Error) => "No error after this row.",
        JumpTarget::PreviousOfLevel(ViewLevel::Error) => "No error before this row.",
        JumpTarget::NextOfLevel(_) => "No warning after this row.",
        JumpTarget::PreviousOfLevel(_) => "No warning before this row.",
        JumpTarget::Time(_) => "The log ends before this time.",
        JumpTarget::Line(_) | JumpTarget::Hash(..) | JumpTarget::InLog(..) => {
            "The line is not among the rows that are shown."
        }
    }
}
