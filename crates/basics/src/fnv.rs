//! FNV-1a, the hash for tables of our own: short, and the same on every machine. It does not resist an attacker.

/// The 32-bit FNV-1a hash of bytes.
#[inline]
pub fn fnv32(bytes: impl IntoIterator<Item = u8>) -> u32 {
    bytes.into_iter().fold(0x811C_9DC5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// The 64-bit FNV-1a hash of bytes.
#[inline]
pub fn fnv64(bytes: impl IntoIterator<Item = u8>) -> u64 {
    let add = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
    bytes.into_iter().fold(0xCBF2_9CE4_8422_2325, add)
}

#[cfg(test)]
mod tests {
    use super::*;

    // The test vectors of the algorithm's authors: draft-eastlake-fnv, appendix C.
    #[test]
    fn hashes_are_those_of_the_published_vectors() {
        assert_eq!((fnv32(*b""), fnv64(*b"")), (0x811c_9dc5, 0xcbf2_9ce4_8422_2325));
        assert_eq!((fnv32(*b"a"), fnv64(*b"a")), (0xe40c_292c, 0xaf63_dc4c_8601_ec8c));
        assert_eq!((fnv32(*b"foobar"), fnv64(*b"foobar")), (0xbf9c_f968, 0x8594_4171_f739_67e8));
    }
}
