//! Damaged logs: every scenario with bytes turned, put in and taken out. Nothing panics, and the report stays sound:
//! what it quotes stands where it says, and its verdict is that of its runs.
#![allow(clippy::unwrap_used, clippy::panic)] // A test ends where something is amiss.

use tests::{Way, analyze, check_sound, scenarios};

/// How often each scenario is damaged.
const TIMES: u64 = 80;

/// Numbers that look random and are the same on every machine (xorshift64*).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % limit.max(1)
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
                // A stretch from elsewhere: whole lines change their places.
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

#[test]
fn damaged_logs_are_read_and_judged_soundly() {
    for (at, (folder, files)) in scenarios().into_iter().enumerate() {
        let folder = folder.display();
        for time in 0..TIMES {
            let mut dice = Dice((at as u64 * 1000 + time) * 0x9E37_79B9 + 1);
            let mut damaged = files.clone();
            for file in &mut damaged {
                if dice.below(3) > 0 {
                    dice.damage(&mut file.bytes);
                }
            }
            let report = analyze(&damaged, Way { block: 1 + dice.below(9000), ..Way::default() });
            check_sound(&report, &damaged, &format!("{folder}, damaged the {time}th time"));
            if time % 10 == 0 {
                assert_eq!(analyze(&damaged, Way::default()), report, "{folder}, damaged the {time}th time");
            }
        }
    }
}
