//! Faults of settings, checks and facts.

use crate::good;

#[test]
fn check_at_no_step() {
    good()
        .edit("checks.toml", r#"at = "client-scan/1""#, r#"at = "client-scan/9""#)
        .has("checks.toml:3: no flow has the step `client-scan/9`");
}

#[test]
fn check_of_no_cause() {
    good()
        .edit("checks.toml", r#"cause = "proxy-sign-in""#, r#"cause = "proxy-sign-out""#)
        .has("checks.toml:4: causes/ has no `proxy-sign-out`");
}

#[test]
fn check_of_unknown_setting() {
    good().edit("checks.toml", r#"when = ["wsus_url@policy given", "wsus_url@policy differs from wsus_url@policy, 32-bit view"]"#, r#"when = ["wsus_url@policy given", "wsus_url@policy differs from wsus_url@Policy"]"#).has("checks.toml:8: nothing provides `wsus_url@Policy`: write setting@source, as in wsus_url@policy");
}

#[test]
fn check_twice() {
    good().edit("checks.toml", r#"when = ["wsus_url@policy given", "wsus_url@policy differs from wsus_url@policy, 32-bit view"]"#, r#"when = ["wsus_url@policy given", "wsus_url@policy differs from wsus_url@policy, 32-bit view"]

[[check]]
id = "policy-names-another-server"
at = "client-scan/1"
cause = "proxy-sign-in"
severity = "warning"
confidence = "medium"
summary = "policy names {value}, and the log {other}"
when = ["wsus_url@policy given", "wsus_url@policy differs from wsus_url@policy, 32-bit view"]"#).has("checks.toml:11: `policy-names-another-server` is not an ID, or is the ID of another check");
}

#[test]
fn check_with_unknown_condition() {
    good().edit("checks.toml", r#"when = ["wsus_url@policy given", "wsus_url@policy differs from wsus_url@policy, 32-bit view"]"#, r#"when = ["wsus_url@policy is wrong", "wsus_url@policy differs from wsus_url@policy, 32-bit view"]"#).has("checks.toml:8: `wsus_url@policy is wrong` is not a condition; allowed: …");
}

#[test]
fn check_without_condition() {
    good()
        .edit(
            "checks.toml",
            r#"when = ["wsus_url@policy given", "wsus_url@policy differs from wsus_url@policy, 32-bit view"]
"#,
            "",
        )
        .has("checks.toml:1: `when` is missing: the check has no condition");
}

#[test]
fn fact_id_misspelled() {
    good()
        .add(
            "facts/wua-handler.toml",
            r#"[[update]]
id = "Wua_Missing"
event = "missing"
component = "WUAHandler"

pattern = '''Update \(Missing\): (?<update>[0-9a-f-]{36})'''
samples = ["Update (Missing): b6c2ea4a-6a0b-4b36-9f3b-6d0a1e2f3c4d"]
"#,
        )
        .has("facts/wua-handler.toml:2: `Wua_Missing` is not an ID: lower-case words, as in wua.missing");
}

#[test]
fn fact_matched_twice() {
    good()
        .add(
            "facts/wua-handler.toml",
            r#"[[update]]
id = "wua.missing"
event = "missing"
component = "WUAHandler"

pattern = '''Update \(Missing\): (?<update>[0-9a-f-]{36})'''
samples = ["Update (Missing): b6c2ea4a-6a0b-4b36-9f3b-6d0a1e2f3c4d"]

[[update]]
id = "wua.any"
event = "named"
component = "WUAHandler"
pattern = '''Update \([A-Z][a-z]+\): (?<update>[0-9a-f-]{36})'''
samples = ["Update (Installed): b6c2ea4a-6a0b-4b36-9f3b-6d0a1e2f3c4d"]
"#,
        )
        .has("facts/wua-handler.toml:7: a sample of `wua.missing` is matched by `wua.any` too");
}

#[test]
fn fact_not_matched() {
    good().add("facts/wua-handler.toml", r#"[[update]]
id = "wua.missing"
event = "missing"
component = "WUAHandler"

pattern = '''Update \(Missing\): (?<update>[0-9a-f-]{36})'''
samples = ["Update (Missing): none"]
"#).has("facts/wua-handler.toml:7: the pattern of `wua.missing` does not match its sample: Update (Missing): none");
}

#[test]
fn fact_of_all_updates() {
    good()
        .add(
            "facts/wua-handler.toml",
            r#"[[update]]
id = "wua.missing"
event = "state_forwarded"
component = "WUAHandler"

pattern = '''Update \(Missing\): (?<update>[0-9a-f-]{36})'''
samples = ["Update (Missing): b6c2ea4a-6a0b-4b36-9f3b-6d0a1e2f3c4d"]
"#,
        )
        .has(
            "facts/wua-handler.toml:1: `state_forwarded` is about all updates: the pattern must not name one",
        );
}

#[test]
fn fact_of_no_update() {
    good()
        .add(
            "facts/wua-handler.toml",
            r#"[[update]]
id = "wua.missing"
event = "missing"
component = "WUAHandler"

pattern = '''Update \(Missing\): (?<title>.+)'''
samples = ["Update (Missing): A title"]
"#,
        )
        .has("facts/wua-handler.toml:1: the pattern names no update: capture `update` or `kb`");
}

#[test]
fn fact_of_unknown_setting() {
    good()
        .add(
            "facts/wua-handler.toml",
            r#"[[setting]]
setting = "wsus_link"
source = "WUAHandler"
component = "WUAHandler"

pattern = '''policy to use server: (?<value>\S+)'''
samples = ["Enabling WUA Managed server policy to use server: http://wsus.contoso.com:8530"]
"#,
        )
        .has("facts/wua-handler.toml:2: settings.toml has no setting `wsus_link`");
}

#[test]
fn fact_twice() {
    good()
        .add(
            "facts/wua-handler.toml",
            r#"[[update]]
id = "wua.missing"
event = "missing"
component = "WUAHandler"

pattern = '''Update \(Missing\): (?<update>[0-9a-f-]{36})'''
samples = ["Update (Missing): b6c2ea4a-6a0b-4b36-9f3b-6d0a1e2f3c4d"]

[[update]]
id = "wua.missing"
event = "installed"
component = "WUAHandler"
pattern = '''Update \(Installed\): (?<update>[0-9a-f-]{36})'''
samples = ["Update (Installed): b6c2ea4a-6a0b-4b36-9f3b-6d0a1e2f3c4d"]
"#,
        )
        .has("facts/wua-handler.toml:10: `wua.missing` is already the ID of another line");
}

#[test]
fn fact_without_value() {
    good()
        .add(
            "facts/wua-handler.toml",
            r#"[[setting]]
setting = "wsus_url"
source = "WUAHandler"
component = "WUAHandler"

pattern = '''policy to use server'''
samples = ["Enabling WUA Managed server policy to use server: http://wsus.contoso.com:8530"]
"#,
        )
        .has("facts/wua-handler.toml:1: the pattern captures no `value`");
}

#[test]
fn file_name_of_facts() {
    good().add("facts/WUAHandler.toml", r#"[[update]]
id = "wua.lacking"
event = "missing"
component = "WUAHandler"
pattern = '''Update \(Missing\): (?<update>[0-9a-f-]{36})'''
samples = ["Update (Missing): b6c2ea4a-6a0b-4b36-9f3b-6d0a1e2f3c4d"]

[[setting]]
setting = "wsus_url"
source = "WUAHandler"
component = "WUAHandler"
pattern = '''policy to use server: (?<value>\S+)'''
samples = ["Enabling WUA Managed server policy to use server: http://wsus.contoso.com:8530"]
"#).add("facts/wua-handler.toml", "").has("facts/WUAHandler.toml: a file of facts/ is named in lower case with hyphens: facts/wua-handler.toml");
}

#[test]
fn registry_of_no_setting() {
    good().edit("registry.toml", r#"value = [{ name = "WUServer", setting = "wsus_url" }]"#, r#"value = [{ name = "WUServer", setting = "wsus_url" }, { name = "WUStatusServer", setting = "status_url" }]"#).has("registry.toml:4: settings.toml has no setting `status_url`");
}

#[test]
fn registry_twice() {
    good().edit("registry.toml", r#"value = [{ name = "WUServer", setting = "wsus_url" }]"#, r#"value = [{ name = "WUServer", setting = "wsus_url" }, { name = "WUServer", setting = "wsus_url" }]"#).has("registry.toml:4: duplicate `SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate\\WUServer`");
}

#[test]
fn setting_twice() {
    good()
        .edit(
            "settings.toml",
            r#"kind = "address""#,
            r#"
[[setting]]
id = "wsus_url"
title = "WSUS server""#,
        )
        .has("settings.toml:6: duplicate setting wsus_url");
}
