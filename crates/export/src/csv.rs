//! The findings as a table for a spreadsheet (RFC 4180), without cells that a spreadsheet would calculate.
//!
//! It begins with a byte order mark, without which Excel reads UTF-8 as another encoding.

use report::{Finding, Report, visible};

use crate::labels::{cause_title, flow_title, severity_word, step_label};

const COLUMNS: [&str; 15] = [
    "Machine",
    "Severity",
    "Flow",
    "Step",
    "Code",
    "Symbol",
    "Cause",
    "Summary",
    "Count",
    "First seen",
    "Last seen",
    "Log",
    "Line",
    "Text",
    "Finding",
];

/// The table: a row per finding, those of all machines.
pub(crate) fn csv(report: &Report) -> String {
    let mut table = String::from("\u{feff}");
    add_row(&mut table, &COLUMNS);
    for part in report.all() {
        part.findings.iter().for_each(|finding| add_finding(&mut table, part, finding));
    }
    table
}

fn add_finding(table: &mut String, report: &Report, finding: &Finding) {
    let code = finding.code.as_deref().unwrap_or_default();
    let symbol = report.codes.iter().find(|seen| seen.code == code).and_then(|seen| seen.symbol.as_deref());
    let line = if finding.line == 0 { String::new() } else { finding.line.to_string() };
    add_row(
        table,
        &[
            &report.machine,
            severity_word(finding.severity),
            flow_title(&finding.flow),
            &step_label(&finding.flow, &finding.step, report.service_of(finding.last_run)),
            code,
            symbol.unwrap_or_default(),
            finding.cause.as_deref().map(cause_title).unwrap_or_default(),
            &finding.summary,
            &finding.count.to_string(),
            finding.first_seen.as_deref().unwrap_or_default(),
            finding.last_seen.as_deref().unwrap_or_default(),
            &finding.log,
            &line,
            &finding.text,
            &finding.id,
        ],
    );
}

fn add_row(table: &mut String, cells: &[&str; COLUMNS.len()]) {
    for (at, text) in cells.iter().enumerate() {
        if at > 0 {
            table.push(',');
        }
        add_cell(table, text);
    }
    table.push_str("\r\n");
}

/// A cell of a table (RFC 4180). A text that a spreadsheet takes for a formula gets an apostrophe, which makes it text.
pub fn csv_cell(text: &str) -> String {
    let mut cell = String::new();
    add_cell(&mut cell, text);
    cell
}

/// Adds a cell. A text that a spreadsheet takes for a formula gets an apostrophe, which makes it text.
fn add_cell(table: &mut String, text: &str) {
    let text = visible(text);
    let needs_quotes = text.contains(['"', ',', ';', '\t']) || text.trim().len() != text.len();
    if needs_quotes {
        table.push('"');
    }
    if is_formula(&text) {
        table.push('\'');
    }
    table.push_str(&text.replace('"', "\"\""));
    if needs_quotes {
        table.push('"');
    }
}

/// Whether a spreadsheet might calculate a cell: the first character that it does not ignore begins a formula. Some
/// also accept the wide forms of these characters.
fn is_formula(text: &str) -> bool {
    text.starts_with('\t')
        || text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'')).starts_with([
            '=', '+', '-', '@', '|', '%', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}', '\u{2212}',
        ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{finding, report_with};

    use super::csv_cell as cell;

    #[test]
    fn cells_are_quoted_if_they_must_be() {
        for (text, expected) in [
            ("", ""),
            ("plain text", "plain text"),
            ("a, b", "\"a, b\""),
            ("a \"b\"", "\"a \"\"b\"\"\""),
            (" blank", "\" blank\""),
            ("a;b", "\"a;b\""),
        ] {
            assert_eq!(cell(text), expected, "{text:?}");
        }
    }

    #[test]
    fn formulas_are_text() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "|cmd", "\u{ff1d}1", "%0A=1"] {
            assert_eq!(cell(text), ["'", text].concat(), "{text:?}");
        }
        assert_eq!(cell("  =1"), "\"'  =1\"");
        assert_eq!(cell("\t=1"), "\"'\t=1\"");
        assert_eq!(cell("\"=1"), "\"'\"\"=1\"");
        assert_eq!(cell("0x80244022"), "0x80244022");
    }

    #[test]
    fn a_cell_is_one_line_without_controls() {
        assert_eq!(cell("a\r\n=b\0\u{202e}"), "a\\r\\n=b\\x00U+202E");
        assert_eq!(cell("\r=1"), "\\r=1");
    }

    #[test]
    fn each_finding_is_a_row() {
        let mut report = report_with(vec![finding("The scan failed, with a code")]);
        report.machines = vec![report_with(vec![finding("=1"), finding("b")])];
        let table = csv(&report);
        let rows: Vec<&str> = table.split("\r\n").collect();
        assert!(rows[0].starts_with("\u{feff}Machine,Severity,Flow,Step,Code,"));
        assert!(rows[1].starts_with("PC01,Error,"), "{}", rows[1]);
        assert!(rows[1].contains(",0x80244022,WU_E_PT_HTTP_STATUS_SERVICE_UNAVAIL,"), "{}", rows[1]);
        assert!(rows[1].contains(",\"The scan failed, with a code\",3,"), "{}", rows[1]);
        assert!(rows[2].contains(",'=1,3,"), "{}", rows[2]);
        assert_eq!((rows.len(), rows[4]), (5, ""));
    }

    #[test]
    fn a_report_without_findings_is_a_table_without_rows() {
        assert_eq!(csv(&Report::default()).split("\r\n").count(), 2);
    }
}
