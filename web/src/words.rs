//! Numbers, sizes, counts and confidence in words.

use report::Confidence;

/// A number in groups of three: `22,907`.
pub(crate) fn number(value: u64) -> String {
    let digits = value.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A size in the unit that fits: `812 bytes`, `14.2 kB`, `3.0 GB`.
pub(crate) fn size(bytes: u64) -> String {
    let units = [(1_000_000_000, " GB"), (1_000_000, " MB"), (1_000, " kB")];
    for (unit, name) in units {
        if bytes >= unit {
            let tenths = bytes / (unit / 10);
            return [&(tenths / 10).to_string(), ".", &(tenths % 10).to_string(), name].concat();
        }
    }
    count(bytes, "byte", "bytes")
}

/// A count with its noun: `1 scan`, `106 scans`.
pub(crate) fn count(value: u64, one: &str, many: &str) -> String {
    let noun = if value == 1 { one } else { many };
    [number(value).as_str(), " ", noun].concat()
}

/// Names in a row: `a`, `a and b`, `a, b and c`.
pub(crate) fn list<S: AsRef<str>>(names: &[S]) -> String {
    let mut out = String::new();
    for (at, name) in names.iter().enumerate() {
        out.push_str(match names.len() - at {
            _ if at == 0 => "",
            1 => " and ",
            _ => ", ",
        });
        out.push_str(name.as_ref());
    }
    out
}

/// The confidence of a conclusion in one word.
pub(crate) fn sure(sure: Confidence) -> &'static str {
    match sure {
        Confidence::High => "sure",
        Confidence::Medium => "likely",
        Confidence::Low => "possible",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        for (value, text) in
            [(0, "0"), (999, "999"), (1_000, "1,000"), (65_035, "65,035"), (1_234_567, "1,234,567")]
        {
            assert_eq!(number(value), text);
        }
    }

    #[test]
    fn sizes_have_one_decimal() {
        for (bytes, text) in [
            (1, "1 byte"),
            (999, "999 bytes"),
            (1_000, "1.0 kB"),
            (14_249, "14.2 kB"),
            (3_000_000_000, "3.0 GB"),
        ] {
            assert_eq!(size(bytes), text);
        }
    }

    #[test]
    fn names_are_joined_as_in_a_sentence() {
        assert_eq!(list::<&str>(&[]), "");
        assert_eq!(list(&["a"]), "a");
        assert_eq!(list(&["a", "b"]), "a and b");
        assert_eq!(list(&["a", "b", "c"]), "a, b and c");
    }
}
