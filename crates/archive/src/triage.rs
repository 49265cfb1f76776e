//! Which files may hold a log, by their names, before they are unpacked.

use std::fmt::{self, Display, Formatter};

/// Whether a log of this name reports most about updates: if not all logs can be read, these are read.
pub type IsKeyLog = fn(&str) -> bool;

/// Whether a file is read, judging by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Triage {
    /// It may hold a log; the lower the number, the sooner it is read.
    Log(u8),
    /// It is an archive, which is opened too.
    Archive,
    /// It is read if it is a report that Wuscope saved, and nothing else.
    Report,
    /// It is not read, for this reason.
    Skip(SkipReason),
}

/// Why a file is not read, judging by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SkipReason {
    /// It is not the name of a log.
    NoLog,
    /// It is an event log of Windows XP.
    OldEventLog,
    /// It is an archive of a kind that is not opened.
    OtherArchive,
}

impl SkipReason {
    /// Whether it may still be or contain a log: then its folder is incomplete.
    pub fn may_hide_log(self) -> bool {
        self != Self::NoLog
    }
}

/// One sentence, with advice if something can be done.
impl Display for SkipReason {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::NoLog => "Its name is not a log name.",
            Self::OldEventLog => {
                "Event logs of Windows XP (.evt) are not read: save the log as text or CSV in the Event Viewer and \
                 drop that."
            }
            Self::OtherArchive => "This kind of archive is not opened: unpack it and drop its contents.",
        })
    }
}

impl Triage {
    /// The rank in the reading order.
    pub(crate) fn rank(self) -> u8 {
        match self {
            Self::Log(rank) => rank,
            Self::Archive => 3,
            Self::Report => 4,
            Self::Skip(_) => 5,
        }
    }
}

/// Extensions that are never logs.
const NO_LOGS: &str = " 001 7z-part admx adml appx asp aspx ax bat bin blf bmp cat cdxml cer cfg chk class cmd cmf config cpl \
    crt css dat db db-shm db-wal dcu dll dmp doc docx drv edb exe gif hdmp hiv hta htm html ico inf ini jar jfm jpeg jpg \
    jrs js jtx kdmp lib lnk man manifest map mdf mdmp mof mp4 msc msi msix msp msu mui mum ndf nfo nls obj ocx odt \
    p7b p7s pdb pdf pem pf pfx pnf png pol ppt pptx ps1 psd1 psm1 psf regtrans-ms resx rll rtf sav scr sdb sdf svg swf \
    sys tlb ttf vbs wav wim esd wmv woff woff2 wpf wpr wprp xaml xls xlsm xlsx xrm-ms xsd xsl xslt md h c cpp cs \
    sqm sum gpd xdr uce partial ";

/// Whether a file is read, judging by its name.
pub fn triage(name: &str, is_key_log: IsKeyLog) -> Triage {
    let is_key_log = is_key_log(name);
    let name = name.to_ascii_lowercase();
    let end = name.rsplit_once('.').map_or("", |(_, end)| end);
    match end {
        "zip" | "cab" | "gz" => Triage::Archive,
        // Formats are read before the traces that need them.
        "tmf" => Triage::Log(0),
        "evtx" => Triage::Log(1),
        "json" | "ndjson" | "sarif" => Triage::Report,
        "evt" => Triage::Skip(SkipReason::OldEventLog),
        "7z" | "rar" | "tar" | "tgz" | "xz" | "bz2" | "zst" => Triage::Skip(SkipReason::OtherArchive),
        // SetupDiag results are the only files of this type that are read.
        "xml" if !name.starts_with("setupdiag") => Triage::Skip(SkipReason::NoLog),
        _ if !end.is_empty() && NO_LOGS.split(' ').any(|no| no == end) => Triage::Skip(SkipReason::NoLog),
        _ if name.is_empty() || name == "thumbs.db" || name == ".ds_store" => Triage::Skip(SkipReason::NoLog),
        _ if is_key_log => Triage::Log(0),
        "log" | "lo_" | "reg" => Triage::Log(1),
        _ => Triage::Log(2),
    }
}

#[cfg(test)]
mod tests {
    use super::{SkipReason, Triage};

    fn triage(name: &str) -> Triage {
        super::triage(name, |name| {
            ["WUAHandler", "ScanAgent", "WindowsUpdate", "CBS", "Cbs"].iter().any(|key| name.starts_with(key))
        })
    }

    #[test]
    fn possible_logs_are_read() {
        for (name, rank) in [
            ("WUAHandler.log", 0),
            ("WUAHandler-20261112-101112.log", 0),
            ("WindowsUpdate.log", 0),
            ("CBS.log", 0),
            ("CbsPersist_20261112101112.log", 0),
            ("u_ex261112.log", 1),
            ("policy.reg", 1),
            ("ScanAgent.lo_", 0),
            ("mailed.txt", 2),
            ("events.csv", 2),
            ("no extension", 2),
            ("setupact.log.old", 2),
            ("SetupDiagResults.xml", 2),
            ("WindowsUpdate.20261112.101112.1.etl", 0),
            ("System.evtx", 1),
            ("0f1a2b3c-0000-1111-2222-333344445555.tmf", 0),
            ("other.etl", 2),
        ] {
            assert_eq!(triage(name), Triage::Log(rank), "{name}");
        }
    }

    #[test]
    fn files_that_cannot_be_logs_are_not_unpacked() {
        for name in ["setup.exe", "picture.PNG", "report.html", "MDMDiagReport.xml", "MEMORY.DMP"] {
            assert_eq!(triage(name), Triage::Skip(SkipReason::NoLog), "{name}");
        }
        for name in ["wuscope-report.json", "wuscope-report.ndjson", "Report.SARIF"] {
            assert_eq!(triage(name), Triage::Report, "{name}");
        }
        assert_eq!(triage("System.evt"), Triage::Skip(SkipReason::OldEventLog));
        assert_eq!(triage("logs.7z"), Triage::Skip(SkipReason::OtherArchive));
        assert!(SkipReason::OtherArchive.may_hide_log() && !SkipReason::NoLog.may_hide_log());
        for name in ["inner.zip", "CbsPersist_20261112101112.cab", "WUAHandler.log.gz"] {
            assert_eq!(triage(name), Triage::Archive, "{name}");
        }
    }
}
