//! The position in the rows for a position of the scrollbar, and the reverse.
//!
//! An element cannot be higher than about 17 million pixels in Firefox and 33 million in Chromium. The scrollbar of a
//! longer log is scaled: one of its pixels is more than one pixel of the rows.

/// The height of a row of one line, in pixels.
pub(super) const ROW: f64 = 22.0;

/// The greatest height of the scrolled element, in pixels.
const HIGHEST: f64 = 12_000_000.0;

/// The rows and the window on them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Scale {
    /// How many rows there are.
    pub(super) rows: u32,
    /// The height of a row in pixels.
    pub(super) row: f64,
    /// The height of the window in pixels.
    pub(super) window: f64,
    /// How many rows the window shows at the end, if that is not a matter of their number: wrapped rows differ.
    pub(super) tail: Option<f64>,
}

impl Scale {
    /// The height of the scrolled element.
    pub(super) fn height(&self) -> f64 {
        (self.last_top() * self.row + self.window).min(HIGHEST.max(self.window))
    }

    fn whole(&self) -> f64 {
        f64::from(self.rows) * self.row
    }

    /// Whether the scrollbar is scaled.
    pub(super) fn is_scaled(&self) -> bool {
        self.whole() > HIGHEST
    }

    /// How many rows fit into the window completely; at least 1.
    pub(super) fn page(&self) -> u32 {
        ((self.window / self.row).floor() as u32).max(1)
    }

    /// The last possible first row; it can have a fraction.
    pub(super) fn last_top(&self) -> f64 {
        let tail = self.tail.unwrap_or(self.window / self.row);
        (f64::from(self.rows) - tail).max(0.0)
    }

    /// Whether a window that begins at `top` shows a place, or a part of it.
    pub(super) fn shows(&self, top: f64, place: u32) -> bool {
        let place = f64::from(place);
        place + 1.0 > top && place < top + self.window / self.row
    }

    /// The first row for a position of the scrollbar.
    pub(super) fn top(&self, position: f64) -> f64 {
        let range = self.height() - self.window;
        if range <= 0.0 {
            return 0.0;
        }
        (position / range * self.last_top()).clamp(0.0, self.last_top())
    }

    /// The position of the scrollbar for a first row.
    pub(super) fn position(&self, top: f64) -> f64 {
        match self.last_top() {
            last if last <= 0.0 => 0.0,
            last => top.clamp(0.0, last) / last * (self.height() - self.window),
        }
    }

    /// The first row that shows a row with the least scrolling; a distant row is shown in the middle.
    pub(super) fn reveal(&self, top: f64, row: u32) -> f64 {
        let (row, page) = (f64::from(row), self.window / self.row);
        let next = if row < top - page || row > top + 2.0 * page {
            row - ((page - 1.0) / 2.0).floor()
        } else if row < top {
            row
        } else if row + 1.0 > top + page {
            row + 1.0 - page
        } else {
            top
        };
        next.clamp(0.0, self.last_top())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(rows: u32) -> Scale {
        Scale { rows, row: 22.0, window: 440.0, tail: None }
    }

    #[test]
    fn a_short_log_does_not_scroll() {
        let short = scale(5);
        assert_eq!((short.height(), short.last_top(), short.top(100.0)), (440.0, 0.0, 0.0));
        assert_eq!(short.position(3.0), 0.0);
    }

    #[test]
    fn a_pixel_is_a_pixel_as_long_as_the_element_can_be_that_high() {
        let log = scale(1_000);
        assert!(!log.is_scaled());
        assert_eq!((log.height(), log.last_top()), (22_000.0, 980.0));
        assert!((log.top(220.0) - 10.0).abs() < 1e-9);
        assert!((log.position(10.0) - 220.0).abs() < 1e-9);
    }

    #[test]
    fn both_ends_of_ten_million_rows_are_reached() {
        let log = scale(10_000_000);
        assert!(log.is_scaled());
        assert_eq!(log.height(), HIGHEST);
        assert_eq!(log.top(0.0), 0.0);
        assert_eq!(log.top(HIGHEST - 440.0), 9_999_980.0);
        for row in [1.0, 12_345.0, 5_000_000.0, 9_999_979.0] {
            assert!((log.top(log.position(row)) - row).abs() < 1e-3, "{row}");
        }
    }

    #[test]
    fn the_least_scrolling_shows_a_near_row_and_a_distant_one_is_in_the_middle() {
        let log = scale(1_000);
        assert_eq!(log.reveal(100.0, 110), 100.0);
        assert_eq!(log.reveal(100.0, 99), 99.0);
        assert_eq!(log.reveal(100.0, 120), 101.0);
        assert_eq!(log.reveal(100.0, 500), 491.0);
        assert_eq!(log.reveal(100.0, 0), 0.0);
        assert_eq!(log.reveal(0.0, 999), 980.0);
    }

    #[test]
    fn a_row_at_the_edge_is_shown() {
        let log = scale(100);
        let shown: Vec<u32> = (0..100).filter(|row| log.shows(10.5, *row)).collect();
        assert_eq!((shown.first(), shown.last()), (Some(&10), Some(&30)));
    }

    #[test]
    fn wrapped_rows_at_the_end_make_the_log_longer() {
        let log = Scale { tail: Some(4.5), ..scale(10) };
        assert_eq!((log.last_top(), log.height()), (5.5, 440.0 + 5.5 * 22.0));
        assert_eq!(log.top(log.position(5.5)), 5.5);
    }

    #[test]
    fn a_page_has_at_least_one_row() {
        assert_eq!(scale(9).page(), 20);
        assert_eq!(Scale { window: 3.0, ..scale(9) }.page(), 1);
    }
}
