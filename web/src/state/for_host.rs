//! Answers the page around the frame: shows what it opens, analyzes the logs that it gives, and posts their report to it
//! if the owner of this page or the user allowed that.
//!
//! A host receives nothing of logs that the user added. So a click that a hostile host steals, by covering its frame,
//! gains nothing: only the report of logs that it has itself.

use report::FileMeta;

use super::change::WITHOUT_ENGINE;
use super::{HostMessage, HostReply, State, Trust};
use crate::message::Effect;
use crate::routes::Route;

const REFUSED: &str = "The user refused.";
const OTHER_LOGS: &str = "The page contains logs of the user.";

impl State {
    /// Handles a message of the host with this origin.
    pub(super) fn hear(&mut self, origin: String, message: HostMessage) -> Vec<Effect> {
        if origin != self.host.origin {
            self.host.trust = if self.host.is_listed(&origin) { Trust::Allowed } else { Trust::Unasked };
            self.host.told.clear();
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
    pub(super) fn tell_result(&self, json: String) -> Vec<Effect> {
        if self.shares() { vec![self.reply(HostReply::Result(json))] } else { vec![] }
    }

    /// Posts the shown page to the host, if it changed. A query is not posted: the user typed it.
    pub(super) fn tell_selection(&mut self) -> Vec<Effect> {
        if !self.shares() {
            return vec![];
        }
        let hash = match &self.route {
            Route::Knowledge(_) => Route::Knowledge(String::new()).href(),
            route => route.href(),
        };
        if hash == self.host.told {
            return vec![];
        }
        self.host.told.clone_from(&hash);
        vec![self.reply(HostReply::Selection(hash))]
    }
}
