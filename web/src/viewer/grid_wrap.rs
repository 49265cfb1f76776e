//! The grid with wrapped rows: where they are, and what is drawn again after they were measured.

use web_sys::Element;

use super::grid::Grid;

impl Grid {
    /// How many pixels a row is below the top of the window.
    pub(super) fn offset(&self, is_wrapped: bool, row: u32) -> f64 {
        if !is_wrapped {
            return (f64::from(self.slots.of(row)) - self.top) * self.scale.row;
        }
        let top = self.top.floor() as u32;
        let height = |row: u32| self.wrapping.height(row, self.scale.row);
        let hidden = self.top.fract() * height(top);
        let between: f64 = (row.min(top)..row.max(top)).map(height).sum();
        if row < top { -between - hidden } else { between - hidden }
    }

    /// How many wrapped rows are in the window completely.
    pub(super) fn wrapped_page(&self) -> u32 {
        let top = self.top.ceil() as u32;
        let fits = |row: &u32| self.offset(true, row + 1) <= self.scale.window;
        (top..top + self.scale.page()).take_while(fits).count() as u32
    }

    /// Measures the drawn rows; whether they must be drawn again at other places.
    pub(super) fn settle(&mut self) -> bool {
        let (first, end) = self.window();
        let heights = self.drawn_heights();
        let has_changed = (self.wrapping.first, &self.wrapping.heights) != (first, &heights);
        (self.wrapping.first, self.wrapping.heights) = (first, heights);
        let (top, usual) = (self.top, self.scale.row);
        if end == self.scale.rows {
            let was_at_end = self.top > 0.0 && self.top + 0.01 >= self.scale.last_top();
            let last_top = self.wrapping.top_before(end, self.scale.window, usual);
            self.scale.tail = Some(f64::from(end) - last_top);
            self.top = if was_at_end { last_top } else { self.top.min(last_top) };
        }
        if let Some(row) = self.chosen.filter(|row| self.wrapping.reveals && (first..end).contains(row)) {
            let highest = f64::from(row);
            if self.offset(true, row + 1) > self.scale.window {
                self.top = self.wrapping.top_before(row + 1, self.scale.window, usual).min(highest);
            } else if self.top > highest {
                self.top = highest;
            }
            // Rows that arrive later can move it again.
            self.wrapping.reveals = (self.top.floor() as u32..=row).any(|row| self.blocks.row(row).is_none());
        }
        has_changed || (self.top - top).abs() > 0.001
    }

    fn drawn_heights(&self) -> Vec<f64> {
        let rows = self.element().and_then(|grid| grid.query_selector(".view-window > div").ok().flatten());
        let mut next = rows.and_then(|rows| rows.first_element_child());
        let mut heights = Vec::new();
        while let Some(row) = next {
            heights.push(row.get_bounding_client_rect().height());
            next = Element::next_element_sibling(&row);
        }
        heights
    }
}
