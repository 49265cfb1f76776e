//! The results of SetupDiag, as text: which of its rules matched, and the error, phase and operation of an upgrade.
//!
//! Only the system's description has times; all entries of an upgrade get the time of its end.

use memchr::memmem;

use super::spec::FormatSpec;
use crate::dates::DateOrder;
use crate::entry::{Entry, EntryLevel};
use crate::stamp::stamp;
use crate::time::LocalTime;

pub(super) const SPEC: FormatSpec = FormatSpec {
    words: "SetupDiag",
    id: "setup-diag",
    is_sure: |text| {
        let mut lines = text.split(|byte| matches!(byte, b'\r' | b'\n'));
        lines.any(|line| SURE.iter().any(|head| line.starts_with(head.as_bytes())))
    },
    is_entry: |_| false,
    begins: |line| HEADS.iter().any(|head| line.starts_with(head.as_bytes())),
    read: |reading, text, place, emit| {
        let mut entry = Entry::plain(text, place);
        entry.time = reading.day.map(|local| LocalTime { local, bias: None });
        entry.level = match entry.message() {
            message if message.starts_with(b"Error") => EntryLevel::Error,
            message if message.starts_with(b"Warning") => EntryLevel::Warning,
            _ => EntryLevel::Info,
        };
        emit(entry);
    },
};

/// Texts that no other log contains.
const SURE: [&str; 3] = ["Matching Profile found: ", "SetupDiag version: ", "SetupDiag: processing rule"];

/// How the parts of a result begin. Phase, operation and code are lines of the error before them.
const HEADS: [&str; 9] = [
    "Matching Profile found",
    "SetupDiag",
    "System Information",
    "Error: SetupDiag",
    "Error: Found",
    "Warning: ",
    "Refer to ",
    "Recommend",
    "Failure Data",
];

/// When the upgrade ended, according to the description of the system.
pub(crate) fn ended(head: &[u8], dates: DateOrder) -> Option<i64> {
    const END: &[u8] = b"UpgradeEndTime = ";
    let at = memmem::find(head, END)? + END.len();
    stamp(&head[at..])?.time(dates).map(|time| time.local)
}
