//! Titles of updates: whether two of them are versions of the same update that replace each other.

use crate::runs::segments::bare;

/// The common part of two titles if the later update replaces the earlier one.
///
/// Definitions of Microsoft Defender and the Malicious Software Removal Tool keep their KB article and change only the
/// version: a failed version no longer matters once a later one is installed. Everything up to the article must be the
/// same, because one article can cover the editions x86 and x64. A title without an article is compared in full.
pub(crate) fn series(title: &str) -> Vec<u8> {
    let mut series: Vec<u8> = bare(title).collect();
    let Some(end) = end_of_article(&series) else { return series };
    series.truncate(end);
    let mut kept = Vec::with_capacity(series.len());
    for run in series.chunk_by(|a, b| is_of_number(*a) == is_of_number(*b)) {
        let is_version = run.first().is_some_and(u8::is_ascii_digit) && run.contains(&b'.');
        kept.extend_from_slice(if is_version { b"." } else { run });
    }
    kept
}

fn is_of_number(byte: u8) -> bool {
    byte.is_ascii_digit() || byte == b'.'
}

/// Where the first article ends: `KB` and six digits at least.
fn end_of_article(title: &[u8]) -> Option<usize> {
    memchr::memmem::find_iter(title, b"KB").find_map(|at| {
        let digits = title.get(at + 2..)?.iter().take_while(|byte| byte.is_ascii_digit()).count();
        (digits >= 6).then_some(at + 2 + digits)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &str, b: &str, are_alike: bool) {
        assert_eq!(series(a) == series(b), are_alike, "{a} and {b}");
    }

    #[test]
    fn later_versions_replace_earlier_ones() {
        check(
            "Security Intelligence Update for Microsoft Defender Antivirus - KB2267602 (Version 1.441.30.0)",
            "Security Intelligence Update for Microsoft Defender Antivirus - KB2267602 (Version 1.441.112.0)",
            true,
        );
        check(
            "Windows Malicious Software Removal Tool x64 - v5.97 (KB890830)",
            "Windows Malicious Software Removal Tool x64 - v5.130 (KB890830)",
            true,
        );
    }

    #[test]
    fn other_articles_and_editions_are_different_updates() {
        check(
            "2026-10 Cumulative Update for Windows 11 (KB5066835)",
            "2026-11 Cumulative Update for Windows 11 (KB5068861)",
            false,
        );
        check("Visual C++ for x86 (KB2565063)", "Visual C++ for x64 (KB2565063)", false);
    }

    #[test]
    fn a_title_without_an_article_is_compared_in_full() {
        check("CONTOSO - System - 9.8.16.0", "CONTOSO - System - 9.9.1.0", false);
        check("KB5 of CONTOSO 1.2", "KB5 of CONTOSO 1.3", false);
    }

    #[test]
    fn spelling_makes_no_difference() {
        check("{Update (KB5068861)}.", "update  (kb5068861)", true);
    }
}
