//! The checksum of zip and gzip: CRC-32 of ISO 3309, eight bytes at a time.

/// Tables for eight bytes at a time, computed when the first archive is opened: as constants they would be 8 kB that no
/// compression makes smaller.
type CrcTables = [[u32; 256]; 8];

/// A running checksum.
pub(crate) struct Crc {
    tables: Box<CrcTables>,
    state: u32,
}

impl Crc {
    pub(crate) fn new() -> Self {
        let mut tables = Box::new([[0; 256]; 8]);
        for byte in 0..256 {
            let mut state = byte as u32;
            for _ in 0..8 {
                state = if state & 1 == 1 { 0xEDB8_8320 ^ (state >> 1) } else { state >> 1 };
            }
            tables[0][byte] = state;
        }
        for byte in 0..256 {
            for table in 1..8 {
                let before: u32 = tables[table - 1][byte];
                tables[table][byte] = tables[0][(before & 0xFF) as usize] ^ (before >> 8);
            }
        }
        Self { tables, state: u32::MAX }
    }

    /// Begins again.
    pub(crate) fn reset(&mut self) {
        self.state = u32::MAX;
    }

    pub(crate) fn add(&mut self, bytes: &[u8]) {
        let (eights, rest) = bytes.as_chunks::<8>();
        let tables = &*self.tables;
        for eight in eights {
            let word = u64::from_le_bytes(*eight) ^ u64::from(self.state);
            let byte = |at: u32| (word >> (8 * at)) as usize & 0xFF;
            self.state = (0..8).fold(0, |state, at| state ^ tables[7 - at as usize][byte(at)]);
        }
        for &byte in rest {
            self.state = tables[0][((self.state ^ u32::from(byte)) & 0xFF) as usize] ^ (self.state >> 8);
        }
    }

    pub(crate) fn value(&self) -> u32 {
        !self.state
    }
}

#[cfg(test)]
mod tests {
    use super::Crc;

    #[test]
    fn checksum_matches_the_standard_test_value() {
        let sum = |parts: &[&[u8]]| {
            let mut crc = Crc::new();
            parts.iter().for_each(|part| crc.add(part));
            crc.value()
        };
        assert_eq!(sum(&[]), 0);
        assert_eq!(sum(&[b"123456789"]), 0xCBF4_3926);
        assert_eq!(sum(&[b"1", b"2345678901234", b""]), sum(&[b"12345678901234"]));
    }
}
