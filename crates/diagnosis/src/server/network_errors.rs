//! What WinHTTP's own errors mean for the answer of a server.

/// The upper half of the HRESULT of an error of Windows.
const FROM_WIN32: u32 = 0x8007;

/// Whether the client waited for an answer until it timed out.
pub(crate) fn is_timeout(code: u32) -> bool {
    win32(code) == Some(12_002)
}

/// Whether there was no connection, or it was cut off.
pub(crate) fn is_broken_connection(code: u32) -> bool {
    matches!(win32(code), Some(12_029..=12_031 | 12_152))
}

fn win32(code: u32) -> Option<u32> {
    (code >> 16 == FROM_WIN32).then_some(code & 0xFFFF)
}
