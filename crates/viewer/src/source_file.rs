//! The column Source of CMTrace: the file of the program and the line in it.

use logfile::Entry;
use memchr::memmem;

/// The source of an entry in the format of CMTrace: `cwuahandler.cpp:2632`.
pub(crate) fn source_file<'t>(entry: &Entry<'t>) -> Option<&'t [u8]> {
    // Other formats have nothing after the message, or no time.
    let attributes = entry.text.bytes.get(entry.message.end..entry.place.end)?;
    if entry.written[1].start < entry.message.end {
        return None;
    }
    let start = memmem::find(attributes, b" file=\"")? + b" file=\"".len();
    let length = memchr::memchr(b'"', &attributes[start..])?;
    Some(&attributes[start..start + length])
}
