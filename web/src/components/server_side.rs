//! What the web server's own log says of the requests that the client saw fail.

use report::{Finding, ServerRequest};
use yew::{Html, html};

use super::evidence::evidence;
use super::icon::{Icon, icon};
use super::panel::with_codes;
use super::spellings::row;
use crate::time::length;
use crate::view::{View, text};
use crate::words::{number, sure};

/// The part below the lines of the client; nothing where no such log was given.
pub(crate) fn server_side(view: &View, finding: &Finding) -> Html {
    html! {
        if !finding.server_requests.is_empty() {
            <h3 class="side-by-side">{icon(Icon::Server)}{"The same on the server"}</h3>
            <ol class="evidence">
                {for finding.server_requests.iter().map(|side| request(view, finding, side))}
            </ol>
        }
    }
}

fn request(view: &View, finding: &Finding, side: &ServerRequest) -> Html {
    html! {
        <>
            <li class="about-line">{with_codes(&side.summary)}</li>
            {evidence(view, &side.evidence, Some(finding))}
            <li class="about-line"><dl class="facts">{facts(side)}</dl></li>
        </>
    }
}

fn facts(side: &ServerRequest) -> Html {
    html! {
        <>
            {row("Asked for", text(&side.path))}
            {row("HTTP status", text(&side.status.to_string()))}
            if let Some(took) = side.duration_ms {
                {row("Took", text(&took_words(took)))}
            }
            if let Some(ahead) = side.clock_ahead_ms {
                {row("Server's clock", text(&clock(ahead)))}
            }
            {row("The same request", text(sure(side.confidence)))}
        </>
    }
}

/// How long a request took; in seconds, however many, as time-outs are counted.
fn took_words(millis: u32) -> String {
    match millis {
        0..100_000 => length(millis.into()),
        _ => [&number((millis / 1_000).into()), " s"].concat(),
    }
}

/// A difference of clocks in words.
fn clock(ahead: i64) -> String {
    let by = length(ahead.abs());
    match ahead {
        -499..=499 => "as the client's".to_owned(),
        500.. => [&by, " ahead of the client's"].concat(),
        _ => [&by, " behind the client's"].concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::{clock, took_words};

    #[test]
    fn a_difference_of_clocks_is_told_in_words() {
        assert_eq!(clock(120), "as the client's");
        assert_eq!(clock(4_200), "4.2 s ahead of the client's");
        assert_eq!(clock(-180_000), "3 min behind the client's");
    }

    #[test]
    fn what_took_long_is_told_in_seconds() {
        assert_eq!(took_words(203), "0.2 s");
        assert_eq!(took_words(118_003), "118 s");
    }
}
