//! How large a part of a whole is, in percent.

/// The share, rounded, but never 0 or 100 % for a part that is not none or all.
pub(crate) fn percent(part: usize, all: usize) -> usize {
    let rounded = (part * 200 + all) / (2 * all).max(1);
    if part == 0 || part >= all { rounded } else { rounded.clamp(1, 99) }
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn a_share_is_rounded_and_a_part_is_never_none_or_all() {
        let shares = [(0, 3), (1, 3), (2, 3), (3, 3), (1, 6), (1, 1_000), (999, 1_000), (0, 0)];
        assert_eq!(shares.map(|(part, all)| percent(part, all)), [0, 33, 67, 100, 17, 1, 99, 0]);
    }
}
