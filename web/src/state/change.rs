//! How messages change the state.

use std::rc::Rc;

use report::{ExportForm, FlowVerdict, Reply, SavedReport, Severity, visible_lines};

use super::{Content, Dialog, Loading, Lock, NotedSearch, State, Table};
use crate::flow::machines;
use crate::message::{Action, Effect, News, PageMessage};
use crate::routes::{Route, ViewAddress};
use crate::session::Engine;

/// What is requested beside the numbered parts of the knowledge base: all of those that are missing; the engine.
const REST: usize = knowledge::PARTS;
const ENGINE: usize = REST + 1;

impl State {
    /// Changes the state and returns the effects for the browser.
    pub(crate) fn apply(&mut self, message: PageMessage) -> Vec<Effect> {
        let mut effects = match message {
            PageMessage::Does(action) => self.act(action),
            PageMessage::News(news) => self.receive(news),
        };
        effects.extend(self.post_selection());
        effects
    }

    pub(super) fn receive(&mut self, news: News) -> Vec<Effect> {
        match news {
            News::Went(route) => self.went(route),
            News::Known(Ok(())) => {
                self.loading.progress();
                self.revision += 1;
                self.known()
            }
            News::Fetched(Ok(())) => vec![Effect::Lock],
            News::Known(Err(why)) | News::Fetched(Err(why)) | News::Locked(Err(why)) => {
                self.lock = Lock::Refused(why.clone());
                self.session.fail(&why)
            }
            News::Locked(Ok(())) => {
                self.lock = Lock::Closed;
                let mut effects = if self.has_engine() { self.session.held() } else { vec![] };
                if std::mem::take(&mut self.sample_requested) {
                    effects.push(Effect::Sample);
                }
                effects
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
            News::Listed(files) if self.can_read() => {
                self.session.listed = Some(files);
                self.show_report(false)
            }
            News::Listed(_) => vec![],
            News::Given(files) => self.given(files),
            News::Unreadable(folder) => self.notice(
                [
                    "The browser does not let the page read the dropped folder ",
                    &folder,
                    ": choose it with \u{201c}Choose a folder\u{201d}, or drop the files in it. In a sandboxed frame, open the \
                     page in a new tab.",
                ]
                .concat(),
            ),
            News::Dragged(over) => {
                self.dragged = over;
                vec![]
            }
            News::Replied(reply, now, engaged) => self.receive_reply(*reply, now, engaged),
            News::Broke => self.session.broke(),
            News::MessageLost => self.session.fail(
                "This browser could not pass data between the page and the engine: reload the page, or use another \
                 browser.",
            ),
            News::Tick(now) => {
                match self.lock {
                    Lock::Open => self.loading.tick(now),
                    _ => self.loading = Loading::default(),
                }
                self.session.tick(now)
            }
            News::Copied(name) => {
                let mut effects = if name.is_some() { vec![Effect::Uncopy] } else { vec![] };
                effects.extend(self.ticket_copied(name.is_some()));
                self.copied = name;
                effects
            }
            News::Colours(theme) => {
                self.theme = theme;
                vec![Effect::Colours(theme)]
            }
            News::HostPosted(origin, message) => self.host_posted(origin, message),
            News::HostGave(files) => self.given_by_host(files),
        }
    }

    /// Handles an action; an arm that does not return has no effects.
    pub(super) fn act(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Go(route) => return self.go(route),
            Action::TestLock => {
                self.lock = Lock::Testing;
                self.tried.clear();
                return vec![Effect::TestLock];
            }
            Action::Again => {
                (self.lock, self.session.engine) = (Lock::Open, Engine::Away);
                self.loading = Loading::default();
                self.asked.retain(|part| *part < knowledge::PARTS && knowledge::is_given(*part));
                return self.fetch();
            }
            Action::Pick { folder } => return vec![Effect::Pick { folder }],
            // The sample is fetched with the engine.
            Action::Sample if self.session.engine == Engine::Away => self.sample_requested = true,
            Action::Sample => return vec![Effect::Sample],
            // The browser reports the closing of the dialog later; only then is its field removed.
            Action::Paste => return vec![Effect::Paste, Effect::Dialog(Dialog::Paste.id(), false)],
            Action::Cancel => return self.session.cancel(),
            Action::Clear => {
                let mut effects = self.forget_logs();
                effects.extend(self.go(Route::Home));
                return effects;
            }
            Action::ShowNewer => {
                self.session.show_newer();
                self.judge();
                return vec![Effect::Focus("verdict".to_owned())];
            }
            Action::Dismiss => self.session.notice = None,
            Action::Step(step) => {
                let focus = Effect::Focus(["step-", &step].concat());
                self.step = Some(step);
                return vec![focus];
            }
            Action::Run(id) => self.run = Some(id),
            Action::Open(file, log, line) => {
                let (log, number) = self.session.name_of(file).unwrap_or((log, 1));
                let line = (line > 0).then_some(line);
                return self.go(Route::View(ViewAddress { log, number, line, ..ViewAddress::default() }));
            }
            Action::SaveText(name, files) => {
                self.session.save(name, files);
                return self.act(Action::Dialog(Dialog::Save));
            }
            Action::SaveTimes(utc) => self.session.save_times(utc),
            Action::WriteText => return self.session.write_text(),
            Action::Export(form, mask) => {
                let mut effects = self.export(form, mask, false);
                effects.extend(self.act(Action::Dialog(Dialog::Export)));
                return effects;
            }
            Action::CopyExport if self.dialog == Some(Dialog::Export) => return self.session.copy_export(),
            Action::CopyExport => {
                let mut effects = self.export(ExportForm::Markdown, false, true);
                if effects.is_empty() {
                    // The dialog shows why there is no text.
                    effects = self.act(Action::Export(ExportForm::Markdown, false));
                }
                return effects;
            }
            Action::SaveExport { is_key } => return self.session.save_export(is_key),
            Action::Unite(machines) => return self.session.unite(machines),
            Action::MoreRuns => return self.session.ask_runs(self.of()),
            Action::MoreUpdates => return self.session.ask_updates(self.of()),
            Action::MoreLogs => return self.session.ask_logs(self.of()),
            Action::Updates(change) => self.updates.change(change),
            // The text can be a log line that is pasted into a terminal.
            Action::Copy(name, text) => return vec![Effect::Copy(name, visible_lines(&text).into_owned())],
            Action::Fold(name) => toggle(Rc::make_mut(&mut self.open), name),
            Action::Fill(name, value) => {
                self.filled.retain(|(other, _)| other != name);
                if !value.is_empty() {
                    self.filled.push((name.to_owned(), value));
                }
            }
            Action::Type(text) => self.search.typed(text),
            Action::SearchKey(key) => {
                return match self.search.key(key) {
                    Some(Route::Excerpt) => self.act(Action::PasteLines(self.search.text.clone())),
                    to => to.map_or_else(Vec::new, |route| self.go(route)),
                };
            }
            Action::Excerpt(text) => {
                self.excerpt = text;
                if self.route != Route::Excerpt {
                    return self.go(Route::Excerpt);
                }
            }
            Action::PasteLines(text) => return self.paste_lines(text),
            Action::ReadExcerpt if self.holds_lines_only() => return self.paste_lines(self.excerpt.clone()),
            // With other logs, the lines are an additional file.
            Action::ReadExcerpt => {
                let mut effects = vec![Effect::TakeLines(self.excerpt.clone())];
                effects.extend(self.go(Route::Report(None)));
                return effects;
            }
            Action::Answer(question, answer) => {
                let had = self.has_notes();
                self.answers.retain(|(other, _)| *other != question);
                if !answer.is_empty() {
                    self.answers.push((question, answer));
                }
                let has = self.has_notes();
                return if had == has { vec![] } else { vec![Effect::AskToStay(has)] };
            }
            Action::Grown(file, size, modified) => self.session.grown(file, size, modified),
            Action::NoteSearch(search) => self.noted_search = *search,
            Action::Bookmark(change) => {
                let had = self.has_notes();
                change.apply(Rc::make_mut(&mut self.bookmarks));
                let has = self.has_notes();
                return if had == has { vec![] } else { vec![Effect::AskToStay(has)] };
            }
            Action::Skip => return vec![Effect::ToTop],
            Action::Search => {
                self.search.open = true;
                return vec![Effect::Focus("search".to_owned())];
            }
            Action::CloseSearch => self.search.open = false,
            Action::Colours(theme) => {
                self.theme = theme;
                return vec![Effect::Colours(theme), Effect::KeepColours(theme)];
            }
            Action::Dialog(dialog) => {
                self.dialog = Some(dialog);
                // The dialog begins with the page on which it is opened.
                self.embedding.content = Content::Page;
                return vec![Effect::Dialog(dialog.id(), true)];
            }
            Action::Embed(embedding) => self.embedding = embedding,
            Action::Close(id) => {
                // The browser reports a closed dialog late: another one might be open by now.
                self.dialog = self.dialog.filter(|dialog| dialog.id() != id);
                if id == Dialog::Save.id() {
                    self.session.saving = None;
                } else if id == Dialog::Export.id() {
                    self.session.export = None;
                }
                return vec![Effect::Dialog(id, false)];
            }
            Action::Show(id) => return vec![Effect::ScrollTo(id.to_owned())],
            Action::AnswerHost(allows) => return self.answer_host(allows),
            Action::Print => return vec![Effect::Print],
        }
        vec![]
    }

