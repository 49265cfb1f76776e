//! The columns of the rows: which are shown, in which order, and how wide they are.

/// Their names; the first is always shown, and takes the width that the others leave.
pub(super) const NAMES: [&str; 5] = ["Log Text", "Component", "Date/Time", "Thread", "Source"];

/// Their widths in pixels; of the text the least.
const WIDTHS: [u16; 5] = [240, 150, 218, 110, 150];

/// How narrow columns become in a narrow window: a time stays complete.
const NARROW: [u16; 5] = [240, 90, u16::MAX, 80, 90];

/// The least and the greatest width of a column.
pub(super) const RANGE: (u16, u16) = (48, 640);

/// The columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Columns {
    order: [u8; 5],
    /// A bit for each.
    hidden: u8,
    widths: [u16; 5],
}

impl Default for Columns {
    fn default() -> Self {
        Self { order: [0, 1, 2, 3, 4], hidden: 0, widths: WIDTHS }
    }
}

impl Columns {
    /// All columns in their order.
    pub(super) fn all(&self) -> impl Iterator<Item = usize> {
        self.order.into_iter().map(usize::from)
    }

    /// The columns that are shown, in their order.
    pub(super) fn shown(&self) -> impl Iterator<Item = usize> {
        let columns = *self;
        self.all().filter(move |column| columns.is_shown(*column))
    }

    /// Whether a column is shown.
    pub(super) fn is_shown(&self, column: usize) -> bool {
        column == 0 || self.hidden >> column & 1 == 0
    }

    /// Shows or hides a column.
    pub(super) fn toggle(&mut self, column: usize) {
        self.hidden ^= 1 << column;
    }

    /// The width of a column in pixels.
    pub(super) fn width(&self, column: usize) -> u16 {
        self.widths.get(column).copied().unwrap_or(RANGE.0)
    }

    /// Sets the width of a column.
    pub(super) fn resize(&mut self, column: usize, width: i32) {
        if let Some(own) = self.widths.get_mut(column) {
            *own = width.clamp(RANGE.0.into(), RANGE.1.into()) as u16;
        }
    }

    /// Moves a column by one place.
    pub(super) fn shift(&mut self, column: usize, is_later: bool) {
        let Some(at) = self.all().position(|other| other == column) else { return };
        let to = if is_later { at + 1 } else { at.wrapping_sub(1) };
        if to < self.order.len() {
            self.order.swap(at, to);
        }
    }

    /// Whether a column is after the text: then its left edge moves when it is resized.
    pub(super) fn is_after_text(&self, column: usize) -> bool {
        let place = |of: usize| self.all().position(|other| other == of);
        place(column) > place(0)
    }

    /// The widths as CSS, for `grid-template-columns`.
    pub(super) fn template(&self) -> String {
        let one = |column: usize| match (column, self.width(column)) {
            (0, least) => ["minmax(", &least.to_string(), "px, 1fr)"].concat(),
            (_, width) => {
                let least = width.min(NARROW[column]).to_string();
                ["minmax(", &least, "px, ", &width.to_string(), "px)"].concat()
            }
        };
        self.shown().map(one).collect::<Vec<_>>().join(" ")
    }

    /// The least width of a row in pixels.
    pub(super) fn least_width(&self) -> u32 {
        self.shown().map(|column| u32::from(self.width(column).min(NARROW[column]))).sum()
    }

    /// The text to keep for the next visit.
    pub(super) fn write(&self) -> String {
        let order: String = self.order.iter().map(|column| char::from(b'0' + column)).collect();
        let widths: Vec<String> = self.widths.iter().map(u16::to_string).collect();
        [&self.hidden.to_string(), " ", &order, " ", &widths.join(" ")].concat()
    }

    /// The columns of the last visit; the usual ones if the text is not complete.
    pub(super) fn parse(kept: &str) -> Self {
        let mut columns = Self::default();
        let mut parts = kept.split(' ');
        columns.hidden = parts.next().and_then(|hidden| hidden.parse().ok()).unwrap_or_default();
        let order: Vec<u8> = parts.next().unwrap_or_default().bytes().map(|c| c.wrapping_sub(b'0')).collect();
        let is_complete = (0..5).all(|column| order.contains(&column));
        if let Some(order) = order.try_into().ok().filter(|_| is_complete) {
            columns.order = order;
        }
        for (column, width) in parts.enumerate() {
            columns.resize(column, width.parse().unwrap_or(i32::from(columns.width(column))));
        }
        columns
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(columns: &Columns) -> Vec<&'static str> {
        columns.shown().map(|column| NAMES[column]).collect()
    }

    #[test]
    fn columns_are_hidden_moved_and_resized() {
        let mut columns = Columns::default();
        columns.toggle(1);
        columns.shift(4, false);
        columns.resize(3, 9);
        assert_eq!(names(&columns), ["Log Text", "Date/Time", "Source", "Thread"]);
        assert_eq!(columns.width(3), RANGE.0);
        columns.shift(0, false);
        assert_eq!(names(&columns)[0], "Log Text", "the first one cannot move further");
    }

    #[test]
    fn columns_are_kept_for_the_next_visit() {
        let mut columns = Columns::default();
        columns.toggle(4);
        columns.shift(0, true);
        columns.resize(2, 222);
        assert_eq!(Columns::parse(&columns.write()), columns);
        assert!(!columns.is_after_text(1) && columns.is_after_text(2));
    }

    #[test]
    fn what_cannot_be_read_leaves_the_usual_columns() {
        for kept in ["", "x", "0 01", "0 99999 x", "0 00000 240"] {
            assert_eq!(Columns::parse(kept), Columns::default(), "{kept}");
        }
        assert_eq!(names(&Columns::parse("2")), ["Log Text", "Date/Time", "Thread", "Source"]);
    }

    #[test]
    fn a_time_is_never_cut_off_in_a_narrow_window() {
        let columns = Columns::default();
        assert_eq!(columns.least_width(), 718);
        assert!(columns.template().contains("minmax(218px, 218px)"));
    }
}
