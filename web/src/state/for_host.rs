//! Answers the page around the frame: shows what it opens, analyzes the logs that it gives, and posts their report to it
//! if the owner of this page or the user allowed that.
//!
//! A host receives nothing of logs that the user added. So a click that a hostile host steals, by covering its frame,
//! gains nothing: only the report of logs that it has itself.

use report::FileMeta;

use super::giving::WITHOUT_ENGINE;
use super::{HostMessage, HostReply, State, Trust};
use crate::message::Effect;
use crate::routes::Route;

const REFUSED: &str = "The user refused.";
const OTHER_LOGS: &str = "The page contains logs of the user.";

impl State {
    /// Handles a message of the host with this origin.
    pub(super) fn host_posted(&mut self, origin: String, message: HostMessage) -> Vec<Effect> {
        if origin != self.host.origin {
            self.host.trust = if self.host.is_listed(&origin) { Trust::Allowed } else { Trust::Unasked };
            self.host.shown.clear();
            self.host.origin = origin;
        }
        match (message, self.host.trust) {
            (HostMessage::Ping, _) => vec![],
            (HostMessage::Open(route), _) => self.go(route),
            (HostMessage::Analyze(_), Trust::Refused) => self.refuse(REFUSED),
            (HostMessage::Analyze(_), _) if !self.has_host_logs_only() => self.refuse(OTHER_LOGS),
            (HostMessage::Analyze(_), _) if !self.can_read() => self.refuse(WITHOUT_ENGINE),
            (HostMessage::Analyze(_), Trust::Allowed) => self.take_from_host(),
            (HostMessage::Analyze(files), _) => {
                self.host.offered = files;
                self.host.trust = Trust::Asked;
                vec![]
            }
        }
    }

    /// The user allowed or refused what the host requests.
    pub(super) fn answer_host(&mut self, allows: bool) -> Vec<Effect> {
        self.host.trust = if allows { Trust::Allowed } else { Trust::Refused };
        match allows {
            false => self.refuse(REFUSED),
            // The user can have added logs meanwhile.
            true if !self.has_host_logs_only() => self.refuse(OTHER_LOGS),
            true => self.take_from_host(),
        }
    }

    /// The host's files replace those that it gave before.
    fn take_from_host(&mut self) -> Vec<Effect> {
        let mut effects = self.forget_logs();
        effects.push(Effect::TakeHostFiles);
        effects
    }

    /// The browser kept the files of the host.
    pub(super) fn given_by_host(&mut self, files: Vec<FileMeta>) -> Vec<Effect> {
        let before = self.session.files.len();
        let effects = self.given(files);
        self.session.host_files += self.session.files.len() - before;
        effects
    }

    fn refuse(&self, why: &'static str) -> Vec<Effect> {
        vec![self.reply(HostReply::Refused(why))]
    }

    fn reply(&self, reply: HostReply) -> Effect {
        Effect::Post(self.host.origin.clone(), reply)
    }

    /// Whether all logs are the host's.
    pub(crate) fn has_host_logs_only(&self) -> bool {
        self.session.files.len() == self.session.host_files && self.session.listed.is_none()
    }

    fn shares(&self) -> bool {
        self.host.trust == Trust::Allowed && self.has_host_logs_only()
    }

    /// Requests the report for the host, when its logs are read.
    pub(super) fn ask_result(&mut self) -> Vec<Effect> {
        if self.shares() && self.session.host_files > 0 { self.session.ask_result() } else { vec![] }
    }

    /// The report for the host arrived.
    pub(super) fn post_result(&self, json: String) -> Vec<Effect> {
        if self.shares() { vec![self.reply(HostReply::Result(json))] } else { vec![] }
    }

