//! `wuscope search`: the results for some words, best match first, as in the page's search box.

use std::io;

use knowledge::{SearchHit, SearchTarget, spell};
use report::SearchResult;

use crate::args::OutputFormat;
use crate::output::{Output, print_message};

/// Searches; returns the exit status: 0 if there are results, 3 if there are none.
pub(crate) fn search(text: &str, format: OutputFormat, out: &mut Output) -> io::Result<u8> {
    let found = knowledge::find(text);
    if let Some(sentence) = &found.spelled.mistyped {
        print_message(sentence);
    }
    if found.hits.is_empty() {
        if found.spelled.mistyped.is_none() {
            print_message(&format!("No results for `{text}`."));
        }
        if format == OutputFormat::Json {
            out.json(&[(); 0])?;
        }
        return Ok(3);
    }
    match format {
        OutputFormat::Json => {
            out.json(&found.hits.iter().map(|hit| result_of(text, hit)).collect::<Vec<_>>())?;
        }
        OutputFormat::Text => {
            let mut lines = out.new_lines();
            found.hits.iter().for_each(|hit| lines.add(&to_text(text, hit.what)));
            out.lines(&lines)?;
        }
    }
    Ok(0)
}

/// The kind, the ID and the summary of a result.
fn summary_of(what: SearchTarget) -> (&'static str, String, String) {
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

fn result_of(query: &str, hit: &SearchHit) -> SearchResult {
    let (kind, id, summary) = summary_of(hit.what);
    let matches = knowledge::why(query, hit.what).map(str::to_owned);
    SearchResult {
        kind: kind.to_owned(),
        id,
        title: hit.what.title(),
        summary,
        matches,
        link: hit.what.href(),
    }
}

fn to_text(query: &str, what: SearchTarget) -> String {
    let (kind, id, about) = summary_of(what);
    let title = what.title();
    let title = if title == id { String::new() } else { format!("  {title}") };
    let about = if about.is_empty() { about } else { format!("          {about}\n") };
    let why = knowledge::why(query, what).map_or(String::new(), |why| format!("          Matches: {why}\n"));
    format!("{kind:<8}  {id}{title}\n{about}{why}")
}
