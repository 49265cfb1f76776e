//! The meaning of state message numbers: topics, and the states of each.

use knowledge::{Topic, TopicState};
use yew::{Html, html};

use crate::components::mark::Mark;
use crate::components::panel::{link, tag, titled};
use crate::pages::layout::{head, main, trail};
use crate::view::{View, text};

/// The page.
pub(crate) fn states(view: &View) -> Html {
    let lead = "Clients report numbers: a topic, and a state within the topic. StateMessage.log and site \
                reports contain both.";
    let inside = html! {
        <>
            {trail(view, None, "State messages")}
            {head(view, "State messages by number", lead)}
            <p>{link("#/flow/state-messages", "How state messages reach the site")}</p>
            <div class="pair">{for knowledge::topics().iter().map(of_topic)}</div>
        </>
    };
    main(view, inside)
}

fn of_topic(topic: &Topic) -> Html {
    let number = topic.number.to_string();
    let state = |state: &TopicState| {
        let words = if state.failed { tag(Mark::Failed, state.words) } else { text(state.words) };
        html! { <li>{words}</li> }
    };
    let states = html! {
        <>
            <p class="symbol">{text(topic.symbol)}</p>
            <ol class="states">{for topic.states.iter().map(state)}</ol>
        </>
    };
    titled(&["topic-", &number].concat(), &[&number, ": ", topic.words].concat(), states)
}
