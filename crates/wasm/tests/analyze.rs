//! `analyze` for other JavaScript, as wasm: the same report as natively, and a message if a file is invalid.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::panic)] // A test panics when something is wrong.

use js_sys::{Object, Reflect, Uint8Array};
use report::Report;
use tests::{TestFile, explained_of, read_scenario, text_of};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

/// A file as a JavaScript object.
fn log_file(fields: &[(&str, JsValue)]) -> JsValue {
    let file = Object::new();
    for (name, value) in fields {
        Reflect::set(&file, &(*name).into(), value).unwrap();
    }
    file.into()
}

fn named(name: &str, bytes: &[u8]) -> JsValue {
    log_file(&[("name", name.into()), ("bytes", Uint8Array::from(bytes).into())])
}

fn given(file: &TestFile) -> JsValue {
    let modified = file.modified.map_or(JsValue::UNDEFINED, |ms| (ms as f64).into());
    let bytes = Uint8Array::from(&file.bytes[..]).into();
    let path = file.path.as_str().into();
    log_file(&[("name", file.name.as_str().into()), ("path", path), ("modified", modified), ("bytes", bytes)])
}

/// The report, or the error message.
fn analyze(files: Vec<JsValue>) -> Result<JsValue, String> {
    let sentence = |error: JsValue| Reflect::get(&error, &"message".into()).unwrap().as_string().unwrap();
    wasm::analyze(files.into_iter().map(JsCast::unchecked_into).collect())
        .map_err(|error| sentence(error.into()))
}

fn report(files: Vec<JsValue>) -> Report {
    serde_wasm_bindgen::from_value(analyze(files).unwrap()).unwrap()
}

fn text(files: Vec<JsValue>) -> String {
    text_of(&report(files))
}

/// Checks that a scenario gives the report that is expected natively.
macro_rules! check_scenario {
    ($name:literal) => {{
        let files = read_scenario(include_str!(concat!("../../../tests/scenarios/", $name, "/logs.txt")));
        let expected = include_str!(concat!("../../../tests/scenarios/", $name, "/expected.txt"));
        let found = report(files.iter().map(given).collect());
        assert_eq!(text_of(&found), expected);
        assert_eq!(report(files.iter().rev().map(given).collect()), found, "{} the other way round", $name);
    }};
}

/// Checks that a scenario explains the causes and the retries as it does natively.
macro_rules! check_explained {
    ($name:literal) => {{
        let files = read_scenario(include_str!(concat!("../../../tests/scenarios/", $name, "/logs.txt")));
        let expected = include_str!(concat!("../../../tests/scenarios/", $name, "/explained.txt"));
        assert_eq!(explained_of(&report(files.iter().map(given).collect())), expected);
    }};
}

/// The sentences about reasons and retries are made from the tables that the engine has.
#[wasm_bindgen_test]
fn scenarios_are_explained_as_natively() {
    check_explained!("group-policy-conflict");
    check_explained!("name-not-resolved");
    check_explained!("proxy-407");
    check_explained!("proxy-refuted-by-its-log");
    check_explained!("two-causes-at-once");
    check_explained!("two-software-update-points");
    check_explained!("wsus-503");
}

