//! What admins have looked for since 2023: each topic has a page, and three different questions find it. The questions are
//! in an admin's words, not in those of the page's title.

#![allow(clippy::panic, reason = "a test that cannot go on has failed")]

/// A topic, its pages, and three questions about it.
type Topic = (&'static str, &'static [&'static str], [&'static str; 3]);

#[rustfmt::skip]
const TOPICS: &[Topic] = &[
    ("UUP on premises: MIME types", &["iis-lacks-mime-types"], [
        "uup download 404 from wsus",
        "win11 updates do not come from wsus, .msu not served",
        "iis 404.3 wim file",
    ]),
    ("UUP on premises: the MIME type is there twice", &["mime-type-defined-twice"], [
        "500.19 after i added .wim to iis",
        "wsus website down since i changed mime",
        "cannot add duplicate collection entry mimeMap",
    ]),
    ("ESU on subscription activation", &["esu-license-package-missing"], [
        "KB5068781 0x800f0922",
        "first esu patch rolls back on pcs activated by m365",
        "KB5072653 needed?",
    ]),
    ("A small EFI partition", &["efi-partition-space-check"], [
        "KB5089549 rolls back, 10 mb efi",
        "0x800f0922 efi partition nearly full",
        "update undone, fonts on esp take the space",
    ]),
    ("Cumulative updates after an upgrade to 24H2 or 25H2", &["updates-fail-after-upgrade"], [
        "since 24h2 every lcu ends in 0x80073712",
        "0x800f0993 on 25h2",
        "patches broken after in-place upgrade to win11 24h2",
    ]),
    ("Checkpoint cumulative updates", &["checkpoint-update-missing"], [
        "do i need KB5043080 first",
        "0x800f0838 manual msu",
        "two msu files from the catalog, which order",
    ]),
    ("Upgrades to 24H2 through WSUS", &["update-service-crashes"], [
        "0x80240069 24h2 from wsus",
        "wuauserv dies during feature upgrade download",
        "wuauserv event 7031",
    ]),
    ("A policy forbids Microsoft's update servers", &["windows-update-blocked-by-policy"], [
        "8024500c check online for updates",
        "DoNotConnectToWindowsUpdateInternetLocations",
        "0x8024002e settings app cannot search",
    ]),
    ("Dual scan", &["dual-scan"], [
        "wsus client goes to microsoft since wufb deferral was set",
        "dualscan",
        "deferral gpo makes pcs skip wsus",
    ]),
    ("The security hole of WSUS of October 2025", &["wsus-server-not-patched"], [
        "CVE-2025-59287",
        "wsus rce october 2025 patch level",
        "is our wsus server vulnerable",
    ]),
    ("Third-party signing certificates", &["publisher-not-trusted"], [
        "0x800b0109 adobe update by patch my pc",
        "0x800b0004 third party",
        "self signed wsus cert missing in trusted publishers",
    ]),
    ("User proxy for scans", &["user-proxy-not-used-for-scans"], [
        "allow user proxy for software update scans",
        "https wsus scan ignores ie proxy",
        "scan worked over users proxy until sep 2020 update",
    ]),
    ("Pinned certificates", &["wsus-certificate-not-pinned"], [
        "tls certificate pinning wsus scan",
        "WindowsServerUpdateServices certificate store on clients",
        "enforce tls pinning client setting scan fails",
    ]),
    ("Windows 10 without support", &["esu-license-missing", "windows-version-out-of-support"], [
        "win 10 22h2 no patches since november 2025",
        "end of windows 10, nothing offered any more",
        "esu key installed how to check",
    ]),
    ("Secure Boot certificates of 2026", &["secure-boot-certificates-not-updated"], [
        "AvailableUpdates 0x5944",
        "ca 2023 not in db",
        "secureboot cert expires june 2026",
    ]),
    ("Codes of the orchestrator", &["orchestrator-only-reports"], [
        "0x8024a205",
        "0x8024a203 uso",
        "UpdateOrchestrator a206 what is the real error",
    ]),
    ("Intune: app not detected", &["intune-app-not-detected"], [
        "0x87d1041c",
        "win32 app installed but intune shows failed",
        "company portal: failed, but the program is there",
    ]),
    ("Intune: app installer hangs", &["intune-app-installer-waits"], [
        "0x87d300c9",
        "win32 app install time out 60 minutes",
        "intune setup hangs waiting for a dialog",
    ]),
    ("Intune: app package", &["intune-app-package-damaged"], [
        "0x87d30067",
        "intunewin unzip error",
        "ime cannot extract the content",
    ]),
    ("Windows Autopatch: registration", &["autopatch-device-not-registered"], [
        "autopatch device stays not ready",
        "pc does not show up in autopatch",
        "autopatch prerequisites failed",
    ]),
    ("Windows Autopatch: policies", &["autopatch-policy-conflict"], [
        "autopatch conflict with our update ring",
        "autopatch policy health conflict",
        "two update rings fight with autopatch",
    ]),
    ("The deployment service", &["deployment-not-offering", "update-health-tools-missing"], [
        "wufb deployment service does not offer",
        "expedite policy offers nothing",
        "feature update profile intune stays offering pending",
    ]),
    ("Import from the catalog since 2023", &["catalog-import-by-script-fails", "catalog-import-fails"], [
        "ImportUpdateToWSUS.ps1",
        "import update by powershell into wsus 2023",
        "import updates button gone in wsus console",
    ]),
    ("Drivers in WSUS", &["wsus-drivers-not-synchronized"], [
        "wsus driver sync deprecated",
        "no drivers from wsus any more",
        "is driver synchronization removed from wsus",
    ]),
    ("Known issues and release health", &["known-issue-of-the-update"], [
        "release health this month",
        "known issue rollback msi",
        "is the current kb buggy",
    ]),
    ("Hotpatch", &["hotpatch-not-offered"], [
        "hot patch server 2025 still reboots",
        "hotpatch vbs not running",
        "win11 enterprise hotpatch baseline month",
    ]),
    ("Store: app in use", &["store-app-in-use"], [
        "0x80073d02",
        "appx cannot update while running",
        "close teams to update store package",
    ]),
    ("Store: package cannot be registered", &["app-registration-fails"], [
        "0x80073cf6",
        "0x80073cf9 store",
        "appx staging repository broken",
    ]),
    ("Deltas of an update", &["delta-combination-invalid", "delta-base-damaged"], [
        "0x800f0988 lcu",
        "0x800f0986",
        "800f0984 psfx base files",
    ]),
];

/// Of the three questions about each topic at least two find its page first, and all find it among three.
#[test]
fn each_topic_is_found_by_three_questions() {
    let mut faults = Vec::new();
    for (topic, pages, questions) in TOPICS {
        let mut first = 0;
        for question in questions {
            let hits: Vec<String> = knowledge::find(question)
                .hits
                .iter()
                .map(|hit| hit.what.href())
                // A code is its own best answer; the page of its cause must come right after it.
                .filter(|href| !href.starts_with("#/code/"))
                .take(3)
                .collect();
            let is_page =
                |href: &String| pages.iter().any(|page| href.strip_prefix("#/cause/") == Some(page));
            match hits.iter().position(is_page) {
                Some(0) => first += 1,
                Some(_) => {}
                None => faults.push(format!("{topic}: \"{question}\" finds {}", hits.join(" "))),
            }
        }
        if first < 2 {
            faults.push(format!("{topic}: only {first} of its questions find its page first"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_questions_differ() {
    let mut all: Vec<&str> = TOPICS.iter().flat_map(|topic| topic.2).collect();
    let count = all.len();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), count);
}
