//! The JSON that the program prints fits the schemas in docs/schema.
#![allow(clippy::unwrap_used)] // A test ends where something is wrong.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// What the program prints for these arguments, with this on its standard input.
fn printed(arguments: &[&str], input: &str) -> Value {
    let mut program = Command::new(env!("CARGO_BIN_EXE_wuscope"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    program.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    serde_json::from_slice(&program.wait_with_output().unwrap().stdout).unwrap()
}

#[track_caller]
fn check(schema: &str, arguments: &[&str], input: &str) {
    let schema = std::fs::read(root().join(format!("docs/schema/{schema}.schema.json"))).unwrap();
    let validator = jsonschema::validator_for(&serde_json::from_slice(&schema).unwrap()).unwrap();
    let value = printed(arguments, input);
    let fault = validator.iter_errors(&value).next();
    assert!(fault.is_none(), "{arguments:?}: {fault:?}");
}

#[test]
fn a_report_fits() {
    let sample = root().join("public/sample");
    check("report", &["analyze", "--format", "json", sample.to_str().unwrap()], "");
}

#[test]
fn a_code_fits_however_it_is_spelled() {
    for code in [
        "0x80244022",
        "80244022",
        "-2145107934",
        "WU_E_PT_HTTP_STATUS_PROXY_AUTH_REQ",
        "0xC1900101-0x30018",
        "404",
    ] {
        check("code", &["code", "--format", "json", "--", code], "");
    }
}

#[test]
fn the_codes_of_a_text_fit() {
    check(
        "codes-in-text",
        &["code", "--format", "json", "-"],
        "a 0x80072ee2 and\nCBS_E_UNHEARD_OF (0x800f0123)\n",
    );
    check("codes-in-text", &["code", "--format", "json", "-"], "nothing\n");
}

#[test]
fn a_search_fits() {
    check("search", &["search", "--format", "json", "proxy"], "");
    check("search", &["search", "--format", "json", "xyzzy"], "");
}
