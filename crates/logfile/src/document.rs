//! Documents of other programs: a log that was copied into one has to be copied out of it.

/// A document that holds text in a form of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Document {
    /// Of Microsoft Word.
    Word,
    /// Of Microsoft Excel.
    Excel,
    /// Of Microsoft PowerPoint.
    PowerPoint,
    /// A section of Microsoft OneNote.
    OneNote,
    /// A message of Microsoft Outlook.
    Message,
    /// Of LibreOffice and others.
    OpenDocument,
    /// A PDF file.
    Pdf,
}

impl Document {
    /// What it is, in a sentence.
    pub fn words(self) -> &'static str {
        match self {
            Self::Word => "a Word file",
            Self::Excel => "an Excel file",
            Self::PowerPoint => "a PowerPoint file",
            Self::OneNote => "a OneNote file",
            Self::Message => "an Outlook message",
            Self::OpenDocument => "an OpenDocument file",
            Self::Pdf => "a PDF file",
        }
    }
}

/// The identifier at the start of a OneNote section.
const ONE_NOTE: [u8; 16] =
    [0xE4, 0x52, 0x5C, 0x7B, 0x8C, 0xD8, 0xA7, 0x4D, 0xAE, 0xB1, 0x53, 0x78, 0xD0, 0x29, 0x96, 0xD3];

/// The start of a compound file: a document of Office up to 2003, a message, or an installer package.
const COMPOUND: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// What kind of document a file is, from its first and last bytes (see [`EDGE`](crate::EDGE)); none if it is none. Its
/// name decides only which program a compound file belongs to, if its bytes leave that open.
pub fn document(name: &str, head: &[u8], tail: &[u8]) -> Option<Document> {
    let has = |part: &[u8]| contains(head, part) || contains(tail, part);
    match head {
        [b'P', b'K', 3, 4, ..] => package(head, has),
        [b'%', b'P', b'D', b'F', b'-', ..] => Some(Document::Pdf),
        _ if head.starts_with(&ONE_NOTE) => Some(Document::OneNote),
        _ if head.starts_with(&COMPOUND) => compound(name, has),
        _ => None,
    }
}

/// A document that is a zip: the name of its first member shows it, so that a zip of logs with a document in it is none.
fn package(head: &[u8], has: impl Fn(&[u8]) -> bool) -> Option<Document> {
    let [low, high] = *head.get(26..28)? else { return None };
    let first = head.get(30..30 + usize::from(u16::from_le_bytes([low, high])))?;
    if first == b"mimetype" {
        return has(b"application/vnd.oasis.opendocument").then_some(Document::OpenDocument);
    }
    let folders: [&[u8]; 6] = [b"_rels/", b"docProps/", b"customXml/", b"word/", b"xl/", b"ppt/"];
    if first != b"[Content_Types].xml" && !folders.iter().any(|folder| first.starts_with(folder)) {
        return None;
    }
    let parts: [(&[u8], Document); 3] = [
        (b"word/document", Document::Word),
        (b"xl/workbook", Document::Excel),
        (b"ppt/presentation", Document::PowerPoint),
    ];
    parts.into_iter().find(|(part, _)| has(part)).map(|(_, document)| document)
}

