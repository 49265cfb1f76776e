//! The log viewer as text: its rows, chips, details and menu, rendered without a browser and an engine.

use report::{Bookmark, ViewChip, ViewCondition, ViewLevel, ViewRow};

use super::*;
use crate::routes::ViewAddress;
use crate::session::{Engine, FileStatus, GivenFile};
use crate::viewer::testing::{OpenLog, open};

/// The rows of a failed scan, from 2026-11-12 09:14:21 on.
fn rows() -> Vec<ViewRow> {
    let lines = [
        (ViewLevel::Info, "Search Criteria is (DeploymentAction=* AND Type='Software')"),
        (ViewLevel::Info, "Async searching of updates using WUAgent started."),
        (
            ViewLevel::Warning,
            "Message '{0B1D9A22-227C-45E3-9FFC-2FC77A67F95A}' waits for a reply\nretry in 60 seconds\nif none comes",
        ),
        (ViewLevel::Error, "OnSearchComplete - Failed to end search job. Error = 0x8024401b."),
        (ViewLevel::Error, "Scan failed with error = 0x8024401b."),
    ];
    let row = |(at, (level, text)): (usize, (ViewLevel, &str))| ViewRow {
        entry: at as u32,
        file: 7,
        line: at as u64 + 1,
        text: text.to_owned(),
        level,
        component: "WUAHandler".to_owned(),
        thread: 3_388,
        written: ["11-12-2026 09:14:2", &(at + 1).to_string(), ".410-60"].concat(),
        utc: Some(1_794_471_261_410 + at as i64 * 1_000),
        hit: if text.to_lowercase().contains("error") { at as u32 - 2 } else { 0 },
        is_hit: text.to_lowercase().contains("error"),
        ..ViewRow::default()
    };
    lines.into_iter().enumerate().map(row).collect()
}

/// A state in which the log of this thread is open.
fn opened(log: OpenLog) -> State {
    open(log);
    let mut state = failing();
    state.session.engine = Engine::Running;
    let mut given = GivenFile::new(file(7, "WUAHandler.log"));
    given.status = FileStatus::Read;
    state.session.files = vec![given];
    state.route =
        Route::View(ViewAddress { log: "WUAHandler.log".into(), number: 1, ..ViewAddress::default() });
    state
}

fn chosen(at: usize) -> OpenLog {
    OpenLog { rows: rows(), chosen: Some(at), ..OpenLog::default() }
}

#[test]
fn the_details_explain_the_component_the_code_and_the_times() {
    shows(
        opened(chosen(3)),
        "WUAHandler.log : 4 … Copy … Markdown … Link … Bookmark … Menu … Component … WUAHandler … Only … Hide … WUAHandler.log … Thread … 3388 … Level … errors … \
         UTC … 2026-11-12 08:14:24.410 … From here … Up to here … Row before … +1.000 s … Code … 0x8024401B",
    );
}

#[test]
fn a_line_of_evidence_has_its_step_its_run_and_what_follows() {
    let report = fixture::report();
    let run = &report.runs[0];
    let lines = |step: &report::StepRow| step.evidence.first().map(|line| line.line);
    let line = run.steps.iter().find_map(lines).expect("evidence");
    let row = ViewRow { file: 1, line, text: "ScanJob started.".into(), ..ViewRow::default() };
    let mut state = opened(OpenLog { rows: vec![row], chosen: Some(0), ..OpenLog::default() });
    state.session.files =
        vec![GivenFile { status: FileStatus::Read, ..GivenFile::new(file(1, "WUAHandler.log")) }];
    shows(state, "Step … Run … Only its lines … Next step");
}

#[test]
fn a_run_opens_its_logs_with_only_its_lines() {
    let mut state = failing();
    state.session.files =
        vec![GivenFile { status: FileStatus::Read, ..GivenFile::new(file(1, "WUAHandler.log")) }];
    let id = state.session.report.as_ref().map_or(0, |report| report.runs[0].id);
    state.route = Route::Run(None, id);
    shows(state, "Only the lines of this run … WUAHandler.log");
}

