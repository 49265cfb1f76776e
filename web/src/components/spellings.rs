//! The notations of a code: hexadecimal, signed, unsigned, as in logs.

use knowledge::Explained;
use yew::{Html, html};

use super::panel::{copy_icon, titled};
use crate::view::{View, text};

/// How many names of a code are shown: small numbers have dozens.
const MOST: usize = 8;

/// The panel.
pub(crate) fn spellings(view: &View, explained: &Explained) -> Html {
    let value = explained.value;
    let hex = knowledge::spell(value);
    let digits = hex.get(2..).unwrap_or_default();
    let symbols = &explained.symbols;
    // The page header shows the first name; it is repeated here only beside a name from another header file.
    let skipped = usize::from(symbols.iter().all(|symbol| header(symbol).is_none()));
    let named = |symbol: &&str| copied(view, header(symbol).unwrap_or("Also named"), symbol);
    let rows = html! {
        <dl class="spellings">
            {copied(view, "Hex", &hex)}
            {copied(view, "Signed", &(value as i32).to_string())}
            {copied(view, "Unsigned", &value.to_string())}
            {row("In logs", code(&["[", digits, "] hr=", &digits.to_ascii_lowercase()].concat()))}
            if let Some(inside) = explained.inside {
                {row(inside.name, code(&inside.number.to_string()))}
            }
            if let Some(facility) = explained.facility_name {
                {row("Facility", code(&[&explained.facility.to_string(), " ", facility.name].concat()))}
            }
            {row("Number", code(&explained.number.to_string()))}
            {for symbols.iter().skip(skipped).take(MOST).map(named)}
        </dl>
    };
    titled("spellings", "Notations", rows)
}

/// The library that defines a name: two libraries have their own names for the same numbers.
fn header(symbol: &str) -> Option<&'static str> {
    let headers = [("ERROR_WINHTTP_", "WinHTTP"), ("ERROR_INTERNET_", "WinINet"), ("WININET_E_", "WinINet")];
    headers.into_iter().find(|(begins, _)| symbol.starts_with(begins)).map(|(_, name)| name)
}

/// A row of a list of names and values.
pub(crate) fn row(name: &str, value: Html) -> Html {
    html! { <div><dt>{text(name)}</dt><dd>{value}</dd></div> }
}

/// A row with a button that copies its value.
pub(crate) fn copied(view: &View, name: &str, value: &str) -> Html {
    let button = copy_icon(view, &["row-", value].concat(), value.to_owned(), &["Copy ", value].concat());
    row(name, html! { <>{code(value)}{button}</> })
}

fn code(words: &str) -> Html {
    html! { <code>{text(words)}</code> }
}
