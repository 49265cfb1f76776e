//! Faults of logs, names, words and other tables.

use crate::good;

#[test]
fn caller_twice() {
    good()
        .edit(
            "names.toml",
            "leads = true

",
            r#"leads = true

[[caller]]
id = "CcmExec"
name = "x"

"#,
        )
        .has("names.toml:7: the caller CcmExec already has a name");
}

#[test]
fn component_twice() {
    good()
        .edit(
            "logs.toml",
            r#"components = ["WUAHandler"]"#,
            r#"components = ["WUAHandler", "UpdatesDeploymentAgent"]"#,
        )
        .has("logs.toml:12: the component UpdatesDeploymentAgent already belongs to UpdatesDeployment");
}

#[test]
fn flag_no_flag() {
    good()
        .edit(
            "names.toml",
            r#"name = "Configuration Manager"
leads = true"#,
            r#"name = "Configuration Manager"
leads = "yes""#,
        )
        .has("names.toml:4: `leads` must be true or false");
}

#[test]
fn log_twice() {
    good()
        .edit("logs.toml", r#"also = ["UpdatesDeploymentOld"]"#, r#"also = ["wuahandler"]"#)
        .has("logs.toml:11: another log already uses the name WUAHandler");
}

#[test]
fn placeholder_example_unfit() {
    good()
        .edit("placeholders.toml", r#"example = "wsus.contoso.com""#, r#"example = "wsus';calc;'""#)
        .has("placeholders.toml:5: the example is not a host name or an IP address: wsus';calc;'");
}

#[test]
fn placeholder_of_unknown_kind() {
    good().edit("placeholders.toml", r#"kind = "host""#, r#"kind = "hostname""#).has("placeholders.toml:3: `kind` is `hostname`; allowed: host, port, url, proxy, site code, guid, kb, package, service, path, text");
}

#[test]
fn placeholder_twice() {
    good()
        .edit(
            "placeholders.toml",
            r#"example = "wsus.contoso.com""#,
            r#"example = "wsus.contoso.com"

[[placeholder]]
name = "wsus_host"
kind = "host"
words = "server"
example = "ps1.contoso.com""#,
        )
        .has("placeholders.toml:8: duplicate placeholder wsus_host");
}

#[test]
fn question_twice() {
    good()
        .edit(
            "scoping.toml",
            r#"helps = "What was changed since is a suspect.""#,
            r#"helps = "What was changed since is a suspect."
[[question]]
id = "share"
asks = "Did it ever work?"
helps = "What was changed since is a suspect.""#,
        )
        .has("scoping.toml:7: duplicate question");
}

#[test]
fn role_unknown() {
    good()
        .edit(
            "logs.toml",
            r#"components = ["UpdatesDeploymentAgent"]
format = "cmtrace"
role = "client""#,
            r#"components = ["UpdatesDeploymentAgent"]
format = "cmtrace"
role = "server""#,
        )
        .has("logs.toml:6: `role` is `server`; allowed: client, management point, site server, wsus");
}

#[test]
fn service_no_guid() {
    good().edit("names.toml", r#"id = "3DA21691-E39D-4DA6-8A4B-B43877BCB1B7""#, r#"id = "{3da21691-E39D-4DA6-8A4B-B43877BCB1B7""#).has("names.toml:7: `{3da21691-E39D-4DA6-8A4B-B43877BCB1B7` must be a GUID in upper case without braces");
}

#[test]
fn symptom_twice() {
    good()
        .edit(
            "symptoms.toml",
            r#"entry = "scan""#,
            r#"entry = "scan"

[[symptom]]
id = "server-unreachable"
title = "The scan does not get through"
entry = "scan""#,
        )
        .has("symptoms.toml:7: duplicate symptom server-unreachable");
}

#[test]
fn topic_twice() {
    good()
        .edit(
            "states.toml",
            "failed = []",
            r#"
[[topic]]
number = 501
symbol = "STATE_TOPICTYPE_SUM_UPDATE_SOURCE_SCAN"
words = "the scan of an update source"
states = ["waits", "running"]"#,
        )
        .has("states.toml:7: duplicate topic 501");
}

#[test]
fn topic_without_state() {
    good()
        .edit("states.toml", "failed = []", r#"failed = ["failed"]"#)
        .has("states.toml:6: the topic has no state `failed`");
}

#[test]
fn word_in_two_pieces() {
    good()
        .edit("words.toml", r#"words = ["sup", "point"]"#, r#"words = ["sup", "update point"]"#)
        .has("words.toml:4: `update point` must be one word in lower case, once");
}

#[test]
fn endpoint_twice() {
    good()
        .add("endpoints.toml", "[[endpoint]]\npath = \"/Content/\"\n[[endpoint]]\npath = \"/content/\"\n")
        .has("endpoints.toml:4: duplicate endpoint /content/");
}

#[test]
fn endpoint_without_slash() {
    good()
        .add("endpoints.toml", "[[endpoint]]\npath = \"Content/\"\n")
        .has("endpoints.toml:2: `Content/` must begin and end with a slash");
}

#[test]
fn network_error_unknown() {
    good()
        .edit("network.toml", "0x80244022", "0x80072EE2")
        .has("network.toml:1: no file of codes/ has the code 0x80072EE2");
}

#[test]
fn instead_of_unknown_log() {
    let logs = good().text("logs.toml");
    let logs = logs.replacen("description =", "instead = [\"NoSuchLog\"]\ndescription =", 1);
    let line = logs.lines().position(|line| line.starts_with("instead")).unwrap() + 1;
    good().add("logs.toml", &logs).has(&format!("logs.toml:{line}: logs.toml has no log NoSuchLog"));
}

#[test]
fn read_first_in_upper_case() {
    let logs = good().text("logs.toml");
    good()
        .add("logs.toml", &format!("read_first = [\"WUAHandler\"]\n{logs}"))
        .has("logs.toml:1: `WUAHandler` must be in lower case");
}

#[test]
fn message_text_of_two_codes() {
    let other = "\n[[message]]\ncode = \"0x8024401B\"\ntexts = [\"server is not available\"]\nsamples = [\"server is not available\"]\n";
    let texts = good().text("messages.toml") + other;
    good().add("messages.toml", &texts).has(
        "messages.toml:8: `server is not available` and `The update server is not available now` have different codes",
    );
}

#[test]
fn message_sample_without_text() {
    good().edit("messages.toml", "samples = [\"The update", "samples = [\"An update").has(
        "messages.toml:4: the sample contains none of the texts: An update server is not available now.",
    );
}
