//! The anatomy of a code: its bits, and the groups they form.

use basics::hex;
use knowledge::{CodeSeverity, Explained, Form};
use yew::{Html, html};

use super::panel::titled;
use super::prose::scrolled;
use crate::view::{attr, text};

/// A group of bits: their number, the colour, and two lines of text.
struct Group {
    bits: u32,
    class: &'static str,
    title: String,
    about: String,
}

/// The panel.
pub(crate) fn anatomy(explained: &Explained) -> Html {
    let groups = groups(explained);
    let label: Vec<String> = groups.iter().map(|group| [&group.title, " ", &group.about].concat()).collect();
    let mut left = 32;
    let drawn = groups.iter().map(|group| {
        let first = left;
        left -= group.bits;
        draw(explained.value, first, group)
    });
    let picture = html! {
        <div class="anatomy" role="img" aria-label={attr(&label.join("; "))}>{for drawn}</div>
    };
    titled("anatomy", "What the number means", scrolled("The bits of the code", picture))
}

/// A group; `left` counts the bits from its first bit to the end.
fn draw(value: u32, left: u32, group: &Group) -> Html {
    html! {
        <div
            class={["group ", group.class].concat()}
            style={["flex-grow:", &group.bits.to_string()].concat()}
        >
            <div class="bits">{for (left - group.bits..left).rev().map(|at| bit(value, at))}</div>
            <p><strong>{text(&group.title)}</strong>{text(&group.about)}</p>
        </div>
    }
}

/// The bit at position `at`, counted from the lowest.
fn bit(value: u32, at: u32) -> Html {
    let (class, digit) = if value >> at & 1 == 1 { ("set", "1") } else { ("", "0") };
    html! {
        <span class={class}>
            // The first bit of four shows their hex digit.
            if at % 4 == 3 {
                <b>{text(&digit_of(value >> (at - 3) & 15))}</b>
            }
            {digit}
        </span>
    }
}

/// Four bits as a hex digit.
fn digit_of(four: u32) -> String {
    char::from_digit(four, 16).unwrap_or('0').to_ascii_uppercase().to_string()
}

fn groups(explained: &Explained) -> Vec<Group> {
    let group = |bits, class, title: String, about: String| Group { bits, class, title, about };
    let number = || {
        let about = explained
            .inside
            .map_or_else(String::new, |inside| [inside.name, " ", &inside.number.to_string()].concat());
        (["Number ", &hex(explained.number, if explained.number_bits == 12 { 3 } else { 4 })].concat(), about)
    };
    let severe = if explained.severity == CodeSeverity::Failure { "fail" } else { "ok" };
    let facility = ["Facility ", &explained.facility.to_string()].concat();
    let of = explained.facility_name.map_or("no public name", |facility| facility.words).to_owned();
    let severity = explained.severity.words().to_owned();
    match explained.form {
        Form::Number => {
            let (_, about) = number();
            vec![group(32, "warn", ["Number ", &explained.value.to_string()].concat(), about)]
        }
        Form::Ntstatus | Form::NtstatusInHresult => {
            let (title, about) = number();
            let mark =
                if explained.form == Form::Ntstatus { "an NTSTATUS" } else { "an NTSTATUS in an HRESULT" };
            let of =
                explained.facility_name.map_or_else(|| mark.to_owned(), |facility| facility.words.to_owned());
            vec![
                group(2, severe, severity, "severity".to_owned()),
                group(2, "idle", String::new(), String::new()),
                group(12, "accent", facility, of),
                group(16, "warn", title, about),
            ]
        }
        Form::Hresult => {
            let bit = if explained.value >> 31 == 1 { "1: " } else { "0: " };
            let mut groups = vec![
                group(1, severe, [bit, &severity].concat(), "severity".to_owned()),
                group(4, "idle", String::new(), String::new()),
                group(11, "accent", facility, of),
            ];
            let (title, about) = number();
            if explained.number_bits == 12 {
                let part = explained.part.map_or("", |part| part.words).to_owned();
                let digit = (explained.value >> 12 & 15).to_string();
                groups.push(group(4, "nolog", ["Part ", &digit].concat(), part));
                groups.push(group(12, "warn", title, about));
            } else {
                groups.push(group(16, "warn", title, about));
            }
            groups
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn is(value: u32, shown: &[&str]) {
        let groups = groups(&knowledge::explain(value));
        assert_eq!(groups.iter().map(|group| group.bits).sum::<u32>(), 32, "{value:08X}");
        let titled = groups.iter().filter(|group| !group.title.is_empty());
        let words = titled.map(|group| [&group.title, ", ", &group.about].concat());
        assert_eq!(words.collect::<Vec<_>>(), shown, "{value:08X}");
    }

    #[test]
    fn a_code_is_split_into_groups_of_bits() {
        // A code of the agent has a component, a Windows error is in the low bits, and a bare number is one group.
        is(
            0x8024_4022,
            &[
                "1: failure, severity",
                "Facility 36, Windows Update",
                "Part 4, protocol talker",
                "Number 0x022, HTTP status 503",
            ],
        );
        is(0x8007_0005, &["1: failure, severity", "Facility 7, Windows", "Number 0x0005, Windows error 5"]);
        is(1603, &["Number 1603, Windows Installer error 1603"]);
    }

    #[test]
    fn an_ntstatus_has_other_groups() {
        let groups = groups(&knowledge::explain(0xC000_0005));
        assert_eq!(groups.iter().map(|group| group.bits).collect::<Vec<_>>(), [2, 2, 12, 16]);
    }
}
