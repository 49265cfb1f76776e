//! Wrapped rows: each has the lines that its text needs, so that their heights are known only after they were drawn.
//!
//! The scrollbar goes by the number of the row. What was drawn is measured, and if the heights are not those that the
//! places were computed with, the rows are drawn again before anybody sees them.

/// The heights of the rows that were drawn last.
#[derive(Debug, Default)]
pub(super) struct Wrapping {
    /// The first of them.
    pub(super) first: u32,
    pub(super) heights: Vec<f64>,
    /// Whether the chosen row is to be visible as a whole.
    pub(super) reveals: bool,
}

impl Wrapping {
    /// The height of a row; `usual` if it was not drawn.
    pub(super) fn height(&self, row: u32, usual: f64) -> f64 {
        let at = row.checked_sub(self.first).map(|at| at as usize);
        at.and_then(|at| self.heights.get(at)).copied().unwrap_or(usual)
    }

    /// The first row, with a fraction, of a window of this height whose last row is the one before `end`.
    pub(super) fn top_before(&self, end: u32, window: f64, usual: f64) -> f64 {
        let (mut left, mut row) = (window, end);
        while let Some(before) = row.checked_sub(1) {
            let height = self.height(before, usual);
            if height > left {
                return f64::from(row) - left / height;
            }
            (left, row) = (left - height, before);
        }
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapping() -> Wrapping {
        Wrapping { first: 2, heights: vec![22.0, 58.0, 22.0, 40.0], reveals: false }
    }

    #[test]
    fn rows_that_were_not_drawn_have_the_usual_height() {
        let heights: Vec<f64> = (0..8).map(|row| wrapping().height(row, 22.0)).collect();
        assert_eq!(heights, [22.0, 22.0, 22.0, 58.0, 22.0, 40.0, 22.0, 22.0]);
    }

    #[test]
    fn the_window_before_an_end_begins_inside_a_row() {
        assert_eq!(wrapping().top_before(6, 62.0, 22.0), 4.0);
        assert_eq!(wrapping().top_before(6, 91.0, 22.0), 3.5);
        assert_eq!(wrapping().top_before(6, 30.0, 22.0), 5.25);
        assert_eq!(wrapping().top_before(3, 500.0, 22.0), 0.0);
    }
}
