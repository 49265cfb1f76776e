//! Finds topics and states of state messages by number: `topic 501`, `StateId = 5`, `TopicType 501 … StateId 5`.

use knowledge_model::model::Topic;

use super::target::{SearchHit, SearchTarget};
use super::texts::parts;
use crate::look_up::topics;

/// Adds the topics and states that a query names by number.
pub(super) fn states(query: &str, hits: &mut Vec<SearchHit>) {
    let topic = number_after(query, |word| begins(word, "topic"));
    let state = number_after(query, |word| {
        word.eq_ignore_ascii_case("state") || begins(word, "stateid") || word.eq_ignore_ascii_case("states")
    });
    let is_meant = |one: &&Topic| topic.is_none_or(|number| one.number == number);
    if topic.is_none() && state.is_none() {
        return;
    }
    for topic in topics().iter().filter(is_meant) {
        let has = |number: &u32| topic.states.len() >= *number as usize && *number > 0;
        match state {
            None => hits.push(SearchHit { what: SearchTarget::Topic(topic), score: 9_700 }),
            Some(state) if has(&state) => {
                hits.push(SearchHit { what: SearchTarget::State(topic, state), score: 9_700 });
            }
            Some(_) => {}
        }
    }
}

fn begins(word: &str, with: &str) -> bool {
    word.get(..with.len()).is_some_and(|head| head.eq_ignore_ascii_case(with))
}

/// The number right after a word.
fn number_after(query: &str, is_it: impl Fn(&str) -> bool) -> Option<u32> {
    let mut parts = parts(query).skip_while(|part| !is_it(part));
    parts.nth(1)?.parse().ok()
}
