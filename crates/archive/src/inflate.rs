//! Deflate, from a window on the archive to a writer.

use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::{
    TINFL_FLAG_HAS_MORE_INPUT, TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF,
};
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};

use crate::window::Window;
use crate::writer::{Abort, MemberWriter};

/// The window size of deflate.
pub(crate) const REACH: usize = 32 * 1024;

/// Bytes of the ring buffer for inflated data.
const RING: usize = 2 * REACH;

/// An inflater that is reused for all members.
pub(crate) struct Inflater {
    state: Box<DecompressorOxide>,
    ring: Vec<u8>,
}

/// How a stream ended.
pub(crate) enum Ended {
    /// Complete; it ends at this offset.
    Whole(u64),
    /// Truncated: the bytes end at this offset.
    Cut(u64),
    /// Invalid from this offset on.
    Broken(u64),
}

impl Inflater {
    pub(crate) fn new() -> Self {
        Self { state: Box::default(), ring: vec![0; RING] }
    }

    /// Inflates the stream at an offset, which must end by `end`.
    pub(crate) async fn run(
        &mut self,
        window: &mut Window,
        (mut at, end): (u64, u64),
        out: &mut MemberWriter,
    ) -> Result<Ended, Abort> {
        self.state.init();
        let (mut place, size) = (0, window.size());
        loop {
            let input = window.some(at, end).await;
            let is_last = at + input.len() as u64 >= end.min(size);
            let flags = if is_last { 0 } else { TINFL_FLAG_HAS_MORE_INPUT };
            let (status, used, written) = decompress(&mut self.state, input, &mut self.ring, place, flags);
            at += used as u64;
            out.write(&self.ring[place..place + written], used as u64, at).await?;
            place = (place + written) % RING;
            match status {
                TINFLStatus::Done => return Ok(Ended::Whole(at)),
                TINFLStatus::HasMoreOutput => {}
                TINFLStatus::NeedsMoreInput if used > 0 && !is_last => {}
                TINFLStatus::NeedsMoreInput | TINFLStatus::FailedCannotMakeProgress => {
                    return Ok(Ended::Cut(at));
                }
                _ => return Ok(Ended::Broken(at)),
            }
        }
    }

    /// Inflates a block that refers to those before it: `buffer` holds the 32 kB before it, then room for the block.
    /// Returns its size in bytes; none if the block is invalid.
    pub(crate) fn block(&mut self, input: &[u8], buffer: &mut [u8]) -> Option<usize> {
        self.state.init();
        let flags = TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
        let (status, _, written) = decompress(&mut self.state, input, buffer, REACH, flags);
        (status == TINFLStatus::Done).then_some(written)
    }
}
