//! How a value of a good run and of a bad run compare.

use report::Change;

/// How a value of a good run and of a bad run compare.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ValueChange {
    /// It differs.
    Changed(Change),
    /// It is the same; the name of the value.
    Unchanged(String),
}

/// Whether two values are the same, regardless of case and a final slash.
pub(crate) fn is_same_value(a: &str, b: &str) -> bool {
    a.trim().trim_end_matches('/').eq_ignore_ascii_case(b.trim().trim_end_matches('/'))
}
