//! The rows that are kept: blocks that were requested from the engine.

use std::rc::Rc;

use report::ViewRow;

/// How many rows a block has.
const BLOCK: u32 = 200;
/// How many blocks are kept.
const KEPT: usize = 24;
/// How many requests are open at most: who scrolls fast does not wait for what has left the window.
const MOST_OPEN: usize = 4;

/// The blocks, the one requested last at the end.
#[derive(Default)]
pub(super) struct RowBlocks {
    blocks: Vec<Block>,
}

struct Block {
    number: u32,
    /// The ticket of the open request, if there is one.
    ticket: Option<u32>,
    /// How many rows there were when it was requested.
    asked: u32,
    rows: Vec<Rc<ViewRow>>,
}

impl RowBlocks {
    /// A row, if it is there.
    pub(super) fn row(&self, row: u32) -> Option<&Rc<ViewRow>> {
        let block = self.blocks.iter().find(|block| block.number == row / BLOCK)?;
        block.rows.get((row % BLOCK) as usize)
    }

    /// Forgets all rows: they have other numbers now.
    pub(super) fn clear(&mut self) {
        self.blocks.clear();
    }

    /// Requests all rows again, and shows the old ones until then.
    pub(super) fn refresh(&mut self) {
        for block in &mut self.blocks {
            (block.asked, block.ticket) = (0, None);
        }
    }

    /// The requests for the rows from `first` to before `end`, of `all` rows: ticket, first row, count.
    pub(super) fn missing(
        &mut self,
        first: u32,
        end: u32,
        all: u32,
        mut ticket: impl FnMut() -> u32,
    ) -> Vec<(u32, u32, u32)> {
        let mut requests = Vec::new();
        let end = end.min(all);
        if first >= end {
            return requests;
        }
        let open = self.blocks.iter().filter(|block| block.ticket.is_some()).count();
        for number in first / BLOCK..=(end - 1) / BLOCK {
            let expected = BLOCK.min(all - number * BLOCK);
            let place = self.blocks.iter().position(|block| block.number == number);
            let mut block = match place {
                Some(place) => self.blocks.remove(place),
                None => Block { number, ticket: None, asked: 0, rows: Vec::new() },
            };
            if block.asked < expected && open + requests.len() < MOST_OPEN {
                let next = ticket();
                (block.ticket, block.asked) = (Some(next), expected);
                requests.push((next, number * BLOCK, BLOCK));
            }
            self.blocks.push(block);
        }
        let surplus = self.blocks.len().saturating_sub(KEPT);
        self.blocks.drain(..surplus);
        requests
    }

    /// Takes the rows of a reply; whether they were expected.
    pub(super) fn take(&mut self, ticket: u32, rows: &[ViewRow]) -> bool {
        let Some(block) = self.blocks.iter_mut().find(|block| block.ticket == Some(ticket)) else {
            return false;
        };
        block.ticket = None;
        // Fewer rows than expected: the engine is not that far; the next state leads to another request.
        block.asked = rows.len() as u32;
        block.rows = rows.iter().cloned().map(Rc::new).collect();
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn missing(blocks: &mut RowBlocks, first: u32, end: u32, all: u32) -> Vec<u32> {
        let mut last = 0;
        let ticket = || {
            last += 1;
            first * 10 + last
        };
        blocks.missing(first, end, all, ticket).into_iter().map(|(_, from, _)| from).collect()
    }

    fn rows(count: u32) -> Vec<ViewRow> {
        (0..count).map(|entry| ViewRow { entry, ..ViewRow::default() }).collect()
    }

    #[test]
    fn blocks_are_requested_once() {
        let mut blocks = RowBlocks::default();
        assert_eq!(missing(&mut blocks, 190, 230, 1_000), [0, 200]);
        assert!(missing(&mut blocks, 190, 230, 1_000).is_empty());
        assert!(blocks.row(195).is_none());
        assert!(blocks.take(1_902, &rows(200)));
        assert_eq!(blocks.row(203).map(|row| row.entry), Some(3));
        assert!(!blocks.take(1_902, &rows(200)), "a second reply is ignored");
    }

    #[test]
    fn a_partial_block_is_requested_again_when_the_log_has_grown() {
        let mut blocks = RowBlocks::default();
        assert_eq!(missing(&mut blocks, 0, 40, 30), [0]);
        assert!(blocks.take(1, &rows(30)));
        assert!(missing(&mut blocks, 0, 40, 30).is_empty());
        assert_eq!(missing(&mut blocks, 0, 40, 90), [0]);
        assert!(blocks.row(29).is_some(), "the old rows stay until then");
    }

    #[test]
    fn refreshed_rows_stay_until_the_new_ones_arrive() {
        let mut blocks = RowBlocks::default();
        missing(&mut blocks, 0, 10, 10);
        blocks.take(1, &rows(10));
        blocks.refresh();
        assert!(blocks.row(9).is_some());
        assert_eq!(missing(&mut blocks, 0, 10, 10), [0]);
        blocks.clear();
        assert!(blocks.row(9).is_none());
    }

    #[test]
    fn few_requests_are_open_and_a_reply_makes_room() {
        let mut blocks = RowBlocks::default();
        for first in [0, 1_000, 2_000, 3_000] {
            assert_eq!(missing(&mut blocks, first, first + 10, 9_000), [first]);
        }
        assert!(missing(&mut blocks, 4_000, 4_010, 9_000).is_empty());
        assert!(blocks.take(10_001, &rows(200)));
        assert_eq!(missing(&mut blocks, 4_000, 4_010, 9_000), [4_000]);
    }

    #[test]
    fn old_blocks_are_dropped() {
        let mut blocks = RowBlocks::default();
        for number in 0..40 {
            missing(&mut blocks, number * BLOCK, number * BLOCK + 1, 100_000);
        }
        assert_eq!(blocks.blocks.len(), KEPT);
        assert!(missing(&mut blocks, 0, 0, 0).is_empty());
    }
}
