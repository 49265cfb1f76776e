//! The search box: the query, its hits, and the selected hit.

use knowledge::spelling::codes_in;
use knowledge::{SearchHit, SearchHits, SearchTarget};

use crate::message::Key;
use crate::routes::Route;
use crate::words::count;

/// The search box.
#[derive(Default)]
pub(crate) struct Search {
    /// The query.
    pub text: String,
    /// The hits.
    pub found: SearchHits,
    /// The hit that the keyboard selected.
    pub chosen: Option<usize>,
    /// Whether the list is shown.
    pub open: bool,
}

/// How many hits are listed below the box; the search page lists all.
pub(crate) const SHOWN: usize = 8;

impl Search {
    /// Sets the query and finds its hits.
    pub(crate) fn typed(&mut self, text: String) {
        self.found = knowledge::find(&text);
        self.text = text;
        self.chosen = None;
        self.open = true;
    }

    /// Handles a key; answers with the page to open.
    pub(crate) fn key(&mut self, key: Key) -> Option<Route> {
        let shown = self.found.hits.len().min(SHOWN);
        let to = match key {
            Key::Enter => return self.enter(),
            _ if shown == 0 => return None,
            Key::Down => self.chosen.map_or(0, |at| (at + 1) % shown),
            Key::Up => self.chosen.map_or(shown - 1, |at| (at + shown - 1) % shown),
        };
        self.chosen = Some(to);
        None
    }

    fn enter(&self) -> Option<Route> {
        let chosen = self.chosen.and_then(|at| self.found.hits.get(at));
        if let Some(hit) = chosen.or(self.exact()) {
            return Some(Route::parse(&hit.what.href()));
        }
        let text = self.text.trim();
        match text {
            "" => None,
            _ if is_excerpt(text) => Some(Route::Excerpt),
            _ => Some(Route::Knowledge(text.to_owned())),
        }
    }

    /// The only hit, or the hit whose code the text spells.
    fn exact(&self) -> Option<&SearchHit> {
        match (&self.found.spelled.readings[..], &self.found.hits[..]) {
            ([reading], _) => {
                let names = |hit: &&SearchHit| matches!(hit.what, SearchTarget::Code(value) if value == reading.value);
                self.found.hits.iter().find(names)
            }
            ([], [hit]) => Some(hit),
            _ => None,
        }
    }

    /// How the query was interpreted, if it has no hits or is mistyped.
    pub(crate) fn understood(&self) -> String {
        let text = self.text.trim();
        match &self.found.spelled.mistyped {
            _ if text.is_empty() => String::new(),
            Some(sentence) => sentence.clone(),
            None if self.found.hits.is_empty() => {
                ["No results for \u{201C}", text, "\u{201D}. It has no code, so it was searched as words."]
                    .concat()
            }
            None => String::new(),
        }
    }
}

/// Whether a text is an excerpt with several codes, and not one thing to look up.
pub(crate) fn is_excerpt(text: &str) -> bool {
    let mut codes: Vec<u32> = codes_in(text).iter().map(|at| at.value).collect();
    codes.dedup();
    codes.len() > 1 && text.split_whitespace().count() > codes.len() + 1
}

/// The families of codes, each with the number of its codes that have a description, largest first. Families without
/// any are included only after all names are loaded.
pub(crate) fn families() -> Vec<(&'static str, u64)> {
    let mut families: Vec<(&str, u64)> = Vec::new();
    let of_codes = knowledge::codes().iter().map(|code| (code.family, 1));
    for (family, more) in of_codes.chain(knowledge::families().iter().map(|family| (*family, 0))) {
        match families.iter_mut().find(|(name, _)| *name == family) {
            Some((_, count)) => *count += more,
            None => families.push((family, more)),
        }
    }
    // A handful of families: inserting in order avoids a sort in the program.
    let mut ordered: Vec<(&str, u64)> = Vec::new();
    for family in families {
        let place = ordered.partition_point(|(_, count)| *count >= family.1);
        ordered.insert(place, family);
    }
    ordered
}

