//! Bundles: several byte strings in one file, each after its length.

/// The file of several entries: before each its length, in four bytes, the low one first.
pub fn bundle<T: AsRef<[u8]>>(entries: impl IntoIterator<Item = T>) -> Vec<u8> {
    let mut file = Vec::new();
    for entry in entries {
        let entry = entry.as_ref();
        file.extend((entry.len() as u32).to_le_bytes());
        file.extend(entry);
    }
    file
}

/// The entries of a bundle. A file that was cut ends with its last complete entry.
pub fn bundle_entries(file: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = file;
    std::iter::from_fn(move || {
        let (length, after) = rest.split_first_chunk()?;
        let (entry, after) = after.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        rest = after;
        Some(entry)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(file: &[u8]) -> Vec<&[u8]> {
        bundle_entries(file).collect()
    }

    #[test]
    fn entries_come_back_in_order() {
        let long = vec![7; 70_000];
        for entries in [vec![], vec![&b""[..]], vec![b"a", b"", b"bc"], vec![&long, b"d"]] {
            assert_eq!(read(&bundle(&entries)), entries);
        }
    }

    #[test]
    fn a_cut_file_ends_with_its_last_complete_entry() {
        let file = bundle(["first", "second"]);
        for length in 0..file.len() {
            let entries = read(&file[..length]);
            assert_eq!(entries, [&b"first"[..]][..usize::from(length >= 9)], "{length}");
        }
    }

    #[test]
    fn a_length_beyond_the_end_is_no_entry() {
        assert!(read(&[255, 255, 255, 255, 1]).is_empty());
        assert!(read(&[1, 0, 0]).is_empty());
    }
}
