//! The document: its elements by id, its URL, its history, its theme, the clipboard, timers.
//!
//! In a sandboxed frame the browser refuses much of this. Then nothing happens, and the page continues.

use std::cell::RefCell;

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Document, Element, FocusOptions, History, HtmlDialogElement, HtmlElement, HtmlInputElement,
    HtmlTextAreaElement, ScrollIntoViewOptions, ScrollLogicalPosition, Storage, Window,
};

use yew::Html;

use crate::state::Theme;

const THEME: &str = "wuscope-theme";
const LOGS: &str = "wuscope-logs";

thread_local! {
    /// The page from which a log was opened.
    static PLACE: RefCell<Option<Place>> = const { RefCell::new(None) };
}

/// Where the user was on a page.
struct Place {
    /// The fragment of its URL.
    hash: String,
    scrolled: f64,
    /// The place of the focused element among all of its kind, and its text.
    focused: Option<(u32, String)>,
}

/// What can have the focus on a page.
const FOCUSABLE: &str = "main button, main a, main summary, main input, main [tabindex]";

/// The window; none where pages are rendered without a browser, as in tests.
pub(super) fn window() -> Option<Window> {
    if cfg!(target_family = "wasm") { web_sys::window() } else { None }
}

pub(super) fn document() -> Option<Document> {
    window()?.document()
}

fn element<T: JsCast>(id: &str) -> Option<T> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// The element that contains the page.
///
/// # Panics
/// If there is no document: then there is nothing to show the page in.
#[allow(clippy::expect_used)] // A page without a document cannot show an error.
pub(crate) fn root() -> Element {
    element("page").expect("web/index.html has an element `page`")
}

/// The static page of the URL that web/boot.js shows, if it does.
pub(crate) fn early() -> Option<Html> {
    let main = document()?.query_selector("#page main").ok()??;
    // The user can have followed one of its links already.
    (main.get_attribute("data-hash") == Some(hash())).then(|| Html::VRef(main.into()))
}

/// Whether another page shows this one in a frame.
pub(super) fn is_framed() -> bool {
    window().is_some_and(|window| window.parent().ok().flatten().is_some_and(|around| around != window))
}

/// The origins that the owner of the page allows to give logs and to receive their report.
pub(super) fn allowed_hosts() -> String {
    let meta =
        document().and_then(|document| document.query_selector("meta[name=wuscope-hosts]").ok().flatten());
    meta.and_then(|meta| meta.get_attribute("content")).unwrap_or_default()
}

/// An attribute that the build writes into the root element.
pub(super) fn built(name: &str) -> Option<String> {
    document()?.document_element()?.get_attribute(name)
}

/// The URL's query, after `?`.
pub(super) fn query() -> String {
    window().and_then(|window| window.location().search().ok()).unwrap_or_default()
}

