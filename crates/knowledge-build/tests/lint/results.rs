//! Faults of operations, results and noise.

use crate::good;

#[test]
fn file_name_of_results() {
    good().add("results/Agent.toml", "").has(
        "results/Agent.toml: a file of results/ is named in lower case with hyphens: results/agent.toml",
    );
}

#[test]
fn noise_is_no_result() {
    good()
        .edit(
            "noise.toml",
            r#"samples = ["80244022: the Store is not WSUS"]"#,
            r#"samples = ["the Store: Search of CcmExec ended: 0x80244022"]"#,
        )
        .has("noise.toml:6: the sample is the result `agent.ended`, and a result is never noise");
}

#[test]
fn noise_not_matched() {
    good()
        .edit(
            "noise.toml",
            r#"samples = ["80244022: the Store is not WSUS"]"#,
            r#"samples = ["80244022: another store"]"#,
        )
        .has("noise.toml:6: the pattern does not match its sample: 80244022: another store");
}

#[test]
fn noise_of_another_code() {
    good()
        .edit(
            "noise.toml",
            r#"samples = ["80244022: the Store is not WSUS"]"#,
            r#"samples = ["8024401b: the Store is not WSUS"]"#,
        )
        .has("noise.toml:6: the sample names none of the codes: 8024401b: the Store is not WSUS");
}

#[test]
fn noise_without_codes() {
    good()
        .edit(
            "noise.toml",
            r#"codes = ["0x80244022"]
"#,
            "",
        )
        .has("noise.toml:1: `codes` is missing: the codes that are noise in such lines");
}

#[test]
fn role_unknown() {
    good()
        .edit(
            "results/agent.toml",
            r#"component = "WindowsUpdate"
summary = "the agent ended the search""#,
            r#"component = "WUAHandler"
role = "server"
summary = "the agent ended the search""#,
        )
        .has(
            "results/agent.toml:5: `role` is `server`; allowed: client, management point, site server, wsus",
        );
}

#[test]
fn role_of_other_logs() {
    good()
        .edit(
            "results/agent.toml",
            r#"component = "WindowsUpdate"
summary = "the agent ended the search""#,
            r#"component = "WUAHandler"
role = "site server"
summary = "the agent ended the search""#,
        )
        .has("results/agent.toml:1: `WUAHandler` is no component of a log with the role `site server`");
}

#[test]
fn role_matches_samples_of_its_other_logs() {
    let of_role = |role: &str| {
        good()
            .edit(
                "results/agent.toml",
                r#"component = "WindowsUpdate"
summary = "the agent ended the search""#,
                r#"component = "WUAHandler"
summary = "the agent ended the search""#,
            )
            .edit(
                "results/agent.toml",
                r#"component = "WindowsUpdate"
summary = "a call failed"
outcome = "failed"
pattern = '''The call failed'''
samples = ["The call failed"]"#,
                &format!(
                    r#"component = "UpdatesDeploymentAgent"
{role}summary = "a call failed"
outcome = "failed"
pattern = '''The call failed|Search of CcmExec'''
samples = ["The call failed"]"#
                ),
            )
    };
    of_role("role = \"client\"\n")
        .has("results/agent.toml:9: a sample of `agent.ended` is matched by `agent.call-failed` too");
}

#[test]
fn operation_at_no_step() {
    good()
        .edit(
            "operations.toml",
            "step = \"client-scan/1\"\nseverity = \"warning\"",
            "step = \"client-scan/9\"\nseverity = \"warning\"",
        )
        .has("operations.toml:10: there is no step client-scan/9");
}

