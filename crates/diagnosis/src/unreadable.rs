//! What to do with a file that is no log: one sentence.

/// Says what a file that is not text is, and what to drop instead.
pub(crate) fn advice(name: &str, head: &[u8]) -> String {
    let name = name.to_ascii_lowercase();
    let sentence = match head {
        [b'P', b'K', 3 | 5, 4 | 6, ..] => {
            "This is a zip archive, which is not opened here: unpack it and drop the folder."
        }
        [b'M', b'S', b'C', b'F', ..] => {
            "This is a cabinet, which is not opened here: unpack it with expand.exe and drop the files."
        }
        [0x1F, 0x8B, ..] => {
            "This is a gzip archive, which is not opened here: unpack it and drop the file inside."
        }
        [b'E', b'l', b'f', b'F', ..] => {
            "This is a Windows event log, which is not read yet: save it as text or CSV in the Event Viewer, and drop \
             that file."
        }
        _ if name.ends_with(".etl") => {
            "This is a Windows trace, which is not read yet: run Get-WindowsUpdateLog on that machine and drop the \
             WindowsUpdate.log it writes."
        }
        _ => r"This is not text: drop the .log files of the client, from C:\Windows\CCM\Logs.",
    };
    sentence.to_owned()
}
