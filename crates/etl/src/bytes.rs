//! Little-endian numbers at offsets that might be out of range.

/// The `N` bytes at this offset.
pub(crate) fn array<const N: usize>(bytes: &[u8], at: usize) -> Option<&[u8; N]> {
    bytes.get(at..)?.first_chunk()
}

pub(crate) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    array(bytes, at).map(|number| u16::from_le_bytes(*number))
}

pub(crate) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    array(bytes, at).map(|number| u32::from_le_bytes(*number))
}

pub(crate) fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    array(bytes, at).map(|number| u64::from_le_bytes(*number))
}

/// The next multiple of eight: records, and items in them, are aligned to it.
pub(crate) const fn aligned(length: usize) -> usize {
    (length + 7) & !7
}
