//! Why the bytes of a file cannot be read.

use report::MEMBERS;

use crate::host::WorkerHost;

/// The message for a file that can no longer be read.
pub(crate) const CHANGED: &str = "This file has changed since you dropped it: drop it again.";

const NOT_KEPT: &str = "The file of this line is in an archive and is too large to be stored: unpack the archive \
                        and drop the file itself to see it.";
const TOO_LONG: &str = "The texts of all traces and event logs are too large to be stored together: drop this one \
                        alone to see its lines.";
pub(crate) const NOT_READ: &str = "This line was not read: drop its file again to see it.";

/// Why the bytes of a file cannot be read any more.
pub(crate) fn missing(host: &WorkerHost, file: u32, is_known: bool) -> &'static str {
    let made = host.copies.is_made(file);
    match file >= MEMBERS {
        _ if !is_known => NOT_READ,
        _ if made => TOO_LONG,
        true => NOT_KEPT,
        false => NOT_READ,
    }
}
