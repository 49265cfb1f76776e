//! Following a log while another program writes it, until the user pauses it.

use report::MEMBERS;
use yew::{Context, Html, html};

use super::model::{Follow, Viewer, ViewerMessage};
use crate::browser::following::{FollowNews, follow};
use crate::components::icon::{Icon, icon};
use crate::message::{Action, PageMessage};
use crate::view::{text, truth};
use crate::words::count;

impl Follow {
    pub(super) fn is_on(&self) -> bool {
        self.following.is_some()
    }

    fn end(&mut self, words: &str) {
        self.following = None;
        words.clone_into(&mut self.words);
    }
}

impl Viewer {
    /// Follows the log, or pauses.
    pub(super) fn toggle_follow(&mut self, ctx: &Context<Self>) {
        if self.follow.is_on() {
            return self.follow.end("Paused.");
        }
        let to = ctx.link().callback(ViewerMessage::Followed);
        self.follow.words.clear();
        self.follow.following = Some(follow(ctx.props().file, to));
    }

    /// Takes what happened to the file.
    pub(super) fn take_follow_news(&mut self, ctx: &Context<Self>, news: FollowNews) {
        if !self.follow.is_on() {
            return;
        }
        match news {
            FollowNews::Began => {
                self.follow.seen = self.state.entries;
                "Waiting for new entries.".clone_into(&mut self.follow.words);
                self.target = (self.target.0 + 1, self.state.rows.saturating_sub(1));
            }
            FollowNews::Changed(size, modified) => {
                let grown = Action::Grown(ctx.props().file, size, modified);
                ctx.props().act.emit(PageMessage::Does(grown));
            }
            FollowNews::Lost => self.follow.end("The file cannot be read any more, so following has ended."),
            FollowNews::NotDropped => self.follow.end(
                "This browser follows a log only if you drop or paste the file itself, not its folder: do that now.",
            ),
            FollowNews::NoHandles => {
                self.follow.end("A file cannot be followed here: drop the log again to see its new entries.");
            }
        }
    }

    /// The file is no longer the same log.
    pub(super) fn take_replaced(&mut self, ctx: &Context<Self>, file: u32) {
        if file == ctx.props().file && self.follow.is_on() {
            self.follow
                .end("The log was started again, so following has ended: drop it again to see the new one.");
        }
    }

    /// Notes how many entries are new, when all are read.
    pub(super) fn note_new_entries(&mut self) {
        let (all, is_read) = (self.state.entries, self.state.read >= self.state.size);
        if self.follow.is_on() && is_read && all > self.follow.seen {
            let new = u64::from(all - self.follow.seen);
            self.follow.words = [
                &count(new, "new entry", "new entries"),
                ", ",
                &count(all.into(), "entry", "entries"),
                " in all.",
            ]
            .concat();
            self.follow.seen = all;
        }
    }
}

/// The button that follows the log, and what has happened since. A log in an archive does not grow, and neither does
/// the text of a trace.
pub(super) fn follow_button(viewer: &Viewer, ctx: &Context<Viewer>) -> Html {
    let props = ctx.props();
    let is_decoded = [".etl", ".evtx"].iter().any(|end| props.address.log.ends_with(end));
    if props.is_merged || props.file >= MEMBERS || is_decoded {
        return Html::default();
    }
    let is_on = viewer.follow.is_on();
    html! {
        <>
            <button
                class="button view-follow"
                type="button"
                aria-pressed={truth(is_on)}
                title={if is_on { "Pause: new entries are no longer read" } else { "Show new entries as they are written" }}
                onclick={ctx.link().callback(|_| ViewerMessage::Follow)}
            >
                {icon(if is_on { Icon::Pause } else { Icon::Play })}
                {"Follow"}
            </button>
            <span class="note" role="status">{text(&viewer.follow.words)}</span>
        </>
    }
}
