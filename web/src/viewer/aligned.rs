//! The rows of two sides beside each other, from what the engine compared.

use report::PairStretch;

/// Two rows beside each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Aligned {
    pub(super) rows: [Option<u32>; 2],
    pub(super) kind: AlignedKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AlignedKind {
    Same,
    /// The same message with other numbers or names.
    Changed,
    /// What only one side has in this place.
    Apart,
}

/// All rows side by side, and the first row of each difference.
pub(super) fn align(stretches: &[PairStretch]) -> (Vec<Aligned>, Vec<u32>) {
    let (mut aligned, mut differences) = (Vec::new(), Vec::new());
    let (mut left, mut right) = (0, 0);
    for stretch in stretches {
        if !stretch.is_common {
            differences.push(aligned.len() as u32);
        }
        for at in 0..stretch.left.max(stretch.right) {
            let kind = match stretch.is_common {
                false => AlignedKind::Apart,
                true if stretch.changed.binary_search(&at).is_ok() => AlignedKind::Changed,
                true => AlignedKind::Same,
            };
            let row = |from: u32, count: u32| (at < count).then_some(from + at);
            aligned.push(Aligned { rows: [row(left, stretch.left), row(right, stretch.right)], kind });
        }
        left += stretch.left;
        right += stretch.right;
    }
    (aligned, differences)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_only_one_side_has_are_beside_nothing() {
        let common = PairStretch { left: 2, right: 2, is_common: true, changed: vec![1] };
        let apart = PairStretch { left: 1, right: 2, ..PairStretch::default() };
        let (rows, differences) = align(&[common, apart]);
        assert_eq!(differences, [2]);
        let kinds: Vec<AlignedKind> = rows.iter().map(|one| one.kind).collect();
        assert_eq!(kinds, [AlignedKind::Same, AlignedKind::Changed, AlignedKind::Apart, AlignedKind::Apart]);
        assert_eq!((rows[2].rows, rows[3].rows), ([Some(2), Some(2)], [None, Some(3)]));
    }

    #[test]
    fn nothing_is_aligned_with_nothing() {
        assert_eq!(align(&[]), (vec![], vec![]));
    }
}
