//! The configuration in the logs of healthy scenarios: sources agree, and each setting names its sources.
#![allow(clippy::unwrap_used, clippy::panic)] // A test panics when something is wrong.

use report::{Report, SettingRow};
use tests::{TestFile, Way, analyze, scenarios};

/// The report of a scenario, by the name of its folder.
fn report_of(name: &str) -> Report {
    let (_, files) = scenarios().into_iter().find(|(folder, _)| folder.ends_with(name)).unwrap();
    analyze(&files, Way::default())
}

/// `value by source, source`, or the value of each source if they disagree.
fn values_of(report: &Report, id: &str) -> String {
    let Some(SettingRow { value, sources_agree: agrees, values, .. }) =
        report.settings.iter().find(|row| row.id == id)
    else {
        return "nothing".to_owned();
    };
    if *agrees {
        let sources: Vec<&str> = values.iter().map(|value| value.source.as_str()).collect();
        return format!("{value} by {}", sources.join(", "));
    }
    values.iter().map(|value| format!("{} by {}", value.value, value.source)).collect::<Vec<_>>().join("; ")
}

#[test]
fn the_logs_of_a_client_name_its_server() {
    let report = report_of("healthy-default");
    let url = "http://PS1SITE.CONTOSO.COM:8530 by WUAHandler, ScanAgent, LocationServices";
    assert_eq!(values_of(&report, "wsus_url"), url);
    let source = "{57260DFE-227C-45E3-9FFC-2FC77A67F95A} by WUAHandler, ScanAgent";
    assert_eq!(values_of(&report, "update_source"), source);
    assert_eq!(values_of(&report, "content_version"), "38 by ScanAgent, LocationServices");
    assert_eq!(values_of(&report, "wsus_status_url"), "nothing");
}

#[test]
fn a_domain_policy_is_a_setting_of_its_own() {
    let report = report_of("group-policy-conflict");
    assert_eq!(values_of(&report, "domain_policy_url"), "http://WSUS.FABRIKAM.COM:8530 by WUAHandler");
    assert!(values_of(&report, "wsus_url").starts_with("http://PS1SITE.CONTOSO.COM:8530 by WUAHandler"));
}

#[test]
fn two_servers_of_one_list_do_not_disagree() {
    let report = report_of("two-software-update-points");
    assert!(report.settings.iter().all(|row| row.sources_agree), "{:?}", report.settings);
}

#[test]
fn the_values_of_registry_and_logs_are_distinguished() {
    let report = report_of("registry-export-disagrees");
    assert_eq!(
        values_of(&report, "wsus_url"),
        "http://wsus.fabrikam.com:80 by policy; http://old.fabrikam.com:8530 by policy, 32-bit view; \
         http://PS1SITE.CONTOSO.COM:8530 by WUAHandler; http://PS1SITE.CONTOSO.COM:8530 by ScanAgent; \
         http://PS1SITE.CONTOSO.COM:8530 by LocationServices"
    );
}

#[test]
fn two_exports_are_not_compared_with_each_other() {
    let export = |name: &str, server: &str| {
        let key = r"[HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate]";
        let values = format!("\"WUServer\"=\"{server}\"\n\"WUStatusServer\"=\"{server}\"\n");
        TestFile::alone(name, format!("REGEDIT4\n\n{key}\n{values}").into_bytes())
    };
    let files =
        [export("a.reg", "http://wsus.contoso.com:8530"), export("b.reg", "http://wsus.fabrikam.com:8530")];
    let report = analyze(&files, Way::default());
    assert!(report.findings.is_empty(), "{:?}", report.findings);
    assert!(values_of(&report, "wsus_url").ends_with(" by policy, policy"), "separate values");
}