/// The engine contains less of the knowledge base than the terminal: all scenarios, except the one of a complete
/// folder, which cannot be passed here.
#[wasm_bindgen_test]
fn scenarios_give_the_report_expected_natively() {
    check_scenario!("agent-log-alone");
    check_scenario!("answered-from-cache");
    check_scenario!("begins-after-the-run");
    check_scenario!("benign-noise");
    check_scenario!("cancelled-then-ok");
    check_scenario!("certificate-not-trusted");
    check_scenario!("copied-mid-scan");
    check_scenario!("decoded-seven-hours-away");
    check_scenario!("decoded-without-symbols");
    check_scenario!("deployment-content-not-found");
    check_scenario!("deployment-download-recovers");
    check_scenario!("deployment-fails-then-installs");
    check_scenario!("deployment-healthy");
    check_scenario!("deployment-installs-nothing");
    check_scenario!("deployment-restart-pending");
    check_scenario!("deployment-scan-fails");
    check_scenario!("deployment-update-fails");
    check_scenario!("deployment-waits-for-window");
    check_scenario!("deployments-two-one-waits");
    check_scenario!("disabled-after-good-scans");
    check_scenario!("dropped-twice");
    check_scenario!("empty-location-reply");
    check_scenario!("empty-location-reply-on-management-point");
    check_scenario!("ends-before-the-run");
    check_scenario!("ends-in-another-order");
    check_scenario!("excerpt-stops");
    check_scenario!("failing-since");
    check_scenario!("feature-disabled");
    check_scenario!("first-failed-then-ok");
    check_scenario!("fresh-client");
    check_scenario!("group-policy-conflict");
    check_scenario!("group-policy-wait");
    check_scenario!("half-missing");
    check_scenario!("healthy-default");
    check_scenario!("healthy-verbose");
    check_scenario!("home-machine");
    check_scenario!("home-machine-fails");
    check_scenario!("job-without-a-search");
    check_scenario!("local-policy-unreadable");
    check_scenario!("location-timed-out");
    check_scenario!("long-scan-under-way");
    check_scenario!("management-point-refuses");
    check_scenario!("name-not-resolved");
    check_scenario!("no-answer");
    check_scenario!("no-policy-for-source");
    check_scenario!("nothing-of-any-run");
    check_scenario!("one-log-only");
    check_scenario!("overwritten-and-own-server-unknown");
    check_scenario!("pasted-failure");
    check_scenario!("pasted-lines");
    check_scenario!("policy-arrives");
    check_scenario!("policy-download-fails");
    check_scenario!("policy-never-received");
    check_scenario!("proxy-407");
    check_scenario!("reason-got-over");
    check_scenario!("reason-inside");
    check_scenario!("reason-long-before");
    check_scenario!("report-refused");
    check_scenario!("restart-ends-the-run");
    check_scenario!("restart-mid-scan");
    check_scenario!("rollover-inside-a-run");
    check_scenario!("search-cannot-start");
    check_scenario!("search-ended-well");
    check_scenario!("service-starts-again");
    check_scenario!("slow-scan");
    check_scenario!("source-failure-got-over");
    check_scenario!("states-never-sent");
    check_scenario!("states-refused");
    check_scenario!("stops-while-parsing");
    check_scenario!("store-fails");
    check_scenario!("synchronization-healthy");
    check_scenario!("synchronization-license-terms");
    check_scenario!("synchronization-of-a-child-site");
    check_scenario!("synchronization-time-out");
    check_scenario!("synchronization-tls");
    check_scenario!("synchronization-wsus-503");
    check_scenario!("three-interleaved");
    check_scenario!("time-out");
    check_scenario!("two-scans-within-seconds");
    check_scenario!("two-software-update-points");
    check_scenario!("unknown-code");
    check_scenario!("windows-7-out-of-memory");
    check_scenario!("wsus-503");
    check_scenario!("wsus-alone");
    check_scenario!("wsus-alone-behind-a-proxy");
    check_scenario!("wsus-by-group-policy");
}

const TIME_OUT: &str = include_str!("../../../tests/scenarios/time-out/logs.txt");

#[wasm_bindgen_test]
fn the_report_is_an_object_like_the_json() {
    let report = analyze(read_scenario(TIME_OUT).iter().map(given).collect()).unwrap();
    let at = |value: &JsValue, key: &str| Reflect::get(value, &key.into()).unwrap();
    let first = |value: &JsValue, key: &str| at(&at(value, key), "0");
    assert_eq!(at(&first(&report, "flows"), "verdict"), "failed");
    assert_eq!(at(&first(&report, "codes"), "code"), "0x80072EE2");
    assert_eq!(at(&first(&report, "logs"), "name"), "WUAHandler.log");
}

#[wasm_bindgen_test]
fn members_of_a_zip_are_read() {
    let log = &read_scenario(TIME_OUT)[0].bytes;
    let inner = tests::archives::zip(&[("WUAHandler.log", log)]);
    let found = report(vec![named("PC1.zip", &tests::archives::zip(&[("in.zip", &inner)]))]);
    assert_eq!((found.logs.len(), found.logs[0].name.as_str()), (1, "WUAHandler.log"));
    assert_eq!(found.findings[0].code.as_deref(), Some("0x80072EE2"));
}

