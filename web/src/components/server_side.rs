//! The web server's log entries for the failed requests of the client.

use report::{Finding, ServerRequest};
use yew::{Html, html};

use super::evidence::evidence;
use super::icon::{Icon, icon};
use super::panel::with_codes;
use super::spellings::row;
use crate::time::length;
use crate::view::{View, text};
use crate::words::{number, sure};

/// The part below the client's lines; empty without a web server log.
pub(crate) fn server_side(view: &View, finding: &Finding) -> Html {
    html! {
        if !finding.server_requests.is_empty() {
            <h3 class="side-by-side">{icon(Icon::Server)}{"Same request on the server"}</h3>
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
            {row("URL path", text(&side.path))}
            {row("HTTP status", text(&side.status.to_string()))}
            if let Some(took) = side.duration_ms {
                {row("Duration", text(&took_words(took)))}
            }
            if let Some(ahead) = side.clock_ahead_ms {
                {row("Server clock", text(&clock(ahead)))}
            }
            {row("Match", text(sure(side.confidence)))}
        </>
    }
}

/// The duration of a request, always in seconds, like timeouts.
fn took_words(millis: u32) -> String {
    match millis {
        0..100_000 => length(millis.into()),
        _ => [&number((millis / 1_000).into()), " s"].concat(),
    }
}

/// The difference between the clocks as text.
fn clock(ahead: i64) -> String {
    let by = length(ahead.abs());
    match ahead {
        -499..=499 => "same as client".to_owned(),
        500.. => [&by, " ahead of client"].concat(),
        _ => [&by, " behind client"].concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::{clock, took_words};

    #[test]
    fn a_clock_difference_is_described_in_words() {
        assert_eq!(clock(120), "same as client");
        assert_eq!(clock(4_200), "4.2 s ahead of client");
        assert_eq!(clock(-180_000), "3 min behind client");
    }

    #[test]
    fn a_long_duration_is_shown_in_seconds() {
        assert_eq!(took_words(203), "0.2 s");
        assert_eq!(took_words(118_003), "118 s");
    }
}
