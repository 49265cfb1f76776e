//! Sorting, compiled once: the standard library's sort is 7 kB of wasm per sorted type, and there were thirty types.

#![allow(clippy::disallowed_methods)] // The only place that calls the standard library's sort.

use std::cmp::Ordering;

/// Sorts by a key; items with equal keys keep their order.
pub(crate) fn by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    by(items, |a, b| key(a).cmp(&key(b)));
}

/// Sorts by a comparison; equal items keep their order.
pub(crate) fn by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let mut order = order(items.len(), &|a, b| compare(&items[a], &items[b]));
    // Each cycle of the permutation is walked once: an item moves to its index, and the item that was there is next.
    for start in 0..order.len() {
        let mut at = start;
        loop {
            let from = std::mem::replace(&mut order[at], at);
            if from == start {
                break;
            }
            items.swap(at, from);
            at = from;
        }
    }
}

/// Which item comes first, second, third. The only place where a sort is compiled.
#[inline(never)]
fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|a, b| compare(*a, *b));
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cmp::Reverse;

    /// Words sorted by their length, as text.
    fn by_length(words: &str) -> String {
        let mut words: Vec<&str> = words.split(' ').collect();
        by_key(&mut words, |word| word.len());
        words.join(" ")
    }

    #[test]
    fn equal_items_keep_their_order() {
        assert_eq!(by_length("ccc bb aa d"), "d bb aa ccc");
        assert_eq!(by_length("b a c"), "b a c");
        assert_eq!(by_length("dddd a ccc bb eee ff g"), "a g bb ff ccc eee dddd");
        assert_eq!(by_length(""), "");
    }

    #[test]
    fn the_order_is_that_of_the_standard_library() {
        // Numbers that look random, with many that are equal.
        for count in 0..200_u64 {
            let mut ours: Vec<(u64, u64)> = (0..count).map(|i| (i * 7919 % 31, i)).collect();
            let mut theirs = ours.clone();
            by(&mut ours, |a, b| Reverse(a.0).cmp(&Reverse(b.0)));
            theirs.sort_by_key(|item| Reverse(item.0));
            assert_eq!(ours, theirs);
        }
    }
}
