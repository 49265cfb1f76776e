//! The icons of verdicts: each has a unique shape, and its word beside it or as its accessible name.

use report::{Disposition, EvidenceKind, FlowVerdict, Outcome, Report, Severity, UpdateState, Verdict};
use yew::virtual_dom::AttrValue;
use yew::{Html, html};

use crate::flow::decisive;
use crate::view::attr;

/// The kinds of marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// A filled circle with a check.
    Ok,
    /// A ring with a check.
    Passed,
    /// A filled octagon with a cross.
    Failed,
    /// A circle half filled.
    Stopped,
    /// A dashed ring.
    NotReached,
    /// A page with a question mark.
    NoLog,
    /// A ring with a slash.
    Off,
    /// A triangle.
    Warning,
    /// A ring with an i.
    Info,
    /// A small ring: in progress.
    Step,
}

const CIRCLE: &str = "M10 1.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z";
const CHECK: &str = "M6 10.3l2.8 2.8 5.4-6";

impl Mark {
    /// The class that sets the colour.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::Ok | Self::Passed => "ok",
            Self::Failed => "fail",
            Self::Stopped | Self::Warning => "warn",
            Self::NotReached | Self::Off | Self::Step => "idle",
            Self::NoLog => "nolog",
            Self::Info => "accent",
        }
    }

    /// Its shape, whether the shape is filled, and the sign in it.
    fn drawing(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Ok => (CIRCLE, "solid", CHECK),
            Self::Passed => (CIRCLE, "ring", CHECK),
            Self::Failed => ("M6.3 1h7.4L19 6.3v7.4L13.7 19H6.3L1 13.7V6.3z", "solid", "M7 7l6 6M13 7l-6 6"),
            Self::Stopped => (CIRCLE, "ring half", "M10 1.5a8.5 8.5 0 0 0 0 17z"),
            Self::NotReached => (CIRCLE, "ring dashed", ""),
            Self::NoLog => {
                ("M4 1.5h8L16 5.5v13H4z", "ring", "M8 8.8a2.1 2.1 0 1 1 3.1 1.9c-.7.4-1.1.8-1.1 1.6M10 15v.1")
            }
            Self::Off => (CIRCLE, "ring", "M4.5 15.5l11-11"),
            Self::Warning => ("M10 2l9 16H1z", "solid", "M10 8v4.5M10 15.3v.1"),
            Self::Info => (CIRCLE, "ring", "M10 9.2v5M10 6v.1"),
            Self::Step => ("M10 6a4 4 0 1 0 0 8 4 4 0 0 0 0-8z", "ring", ""),
        }
    }

    /// The mark of a level.
    pub(crate) fn of_level(level: Severity) -> Self {
        match level {
            Severity::Error => Self::Failed,
            Severity::Warning => Self::Warning,
            Severity::Info => Self::Info,
        }
    }

    /// The mark of a step's verdict.
    pub(crate) fn of(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Ok => Self::Ok,
            Verdict::Failed => Self::Failed,
            Verdict::Stopped => Self::Stopped,
            Verdict::Passed => Self::Passed,
            Verdict::NotReached => Self::NotReached,
            Verdict::NoLog => Self::NoLog,
        }
    }

    /// The mark of a run's outcome.
    pub(crate) fn of_outcome(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Ok => Self::Ok,
            Outcome::Failed => Self::Failed,
            Outcome::Incomplete => Self::Stopped,
            Outcome::Cancelled | Outcome::Skipped => Self::Off,
        }
    }

    /// The mark of a flow.
    pub(crate) fn of_flow(verdict: FlowVerdict) -> Self {
        match verdict {
            FlowVerdict::Ok => Self::Ok,
            FlowVerdict::Failed => Self::Failed,
            FlowVerdict::Stopped | FlowVerdict::Incomplete => Self::Stopped,
            FlowVerdict::Cancelled | FlowVerdict::Skipped => Self::Off,
            FlowVerdict::NoLog => Self::NoLog,
        }
    }

    /// The mark of a report: a finding that is not a failure has the mark of its severity.
    pub(crate) fn of_report(report: &Report) -> Self {
        match (report.headline.verdict, decisive(report)) {
            (FlowVerdict::Incomplete | FlowVerdict::NoLog, Some(finding)) => Self::of_level(finding.severity),
            (verdict, _) => Self::of_flow(verdict),
        }
    }

    /// The mark of a code's disposition.
    pub(crate) fn of_code(disposition: Disposition) -> Self {
        match disposition {
            Disposition::Decisive => Self::Failed,
            Disposition::Possible => Self::Warning,
            Disposition::Layer => Self::Step,
            Disposition::Recovered => Self::Passed,
            Disposition::LoggedOnly => Self::Info,
            Disposition::Noise => Self::Off,
        }
    }

    /// The mark of an update's state.
    pub(crate) fn of_update(state: UpdateState) -> Self {
        match state {
            UpdateState::InstallFailed | UpdateState::DownloadFailed => Self::Failed,
            UpdateState::RestartPending => Self::Stopped,
            UpdateState::Missing => Self::Warning,
            UpdateState::Downloaded | UpdateState::InProgress | UpdateState::Named => Self::NotReached,
            UpdateState::Installed => Self::Ok,
            UpdateState::Superseded | UpdateState::NotApplicable => Self::Off,
        }
    }

    /// The mark of a line of evidence.
    pub(crate) fn of_line(shows: EvidenceKind) -> Self {
        match shows {
            EvidenceKind::Done | EvidenceKind::Started => Self::Ok,
            EvidenceKind::Progress => Self::Step,
            EvidenceKind::Failed => Self::Failed,
            EvidenceKind::Benign => Self::Off,
        }
    }
}

/// A mark beside its word.
pub(crate) fn mark(mark: Mark) -> Html {
    draw(mark, None)
}

/// A mark without text, with its word as accessible name.
pub(crate) fn named_mark(mark: Mark, word: &str) -> Html {
    draw(mark, Some(attr(word)))
}

fn draw(mark: Mark, word: Option<AttrValue>) -> Html {
    let (shape, kind, sign) = mark.drawing();
    let class = ["m ", mark.class(), " ", kind].concat();
    html! {
        <svg
            class={class}
            viewBox="0 0 20 20"
            aria-hidden={word.is_none().then_some("true")}
            role={word.is_some().then_some("img")}
            aria-label={word}
        >
            <path class="shape" d={shape} />
            <path class="sign" d={sign} />
        </svg>
    }
}
