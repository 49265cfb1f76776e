//! Faults of moments.

use crate::good;

#[test]
fn file_name_of_moments() {
    good().add("moments/Windows.toml", "").has(
        "moments/Windows.toml: a file of moments/ is named in lower case with hyphens: moments/system.toml",
    );
}

#[test]
fn moment_about_nothing() {
    good()
        .edit(
            "moments/windows.toml",
            r#"summary = "Windows started"
component = "WUAHandler"
about = "windows""#,
            r#"summary = "Windows started"
component = "WUAHandler""#,
        )
        .has("moments/windows.toml:6: `about` is missing");
}

#[test]
fn moment_about_unknown() {
    good()
        .edit(
            "moments/windows.toml",
            r#"summary = "Windows started"
component = "WUAHandler"
about = "windows""#,
            r#"summary = "Windows started"
component = "WUAHandler"
about = "weather""#,
        )
        .has("moments/windows.toml:10: `about` is `weather`; allowed: windows, updates, services, disks");
}

#[test]
fn moment_ends_nothing() {
    good()
        .edit("moments/windows.toml", r#"ends = ["restart-pending"]"#, r#"ends = ["restart-due"]"#)
        .has("moments/windows.toml:11: no `[[condition]]` has the id `restart-due`");
}

#[test]
fn moment_id_misspelled() {
    good().edit("moments/windows.toml", r#"id = "windows.started""#, r#"id = "Windows_Started""#).has(
        "moments/windows.toml:7: `Windows_Started` is not an ID: lower-case words, as in windows.started",
    );
}

#[test]
fn moment_matched_twice() {
    good()
        .edit(
            "moments/windows.toml",
            r#"samples = ["Windows started"]"#,
            r#"samples = ["Windows started. Restart needed for KB5068861"]"#,
        )
        .has("moments/windows.toml:13: a sample of `windows.started` is matched by `restart.needed` too");
}

#[test]
fn moment_not_matched() {
    good().edit("moments/windows.toml", r#"samples = ["Windows started"]"#, r#"samples = ["Windows went down"]"#).has("moments/windows.toml:13: the pattern of `windows.started` does not match its sample: Windows went down");
}

#[test]
fn moment_of_unknown_log() {
    good()
        .edit(
            "moments/windows.toml",
            r#"summary = "Windows started"
component = "WUAHandler""#,
            r#"summary = "Windows started"
component = "System""#,
        )
        .has("moments/windows.toml:9: logs.toml has neither a component nor a log `System`");
}

#[test]
fn moment_opens_nothing() {
    good()
        .edit("moments/windows.toml", r#"opens = "restart-pending""#, r#"opens = "restart-due""#)
        .edit(
            "moments/windows.toml",
            r#"samples = ["Restart needed for KB5068861"]"#,
            r#"samples = ["Restart needed for KB5068861"]

[[moment]]
id = "restart.asked"
summary = "a restart was asked for"
component = "WUAHandler"
about = "windows"
opens = "restart-pending"
pattern = '''Restart asked for'''
samples = ["Restart asked for"]"#,
        )
        .has("moments/windows.toml:20: no `[[condition]]` has the id `restart-due`");
}

#[test]
fn moment_twice() {
    good()
        .edit("moments/windows.toml", r#"id = "restart.needed""#, r#"id = "windows.started""#)
        .has("moments/windows.toml:16: `windows.started` is already the ID of another moment");
}

#[test]
fn moment_with_unknown_word() {
    good()
        .edit(
            "moments/windows.toml",
            r#"summary = "a restart became pending, to finish {title}""#,
            r#"summary = "a restart became pending, to finish {code}""#,
        )
        .has("moments/windows.toml:17: nothing fills in {code}; known are: title");
}

#[test]
fn moment_without_then() {
    good()
        .edit("moments/windows.toml", r#"ends = ["restart-pending"]"#, r#"during = "restart-pending""#)
        .has("moments/windows.toml:6: `then` is missing");
}

#[test]
fn moment_without_words() {
    good()
        .edit(
            "moments/windows.toml",
            r#"summary = "Windows started"
"#,
            "",
        )
        .has("moments/windows.toml:6: `summary` is missing");
}

#[test]
fn condition_never_opened() {
    good()
        .edit(
            "moments/windows.toml",
            r#"opens = "restart-pending"
"#,
            "",
        )
        .has("moments: no moment opens `restart-pending`");
}

#[test]
fn condition_twice() {
    good()
        .edit(
            "moments/windows.toml",
            r#"summary = "A restart is pending since {since}.""#,
            r#"summary = "A restart is pending since {since}."
severity = "warning"

[[condition]]
id = "restart-pending""#,
        )
        .has("moments/windows.toml:7: duplicate `restart-pending`");
}

#[test]
fn condition_with_unknown_word() {
    good()
        .edit(
            "moments/windows.toml",
            r#"summary = "A restart is pending since {since}.""#,
            r#"summary = "A restart is pending since {time}.""#,
        )
        .has("moments/windows.toml:3: nothing fills in {time}; known are: since, subject");
}
