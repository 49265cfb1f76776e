//! A report as one HTML file that needs nothing else: no request, no script.

use report::{EvidenceLine, FlowVerdict, Report, visible, visible_lines};

use crate::ticket::{TextPiece, TicketPart, TicketText};
use crate::times::time_of_line;
use crate::wording::quoted;

const STYLE: &str = include_str!("report.css");

/// The hash of the style, by which the policy of the file allows it and nothing else.
const STYLE_HASH: &str = "TvXnm7HcWs0ezU30zl1elZi+VSI6z+9x3CYN28uZEkU=";

/// The file.
pub(crate) fn html(report: &Report, parts: &[TicketPart<'_>]) -> String {
    let machine = match report.machine.as_str() {
        "" => String::new(),
        machine => format!(" of {}", html_text(machine)),
    };
    let class = match report.headline.verdict {
        FlowVerdict::Ok => "ok",
        FlowVerdict::Failed | FlowVerdict::Stopped => "failed",
        _ => "other",
    };
    let body: String = parts.iter().map(block).collect();
    [
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n",
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-",
        STYLE_HASH,
        "'; base-uri 'none'; form-action 'none'\">\n<meta name=\"referrer\" content=\"no-referrer\">\n",
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Windows Update diagnosis",
        &machine,
        "</title>\n<style>",
        STYLE,
        "</style>\n</head>\n<body>\n<main class=\"",
        class,
        "\">\n",
        &body,
        "</main>\n</body>\n</html>\n",
    ]
    .concat()
}

/// A text in which nothing is markup or acts on the display, for an element or a quoted attribute.
#[must_use]
pub fn html_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in visible(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

fn block(part: &TicketPart<'_>) -> String {
    match part {
        TicketPart::Heading(level, text) => format!("<h{level}>{}</h{level}>\n", inline(text)),
        TicketPart::Paragraph(text) => format!("<p>{}</p>\n", inline(text)),
        TicketPart::Facts(facts) => {
            let fact = |(name, text): &(&str, TicketText)| {
                format!("<dt>{}</dt><dd>{}</dd>\n", html_text(name), inline(text))
            };
            format!("<dl>\n{}</dl>\n", facts.iter().map(fact).collect::<String>())
        }
        TicketPart::List(items) => format!("<ul>\n{}</ul>\n", list_items(items)),
        TicketPart::NumberedList(items) => format!("<ol>\n{}</ol>\n", list_items(items)),
        TicketPart::Quote(line) => quote(line),
        TicketPart::Command(_, text) => format!("<pre><code>{}</code></pre>\n", code_lines(text)),
        TicketPart::Table(head, rows) => {
            let rows: String = rows.iter().map(|cells| row("td", cells)).collect();
            let head = row("th", head);
            format!(
                "<div class=\"wide\"><table>\n<thead>{head}</thead>\n<tbody>{rows}</tbody>\n</table></div>\n"
            )
        }
    }
}

fn list_items(items: &[TicketText]) -> String {
    items.iter().map(|item| format!("<li>{}</li>\n", inline(item))).collect()
}

fn row(tag: &str, cells: &[TicketText]) -> String {
    let cells = cells.iter().map(|cell| format!("<{tag}>{}</{tag}>", inline(cell)));
    format!("<tr>{}</tr>\n", cells.collect::<String>())
}

/// The lines of a command.
fn code_lines(text: &str) -> String {
    let text = visible_lines(text);
    text.trim_end().lines().map(html_text).collect::<Vec<_>>().join("\n")
}

/// A quoted line: its place and its time, then its text.
fn quote(line: &EvidenceLine) -> String {
    let state = line.state.as_ref().map_or(String::new(), |state| format!(" ({})", html_text(state)));
    let times = if line.count > 1 { format!(", {} times in a row", line.count) } else { String::new() };
    let (log, time, text) = (html_text(&line.log), html_text(&time_of_line(line)), html_text(&quoted(line)));
    let place = format!("<code>{log}</code> line {}, {time}{state}{times}", line.line);
    format!("<blockquote><p>{place}</p><pre>{text}</pre></blockquote>\n")
}

fn inline(text: &TicketText) -> String {
    let piece = |piece: &TextPiece| match piece {
        TextPiece::Plain(text) => html_text(text),
        TextPiece::Strong(text) => format!("<strong>{}</strong>", html_text(text)),
        TextPiece::Code(text) => format!("<code>{}</code>", html_text(text)),
        TextPiece::Link { text, href } => {
            format!("<a href=\"{}\" rel=\"noreferrer\">{}</a>", html_text(href), html_text(text))
        }
    };
    text.0.iter().map(piece).collect()
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::prelude::BASE64_STANDARD;
    use sha2::{Digest, Sha256};

    use super::*;

    #[test]
    fn the_policy_allows_the_style() {
        assert_eq!(STYLE_HASH, BASE64_STANDARD.encode(Sha256::digest(STYLE)));
    }

    #[test]
    fn markup_is_text() {
        let hostile = "</script><img src=x onerror='a(\"b\")'> &amp; \u{202e}";
        let text = "&lt;/script&gt;&lt;img src=x onerror=&#39;a(&quot;b&quot;)&#39;&gt; &amp;amp; U+202E";
        assert_eq!(html_text(hostile), text);
        let strong = inline(&TicketText::default().strong(hostile));
        assert_eq!(strong, format!("<strong>{text}</strong>"));
    }
}
