//! Faults of causes: conditions and samples.

use crate::good;

#[test]
fn cause_always_holds() {
    good()
        .edit(
            "causes/proxy-sign-in.md",
            r#"codes = ["0x8024401B"]
at = ["client-scan/1.1"]
seen = ["search.started"]
within = "2m"
differs = ["wsus_url@WUAHandler", "policy_url@WUAHandler"]
"#,
            "",
        )
        .has("causes/proxy-sign-in.md:6: a condition needs one of: codes, at, seen, absent, differs");
}

#[test]
fn cause_at_no_step() {
    good().edit("causes/proxy-sign-in.md", r#"at = ["client-scan/1.1"]"#, r#"at = ["client-scan/3"]"#).has("causes/proxy-sign-in.md:8: no flow has the step `client-scan/3`; a step is named as in client-scan/1.10");
}

#[test]
fn cause_by_hand_of_a_run() {
    good().edit("causes/proxy-sign-in.md", r#"symptom = "server-unreachable""#, r#"symptom = "server-unreachable"
manual_only = true"#).has("causes/proxy-sign-in.md:7: the diagnosis never reports a cause that is chosen manually: its conditions contain only `codes` and `confidence`");
}

#[test]
fn cause_code_unknown() {
    good()
        .edit("causes/proxy-sign-in.md", r#"codes = ["0x8024401B"]"#, r#"codes = ["0x8024401C"]"#)
        .has("causes/proxy-sign-in.md:7: no file of codes/ has the code 0x8024401C");
}

#[test]
fn cause_differs_no_value() {
    good().edit("causes/proxy-sign-in.md", r#"differs = ["wsus_url@WUAHandler", "policy_url@WUAHandler"]"#, r#"differs = ["wsus_url@WUAHandler", "policy_url@Policy"]"#).has("causes/proxy-sign-in.md:11: `policy_url@Policy` is not a value: write capture@log, as in wsus_url@WUAHandler");
}

#[test]
fn cause_differs_of_one() {
    good().edit("causes/proxy-sign-in.md", r#"differs = ["wsus_url@WUAHandler", "policy_url@WUAHandler"]"#, r#"differs = ["wsus_url@WUAHandler"]"#).has(r#"causes/proxy-sign-in.md:6: `differs` names two values: ["wsus_url@WUAHandler", "policy_url@WUAHandler"]"#);
}

#[test]
fn cause_sample_names_a_host() {
    good().edit("causes/proxy-sign-in.md", "WUAHandler: Search failed against http://wsus.contoso.com:8530. Error = 0x8024401b.", "WUAHandler: Search failed against http://wsus.initech.net:8530. Error = 0x8024401b.").has("causes/proxy-sign-in.md:17: a sample names `wsus.initech.net`: use CONTOSO, FABRIKAM, example.com, 192.0.2.x or 192.168.x");
}

#[test]
fn cause_seen_unknown() {
    good()
        .edit("causes/proxy-sign-in.md", r#"seen = ["search.started"]"#, r#"seen = ["search.begun"]"#)
        .has("causes/proxy-sign-in.md:9: no step has the evidence `search.begun`");
}

#[test]
fn cause_with_many_codes() {
    good().edit("causes/proxy-sign-in.md", r#"codes = ["0x8024401B"]"#, r#"codes = ["0x80070001", "0x80070002", "0x80070003", "0x80070004", "0x80070005", "0x80070006", "0x80070007", "0x80070008", "0x80070009", "0x8007000A", "0x8007000B", "0x8007000C", "0x8007000D"]"#).add("codes/windows.toml", r#"family = "Windows"

[[code]]
code = "0x80070001"
message = "No."

[[code]]
code = "0x80070002"
message = "No."

[[code]]
code = "0x80070003"
message = "No."

[[code]]
code = "0x80070004"
message = "No."

[[code]]
code = "0x80070005"
message = "No."

[[code]]
code = "0x80070006"
message = "No."

[[code]]
code = "0x80070007"
message = "No."

[[code]]
code = "0x80070008"
message = "No."

[[code]]
code = "0x80070009"
message = "No."

[[code]]
code = "0x8007000A"
message = "No."

[[code]]
code = "0x8007000B"
message = "No."

[[code]]
code = "0x8007000C"
message = "No."

[[code]]
code = "0x8007000D"
message = "No."
"#).has("causes/proxy-sign-in.md:2: 13 codes for one cause; more than 12 explain nothing: split it");
}

#[test]
fn cause_within_of_nothing() {
    good()
        .edit(
            "causes/proxy-sign-in.md",
            r#"seen = ["search.started"]
"#,
            "",
        )
        .has("causes/proxy-sign-in.md:6: `within` limits `seen`, which is missing");
}

#[test]
fn cause_without_condition() {
    good()
        .edit(
            "causes/proxy-sign-in.md",
            r#"[[when]]
codes = ["0x8024401B"]
at = ["client-scan/1.1"]
seen = ["search.started"]
within = "2m"
differs = ["wsus_url@WUAHandler", "policy_url@WUAHandler"]
confidence = "high"
"#,
            "",
        )
        .has("causes/proxy-sign-in.md:2: `[[when]]` is missing: the cause has no condition");
}

#[test]
fn file_name_of_cause() {
    good()
        .add(
            "causes/Proxy_Sign.md",
            r#"+++
title = "Proxy authentication required (HTTP 407)"
summary = "the agent cannot authenticate to the proxy"
symptom = "server-unreachable"
[[when]]
codes = ["0x8024401B"]
at = ["client-scan/1.1"]
seen = ["search.started"]
within = "2m"
differs = ["wsus_url@WUAHandler", "policy_url@WUAHandler"]
confidence = "high"

[[sample]]
fires = true
lines = '''
WUAHandler: Search failed against http://wsus.contoso.com:8530. Error = 0x8024401b.
'''

[[sample]]
fires = false
lines = '''
WUAHandler: Search started.
WUAHandler +4s: Search done.
'''

[[source]]
title = "Scan failures"
url = "https://learn.microsoft.com/scan-failures"
accessed = "2026-11-21"
+++

## Check

### See the proxy
> on the client; changes nothing

It is the **WinHTTP** one; see [step 1](#/flow/client-scan/1).

~~~cmd
netsh winhttp show proxy
~~~

## Fix

### Pass it by
> on the client, elevated; changes the proxy; affects the client; undo: set it back

- Pass by `{wsus_host}`.
- Nothing else.

## Verify

> expect WUAHandler.log: Search done.
"#,
        )
        .has("causes/Proxy_Sign.md: a cause's file is named in lower case with hyphens: proxy-sign-in.md");
}

#[test]
fn key_missing() {
    good()
        .edit(
            "causes/proxy-sign-in.md",
            r#"summary = "the agent cannot authenticate to the proxy"
"#,
            "",
        )
        .has("causes/proxy-sign-in.md:2: `summary` is missing");
}

#[test]
fn rows_no_rows() {
    good()
        .edit("causes/proxy-sign-in.md", "[[when]]", "[when]")
        .has("causes/proxy-sign-in.md:6: `when` must be written `[[when]]`");
}

#[test]
fn sample_line_of_unknown_log() {
    good()
        .edit("causes/proxy-sign-in.md", "WUAHandler: Search started.", "Handler: Search started.")
        .has("causes/proxy-sign-in.md:23: logs.toml has no log Handler");
}

#[test]
fn sample_line_without_log() {
    good().edit("causes/proxy-sign-in.md", "WUAHandler: Search started.", "Search started.").has(
        "causes/proxy-sign-in.md:23: `Search started.` must be written `Log: message` or `Log +12s: message`",
    );
}

#[test]
fn sample_line_without_span() {
    good().edit("causes/proxy-sign-in.md", "WUAHandler +4s: Search done.", "WUAHandler +4: Search done.").has("causes/proxy-sign-in.md:24: `WUAHandler +4: Search done.` must be written `Log: message` or `Log +12s: message`");
}

#[test]
fn sample_that_does_not_fire_missing() {
    good().edit("causes/proxy-sign-in.md", "fires = false", "fires = true").has("causes/proxy-sign-in.md:2: a `[[sample]]` with `fires = false` is missing: lines in which it must not be found");
}

#[test]
fn sample_that_fires_missing() {
    good().edit("causes/proxy-sign-in.md", "fires = true", "fires = false").has("causes/proxy-sign-in.md:2: a `[[sample]]` with `fires = true` is missing: lines in which the cause is found");
}

#[test]
fn sample_without_fires() {
    good()
        .edit(
            "causes/proxy-sign-in.md",
            "fires = true
",
            "",
        )
        .has("causes/proxy-sign-in.md:14: `fires` is missing: whether the cause must be found in the sample");
}

#[test]
fn source_on_unknown_host() {
    good()
        .edit(
            "causes/proxy-sign-in.md",
            r#"url = "https://learn.microsoft.com/scan-failures""#,
            r#"url = "https://blog.example.com/scan-failures""#,
        )
        .has("causes/proxy-sign-in.md:29: the host blog.example.com is not in hosts.toml");
}

#[test]
fn source_without_day() {
    good()
        .edit("causes/proxy-sign-in.md", r#"accessed = "2026-11-21""#, r#"accessed = "last year""#)
        .has("causes/proxy-sign-in.md:30: `accessed` must be a date: 2026-11-21");
}

#[test]
fn symptom_unknown() {
    good()
        .edit("causes/proxy-sign-in.md", r#"symptom = "server-unreachable""#, r#"symptom = "server-gone""#)
        .has("causes/proxy-sign-in.md:4: symptoms.toml has no symptom `server-gone`");
}

#[test]
fn text_empty() {
    good()
        .edit(
            "causes/proxy-sign-in.md",
            r#"summary = "the agent cannot authenticate to the proxy""#,
            r#"summary = """#,
        )
        .has("causes/proxy-sign-in.md:3: `summary` must be a string that is not empty");
}

#[test]
fn unknown_key() {
    good()
        .edit(
            "causes/proxy-sign-in.md",
            r#"+++
title = "Proxy authentication required (HTTP 407)""#,
            r#"+++
tittle = "x"
title = "Proxy authentication required (HTTP 407)""#,
        )
        .has("causes/proxy-sign-in.md:2: unknown key `tittle`; known here: …");
}
