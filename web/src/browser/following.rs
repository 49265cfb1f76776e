//! Follows a file that another program writes: looks once a second whether it has changed.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::File;
use yew::Callback;

use super::document::pause;
use super::{engine, files, handles};

/// Milliseconds between two looks at the file.
const PAUSE: i32 = 1_000;

/// What happens to a file that is followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FollowNews {
    /// It is followed from now on.
    Began,
    /// It has changed: its size, and when it was changed last, in milliseconds since 1970 UTC.
    Changed(u64, i64),
    /// It can no longer be read.
    Lost,
    /// The browser gives no handle of this file, but would give one if the file itself was dropped.
    NotDropped,
    /// The browser gives no handles, or none to this page.
    NoHandles,
}

/// Following ends when this is dropped.
pub(crate) struct Following(Rc<Cell<bool>>);

impl Drop for Following {
    fn drop(&mut self) {
        self.0.set(false);
    }
}

/// Follows a file, and passes the engine each change of it.
pub(crate) fn follow(file: u32, to: Callback<FollowNews>) -> Following {
    let is_on = Rc::new(Cell::new(true));
    let following = Following(Rc::clone(&is_on));
    spawn_local(async move {
        let Some(handle) = handles::of(file).await else {
            return to.emit(if handles::are_given() {
                FollowNews::NotDropped
            } else {
                FollowNews::NoHandles
            });
        };
        let mut seen = files::given(file).map(|given| version(&given));
        to.emit(FollowNews::Began);
        while is_on.get() {
            let Ok(now) = JsFuture::from(handle.get_file()).await else {
                return to.emit(FollowNews::Lost);
            };
            let now: File = now.unchecked_into();
            if is_on.get() && seen.replace(version(&now)) != Some(version(&now)) {
                let (size, modified) = version(&now);
                engine::grow(file, &now);
                files::replace(file, now);
                to.emit(FollowNews::Changed(size, modified));
            }
            pause(PAUSE).await;
        }
    });
    following
}

/// The size of a file, and when it was changed last.
fn version(file: &File) -> (u64, i64) {
    (file.size() as u64, file.last_modified() as i64)
}