    /// Whether the page contains what the user wrote, and a reload would lose.
    fn has_notes(&self) -> bool {
        !self.answers.is_empty() || !self.bookmarks.is_empty()
    }

    /// Shows lines as an excerpt, and analyzes them unless other logs were added.
    fn paste_lines(&mut self, text: String) -> Vec<Effect> {
        let mut effects = Vec::new();
        if self.has_engine() && self.holds_lines_only() {
            if !self.session.files.is_empty() {
                effects = self.session.clear();
            }
            self.read_excerpt.clone_from(&text);
            effects.push(Effect::TakeLines(text.clone()));
        }
        effects.extend(self.act(Action::Excerpt(text)));
        effects
    }

    /// Removes all logs, and what is known from them.
    pub(super) fn forget_logs(&mut self) -> Vec<Effect> {
        (self.fixed, self.failed, self.step, self.machine) = (None, None, None, None);
        (self.bookmarks, self.noted_search) = (Rc::default(), NotedSearch::default());
        let mut effects = self.session.clear();
        effects.push(Effect::NoteLogs(false));
        effects
    }

    pub(super) fn go(&mut self, route: Route) -> Vec<Effect> {
        let mut effects = vec![Effect::SetHash(route.href())];
        effects.extend(self.went(route));
        effects
    }

