//! Archives made in memory, valid and invalid ones.

/// A member of a zip archive, which tests can falsify before it is written.
#[derive(Clone, Debug)]
pub struct Packed {
    /// Its path.
    pub name: Vec<u8>,
    /// The fields of its header.
    pub flags: u16,
    /// How it is packed.
    pub method: u16,
    /// Its checksum.
    pub crc: u32,
    /// Its bytes, packed.
    pub bytes: Vec<u8>,
    /// Its size, unpacked.
    pub size: u32,
}

/// A valid member.
pub fn packed(name: &str, bytes: &[u8]) -> Packed {
    Packed {
        name: name.into(),
        flags: 1 << 11,
        method: 8,
        crc: sum(bytes),
        bytes: miniz_oxide::deflate::compress_to_vec(bytes, 4),
        size: bytes.len() as u32,
    }
}

/// A zip archive of these files.
pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    zip_of(&files.iter().map(|(name, bytes)| packed(name, bytes)).collect::<Vec<_>>())
}

/// A zip archive of these members.
pub fn zip_of(members: &[Packed]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut places = Vec::new();
    for member in members {
        places.push(out.len() as u32);
        out.extend(head(member, 0x0403_4B50, &[20, 0], &[]));
        out.extend(&member.name);
        out.extend(&member.bytes);
    }
    let list: Vec<(&Packed, u32)> = members.iter().zip(places).collect();
    end(out, &list)
}

/// Ends a zip archive: the list of its members with their offsets, and the end record.
pub fn end(mut out: Vec<u8>, list: &[(&Packed, u32)]) -> Vec<u8> {
    let start = out.len() as u64;
    for (member, place) in list {
        let rest = [&[0; 10][..], &place.to_le_bytes()].concat();
        out.extend(head(member, 0x0201_4B50, &[20, 0, 20, 0], &rest));
        out.extend(&member.name);
    }
    let (at, count) = (out.len() as u64, list.len() as u64);
    let length = at - start;
    if count > 65_535 {
        out.extend(0x0606_4B50_u32.to_le_bytes());
        out.extend([44_u64.to_le_bytes(), [20, 0, 20, 0, 0, 0, 0, 0], [0; 8]].concat());
        out.truncate(out.len() - 4);
        out.extend([count, count, length, start].iter().flat_map(|number| number.to_le_bytes()));
        out.extend(0x0706_4B50_u32.to_le_bytes());
        out.extend([0; 4]);
        out.extend(at.to_le_bytes());
        out.extend(1_u32.to_le_bytes());
    }
    out.extend(0x0605_4B50_u32.to_le_bytes());
    out.extend([0; 4]);
    let short = u16::try_from(count).unwrap_or(u16::MAX).to_le_bytes();
    out.extend([short, short].concat());
    out.extend((length as u32).to_le_bytes());
    out.extend((start as u32).to_le_bytes());
    out.extend([0; 2]);
    out
}

/// The two heads of a member are alike from its flags to its lengths.
fn head(member: &Packed, mark: u32, versions: &[u8], rest: &[u8]) -> Vec<u8> {
    let mut out = mark.to_le_bytes().to_vec();
    out.extend(versions);
    out.extend(member.flags.to_le_bytes());
    out.extend(member.method.to_le_bytes());
    out.extend([0; 4]);
    out.extend(member.crc.to_le_bytes());
    out.extend((member.bytes.len() as u32).to_le_bytes());
    out.extend(member.size.to_le_bytes());
    out.extend((member.name.len() as u16).to_le_bytes());
    out.extend([0; 2]);
    out.extend(rest);
    out
}

/// A cabinet of these files in one folder, each block packed as MSZIP.
pub fn cab(files: &[(&str, &[u8])]) -> Vec<u8> {
    let whole: Vec<u8> = files.iter().flat_map(|(_, bytes)| bytes.iter().copied()).collect();
    let pack = |block: &[u8]| [b"CK".to_vec(), miniz_oxide::deflate::compress_to_vec(block, 4)].concat();
    let blocks: Vec<(Vec<u8>, u16)> =
        whole.chunks(32 * 1024).map(|block| (pack(block), block.len() as u16)).collect();
    cab_of(files, 1, &blocks)
}

