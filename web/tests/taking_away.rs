//! What leaves the page, as text: the ticket, the other forms of the report, and the lines of a code.

use report::{CodeLine, ExportForm};

use super::*;

/// A reply of the engine while the page is open.
fn reply(state: &mut State, reply: Reply) -> Vec<Effect> {
    state.apply(PageMessage::News(News::Replied(Box::new(reply), 0.0, false)))
}

/// The dialog with a form of the report that the engine has written.
fn exporting(form: ExportForm, mask: bool) -> State {
    let mut state = after(failing(), Action::Export(form, mask));
    let key = if mask { vec![("HOST-01".to_owned(), "CLIENT042.CONTOSO.COM".to_owned())] } else { vec![] };
    reply(&mut state, Reply::Exported { ticket: 1, text: "### The scan fails\n".to_owned(), key });
    state
}

#[test]
fn the_report_can_be_taken_away_when_it_is_complete() {
    shows(failing(), "Add logs … Copy for a ticket … Export … Machine");
    let mut reading = failing();
    reading.apply(PageMessage::News(News::Given(vec![file(3, "more.log")])));
    assert!(reading.session.busy());
    lacks(reading, &["Copy for a ticket"]);
}

#[test]
fn the_export_dialog_shows_form_preview_and_buttons() {
    shows(
        exporting(ExportForm::Markdown, false),
        "Ticket and export … Markdown … Plain text … HTML report … CSV … NDJSON … SARIF … Mermaid flowchart … \
         Mermaid sequence … JSON … Replace names of machines, users and addresses … ### The scan fails … \
         Copy … Save",
    );
    lacks(exporting(ExportForm::Markdown, false), &["Save the key", "HOST-01"]);
    let page = markup(exporting(ExportForm::Csv, false));
    let before = page.split_once(">CSV</button>").map_or("", |(before, _)| before);
    assert!(
        before.rsplit_once("<button").is_some_and(|(_, button)| button.contains("choice chosen")),
        "{page}"
    );
}

#[test]
fn replaced_names_are_previewed() {
    shows(
        exporting(ExportForm::Plain, true),
        "Ticket and export … In the text … In your logs … HOST-01 … CLIENT042.CONTOSO.COM … Save the key … \
         ### The scan fails",
    );
}

#[test]
fn a_long_export_is_previewed_in_part() {
    let mut state = after(failing(), Action::Export(ExportForm::Json, false));
    let text = ["ä".repeat(20_000), "LAST WORDS".to_owned()].concat();
    reply(&mut state, Reply::Exported { ticket: 1, text, key: vec![] });
    let page = words(state);
    assert!(page.contains("The preview shows the first 20,000 characters.") && !page.contains("LAST WORDS"));
}

#[test]
fn a_refused_copy_opens_the_dialog() {
    let asked = || {
        let mut state = after(failing(), Action::CopyExport);
        let copied = reply(&mut state, Reply::Exported { ticket: 1, text: "### It".to_owned(), key: vec![] });
        assert!(matches!(&copied[..], [Effect::Copy(_, text)] if text == "### It"), "{copied:?}");
        state
    };
    let mut copied = asked();
    copied.apply(PageMessage::News(News::Copied(Some("ticket".to_owned()))));
    assert!(copied.dialog.is_none() && copied.session.export.is_none());
    let mut refused = asked();
    refused.apply(PageMessage::News(News::Copied(None)));
    assert_eq!(refused.dialog, Some(Dialog::Export));
    shows(refused, "Ticket and export … ### It … Copy");
}

/// The page of a code, with the report of the failing client; and the lines that the engine found, and more of them.
fn code_page(code: &str, found: Option<(Vec<CodeLine>, bool)>) -> State {
    let mut state = after(failing(), Action::Go(Route::parse(&["#/code/", code].concat())));
    if let Some((lines, more)) = found {
        reply(&mut state, Reply::CodeLines { ticket: 1, lines, more });
    }
    state
}

#[test]
fn a_code_has_its_lines_in_the_loaded_logs() {
    let line = |line| CodeLine {
        file: 2,
        log: "WindowsUpdate.log".to_owned(),
        line,
        time: "2026/11/12 09:14:22".to_owned(),
        text: "Exit code = 0x8024401B".to_owned(),
    };
    shows(code_page("0x8024401B", None), "124 times in your logs Loading lines");
    let found = || code_page("0x8024401B", Some(((1..=12).map(line).collect(), true)));
    shows(
        found(),
        "124 times in your logs … WindowsUpdate.log : 1 … 2026/11/12 09:14:22 … Exit code = 0x8024401B … \
         WindowsUpdate.log : 10 … 2 more lines … 12 of 124 lines are listed: the newest of each log.",
    );
    lacks(found(), &["Seen this code in your logs?", "WindowsUpdate.log : 11"]);
}

#[test]
fn a_code_that_no_log_contains_is_not_in_the_logs() {
    let nothing = code_page("0x80244022", Some((vec![], false)));
    shows(nothing, "Not in your logs No line of your logs contains this code.");
    shows(at("#/code/0x80244022"), "Seen this code in your logs?");
}
