//! The table of symbols as text: a section for each family, a line for each symbol, in the order of the codes.

use super::families::SymbolFamily;
use std::collections::BTreeSet;
use std::fmt::Write;

const HEAD: &str = "\
# Written by `cargo xtask codes`: do not edit. The names that Microsoft's Windows metadata has for codes,
# as in the crate windows-bindgen 0.66.0 (MIT OR Apache-2.0). Windows errors are written as HRESULTs.
";

/// The whole text.
pub(crate) fn write(sections: &[SymbolFamily<'_>]) -> String {
    let mut text = HEAD.to_owned();
    for section in sections {
        let _ = write!(text, "\n[{}]\n", section.family);
        for (code, symbol) in &section.symbols {
            let _ = writeln!(text, "0x{code:08X} {symbol}");
        }
    }
    text
}

/// Compares two texts; the error is the first line that differs.
pub(crate) fn same(checked_in: &str, expected: &str) -> Result<(), String> {
    if checked_in == expected {
        return Ok(());
    }
    let lines = checked_in.lines().chain(std::iter::repeat("nothing"));
    let differing = expected
        .lines()
        .chain(["nothing"])
        .zip(lines)
        .enumerate()
        .find(|(_, (expected, line))| expected != line);
    Err(differing.map_or_else(
        || "it has additional lines at its end".to_owned(),
        |(at, (expected, line))| format!("line {}: `{line}` instead of `{expected}`", at + 1),
    ))
}

/// How many symbols and codes there are, by family.
pub(crate) fn figures(sections: &[SymbolFamily<'_>]) -> String {
    let codes =
        |section: &SymbolFamily<'_>| section.symbols.iter().map(|(code, _)| *code).collect::<BTreeSet<_>>();
    let mut text = format!("   {:<24} {:>7} {:>7}\n", "family", "symbols", "codes");
    for section in sections {
        let _ = writeln!(
            text,
            "   {:<24} {:>7} {:>7}",
            section.family,
            section.symbols.len(),
            codes(section).len()
        );
    }
    let all: usize = sections.iter().map(|section| section.symbols.len()).sum();
    let distinct = sections.iter().flat_map(codes).collect::<BTreeSet<_>>().len();
    let _ = writeln!(text, "   {:<24} {all:>7} {distinct:>7}", "all");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_that_differs_is_reported() {
        let section = SymbolFamily { family: "BITS", symbols: vec![(0x8020_0001, "BG_E_NOT_FOUND")] };
        let text = write(&[section]);
        assert!(text.ends_with("\n[BITS]\n0x80200001 BG_E_NOT_FOUND\n"), "{text}");
        assert_eq!(same(&text, &text), Ok(()));
        let changed = text.replace("NOT_FOUND", "FOUND");
        assert_eq!(
            same(&changed, &text),
            Err("line 5: `0x80200001 BG_E_FOUND` instead of `0x80200001 BG_E_NOT_FOUND`".to_owned())
        );
        assert_eq!(same("", &text).map_err(|line| line.starts_with("line 1: `nothing`")), Err(true));
    }
}
