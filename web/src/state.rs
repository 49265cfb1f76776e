//! What is on the screen, and how what happens changes it.

use report::{FileMeta, FlowVerdict, Level, Reply, Report};

use crate::look_up::Search;
use crate::message::{Action, Effect, Message, News};
use crate::routes::Route;
use crate::session::{Engine, Session};

/// All that is on the screen.
#[derive(Default)]
pub(crate) struct State {
    /// Where the reader is.
    pub route: Route,
    /// Whether the page stands in a frame of another one.
    pub embedded: bool,
    /// The address of the page without what stands after `#`.
    pub base: String,
    /// The colours that were chosen.
    pub theme: Theme,
    /// Whether the network is locked.
    pub lock: Lock,
    /// What the lock test tried, and whether the browser refused it.
    pub tried: Vec<(&'static str, bool)>,
    /// Files, engine, report.
    pub session: Session,
    /// The search box.
    pub search: Search,
    /// The step whose proof is shown; none: the one the verdict is about.
    pub step: Option<String>,
    /// The run that the keyboard stands on in the strip.
    pub run: Option<u32>,
    /// What is unfolded or chosen, by name.
    pub open: Vec<String>,
    /// Values the reader filled into commands, as (placeholder, value).
    pub filled: Vec<(String, String)>,
    /// What was copied last.
    pub copied: Option<String>,
    /// The dialog that is open.
    pub dialog: Option<Dialog>,
    /// Whether files are held over the window.
    pub dragged: bool,
    /// What was mended: the sentence of the failure that a newer report does not have any more.
    pub mended: Option<String>,
    /// What a screen reader is told next.
    pub said: String,
}

/// The colours that were chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Theme {
    /// Those of the system.
    #[default]
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// As it is kept, and as it stands in an address.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Reads such a word.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        [Self::Auto, Self::Light, Self::Dark].into_iter().find(|theme| theme.word() == word)
    }

    /// What the switch makes of it.
    pub(crate) fn next(self) -> Self {
        match self {
            Self::Auto => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::Auto,
        }
    }
}

/// Whether the network is locked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Lock {
    /// What the page needs is still being fetched.
    #[default]
    Open,
    /// It is locked, and the browser was seen to refuse a request.
    Closed,
    /// It is being tested again.
    Testing,
    /// It does not hold, or could not be closed, for this reason.
    Refused(String),
}

/// The id of the dialog that shows lines; what it shows is in the session.
pub(crate) const LINES: &str = "lines";

/// A dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialog {
    /// Lines to paste.
    Paste,
    /// What the lock does, and its test.
    Lock,
    /// The keys.
    Keys,
}

impl Dialog {
    /// The id of its element.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Paste => "paste",
            Self::Lock => "lock-details",
            Self::Keys => "keys",
        }
    }
}

impl State {
    /// Changes what is on the screen, and answers with what the browser has to do.
    pub(crate) fn apply(&mut self, message: Message) -> Vec<Effect> {
        match message {
            Message::Does(action) => self.act(action),
            Message::News(news) => self.hear(news),
        }
    }

    fn hear(&mut self, news: News) -> Vec<Effect> {
        match news {
            News::Went(route) => self.went(route),
            News::Known(Ok(())) => self.known(),
            News::Fetched(Ok(())) => vec![Effect::Lock],
            News::Known(Err(why)) | News::Fetched(Err(why)) | News::Locked(Err(why)) => {
                self.lock = Lock::Refused(why.clone());
                self.session.fail(&why)
            }
            News::Locked(Ok(())) => {
                self.lock = Lock::Closed;
                if self.has_engine() { self.session.held() } else { vec![] }
            }
            News::Tested(tried) => {
                self.lock = match tried.iter().find(|(_, refused)| !refused) {
                    None => Lock::Closed,
                    Some((what, _)) => {
                        Lock::Refused(["This browser let a request pass: ", what, "."].concat())
                    }
                };
                self.tried = tried;
                vec![]
            }
            News::Given(files) => self.given(files),
            News::Dragged(over) => {
                self.dragged = over;
                vec![]
            }
            News::Told(reply, now, engaged) => self.told(*reply, now, engaged),
            News::Broke => self.session.broke(),
            News::Tick(now) => self.session.tick(now),
            News::Copied(name) => {
                let effects = if name.is_some() { vec![Effect::Uncopy] } else { vec![] };
                self.copied = name;
                effects
            }
            News::Colours(theme) => {
                self.theme = theme;
                vec![Effect::Colours(theme)]
            }
        }
    }