#[test]
fn a_guid_is_named_and_leads_to_all_lines_with_it() {
    shows(
        opened(chosen(2)),
        "GUID … Message … 0B1D9A22-227C-45E3-9FFC-2FC77A67F95A … All lines with it … Find",
    );
}

#[test]
fn the_current_hit_has_its_number() {
    let log = OpenLog { found: "Error".into(), ..chosen(4) };
    shows(opened(log.clone()), "2 of 2 hits");
    shows(opened(OpenLog { chosen: Some(0), ..log }), "2 hits");
}

#[test]
fn chips_show_what_they_hide_and_can_be_inverted() {
    let chip = |condition, hides| ViewChip { condition, hides };
    let chips = vec![
        chip(ViewCondition::Component("Idle Timer".into()), true),
        chip(ViewCondition::Time(1_794_471_261_410, 1_794_471_264_411), false),
    ];
    let log = OpenLog { chips, hidden: vec![Some(1_212), None], ..chosen(0) };
    let state = opened(log);
    shows(
        state,
        "Without … component Idle Timer … hides 1,212 … Only … time 2026-11-12 09:14:21.410 to 09:14:24.410",
    );
}

#[test]
fn several_selected_rows_show_their_elapsed_time() {
    let log = OpenLog { anchor: Some(4), ..chosen(1) };
    shows(opened(log.clone()), "Selected: 4 rows in 3.000 s");
    assert_eq!(
        markup(opened(log)).matches("aria-selected=\"true\"").count(),
        1,
        "only the grid selects the others"
    );
}

#[test]
fn highlights_are_listed_and_marked() {
    let log = OpenLog { highlights: vec!["failed".into(), "0x8024401b".into()], ..chosen(0) };
    let markup = markup(opened(log));
    assert!(markup.contains("<mark class=\"light-1\">Failed</mark>"), "{markup}");
    assert!(markup.contains("<mark class=\"light-2\">0x8024401b</mark>"), "{markup}");
    assert!(markup.contains("aria-label=\"Remove: failed\""), "{markup}");
}

#[test]
fn an_entry_with_several_lines_can_be_unfolded() {
    let folded = markup(opened(chosen(0)));
    assert!(folded.contains("aria-expanded=\"false\" aria-label=\"All lines of the entry\""), "{folded}");
    let unfolded = markup(opened(OpenLog { unfolded: Some(2), ..chosen(0) }));
    assert!(unfolded.contains("aria-expanded=\"true\" aria-label=\"All lines of the entry\""), "{unfolded}");
}

#[test]
fn bookmarks_are_listed_with_their_notes() {
    let mut state = opened(chosen(0));
    let line = report::EvidenceLine { file: 7, ..fixture::line("WUAHandler.log", 2, "Async searching") };
    state.bookmarks = std::rc::Rc::new(vec![Bookmark { line, note: "asks for drivers".into() }]);
    let markup = markup(state);
    for part in ["Bookmarks", "WUAHandler.log : 2", "value=\"asks for drivers\"", "aria-label=\"Bookmark\""] {
        assert!(markup.contains(part), "{part} in {markup}");
    }
}

#[test]
fn the_menu_of_a_cell_offers_what_is_like_it() {
    let markup = markup(opened(OpenLog { menu: Some(3), ..chosen(3) }));
    for part in ["role=\"menu\"", "Only thread 3388", "Hide thread 3388", "From here on", "Copy as Markdown"]
    {
        assert!(markup.contains(part), "{part} in {markup}");
    }
}

#[test]
fn the_filter_lists_levels_and_components() {
    shows(
        opened(OpenLog { has_panel: true, ..chosen(0) }),
        "Text … Only these … Hide these … Highlight … From … To … Only this time … errors … 2 … Only … Hide … \
         warnings … 1 … WUAHandler … 5",
    );
}

#[test]
fn the_head_of_the_grid_has_handles_for_the_widths() {
    let markup = markup(opened(chosen(0)));
    for part in [
        "role=\"separator\"",
        "aria-label=\"Width of Component\"",
        "aria-valuenow=\"150\"",
        "aria-multiselectable=\"true\"",
    ] {
        assert!(markup.contains(part), "{part} in {markup}");
    }
}
