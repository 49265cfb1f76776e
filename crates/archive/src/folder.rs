//! One folder of a cabinet: compressed blocks of 32 kB, each of which refers to the ones before it.

use lzxd::{Lzxd, WindowSize};

use crate::bytes::{u16_at, u32_at};
use crate::error::{UnpackError, UnpackFault};
use crate::inflate::{Inflater, REACH};
use crate::info::ArchiveKind::Cab;
use crate::window::Window;

/// The most bytes of a compressed block: incompressible data grows a little.
const MOST_PACKED: usize = 32 * 1024 + 6144;

/// A folder that is being unpacked.
pub(crate) struct CabFolder {
    /// Where the next block is.
    pub(crate) at: u64,
    /// How many are left.
    left: u16,
    /// Bytes reserved in the head of each.
    reserved: usize,
    method: Method,
    /// For MSZIP the 32 kB before the block; then the block.
    bytes: Vec<u8>,
    length: usize,
    /// Packed bytes that were read and are not counted yet.
    pub(crate) packed: u64,
    /// Whether the checksum of a block was wrong.
    pub(crate) is_sum_wrong: bool,
}

enum Method {
    Stored,
    MsZip(Inflater),
    Lzx(Box<Lzxd>),
}

impl CabFolder {
    /// From its row; none if its compression is not supported.
    pub(crate) fn new(row: &[u8], reserved: u64) -> Option<Self> {
        let kind = u16_at(row, 6);
        let method = match kind & 0xF {
            0 => Method::Stored,
            1 => Method::MsZip(Inflater::new()),
            3 => Method::Lzx(Box::new(Lzxd::new(window_size(kind >> 8 & 0x1F)?))),
            _ => return None,
        };
        Some(Self {
            at: u64::from(u32_at(row, 0)),
            left: u16_at(row, 4),
            reserved: reserved as usize,
            method,
            bytes: vec![0; 2 * REACH],
            length: 0,
            packed: 0,
            is_sum_wrong: false,
        })
    }

    /// The block that was unpacked last.
    pub(crate) fn block(&self) -> &[u8] {
        &self.bytes[REACH..REACH + self.length]
    }

    /// Unpacks the next block and returns its size in bytes, at least one, or an error.
    pub(crate) async fn next(&mut self, window: &mut Window) -> Result<usize, UnpackError> {
        let at = self.at;
        if self.left == 0 {
            return Err(UnpackFault::Damaged(Cab).at(at));
        }
        self.left -= 1;
        let cut = UnpackFault::Cut(Cab).at(at);
        let head = window.exact(at, 8 + self.reserved).await.ok_or(cut)?;
        let (sum, packed, length) =
            (u32_at(head, 0), usize::from(u16_at(head, 4)), usize::from(u16_at(head, 6)));
        if length == 0 {
            return Err(UnpackFault::CabinetContinues.at(at));
        }
        if length > REACH || packed > MOST_PACKED {
            return Err(UnpackFault::Damaged(Cab).at(at));
        }
        let all = 8 + self.reserved + packed;
        let all_bytes = window.exact(at, all).await.ok_or(cut)?;
        let (head, data) = all_bytes.split_at(8 + self.reserved);
        self.at += all as u64;
        self.packed += all as u64;
        if sum != 0 && checksum(&head[4..8], checksum(data, 0)) != sum {
            self.is_sum_wrong = true;
        }
        let is_read = self.unpack(data, length);
        if is_read { Ok(length) } else { Err(UnpackFault::Damaged(Cab).at(at)) }
    }

    fn unpack(&mut self, data: &[u8], length: usize) -> bool {
        let before = self.length;
        self.length = length;
        match &mut self.method {
            Method::Stored => {
                let room = &mut self.bytes[REACH..REACH + length];
                data.len() == length && {
                    room.copy_from_slice(data);
                    true
                }
            }
            Method::MsZip(inflater) => {
                // The window is right before the block.
                self.bytes.copy_within(before..before + REACH, 0);
                let Some(data) = data.strip_prefix(b"CK") else { return false };
                inflater.block(data, &mut self.bytes) == Some(length)
            }
            Method::Lzx(lzx) => match lzx.decompress_next(data, length) {
                Ok(block) if block.len() == length => {
                    self.bytes[REACH..REACH + length].copy_from_slice(block);
                    true
                }
                _ => false,
            },
        }
    }
}

/// The window size that a folder declares, as a power of two.
fn window_size(power: u16) -> Option<WindowSize> {
    Some(match power {
        15 => WindowSize::KB32,
        16 => WindowSize::KB64,
        17 => WindowSize::KB128,
        18 => WindowSize::KB256,
        19 => WindowSize::KB512,
        20 => WindowSize::MB1,
        21 => WindowSize::MB2,
        _ => return None,
    })
}

/// The checksum of a block: all its words XORed.
fn checksum(bytes: &[u8], seed: u32) -> u32 {
    let (words, rest) = bytes.as_chunks::<4>();
    let sum = words.iter().fold(seed, |sum, &word| sum ^ u32::from_le_bytes(word));
    // The remaining bytes count from the other end.
    sum ^ rest.iter().fold(0, |last, &byte| last << 8 | u32::from(byte))
}
