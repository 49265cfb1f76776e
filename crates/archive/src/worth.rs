//! Which files may hold a log, told by their names before they are unpacked.

/// What a file is worth, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Worth {
    /// It may hold a log; the lower the number, the sooner it matters.
    Log(u8),
    /// It is an archive, to be opened in turn.
    Archive,
    /// It is not read, for the reason in the sentence; whether it tells of updates all the same.
    Nothing(&'static str, bool),
}

impl Worth {
    /// The place in the order of reading.
    pub(crate) fn rank(self) -> u8 {
        match self {
            Self::Log(rank) => rank,
            Self::Archive => 3,
            Self::Nothing(..) => 4,
        }
    }
}

/// How names begin of the logs that say most of updates: where not all can be read, these are.
const FIRST: [&str; 24] = [
    "wuahandler",
    "scanagent",
    "updatesdeployment",
    "updateshandler",
    "updatesstore",
    "locationservices",
    "windowsupdate",
    "policyagent",
    "policyevaluator",
    "ccmmessaging",
    "clientlocation",
    "statemessage",
    "cas.",
    "cas-",
    "contenttransfermanager",
    "datatransferservice",
    "wsyncmgr",
    "wcm.",
    "wcm-",
    "wsusctrl",
    "softwaredistribution",
    "reportingevents",
    "cbs",
    "dism",
];

/// What is never a log, by the end of the name.
const NO_LOGS: &str = " 001 7z-part admx adml appx asp aspx ax bat bin blf bmp cat cdxml cer cfg chk class cmd cmf config cpl \
    crt css dat db db-shm db-wal dcu dll dmp doc docx drv edb exe gif hdmp hiv hta htm html ico inf ini jar jfm jpeg jpg \
    jrs js json jtx kdmp lib lnk man manifest map mdf mdmp mof mp4 msc msi msix msp msu mui mum ndf nfo nls obj ocx odt \
    p7b p7s pdb pdf pem pf pfx pnf png pol ppt pptx ps1 psd1 psm1 psf regtrans-ms resx rll rtf sav scr sdb sdf svg swf \
    sys tlb ttf vbs wav wim esd wmv woff woff2 wpf wpr wprp xaml xls xlsm xlsx xrm-ms xsd xsl xslt md h c cpp cs \
    sqm sum gpd xdr uce partial ";

const NO_LOG: &str = "Its name is not that of a log.";
const EVENTS: &str = "Event logs of Windows XP (.evt) are not read: save the log as text or CSV in \
    the Event Viewer and drop that.";
const PACKED: &str = "This kind of archive is not opened: unpack it and drop what is in it.";

/// What a file is worth, by its name.
pub fn worth(name: &str) -> Worth {
    let name = name.to_ascii_lowercase();
    let end = name.rsplit_once('.').map_or("", |(_, end)| end);
    match end {
        "zip" | "cab" | "gz" => Worth::Archive,
        // What traces are read with comes before them.
        "tmf" => Worth::Log(0),
        "evtx" => Worth::Log(1),
        "evt" => Worth::Nothing(EVENTS, true),
        "7z" | "rar" | "tar" | "tgz" | "xz" | "bz2" | "zst" => Worth::Nothing(PACKED, true),
        // Only the results of SetupDiag are read of this kind.
        "xml" if !name.starts_with("setupdiag") => Worth::Nothing(NO_LOG, false),
        _ if !end.is_empty() && NO_LOGS.split(' ').any(|no| no == end) => Worth::Nothing(NO_LOG, false),
        _ if name.is_empty() || name == "thumbs.db" || name == ".ds_store" => Worth::Nothing(NO_LOG, false),
        _ if FIRST.iter().any(|first| name.starts_with(first)) => Worth::Log(0),
        "log" | "lo_" | "reg" => Worth::Log(1),
        _ => Worth::Log(2),
    }
}

#[cfg(test)]
mod tests {
    use super::{Worth, worth};

    #[test]
    fn what_may_hold_a_log_is_read() {
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
            assert_eq!(worth(name), Worth::Log(rank), "{name}");
        }
    }

    #[test]
    fn what_cannot_be_a_log_is_not_unpacked() {
        for name in
            ["setup.exe", "picture.PNG", "report.html", "MDMDiagReport.xml", "data.json", "MEMORY.DMP"]
        {
            assert!(matches!(worth(name), Worth::Nothing(_, false)), "{name}");
        }
        for name in ["System.evt", "logs.7z"] {
            assert!(matches!(worth(name), Worth::Nothing(_, true)), "{name}");
        }
        for name in ["inner.zip", "CbsPersist_20261112101112.cab", "WUAHandler.log.gz"] {
            assert_eq!(worth(name), Worth::Archive, "{name}");
        }
    }
}
