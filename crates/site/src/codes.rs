//! The list of all codes with a cause: search engines and readers without the program find the pages of codes here.

use export::html_text;
use knowledge::spell;
use web::FilePage;

use crate::place::{Place, codes_with_causes};

/// The page.
pub(crate) fn page() -> FilePage {
    let row = |value: u32| {
        let explained = knowledge::explain(value);
        let symbol = explained.symbols.first().copied().unwrap_or_default();
        format!(
            "<li><a class=\"code\" href=\"{}\">{}</a><span><span class=\"symbol\">{}</span> {}</span></li>",
            html_text(&Place::Code(value).hash()),
            spell(value),
            html_text(symbol),
            html_text(&explained.sentence),
        )
    };
    let rows: String = codes_with_causes().into_iter().map(row).collect();
    let (title, lead) = (Place::Codes.title(), Place::Codes.description());
    FilePage {
        main: format!(
            "<main class=\"knowledge\"><nav aria-label=\"Breadcrumb\" class=\"trail\"><a href=\"#/kb\">Knowledge</a></nav>\
             <header class=\"code-head\"><h1 class=\"words\">{title}</h1><p class=\"lead\">{lead}</p></header>\
             <section class=\"panel\" aria-label=\"Codes\"><ul class=\"related\">{rows}</ul></section></main>"
        ),
        title: format!("{title} \u{b7} Wuscope"),
    }
}
