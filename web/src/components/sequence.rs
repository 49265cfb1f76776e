//! A run as a sequence diagram: a lane for each component, an arrow for each step, and the same as a list.

use report::{Run, Verdict};
use yew::{Html, html};

use super::icon::{Icon, icon};
use super::mark::{Mark, mark};
use crate::hops::{Hop, Hops, hops};
use crate::routes::{Route, ViewAddress};
use crate::time::length;
use crate::view::{View, attr, text};
use crate::words::list;

/// The width of the column of times, and of a lane, in pixels.
const TIMES: f64 = 110.0;
const LANE: f64 = 148.0;
/// The height of the names of the lanes, of an arrow, and of a wait.
const NAMES: f64 = 40.0;
const ROW: f64 = 46.0;
const WAITING: f64 = 34.0;
/// How many characters of a title fit beside an arrow from a lane to itself.
const FITS: usize = 30;

/// The diagram of a run, behind a summary; nothing if fewer than two components act.
pub(crate) fn sequence(view: &View, run: &Run, service: Option<&str>) -> Html {
    let found = hops(&run.flow, &run.steps, service);
    if found.lanes.len() < 2 {
        return Html::default();
    }
    html! {
        <>
            <details class="part sequence">
                <summary>{icon(Icon::Right)}{"Sequence: which component asked which, and when"}</summary>
                <div class="sequence-scroll" tabindex="0" role="region" aria-label="Sequence diagram">{picture(view, &found)}</div>
                {as_list(view, &found, "hops")}
            </details>
            {as_list(view, &found, "hops on-paper")}
        </>
    }
}

/// The address of the line of a message.
fn address(view: &View, hop: &Hop) -> Option<String> {
    let line = hop.line?;
    let (log, number) = view.state.session.name_of(line.file).unwrap_or_else(|| (line.log.clone(), 1));
    Some(Route::View(ViewAddress { log, number, line: Some(line.line), ..ViewAddress::default() }).href())
}

/// The time of day of a message, as its log has it.
fn clock<'h>(hop: &Hop<'h>) -> &'h str {
    let time = hop.line.map_or("", |line| line.time.as_str());
    let clock = time.rsplit([' ', 'T']).next().unwrap_or(time);
    clock.get(..clock.len().min(12)).unwrap_or(clock)
}

/// The components of a message: `Scan Agent to Location Services`.
fn between(found: &Hops, hop: &Hop) -> String {
    let [from, to] = [hop.from, hop.to].map(|lane| found.lanes.get(lane).map_or("", String::as_str));
    if hop.from == hop.to { from.to_owned() } else { [from, " to ", to].concat() }
}

/// A message in words.
fn words(found: &Hops, hop: &Hop) -> String {
    [&between(found, hop), ": ", &hop.title].concat()
}

fn wait_words(wait: i64) -> String {
    [&length(wait), " without a line"].concat()
}

/// The list of all messages, for narrow windows and paper.
fn as_list(view: &View, found: &Hops, class: &'static str) -> Html {
    let item = |hop: &Hop| {
        let words = words(found, hop);
        html! {
            <li>
                if let Some(wait) = hop.wait {
                    <span class="tag warn">{mark(Mark::Warning)}{text(&wait_words(wait))}</span>
                }
                {mark(Mark::of(hop.verdict))}
                <span class="note">{text(&[hop.step, " ", clock(hop)].concat())}</span>
                if let Some(href) = address(view, hop) {
                    <a href={attr(&href)}>{text(&words)}</a>
                } else {
                    <span>{text(&words)}</span>
                }
                <strong class={Mark::of(hop.verdict).class()}>{text(hop.verdict.word())}</strong>
            </li>
        }
    };
    html! {
        <ol {class}>
            {for found.hops.iter().map(item)}
            if !found.left.is_empty() {
                <li>{text(&left(found))}</li>
            }
        </ol>
    }
}

/// The steps that are not in the picture, by verdict.
fn left(found: &Hops) -> String {
    let of = |verdict: Verdict| {
        let steps: Vec<&str> =
            found.left.iter().filter(|row| row.verdict == verdict).map(|row| row.step.as_str()).collect();
        let word = if steps.len() == 1 { "Step " } else { "Steps " };
        (!steps.is_empty()).then(|| [word, &list(&steps), ": ", &verdict.word().to_lowercase(), "."].concat())
    };
    let mut verdicts: Vec<Verdict> = Vec::new();
    for row in &found.left {
        if !verdicts.contains(&row.verdict) {
            verdicts.push(row.verdict);
        }
    }
    verdicts.into_iter().filter_map(of).collect::<Vec<_>>().join(" ")
}

fn lane(at: usize) -> f64 {
    TIMES + LANE * (at as f64 + 0.5)
}

