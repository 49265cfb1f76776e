//! A family: all of its codes with their symbols and meanings, by component.

use knowledge::{Code, Symbol};
use yew::{Html, html};

use crate::components::panel::{code_link, more, titled};
use crate::look_up::families;
use crate::message::Action;
use crate::pages::layout::{head, main, trail};
use crate::pages::unknown::{not_yet, unknown};
use crate::routes::slug;
use crate::view::{View, text};
use crate::words;

/// The page.
pub(crate) fn family(view: &View, id: &str) -> Html {
    let families = families();
    let Some((name, count)) = families.iter().find(|(name, _)| slug(name) == id) else {
        return if knowledge::is_given(knowledge::SYMBOLS) { unknown(view) } else { not_yet(view) };
    };
    let codes: Vec<&Code> = knowledge::codes().iter().filter(|code| code.family == *name).collect();
    let is_bare = |symbol: &Symbol| symbol.family == *name && knowledge::code(symbol.value).is_none();
    let names: Vec<Symbol> = knowledge::all_symbols().filter(is_bare).collect();
    let lead = [&words::count(*count, "code", "codes"), " with description. Select a code for details."];
    let inside = html! {
        <>
            {trail(view, None, "Codes by family")}
            {head(view, &[name, " codes"].concat(), &lead.concat())}
            {for parts(&codes).into_iter().map(|(part, codes)| of_part(part, &codes))}
            if !names.is_empty() {
                {bare(view, &names)}
            }
        </>
    };
    main(view, inside)
}

fn of_part(part: &str, codes: &[&Code]) -> Html {
    html! {
        <div class="panel codes-of">
            if !part.is_empty() {
                <header class="head"><h2 class="part-title">{text(part)}</h2></header>
            }
            <ul>{for codes.iter().map(|code| row(code.value, code.symbols, code.message))}</ul>
        </div>
    }
}

/// Names without a description: there can be thousands.
fn bare(view: &View, names: &[Symbol]) -> Html {
    let body = if view.state.is_open("names") {
        let rows = names.iter().map(|symbol| row(symbol.value, &[symbol.name], ""));
        html! { <div class="codes-of"><ul>{for rows}</ul></div> }
    } else {
        let words = [&words::count(names.len() as u64, "name", "names"), " without a description"];
        more(view, &words.concat(), Action::Fold("names".to_owned()))
    };
    titled("names", "More names", body)
}

/// Codes in order, grouped by component.
fn parts<'c>(codes: &[&'c Code]) -> Vec<(&'static str, Vec<&'c Code>)> {
    let mut parts: Vec<(&str, Vec<&Code>)> = Vec::new();
    for code in codes {
        let part = knowledge::part(code.value).map_or("", |part| part.words);
        match parts.last_mut() {
            Some((last, codes)) if *last == part => codes.push(code),
            _ => parts.push((part, vec![code])),
        }
    }
    parts
}

fn row(value: u32, symbols: &[&str], message: &str) -> Html {
    html! {
        <li>
            {code_link(&knowledge::spell(value))}
            <p>
                <code>{text(symbols.first().copied().unwrap_or_default())}</code>
                {text(&[" ", message].concat())}
            </p>
        </li>
    }
}
