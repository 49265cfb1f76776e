//! The menu of a row or of one of its cells: show only or hide what is like it, limit the time, highlight, copy, mark.

use report::{ViewChip, ViewCondition, ViewLevel, ViewPattern, ViewRow};
use yew::{Context, Html, KeyboardEvent, MouseEvent, html};

use super::model::{CopyForm, Viewer, ViewerMessage};
use crate::view::text;

/// The most characters of a row's text in a condition.
const LONGEST: usize = 200;
/// How many of them an item shows.
const SHOWN: usize = 36;
/// The height of an item in pixels.
const ITEM: usize = 30;

/// What an item is called, and what it does.
type MenuItem = (String, ViewerMessage);

/// The items for a row; with a column, first those of its cell, and none of the others.
fn items(row: &ViewRow, column: Option<usize>, words: &str) -> Vec<MenuItem> {
    let is_of = |own: usize| column.is_none_or(|column| column == own);
    let mut items = Vec::new();
    let mut both = |what: &str, condition: ViewCondition| {
        let chip = |hides| ViewerMessage::Filter(ViewChip { condition: condition.clone(), hides });
        items.push((["Only ", what].concat(), chip(false)));
        items.push((["Hide ", what].concat(), chip(true)));
    };
    if is_of(0) {
        let all = row.text.lines().next().unwrap_or_default().trim();
        let used: String = if words.is_empty() { all } else { words }.chars().take(LONGEST).collect();
        if !used.is_empty() {
            let pattern = ViewPattern { text: used.clone(), ..ViewPattern::default() };
            both(&["lines with \u{201c}", &short(&used), "\u{201d}"].concat(), ViewCondition::Text(pattern));
        }
        let level = match row.level {
            ViewLevel::Error => Some("errors"),
            ViewLevel::Warning => Some("warnings"),
            ViewLevel::Info => Some("information"),
            ViewLevel::Plain => None,
        };
        if let Some(level) = level {
            both(level, ViewCondition::Level(row.level));
        }
    }
    if is_of(1) && !row.component.is_empty() {
        let what = ["component ", &row.component].concat();
        both(&what, ViewCondition::Component(row.component.clone()));
    }
    if is_of(3) && row.thread > 0 {
        let what = ["thread ", &row.thread.to_string()].concat();
        both(&what, ViewCondition::Thread(row.process, row.thread));
    }
    if !words.is_empty() && is_of(0) {
        items.push((
            ["Highlight \u{201c}", &short(words), "\u{201d}"].concat(),
            ViewerMessage::Highlight(words.to_owned()),
        ));
        items.push((
            ["Find \u{201c}", &short(words), "\u{201d}"].concat(),
            ViewerMessage::Find(words.to_owned()),
        ));
    }
    if let Some(utc) = row.utc {
        items.push(("From here on".to_owned(), ViewerMessage::Limit(Some(utc), None)));
        items.push(("Up to here".to_owned(), ViewerMessage::Limit(None, Some(utc + 1))));
    }
    items.push(("Copy".to_owned(), ViewerMessage::Copy(CopyForm::Text)));
    items.push(("Copy only the text".to_owned(), ViewerMessage::Copy(CopyForm::Message)));
    items.push(("Copy as Markdown".to_owned(), ViewerMessage::Copy(CopyForm::Markdown)));
    items.push(("Bookmark".to_owned(), ViewerMessage::Bookmark));
    items
}

fn short(words: &str) -> String {
    match words.char_indices().nth(SHOWN) {
        Some((end, _)) => [words.get(..end).unwrap_or(words), "\u{2026}"].concat(),
        None => words.to_owned(),
    }
}

