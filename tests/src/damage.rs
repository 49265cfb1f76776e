//! Damages logs the same way on every machine.

use crate::notation::TestFile;

/// Numbers that look random and are the same on every machine (xorshift64*), and what they do to bytes.
pub struct Damage(u64);

impl Damage {
    /// The damage with this number: the same number always damages files the same way.
    pub fn new(number: u64) -> Self {
        Self(number * 0x9E37_79B9 + 1)
    }

    /// A number below this one; 0 for 0.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % limit.max(1)
    }

    /// The files with two of three damaged.
    pub fn apply(&mut self, files: &[TestFile]) -> Vec<TestFile> {
        let mut damaged = files.to_vec();
        for file in &mut damaged {
            if self.below(3) > 0 {
                self.damage(&mut file.bytes);
            }
        }
        damaged
    }

    /// One to a dozen changes anywhere in the bytes.
    fn damage(&mut self, bytes: &mut Vec<u8>) {
        for _ in 0..=self.below(12) {
            let at = self.below(bytes.len());
            let length = 1 + self.below(40);
            let end = bytes.len().min(at + length);
            match self.below(8) {
                0 | 1 => {
                    let byte = self.below(256) as u8;
                    bytes.splice(at..bytes.len().min(at + 1), [byte]);
                }
                2 => drop(bytes.drain(at..end)),
                3 => drop(bytes.splice(at..at, vec![self.below(256) as u8; length])),
                // A stretch from elsewhere: lines are moved.
                4 => {
                    let from = self.below(bytes.len());
                    let stretch = bytes[from..bytes.len().min(from + 20 * length)].to_vec();
                    drop(bytes.splice(at..at, stretch));
                }
                5 => drop(bytes.drain(at..bytes.len().min(at + 20 * length))),
                6 => drop(bytes.splice(at..at, *b"<![LOG[")),
                _ => drop(bytes.splice(at..end, [*b"\r\n", [0, 0], *b"\xFF\xFE", *b"]L"][length % 4])),
            }
        }
    }
}
