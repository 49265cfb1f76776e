//! The order in which files are given changes nothing: not a byte of the JSON, the numbers of the files included.

#![allow(clippy::panic)] // A test panics when something is wrong.

use report::{FlowVerdict, Report};
use tests::{TestFile, Way, scenarios, session_of};

fn report_of(files: &[TestFile]) -> Report {
    session_of(files, Way::default()).stable_report()
}

#[allow(clippy::unwrap_used)] // The types of a report always serialize.
fn json(files: &[TestFile]) -> String {
    serde_json::to_string_pretty(&report_of(files)).unwrap()
}

/// Other orders of these files: reversed, and some shuffled ones, the same in every run.
fn orders(files: &[TestFile]) -> Vec<Vec<TestFile>> {
    let backwards: Vec<TestFile> = files.iter().rev().cloned().collect();
    let mut orders = vec![backwards];
    let mut number = files.len() as u64;
    for _ in 0..2 {
        let mut order = files.to_vec();
        for at in (1..order.len()).rev() {
            number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            order.swap(at, (number >> 33) as usize % (at + 1));
        }
        orders.push(order);
    }
    orders
}

/// Requires the same JSON in every order.
fn check(what: &str, files: &[TestFile]) {
    let expected = json(files);
    for order in orders(files) {
        if json(&order) != expected {
            let names: Vec<&str> = order.iter().map(|file| file.name.as_str()).collect();
            panic!("{what}, in the order {names:?}, gives a different report");
        }
    }
}

fn in_folder(folder: &str, files: &[TestFile]) -> Vec<TestFile> {
    files.iter().map(|file| TestFile { path: format!("{folder}/{}", file.path), ..file.clone() }).collect()
}

#[test]
fn each_scenario_is_one_report_in_any_order() {
    for (folder, files) in scenarios() {
        check(&folder.display().to_string(), &files);
    }
}

#[test]
fn two_scenarios_are_one_report_in_any_order() {
    let all = scenarios();
    // Every second one with two others, in folders of their own and in none: then files of one name are of two
    // machines.
    for (at, (folder, files)) in all.iter().enumerate().step_by(2) {
        let (_, other) = &all[(at * 7 + 3) % all.len()];
        check(&folder.display().to_string(), &[in_folder("PC-A", files), in_folder("PC-B", other)].concat());
        let (_, other) = &all[(at * 11 + 5) % all.len()];
        check(&folder.display().to_string(), &[&files[..], other].concat());
    }
}

#[test]
fn the_same_files_again_are_one_report_in_any_order() {
    for (folder, files) in scenarios().iter().step_by(5) {
        let again = in_folder("copy", files);
        check(&folder.display().to_string(), &[&files[..], &again, files].concat());
        // The same bytes, changed at another time.
        let later = files.iter().map(|file| TestFile { modified: Some(1_800_000_000_000), ..file.clone() });
        check(&folder.display().to_string(), &[files.clone(), later.collect()].concat());
    }
}

#[test]
fn files_are_numbered_by_folder_and_name() {
    let Some((_, files)) = scenarios().into_iter().find(|(folder, _)| folder.ends_with("proxy-407")) else {
        panic!("there is no such scenario");
    };
    let report = report_of(&files);
    assert_eq!(report.flows[0].verdict, FlowVerdict::Failed);
    let mut names: Vec<(u32, &str)> =
        report.logs.iter().flat_map(|log| &log.parts).map(|part| (part.file, part.name.as_str())).collect();
    names.sort_unstable();
    let mut sorted: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    sorted.sort_unstable_by_key(|name| name.to_lowercase());
    assert_eq!(names, (0..).zip(sorted).collect::<Vec<(u32, &str)>>());
    let lines = report.runs.iter().flat_map(|run| &run.steps).flat_map(|step| &step.evidence);
    for line in lines.chain(report.findings.iter().flat_map(|finding| &finding.evidence)) {
        assert!(names.contains(&(line.file, line.log.as_str())), "{} is not file {}", line.log, line.file);
    }
}
