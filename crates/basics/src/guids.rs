//! The GUIDs in a text.

use std::ops::Range;

/// The places of the GUIDs in a text, without their braces: `57260DFE-227C-45E3-9FFC-2FC77A67F95A`.
pub fn guids(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let is_part = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_hexdigit);
    let is_joined =
        |at: usize| bytes.get(at).is_some_and(|&byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let is_guid = |start: usize| {
        (0..GUID).all(|at| if DASHES.contains(&at) { bytes[start + at] == b'-' } else { is_part(start + at) })
    };
    let dashes = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'-');
    dashes
        .filter_map(|(dash, _)| dash.checked_sub(DASHES[0]))
        .filter(|&start| start + GUID <= bytes.len() && is_guid(start))
        .filter(|&start| {
            !is_joined(start + GUID) && start.checked_sub(1).is_none_or(|before| !is_joined(before))
        })
        .map(|start| start..start + GUID)
        .collect()
}

/// The length of a GUID, and the places of its dashes.
const GUID: usize = 36;
const DASHES: [usize; 4] = [8, 13, 18, 23];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = guids(text).into_iter().map(|place| &text[place]).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn guids_are_found_with_and_without_braces() {
        let (one, two) = ("57260DFE-227C-45E3-9FFC-2FC77A67F95A", "57260dfe-227c-45e3-9ffc-2fc77a67f95b");
        check(&format!("ScanJob({{{one}}}): {two} started"), &[one, two]);
        check(&format!("{one}.200"), &[one]);
        check(&format!("SiteID_{one}"), &[one]);
    }

    #[test]
    fn what_only_resembles_one_is_none() {
        check("57260DFE-227C-45E3-9FFC-2FC77A67F95", &[]);
        check("57260DFE-227C-45E3-9FFC-2FC77A67F95AB", &[]);
        check("157260DFE-227C-45E3-9FFC-2FC77A67F95A", &[]);
        check("57260DFE-227C-45E3-9FFC-2FC77A67F95G", &[]);
        check("--------------------------------------", &[]);
        check("é57260DFE-227C-45E3-9FFC-2FC77A67F9é", &[]);
        check("", &[]);
    }
}
