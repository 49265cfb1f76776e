//! The ids of providers and messages.

use std::fmt;

use crate::digits::push_hex;

/// An id of 16 bytes, as Windows stores it: the first three groups little-endian.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Guid(pub [u8; 16]);

impl Guid {
    /// The id that is written `0b7a6f19-47c4-454e-8c5c-e868d637e4d8`.
    pub const fn of(number: u128) -> Self {
        let b = number.to_be_bytes();
        Self([
            b[3], b[2], b[1], b[0], b[5], b[4], b[7], b[6], b[8], b[9], b[10], b[11], b[12], b[13], b[14],
            b[15],
        ])
    }

    /// The id as a number whose digits are those it is written with.
    pub const fn number(self) -> u128 {
        // Reversing it twice gives the original.
        u128::from_be_bytes(Self::of(u128::from_be_bytes(self.0)).0)
    }

    /// Writes it as it is displayed.
    pub(crate) fn write(self, out: &mut String) {
        for (nth, byte) in [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15].into_iter().enumerate() {
            if matches!(nth, 4 | 6 | 8 | 10) {
                out.push('-');
            }
            push_hex(out, self.0.get(byte).copied().unwrap_or(0).into(), 2);
        }
    }
}

impl fmt::Display for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = String::new();
        self.write(&mut out);
        f.pad(&out)
    }
}

impl fmt::Debug for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

#[cfg(test)]
mod tests {
    use super::Guid;

    #[test]
    fn is_written_as_windows_writes_it() {
        let bytes =
            [0x19, 0x6F, 0x7A, 0x0B, 0xC4, 0x47, 0x4E, 0x45, 0x8C, 0x5C, 0xE8, 0x68, 0xD6, 0x37, 0xE4, 0xD8];
        let guid = Guid::of(0x0b7a6f19_47c4_454e_8c5c_e868d637e4d8);
        assert_eq!(guid, Guid(bytes));
        assert_eq!(guid.to_string(), "0b7a6f19-47c4-454e-8c5c-e868d637e4d8");
    }
}
