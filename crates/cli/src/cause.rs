//! `wuscope cause`: a cause in full.

use std::io;

use knowledge::{Cause, SearchTarget};

use crate::code::remedy_and_sources;
use crate::output::{Output, print_message};

/// How many IDs are suggested for one that does not exist.
const SUGGESTIONS: usize = 3;

/// Shows a cause; returns the exit status: 3 if there is no cause with this ID.
pub(crate) fn show(id: &str, out: &mut Output) -> io::Result<u8> {
    let Some(cause) = knowledge::cause(&id.to_lowercase()) else {
        print_message(&format!("unknown cause `{id}`{}", suggestion(id)));
        return Ok(3);
    };
    let mut lines = out.new_lines();
    lines.add(&to_text(cause));
    out.lines(&lines).map(|()| 0)
}

fn to_text(cause: &Cause) -> String {
    let mut text = format!("{} ({})\n\n", cause.title, cause.id);
    let codes: Vec<String> = knowledge::codes()
        .iter()
        .filter(|code| knowledge::causes_of_code(code.value).iter().any(|known| known.id == cause.id))
        .map(|code| knowledge::spell(code.value))
        .collect();
    if !codes.is_empty() {
        text.push_str(&format!("Codes: {}\n\n", codes.join(", ")));
    }
    text.push_str(&remedy_and_sources(cause, ""));
    text
}

/// The IDs that the user might have meant: those that contain the text, then those that a search for it finds.
fn suggestion(id: &str) -> String {
    let found = knowledge::find(&id.replace('-', " "));
    let containing = knowledge::causes().iter().map(|cause| cause.id).filter(|known| known.contains(id));
    let found = found.hits.iter().filter_map(|hit| match hit.what {
        SearchTarget::Cause(cause) => Some(cause.id),
        _ => None,
    });
    let mut similar: Vec<&str> = Vec::new();
    for known in containing.chain(found) {
        if similar.len() < SUGGESTIONS && !similar.contains(&known) {
            similar.push(known);
        }
    }
    match similar.split_last() {
        None => "; find causes with `wuscope search`".to_owned(),
        Some((only, [])) => format!("; did you mean `{only}`?"),
        Some((last, others)) => format!("; did you mean `{}` or `{last}`?", others.join("`, `")),
    }
}
