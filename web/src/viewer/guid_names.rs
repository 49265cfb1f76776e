//! What the GUIDs of a row are: by the report, or by the words before them.

use basics::guids;

use crate::state::ShownReport;

/// A GUID of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NamedGuid {
    /// As the row has it, without braces.
    pub(super) guid: String,
    /// What it is: the title of an update, "Scan job".
    pub(super) name: String,
}

/// The words before a GUID, in lower case without spaces, and what it is; the longest first.
const KINDS: [(&str, &str); 17] = [
    ("locationrequest", "Location request"),
    ("updatesource", "Update source"),
    ("contentsource", "Update source"),
    ("deployment", "Deployment"),
    ("assignment", "Deployment"),
    ("policyid", "Policy"),
    ("updateid", "Update"),
    ("callerid", "Caller"),
    ("scanjob", "Scan job"),
    ("message", "Message"),
    ("content", "Content"),
    ("service", "Service"),
    ("session", "Session"),
    ("update", "Update"),
    ("package", "Package"),
    ("policy", "Policy"),
    ("job", "Job"),
];

/// How far before a GUID its words are, in bytes.
const BEFORE: usize = 48;

/// The GUIDs of a text, each once.
pub(super) fn named_guids(line: &str, report: Option<&ShownReport>) -> Vec<NamedGuid> {
    let mut named: Vec<NamedGuid> = Vec::new();
    let mut end = 0;
    for place in guids(line) {
        let guid = &line[place.clone()];
        let before = &line[end..place.start];
        end = place.end;
        if named.iter().any(|other| other.guid.eq_ignore_ascii_case(guid)) {
            continue;
        }
        let title = || report.and_then(|report| title(report, guid));
        let service =
            || knowledge::service(&guid.to_ascii_lowercase()).map(|service| service.name.to_owned());
        let name = title().or_else(service).or_else(|| kind(before).map(str::to_owned));
        named.push(NamedGuid { guid: guid.to_owned(), name: name.unwrap_or_else(|| "GUID".to_owned()) });
    }
    named
}

/// The title or article of the update with this id.
fn title(report: &ShownReport, guid: &str) -> Option<String> {
    let machines = report.whole().all().flat_map(|report| &report.updates);
    let mut all = machines.chain(report.all_updates());
    let is_it = |id: &str| id.eq_ignore_ascii_case(guid);
    let update = all.find(|update| update.id.as_deref().is_some_and(is_it))?;
    update.title.clone().or_else(|| update.kb.as_ref().map(|kb| ["KB", kb].concat()))
}

/// The kind by the nearest words before a GUID.
fn kind(before: &str) -> Option<&'static str> {
    let mut start = before.len().saturating_sub(BEFORE);
    while !before.is_char_boundary(start) {
        start += 1;
    }
    let letters: String = before[start..].chars().filter(|c| c.is_alphabetic()).collect();
    let letters = letters.to_ascii_lowercase();
    let nearest = KINDS.iter().filter_map(|(words, kind)| Some((letters.rfind(words)? + words.len(), kind)));
    // Of those that end at the same place, the longest is first.
    let end = nearest.clone().map(|(end, _)| end).max()?;
    { nearest }.find(|(at, _)| *at == end).map(|(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "4E2B1C70-227C-45E3-9FFC-2FC77A67F95A";
    const OTHER: &str = "57260DFE-227C-45E3-9FFC-2FC77A67F95A";

    #[track_caller]
    fn check(line: &str, expected: &[&str]) {
        let names: Vec<String> = named_guids(line, None).into_iter().map(|named| named.name).collect();
        assert_eq!(names, expected, "{line}");
    }

    #[test]
    fn words_before_a_guid_name_it() {
        check(&format!("ScanJob({{{ID}}}): CScanJob::Scan- entered"), &["Scan job"]);
        check(&format!("Created and Sent Location Request '{{{ID}}}' for package"), &["Location request"]);
        check(&format!("Job({{{ID}}}) for assignment {{{OTHER}}}"), &["Job", "Deployment"]);
        check(&format!("Message '{{{ID}}}' got reply '{{{OTHER}}}'"), &["Message", "GUID"]);
    }

    #[test]
    fn a_guid_is_named_once_and_others_stay_unnamed() {
        check(&format!("{ID} and {}", ID.to_lowercase()), &["GUID"]);
        check("no GUID", &[]);
    }

    #[test]
    fn updates_have_their_title() {
        let line = format!("é Update {{{ID}}}");
        assert_eq!(named_guids(&line, None)[0].guid, ID);
    }
}
