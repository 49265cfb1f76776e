//! One JSON object per line: what a log platform or `jq` takes in. Each line has a `type` and the name of its machine.
//!
//! The other fields are those of the report; docs/json.md describes them.

use report::Report;
use serde::Serialize;
use serde_json::{Value, json};

/// The lines: for each machine the report without its lists, then the items of the lists.
pub(crate) fn ndjson(report: &Report) -> String {
    let mut lines = String::new();
    report.all().for_each(|part| add_report(&mut lines, part));
    lines
}

fn add_report(lines: &mut String, report: &Report) {
    let machine = report.machine.as_str();
    let head = json!({
        "version": report.version,
        "client_kind": report.client_kind,
        "bundle": report.bundle,
        "headline": report.headline,
        "log_totals": report.log_totals,
        "run_count": report.run_count,
        "code_count": report.code_count,
        "update_count": report.update_count,
    });
    add_lines(lines, "report", machine, &[head]);
    add_lines(lines, "flow", machine, &report.flows);
    add_lines(lines, "run", machine, &report.runs);
    add_lines(lines, "finding", machine, &report.findings);
    add_lines(lines, "code", machine, &report.codes);
    add_lines(lines, "update", machine, &report.updates);
    add_lines(lines, "log", machine, &report.logs);
    add_lines(lines, "note", machine, &report.notes);
}

/// Adds a line per item, its `type` and `machine` first.
fn add_lines(lines: &mut String, kind: &str, machine: &str, items: &[impl Serialize]) {
    let machine = Value::from(machine).to_string();
    for item in items {
        let item = serde_json::to_string(item).unwrap_or_default();
        let Some(fields) = item.strip_prefix('{') else { continue };
        for text in ["{\"type\":\"", kind, "\",\"machine\":", &machine, ",", fields, "\n"] {
            lines.push_str(text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{finding, report_with};

    #[test]
    fn each_line_is_an_object_with_type_and_machine() {
        let mut report = report_with(vec![finding("a\nb\u{2028}c")]);
        report.machines = vec![Report { machine: "}\"\\,".to_owned(), ..Report::default() }];
        let lines = ndjson(&report);
        let objects: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let heads: Vec<String> =
            objects.iter().map(|object| format!("{} of {}", object["type"], object["machine"])).collect();
        assert_eq!(
            heads,
            [
                "\"report\" of \"PC01\"",
                "\"flow\" of \"PC01\"",
                "\"run\" of \"PC01\"",
                "\"finding\" of \"PC01\"",
                "\"code\" of \"PC01\"",
                "\"log\" of \"PC01\"",
                "\"report\" of \"}\\\"\\\\,\"",
            ]
        );
        assert_eq!(objects[3]["summary"], "a\nb\u{2028}c");
        assert!(lines.starts_with("{\"type\":\"report\",\"machine\":\"PC01\","), "{lines}");
    }
}
