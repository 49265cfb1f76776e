//! The places of the rows in the window: one row can be unfolded, and then takes several of them.

/// The places: a row has one, the unfolded row some more.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Slots {
    /// The unfolded row, and how many places it takes beside its own.
    pub(super) unfolded: Option<(u32, u32)>,
}

impl Slots {
    /// The number of places for this number of rows.
    pub(super) fn count(&self, rows: u32) -> u32 {
        rows.saturating_add(self.unfolded.map_or(0, |(_, more)| more))
    }

    /// The first place of a row.
    pub(super) fn of(&self, row: u32) -> u32 {
        match self.unfolded {
            Some((unfolded, more)) if row > unfolded => row.saturating_add(more),
            _ => row,
        }
    }

    /// The row at a place.
    pub(super) fn row(&self, place: u32) -> u32 {
        match self.unfolded {
            Some((unfolded, more)) if place > unfolded => unfolded.max(place.saturating_sub(more)),
            _ => place,
        }
    }

    /// How many places a row takes.
    pub(super) fn height(&self, row: u32) -> u32 {
        match self.unfolded {
            Some((unfolded, more)) if row == unfolded => more + 1,
            _ => 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unfolded_row_takes_several_places() {
        let slots = Slots { unfolded: Some((2, 3)) };
        assert_eq!(slots.count(10), 13);
        assert_eq!((0..8).map(|place| slots.row(place)).collect::<Vec<_>>(), [0, 1, 2, 2, 2, 2, 3, 4]);
        assert_eq!((0..5).map(|row| slots.of(row)).collect::<Vec<_>>(), [0, 1, 2, 6, 7]);
        assert_eq!((slots.height(2), slots.height(3)), (4, 1));
    }

    #[test]
    fn without_one_a_place_is_a_row() {
        let slots = Slots::default();
        assert_eq!((slots.count(7), slots.of(5), slots.row(5), slots.height(5)), (7, 5, 5, 1));
    }
}
