//! What to do with a file that is not a log, in one sentence.

use logfile::{Binary, Document, Source};

/// Describes a file that is not text, and what to drop instead.
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
        // The page and the terminal convert these two to text before they get here.
        _ if logfile::binary(head) == Some(Binary::EventLog) => {
            "This is a Windows event log, which only Wuscope's page and terminal can read: save it as text or CSV in the \
            Event Viewer, and use that file."
        }
        _ if logfile::binary(head) == Some(Binary::Trace) => {
            "This is a Windows trace, which only Wuscope's page and terminal can read: run Get-WindowsUpdateLog on that \
            machine, and use the WindowsUpdate.log that it creates."
        }
        _ if name.ends_with(".etl") => {
            "This file does not start with a Windows trace header: copy the file again, as an administrator, when it is no \
            longer open."
        }
        _ if name.ends_with(".evtx") => {
            "This file does not start with a Windows event log header: save the log again in the Event Viewer."
        }
        _ => r"This is not text: drop the .log files of the client, from C:\Windows\CCM\Logs.",
    };
    sentence.to_owned()
}

/// Describes a document of another program, and how to get the text in it.
pub(crate) fn advice_about(document: Document) -> String {
    format!("This is {}: copy its text and paste it here.", document.words())
}

/// Why nothing in a trace or an event log can be read, and what to do; `None` if something can be read.
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
    is_damaged.then(|| "This file is damaged, and none of its events can be read: copy it again.".to_owned())
}
