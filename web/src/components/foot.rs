//! The foot of the page, and the one it has in a frame.

use yew::{Html, html};

use super::bar::badge;
use super::icon::{Icon, brand, icon};
use super::panel::text_button;
use crate::message::Action;
use crate::state::Dialog;
use crate::view::{View, attr, text};

/// The foot.
pub(crate) fn foot(view: &View) -> Html {
    html! {
        <footer class="foot">
            <span class="promise">
                {icon(Icon::Lock)}
                {"Your logs are read in this tab and are not uploaded."}
            </span>
            {text_button(view, "Test the network lock", Action::Dialog(Dialog::Lock))}
            <span class="version">{"Wuscope "}{text(report::VERSION)}</span>
        </footer>
    }
}

/// The foot in a frame: a way out of it.
pub(crate) fn frame_foot(view: &View) -> Html {
    let whole = [&view.state.base, view.state.route.href().as_str()].concat();
    html! {
        <footer class="frame-foot">
            {badge(view)}
            <span class="brand">{brand()}{"Wuscope "}{text(report::VERSION)}</span>
            <a href={attr(&whole)} target="_blank" rel="noopener">
                {"Open whole page"}
                {icon(Icon::Open)}
            </a>
        </footer>
    }
}
