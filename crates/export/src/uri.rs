//! Names of files and folders as a relative URI: no name in it is a scheme, a host, a query or a way out of the folder.

/// The URI of a file, relative to an unknown folder.
pub(crate) fn file_uri(folder: &str, name: &str) -> String {
    let segments = folder.split(['/', '\\']).chain(name.split(['/', '\\']));
    let segments = segments.filter(|segment| !matches!(*segment, "" | "." | ".."));
    let uri = segments.map(encode).collect::<Vec<_>>().join("/");
    if uri.is_empty() { "unnamed".to_owned() } else { uri }
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
}
