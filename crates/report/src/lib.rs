//! The report of an analysis, and the messages between the page and the engine.
//!
//! These are the only types of Wuscope that are serialized.
//! The readers and the diagnosis do not use JSON; they produce a [`Report`], and everything that shows one (the page,
//! the terminal, an export) starts from it.
//!
//! Two conventions apply everywhere:
//! - **Times.** `time` is the time as the log writes it, character for character. `utc` and every other time are RFC
//!   3339 with milliseconds: with a `Z` if the zone is known, without one if it is not (the time is then the log's own
//!   local time).
//! - **Steps** are named as in page URLs: `3`, or `1.10` for the tenth part of step 1.

#![forbid(unsafe_code)]

mod bookmark;
mod citation;
mod collection;
mod evidence;
mod explanations;
mod files;
mod groups;
mod history;
mod message;
mod moments;
mod reasons;
mod rows;
mod same_machine;
mod saved_head;
mod saved_report;
mod scoping;
mod service;
mod settings;
mod statement;
mod updates;
mod verdict;
mod verification;
mod viewing;
mod visible;

pub use basics::{ClientKind, Confidence, EvidenceKind, Severity, UpdateEvent};
pub use bookmark::Bookmark;
pub use citation::{Citation, CitationStatus};
pub use collection::LogCollection;
pub use evidence::EvidenceLine;
pub use explanations::{
    CauseGuide, CodeExplanation, CodeInText, InnerNumber, Reference, SearchResult, TypedCode,
};
pub use groups::{MachineComparison, MachineDifference, MachineGroup};
pub use history::{Change, Changes, FailurePattern, FlowHistory, Recovery};
pub use message::{CodeLine, ExportForm, FileMeta, FileProgress, LineRow, MEMBERS, Reply, Request};
pub use moments::{ActiveCondition, MomentRow};
pub use reasons::CauseReasons;
pub use rows::{
    CauseChoice, CodeSeen, Contradiction, Finding, FlowRow, Headline, LogPart, LogRow, LogTotals, MissingLog,
    Note, OutcomeCounts, Report, Run, ServerRequest, SkippedFile, StepRow,
};
pub use same_machine::{LATER_DROP, SameMachineQuestion};
pub use saved_head::{
    FirstRows, SarifDriver, SarifHead, SarifRunHead, SarifTool, SavedHead, SavedHeadline, SavedMachine,
};
pub use saved_report::{MOST_REPORT, SavedReport, SavedVerdict};
pub use scoping::ScopingAnswer;
pub use settings::{SettingRow, SettingValue};
pub use statement::Statement;
pub use updates::{UpdateClass, UpdateFact, UpdateRow, UpdateState};
pub use verdict::{Disposition, FlowVerdict, Outcome, Strength, Verdict};
pub use verification::{
    CHANGED_LINES, MORE_LINES, MOVED_LINES, MissingQuotedLog, NO_LOG_OF_NAME, QuotedLine, Verification,
};
pub use viewing::{
    JumpTarget, OverviewPart, PairStretch, ViewChip, ViewCondition, ViewLevel, ViewLog, ViewLogState,
    ViewPair, ViewPattern, ViewReply, ViewRequest, ViewRow, ViewSide, ViewState, ViewStrips,
};
pub use visible::{visible, visible_lines};

/// The version of Wuscope, as in `Cargo.toml`; page and worker compare it before they exchange messages.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
