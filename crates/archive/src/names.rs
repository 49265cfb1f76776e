//! Names of archive members, sanitized for display; they are used for nothing else.

/// The longest name or folder that is kept, in characters: zip allows 64 kB, Windows 32 kB.
const LONGEST: usize = 300;

/// The upper half of code page 437, which zip uses for names that are not marked as UTF-8.
const CP437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";

/// The characters of a name: UTF-8 if it is valid, since most names are even without the mark; otherwise code page 437.
pub(crate) fn decode(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(name) => name.to_owned(),
        Err(_) => {
            let upper: Vec<char> = CP437.chars().collect();
            let one = |&byte: &u8| match byte {
                0..0x80 => char::from(byte),
                _ => upper.get(usize::from(byte - 0x80)).copied().unwrap_or('\u{FFFD}'),
            };
            bytes.iter().map(one).collect()
        }
    }
}

/// A path split into the folder, with `/` and without `.`, `..` and roots, and the name.
///
/// Both are only displayed. They are cleaned up so that other uses are safe too, and so that two spellings of the
/// same folder are equal.
pub(crate) fn take_apart(path: &str) -> (String, String) {
    let mut parts: Vec<String> = Vec::new();
    for part in path.split(['/', '\\']) {
        let is_drive = part.len() == 2 && part.ends_with(':');
        if part.is_empty() || part == "." || part == ".." || is_drive {
            continue;
        }
        parts.push(tidy(part));
    }
    let name = parts.pop().unwrap_or_default();
    let folder = parts.join("/");
    (cut(&folder).to_owned(), name)
}

/// A name without invisible characters: direction marks make one name look like another.
fn tidy(part: &str) -> String {
    let hides = |c: char| {
        c.is_control()
            || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    cut(part).chars().map(|c| if hides(c) { '\u{FFFD}' } else { c }).collect()
}

fn cut(text: &str) -> &str {
    text.char_indices().nth(LONGEST).map_or(text, |(end, _)| &text[..end])
}

/// Joins two folders; a subfolder named like its parent is merged with it: `logs.zip` often contains `logs/`.
pub(crate) fn below(path: &str, folder: &str) -> String {
    let last = path.rsplit('/').next().unwrap_or_default();
    let (first, rest) = folder.split_once('/').unwrap_or((folder, ""));
    let folder = if !last.is_empty() && last.eq_ignore_ascii_case(first) { rest } else { folder };
    match (path, folder) {
        ("", folder) => folder.to_owned(),
        (path, "") => path.to_owned(),
        (path, folder) => format!("{path}/{folder}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{below, decode, take_apart};

    #[test]
    fn names_are_utf_8_or_code_page_437() {
        assert_eq!(decode(b"WUAHandler.log"), "WUAHandler.log");
        assert_eq!(decode("Übersicht.log".as_bytes()), "Übersicht.log");
        assert_eq!(decode(b"\x9Abersicht \xE1.log"), "Übersicht ß.log");
        assert_eq!(super::CP437.chars().count(), 128);
    }

    #[test]
    fn a_path_cannot_leave_its_folder() {
        for (path, folder, name) in [
            ("a.log", "", "a.log"),
            ("Logs/a.log", "Logs", "a.log"),
            (r"C:\Windows\CCM\Logs\a.log", "Windows/CCM/Logs", "a.log"),
            ("../../etc/passwd", "etc", "passwd"),
            ("/a//./b/../c.log", "a/b", "c.log"),
            (r"\\server\share\a.log", "server/share", "a.log"),
            ("a\u{202E}gol.exe", "", "a\u{FFFD}gol.exe"),
            ("a\nb\0.log", "", "a\u{FFFD}b\u{FFFD}.log"),
            ("..", "", ""),
            ("", "", ""),
        ] {
            assert_eq!(take_apart(path), (folder.to_owned(), name.to_owned()), "{path}");
        }
        let (folder, name) = take_apart(&format!("{0}/{0}", "ü".repeat(60_000)));
        assert_eq!((folder.chars().count(), name.chars().count()), (300, 300));
    }

    #[test]
    fn a_repeated_folder_name_is_merged() {
        assert_eq!(below("", "PC1"), "PC1");
        assert_eq!(below("PC1", "CCM/Logs"), "PC1/CCM/Logs");
        assert_eq!(below("drop/PC1", "pc1/CCM"), "drop/PC1/CCM");
        assert_eq!(below("PC1", "PC1"), "PC1");
        assert_eq!(below("PC1", ""), "PC1");
        assert_eq!(below("", ""), "");
    }
}
