//! Bytes that are read from their beginning, little-endian, never past their end.

/// What is left of some bytes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Cursor<'b>(pub(crate) &'b [u8]);

impl<'b> Cursor<'b> {
    /// The next bytes, if there are enough.
    pub(crate) fn take(&mut self, length: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    /// The next bytes as an array.
    pub(crate) fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*taken)
    }

    pub(crate) fn u8(&mut self) -> Option<u8> {
        self.array().map(u8::from_le_bytes)
    }

    pub(crate) fn u16(&mut self) -> Option<u16> {
        self.array().map(u16::from_le_bytes)
    }

    /// The next number of 1, 2, 4 or 8 bytes.
    pub(crate) fn unsigned(&mut self, size: usize) -> Option<u64> {
        let bytes = self.take(size)?;
        let mut number = [0; 8];
        number.get_mut(..size)?.copy_from_slice(bytes);
        Some(u64::from_le_bytes(number))
    }

    /// A block whose 16-bit size comes first.
    pub(crate) fn counted(&mut self) -> Option<&'b [u8]> {
        let length = self.u16()?;
        self.take(length.into())
    }

    /// Up to the next byte of zero, which is skipped; everything left if there is none.
    pub(crate) fn until_zero(&mut self) -> &'b [u8] {
        let length = self.0.iter().position(|&byte| byte == 0).unwrap_or(self.0.len());
        let text = &self.0[..length];
        self.0 = self.0.get(length + 1..).unwrap_or_default();
        text
    }

    /// Up to the next pair of zeros at an even place, which is skipped; all complete pairs that are left if there is
    /// none.
    pub(crate) fn until_two_zeros(&mut self) -> &'b [u8] {
        let length = zero_pair(self.0).unwrap_or(self.0.len() & !1);
        let text = &self.0[..length];
        self.0 = self.0.get(length + 2..).unwrap_or_default();
        text
    }
}

/// Where the first pair of zeros at an even place is.
fn zero_pair(bytes: &[u8]) -> Option<usize> {
    const ONES: u64 = 0x0001_0001_0001_0001;
    // Four pairs at a time: nearly all bytes of a trace are looked at here. Where a pair is zero, one is borrowed.
    let (fours, _) = bytes.as_chunks::<8>();
    let has_zero = |four: &[u8; 8]| {
        let pairs = u64::from_le_bytes(*four);
        pairs.wrapping_sub(ONES) & !pairs & (ONES << 15) != 0
    };
    let from = 8 * fours.iter().position(has_zero).unwrap_or(fours.len());
    let (pairs, _) = bytes[from..].as_chunks::<2>();
    pairs.iter().position(|&pair| pair == [0, 0]).map(|place| from + place * 2)
}

#[cfg(test)]
mod tests {
    use super::Cursor;

    #[test]
    fn strings_end_at_their_zeros() {
        let mut cursor = Cursor(b"ab\0\0cd");
        assert_eq!(
            (cursor.until_zero(), cursor.until_zero(), cursor.until_zero()),
            (&b"ab"[..], &b""[..], &b"cd"[..])
        );
        assert_eq!(cursor.until_zero(), b"");
        let mut cursor = Cursor(b"a\0\0b\0\0c");
        assert_eq!((cursor.until_two_zeros(), cursor.until_two_zeros()), (&b"a\0\0b"[..], &b""[..]));
        let long = [&[b'a', 0].repeat(21)[..], &[0, 0, 1]].concat();
        let mut cursor = Cursor(&long);
        assert_eq!((cursor.until_two_zeros().len(), cursor.0), (42, &[1][..]));
    }

    #[test]
    fn numbers_are_little_endian_and_whole() {
        let mut cursor = Cursor(&[1, 2, 3]);
        assert_eq!(
            (cursor.unsigned(2), cursor.unsigned(2), cursor.unsigned(1)),
            (Some(0x201), None, Some(3))
        );
        assert_eq!((cursor.u8(), cursor.unsigned(9)), (None, None));
    }
}
