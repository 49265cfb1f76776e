//! The findings as SARIF 2.1.0, for viewers of code scanning: each finding is a result at its proving line.
//!
//! Each machine is a run, each cause a rule. A result without a known cause has the rule of its code, else of its step.

use report::{EvidenceLine, Finding, Report, Severity, visible};
use serde_json::{Map, Value, json};

use crate::labels::{cause_title, flow_title, step_label};
use crate::uri::file_uri;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The SARIF log of a report and of the reports of its machines.
pub(crate) fn sarif(report: &Report) -> String {
    let is_empty = |part: &&Report| part.logs.is_empty() && part.findings.is_empty();
    let has_machines = !report.machines.is_empty();
    let parts = report.all().filter(|part| !(has_machines && is_empty(part)));
    let runs: Vec<Value> = parts.map(|part| SarifRun::new(part).finish()).collect();
    let log = json!({ "$schema": SCHEMA, "version": "2.1.0", "runs": runs });
    let mut text = serde_json::to_string_pretty(&log).unwrap_or_default();
    text.push('\n');
    text
}

/// One run of Wuscope under construction: its artifacts and rules are referred to by index.
struct SarifRun<'r> {
    report: &'r Report,
    artifacts: Vec<Value>,
    /// The numbers and names of the files, in the order of the artifacts.
    files: Vec<(u32, &'r str)>,
    rules: Vec<Value>,
    /// The ids of the rules, in their order.
    rule_ids: Vec<String>,
}

impl<'r> SarifRun<'r> {
    fn new(report: &'r Report) -> Self {
        let mut run = Self { report, artifacts: vec![], files: vec![], rules: vec![], rule_ids: vec![] };
        for log in &report.logs {
            for part in &log.parts {
                let encoding = log.encoding.split(' ').next().unwrap_or_default();
                let mut artifact = json!({
                    "location": { "uri": file_uri(&log.folder, &part.name) },
                    "length": part.size,
                    "properties": { "log": log.kind, "format": log.format, "entries": part.entries },
                });
                if !encoding.is_empty() {
                    artifact["encoding"] = json!(encoding);
                }
                run.artifacts.push(artifact);
                run.files.push((part.file, &part.name));
            }
        }
        run
    }

    fn finish(mut self) -> Value {
        let results: Vec<Value> = self.report.findings.iter().map(|finding| self.result(finding)).collect();
        let report = self.report;
        let notes: Vec<Value> = report
            .notes
            .iter()
            .map(|note| json!({ "level": level(note.severity), "message": message(&note.summary) }))
            .collect();
        let mut driver = json!({ "name": "Wuscope", "rules": self.rules });
        if !report.version.is_empty() {
            driver["semanticVersion"] = json!(report.version);
        }
        let mut run = json!({
            "tool": { "driver": driver },
            "columnKind": "utf16CodeUnits",
            "invocations": [{ "executionSuccessful": true, "toolExecutionNotifications": notes }],
            "artifacts": self.artifacts,
            "results": results,
        });
        if !report.machine.is_empty() {
            let machine = visible(&report.machine);
            // The part after the last slash would be the number of this analysis.
            let id = ["wuscope/", &machine.replace('/', "-"), "/"].concat();
            run["automationDetails"] = json!({
                "id": id,
                "description": message(&["Logs of ", &machine].concat()),
            });
        }
        run
    }

    fn result(&mut self, finding: &Finding) -> Value {
        let (rule, index) = self.rule(finding);
        let proof =
            finding.evidence.iter().position(|line| line.line == finding.line && line.log == finding.log);
        let location = match proof.and_then(|at| finding.evidence.get(at)) {
            Some(line) => self.location(line),
            None if finding.log.is_empty() => Value::Null,
            None => location(&json!({ "uri": file_uri("", &finding.log) }), finding.line, &finding.text),
        };
        let layers = finding.evidence.iter().enumerate().filter(|(at, _)| Some(*at) != proof);
        let related: Vec<Value> = layers.zip(1..).map(|((_, line), id)| self.related(line, id)).collect();
        let mut result = json!({
            "ruleId": rule,
            "ruleIndex": index,
            "kind": "fail",
            "level": level(finding.severity),
            "message": message(&finding.summary),
            "partialFingerprints": { "wuscopeFinding/v1": finding.id },
            "occurrenceCount": finding.count.max(1),
            "properties": properties(finding),
        });
        if !location.is_null() {
            result["locations"] = json!([location]);
        }
        if !related.is_empty() {
            result["relatedLocations"] = json!(related);
        }
        result
    }

    /// The rule of a finding: its id, and its index among the rules.
    fn rule(&mut self, finding: &Finding) -> (String, usize) {
        let step = [&finding.flow, "/", &finding.step].concat();
        let (id, title) = match (&finding.cause, &finding.code) {
            (Some(cause), _) => (cause.clone(), cause_title(cause).to_owned()),
            (None, Some(code)) => (code.clone(), ["Failure with ", code].concat()),
            (None, None) => {
                let service = self.report.service_of(finding.last_run);
                let label = step_label(&finding.flow, &finding.step, service);
                (step, [flow_title(&finding.flow), ": ", &label].concat())
            }
        };
        if let Some(index) = self.rule_ids.iter().position(|known| *known == id) {
            return (id, index);
        }
        self.rules.push(json!({ "id": id, "shortDescription": message(&title) }));
        self.rule_ids.push(id.clone());
        (id, self.rule_ids.len() - 1)
    }