    /// Posts the shown page to the host, if it changed. A query is not posted: the user typed it.
    pub(super) fn post_selection(&mut self) -> Vec<Effect> {
        if !self.shares() {
            return vec![];
        }
        let hash = match &self.route {
            Route::Knowledge(_) => Route::Knowledge(String::new()).href(),
            route => route.href(),
        };
        if hash == self.host.shown {
            return vec![];
        }
        self.host.shown.clone_from(&hash);
        vec![self.reply(HostReply::Selection(hash))]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use crate::message::{Action, News};
    use crate::state::Host;
    use report::{Reply, Report, Request};

    const WIKI: &str = "https://wiki.example.com";

    fn framed(listed: &str) -> State {
        let host = Host { listed: listed.to_owned(), ..Host::default() };
        State { framed: true, host, ..State::default() }
    }

    fn post(state: &mut State, message: HostMessage) -> Vec<Effect> {
        state.receive(News::HostPosted(WIKI.to_owned(), message))
    }

    fn refused(why: &'static str) -> Effect {
        Effect::Post(WIKI.to_owned(), HostReply::Refused(why))
    }

    fn selected(hash: &str) -> Effect {
        Effect::Post(WIKI.to_owned(), HostReply::Selection(hash.to_owned()))
    }

    /// A state in which the logs of a listed host are read.
    fn read() -> State {
        let mut state = framed(WIKI);
        state.receive(News::Fetched(Ok(())));
        state.receive(News::Locked(Ok(())));
        assert!(post(&mut state, HostMessage::Analyze(1)).contains(&Effect::TakeHostFiles));
        state.receive(News::HostGave(vec![fixture::file(0, "WUAHandler.log")]));
        reply(&mut state, Reply::Ready { build: report::VERSION.into() });
        state
    }

    fn reply(state: &mut State, reply: Reply) -> Vec<Effect> {
        state.receive(News::Replied(Box::new(reply), 0.0, false))
    }

    fn finished() -> Reply {
        Reply::Report { report: Box::new(Report::default()), done: true, cancelled: false }
    }

    /// The ticket of a requested report.
    fn asked(effects: &[Effect]) -> Option<u32> {
        effects.iter().find_map(|effect| match effect {
            Effect::Ask(Request::Export { ticket, form: report::ExportForm::Json, .. }) => Some(*ticket),
            _ => None,
        })
    }

    #[test]
    fn the_user_is_asked_once() {
        let mut state = framed("");
        assert_eq!(post(&mut state, HostMessage::Ping), []);
        assert_eq!(state.host.trust, Trust::Unasked);
        assert_eq!(post(&mut state, HostMessage::Analyze(2)), []);
        assert_eq!(state.host.trust, Trust::Asked);
        assert!(state.host.question().contains("https://wiki.example.com requests to give 2 files"));
        assert_eq!(state.act(Action::AnswerHost(false)), [refused(REFUSED)]);
        assert_eq!(post(&mut state, HostMessage::Analyze(2)), [refused(REFUSED)]);
        assert_eq!(state.host.trust, Trust::Refused);
    }

    #[test]
    fn an_allowed_host_gives_files() {
        let mut state = framed("");
        post(&mut state, HostMessage::Analyze(1));
        assert_eq!(state.act(Action::AnswerHost(true)).last(), Some(&Effect::TakeHostFiles));
        state.receive(News::HostGave(vec![fixture::file(0, "a.log")]));
        assert!(state.has_host_logs_only() && state.session.host_files == 1);
    }

    #[test]
    fn another_origin_is_another_host() {
        let mut state = framed("https://other.example.com");
        post(&mut state, HostMessage::Analyze(1));
        state.act(Action::AnswerHost(true));
        state.receive(News::HostPosted("null".to_owned(), HostMessage::Ping));
        assert_eq!(state.host.trust, Trust::Unasked);
    }

    #[test]
    fn a_listed_host_receives_the_result_of_its_logs() {
        let mut state = read();
        let ticket = asked(&reply(&mut state, finished())).expect("a request");
        let exported = Reply::Exported { ticket, text: "{}".to_owned(), key: vec![] };
        let result = Effect::Post(WIKI.to_owned(), HostReply::Result("{}".to_owned()));
        assert_eq!(reply(&mut state, exported), [result]);
    }

    #[test]
    fn logs_of_the_user_end_the_results() {
        let mut state = read();
        let ticket = asked(&reply(&mut state, finished())).expect("a request");
        state.receive(News::Given(vec![fixture::file(1, "own.log")]));
        let exported = Reply::Exported { ticket, text: "{}".to_owned(), key: vec![] };
        assert_eq!(reply(&mut state, exported), [], "also one that was requested before");
        assert_eq!(asked(&reply(&mut state, finished())), None);
        assert_eq!(post(&mut state, HostMessage::Analyze(1)), [refused(OTHER_LOGS)]);
        assert_eq!(state.post_selection(), []);
    }

    #[test]
    fn a_host_that_is_stopped_receives_nothing() {
        let mut state = read();
        assert_eq!(state.act(Action::AnswerHost(false)), [refused(REFUSED)]);
        assert_eq!(asked(&reply(&mut state, finished())), None);
    }

    #[test]
    fn logs_while_the_user_is_asked_are_not_replaced() {
        let mut state = framed("");
        post(&mut state, HostMessage::Analyze(1));
        state.receive(News::Given(vec![fixture::file(0, "own.log")]));
        assert_eq!(state.act(Action::AnswerHost(true)), [refused(OTHER_LOGS)]);
        assert_eq!(state.session.files.len(), 1);
    }

    #[test]
    fn a_selection_is_posted_once_and_without_a_query() {
        let mut state = framed(WIKI);
        assert_eq!(state.post_selection(), [], "nobody is there");
        post(&mut state, HostMessage::Ping);
        assert_eq!(state.post_selection(), [selected("#/")]);
        assert_eq!(state.post_selection(), []);
        post(&mut state, HostMessage::Open(Route::Knowledge("contoso".to_owned())));
        assert_eq!(state.post_selection(), [selected("#/kb")]);
    }

    #[test]
    fn a_page_is_opened_for_any_host() {
        let mut state = framed("");
        post(&mut state, HostMessage::Open(Route::Code(5)));
        assert_eq!((state.route.clone(), state.post_selection()), (Route::Code(5), vec![]));
    }
}
