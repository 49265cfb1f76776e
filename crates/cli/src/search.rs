//! `wuscope search`: what fits some words, the best first; what the page's search box shows.

use std::io;

use knowledge::{SearchHit, SearchTarget, spell};
use report::SearchResult;

use crate::args::OutputFormat;
use crate::output::{Output, PrintedLines, tell};

/// Searches, and the exit status: 0 where something fits, 3 where nothing does.
pub(crate) fn search(text: &str, format: OutputFormat, out: &mut Output) -> io::Result<u8> {
    let found = knowledge::find(text);
    if let Some(sentence) = &found.spelled.mistyped {
        tell(sentence);
    }
    if found.hits.is_empty() {
        if found.spelled.mistyped.is_none() {
            tell(&format!("Nothing is known of \"{text}\"."));
        }
        if format == OutputFormat::Json {
            out.json(&[(); 0])?;
        }
        return Ok(3);
    }
    match format {
        OutputFormat::Json => out.json(&found.hits.iter().map(result_of).collect::<Vec<_>>())?,
        OutputFormat::Text => {
            let mut lines = PrintedLines::default();
            found.hits.iter().for_each(|hit| lines.add(&to_text(hit.what)));
            out.lines(&lines)?;
        }
    }
    Ok(0)
}

/// The word for the kind of a thing, its name, and what is said of it.
fn told(what: SearchTarget) -> (&'static str, String, String) {
    match what {
        SearchTarget::Code(value) => ("code", spell(value), knowledge::explain(value).sentence),
        SearchTarget::Cause(cause) => ("cause", cause.id.to_owned(), cause.summary.to_owned()),
        SearchTarget::Symptom(symptom) => ("symptom", symptom.id.to_owned(), String::new()),
        SearchTarget::Family(family) => ("family", family.to_owned(), String::new()),
        SearchTarget::Flow(flow) => ("flow", flow.id.to_owned(), String::new()),
        SearchTarget::Step(flow, step) => ("step", format!("{}/{}", flow.id, step.id), step.actor.to_owned()),
        SearchTarget::Log(log) => ("log", log.name.to_owned(), log.description.to_owned()),
        SearchTarget::Topic(topic) => ("topic", topic.number.to_string(), String::new()),
        SearchTarget::State(topic, number) => {
            ("state", format!("{}/{number}", topic.number), topic.words.to_owned())
        }
        SearchTarget::Questions => ("form", "scope".to_owned(), String::new()),
    }
}

fn result_of(hit: &SearchHit) -> SearchResult {
    let (kind, id, summary) = told(hit.what);
    SearchResult { kind: kind.to_owned(), id, title: hit.what.title(), summary, link: hit.what.href() }
}

fn to_text(what: SearchTarget) -> String {
    let (kind, id, about) = told(what);
    let title = what.title();
    let title = if title == id { String::new() } else { format!("  {title}") };
    let about = if about.is_empty() { about } else { format!("          {about}\n") };
    format!("{kind:<8}  {id}{title}\n{about}")
}