    /// What to fetch next: the common part of the knowledge base, the parts of the current page, the other parts, the
    /// engine. A single file and the copy for use offline have no separate parts for a page.
    pub(crate) fn fetch(&mut self) -> Vec<Effect> {
        let mut next: Vec<(usize, Effect)> =
            self.missing_parts().into_iter().map(|part| (part, Effect::FetchKnowledge(part))).collect();
        if next.is_empty() {
            self.early = None;
            next.push(if (0..knowledge::PARTS).any(|part| !knowledge::is_given(part)) {
                (REST, Effect::FetchRest)
            } else {
                (ENGINE, if self.has_engine() { Effect::FetchEngine } else { Effect::Lock })
            });
        }
        // A page can name a part twice, and several parts can arrive before the first is reported: request each once.
        next.retain(|(what, _)| {
            let is_new = !self.asked.contains(what);
            if is_new {
                self.asked.push(*what);
            }
            is_new
        });
        next.into_iter().map(|(_, effect)| effect).collect()
    }

    /// The parts of the knowledge base that the current page still needs.
    fn missing_parts(&self) -> Vec<usize> {
        let is_missing = |part: &usize| !knowledge::is_given(*part);
        let tables: Vec<usize> = [knowledge::TABLES].into_iter().filter(is_missing).collect();
        if !tables.is_empty() || self.is_single || self.is_kept {
            return tables;
        }
        self.route.parts().into_iter().filter(is_missing).collect()
    }

