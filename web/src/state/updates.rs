//! Filters, searches and sorts the table of updates.

use std::cmp::Ordering;

use report::{UpdateClass, UpdateRow, UpdateState};

/// The filter and order of the updates.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Table {
    /// Only those in this state.
    pub state: Option<UpdateState>,
    /// Only those of this kind.
    pub class: Option<UpdateClass>,
    /// Only those with this in their KB number, title or id.
    pub text: String,
    /// The column they are sorted by.
    pub column: Column,
    /// Whether the order is descending.
    pub down: bool,
    /// The maximum number of rows.
    pub most: usize,
}

/// A column to sort by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    /// Updates to check come first.
    State,
    /// The KB number.
    Kb,
    /// The title.
    Title,
}

/// A change of the filter or order.
#[derive(Clone, Debug)]
pub(crate) enum Sift {
    /// Only those in a state, or all.
    State(Option<UpdateState>),
    /// Only those of a kind, or of all.
    Class(Option<UpdateClass>),
    /// Only those that contain a text.
    Text(String),
    /// Sort by this column; the same column again reverses the order.
    By(Column),
    /// Remove all filters.
    All,
    /// More rows.
    More,
}

/// How many rows are added at a time: few enough that the search reacts to each key immediately.
const ROWS: usize = 100;

impl Default for Table {
    fn default() -> Self {
        Self { state: None, class: None, text: String::new(), column: Column::State, down: false, most: ROWS }
    }
}

impl Table {
    /// Applies a change.
    pub(crate) fn change(&mut self, wish: Sift) {
        self.most = if matches!(wish, Sift::More) { self.most + ROWS } else { ROWS };
        match wish {
            Sift::State(state) => self.state = state,
            Sift::Class(class) => self.class = class,
            Sift::Text(text) => self.text = text,
            Sift::By(column) => (self.column, self.down) = (column, self.column == column && !self.down),
            Sift::All => (self.state, self.class, self.text) = (None, None, String::new()),
            Sift::More => {}
        }
    }

    /// The updates that contain the text, in the order of the table, with any state and kind.
    pub(crate) fn found<'a>(&self, updates: impl Iterator<Item = &'a UpdateRow>) -> Vec<&'a UpdateRow> {
        let text = self.text.trim().to_ascii_lowercase();
        let text = text.strip_prefix("kb").filter(|rest| rest.parse::<u32>().is_ok()).unwrap_or(&text);
        let mut found: Vec<&UpdateRow> = Vec::new();
        for update in updates.filter(|update| holds(update, text)) {
            let after = |other: &&UpdateRow| self.compare(other, update).is_le();
            found.insert(found.partition_point(after), update);
        }
        found
    }

    fn compare(&self, one: &UpdateRow, other: &UpdateRow) -> Ordering {
        let number = |row: &UpdateRow| row.kb.as_deref().and_then(|kb| kb.parse::<u64>().ok());
        let order = match self.column {
            Column::State => one.state.cmp(&other.state),
            Column::Kb => number(one).cmp(&number(other)),
            Column::Title => one.title.cmp(&other.title),
        };
        if self.down { order.reverse() } else { order }
    }
}

/// Whether the KB number, title or id of an update contains a text.
fn holds(update: &UpdateRow, text: &str) -> bool {
    let held = |part: &Option<String>| part.as_deref().is_some_and(|part| is_in(part, text));
    text.is_empty() || held(&update.kb) || held(&update.title) || held(&update.id)
}

/// Whether a text contains another, ignoring case.
fn is_in(text: &str, part: &str) -> bool {
    text.as_bytes().windows(part.len()).any(|here| here.eq_ignore_ascii_case(part.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    /// The KB numbers that a table of the fixture's updates shows.
    fn shown(wishes: Vec<Sift>) -> String {
        let mut table = Table::default();
        wishes.into_iter().for_each(|wish| table.change(wish));
        let updates = fixture::updates();
        let numbers = table.found(updates.iter()).into_iter().filter_map(|update| update.kb.clone());
        numbers.collect::<Vec<_>>().join(" ")
    }

    fn typed(text: &str) -> String {
        shown(vec![Sift::Text(text.to_owned())])
    }

    #[test]
    fn updates_to_check_come_first() {
        assert_eq!(shown(vec![]), "5031455 5031989 890830 5031356 5030219");
    }

    #[test]
    fn any_part_of_number_title_or_id_finds_an_update() {
        assert_eq!(typed("KB5031455"), "5031455");
        assert_eq!(typed(" 50314 "), "5031455");
        assert_eq!(typed("MALICIOUS"), "890830");
        assert_eq!(typed("0000e001"), "5031455");
        assert_eq!(typed("nothing"), "");
    }

    #[test]
    fn a_column_is_sorted_ascending_then_descending() {
        let by = || Sift::By(Column::Kb);
        assert_eq!(shown(vec![by()]), "890830 5030219 5031356 5031455 5031989");
        assert_eq!(shown(vec![by(), by()]), "5031989 5031455 5031356 5030219 890830");
        assert_eq!(shown(vec![Sift::By(Column::State)]), "5030219 5031356 890830 5031989 5031455");
    }
}
