//! Faults of flows, steps and evidence.

use crate::good;

#[test]
fn after_in_another_log() {
    good().edit("flows/client-scan/1-search.md", r#"after = ["search.started"]"#, r#"after = ["look.seen"]"#).has("flows/client-scan/1-search.md:20: `after` refers to the same log; `look.seen` is in another: use `near`");
}

#[test]
fn after_unknown() {
    good()
        .edit("flows/client-scan/1-search.md", r#"after = ["search.started"]"#, r#"after = ["search.begun"]"#)
        .has("flows/client-scan/1-search.md:20: no step has the evidence `search.begun`");
}

#[test]
fn caller_unknown() {
    good()
        .edit("flows/client-scan/flow.md", r#"caller = "CcmExec""#, r#"caller = "Nobody""#)
        .has("flows/client-scan/flow.md:4: names.toml has no caller `Nobody`");
}

#[test]
fn capture_unknown() {
    good()
        .edit(
            "flows/client-scan/1.1-look.md",
            "pattern = '''Agent looked'''",
            "pattern = '''Agent looked at (?<address>.+)'''",
        )
        .has("flows/client-scan/1.1-look.md:13: nothing reads the capture `address`; known are: …");
}

#[test]
fn component_is_a_log() {
    good()
        .edit(
            "flows/client-scan/2-report.md",
            r#"component = "UpdatesDeploymentAgent""#,
            r#"component = "UpdatesHandling""#,
        )
        .has(
            "flows/client-scan/2-report.md:9: logs.toml has neither a component nor a log `UpdatesHandling`",
        );
}

#[test]
fn component_unknown() {
    good()
        .edit("flows/client-scan/1.1-look.md", r#"component = "WindowsUpdate""#, r#"component = "Agent""#)
        .has("flows/client-scan/1.1-look.md:10: logs.toml has neither a component nor a log `Agent`");
}

#[test]
fn ends_by_no_code() {
    good()
        .edit(
            "flows/client-scan/1.1-look.md",
            r#"level = "verbose""#,
            r#"level = "verbose"
ends = "by-code""#,
        )
        .has(r#"flows/client-scan/1.1-look.md:7: `ends = "by-code"` needs a pattern that captures `code`"#);
}

#[test]
fn evidence_id_misspelled() {
    good().edit("flows/client-scan/1.1-look.md", r#"id = "look.seen""#, r#"id = "Look_Seen""#).has("flows/client-scan/1.1-look.md:8: `Look_Seen` is not an ID of evidence: lower-case words, as in location.sent");
}

#[test]
fn evidence_twice() {
    good()
        .edit("flows/client-scan/1.1-look.md", r#"id = "look.seen""#, r#"id = "feature.disabled""#)
        .has("flows/client-scan/2-report.md:7: duplicate evidence `feature.disabled`");
}

#[test]
fn file_name_of_step() {
    good()
        .add(
            "flows/client-scan/look.md",
            r#"+++
title = "Look"
actor = "Agent"
timeout = "10m"
silent = "The line is written with verbose logging."

[[evidence]]
id = "look.seen"
summary = "the agent looked"
component = "WindowsUpdate"
shows = "progress"
level = "verbose"
pattern = '''Agent looked'''
samples = ["Agent looked at 192.0.2.7"]
+++

## What happens

The agent looks.

## When it stops here

Wait.
"#,
        )
        .has(
            "flows/client-scan/look.md: a step's file is named by its number and a word: 1.10-add-source.md",
        );
}

#[test]
fn flow_without_steps() {
    good()
        .add(
            "flows/other/flow.md",
            r#"+++
title = "Client scan"
run = ["scan", "scans"]
caller = "CcmExec"

[sentences]
ok_one = "The scan succeeded."
ok_all = "All {n} scans succeeded."
ok_last = "The last scan succeeded; {failed} of {n} failed."
ok_open = "The scan succeeded, but no line shows step {step}."
failed = "The scan fails at step {step}: {what}"
never = "No scan can run: {what}"
stopped = "The scan stops at step {step}."
incomplete = "The log stops during step {step}."
cancelled = "The scan was cancelled ({code})."
skipped = "The scan was answered from the cache."
none = "No scan is in these logs."
no_cause = "no known cause fits"
machine = "{what}"
machine_over = "{what}, and got over it"
recovered = "Earlier scans failed at step {step} and later ones succeeded: {what}"
other = "A search by {who} against {service} failed: {what}"
stopped_after = "The scan stops after step {step}."
restarted = "The client restarted during step {step}."
no_reason = "the reason is not in these logs"
no_more = "nothing follows"
also = "{runs} failed at step {step} too: {what}"
over = "{runs} failed at step {step}, and it is over: {what}"
cancelled_runs = "The caller cancelled {runs} ({code})"

[[source]]
title = "Scan failures"
url = "https://learn.microsoft.com/scan-failures"
accessed = "2026-11-21"
+++

A client learns what it lacks.
"#,
        )
        .has("flows/other/flow.md: a flow has steps: 1-….md, 2-….md");
}

#[test]
fn folder_of_flow() {
    good()
        .add(
            "flows/Client_Scan/1-look.md",
            r#"+++
title = "Look"
actor = "Agent"
timeout = "10m"
silent = "The line is written with verbose logging."

[[evidence]]
id = "look.other"
summary = "the agent looked"
component = "WindowsUpdate"
shows = "progress"
level = "verbose"
pattern = '''Agent looked'''
samples = ["Agent looked at 192.0.2.7"]
+++

## What happens

The agent looks.

## When it stops here

Wait.
"#,
        )
        .add(
            "flows/Client_Scan/flow.md",
            r#"+++
title = "Client scan"
run = ["scan", "scans"]
caller = "CcmExec"

[sentences]
ok_one = "The scan succeeded."
ok_all = "All {n} scans succeeded."
ok_last = "The last scan succeeded; {failed} of {n} failed."
ok_open = "The scan succeeded, but no line shows step {step}."
failed = "The scan fails at step {step}: {what}"
never = "No scan can run: {what}"
stopped = "The scan stops at step {step}."
incomplete = "The log stops during step {step}."
cancelled = "The scan was cancelled ({code})."
skipped = "The scan was answered from the cache."
none = "No scan is in these logs."
no_cause = "no known cause fits"
machine = "{what}"
machine_over = "{what}, and got over it"
recovered = "Earlier scans failed at step {step} and later ones succeeded: {what}"
other = "A search by {who} against {service} failed: {what}"
stopped_after = "The scan stops after step {step}."
restarted = "The client restarted during step {step}."
no_reason = "the reason is not in these logs"
no_more = "nothing follows"
also = "{runs} failed at step {step} too: {what}"
over = "{runs} failed at step {step}, and it is over: {what}"
cancelled_runs = "The caller cancelled {runs} ({code})"

[[source]]
title = "Scan failures"
url = "https://learn.microsoft.com/scan-failures"
accessed = "2026-11-21"
+++

A client learns what it lacks.
"#,
        )
        .has("flows/Client_Scan/flow.md: a flow's folder is named in lower case with hyphens: client-scan");
}

#[test]
fn full_stop() {
    good()
        .edit(
            "flows/client-scan/1.1-look.md",
            r#"summary = "the agent looked""#,
            r#"summary = "the agent looked.""#,
        )
        .has("flows/client-scan/1.1-look.md:9: `summary` is part of a sentence: leave out the full stop");
}

#[test]
fn group_without_name() {
    good().edit("flows/client-scan/1.1-look.md", "pattern = '''Agent looked'''", "pattern = '''Agent (looked)'''").has("flows/client-scan/1.1-look.md:13: a capturing group needs a name; write (?:…) for a group that does not capture");
}

#[test]
fn head_missing() {
    good()
        .edit(
            "flows/client-scan/2-report.md",
            r#"+++
title = "Report""#,
            r#"title = "Report""#,
        )
        .has("flows/client-scan/2-report.md:1: the file begins with a head: TOML between two lines `+++`");
}

#[test]
fn overdue_without_thread() {
    good()
        .edit(
            "flows/client-scan/1.1-look.md",
            r#"level = "verbose""#,
            r#"level = "verbose"
overdue = "2m""#,
        )
        .has(r#"flows/client-scan/1.1-look.md:7: `overdue` requires the thread: add `thread = "holds"`"#);
}

#[test]
fn two_roles_of_a_failure() {
    good()
        .edit(
            "flows/client-scan/1.1-look.md",
            r#"level = "verbose""#,
            r#"level = "verbose"
inner = true
echo = true"#,
        )
        .has("flows/client-scan/1.1-look.md:7: a failure is only one of `inner`, `root` and `echo`");
}

#[test]
fn timeout_missing() {
    good()
        .edit(
            "flows/client-scan/1.1-look.md",
            r#"timeout = "10m"
"#,
            "",
        )
        .has("flows/client-scan/1.1-look.md:2: `timeout` is missing");
}

#[test]
fn pattern_does_not_compile() {
    good()
        .edit(
            "flows/client-scan/1.1-look.md",
            "pattern = '''Agent looked'''",
            "pattern = '''Agent looked('''",
        )
        .has("flows/client-scan/1.1-look.md:13: the pattern does not compile: error: unclosed group");
}

#[test]
fn pattern_matches_all() {
    good()
        .edit(
            "flows/client-scan/1.1-look.md",
            "pattern = '''Agent looked'''",
            "pattern = '''(?:Agent looked)?'''",
        )
        .has("flows/client-scan/1.1-look.md:13: the pattern matches an empty line");
}

#[test]
fn pattern_with_quote_in_class() {
    good().edit("flows/client-scan/1.1-look.md", "pattern = '''Agent looked'''", r#"pattern = '''Agent looked(?: at ['"]x)?'''"#).has(r#"flows/client-scan/1.1-look.md:13: a quote in the class ['"] cannot match its typographic forms: write it outside the class"#);
}

#[test]
fn pattern_without_literal() {
    good().edit("flows/client-scan/1.1-look.md", r#"pattern = '''Agent looked'''
samples = ["Agent looked at 192.0.2.7"]"#, r#"pattern = '''Agent? '[^']*'|looked'''
samples = ["looked at 192.0.2.7"]"#).has("flows/client-scan/1.1-look.md:13: the pattern has no literal: six bytes or more outside quotes that every match contains");
}

#[test]
fn run_without_plural() {
    good().edit("flows/client-scan/flow.md", r#"run = ["scan", "scans"]"#, r#"run = ["scan"]"#).has(
        r#"flows/client-scan/flow.md:2: `run` is the name of one run and of several: ["scan", "scans"]"#,
    );
}

#[test]
fn sample_matched_twice() {
    good()
        .edit(
            "flows/client-scan/1-search.md",
            "pattern = '''Search started'''",
            "pattern = '''Search (?:started|ended)'''",
        )
        .has(
            "flows/client-scan/1-search.md:22: a sample of `search.ended` is matched by `search.started` too",
        );
}

#[test]
fn sample_names_a_domain() {
    good().edit("flows/client-scan/1.1-look.md", r#"samples = ["Agent looked at 192.0.2.7"]"#, r#"samples = ["Agent looked at wsus.corp.local"]"#).has("flows/client-scan/1.1-look.md:14: a sample names `wsus.corp.local`: use CONTOSO, FABRIKAM, example.com, 192.0.2.x or 192.168.x");
}

#[test]
fn sample_names_a_host() {
    good().edit("flows/client-scan/1.1-look.md", r#"samples = ["Agent looked at 192.0.2.7"]"#, r#"samples = ["Agent looked at http://wsus.corp.local:8530"]"#).has("flows/client-scan/1.1-look.md:14: a sample names `wsus.corp.local`: use CONTOSO, FABRIKAM, example.com, 192.0.2.x or 192.168.x");
}

#[test]
fn sample_names_a_message_host() {
    good().edit("flows/client-scan/1.1-look.md", r#"samples = ["Agent looked at 192.0.2.7"]"#, r#"samples = ["Agent looked at Host=SERVER7, Path=/"]"#).has("flows/client-scan/1.1-look.md:14: a sample names `SERVER7`: use CONTOSO, FABRIKAM, example.com, 192.0.2.x or 192.168.x");
}

#[test]
fn sample_names_a_share() {
    good().edit("flows/client-scan/1.1-look.md", r#"samples = ["Agent looked at 192.0.2.7"]"#, r#"samples = ["Agent looked at \\\\SERVER7\\share"]"#).has("flows/client-scan/1.1-look.md:14: a sample names `SERVER7`: use CONTOSO, FABRIKAM, example.com, 192.0.2.x or 192.168.x");
}

#[test]
fn sample_names_an_address() {
    good().edit("flows/client-scan/1.1-look.md", r#"samples = ["Agent looked at 192.0.2.7"]"#, r#"samples = ["Agent looked at 8.8.8.8"]"#).has("flows/client-scan/1.1-look.md:14: a sample names `8.8.8.8`: use CONTOSO, FABRIKAM, example.com, 192.0.2.x or 192.168.x");
}

#[test]
fn sample_not_matched() {
    good().edit("flows/client-scan/1.1-look.md", r#"samples = ["Agent looked at 192.0.2.7"]"#, r#"samples = ["Agent looks at 192.0.2.7"]"#).has("flows/client-scan/1.1-look.md:14: the pattern of `look.seen` does not match its sample: Agent looks at 192.0.2.7");
}

#[test]
fn samples_missing() {
    good()
        .edit(
            "flows/client-scan/1.1-look.md",
            r#"samples = ["Agent looked at 192.0.2.7"]
"#,
            "",
        )
        .has("flows/client-scan/1.1-look.md:7: `samples` is missing: lines that the pattern matches");
}

#[test]
fn sentence_missing() {
    good()
        .edit(
            "flows/client-scan/flow.md",
            r#"none = "No scan is in these logs."
"#,
            "",
        )
        .has("flows/client-scan/flow.md:2: `none`: neither in `[sentences]` nor in flows/defaults.toml");
}

#[test]
fn sentence_unknown_word() {
    good()
        .edit(
            "flows/client-scan/flow.md",
            r#"stopped = "The scan stops at step {step}.""#,
            r#"stopped = "The scan stops at step {stepp}.""#,
        )
        .has("flows/client-scan/flow.md:13: nothing fills in {stepp}; known are: …");
}

#[test]
fn sentences_missing() {
    good()
        .add(
            "flows/client-scan/flow.md",
            r#"+++
title = "Client scan"
run = ["scan", "scans"]
caller = "CcmExec"

[[source]]
title = "Scan failures"
url = "https://learn.microsoft.com/scan-failures"
accessed = "2026-11-21"
+++

A client learns what it lacks.
"#,
        )
        .has("flows/client-scan/flow.md:2: `ok_one`, `ok_all`, …");
}

#[test]
fn silence_unexplained() {
    good().edit("flows/client-scan/1.1-look.md", r#"silent = "The line is written with verbose logging."
"#, "").has("flows/client-scan/1.1-look.md:2: the step has no evidence at the default log level: add `silent` with the reason why that is normal");
}

#[test]
fn skipped_without_success() {
    good().edit("flows/client-scan/1.1-look.md", r#"level = "verbose""#, r#"level = "verbose"
skipped_without = ["search.started"]"#).has(r#"flows/client-scan/1.1-look.md:7: `skipped_without` requires an end with success: add `ends = "ok"`"#);
}

#[test]
fn source_missing() {
    good()
        .edit(
            "flows/client-scan/flow.md",
            r#"[[source]]
title = "Scan failures"
url = "https://learn.microsoft.com/scan-failures"
accessed = "2026-11-21"
"#,
            "",
        )
        .has("flows/client-scan/flow.md:2: `[[source]]` is missing: where the facts come from");
}

#[test]
fn span_without_unit() {
    good()
        .edit("flows/client-scan/1.1-look.md", r#"timeout = "10m""#, r#"timeout = "10""#)
        .has("flows/client-scan/1.1-look.md:4: `timeout` must be a time span: 30s, 2m or 1h");
}

#[test]
fn step_twice() {
    good()
        .add(
            "flows/client-scan/1.1-gaze.md",
            r#"+++
title = "Look"
actor = "Agent"
timeout = "10m"
silent = "The line is written with verbose logging."

[[evidence]]
id = "look.other"
summary = "the agent looked"
component = "WindowsUpdate"
shows = "progress"
level = "verbose"
pattern = '''Agent looked'''
samples = ["Agent looked at 192.0.2.7"]
+++

## What happens

The agent looks.

## When it stops here

Wait.
"#,
        )
        .has("flows/client-scan/1.1-look.md: step 1.1 has two files");
}

#[test]
fn step_without_flow() {
    good()
        .add(
            "flows/other/1-look.md",
            r#"+++
title = "Look"
actor = "Agent"
timeout = "10m"
silent = "The line is written with verbose logging."

[[evidence]]
id = "look.other"
summary = "the agent looked"
component = "WindowsUpdate"
shows = "progress"
level = "verbose"
pattern = '''Agent looked'''
samples = ["Agent looked at 192.0.2.7"]
+++

## What happens

The agent looks.

## When it stops here

Wait.
"#,
        )
        .has("flows/other/1-look.md: its folder has no flow.md");
}

#[test]
fn step_without_what_happens() {
    good()
        .edit("flows/client-scan/1.1-look.md", "## What happens", "## What it does")
        .has("flows/client-scan/1.1-look.md: `## What happens` is missing");
}

#[test]
fn steps_with_a_gap() {
    good()
        .add(
            "flows/client-scan/4-look.md",
            r#"+++
title = "Look"
actor = "Agent"
timeout = "10m"
silent = "The line is written with verbose logging."

[[evidence]]
id = "look.other"
summary = "the agent looked"
component = "WindowsUpdate"
shows = "progress"
level = "verbose"
pattern = '''Agent looked'''
samples = ["Agent looked at 192.0.2.7"]
+++

## What happens

The agent looks.

## When it stops here

Wait.
"#,
        )
        .has("flows/client-scan/4-look.md: step 4 comes after a gap: number steps without gaps");
}

#[test]
fn switch_of_a_run() {
    good()
        .edit(
            "flows/client-scan/2-report.md",
            "machine = true
",
            "",
        )
        .has("flows/client-scan/2-report.md:6: a switch requires a machine: add `machine = true`");
}

#[test]
fn table_no_table() {
    good()
        .edit("flows/client-scan/flow.md", "[sentences]", "[[sentences]]")
        .has("flows/client-scan/flow.md:6: `sentences` must be written `[sentences]`");
}

#[test]
fn topic_of_no_state() {
    good()
        .edit(
            "flows/client-scan/1-search.md",
            r#"shows = "started""#,
            r#"shows = "started"
topic = 501"#,
        )
        .has(
            "flows/client-scan/1-search.md:6: `topic` must be in states.toml and requires a captured `state`",
        );
}

#[test]
fn unknown_key_in_a_row() {
    good()
        .edit(
            "flows/client-scan/1-search.md",
            r#"shows = "started""#,
            r#"shows = "started"
patern = "x""#,
        )
        .has("flows/client-scan/1-search.md:11: unknown key `patern`; known here: …");
}

#[test]
fn within_of_nothing() {
    good()
        .edit(
            "flows/client-scan/1.1-look.md",
            r#"level = "verbose""#,
            r#"level = "verbose"
within = "10s""#,
        )
        .has("flows/client-scan/1.1-look.md:7: `within` limits `after` or `near`, and both are missing");
}

#[test]
fn word_missing() {
    good()
        .edit(
            "flows/client-scan/1-search.md",
            r#"shows = "started"
"#,
            "",
        )
        .has("flows/client-scan/1-search.md:6: `shows` is missing");
}

#[test]
fn word_unknown() {
    good().edit("flows/client-scan/1-search.md", r#"shows = "started""#, r#"shows = "begun""#).has("flows/client-scan/1-search.md:10: `shows` is `begun`; allowed: started, progress, done, failed, benign");
}

#[test]
fn sentence_of_the_defaults() {
    good()
        .add("flows/defaults.toml", "[sentences]\nok_one = \"The {run} succeeded.\"\n")
        .has("flows/client-scan/flow.md:7: `ok_one` equals flows/defaults.toml: leave it out");
}

#[test]
fn default_with_unknown_word() {
    good()
        .add("flows/defaults.toml", "[sentences]\nskipped = \"The {pass} was skipped.\"\n")
        .has("flows/defaults.toml:2: nothing fills in {pass}; known are: …");
}

#[test]
fn request_of_unknown_endpoint() {
    good()
        .edit("flows/client-scan/2-report.md", "+++\ntitle", "+++\nrequests = [\"/Nowhere/\"]\ntitle")
        .has("flows/client-scan/2-report.md:2: endpoints.toml has no endpoint /Nowhere/");
}
