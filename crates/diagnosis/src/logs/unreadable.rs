//! What to do with a file that is no log: one sentence.

use logfile::{Binary, Source};

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

/// Why nothing of a trace or an event log can be read, in a sentence that says what to do; none where something can.
pub(crate) fn source_problem(source: &Source) -> Option<String> {
    if source.events > 0 {
        return None;
    }
    if source.symbols > 0 {
        let build =
            if source.build > 0 { format!(" of Windows build {}", source.build) } else { String::new() };
        return Some(format!(
            "The texts of this trace{build} are in Microsoft's symbols and not in the file: run Get-WindowsUpdateLog on \
             the machine it comes from, and drop the WindowsUpdate.log it writes."
        ));
    }
    let is_damaged = source.damaged > 0 || source.cut > 0;
    is_damaged.then(|| "It is damaged, and none of its events can be read: copy it again.".to_owned())
}
