//! The order of events in time: buffers come as processors filled them.

/// Finds the order in which events were written, given the order of a [`Reader`](crate::Reader): those of one processor
/// in their order, those of several buffer after buffer.
///
/// ```
/// let mut order = etl::Order::default();
/// for time in [10, 30, 20, 30] {
///     order.push(time);
/// }
/// assert_eq!(order.finish(), Some(vec![0, 2, 1, 3]));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Order {
    times: Vec<u64>,
    /// Where events begin that are in order.
    runs: Vec<u32>,
}

impl Order {
    /// Takes the time of the next event. Up to four billion are possible.
    pub fn push(&mut self, time: u64) {
        if self.times.last().is_none_or(|&last| time < last) {
            self.runs.push(self.times.len() as u32);
        }
        self.times.push(time);
    }

    /// The numbers of all events, from 0, in the order of their times, equal times in the given order; none if they
    /// were in order.
    pub fn finish(self) -> Option<Vec<u32>> {
        let Self { times, mut runs } = self;
        if runs.len() < 2 {
            return None;
        }
        // What is in order already is merged, two runs at a time: the fewer processors, the faster.
        let mut from: Vec<u32> = (0..times.len() as u32).collect();
        let mut into = Vec::with_capacity(from.len());
        while runs.len() > 1 {
            let mut merged = Vec::with_capacity(runs.len().div_ceil(2));
            let mut bounds = runs.iter().map(|&run| run as usize).chain([from.len(), from.len()]);
            let mut begin = bounds.next();
            while let Some(first) = begin.filter(|&first| first < from.len()) {
                let second = bounds.next().unwrap_or(from.len());
                let end = bounds.next().unwrap_or(from.len());
                merged.push(into.len() as u32);
                merge(&times, from.get(first..second), from.get(second..end), &mut into);
                begin = Some(end);
            }
            std::mem::swap(&mut from, &mut into);
            into.clear();
            runs = merged;
        }
        Some(from)
    }
}

/// Merges two runs onto the end of `into`, in order.
fn merge(times: &[u64], first: Option<&[u32]>, second: Option<&[u32]>, into: &mut Vec<u32>) {
    let time = |nth: &u32| times.get(*nth as usize);
    let (mut first, mut second) = (first.unwrap_or_default(), second.unwrap_or_default());
    while let (Some((one, rest)), Some((other, others))) = (first.split_first(), second.split_first()) {
        if time(one) <= time(other) {
            into.push(*one);
            first = rest;
        } else {
            into.push(*other);
            second = others;
        }
    }
    into.extend_from_slice(first);
    into.extend_from_slice(second);
}

#[cfg(test)]
mod tests {
    use super::Order;

    fn order(times: &[u64]) -> Option<Vec<u32>> {
        let mut order = Order::default();
        times.iter().for_each(|&time| order.push(time));
        order.finish()
    }

    #[test]
    fn sorted_events_stay_in_order() {
        assert_eq!(order(&[]), None);
        assert_eq!(order(&[5]), None);
        assert_eq!(order(&[5, 5, 6, 9]), None);
    }

    #[test]
    fn runs_are_merged_and_equals_stay_as_they_came() {
        assert_eq!(order(&[2, 1]), Some(vec![1, 0]));
        assert_eq!(order(&[1, 3, 1, 3, 1, 3]), Some(vec![0, 2, 4, 1, 3, 5]));
        assert_eq!(order(&[9, 8, 7, 6, 5]), Some(vec![4, 3, 2, 1, 0]));
        assert_eq!(order(&[10, 20, 5, 15, 25, 1]), Some(vec![5, 2, 0, 3, 1, 4]));
    }

    #[test]
    fn any_order_is_what_a_stable_sort_gives() {
        let mut seed = 1u64;
        for length in 0..200 {
            let times: Vec<u64> = (0..length)
                .map(|_| {
                    seed =
                        seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    seed >> 59
                })
                .collect();
            let mut sorted: Vec<u32> = (0..length).collect();
            sorted.sort_by_key(|&nth| times[nth as usize]);
            assert_eq!(order(&times).unwrap_or_else(|| (0..length).collect()), sorted, "{times:?}");
        }
    }
}