/// A document in a compound file, by the name of the stream that only it has, else by the extension of its file.
fn compound(name: &str, has: impl Fn(&[u8]) -> bool) -> Option<Document> {
    let streams = [
        ("WordDocument", "doc", Document::Word),
        ("Workbook", "xls", Document::Excel),
        ("PowerPoint Document", "ppt", Document::PowerPoint),
        ("__nameid_version1.0", "msg", Document::Message),
    ];
    let has_stream = |name: &str| has(&name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
    let end = name.rsplit_once('.').map_or("", |(_, end)| end);
    // A document with a password is encrypted in a compound file, and keeps its new extension.
    let is_named = |own: &str| end.get(..own.len()).is_some_and(|end| end.eq_ignore_ascii_case(own));
    let by_stream = streams.iter().find(|(stream, ..)| has_stream(stream));
    by_stream.or_else(|| streams.iter().find(|(_, end, _)| is_named(end))).map(|(_, _, document)| *document)
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The start of a zip whose first member has this name, and then these bytes.
    fn zip(first: &str, rest: &str) -> Vec<u8> {
        let mut bytes = b"PK\x03\x04".to_vec();
        bytes.extend([0; 22]);
        bytes.extend((first.len() as u16).to_le_bytes());
        bytes.extend([0; 2]);
        bytes.extend(first.bytes().chain(rest.bytes()));
        bytes
    }

    fn ole(stream: &str) -> Vec<u8> {
        let mut bytes = COMPOUND.to_vec();
        bytes.extend([0; 504]);
        bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    }

    #[track_caller]
    fn is(name: &str, head: &[u8], expected: Option<Document>) {
        assert_eq!(document(name, head, &[]), expected, "{name}");
        assert_eq!(document(name, head, head), expected, "{name}");
        // Truncated anywhere, it is read without a panic.
        for end in 0..head.len().min(80) {
            _ = document(name, &head[..end], &[]);
        }
    }

    #[test]
    fn documents_are_recognized_by_their_bytes() {
        let types = "[Content_Types].xml";
        is("notes", &zip(types, "… word/document.xml …"), Some(Document::Word));
        is("notes", &zip("_rels/.rels", "word/document2.xml"), Some(Document::Word));
        is("notes", &zip("word/numbering.xml", "word/document.xml"), Some(Document::Word));
        is("notes", &zip(types, "xl/workbook.xml"), Some(Document::Excel));
        is("notes", &zip("xl/worksheets/sheet1.xml", "xl/workbook.bin"), Some(Document::Excel));
        is("notes", &zip(types, "ppt/presentation.xml"), Some(Document::PowerPoint));
        let open = "application/vnd.oasis.opendocument.text";
        is("notes", &zip("mimetype", open), Some(Document::OpenDocument));
        is("notes", b"%PDF-1.7\n", Some(Document::Pdf));
        is("notes", &ONE_NOTE, Some(Document::OneNote));
        is("notes", &ole("WordDocument"), Some(Document::Word));
        is("notes", &ole("Workbook"), Some(Document::Excel));
        is("notes", &ole("PowerPoint Document"), Some(Document::PowerPoint));
        is("notes", &ole("__nameid_version1.0"), Some(Document::Message));
    }

    #[test]
    fn the_list_of_members_can_be_at_the_end() {
        let head = zip("[Content_Types].xml", "");
        assert_eq!(document("notes", &head, b"word/document.xml"), Some(Document::Word));
    }

    #[test]
    fn a_compound_file_whose_streams_are_elsewhere_is_recognized_by_its_name() {
        for (name, expected) in [
            ("a.doc", Some(Document::Word)),
            ("a.DOCX", Some(Document::Word)),
            ("a.xls", Some(Document::Excel)),
            ("a.pptx", Some(Document::PowerPoint)),
            ("a.msg", Some(Document::Message)),
            ("a.msi", None),
            ("doc", None),
        ] {
            is(name, &COMPOUND, expected);
        }
    }

    #[test]
    fn zips_of_logs_and_texts_are_no_documents() {
        is("logs.zip", &zip("Logs/WUAHandler.log", ""), None);
        is("logs.zip", &zip("Logs/notes.docx", "[Content_Types].xml word/document.xml"), None);
        is("app.appx", &zip("[Content_Types].xml", "AppxManifest.xml"), None);
        is("book.epub", &zip("mimetype", "application/epub+zip"), None);
        is("a.docx", b"Scan failed with error = 0x80244022.", None);
        is("a.pdf", b"%PDF", None);
        is("", b"", None);
    }
}