/// The URL's fragment, after `#`.
pub(super) fn hash() -> String {
    window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// The URL without `?` and `#`.
pub(super) fn base() -> String {
    let address = window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    address.split(['?', '#']).next().unwrap_or_default().to_owned()
}

/// Sets the fragment. A frame without its own URL refuses: then the page changes, and its URL does not.
pub(super) fn set_hash(hash: &str) {
    let Some(window) = window().filter(|window| window.location().hash().ok().as_deref() != Some(hash))
    else {
        return;
    };
    // A page that a dialog leads to replaces the dialog's entry.
    let replace = |history: History| history.replace_state_with_url(&JsValue::NULL, "", Some(hash)).ok();
    if dialog_of_entry().is_empty() || history().and_then(replace).is_none() {
        window.location().set_hash(hash).ok();
    }
}

/// Writes the fragment into the current entry of the history.
pub(super) fn replace_hash(hash: &str) {
    if let Some(history) = history() {
        history.replace_state_with_url(&JsValue::NULL, "", Some(hash)).ok();
    }
}

/// Notes where the user is on this page, before a log is opened: Back returns there.
pub(crate) fn note_place() {
    let scrolled = window().and_then(|window| window.scroll_y().ok()).unwrap_or_default();
    PLACE.set(Some(Place { hash: hash(), scrolled, focused: focused() }));
}

fn focused() -> Option<(u32, String)> {
    let element = document()?.active_element()?;
    let all = document()?.query_selector_all(FOCUSABLE).ok()?;
    let at = (0..all.length()).find(|at| all.item(*at).is_some_and(|other| *other == **element))?;
    Some((at, element.text_content().unwrap_or_default()))
}

/// Returns the focus to an element without scrolling; whether it is still there.
fn focus_again((at, text): &(u32, String)) -> Option<()> {
    let element = document()?.query_selector_all(FOCUSABLE).ok()?.item(*at)?;
    if element.text_content().unwrap_or_default() != *text {
        return None;
    }
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    element.dyn_into::<HtmlElement>().ok()?.focus_with_options(&options).ok()
}

fn history() -> Option<History> {
    window()?.history().ok()
}

/// The id of the dialog whose entry of the history is the current one; empty for the entry of a page.
fn dialog_of_entry() -> String {
    let state = history().and_then(|history| history.state().ok());
    state.and_then(|state| state.as_string()).unwrap_or_default()
}

/// Closes all dialogs but the one of the current entry: Back closes a dialog first, and a new page closes all of them.
pub(super) fn close_dialogs() {
    let others = ["dialog[open]:not([id=\"", &dialog_of_entry(), "\"])"].concat();
    while let Some(dialog) = document().and_then(|document| document.query_selector(&others).ok().flatten()) {
        dialog.unchecked_ref::<HtmlDialogElement>().close();
    }
}

/// Closes the open lists of choices that do not contain the element that was clicked.
pub(super) fn close_lists(clicked: Option<&Element>) {
    let lists =
        document().and_then(|document| document.query_selector_all("details.view-columns[open]").ok());
    let Some(lists) = lists else { return };
    for list in (0..lists.length()).filter_map(|at| lists.item(at)) {
        if !list.contains(clicked.map(AsRef::as_ref)) {
            list.unchecked_ref::<Element>().remove_attribute("open").ok();
        }
    }
}

/// Sets the title of the window.
pub(crate) fn set_title(title: &str) {
    if let Some(document) = document()
        && document.title() != title
    {
        document.set_title(title);
    }
}

/// Shows a new page from its top, with its heading focused for screen readers.
pub(super) fn to_top() {
    close_dialogs();
    let here = hash();
    let place = PLACE.with_borrow_mut(|place| place.take_if(|place| place.hash == here));
    if let Some(window) = window() {
        window.scroll_to_with_x_and_y(0.0, place.as_ref().map_or(0.0, |place| place.scrolled));
    }
    if let Some(place) = place {
        place.focused.as_ref().and_then(focus_again);
        return;
    }
    // The keys of the log viewer work in its rows.
    if let Some(rows) = element::<HtmlElement>("rows") {
        rows.focus().ok();
    } else if let Some(heading) =
        document().and_then(|document| document.query_selector("main h1").ok().flatten())
    {
        heading.set_attribute("tabindex", "-1").ok();
        heading.unchecked_ref::<HtmlElement>().focus().ok();
    }
}

pub(super) fn click(id: &str) {
    if let Some(element) = element::<HtmlElement>(id) {
        element.click();
    }
}

pub(super) fn focus(id: &str) {
    if let Some(element) = element::<HtmlElement>(id) {
        element.focus().ok();
    }
}

/// Moves the focus to a field, and selects its text, so that typing replaces it.
pub(super) fn focus_text(id: &str) {
    focus(id);
    if let Some(field) = element::<HtmlInputElement>(id) {
        field.select();
    }
}

/// Scrolls an element into view: a line to the middle, a section to the top.
pub(super) fn scroll_to(id: &str) {
    let Some(element) = element::<HtmlElement>(id) else { return };
    let options = ScrollIntoViewOptions::new();
    let line = id == "chosen-line";
    options.set_block(if line { ScrollLogicalPosition::Center } else { ScrollLogicalPosition::Start });
    element.scroll_into_view_with_scroll_into_view_options(&options);
    if !line {
        element.focus().ok();
    }
}

/// Opens or closes a dialog; the browser keeps the focus in it and restores it afterwards. An open dialog has an entry
/// in the history, so that Back closes it.
pub(super) fn dialog(id: &str, open: bool) {
    let Some(dialog) = element::<HtmlDialogElement>(id) else { return };
    match (open, dialog.open()) {
        (true, false) => {
            dialog.show_modal().ok();
            history().and_then(|history| history.push_state(&id.into(), "").ok());
        }
        // Its event comes back here.
        (false, true) => dialog.close(),
        // It was closed, and not by Back.
        (false, false) if dialog_of_entry() == id => drop(history().map(|history| history.back())),
        _ => {}
    }
}

/// Returns the text of a field and clears the field.
pub(super) fn take_text(id: &str) -> String {
    let Some(field) = element::<HtmlTextAreaElement>(id) else { return String::new() };
    let text = field.value();
    field.set_value("");
    text
}

/// Whether the user is reading: the page is scrolled, or the focus is in its main part. A user who has just pressed the
/// button that adds logs is not reading, but waits for the result.
pub(super) fn engaged() -> bool {
    let scrolled = window().and_then(|window| window.scroll_y().ok()).is_some_and(|y| y > 40.0);
    let inside = |element: Element| element.matches(".report :not(.buttons > *)").unwrap_or_default();
    scrolled || document().and_then(|document| document.active_element()).is_some_and(inside)
}

/// Applies a theme.
pub(super) fn use_theme(theme: Theme) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        root.set_attribute("data-theme", theme.word()).ok();
    }
}

