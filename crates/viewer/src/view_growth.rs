//! A log that grows while it is shown.

use crate::log_view::LogView;

impl LogView {
    /// Continues with a file that has grown: its last entries are read again, because its last line may have been
    /// incomplete. A file that was replaced or has shrunk is a new one.
    pub fn grow(&mut self, size: u64) {
        self.grown = Some(size);
    }

    /// Continues with what was added to the file. Only between two steps, when no bytes are requested.
    pub(crate) fn take_growth(&mut self) {
        let Some(size) = self.grown.take().filter(|size| *size > self.size) else { return };
        self.size = size;
        self.last = (0, Vec::new());
        self.begin_rows_again();
        let Some(indexing) = &mut self.indexing else { return };
        indexing.grow(size);
        let index = indexing.index();
        let same = self.same.as_mut().map(|same| &mut same.job);
        for job in [self.filter.as_mut(), self.find.as_mut(), same].into_iter().flatten() {
            job.truncate(index);
        }
        self.chips.truncate(index);
    }
}