#[test]
fn operation_id_misspelled() {
    good()
        .edit("operations.toml", r#"id = "call""#, r#"id = "The_Call""#)
        .edit("results/agent.toml", r#"operation = "call""#, r#"operation = "The_Call""#)
        .has("operations.toml:10: `The_Call` is not an ID: lower-case words, as in install-update");
}

#[test]
fn operation_is_part_of_nothing() {
    good()
        .edit("operations.toml", r#"part_of = "search""#, r#"part_of = "sync""#)
        .has("operations.toml:14: there is no operation `sync`");
}

#[test]
fn operation_never_ends() {
    good()
        .edit("results/agent.toml", r#"operation = "call""#, r#"operation = "search""#)
        .has("operations.toml:10: no line reports the end of `call`");
}

#[test]
fn operation_twice() {
    let twice = good().text("operations.toml")
        + "\n[[operation]]\nid = \"call\"\nrun = [\"call\", \"calls\"]\nstep = \"client-scan/1\"\nseverity = \"error\"\n";
    good().add("operations.toml", &twice).has("operations.toml:17: duplicate operation call");
}

#[test]
fn operation_with_one_name() {
    good()
        .edit("operations.toml", r#"run = ["call", "calls"]"#, r#"run = ["call"]"#)
        .has("operations.toml:9: `run` is the singular and the plural: [\"search\", \"searches\"]");
}

#[test]
fn operation_without_its_name() {
    good()
        .edit("operations.toml", r#"named = "search of {name}""#, r#"named = "search of {caller}""#)
        .has("operations.toml:4: `named` must contain `{name}` once: \"installation of {name}\"");
}

#[test]
fn operation_without_step() {
    good()
        .edit(
            "operations.toml",
            "step = \"client-scan/1\"\nseverity = \"warning\"",
            "step = \"search\"\nseverity = \"warning\"",
        )
        .has("operations.toml:12: `step` is a flow and its step: \"install/5\"");
}

#[test]
fn result_at_no_step() {
    let faults = good()
        .edit("results/agent.toml", r#"step = "client-scan/1.1""#, r#"step = "client-scan/9""#)
        .faults();
    assert_eq!(
        faults,
        [
            "operations.toml:10: no line reports the end of `call`",
            "results/agent.toml:14: there is no step client-scan/9"
        ]
    );
}

#[test]
fn result_by_no_code() {
    good()
        .edit("results/agent.toml", r#"outcome = "failed""#, r#"outcome = "by_code""#)
        .has("results/agent.toml:11: an outcome by code needs a pattern that captures `code` or `win32`");
}

#[test]
fn result_keyed_by_nothing() {
    good()
        .edit("results/agent.toml", r#"key = "caller""#, r#"key = "update""#)
        .has("results/agent.toml:7: `key` must be a capture of the pattern, which does not capture `update`");
}

#[test]
fn result_matched_twice() {
    good()
        .edit(
            "results/agent.toml",
            r#"samples = ["The call failed"]"#,
            r#"samples = ["The call failed: Search of CcmExec ended: 0x80244022"]"#,
        )
        .has("results/agent.toml:19: a sample of `agent.call-failed` is matched by `agent.ended` too");
}

#[test]
fn result_not_matched() {
    good()
        .edit("results/agent.toml", r#"samples = ["The call failed"]"#, r#"samples = ["The call ended"]"#)
        .has("results/agent.toml:19: the pattern of `agent.call-failed` does not match its sample: The call ended");
}

#[test]
fn result_of_evidence_is_matched_twice() {
    good()
        .edit(
            "flows/client-scan/1.1-look.md",
            "pattern = '''Agent looked'''\nsamples = [\"Agent looked at 192.0.2.7\"]",
            "operation = \"call\"\noutcome = \"ok\"\npattern = '''Agent looked'''\nsamples = [\"Agent looked: The call failed\"]",
        )
        .has("flows/client-scan/1.1-look.md:16: a sample of `look.seen` is matched by `agent.call-failed` too");
}

#[test]
fn result_of_evidence_without_outcome() {
    good()
        .edit(
            "flows/client-scan/1.1-look.md",
            "level = \"verbose\"",
            "level = \"verbose\"\noperation = \"call\"",
        )
        .has("flows/client-scan/1.1-look.md:13: the outcome of the operation is unknown: add `outcome`");
}

#[test]
fn result_of_no_operation() {
    good()
        .edit(
            "flows/client-scan/1.1-look.md",
            "level = \"verbose\"",
            "level = \"verbose\"\noperation = \"look\"\noutcome = \"ok\"",
        )
        .has("flows/client-scan/1.1-look.md:13: operations.toml has no operation `look`");
    let faults =
        good().edit("results/agent.toml", r#"operation = "call""#, r#"operation = "phone""#).faults();
    assert_eq!(
        faults,
        [
            "operations.toml:10: no line reports the end of `call`",
            "results/agent.toml:13: operations.toml has no operation `phone`"
        ]
    );
}
