//! A buffer: the stretch of a file that one processor filled.

use crate::bytes::{u16_at, u32_at, u64_at};

/// The size of a buffer's head (`WMI_BUFFER_HEADER`).
pub(crate) const HEAD: usize = 0x48;

/// Windows has no larger buffers than 16 MB.
pub(crate) const LARGEST: usize = 16 * 1024 * 1024;

/// Something was lost before this buffer (events 2, a buffer 4).
const LOSS: u16 = 0x2 | 0x4;
/// The processor's number has 16 bits.
const WIDE_PROCESSOR: u16 = 0x20;
const COMPRESSED: u16 = 0x40;

/// The header of a buffer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BufferHead {
    /// How many bytes of the file it takes.
    pub(crate) size: usize,
    /// How many bytes are filled, header included; for a compressed buffer, after unpacking. The rest is
    /// left over from earlier use of the buffer, truncated events included.
    pub(crate) filled: usize,
    pub(crate) processor: u16,
    pub(crate) is_compressed: bool,
    /// Whether something was lost before it.
    pub(crate) has_loss: bool,
}

/// What is found where a buffer is expected.
#[derive(Clone, Copy, Debug)]
pub(crate) enum BufferPlace {
    Buffer(BufferHead),
    /// Zeros: the file was made larger than what was written to it yet.
    Nothing,
    Damaged,
}

/// Parses the first [`HEAD`] bytes of a buffer.
pub(crate) fn head(bytes: &[u8]) -> BufferPlace {
    read(bytes).unwrap_or(BufferPlace::Damaged)
}

fn read(bytes: &[u8]) -> Option<BufferPlace> {
    let (size, filled) = (u32_at(bytes, 0)? as usize, u32_at(bytes, 0x30)? as usize);
    if size == 0 && bytes.get(..HEAD)?.iter().all(|&byte| byte == 0) {
        return Some(BufferPlace::Nothing);
    }
    let (flags, processor) = (u16_at(bytes, 0x34)?, u16_at(bytes, 0x28)?);
    let is_compressed = flags & COMPRESSED != 0;
    let most = if is_compressed { LARGEST } else { size };
    if !(HEAD..=LARGEST).contains(&size) || !(HEAD..=most).contains(&filled) {
        return None;
    }
    Some(BufferPlace::Buffer(BufferHead {
        size,
        filled,
        // The other byte gives the alignment of the buffer.
        processor: if flags & WIDE_PROCESSOR == 0 { processor & 0xFF } else { processor },
        is_compressed,
        has_loss: flags & LOSS != 0,
    }))
}

/// Whether these bytes are certain enough to be a buffer header to search for one at any offset: sequence,
/// state, flags and type also have values that Windows writes.
pub(crate) fn is_likely(bytes: &[u8]) -> bool {
    let likely = || {
        // The size first: it is checked at every byte of a damaged file.
        Some(
            (HEAD..=LARGEST).contains(&(u32_at(bytes, 0)? as usize))
                && u32_at(bytes, 0x2C)? < 7
                && u16_at(bytes, 0x34)? < 0x80
                && u16_at(bytes, 0x36)? < 8
                && u64_at(bytes, 0x18)? < 1 << 40
                && matches!(head(bytes), BufferPlace::Buffer(_)),
        )
    };
    likely().unwrap_or(false)
}