/// The type of a hit, and the text beside its title.
pub(crate) fn describe(what: SearchTarget) -> (&'static str, String) {
    match what {
        SearchTarget::Code(value) => ("code", knowledge::explain(value).sentence),
        SearchTarget::Cause(cause) => ("cause", knowledge::remedy(cause).summary.to_owned()),
        SearchTarget::Symptom(symptom) => {
            let causes = knowledge::causes().iter().filter(|cause| cause.symptom == symptom.id).count();
            ("symptom", count(causes as u64, "cause", "causes"))
        }
        SearchTarget::Family(family) => {
            let codes = knowledge::codes().iter().filter(|code| code.family == family).count();
            ("family", count(codes as u64, "code", "codes"))
        }
        SearchTarget::Topic(_) => ("states", "what state message numbers mean".to_owned()),
        SearchTarget::State(topic, _) => ("state", topic.words.to_owned()),
        SearchTarget::Questions => ("form", "questions to answer before any change".to_owned()),
        SearchTarget::Flow(_) => ("guide", "all steps, their lines and what to check".to_owned()),
        SearchTarget::Step(flow, step) => ("step", [flow.title, ", step ", step.id].concat()),
        SearchTarget::Log(log) => ("log", log.description.to_owned()),
    }
}

/// A hit's name; for a code its number, because that is what the user searched for.
pub(crate) fn name(what: SearchTarget) -> String {
    match what {
        SearchTarget::Code(value) => knowledge::spell(value),
        other => other.title(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> Search {
        let mut search = Search::default();
        search.typed(text.to_owned());
        search
    }

    #[track_caller]
    fn enter(text: &str, href: &str) {
        assert_eq!(typed(text).key(Key::Enter).map(|route| route.href()).as_deref(), Some(href), "{text}");
    }

    #[test]
    fn one_exact_hit_opens_in_any_spelling_and_several_open_the_search_page() {
        for text in ["0x8024401B", "8024401b", "-2145107941", "WU_E_PT_HTTP_STATUS_PROXY_AUTH_REQ"] {
            enter(text, "#/code/0x8024401B");
        }
        enter("Scan failed with error = 0x80072ee2", "#/code/0x80072EE2");
        enter("  proxy ", "#/kb?q=proxy");
        enter("zzzz", "#/kb?q=zzzz");
        // A line with many codes opens as an excerpt.
        enter("Failed 0x80072ee2, then failed with 0x80244022", "#/excerpt");
    }

    #[test]
    fn the_arrow_keys_wrap_around_the_list() {
        let mut search = typed("proxy");
        let shown = search.found.hits.len().min(SHOWN);
        assert!(shown > 2);
        search.key(Key::Up);
        assert_eq!(search.chosen, Some(shown - 1));
        search.key(Key::Down);
        assert_eq!(search.chosen, Some(0));
        let first = Route::parse(&search.found.hits[0].what.href());
        assert_eq!(search.key(Key::Enter), Some(first));
    }

    #[test]
    fn an_empty_query_opens_nothing() {
        assert_eq!(typed("  ").key(Key::Enter), None);
        assert_eq!(Search::default().key(Key::Down), None);
    }

    #[test]
    fn the_interpretation_of_a_query_is_shown() {
        for (text, part) in [("0x8024401", "seven digits"), ("qqqqq", "searched as words")] {
            let understood = typed(text).understood();
            assert!(understood.contains(part), "{understood}");
        }
        assert_eq!(typed("proxy").understood(), "");
    }

    #[test]
    fn one_code_is_looked_up_and_many_are_an_excerpt() {
        assert!(is_excerpt("WARNING: Failed 0x80072ee2, retrying after 0x80244022"));
        for text in ["0x80072EE2", "Scan failed with error = 0x80072ee2", "0x80072EE2 0x80244022", "proxy"] {
            assert!(!is_excerpt(text), "{text}");
        }
    }
}
