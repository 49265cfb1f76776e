//! Threads that read blocks of logs.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread::Scope;

use diagnosis::{DiagnosisSession, LogBlock, PatternMatcher};
use logfile::Reading;

/// One block to be read.
struct Work {
    file: u32,
    reading: Arc<Reading>,
    offset: u64,
    bytes: Vec<u8>,
}

/// Threads that read blocks; they end with it.
pub(crate) struct Workers {
    work: SyncSender<Work>,
    done: Receiver<(u32, LogBlock)>,
    /// How many blocks of each file are with them.
    under_way: BTreeMap<u32, usize>,
}

impl Workers {
    /// Starts `count` threads.
    pub(crate) fn start<'s>(scope: &'s Scope<'s, '_>, count: usize, watch: &Arc<PatternMatcher>) -> Self {
        // As many blocks wait as are read: more would only fill memory.
        let (work, waiting) = sync_channel(count);
        let (sender, done) = channel();
        let waiting = Arc::new(Mutex::new(waiting));
        for _ in 0..count.max(1) {
            let (watch, waiting, sender) = (Arc::clone(watch), Arc::clone(&waiting), sender.clone());
            scope.spawn(move || read_blocks(&watch, &waiting, &sender));
        }
        Self { work, done, under_way: BTreeMap::new() }
    }

    /// Hands a block to a thread, and those that are read to the session.
    pub(crate) fn read(
        &mut self,
        session: &mut DiagnosisSession,
        (file, reading): (u32, Arc<Reading>),
        offset: u64,
        bytes: Vec<u8>,
    ) {
        if self.work.send(Work { file, reading, offset, bytes }).is_ok() {
            *self.under_way.entry(file).or_default() += 1;
        }
        while let Ok((file, block)) = self.done.try_recv() {
            self.take(session, file, block);
        }
    }

    fn take(&mut self, session: &mut DiagnosisSession, file: u32, block: LogBlock) {
        session.merge(file, block);
        if let Some(count) = self.under_way.get_mut(&file) {
            *count -= 1;
            if *count == 0 {
                self.under_way.remove(&file);
            }
        }
    }

    /// Waits until all blocks of a file are in the session.
    pub(crate) fn finish(&mut self, session: &mut DiagnosisSession, file: u32) {
        while self.under_way.contains_key(&file)
            && let Ok((file, block)) = self.done.recv()
        {
            self.take(session, file, block);
        }
    }

    /// Waits until all blocks are in the session.
    pub(crate) fn finish_all(&mut self, session: &mut DiagnosisSession) {
        while !self.under_way.is_empty()
            && let Ok((file, block)) = self.done.recv()
        {
            self.take(session, file, block);
        }
    }
}

/// Reads block after block until no more come.
fn read_blocks(watch: &PatternMatcher, waiting: &Mutex<Receiver<Work>>, done: &Sender<(u32, LogBlock)>) {
    loop {
        let next = waiting.lock().ok().and_then(|waiting| waiting.recv().ok());
        let Some(Work { file, reading, offset, bytes }) = next else { return };
        if done.send((file, LogBlock::read(watch, &reading, offset, &bytes))).is_err() {
            return;
        }
    }
}
