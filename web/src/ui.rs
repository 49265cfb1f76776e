//! Writes the page: elements one inside the other, texts, attributes, and what pressing them means.
//!
//! A piece of the page is a function that takes a [`Ui`] and writes itself. There is one state, so no piece needs
//! one of its own. Yew's `html!` says the same with three times the code: with it the page alone would weigh more
//! than page and knowledge together may (docs/budgets.toml).

use std::rc::Rc;

use report::visible_lines;
use yew::virtual_dom::{AttrValue, Key, Listener, VList, VNode, VTag, VText};
use yew::{Callback, Html};

use crate::browser::events::{Does, On};
use crate::message::{Action, PageMessage};
use crate::state::State;

/// The page while it is written.
pub(crate) struct Ui<'a> {
    /// What is on the screen.
    pub(crate) state: &'a State,
    act: &'a Callback<PageMessage>,
    /// What is open, the outermost first. The last one takes what is written.
    open: Vec<Open>,
}

/// An element, or a part without one, that takes what is written.
#[derive(Default)]
struct Open {
    tag: Option<VTag>,
    children: Vec<VNode>,
}

impl<'a> Ui<'a> {
    /// Draws a state; what is pressed goes to `act`.
    pub(crate) fn draw(
        state: &'a State,
        act: &'a Callback<PageMessage>,
        write: impl FnOnce(&mut Self),
    ) -> Html {
        let mut ui = Self { state, act, open: vec![Open::default()] };
        write(&mut ui);
        let whole = ui.open.pop().unwrap_or_default();
        VNode::from(VList::with_children(whole.children, None))
    }

    /// An element, named with its classes as `section.panel fail`; `inside` writes its attributes and content.
    #[inline]
    pub(crate) fn el(&mut self, what: &'static str, inside: impl FnOnce(&mut Self)) {
        self.begin(what);
        inside(self);
        self.end();
    }

    /// An element with nothing but a text.
    pub(crate) fn say(&mut self, what: &'static str, text: &str) {
        self.begin(what);
        self.text(text);
        self.end();
    }

    /// An element with nothing but a text in pieces.
    pub(crate) fn says(&mut self, what: &'static str, texts: &[&str]) {
        self.begin(what);
        self.texts(texts);
        self.end();
    }

    /// A part that may be empty: what stands beside it keeps its place, and so its focus.
    #[inline]
    pub(crate) fn part(&mut self, inside: impl FnOnce(&mut Self)) {
        self.open.push(Open::default());
        inside(self);
        self.end();
    }

    /// Opens an element; [`Self::el`] does it where what is inside is at hand.
    pub(crate) fn begin(&mut self, what: &'static str) {
        let (name, class) = what.split_once('.').unwrap_or((what, ""));
        self.open.push(Open { tag: Some(VTag::new(name)), children: Vec::new() });
        if !class.is_empty() {
            self.set("class", class);
        }
    }

    /// Closes what was opened last.
    pub(crate) fn end(&mut self) {
        let Some(Open { tag, children }) = self.open.pop() else { return };
        let node = match tag {
            Some(mut tag) => {
                if !children.is_empty() {
                    tag.add_children(children);
                }
                VNode::from(tag)
            }
            None => VNode::from(VList::with_children(children, None)),
        };
        self.push(node);
    }

    /// Draws a part apart.
    pub(crate) fn drawn(&self, write: impl FnOnce(&mut Self)) -> Html {
        let mut ui = Self { state: self.state, act: self.act, open: vec![Open::default()] };
        write(&mut ui);
        let whole = ui.open.pop().unwrap_or_default();
        VNode::from(VList::with_children(whole.children, None))
    }

    /// What functions that return `Html` draw from.
    pub(crate) fn view(&self) -> crate::view::View<'a> {
        crate::view::View::new(self.state, self.act)
    }

    /// A part that is drawn already.
    pub(crate) fn html(&mut self, html: Html) {
        self.push(html);
    }

    fn push(&mut self, node: VNode) {
        if let Some(open) = self.open.last_mut() {
            open.children.push(node);
        }
    }

    fn tag(&mut self) -> Option<&mut VTag> {
        self.open.last_mut().and_then(|open| open.tag.as_mut())
    }

    /// A text. What it holds of control characters is written out: it may come from a log.
    pub(crate) fn text(&mut self, text: &str) {
        self.push(VNode::from(VText::new(AttrValue::from(visible_lines(text).into_owned()))));
    }

    /// A text in pieces.
    pub(crate) fn texts(&mut self, texts: &[&str]) {
        self.text(&texts.concat());
    }

    /// An attribute of the element that is open.
    pub(crate) fn set(&mut self, name: &'static str, value: &str) {
        if let Some(tag) = self.tag() {
            tag.add_attribute(name, AttrValue::from(visible_lines(value).into_owned()));
        }
    }

    /// An attribute in pieces.
    pub(crate) fn sets(&mut self, name: &'static str, values: &[&str]) {
        self.set(name, &values.concat());
    }

    /// An attribute that is there or not.
    pub(crate) fn flag(&mut self, name: &'static str, value: bool) {
        if value {
            self.set(name, "");
        }
    }

    /// An attribute that says `true` or `false`.
    pub(crate) fn truth(&mut self, name: &'static str, value: bool) {
        self.set(name, if value { "true" } else { "false" });
    }

    /// The classes of the element that is open, of which some may be empty.
    pub(crate) fn class(&mut self, classes: &[&str]) {
        self.set("class", classes.join(" ").trim());
    }

    /// The text of the field that is open.
    pub(crate) fn value(&mut self, text: &str) {
        if let Some(tag) = self.tag() {
            tag.set_value(Some(AttrValue::from(text.to_owned())));
        }
    }

    /// What tells the open element apart from those beside it when their number changes; all of them need one.
    pub(crate) fn key(&mut self, key: &str) {
        if let Some(tag) = self.tag() {
            tag.key = Some(Key::from(key));
        }
    }

    fn listen(&mut self, does: Does) {
        let act = self.act.clone();
        if let Some(tag) = self.tag() {
            let listener: Rc<dyn Listener> = Rc::new(On { act, does });
            tag.add_listener(listener);
        }
    }

    /// What pressing the open element means.
    pub(crate) fn on_click(&mut self, action: Action) {
        self.listen(Does::Act(action));
    }

    /// What closing the open dialog means.
    pub(crate) fn on_close(&mut self, action: Action) {
        self.listen(Does::Close(action));
    }

    /// What the text of the open field means.
    pub(crate) fn on_text(&mut self, action: impl Fn(String) -> Action + 'static) {
        self.listen(Does::Text(Rc::new(action)));
    }

    /// What keys mean in the open element; the others are left to the browser.
    pub(crate) fn on_key(&mut self, action: impl Fn(&str) -> Option<Action> + 'static) {
        self.listen(Does::Key(Rc::new(action)));
    }

    /// The open field takes files.
    #[allow(dead_code)]
    pub(crate) fn on_files(&mut self) {
        self.listen(Does::Files);
    }
}
