//! The chips of the filter in an address: `f=!cScanner` hides the component Scanner, `f=le` shows only errors.

use report::{ViewChip, ViewCondition, ViewLevel, ViewPattern};

/// The levels with their letters in an address.
const LEVELS: [(ViewLevel, &str); 4] =
    [(ViewLevel::Error, "e"), (ViewLevel::Warning, "w"), (ViewLevel::Info, "i"), (ViewLevel::Plain, "p")];

/// Writes a chip.
pub(super) fn write(chip: &ViewChip) -> String {
    let (kind, value) = match &chip.condition {
        ViewCondition::Text(pattern) => (kind_of(pattern), pattern.text.clone()),
        ViewCondition::Component(name) => ("c", name.clone()),
        ViewCondition::Thread(process, thread) => {
            ("h", [&process.to_string(), ".", &thread.to_string()].concat())
        }
        ViewCondition::Level(level) => {
            let letter = LEVELS.iter().find(|(other, _)| other == level).map_or("", |(_, letter)| letter);
            ("l", letter.to_owned())
        }
        ViewCondition::Log(name) => ("o", name.clone()),
        ViewCondition::Time(from, to) => ("z", [&from.to_string(), ".", &to.to_string()].concat()),
    };
    [if chip.hides { "!" } else { "" }, kind, &value].concat()
}

/// The letter of a pattern: an expression or a text, with or without case.
fn kind_of(pattern: &ViewPattern) -> &'static str {
    match (pattern.is_expression, pattern.is_exact) {
        (false, false) => "t",
        (false, true) => "T",
        (true, false) => "r",
        (true, true) => "R",
    }
}

/// Parses a chip; none if it is not one.
pub(super) fn parse(text: &str) -> Option<ViewChip> {
    let (hides, text) = text.strip_prefix('!').map_or((false, text), |rest| (true, rest));
    let kind = text.chars().next()?;
    let value = text.get(kind.len_utf8()..).filter(|value| !value.is_empty())?;
    let condition = match kind {
        't' | 'T' | 'r' | 'R' => ViewCondition::Text(ViewPattern {
            text: value.to_owned(),
            is_expression: matches!(kind, 'r' | 'R'),
            is_exact: matches!(kind, 'T' | 'R'),
        }),
        'c' => ViewCondition::Component(value.to_owned()),
        'o' => ViewCondition::Log(value.to_owned()),
        'h' => {
            let (process, thread) = value.split_once('.')?;
            ViewCondition::Thread(process.parse().ok()?, thread.parse().ok()?)
        }
        'l' => ViewCondition::Level(LEVELS.iter().find(|(_, letter)| *letter == value)?.0),
        'z' => {
            let (from, to) = value.split_once('.')?;
            ViewCondition::Time(from.parse().ok()?, to.parse().ok()?)
        }
        _ => return None,
    };
    Some(ViewChip { condition, hides })
}

/// A chip in words, without whether it hides.
pub(super) fn words(chip: &ViewChip) -> String {
    match &chip.condition {
        ViewCondition::Text(pattern) if pattern.is_expression => ["expression ", &pattern.text].concat(),
        ViewCondition::Text(pattern) => ["text ", &pattern.text].concat(),
        ViewCondition::Component(name) => ["component ", name].concat(),
        ViewCondition::Thread(_, thread) => ["thread ", &thread.to_string()].concat(),
        ViewCondition::Level(level) => level_word(*level).to_owned(),
        ViewCondition::Log(name) => ["log ", name].concat(),
        ViewCondition::Time(..) => "time range".to_owned(),
    }
}

/// The entries of a level.
pub(super) fn level_word(level: ViewLevel) -> &'static str {
    match level {
        ViewLevel::Error => "errors",
        ViewLevel::Warning => "warnings",
        ViewLevel::Info => "information",
        ViewLevel::Plain => "lines without a level",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both_ways(text: &str) -> ViewChip {
        let chip = parse(text).expect(text);
        assert_eq!(write(&chip), text);
        chip
    }

    #[test]
    fn every_kind_of_chip_is_written_and_parsed() {
        for text in [
            "tproxy",
            "!Tproxy",
            "ra+b",
            "!R^x$",
            "cScan Agent",
            "h1020.6716",
            "le",
            "!lw",
            "z-5.10",
            "!oa.log",
        ] {
            both_ways(text);
        }
        assert!(both_ways("!cScanAgent").hides);
        assert!(!both_ways("le").hides);
    }

    #[test]
    fn other_texts_are_no_chips() {
        for text in ["", "!", "t", "x1", "hmany", "lq", "z1", "é1"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn chips_are_named() {
        assert_eq!(words(&both_ways("!cScanAgent")), "component ScanAgent");
        assert_eq!(words(&both_ways("le")), "errors");
        assert_eq!(words(&both_ways("h1.22")), "thread 22");
    }
}
