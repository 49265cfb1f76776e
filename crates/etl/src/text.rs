//! Strings of Windows as UTF-8.

/// Writes UTF-16, little-endian; halves of characters become U+FFFD.
pub(crate) fn push_utf16(out: &mut String, bytes: &[u8]) {
    let (units, _) = bytes.as_chunks::<2>();
    let mut rest = units;
    while !rest.is_empty() {
        rest = push_ascii(out, rest);
        // One character at a time where it is none of ASCII, and eight at a time again after it.
        let mut characters = char::decode_utf16(rest.iter().take(2).map(|&unit| u16::from_le_bytes(unit)));
        match characters.next() {
            Some(Ok(character)) => {
                out.push(character);
                rest = &rest[character.len_utf16()..];
            }
            Some(Err(_)) => {
                out.push(char::REPLACEMENT_CHARACTER);
                rest = &rest[1..];
            }
            None => {}
        }
    }
}

/// Writes what of UTF-16 is ASCII, up to what is not; returns the rest.
fn push_ascii<'b>(out: &mut String, units: &'b [[u8; 2]]) -> &'b [[u8; 2]] {
    /// What no character of ASCII has, in four units.
    const OTHERS: u64 = 0xFF80_FF80_FF80_FF80;
    let mut done = 0;
    let (eights, _) = units.as_chunks::<8>();
    for eight in eights {
        let (fours, _) = eight.as_flattened().as_chunks::<8>();
        if fours.iter().any(|four| u64::from_le_bytes(*four) & OTHERS != 0) {
            break;
        }
        let text = eight.map(|unit| unit[0]);
        // Eight bytes of ASCII are text.
        out.push_str(str::from_utf8(&text).unwrap_or_default());
        done += 8;
    }
    for &[low, high] in &units[done..] {
        if low > 0x7F || high != 0 {
            break;
        }
        out.push(char::from(low));
        done += 1;
    }
    &units[done..]
}

/// Writes UTF-8; what is not UTF-8 is taken for the code page of Western Europe, where each byte is a character.
pub(crate) fn push_utf8(out: &mut String, bytes: &[u8]) {
    match std::str::from_utf8(bytes) {
        Ok(text) => out.push_str(text),
        Err(_) => out.extend(bytes.iter().map(|&byte| char::from(byte))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_utf16(units: &[u16]) {
        let bytes: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let mut out = String::new();
        push_utf16(&mut out, &bytes);
        assert_eq!(out, String::from_utf16_lossy(units));
    }

    #[test]
    fn utf16_is_read_as_the_standard_library_does() {
        let texts =
            ["", "a", "größer als acht Zeichen", "更新プログラムを検索しています", "🦀 and 🦀🦀 12345678 🦀"];
        for text in texts {
            let units: Vec<u16> = text.encode_utf16().collect();
            check_utf16(&units);
            // Cut anywhere, so that half characters are at either end.
            for at in 0..units.len() {
                check_utf16(&units[..at]);
                check_utf16(&units[at..]);
            }
        }
        check_utf16(&[0x61, 0xDC00, 0x62, 0xD800, 0xD800, 0xDC00, 0x63]);
    }

    #[test]
    fn other_bytes_than_utf8_are_latin_1() {
        let mut out = String::new();
        push_utf8(&mut out, "größe ".as_bytes());
        push_utf8(&mut out, b"gr\xF6\xDFe");
        assert_eq!(out, "größe größe");
    }
}