/// A cabinet of these files in one folder, whose blocks are packed this way: each with its size unpacked.
pub fn cab_of(files: &[(&str, &[u8])], method: u16, blocks: &[(Vec<u8>, u16)]) -> Vec<u8> {
    let mut rows = Vec::new();
    let mut start = 0_u32;
    for (name, bytes) in files {
        rows.extend((bytes.len() as u32).to_le_bytes());
        rows.extend(start.to_le_bytes());
        rows.extend([0, 0, 0x6C, 0x5D, 0, 0, 0x20, 0]);
        rows.extend(name.bytes().chain([0]));
        start += bytes.len() as u32;
    }
    let mut data = Vec::new();
    for (packed, size) in blocks {
        let lengths = [(packed.len() as u16).to_le_bytes(), size.to_le_bytes()].concat();
        data.extend((words(packed) ^ words(&lengths)).to_le_bytes());
        data.extend(lengths);
        data.extend(packed);
    }
    let files_at = 36 + 8;
    let data_at = files_at + rows.len() as u32;
    let mut out = b"MSCF\0\0\0\0".to_vec();
    out.extend((data_at + data.len() as u32).to_le_bytes());
    out.extend([0; 4]);
    out.extend(files_at.to_le_bytes());
    out.extend([0, 0, 0, 0, 3, 1, 1, 0]);
    out.extend((files.len() as u16).to_le_bytes());
    out.extend([0; 6]);
    out.extend(data_at.to_le_bytes());
    out.extend((blocks.len() as u16).to_le_bytes());
    out.extend(method.to_le_bytes());
    [out, rows, data].concat()
}

/// An uncompressed block of LZX: a bit of no translation, three of the kind, 24 of the size; then
/// three offsets to repeat.
pub fn lzx(bytes: &[u8], is_first: bool) -> Vec<u8> {
    let size = bytes.len() as u32;
    let kind = if is_first { 3_u32 << 28 } else { 3 << 29 };
    let head = kind | size << if is_first { 4 } else { 5 };
    let mut out =
        [(head >> 16) as u16, head as u16].iter().flat_map(|word| word.to_le_bytes()).collect::<Vec<u8>>();
    out.extend([1_u32; 3].iter().flat_map(|offset| offset.to_le_bytes()));
    out.extend(bytes);
    out.extend(vec![0; bytes.len() % 2]);
    out
}

/// A gzip archive of these bytes.
pub fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut out = vec![0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3];
    out.extend(miniz_oxide::deflate::compress_to_vec(bytes, 4));
    out.extend(sum(bytes).to_le_bytes());
    out.extend((bytes.len() as u32).to_le_bytes());
    out
}

/// CRC-32, bit by bit.
pub fn sum(bytes: &[u8]) -> u32 {
    let bit = |state: u32| if state & 1 == 1 { 0xEDB8_8320 ^ (state >> 1) } else { state >> 1 };
    let mut table = [0_u32; 256];
    for (byte, row) in table.iter_mut().enumerate() {
        *row = (0..8).fold(byte as u32, |state, _| bit(state));
    }
    !bytes
        .iter()
        .fold(u32::MAX, |state, byte| table[((state ^ u32::from(*byte)) & 0xFF) as usize] ^ state >> 8)
}

/// The checksum of cabinets.
fn words(bytes: &[u8]) -> u32 {
    let (words, rest) = bytes.as_chunks::<4>();
    let sum = words.iter().fold(0, |sum, word| sum ^ u32::from_le_bytes(*word));
    sum ^ rest.iter().fold(0, |last, byte| last << 8 | u32::from(*byte))
}