fn storage() -> Option<Storage> {
    window()?.local_storage().ok().flatten()
}

/// Whether the browser lets the page store something.
pub(super) fn has_storage() -> bool {
    storage().is_some()
}

/// Stores a setting for the next visit.
pub(super) fn keep(name: &str, value: &str) {
    if let Some(storage) = storage() {
        storage.set_item(name, value).ok();
    }
}

/// A setting of the last visit.
pub(super) fn kept(name: &str) -> Option<String> {
    storage()?.get_item(name).ok().flatten()
}

pub(super) fn keep_theme(theme: Theme) {
    keep(THEME, theme.word());
}

pub(super) fn kept_theme() -> Option<String> {
    kept(THEME)
}

/// The storage of this tab. A sandboxed frame has none.
fn tab_storage() -> Option<Storage> {
    window()?.session_storage().ok().flatten()
}

/// Stores for this tab whether logs are loaded.
pub(super) fn note_logs(loaded: bool) {
    let Some(storage) = tab_storage() else { return };
    let noted = if loaded { storage.set_item(LOGS, "1") } else { storage.remove_item(LOGS) };
    noted.ok();
}

/// Whether logs were loaded in this tab before the page was reloaded; true only once.
pub(super) fn had_logs() -> bool {
    let had = tab_storage().and_then(|storage| storage.get_item(LOGS).ok().flatten()).is_some();
    if had {
        note_logs(false);
    }
    had
}

pub(super) fn print() {
    if let Some(window) = window() {
        window.print().ok();
    }
}

/// Waits this number of milliseconds; the browser can do other work meanwhile.
pub(super) async fn pause(millis: i32) {
    let mut wait = |resolve: Function, _| {
        if let Some(window) = window() {
            window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, millis).ok();
        }
    };
    JsFuture::from(Promise::new(&mut wait)).await.ok();
}

/// Copies a text to the clipboard; returns whether that succeeded.
pub(super) async fn copy(text: &str) -> bool {
    // Pages without a secure origin have no clipboard, and most frames are not allowed to use it.
    let clipboard =
        window().and_then(|window| Reflect::get(&window.navigator(), &JsValue::from("clipboard")).ok());
    if let Some(clipboard) = clipboard.filter(|clipboard| !clipboard.is_undefined()) {
        let clipboard: web_sys::Clipboard = clipboard.unchecked_into();
        if JsFuture::from(clipboard.write_text(text)).await.is_ok() {
            return true;
        }
    }
    copy_by_command(text).unwrap_or(false)
}

/// The legacy method: selects the text in a field and lets the browser copy the selection.
fn copy_by_command(text: &str) -> Option<bool> {
    let document = document()?;
    let before: Option<HtmlElement> = document.active_element()?.dyn_into().ok();
    let field: HtmlTextAreaElement = document.create_element("textarea").ok()?.unchecked_into();
    field.set_value(text);
    field.set_class_name("unseen");
    // While a dialog is open, everything outside of it is inert.
    let place = document.query_selector("dialog[open]").ok().flatten().or(document.body().map(Into::into))?;
    place.append_child(&field).ok()?;
    field.select();
    let command = Reflect::get(&document, &JsValue::from("execCommand")).ok()?;
    let copied = command.dyn_ref::<js_sys::Function>()?.call1(&document, &JsValue::from("copy"));
    field.remove();
    if let Some(before) = before {
        before.focus().ok();
    }
    Some(copied.is_ok_and(|copied| copied.is_truthy()))
}