    fn act(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Go(route) => self.go(route),
            Action::TestLock => {
                self.lock = Lock::Testing;
                self.tried.clear();
                vec![Effect::TestLock]
            }
            Action::Pick { folder } => vec![Effect::Pick { folder }],
            Action::Sample => vec![Effect::Sample],
            // Closing the dialog is told in turn, and only then its field goes.
            Action::Paste => vec![Effect::Paste, Effect::Dialog(Dialog::Paste.id(), false)],
            Action::Cancel => self.session.cancel(),
            Action::Clear => {
                (self.mended, self.step) = (None, None);
                let mut effects = self.session.clear();
                effects.extend(self.go(Route::Home));
                effects
            }
            Action::ShowNewer => {
                let before = self.failure();
                self.session.show_newer();
                self.judge(before);
                vec![Effect::Focus("verdict".to_owned())]
            }
            Action::Dismiss => {
                self.session.notice = None;
                vec![]
            }
            Action::Step(step) => {
                let focus = Effect::Focus(["step-", &step].concat());
                self.step = Some(step);
                vec![focus]
            }
            Action::Run(id) => {
                self.run = Some(id);
                vec![]
            }
            Action::Open(file, log, line) => {
                let mut effects = self.session.open(file, log, line);
                effects.push(Effect::Dialog(LINES, true));
                effects
            }
            Action::MoreLines(before, after) => self.session.more_lines(before, after),
            Action::MoreRuns => self.session.ask_runs(),
            Action::Copy(name, text) => vec![Effect::Copy(name, text)],
            Action::Fold(name) => {
                toggle(&mut self.open, name);
                vec![]
            }
            Action::Fill(name, value) => {
                self.filled.retain(|(other, _)| other != name);
                if !value.is_empty() {
                    self.filled.push((name.to_owned(), value));
                }
                vec![]
            }
            Action::Type(text) => {
                self.search.typed(text);
                vec![]
            }
            Action::SearchKey(key) => self.search.key(key).map_or_else(Vec::new, |route| self.go(route)),
            Action::Search => {
                self.search.open = true;
                vec![Effect::Focus("search".to_owned())]
            }
            Action::CloseSearch => {
                self.search.open = false;
                vec![]
            }
            Action::Colours(theme) => {
                self.theme = theme;
                vec![Effect::Colours(theme), Effect::KeepColours(theme)]
            }
            Action::Dialog(dialog) => {
                self.dialog = Some(dialog);
                vec![Effect::Dialog(dialog.id(), true)]
            }
            Action::Close(id) => {
                // The browser tells late of a dialog that it closed: another one may be open by now.
                self.dialog = self.dialog.filter(|dialog| dialog.id() != id);
                if id == LINES {
                    self.session.lines = None;
                }
                vec![Effect::Dialog(id, false)]
            }
            Action::Show(id) => vec![Effect::ScrollTo(id.to_owned())],
            Action::Print => vec![Effect::Print],
        }
    }

    fn go(&mut self, route: Route) -> Vec<Effect> {
        let mut effects = vec![Effect::SetHash(route.href())];
        effects.extend(self.went(route));
        effects
    }

    /// The knowledge is there: what was asked of it before is asked again, and the next parts are fetched.
    fn known(&mut self) -> Vec<Effect> {
        if let Route::Unknown(address) = &self.route {
            // A symbol is a code only now.
            self.route = Route::parse(address);
        }
        let (text, open) = (std::mem::take(&mut self.search.text), self.search.open);
        self.search.typed(text);
        self.search.open = open;
        vec![if self.has_engine() { Effect::FetchEngine } else { Effect::Lock }]
    }

    fn went(&mut self, route: Route) -> Vec<Effect> {
        self.search.open = false;
        if self.route == route {
            return vec![];
        }
        if let Route::Knowledge(query) = &route {
            self.search.typed(query.clone());
            self.search.open = false;
        }
        self.step = None;
        self.route = route;
        vec![Effect::ToTop]
    }

    fn given(&mut self, files: Vec<FileMeta>) -> Vec<Effect> {
        self.dragged = false;
        if files.is_empty() {
            return vec![];
        }
        let mut effects = self.session.add(files);
        if !self.route.needs_report() {
            effects.extend(self.go(Route::Report));
        }
        effects
    }

    fn told(&mut self, reply: Reply, now: f64, engaged: bool) -> Vec<Effect> {
        let is_report = matches!(reply, Reply::Report { .. });
        let before = self.failure();
        let effects = self.session.told(reply, now, engaged);
        if is_report {
            self.judge(before);
        }
        effects
    }

    /// The sentence of the failure that the shown report is about.
    fn failure(&self) -> Option<String> {
        let report = self.session.report.as_deref()?;
        report.findings.first().filter(|finding| finding.level == Level::Error)?;
        report.flows.first().map(|flow| flow.sentence.clone())
    }

    /// After a report came to be shown: tells it, and sees whether what failed before is mended.
    fn judge(&mut self, before: Option<String>) {
        if self.session.busy() {
            return;
        }
        let Some(flow) = self.session.report.as_deref().and_then(|report| report.flows.first()) else {
            return;
        };
        self.said.clone_from(&flow.sentence);
        self.mended = match flow.verdict {
            FlowVerdict::Ok => before.or(self.mended.take()),
            _ => None,
        };
    }

    /// Whether this page fetches the engine: one that only shows knowledge in a frame does without.
    pub(crate) fn has_engine(&self) -> bool {
        !self.embedded || !self.route.is_knowledge() || self.session.engine != Engine::Away
    }

    /// Whether something is unfolded.
    pub(crate) fn is_open(&self, name: &str) -> bool {
        self.open.iter().any(|open| open == name)
    }

    /// The report that is shown.
    pub(crate) fn report(&self) -> Option<&Report> {
        self.session.report.as_deref()
    }
}

