//! kb.json fits its schema, and the schema in docs/schema is that of the types.
//!
//! `UPDATE=1 cargo test -p site` writes the schema.
#![allow(clippy::unwrap_used)] // A test panics when something is wrong.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::*;

fn data() -> Value {
    serde_json::to_value(knowledge_base(&|hash| hash.replace("#/", "%/"))).unwrap()
}

fn validator() -> jsonschema::Validator {
    jsonschema::validator_for(&serde_json::from_str(&schema()).unwrap()).unwrap()
}

/// The entry of a list with this value in a field.
#[track_caller]
fn entry<'a>(data: &'a Value, list: &str, field: &str, value: &str) -> &'a Value {
    data[list].as_array().unwrap().iter().find(|entry| entry[field] == value).unwrap()
}

#[test]
fn the_schema_is_that_of_the_types() {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/schema").join(SCHEMA);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, schema()).unwrap();
    }
    // As values: the order of the keys depends on the features that the whole workspace gives serde_json.
    let value = |text: &str| serde_json::from_str::<Value>(text).ok();
    let written = fs::read_to_string(path).unwrap_or_default();
    assert!(
        value(&written) == value(&schema()),
        "docs/schema/{SCHEMA} is not the one of the types: run with UPDATE=1"
    );
}

#[test]
fn the_data_fits_the_schema_and_other_data_does_not() {
    let (validator, data) = (validator(), data());
    let faults: Vec<String> = validator.iter_errors(&data).map(|fault| fault.to_string()).take(3).collect();
    assert!(faults.is_empty(), "{faults:?}");
    for (place, value) in [
        ("/codes/0/signed", json!("1")),
        ("/causes/0/check/0/elevated", Value::Null),
        ("/flows/0/steps/0/lines", json!({})),
        ("/verified", json!(2026)),
    ] {
        let mut other = data.clone();
        *other.pointer_mut(place).unwrap() = value;
        assert!(!validator.is_valid(&other), "{place}");
    }
}

#[test]
fn a_code_has_its_spellings_and_its_causes() {
    let data = data();
    let code = entry(&data, "codes", "code", "0x80244022");
    assert_eq!(code["unsigned"], 2_149_859_362_u32);
    assert_eq!(code["signed"], -2_145_107_934);
    assert_eq!(code["symbols"], json!(["WU_E_PT_HTTP_STATUS_SERVICE_UNAVAIL"]));
    assert_eq!(code["page"], "code/0x80244022.html");
    for id in code["causes"].as_array().unwrap() {
        let cause = entry(&data, "causes", "id", id.as_str().unwrap());
        assert!(cause["codes"].as_array().unwrap().contains(&json!("0x80244022")), "{id}");
    }
}

#[test]
fn a_cause_has_its_actions_as_markdown() {
    let data = data();
    let cause = entry(&data, "causes", "id", "proxy-sign-in");
    assert_eq!(cause["title"], "Proxy authentication required (HTTP 407)");
    assert_eq!(cause["steps"][0], "client-scan/3");
    assert!(cause["reach"].as_array().unwrap().contains(&json!("the client")), "{cause}");
    let fix = &cause["fix"][0];
    assert_eq!((&fix["on"], &fix["elevated"]), (&json!("client"), &json!(true)));
    assert!(fix["text"].as_str().unwrap().contains("```bat\nnetsh winhttp set proxy"), "{fix}");
    assert!(cause["sources"][0]["url"].as_str().unwrap().starts_with("https://"));
    entry(&data, "symptoms", "id", cause["symptom"].as_str().unwrap());
}

#[test]
fn each_name_of_another_entry_has_one() {
    let data = data();
    let known = |list: &str, field: &str, value: &Value| {
        data[list].as_array().unwrap().iter().any(|entry| entry[field] == *value)
    };
    for code in data["codes"].as_array().unwrap() {
        let causes = code["causes"].as_array().unwrap();
        assert!(!causes.is_empty() && causes.iter().all(|cause| known("causes", "id", cause)), "{code}");
    }
    for flow in data["flows"].as_array().unwrap() {
        for step in flow["steps"].as_array().unwrap() {
            let lines = step["lines"].as_array().unwrap();
            assert!(lines.iter().all(|line| known("logs", "name", &line["log"])), "{step}");
        }
    }
}
