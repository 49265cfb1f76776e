//! XPRESS without Huffman codes ("Plain LZ77", [MS-XCA] 2.4), in which Windows compresses buffers.

use crate::bytes::{u16_at, u32_at};

/// Unpacks `packed` onto the end of `out`, until that holds `most` bytes; returns how many bytes of `packed` that
/// took. None where they make no sense; what could be unpacked before is there.
pub(crate) fn unpack(packed: &[u8], out: &mut Vec<u8>, most: usize) -> Option<usize> {
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
    Some(at)
}

/// Repeats `length` bytes from `back` bytes earlier. If fewer are available, they repeat.
fn copy(out: &mut Vec<u8>, begin: usize, back: usize, length: usize) -> Option<()> {
    let from = out.len().checked_sub(back).filter(|&from| from >= begin)?;
    let end = out.len() + length;
    while out.len() < end {
        let upto = out.len().min(from + end - out.len());
        out.extend_from_within(from..upto);
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::unpack;

    /// Unpacks these bytes up to this length, if they are valid.
    fn unpacked(packed: &[u8], most: usize) -> Option<Vec<u8>> {
        let mut out = b"before".to_vec();
        unpack(packed, &mut out, 6 + most).map(|_| out.split_off(6))
    }

    #[test]
    fn the_examples_of_the_specification() {
        let mut alphabet = vec![0x3F, 0, 0, 0];
        alphabet.extend(b'a'..=b'z');
        assert_eq!(unpacked(&alphabet, 26).as_deref(), Some(&b"abcdefghijklmnopqrstuvwxyz"[..]));
        let hundred = [0xFF, 0xFF, 0xFF, 0x1F, b'a', b'b', b'c', 0x17, 0, 0x0F, 0xFF, 0x26, 1];
        assert_eq!(unpacked(&hundred, 300), Some(b"abc".repeat(100)));
    }

    #[test]
    fn invalid_input_is_none() {
        let hundred = [0xFF, 0xFF, 0xFF, 0x1F, b'a', b'b', b'c', 0x17, 0, 0x0F, 0xFF, 0x26, 1];
        for length in 0..hundred.len() {
            assert_eq!(unpacked(&hundred[..length], 300), None, "{length} bytes of it");
        }
        assert_eq!(unpacked(&hundred, 301), None, "there is no more");
        // From before the beginning: those bytes belong to another buffer.
        assert_eq!(unpacked(&[0, 0, 0, 0x40, b'a', 0x10, 0], 5), None);
        // A long length must be one.
        assert_eq!(unpacked(&[0, 0, 0, 0x40, b'a', 7, 0, 0x0F, 0xFF, 21, 0], 99), None);
    }

    #[test]
    fn lengths_of_any_size() {
        let repeated = |length: &[u8], most| {
            let mut packed = vec![0, 0, 0, 0x40, b'a'];
            packed.extend(length);
            unpacked(&packed, most).map(|out| out.iter().filter(|&&byte| byte == b'a').count())
        };
        assert_eq!(repeated(&[0, 0], 4), Some(4));
        assert_eq!(repeated(&[7, 0, 0], 11), Some(11));
        assert_eq!(repeated(&[7, 0, 0x0F, 0], 26), Some(26));
        assert_eq!(repeated(&[7, 0, 0x0F, 0xFF, 0xFF, 0xFF], 65_539), Some(65_539));
        assert_eq!(repeated(&[7, 0, 0x0F, 0xFF, 0, 0, 0, 0, 1, 0], 65_540), Some(65_540));
        assert_eq!(
            repeated(&[7, 0, 0x0F, 0xFF, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF], 100),
            Some(100),
            "up to the requested length"
        );
    }
}
