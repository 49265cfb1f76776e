//! Names of files and folders as a relative URI: no name in it is a scheme, a host, a query or a way out of the folder.

/// The URI of a file, relative to an unknown folder.
pub(crate) fn file_uri(folder: &str, name: &str) -> String {
    let segments = folder.split(['/', '\\']).chain(name.split(['/', '\\']));
    let segments = segments.filter(|segment| !matches!(*segment, "" | "." | ".."));
    let uri = segments.map(encode).collect::<Vec<_>>().join("/");
    if uri.is_empty() { "unnamed".to_owned() } else { uri }
}

/// The name of a file in a URI that [`file_uri`] made.
pub(crate) fn file_name(uri: &str) -> String {
    let name = uri.rsplit('/').next().unwrap_or_default();
    let mut pieces = name.split('%');
    let mut bytes = pieces.next().unwrap_or_default().as_bytes().to_vec();
    for piece in pieces {
        let digits = piece.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.extend(digits.unwrap_or(b'%').to_ne_bytes());
        bytes.extend_from_slice(piece.get(2..).filter(|_| digits.is_some()).unwrap_or(piece).as_bytes());
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// One segment, with everything percent-encoded that is not a letter, a digit or one of `-._~`.
fn encode(segment: &str) -> String {
    let mut encoded = String::with_capacity(segment.len());
    for byte in segment.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            for digit in [byte >> 4, byte & 0xf] {
                encoded.push(char::from_digit(digit.into(), 16).unwrap_or('0').to_ascii_uppercase());
            }
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_percent_encoded() {
        for (folder, name, uri) in [
            ("", "WUAHandler.log", "WUAHandler.log"),
            ("CCM/Logs", "a b.log", "CCM/Logs/a%20b.log"),
            ("C:\\Windows", "x.log", "C%3A/Windows/x.log"),
            ("..\\../.", "x.log", "x.log"),
            ("", "javascript:alert(1)", "javascript%3Aalert%281%29"),
            ("//example.com", "a?b#c%", "example.com/a%3Fb%23c%25"),
            ("", "größe", "gr%C3%B6%C3%9Fe"),
            ("", "", "unnamed"),
        ] {
            assert_eq!(file_uri(folder, name), uri);
        }
    }

    #[test]
    fn the_name_of_a_file_is_decoded() {
        for name in ["WUAHandler.log", "a b.log", "größe%20.log", "HOST-01.log"] {
            assert_eq!(file_name(&file_uri("CCM/Logs", name)), name);
        }
        for (uri, name) in [("", ""), ("a/%", "%"), ("%4", "%4"), ("%zz%41", "%zzA"), ("%é", "%é")] {
            assert_eq!(file_name(uri), name);
        }
    }
}