    fn location(&self, line: &EvidenceLine) -> Value {
        let index = self.files.iter().position(|(file, name)| *file == line.file && *name == line.log);
        let uri = index
            .and_then(|index| self.artifacts.get(index))
            .map_or_else(|| json!(file_uri("", &line.log)), |artifact| artifact["location"]["uri"].clone());
        let artifact = match index {
            Some(index) => json!({ "uri": uri, "index": index }),
            None => json!({ "uri": uri }),
        };
        location(&artifact, line.line, &line.text)
    }

    fn related(&self, line: &EvidenceLine, id: u32) -> Value {
        let mut related = self.location(line);
        related["id"] = json!(id);
        let time = line.utc.as_deref().unwrap_or(&line.time);
        let words = [&line.log, ", line ", &line.line.to_string()].concat();
        related["message"] = message(&if time.is_empty() { words } else { [&words, ", ", time].concat() });
        related
    }
}

/// A line of an artifact; lines are counted from 1.
fn location(artifact: &Value, line: u64, text: &str) -> Value {
    let mut physical = json!({ "artifactLocation": artifact });
    if line > 0 {
        physical["region"] = json!({ "startLine": line, "snippet": { "text": text } });
    }
    json!({ "physicalLocation": physical })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// What a finding has and SARIF does not know; without what is not known.
fn properties(finding: &Finding) -> Value {
    let fields = [
        ("flow", json!(finding.flow)),
        ("step", json!(finding.step)),
        ("code", json!(finding.code)),
        ("outerCode", json!(finding.outer_code)),
        ("subject", json!(finding.subject)),
        ("strength", json!(finding.strength)),
        ("confidence", json!(finding.confidence)),
        ("firstSeen", json!(finding.first_seen)),
        ("lastSeen", json!(finding.last_seen)),
    ];
    let known = fields.into_iter().filter(|(_, value)| !value.is_null());
    Value::Object(known.map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>())
}

/// A message in which no brackets are a link and no braces a placeholder.
fn message(text: &str) -> Value {
    let mut escaped = String::with_capacity(text.len());
    for c in visible(text).chars() {
        match c {
            '[' | ']' => escaped.extend(['\\', c]),
            '{' | '}' => escaped.extend([c, c]),
            c => escaped.push(c),
        }
    }
    json!({ "text": if escaped.is_empty() { "No description" } else { &escaped } })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{finding, report_with};

    fn first_run(report: &Report) -> Value {
        let log: Value = serde_json::from_str(&sarif(report)).unwrap();
        log["runs"][0].clone()
    }

    #[test]
    fn a_finding_is_a_result_at_its_proving_line() {
        let run = first_run(&report_with(vec![finding("The scan failed")]));
        let result = &run["results"][0];
        assert_eq!((&result["ruleId"], &result["level"]), (&json!("wsus-pool-stopped"), &json!("error")));
        assert_eq!(result["message"]["text"], "The scan failed");
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(
            place["artifactLocation"],
            json!({ "uri": "C%3A/Logs%20of%20PC01/WUAHandler.log", "index": 0 })
        );
        assert_eq!(place["region"]["startLine"], 17);
        assert!(place["region"]["snippet"]["text"].as_str().unwrap().contains("0x80244022"));
        let related = &result["relatedLocations"][0];
        assert_eq!(related["physicalLocation"]["region"]["startLine"], 12);
        assert_eq!(related["message"]["text"], "WUAHandler.log, line 12, 2026-11-12T09:13:12.000Z");
        assert_eq!(result["properties"]["code"], "0x80244022");
        assert!(result["properties"].get("subject").is_none());
    }

    #[test]
    fn causes_codes_and_steps_are_rules() {
        let of_code = Finding { cause: None, ..finding("a") };
        let of_step = Finding { cause: None, code: None, ..finding("b") };
        let run = first_run(&report_with(vec![finding("c"), of_code, of_step, finding("d")]));
        let ids: Vec<&Value> =
            run["tool"]["driver"]["rules"].as_array().unwrap().iter().map(|rule| &rule["id"]).collect();
        assert_eq!(ids, ["wsus-pool-stopped", "0x80244022", "client-scan/3"]);
        let indexes: Vec<&Value> =
            run["results"].as_array().unwrap().iter().map(|result| &result["ruleIndex"]).collect();
        assert_eq!(indexes, [0, 1, 2, 0]);
    }

    #[test]
    fn a_line_of_no_known_file_has_its_name_only() {
        let mut report = report_with(vec![Finding { evidence: vec![], ..finding("a") }]);
        report.logs.clear();
        let place = &first_run(&report)["results"][0]["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"], json!({ "uri": "WUAHandler.log" }));
        report.findings[0].log.clear();
        report.findings[0].line = 0;
        assert!(first_run(&report)["results"][0].get("locations").is_none());
    }

    #[test]
    fn messages_contain_no_links_and_no_placeholders() {
        assert_eq!(
            message("[a](https://example.com) {0}"),
            json!({ "text": "\\[a\\](https://example.com) {{0}}" })
        );
        assert_eq!(message("a\nb\u{202e}"), json!({ "text": "a\\nbU+202E" }));
        assert_eq!(message(""), json!({ "text": "No description" }));
    }

    #[test]
    fn each_machine_is_a_run() {
        let machines = vec![report_with(vec![finding("a")]), report_with(vec![])];
        let report = Report { machines, ..Report::default() };
        let log: Value = serde_json::from_str(&sarif(&report)).unwrap();
        assert_eq!(log["runs"].as_array().unwrap().len(), 2);
        assert_eq!(log["runs"][1]["automationDetails"]["id"], "wuscope/PC01/");
        assert_eq!(log["runs"][1]["results"], json!([]));
    }

    #[test]
    fn an_empty_report_is_a_run_without_results() {
        let run = first_run(&Report::default());
        assert_eq!((&run["results"], &run["artifacts"]), (&json!([]), &json!([])));
    }
}
