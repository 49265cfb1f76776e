//! What to do with a file that is no log: one sentence.

use logfile::Binary;

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
        // Page and terminal make texts of these two before they are looked at here.
        _ if logfile::binary(head) == Some(Binary::EventLog) => {
            "This is a Windows event log, which only Wuscope's page and terminal read: save it as text or CSV in the \
             Event Viewer, and give that file."
        }
        _ if logfile::binary(head) == Some(Binary::Trace) => {
            "This is a Windows trace, which only Wuscope's page and terminal read: run Get-WindowsUpdateLog on that \
             machine and give the WindowsUpdate.log it writes."
        }
        _ if name.ends_with(".etl") => {
            "This does not begin as a Windows trace does: copy the file anew, as an administrator, when it is no longer \
             open."
        }
        _ if name.ends_with(".evtx") => {
            "This does not begin as a Windows event log does: save the log anew in the Event Viewer."
        }
        _ => r"This is not text: drop the .log files of the client, from C:\Windows\CCM\Logs.",
    };
    sentence.to_owned()
}
