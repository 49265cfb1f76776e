//! The two streams that packed tables are written to and read from: one of all texts one after the other, one of
//! everything else. Pointers and lengths of static tables compress so badly that they would double what the page has
//! to download.

/// The streams while they are written.
#[derive(Debug, Default)]
pub struct StreamWriter {
    /// All texts.
    pub texts: String,
    /// Everything else.
    pub bytes: Vec<u8>,
}

/// The two streams as one file: how long each is, in four bytes, the low one first; then the two.
pub fn file(texts: &str, bytes: &[u8]) -> Vec<u8> {
    let lengths = [texts.len(), bytes.len()].map(|length| (length as u32).to_le_bytes());
    [lengths.as_flattened(), texts.as_bytes(), bytes].concat()
}

/// The streams while they are read. What is missing at their end reads as zero and as nothing.
#[derive(Debug)]
pub struct StreamReader {
    pub(crate) texts: &'static str,
    pub(crate) bytes: &'static [u8],
}

impl StreamReader {
    /// Reads these two.
    pub fn new(texts: &'static str, bytes: &'static [u8]) -> Self {
        Self { texts, bytes }
    }

    /// The next byte.
    pub fn byte(&mut self) -> u8 {
        let (first, rest) = self.bytes.split_first().unwrap_or((&0, &[]));
        self.bytes = rest;
        *first
    }

    /// A text that ends with its line.
    pub fn line(&mut self) -> &'static str {
        let (line, rest) = self.texts.split_once('\n').unwrap_or_default();
        self.texts = rest;
        line
    }

    /// A length: seven bits a byte, the low ones first.
    pub fn length(&mut self) -> usize {
        let mut length = 0;
        for shift in [0, 7, 14, 21] {
            let byte = self.byte();
            length |= usize::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                break;
            }
        }
        length
    }
}

impl StreamWriter {
    /// Appends a length: seven bits a byte, the low ones first.
    pub fn length(&mut self, mut length: usize) {
        while length > 0x7F {
            self.bytes.push(length as u8 | 0x80);
            length >>= 7;
        }
        self.bytes.push(length as u8);
    }

    /// Writes a length at a place that was passed.
    pub fn length_at(&mut self, place: usize, length: usize) {
        let fields = self.bytes.split_off(place);
        self.length(length);
        self.bytes.extend(fields);
    }
}
