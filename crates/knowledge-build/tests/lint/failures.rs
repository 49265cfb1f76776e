//! Faults of the words that report a failure, and of the flows of codes.

use crate::good;

#[test]
fn word_in_upper_case() {
    good()
        .edit("failures.toml", r#""denied""#, r#""Denied""#)
        .has("failures.toml:5: `Denied` must be in lower case, and have four bytes or more");
}

#[test]
fn word_too_short() {
    good()
        .edit("failures.toml", r#""denied""#, r#""err""#)
        .has("failures.toml:5: `err` must be in lower case, and have four bytes or more");
}

#[test]
fn word_in_another() {
    good()
        .edit("failures.toml", r#""denied""#, r#""failed""#)
        .has("failures.toml:5: `failed` and `fail` find the same lines: leave out the longer one");
}

#[test]
fn no_failure_without_a_word() {
    good()
        .edit("failures.toml", r#""failover""#, r#""all is well""#)
        .has("failures.toml:1: `all is well` contains no word that reports a failure");
}

#[test]
fn codes_of_no_flow() {
    good()
        .edit("failures.toml", r#"flow = "client-scan""#, r#"flow = "scan""#)
        .has("failures.toml:10: there is no flow `scan`");
}

#[test]
fn codes_in_disorder() {
    good()
        .edit("failures.toml", r#"to = "0x8024FFFF""#, r#"to = "0x80230000""#)
        .has("failures.toml:8: `from` is greater than `to`");
}

#[test]
fn codes_overlap() {
    let twice = good().text("failures.toml")
        + "\n[[codes]]\nfrom = \"0x80244000\"\nto = \"0x80244FFF\"\nflow = \"client-scan\"\n";
    good()
        .add("failures.toml", &twice)
        .has("failures.toml:13: these codes overlap with those from 0x80240000");
}
