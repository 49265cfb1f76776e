//! XPRESS without Huffman codes ("Plain LZ77", [MS-XCA] 2.4), in which Windows compresses buffers.

use crate::bytes::{u16_at, u32_at};

/// Unpacks `packed` onto the end of `out`, up to `most` bytes of it in all. False where the bytes make no sense; what could
/// be unpacked before is there.
pub(crate) fn unpack(packed: &[u8], out: &mut Vec<u8>, most: usize) -> bool {
    unpacked(packed, out, most).is_some()
}

fn unpacked(packed: &[u8], out: &mut Vec<u8>, most: usize) -> Option<()> {
    let begin = out.len();
    let mut at = 0;
    // Half a byte of length is left from the match before last, here.
    let mut half: Option<u8> = None;
    while out.len() < most {
        let mut flags = u32_at(packed, at)?;
        at += 4;
        for _ in 0..32 {
            if out.len() >= most {
                break;
            }
            let is_match = flags & 0x8000_0000 != 0;
            flags <<= 1;
            if !is_match {
                out.push(*packed.get(at)?);
                at += 1;
                continue;
            }
            let pair = usize::from(u16_at(packed, at)?);
            at += 2;
            let (back, mut length) = (pair / 8 + 1, pair as u32 % 8);
            if length == 7 {
                length = u32::from(match half.take() {
                    Some(byte) => byte >> 4,
                    None => {
                        let byte = *packed.get(at)?;
                        at += 1;
                        half = Some(byte);
                        byte & 0xF
                    }
                });
                if length == 15 {
                    length = u32::from(*packed.get(at)?);
                    at += 1;
                    if length == 255 {
                        length = u32::from(u16_at(packed, at)?);
                        at += 2;
                        if length == 0 {
                            length = u32_at(packed, at)?;
                            at += 4;
                        }
                        length = length.checked_sub(15 + 7)?;
                    }
                    length = length.saturating_add(15);
                }
                length = length.saturating_add(7);
            }
            copy(out, begin, back, (length.saturating_add(3) as usize).min(most - out.len()))?;
        }
    }
    Some(())
}

/// Repeats so many bytes from so far back. They may be fewer than are asked for: then they repeat.
fn copy(out: &mut Vec<u8>, begin: usize, back: usize, length: usize) -> Option<()> {
    let from = out.len().checked_sub(back).filter(|&from| from >= begin)?;
    let end = out.len() + length;
    while out.len() < end {
        let upto = out.len().min(from + end - out.len());
        out.extend_from_within(from..upto);
    }
    Some(())
}