/// The menu, if it is open. A click beside it closes it.
pub(super) fn menu(viewer: &Viewer, ctx: &Context<Viewer>) -> Html {
    let (Some(menu), Some(chosen)) = (&viewer.menu, &viewer.chosen) else { return Html::default() };
    let link = ctx.link();
    let items = items(&chosen.row, menu.column, &menu.words);
    let count = items.len();
    let item = |(at, (words, message)): (usize, MenuItem)| {
        let onclick = link.batch_callback(move |_| vec![ViewerMessage::CloseMenu, message.clone()]);
        html! {
            <button id={item_id(at)} type="button" role="menuitem" tabindex="-1" {onclick}>{text(&words)}</button>
        }
    };
    let close = link.callback(|event: MouseEvent| {
        event.prevent_default();
        ViewerMessage::CloseMenu
    });
    let names: Vec<String> = items.iter().map(|(name, _)| name.clone()).collect();
    let onkeydown = link.batch_callback(move |event: KeyboardEvent| {
        let at = focused(&event).unwrap_or(0);
        let message = match event.key().as_str() {
            "ArrowDown" => ViewerMessage::MenuItem((at + 1) % count),
            "ArrowUp" => ViewerMessage::MenuItem((at + count - 1) % count),
            "Home" => ViewerMessage::MenuItem(0),
            "End" => ViewerMessage::MenuItem(count - 1),
            "Escape" | "Tab" => ViewerMessage::CloseMenu,
            letter => ViewerMessage::MenuItem(next_with(&names, at, letter)?),
        };
        event.prevent_default();
        event.stop_propagation();
        Some(message)
    });
    let height = (count * ITEM + 12).to_string();
    let style = [
        "left:min(",
        &menu.x.to_string(),
        "px,100vw - 316px);top:max(4px,min(",
        &menu.y.to_string(),
        "px,100vh - ",
        &height,
        "px))",
    ];
    html! {
        <>
            <div class="view-menu-back" onclick={close.clone()} oncontextmenu={close} />
            <div class="view-menu" role="menu" aria-label="Row" style={style.concat()} {onkeydown}>
                {for items.into_iter().enumerate().map(item)}
            </div>
        </>
    }
}

/// The next item after `at` that begins with a letter; after the last one comes the first.
fn next_with(names: &[String], at: usize, letter: &str) -> Option<usize> {
    let begins =
        |name: &str| name.get(..letter.len()).is_some_and(|start| start.eq_ignore_ascii_case(letter));
    if letter.chars().count() != 1 {
        return None;
    }
    (at + 1..names.len()).chain(0..=at).find(|at| names.get(*at).is_some_and(|name| begins(name)))
}

/// The number of the item that has the focus.
fn focused(event: &KeyboardEvent) -> Option<usize> {
    use yew::TargetCast;
    let id = event.target_dyn_into::<web_sys::Element>()?.id();
    id.strip_prefix("menu-item-")?.parse().ok()
}

pub(super) fn item_id(at: usize) -> String {
    ["menu-item-", &at.to_string()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> ViewRow {
        ViewRow {
            text: "Scan failed with error = 0x8024401b.\nsecond".into(),
            component: "WUAHandler".into(),
            thread: 4_712,
            level: ViewLevel::Error,
            utc: Some(7),
            ..ViewRow::default()
        }
    }

    fn names(column: Option<usize>, words: &str) -> Vec<String> {
        items(&row(), column, words).into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn a_cell_offers_what_is_like_it() {
        let names = names(Some(1), "");
        assert_eq!(&names[..3], ["Only component WUAHandler", "Hide component WUAHandler", "From here on"]);
    }

    #[test]
    fn selected_words_are_offered_instead_of_the_text() {
        let names = names(Some(0), "0x8024401b");
        assert_eq!(names[0], "Only lines with \u{201c}0x8024401b\u{201d}");
        assert!(names.contains(&"Highlight \u{201c}0x8024401b\u{201d}".to_owned()));
        assert!(names.contains(&"Hide errors".to_owned()));
    }

    #[test]
    fn the_menu_of_a_row_has_all() {
        let names = names(None, "");
        assert_eq!(names[0], "Only lines with \u{201c}Scan failed with error = 0x8024401b.\u{201d}");
        for name in ["Hide thread 4712", "Only errors", "Up to here", "Copy as Markdown", "Bookmark"] {
            assert!(names.iter().any(|other| other == name), "{name} in {names:?}");
        }
    }

    #[test]
    fn a_letter_goes_to_the_next_item_that_begins_with_it() {
        let names = ["Only a", "Hide a", "Copy", "Copy as Markdown"].map(str::to_owned);
        assert_eq!(next_with(&names, 0, "c"), Some(2));
        assert_eq!(next_with(&names, 2, "C"), Some(3));
        assert_eq!(next_with(&names, 3, "c"), Some(2));
        assert_eq!(next_with(&names, 1, "h"), Some(1));
        assert_eq!(next_with(&names, 0, "x"), None);
        assert_eq!(next_with(&names, 0, "Home"), None);
    }

    #[test]
    fn the_time_ends_with_the_row_itself() {
        let limit = items(&row(), Some(2), "").into_iter().find(|(name, _)| name == "Up to here");
        assert!(matches!(limit, Some((_, ViewerMessage::Limit(None, Some(8))))));
    }
}
