//! Bundles that support tools make, recognized by their own name or the names of their files.
//!
//! Sources: the DiagnosticLog provider numbers what it collects, `(12) RegistryKey …`; Support Center calls its file
//! `Support_` and 32 hexadecimal digits by default; the troubleshooting script toolset begins with `tss_` and the time;
//! the older support diagnostics write files such as `NAME__WUA_Summary.txt`, which Microsoft's page on their data
//! lists.

/// The layout of an archive or a folder: those names in it that show which tool made it.
#[derive(Clone, Debug, Default)]
pub struct BundleLayout {
    /// Names such as `(12) RegistryKey …`.
    numbered: u32,
    /// Names such as `PC1__WUA_Summary.txt`.
    diagnostics: u32,
    is_tss: bool,
    is_collect_all: bool,
}

impl BundleLayout {
    /// Adds a file, given by its path in the bundle.
    pub fn add(&mut self, folder: &str, name: &str) {
        let parts = folder.split('/').chain([name]).map(str::to_ascii_lowercase);
        for part in parts {
            self.numbered += u32::from(is_numbered(&part));
            self.is_tss |= is_tss(&part);
            self.is_collect_all |= part.starts_with("collectalllogs");
            let known =
                ["_wua_summary.txt", "_wua_filelist.txt", "_wua_fileversions.txt", "_windowsupdate.log"];
            let is_known = known.iter().any(|known| part.ends_with(known)) || part == "configmgrlogs.zip";
            self.diagnostics += u32::from(is_known || part == "resultreport.xml");
        }
    }

    /// A display name for the bundle; `archive` is the name of the archive or the folder.
    pub fn name(&self, archive: &str) -> Option<&'static str> {
        let archive = archive.to_ascii_lowercase();
        let id = archive.strip_prefix("support_").map(|rest| rest.split('.').next().unwrap_or_default());
        let is_support =
            id.is_some_and(|id| id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit()));
        Some(if self.numbered >= 2 {
            "Intune device diagnostics"
        } else if is_support {
            "Support Center bundle"
        } else if archive.contains("_pssdp_") || self.diagnostics >= 2 {
            "SDP report"
        } else if is_tss(&archive) || self.is_tss {
            "TSS data"
        } else if archive.starts_with("collectalllogs") || self.is_collect_all {
            "CollectAllLogs bundle"
        } else {
            return None;
        })
    }
}

/// `(12) RegistryKey …`.
fn is_numbered(part: &str) -> bool {
    let what = ["registrykey ", "command ", "events ", "foldersfiles ", "no results "];
    let rest = part.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    rest.is_some_and(|(number, rest)| {
        let rest = rest.trim_start();
        number.bytes().all(|byte| byte.is_ascii_digit()) && what.iter().any(|what| rest.starts_with(what))
    })
}

/// `tss_240202-191840_…`.
fn is_tss(part: &str) -> bool {
    let time = part.strip_prefix("tss_").and_then(|rest| rest.split_once('_'));
    time.is_some_and(|(time, _)| {
        time.len() >= 13 && time.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
    })
}

#[cfg(test)]
mod tests {
    use super::BundleLayout;

    fn bundle(archive: &str, paths: &[&str]) -> Option<&'static str> {
        let mut layout = BundleLayout::default();
        for path in paths {
            let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
            layout.add(folder, name);
        }
        layout.name(archive)
    }

    #[test]
    fn a_bundle_is_recognized_by_its_layout_or_its_name() {
        let diagnostics = [
            "(10) RegistryKey HKLM_Software_Policies_Microsoft_Windows_WindowsUpdate export.reg",
            "(64) FoldersFiles ProgramData_Microsoft_IntuneManagementExtension_Logs/AgentExecutor.log",
            "results.xml",
        ];
        assert_eq!(
            bundle("DiagLogs-PC1-20261112T101112Z.zip", &diagnostics),
            Some("Intune device diagnostics")
        );
        assert_eq!(bundle("renamed.zip", &diagnostics), Some("Intune device diagnostics"));
        let support = "Support_0123456789abcdef0123456789abcdef.zip";
        assert_eq!(bundle(support, &["WUAHandler.log"]), Some("Support Center bundle"));
        assert_eq!(bundle("tss_261112-101112_PC1_WU.zip", &["a.log"]), Some("TSS data"));
        assert_eq!(bundle("mailed.zip", &["TSS_261112-101112_PC1_WU/a.log"]), Some("TSS data"));
        assert_eq!(bundle("tss_261112-101112_PC1_psSDP_Setup.zip", &[]), Some("SDP report"));
        assert_eq!(bundle("x.zip", &["PC1__WUA_Summary.txt", "PC1_WUA_FileList.txt"]), Some("SDP report"));
        assert_eq!(bundle("CollectAllLogs_PC1.zip", &[]), Some("CollectAllLogs bundle"));
    }

    #[test]
    fn any_other_archive_has_no_such_name() {
        for archive in ["logs.zip", "Support_tickets.zip", "tss_notes_old.zip", "WUAHandler.cab"] {
            assert_eq!(
                bundle(archive, &["Logs/WUAHandler.log", "(1) copy/ScanAgent.log"]),
                None,
                "{archive}"
            );
        }
    }
}
