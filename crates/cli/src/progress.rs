//! The progress line on standard error, if that is a terminal: it appears after a second, is rewritten in place, and is
//! cleared at the end. It is this short, and indicatif would bring six crates more.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use crate::output::{clear_line, rewrite_line, standard_error};

/// The line appears after this time.
const DELAY: Duration = Duration::from_secs(1);

/// The line is rewritten at most this often.
const INTERVAL: Duration = Duration::from_millis(100);

/// How much of the files was read.
pub(crate) struct Progress {
    is_terminal: bool,
    next: Instant,
    /// Of each file: the bytes read, and its size.
    files: Vec<(u64, u64)>,
    bytes: u64,
    complete: usize,
}

impl Progress {
    /// Progress through files of these sizes.
    pub(crate) fn new(sizes: impl Iterator<Item = u64>) -> Self {
        Self {
            is_terminal: standard_error().is_terminal(),
            next: Instant::now() + DELAY,
            files: sizes.map(|size| (0, size)).collect(),
            bytes: 0,
            complete: 0,
        }
    }

    /// Counts bytes that were read of a file; bytes that are read twice count once.
    pub(crate) fn read(&mut self, file: usize, length: u64) {
        if let Some((read, size)) = self.files.get_mut(file)
            && *read < *size
        {
            let new = length.min(*size - *read);
            *read += new;
            self.bytes += new;
            self.complete += usize::from(read == size);
        }
        if self.is_terminal && Instant::now() >= self.next {
            self.next = Instant::now() + INTERVAL;
            rewrite_line(&self.line());
        }
    }

    fn line(&self) -> String {
        let total: u64 = self.files.iter().map(|(_, size)| size).sum();
        let percent = (self.bytes * 100).checked_div(total).unwrap_or(100);
        let megabytes = |bytes: u64| bytes.div_ceil(1 << 20);
        format!(
            "Reading: {} of {} MB ({percent} %), {} of {} files",
            megabytes(self.bytes),
            megabytes(total),
            self.complete,
            self.files.len()
        )
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        clear_line();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_read_twice_count_once() {
        let mut progress = Progress::new([3 << 20, 1 << 20].into_iter());
        progress.read(1, 1 << 20);
        progress.read(1, 1 << 20);
        progress.read(0, 1 << 20);
        assert_eq!(progress.line(), "Reading: 2 of 4 MB (50 %), 1 of 2 files");
    }

    #[test]
    fn nothing_to_read_is_all_read() {
        assert_eq!(Progress::new([].into_iter()).line(), "Reading: 0 of 0 MB (100 %), 0 of 0 files");
    }
}
