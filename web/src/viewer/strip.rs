//! The strip of a log: how many entries and errors it has over time, as a picture and in words.

use report::{JumpTarget, OverviewPart, ViewRequest};
use yew::{Context, Html, MouseEvent, TargetCast, html};

use super::filtering::range_in_words;
use super::model::{Viewer, ViewerMessage};
use crate::browser::viewing;
use crate::view::attr;
use crate::words::count;

/// How many parts a strip has.
const PARTS: u32 = 60;
/// How high a bar is at most, and the least height of one that has entries, or errors.
const HEIGHT: u32 = 20;
const LEAST: u32 = 3;

impl Viewer {
    /// Asks for the strips as soon as all is read, and again after the log has grown.
    pub(super) fn ask_strips(&mut self) {
        let is_read = self.state.read >= self.state.size;
        if is_read && self.state.entries > 0 && self.strips_of != self.state.entries {
            self.strips_of = self.state.entries;
            self.strips_ticket = viewing::next_number();
            viewing::ask(ViewRequest::Strips { ticket: self.strips_ticket, parts: PARTS });
        }
    }

    /// Goes to the first entry of a part of the time.
    pub(super) fn go_to_time(&mut self, part: u32) {
        let moment = part_start(self.strips.from, self.strips.before, part, PARTS);
        self.jump(0, JumpTarget::Time(moment));
    }

    /// The strip of a log in words.
    fn strip_in_words(&self, parts: &[OverviewPart]) -> String {
        let strips = &self.strips;
        let all: u64 = parts.iter().map(|part| u64::from(part.entries)).sum();
        let errors: u64 = parts.iter().map(|part| u64::from(part.errors)).sum();
        let time = |first: usize, last: usize| {
            let at = |part: usize| part_start(strips.from, strips.before, part as u32, parts.len() as u32);
            let words = range_in_words(at(first), at(last + 1), self.timed.as_deref());
            words.strip_prefix("time ").unwrap_or(&words).to_owned()
        };
        let whole = time(0, parts.len().saturating_sub(1));
        let busiest = parts.iter().enumerate().max_by_key(|(at, part)| (part.entries, usize::MAX - at));
        let busiest = busiest.map(|(at, _)| [", busiest from ", &time(at, at)].concat());
        let has_errors = |part: &OverviewPart| part.errors > 0;
        let (first, last) = (parts.iter().position(has_errors), parts.iter().rposition(has_errors));
        let failing = first.zip(last).map(|(first, last)| {
            ["; ", &count(errors, "error", "errors"), ", from ", &time(first, last)].concat()
        });
        [
            &count(all, "entry", "entries"),
            " over time, ",
            &whole,
            &busiest.unwrap_or_default(),
            failing.as_deref().unwrap_or("; no errors"),
            ".",
        ]
        .concat()
    }
}

/// Where a part of the time begins.
fn part_start(from: i64, before: i64, part: u32, parts: u32) -> i64 {
    let length = i128::from(before) - i128::from(from);
    (i128::from(from) + length * i128::from(part) / i128::from(parts.max(1))) as i64
}

/// The strip of the log with this number among those that are shown; nothing if its entries have no times.
pub(super) fn strip(viewer: &Viewer, log: usize) -> Html {
    let Some(parts) = viewer.strips.logs.get(log) else { return Html::default() };
    if parts.iter().all(|part| part.entries == 0) {
        return Html::default();
    }
    let (entries, errors) = bars(parts);
    let words = attr(&viewer.strip_in_words(parts));
    let size = ["0 0 ", &parts.len().to_string(), " ", &HEIGHT.to_string()].concat();
    html! {
        <span class="view-strip" role="img" aria-label={words.clone()} title={words}>
            <svg viewBox={size} preserveAspectRatio="none" aria-hidden="true">
                <path d={entries} />
                <path class="errors" d={errors} />
            </svg>
        </span>
    }
}

/// The strip of everything that is shown. A click goes to its time; keys have their own way.
pub(super) fn whole_strip(viewer: &Viewer, ctx: &Context<Viewer>) -> Html {
    let onclick = ctx.link().callback(|event: MouseEvent| {
        let width = event.target_unchecked_into::<web_sys::HtmlElement>().offset_width().max(1);
        let part = f64::from(event.offset_x()) / f64::from(width) * f64::from(PARTS);
        ViewerMessage::TimePart((part.max(0.0) as u32).min(PARTS - 1))
    });
    let strip = strip(viewer, viewer.strips.logs.len().wrapping_sub(1));
    html! {
        <div class="view-times" {onclick}>{strip}</div>
    }
}

/// The bars of the entries and those of the errors, as paths. A bar is as high as the root of its number, so that few
/// entries are visible beside many.
fn bars(parts: &[OverviewPart]) -> (String, String) {
    let most = parts.iter().map(|part| part.entries).max().unwrap_or_default();
    let height = |entries: u32| match entries {
        0 => 0,
        _ => ((f64::from(entries) / f64::from(most.max(1))).sqrt() * f64::from(HEIGHT)).round() as u32,
    };
    let (mut entries, mut errors) = (String::new(), String::new());
    for (at, part) in parts.iter().enumerate() {
        let add = |path: &mut String, number: u32| {
            if number > 0 {
                let high = height(number).clamp(LEAST, HEIGHT);
                let (at, high) = (at.to_string(), high.to_string());
                for piece in ["M", &at, " ", &HEIGHT.to_string(), "v-", &high, "h1v", &high, "z"] {
                    path.push_str(piece);
                }
            }
        };
        add(&mut entries, part.entries);
        add(&mut errors, part.errors);
    }
    (entries, errors)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(entries: u32, errors: u32) -> OverviewPart {
        OverviewPart { entries, errors, ..OverviewPart::default() }
    }

    #[test]
    fn few_entries_and_single_errors_are_visible() {
        let (entries, errors) = bars(&[part(10_000, 1), part(0, 0), part(2_500, 0), part(1, 1)]);
        assert_eq!(entries, "M0 20v-20h1v20zM2 20v-10h1v10zM3 20v-3h1v3z");
        assert_eq!(errors, "M0 20v-3h1v3zM3 20v-3h1v3z");
        assert_eq!(bars(&[]), (String::new(), String::new()));
    }

    #[test]
    fn parts_of_any_time_have_a_start() {
        assert_eq!(part_start(100, 200, 3, 10), 130);
        assert_eq!(part_start(i64::MIN, i64::MAX, 10, 10), i64::MAX);
        assert_eq!(part_start(5, 6, 1, 0), 6);
    }
}