#[wasm_bindgen_test]
fn utf_16_gives_the_same_report() {
    let files = read_scenario(TIME_OUT);
    let wide = |file: &TestFile, unit: fn(u16) -> [u8; 2]| {
        let text = format!("\u{feff}{}", String::from_utf8_lossy(&file.bytes));
        named(&file.name, &text.encode_utf16().flat_map(unit).collect::<Vec<u8>>())
    };
    let expected = text(files.iter().map(given).collect());
    for unit in [u16::to_le_bytes, u16::to_be_bytes] {
        assert_eq!(text(files.iter().map(|file| wide(file, unit)).collect()), expected);
    }
}

#[wasm_bindgen_test]
fn a_file_of_several_blocks_is_read_completely() {
    let files = read_scenario(TIME_OUT);
    let filler = "<![LOG[nothing of note]LOG]!><time=\"07:13:41.204-60\" date=\"11-12-2026\" \
                  component=\"WUAHandler\" context=\"\" type=\"1\" thread=\"1\" file=\"\">\r\n";
    let long = [filler.repeat(40_000).into_bytes(), files[0].bytes.clone()].concat();
    assert!(long.len() > 5_000_000);
    let report = report(vec![named("WUAHandler.log", &long)]);
    assert_eq!(report.logs[0].entries, 40_016);
    assert_eq!((report.runs.len(), report.findings[0].code.as_deref()), (2, Some("0x80072EE2")));
}

#[wasm_bindgen_test]
fn files_that_are_no_logs_give_a_message() {
    let noise: Vec<u8> = (0..90_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let of_noise = report(vec![named("CAS.log", &noise)]);
    let problem = of_noise.logs[0].problem.as_deref();
    assert!(problem.is_some_and(|problem| problem.ends_with('.')), "{problem:?}");
    let of_archive = report(vec![named("logs.zip", b"PK\x03\x04\x14\0\0\0\x08\0")]);
    let [skipped] = &of_archive.skipped_files[..] else { panic!("{:?}", of_archive.skipped_files) };
    assert!(skipped.name == "logs.zip" && skipped.reason.ends_with('.'), "{skipped:?}");
    assert!(of_noise.findings.is_empty() && of_archive.findings.is_empty());
    // Other text is read without findings; an empty file is a log without entries.
    assert!(
        report(vec![named("letter.txt", b"Dear admin,\nall is well.\n"), named("empty.log", b"")])
            .findings
            .is_empty()
    );
    assert!(report(vec![]).logs.is_empty());
}

#[wasm_bindgen_test]
fn invalid_files_are_rejected_with_a_message() {
    let check = |file: JsValue, sentence: &str| {
        let refused = analyze(vec![named("a.log", b"a"), file]);
        assert_eq!(refused.unwrap_err(), sentence);
    };
    let no_name = "File 2 has no name.";
    check(JsValue::NULL, no_name);
    check(JsValue::UNDEFINED, no_name);
    check("WUAHandler.log".into(), no_name);
    check(log_file(&[]), no_name);
    check(log_file(&[("name", 5.into())]), no_name);
    let no_bytes = "b.log has no bytes: expected a Uint8Array.";
    for bytes in [JsValue::UNDEFINED, JsValue::NULL, "text".into(), js_sys::ArrayBuffer::new(4).into()] {
        check(log_file(&[("name", "b.log".into()), ("bytes", bytes)]), no_bytes);
    }
}

#[wasm_bindgen_test]
fn an_invalid_modification_time_is_ignored() {
    let files = read_scenario(TIME_OUT);
    let bytes = || Uint8Array::from(&files[0].bytes[..]).into();
    let expected = text(files.iter().map(given).collect());
    for modified in [f64::NAN.into(), f64::INFINITY.into(), "yesterday".into(), JsValue::NULL] {
        let file = log_file(&[("name", "WUAHandler.log".into()), ("modified", modified), ("bytes", bytes())]);
        assert_eq!(text(vec![file]), expected);
    }
}