fn picture(view: &View, found: &Hops) -> Html {
    let mut top = NAMES;
    let mut rows = Vec::new();
    for hop in &found.hops {
        if let Some(wait) = hop.wait {
            rows.push(waiting(found, hop, wait, top));
            top += WAITING;
        }
        rows.push(arrow(view, found, hop, top));
        top += ROW;
    }
    let bottom = top + 8.0;
    let width = TIMES + LANE * found.lanes.len() as f64;
    let name = |(at, name): (usize, &String)| {
        let x = lane(at).to_string();
        html! {
            <g aria-hidden="true">
                <line class="lane" x1={x.clone()} x2={x.clone()} y1={(NAMES - 8.0).to_string()} y2={bottom.to_string()} />
                <rect class="name" x={(lane(at) - LANE / 2.0 + 4.0).to_string()} y="2" width={(LANE - 8.0).to_string()} height={(NAMES - 10.0).to_string()} rx="6" />
                <text class="name" x={x} y="21" text-anchor="middle">{text(&shortened(name, 22))}</text>
            </g>
        }
    };
    html! {
        <>
            <svg
                class="sequence-picture"
                role="group"
                aria-label="Messages of the run, in order"
                width={width.to_string()}
                height={bottom.to_string()}
                viewBox={["0 0 ", &width.to_string(), " ", &bottom.to_string()].concat()}
            >
                {for found.lanes.iter().enumerate().map(name)}
                {for rows}
            </svg>
            if !found.left.is_empty() {
                <p class="note">{text(&left(found))}</p>
            }
        </>
    }
}

/// A wait: a hatched bar on the lane that waited.
fn waiting(found: &Hops, hop: &Hop, wait: i64, top: f64) -> Html {
    let x = lane(hop.from);
    let is_last = hop.from + 1 == found.lanes.len() && hop.from > 0;
    let (text_x, anchor) = if is_last { (x - 12.0, "end") } else { (x + 12.0, "start") };
    html! {
        <g class="wait">
            <rect x={(x - 6.0).to_string()} y={(top + 2.0).to_string()} width="12" height={(WAITING - 6.0).to_string()} rx="3" />
            <text x={text_x.to_string()} y={(top + 20.0).to_string()} text-anchor={anchor}>{text(&wait_words(wait))}</text>
        </g>
    }
}

/// An arrow with its time and title; it opens its line.
fn arrow(view: &View, found: &Hops, hop: &Hop, top: f64) -> Html {
    let (from, to) = (lane(hop.from), lane(hop.to));
    let y = top + 30.0;
    let is_broken = matches!(hop.verdict, Verdict::Failed | Verdict::Stopped);
    let class = match hop.verdict {
        Verdict::Failed => "hop failed",
        Verdict::Stopped => "hop stopped",
        Verdict::Passed => "hop passed",
        _ => "hop",
    };
    // A broken message does not arrive.
    let end = if is_broken && hop.from != hop.to { from + (to - from) * 0.6 } else { to };
    let toward = if to < from { 1.0 } else { -1.0 };
    let path = match hop.from == hop.to {
        true => ["M", &from.to_string(), " ", &(y - 8.0).to_string(), "h18v12h-14"].concat(),
        false => {
            ["M", &from.to_string(), " ", &y.to_string(), "H", &(end + 3.0 * toward).to_string()].concat()
        }
    };
    let (tip, tip_y, toward) = if hop.from == hop.to { (from + 3.0, y + 4.0, 1.0) } else { (end, y, toward) };
    let head = |dx: f64, dy: f64| [&(tip + dx * toward).to_string(), ",", &(tip_y + dy).to_string()].concat();
    let points = [head(0.0, 0.0), head(8.0, -4.5), head(8.0, 4.5)].join(" ");
    let is_last = hop.from + 1 == found.lanes.len();
    let (label_x, label_y, anchor, title) = match hop.from == hop.to {
        true if is_last => (from - 10.0, y, "end", shortened(&hop.title, FITS)),
        true => (from + 26.0, y, "start", shortened(&hop.title, FITS)),
        false => {
            let fits = (hop.from.abs_diff(hop.to) as f64 * LANE / 6.4) as usize;
            ((from + to) / 2.0, y - 6.0, "middle", shortened(&hop.title, fits.max(20)))
        }
    };
    let inside = html! {
        <>
            <rect class="row" x="0" y={top.to_string()} width={(TIMES + LANE * found.lanes.len() as f64).to_string()} height={ROW.to_string()} />
            // The space separates it from the title when the texts are read or copied one after the other.
            <text class="time" x="4" y={(y + 4.0).to_string()}>{text(&[clock(hop), " "].concat())}</text>
            <path d={path} />
            if is_broken {
                <path class="cross" d={["M", &(end - 5.0).to_string(), " ", &(tip_y - 5.0).to_string(), "l10 10m0-10l-10 10"].concat()} />
            } else {
                <polygon {points} />
            }
            <text class="title" x={label_x.to_string()} y={label_y.to_string()} text-anchor={anchor}>
                {text(&[hop.step, ". ", &title].concat())}
            </text>
        </>
    };
    // It begins with the visible text, by which people name the link when they control the page by voice.
    let label =
        [clock(hop), " ", hop.step, ". ", &title, ", ", &between(found, hop), ": ", hop.verdict.word()]
            .concat();
    match address(view, hop) {
        Some(href) => html! { <a {class} href={attr(&href)} aria-label={attr(&label)}>{inside}</a> },
        None => html! { <g {class} role="img" aria-label={attr(&label)}>{inside}</g> },
    }
}

/// A name that fits into that many characters.
fn shortened(name: &str, most: usize) -> String {
    match name.char_indices().nth(most.saturating_sub(1)) {
        Some((end, _)) if name.chars().count() > most => [name[..end].trim_end(), "\u{2026}"].concat(),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_are_shortened() {
        assert_eq!(shortened("Scan Agent", 22), "Scan Agent");
        assert_eq!(shortened("Scan Agent", 6), "Scan\u{2026}");
        assert_eq!(shortened("", 0), "");
    }
}
