//! The selected rows: how many they are, how much time is between them, and their copy.

use report::{ViewRequest, ViewRow};
use yew::Context;

use super::clock::duration;
use super::model::{CopyForm, CopyJob, Viewer};
use crate::browser::viewing;
use crate::message::{Action, PageMessage};
use crate::words::{count, number};

/// The most rows that are copied at once.
const MOST_COPIED: u32 = 10_000;
/// How many rows one reply has at most.
const AT_ONCE: u32 = 500;

impl Viewer {
    /// The first and the last selected row; none if one row is chosen at most.
    pub(super) fn range(&self) -> Option<(u32, u32)> {
        let chosen = self.chosen.as_ref()?;
        let anchor = chosen.anchor.as_ref()?;
        Some((anchor.at.min(chosen.at), anchor.at.max(chosen.at)))
    }

    /// `31 rows in 1.027 s`.
    pub(super) fn selection_in_words(&self) -> Option<String> {
        let (first, last) = self.range()?;
        let chosen = self.chosen.as_ref()?;
        let anchor = chosen.anchor.as_ref().and_then(|anchor| anchor.row.as_ref());
        let elapsed = anchor.and_then(|anchor| Some(chosen.row.utc?.abs_diff(anchor.utc?)));
        let elapsed = elapsed.map(|elapsed| [" in ", &duration(elapsed)].concat()).unwrap_or_default();
        Some([count(u64::from(last - first + 1), "row", "rows"), elapsed].concat())
    }

    /// Copies the selected rows, or the chosen one.
    pub(super) fn copy(&mut self, ctx: &Context<Self>, form: CopyForm) {
        let Some(chosen) = &self.chosen else { return };
        let Some((first, last)) = self.range() else {
            let row = std::slice::from_ref(&*chosen.row);
            return self.copy_rows(ctx, form, row);
        };
        let end = (last + 1).min(first + MOST_COPIED);
        if end <= last {
            self.news = ["Only the first ", &number(MOST_COPIED.into()), " rows are copied."].concat();
        }
        let ticket = self.ask_rows(first, end);
        self.copying = Some(CopyJob { ticket, form, end, rows: Vec::new(), next: first });
    }

    fn ask_rows(&self, from: u32, end: u32) -> u32 {
        let ticket = viewing::next_number();
        viewing::ask(ViewRequest::Rows { ticket, from, count: (end - from).min(AT_ONCE) });
        ticket
    }

    /// Takes rows to copy, and asks for the next ones.
    pub(super) fn take_rows(&mut self, ctx: &Context<Self>, ticket: u32, rows: &[ViewRow]) {
        let Some(mut job) = self.copying.take_if(|job| job.ticket == ticket) else { return };
        job.rows.extend_from_slice(rows);
        job.next += rows.len() as u32;
        if rows.is_empty() || job.next >= job.end {
            return self.copy_rows(ctx, job.form, &job.rows);
        }
        job.ticket = self.ask_rows(job.next, job.end);
        self.copying = Some(job);
    }

    fn copy_rows(&self, ctx: &Context<Self>, form: CopyForm, rows: &[ViewRow]) {
        let (name, copied) = match form {
            CopyForm::Message => ("row-message", as_messages(rows)),
            CopyForm::Text => ("row-text", as_text(rows, |row| self.log_of(row))),
            CopyForm::Markdown => ("row-markdown", as_markdown(rows, |row| self.log_of(row))),
        };
        ctx.props().act.emit(PageMessage::Does(Action::Copy(name.to_owned(), copied)));
    }
}

impl Viewer {
    /// The name of the file that a row is in.
    fn log_of(&self, row: &ViewRow) -> &str {
        let mut files = self.logs.iter().flat_map(|log| &log.files);
        files.find(|file| file.file == row.file).map_or(&self.address.log, |file| &file.name)
    }
}

/// The texts of rows alone, as a search or another program needs them.
fn as_messages(rows: &[ViewRow]) -> String {
    rows.iter().map(|row| row.text.trim_end()).collect::<Vec<_>>().join("\n")
}

