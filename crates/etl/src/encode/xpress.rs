//! Packs as Windows packs buffers, as well as the nearest repetition does it.

/// How far back a match may lie.
const FARTHEST: usize = 8192;

/// Packs these bytes.
pub(super) fn pack(bytes: &[u8]) -> Vec<u8> {
    let mut packed = PackedBytes { out: vec![0; 4], flags: 0, count: 0, place: 0, half: None };
    let mut last = std::collections::HashMap::new();
    let mut at = 0;
    while at < bytes.len() {
        let next = bytes.get(at..at + 3).and_then(|next| last.insert(next, at));
        let from = next.filter(|from| at - from <= FARTHEST);
        let length = from.map_or(0, |from| {
            bytes[from..].iter().zip(&bytes[at..]).take_while(|(before, now)| before == now).count()
        });
        match from {
            Some(from) if length >= 3 => {
                packed.repeat(at - from, length);
                at += length;
            }
            _ => {
                packed.literal(bytes[at]);
                at += 1;
            }
        }
    }
    packed.finish()
}

struct PackedBytes {
    out: Vec<u8>,
    /// The last flags, how many they are, and where they go.
    flags: u32,
    count: u32,
    place: usize,
    /// Where a byte has room for another half.
    half: Option<usize>,
}

impl PackedBytes {
    fn flag(&mut self, is_match: bool) {
        if self.count == 32 {
            self.out[self.place..self.place + 4].copy_from_slice(&self.flags.to_le_bytes());
            (self.count, self.place) = (0, self.out.len());
            self.out.extend([0; 4]);
        }
        self.flags = self.flags << 1 | u32::from(is_match);
        self.count += 1;
    }

    fn literal(&mut self, byte: u8) {
        self.flag(false);
        self.out.push(byte);
    }

    fn repeat(&mut self, back: usize, length: usize) {
        self.flag(true);
        let length = length - 3;
        let pair = ((back - 1) << 3 | length.min(7)) as u16;
        self.out.extend(pair.to_le_bytes());
        let Some(length) = length.checked_sub(7) else { return };
        let low = length.min(15) as u8;
        match self.half.take() {
            Some(half) => self.out[half] |= low << 4,
            None => {
                self.half = Some(self.out.len());
                self.out.push(low);
            }
        }
        let Some(length) = length.checked_sub(15) else { return };
        self.out.push(length.min(255) as u8);
        if length < 255 {
            return;
        }
        let length = length + 15 + 7;
        match u16::try_from(length) {
            Ok(length) => self.out.extend(length.to_le_bytes()),
            Err(_) => {
                self.out.extend([0, 0]);
                self.out.extend((length as u32).to_le_bytes());
            }
        }
    }

    /// Flags that are not used say that more would match.
    fn finish(mut self) -> Vec<u8> {
        let unused = 32 - self.count;
        let flags =
            if unused == 32 { u32::MAX } else { self.flags << unused | ((1u64 << unused) - 1) as u32 };
        self.out[self.place..self.place + 4].copy_from_slice(&flags.to_le_bytes());
        self.out
    }
}