fn toggle(names: &mut Vec<String>, name: String) {
    match names.iter().position(|other| *other == name) {
        Some(at) => drop(names.swap_remove(at)),
        None => names.push(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use crate::message::Key;

    fn given() -> State {
        let mut state = State::default();
        state.hear(News::Fetched(Ok(())));
        state.hear(News::Locked(Ok(())));
        let meta = FileMeta {
            file: 1,
            name: "WUAHandler.log".into(),
            path: String::new(),
            size: 10,
            modified: None,
            whole_folder: false,
        };
        state.hear(News::Given(vec![meta]));
        state.hear(News::Told(Box::new(Reply::Ready { build: report::VERSION.into() }), 0.0, false));
        state
    }

    fn tell(state: &mut State, report: Report) {
        let reply = Reply::Report { report: Box::new(report), done: true, cancelled: false };
        state.hear(News::Told(Box::new(reply), 0.0, false));
    }

    #[test]
    fn the_network_is_locked_before_the_worker_starts() {
        let mut state = State::default();
        assert_eq!(state.hear(News::Given(vec![])), []);
        assert_eq!(state.hear(News::Fetched(Ok(()))), [Effect::Lock]);
        assert_eq!(state.lock, Lock::Open);
        assert_eq!(state.session.engine, Engine::Away);
        assert_eq!(state.hear(News::Locked(Ok(()))), []);
        assert_eq!((state.lock, state.session.engine), (Lock::Closed, Engine::Held));
    }

    #[test]
    fn what_was_asked_before_the_knowledge_came_is_asked_again() {
        let address = "/code/WU_E_PT_HTTP_STATUS_PROXY_AUTH_REQ".to_owned();
        let mut state = State { route: Route::Unknown(address), ..State::default() };
        state.search.text = "proxy".to_owned();
        assert_eq!(state.hear(News::Known(Ok(()))), [Effect::FetchEngine]);
        assert_eq!(state.route, Route::Code(0x8024_401B));
        assert!(!state.search.found.hits.is_empty() && !state.search.open);
    }

    #[test]
    fn without_a_lock_nothing_is_read() {
        let mut state = State::default();
        state.hear(News::Fetched(Ok(())));
        state.hear(News::Locked(Err("it did not hold".into())));
        assert_eq!(state.session.engine, Engine::Failed("it did not hold".into()));
        let effects = state.hear(News::Given(vec![]));
        assert!(!effects.contains(&Effect::StartWorker));
    }

    #[test]
    fn dropped_files_lead_to_the_report() {
        let state = given();
        assert_eq!(state.route, Route::Report);
        assert!(state.session.reading);
    }

    #[test]
    fn a_frame_that_shows_knowledge_does_without_the_engine() {
        let mut state = State { embedded: true, route: Route::Code(5), ..State::default() };
        assert!(!state.has_engine());
        state.hear(News::Locked(Ok(())));
        assert_eq!((state.lock.clone(), &state.session.engine), (Lock::Closed, &Engine::Away));
        assert!(State { embedded: true, ..State::default() }.has_engine());
    }

    #[test]
    fn a_verdict_is_told_and_a_mended_one_is_remembered() {
        let mut state = given();
        tell(&mut state, fixture::report());
        assert_eq!(state.said, fixture::report().flows[0].sentence);
        assert_eq!(state.mended, None);
        tell(&mut state, fixture::healthy());
        assert_eq!(state.mended, Some(fixture::report().flows[0].sentence.clone()));
        tell(&mut state, fixture::report());
        assert_eq!(state.mended, None);
    }

    #[test]
    fn a_test_of_the_lock_that_lets_something_through_is_said() {
        let mut state = given();
        state.act(Action::TestLock);
        assert_eq!(state.lock, Lock::Testing);
        state.hear(News::Tested(vec![("fetch", true), ("image", false)]));
        assert_eq!(state.lock, Lock::Refused("This browser let a request pass: image.".into()));
        state.hear(News::Tested(vec![("fetch", true)]));
        assert_eq!(state.lock, Lock::Closed);
    }

    #[test]
    fn going_somewhere_sets_the_address_once() {
        let mut state = State::default();
        let effects = state.act(Action::Go(Route::Code(0x8024_401B)));
        assert_eq!(effects, [Effect::SetHash("#/code/0x8024401B".into()), Effect::ToTop]);
        assert_eq!(state.hear(News::Went(Route::Code(0x8024_401B))), []);
    }

    #[test]
    fn what_is_typed_is_found_and_opened() {
        let mut state = State::default();
        state.act(Action::Type("-2145107941".into()));
        assert!(state.search.open);
        state.act(Action::SearchKey(Key::Enter));
        assert_eq!(state.route, Route::Code(0x8024_401B));
        assert!(!state.search.open);
    }

    #[test]
    fn a_dialog_that_is_told_closed_late_does_not_close_another() {
        let mut state = State::default();
        state.act(Action::Dialog(Dialog::Paste));
        state.act(Action::Dialog(Dialog::Keys));
        state.act(Action::Close("paste"));
        assert_eq!(state.dialog, Some(Dialog::Keys));
        assert_eq!(state.act(Action::Close("keys")), [Effect::Dialog("keys", false)]);
        assert_eq!(state.dialog, None);
    }

    #[test]
    fn folds_open_and_close() {
        let mut state = State::default();
        state.act(Action::Fold("benign".into()));
        assert!(state.is_open("benign"));
        state.act(Action::Fold("benign".into()));
        assert!(!state.is_open("benign"));
    }

    #[test]
    fn filled_values_replace_each_other() {
        let mut state = State::default();
        state.act(Action::Fill("proxy", "p:1".into()));
        state.act(Action::Fill("proxy", "p:2".into()));
        assert_eq!(state.filled, [("proxy".to_owned(), "p:2".to_owned())]);
        state.act(Action::Fill("proxy", String::new()));
        assert!(state.filled.is_empty());
    }

    #[test]
    fn the_switch_goes_round() {
        let mut theme = Theme::Auto;
        for word in ["light", "dark", "auto"] {
            theme = theme.next();
            assert_eq!(Theme::parse(word), Some(theme));
        }
    }
}