    /// A part of the knowledge base has loaded: repeats the search, and fetches the next parts.
    fn known(&mut self) -> Vec<Effect> {
        if let Route::Unknown(address) = &self.route {
            // A symbol in the URL resolves to a code only now.
            self.route = Route::parse(address);
        }
        let (text, open) = (std::mem::take(&mut self.search.text), self.search.open);
        self.search.typed(text);
        self.search.open = open;
        self.fetch()
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
        if let Some(of) = route.of().filter(|of| *of != self.machine) {
            self.machine = of;
            (self.run, self.fixed, self.failed, self.updates) = (None, None, None, Table::default());
            self.session.forget_more();
        }
        self.route = route;
        self.early = None;
        let mut effects = vec![Effect::ToTop];
        effects.extend(self.ask_code_lines());
        effects
    }

    pub(super) fn notice(&mut self, sentence: String) -> Vec<Effect> {
        self.session.notice = Some(sentence);
        vec![]
    }

    fn receive_reply(&mut self, reply: Reply, now: f64, engaged: bool) -> Vec<Effect> {
        let reply = match reply {
            Reply::Exported { ticket, text, .. } if self.session.is_result(ticket) => {
                return self.post_result(text);
            }
            Reply::SavedReports { reports } => {
                self.announce_saved_reports(reports);
                return vec![];
            }
            reply => reply,
        };
        let is_report = matches!(reply, Reply::Report { .. });
        let mut effects = self.session.receive(reply, now, engaged);
        if is_report {
            self.judge();
            effects.extend(self.ask_code_lines());
            if !self.session.busy() {
                effects.extend(self.ask_export());
                effects.extend(self.ask_result());
            }
        }
        effects
    }

    /// Takes the saved reports, and announces the results after the verdict.
    fn announce_saved_reports(&mut self, reports: Vec<SavedReport>) {
        if let Some(results) = self.session.take_saved_reports(reports) {
            let verdict = self.report().map_or("", |report| report.headline.summary.as_str());
            self.announcement = [verdict, " ", &results].concat().trim_start().to_owned();
        }
    }

    /// The sentence of the shown report's failure.
    fn failure(&self) -> Option<String> {
        let report = self.report()?;
        report.findings.first().filter(|finding| finding.severity == Severity::Error)?;
        Some(report.headline.summary.clone())
    }

    /// After a report is shown: announces it, and checks whether the earlier failure is fixed.
    fn judge(&mut self) {
        if self.session.busy() {
            return;
        }
        let Some(report) = self.report() else { return };
        let is_several = self.of().is_none() && !report.machines.is_empty();
        let (sentence, verdict) = match &report.headline {
            _ if is_several => (machines(report), FlowVerdict::NoLog),
            headline if headline.summary.is_empty() => return,
            headline => (headline.summary.clone(), headline.verdict),
        };
        self.announcement = sentence;
        self.fixed = match verdict {
            FlowVerdict::Ok => self.failed.take().or(self.fixed.take()),
            _ => None,
        };
        self.failed = self.failure();
    }
}

fn toggle(names: &mut Vec<String>, name: String) {
    match names.iter().position(|other| *other == name) {
        Some(at) => drop(names.swap_remove(at)),
        None => names.push(name),
    }
}
