//! Faults of wording.

use crate::good;

#[test]
fn word_in_a_message() {
    good()
        .edit("codes/windows-update.toml", "The proxy requires authentication.", "The proxy wants a sign-in.")
        .has("codes/windows-update.toml:6: `wants` reads as translated; instead: requires, needs, expects");
}

#[test]
fn word_in_a_comment() {
    let text = format!("# Where the hosts stand.\n{}", good().text("hosts.toml"));
    good()
        .add("hosts.toml", &text)
        .has("hosts.toml:1: `stand` reads as translated; instead: is, is in, remains");
}

#[test]
fn word_in_the_head_of_a_cause() {
    let title = "Proxy authentication required (HTTP 407)";
    good()
        .edit("causes/proxy-sign-in.md", title, "The proxy told the agent to sign in")
        .has("causes/proxy-sign-in.md:2: `told` reads as translated; instead: shows, reports, logs");
}

#[test]
fn word_in_the_body_of_a_cause() {
    let body = "It is the **WinHTTP** one; see [step 1](#/flow/client-scan/1).";
    good()
        .edit("causes/proxy-sign-in.md", body, "It tells the WinHTTP one.")
        .has("causes/proxy-sign-in.md:38: `tells` reads as translated; instead: shows, reports, logs");
}

#[test]
fn commands_and_lines_of_logs_are_exempt() {
    let command = "netsh winhttp show proxy";
    let case = good().edit("causes/proxy-sign-in.md", command, "netsh winhttp tells proxy");
    assert_eq!(case.faults(), [""; 0]);
    let samples = good().text("noise.toml").replacen("samples = [\"", "samples = [\"told: ", 1);
    assert_eq!(good().add("noise.toml", &samples).faults(), [""; 0]);
}
