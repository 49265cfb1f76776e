//! The JSON that the terminal prints: its schemas in docs/schema match the types, and real output fits them.
//!
//! `UPDATE=1 cargo test -p tests --test json` writes the schemas.
#![allow(clippy::unwrap_used)] // A test panics when something is wrong.

use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::Validator;
use report::{CodeInText, Report, SearchResult, TypedCode};
use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
use serde_json::{Value, json};
use tests::{Way, analyze, scenarios};

fn path_of(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../docs/schema/{name}.schema.json"))
}

/// The schema of what is serialized as this type.
fn schema_of<T: JsonSchema>() -> Value {
    let generator = SchemaGenerator::from(SchemaSettings::draft2020_12().for_serialize());
    serde_json::to_value(generator.into_root_schema_for::<T>()).unwrap()
}

#[track_caller]
fn check_file<T: JsonSchema>(name: &str) {
    let schema = format!("{}\n", serde_json::to_string_pretty(&schema_of::<T>()).unwrap());
    if std::env::var_os("UPDATE").is_some() {
        fs::write(path_of(name), &schema).unwrap();
    }
    let written = fs::read_to_string(path_of(name)).unwrap_or_default();
    assert!(
        written == schema,
        "docs/schema/{name}.schema.json is not the one of the types: run with UPDATE=1"
    );
}

/// A validator that rejects fields which the schema does not name. (Consumers of our JSON should accept them: a later
/// version may have more fields.)
fn strict<T: JsonSchema>() -> Validator {
    fn close(schema: &mut Value) {
        match schema {
            Value::Object(object) => {
                object.values_mut().for_each(close);
                if object.get("type") == Some(&json!("object")) && object.contains_key("properties") {
                    object.insert("additionalProperties".to_owned(), json!(false));
                }
            }
            Value::Array(items) => items.iter_mut().for_each(close),
            _ => {}
        }
    }
    let mut schema = schema_of::<T>();
    close(&mut schema);
    jsonschema::validator_for(&schema).unwrap()
}

#[track_caller]
fn check_fits(validator: &Validator, value: &Value, what: &str) {
    let faults: Vec<String> = validator
        .iter_errors(value)
        .map(|fault| {
            format!(
                "{what}: {} at {}",
                fault.to_string().chars().take(200).collect::<String>(),
                fault.instance_path()
            )
        })
        .take(5)
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_schemas_are_those_of_the_types() {
    check_file::<Report>("report");
    check_file::<TypedCode>("code");
    check_file::<Vec<CodeInText>>("codes-in-text");
    check_file::<Vec<SearchResult>>("search");
}

#[test]
fn every_report_of_a_scenario_fits_its_schema() {
    let validator = strict::<Report>();
    for (folder, files) in scenarios() {
        let report = serde_json::to_value(analyze(&files, Way::default())).unwrap();
        check_fits(&validator, &report, &folder.display().to_string());
    }
}

#[test]
fn a_report_with_another_field_or_word_does_not_fit() {
    let validator = strict::<Report>();
    let (_, files) = scenarios().swap_remove(0);
    let report = serde_json::to_value(analyze(&files, Way::default())).unwrap();
    assert!(validator.is_valid(&report));
    for (place, value) in [
        ("/flows/0/verdict", json!("broken")),
        ("/run_count", json!(-1)),
        ("/logs/0/size", json!("2 kB")),
        ("/version", Value::Null),
    ] {
        let mut other = report.clone();
        *other.pointer_mut(place).unwrap() = value;
        assert!(!validator.is_valid(&other), "{place}");
    }
    let mut other = report.clone();
    other["flows"][0]["sentence"] = json!("a field of an older version");
    assert!(!validator.is_valid(&other));
    other = report;
    other.as_object_mut().unwrap().remove("findings");
    assert!(!validator.is_valid(&other));
}