/// Rows as text with tabs: log, line, time, component, text. Several rows take a line each.
pub(super) fn as_text<'n>(rows: &[ViewRow], log: impl Fn(&ViewRow) -> &'n str) -> String {
    let cells = |row: &ViewRow| {
        let text = if rows.len() > 1 { row.text.replace(['\t', '\r', '\n'], " ") } else { row.text.clone() };
        [log(row), &row.line.to_string(), &row.written, &row.component, &text].join("\t")
    };
    rows.iter().map(cells).collect::<Vec<_>>().join("\n")
}

/// Rows as Markdown: the fence is longer than any in the text.
fn as_markdown<'n>(rows: &[ViewRow], log: impl Fn(&ViewRow) -> &'n str) -> String {
    let first = rows.first().map_or("", &log);
    let has_several = rows.iter().any(|row| log(row) != first);
    let mut fence = "```".to_owned();
    while rows.iter().any(|row| row.text.contains(&fence)) {
        fence.push('`');
    }
    let (head, lines) = match rows {
        [row] => {
            let place = ["line ", &row.line.to_string()].concat();
            let parts = [place.as_str(), &row.written, &row.component];
            let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            (parts.join(", "), row.text.clone())
        }
        _ => {
            let line = |row: Option<&ViewRow>| row.map_or_else(String::new, |row| row.line.to_string());
            let cells = |row: &ViewRow| {
                let cells =
                    [if has_several { log(row) } else { "" }, &row.written, &row.component, &row.text];
                cells.into_iter().filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join("  ")
            };
            let lines = ["lines ", &line(rows.first()), " to ", &line(rows.last())].concat();
            let head = if has_several { count(rows.len() as u64, "row", "rows") } else { lines };
            (head, rows.iter().map(cells).collect::<Vec<_>>().join("\n"))
        }
    };
    let name = if has_several { "Several logs" } else { first };
    ["**", name, "** ", &head, "\n", &fence, "\n", &lines, "\n", &fence, "\n"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(line: u64, text: &str) -> ViewRow {
        let (written, component) = ("09:14".to_owned(), "Agent".to_owned());
        ViewRow { line, written, component, text: text.to_owned(), ..ViewRow::default() }
    }

    #[test]
    fn a_row_is_copied_with_its_place() {
        assert_eq!(
            as_text(&[row(7, "Failed")], |_| "WUAHandler.log"),
            "WUAHandler.log\t7\t09:14\tAgent\tFailed"
        );
        assert_eq!(as_text(&[row(7, "one\ntwo")], |_| "a.log"), "a.log\t7\t09:14\tAgent\tone\ntwo");
    }

    #[test]
    fn the_text_is_copied_alone() {
        assert_eq!(as_messages(&[row(7, "one\ntwo\r\n"), row(9, "three")]), "one\ntwo\nthree");
    }

    #[test]
    fn several_rows_are_copied_as_a_table() {
        let rows = [row(7, "one\n\ttwo"), row(9, "three")];
        assert_eq!(
            as_text(&rows, |_| "a.log"),
            "a.log\t7\t09:14\tAgent\tone  two\na.log\t9\t09:14\tAgent\tthree"
        );
        let markdown = "**a.log** lines 7 to 9\n```\n09:14  Agent  one\n\ttwo\n09:14  Agent  three\n```\n";
        assert_eq!(as_markdown(&rows, |_| "a.log"), markdown);
    }

    #[test]
    fn rows_of_several_logs_name_theirs() {
        let rows = [row(7, "one"), ViewRow { file: 1, ..row(9, "two") }];
        let log = |row: &ViewRow| if row.file == 1 { "b.log" } else { "a.log" };
        assert_eq!(as_text(&rows, log), "a.log\t7\t09:14\tAgent\tone\nb.log\t9\t09:14\tAgent\ttwo");
        let markdown =
            "**Several logs** 2 rows\n```\na.log  09:14  Agent  one\nb.log  09:14  Agent  two\n```\n";
        assert_eq!(as_markdown(&rows, log), markdown);
    }

    #[test]
    fn a_text_cannot_end_its_fence() {
        let copied = as_markdown(&[row(7, "```\n# no heading")], |_| "a.log");
        assert_eq!(copied, "**a.log** line 7, 09:14, Agent\n````\n```\n# no heading\n````\n");
    }
}
