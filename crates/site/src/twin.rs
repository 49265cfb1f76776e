//! The Markdown twin of a page, written from the knowledge: for wikis, tickets and tools that read text.

use knowledge::{Cause, Citation, Evidence, Flow, GuideEntry, Role, Step, spell};

use crate::facts::{causes_at, codes_of, once, sample, shows_failure, step_at, steps_of};
use crate::markdown::{MarkdownWriter, code, escaped, heading, link, table};
use crate::place::{Place, codes_with_causes};

/// The twin of a page; `to` makes a link of a URL of the program.
pub(crate) fn twin(place: &Place, to: &dyn Fn(&str) -> String) -> String {
    let twin = Twin { writer: MarkdownWriter { link: to } };
    let mut parts = twin.parts(place);
    let verified = knowledge::verified();
    parts.push(format!("---\n\nFrom the knowledge of Wuscope, compared with its sources up to {verified}."));
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n") + "\n"
}

struct Twin<'a> {
    writer: MarkdownWriter<'a>,
}

impl Twin<'_> {
    fn parts(&self, place: &Place) -> Vec<String> {
        match place {
            Place::List => self.list(),
            Place::Codes => self.codes(),
            Place::States => states(),
            Place::Code(value) => self.code(*value),
            Place::Cause(id) => knowledge::cause(id).map(|cause| self.cause(cause)).unwrap_or_default(),
            Place::Flow(id) => knowledge::flow(id).map(|flow| self.flow(flow)).unwrap_or_default(),
            Place::Step(flow, step) => step_at(&format!("{flow}/{step}"))
                .map(|(flow, step)| self.step(flow, step))
                .unwrap_or_default(),
            Place::Log(name) => self.log(name),
            Place::Symptom(id) => self.symptom(id),
        }
    }

    fn list(&self) -> Vec<String> {
        let mut parts = vec![
            heading(1, "Knowledge"),
            escaped(&Place::List.description()),
            bullets([link(&Place::Codes.title(), "codes.md"), link(&Place::States.title(), "states.md")]),
            heading(2, "By symptom"),
        ];
        for (entry, words) in [
            (GuideEntry::Scan, "Client scanning"),
            (GuideEntry::Sync, "Synchronization"),
            (GuideEntry::Updates, "Specific updates"),
        ] {
            let symptoms = knowledge::symptoms().iter().filter(|symptom| symptom.entry == entry);
            parts.push(heading(3, words));
            parts.push(bullets(symptoms.map(|symptom| self.to(&Place::Symptom(symptom.id)))));
        }
        parts.push(heading(2, "Step by step"));
        parts.push(bullets(knowledge::flows().iter().map(|flow| self.to(&Place::Flow(flow.id)))));
        parts.push(heading(2, "Logs"));
        for role in [Role::Client, Role::ManagementPoint, Role::SiteServer, Role::Wsus] {
            let logs = knowledge::logs().iter().filter(|log| log.role == role);
            parts.push(heading(3, &format!("On the {}", role.words())));
            parts.push(bullets(logs.map(|log| self.to(&Place::Log(log.name)))));
        }
        parts
    }

    fn codes(&self) -> Vec<String> {
        let row = |value: u32| {
            let explained = knowledge::explain(value);
            let symbol = explained.symbols.first().map(|symbol| code(symbol)).unwrap_or_default();
            vec![self.to(&Place::Code(value)), symbol, escaped(&explained.sentence)]
        };
        let head = ["Code", "Symbol", "Meaning"].map(str::to_owned).to_vec();
        vec![
            heading(1, &Place::Codes.title()),
            escaped(&Place::Codes.description()),
            table(&head, codes_with_causes().into_iter().map(row)),
        ]
    }

    fn code(&self, value: u32) -> Vec<String> {
        let explained = knowledge::explain(value);
        let causes = knowledge::causes_of_code(value);
        let symbols: Vec<String> = explained.symbols.iter().map(|symbol| code(symbol)).collect();
        let mut facts = vec![
            format!("Hexadecimal: {}", code(&spell(value))),
            format!("Decimal: {}, {}", code(&value.to_string()), code(&value.cast_signed().to_string())),
        ];
        if !symbols.is_empty() {
            facts.push(format!("Symbols: {}", symbols.join(", ")));
        }
        facts.extend(explained.family.map(|family| format!("Family: {}", escaped(family))));
        if knowledge::fails_over(value) {
            facts.push("After repeated failures, a client switches its software update point.".to_owned());
        }
        let benign = explained.code.and_then(|code| code.benign);
        facts.extend(benign.map(|why| format!("Not a failure: {}", escaped(why))));
        let steps = once(causes.iter().flat_map(|cause| steps_of(cause)));
        let mut parts = vec![
            heading(1, &spell(value)),
            escaped(&explained.sentence),
            bullets(facts),
            self.occurs(2, &steps),
        ];
        for (at, cause) in causes.iter().enumerate() {
            let number = if causes.len() > 1 { format!("Cause {}: ", at + 1) } else { "Cause: ".to_owned() };
            parts.push(heading(2, &format!("{number}{}", cause.title)));
            parts.extend(self.remedy(3, cause));
        }
        parts.push(sources(causes.iter().flat_map(|cause| knowledge::remedy(cause).sources)));
        parts
    }

    fn cause(&self, cause: &'static Cause) -> Vec<String> {
        let remedy = knowledge::remedy(cause);
        let versions =
            remedy.versions.map_or_else(String::new, |versions| format!("Applies to {versions}. "));
        let code = |value: u32| {
            format!("{}: {}", self.to(&Place::Code(value)), escaped(&knowledge::explain(value).sentence))
        };
        let codes: Vec<String> = codes_of(cause).into_iter().map(code).collect();
        let mut parts =
            vec![heading(1, cause.title), escaped(&format!("{versions}Verified {}.", remedy.verified))];
        parts.extend(self.remedy(2, cause));
        parts.push(listed(2, "Error codes", codes));
        parts.push(self.occurs(2, &steps_of(cause)));
        parts.push(sources(remedy.sources.iter()));
        parts
    }

    /// Check, Fix and Verify; their headings have this level.
    fn remedy(&self, level: usize, cause: &Cause) -> Vec<String> {
        let remedy = knowledge::remedy(cause);
        let mut parts = Vec::new();
        for (title, text) in [
            ("Check", self.writer.actions(remedy.check, level + 1)),
            ("Fix", self.writer.actions(remedy.fix, level + 1)),
            ("Verify", self.writer.blocks(remedy.verify, level + 1)),
        ] {
            if !text.is_empty() {
                parts.extend([heading(level, title), text]);
            }
        }
        parts
    }

    fn occurs(&self, level: usize, steps: &[&str]) -> String {
        let row = |(flow, step): (&'static Flow, &'static Step)| {
            format!("{}, {}", self.to(&Place::Flow(flow.id)), self.to(&Place::Step(flow.id, step.id)))
        };
        listed(level, "Where it occurs", steps.iter().filter_map(|at| step_at(at)).map(row).collect())
    }

    fn flow(&self, flow: &'static Flow) -> Vec<String> {
        let guide = knowledge::guide(flow);
        let step = |step: &'static Step| {
            let indent = if step.id.contains('.') { "    " } else { "" };
            format!("{indent}- {}", self.to(&Place::Step(flow.id, step.id)))
        };
        vec![
            heading(1, flow.title),
            self.writer.blocks(guide.prose, 2),
            heading(2, "Steps"),
            flow.steps.iter().map(step).collect::<Vec<_>>().join("\n"),
            sources(guide.sources.iter()),
        ]
    }

    fn step(&self, flow: &'static Flow, step: &'static Step) -> Vec<String> {
        let (bad, good): (Vec<&Evidence>, Vec<&Evidence>) =
            knowledge::evidence_of(step).iter().partition(|line| shows_failure(line));
        let cause = |cause: &'static Cause| self.to(&Place::Cause(cause.id));
        vec![
            heading(1, &format!("{}. {}", step.id, step.title)),
            format!("{}: {}", self.to(&Place::Flow(flow.id)), escaped(step.actor)),
            self.writer.blocks(knowledge::step_prose(flow, step), 2),
            listed(2, "Expected lines", good.into_iter().map(|line| self.line(line)).collect()),
            listed(2, "Lines that show a failure", bad.into_iter().map(|line| self.line(line)).collect()),
            listed(2, "Causes of failure", causes_at(flow.id, step.id).into_iter().map(cause).collect()),
            sources(knowledge::guide(flow).sources.iter()),
        ]
    }

    fn line(&self, line: &Evidence) -> String {
        let log =
            knowledge::log(line.log).map_or_else(|| escaped(line.log), |log| self.to(&Place::Log(log.name)));
        let sample = sample(line).map_or_else(String::new, |text| format!(": {}", code(text)));
        format!("{log}: {}{sample}", escaped(line.summary))
    }

    fn log(&self, name: &str) -> Vec<String> {
        let Some(log) = knowledge::log(name) else { return Vec::new() };
        let mut facts =
            vec![format!("Machine: {}", log.role.words()), format!("Folder: {}", code(log.folder))];
        if !log.get.is_empty() {
            facts.push(format!("How to get it: {}", escaped(log.get)));
        }
        if !log.also.is_empty() {
            facts.push(format!("Other names: {}", escaped(&log.also.join(", "))));
        }
        let steps =
            knowledge::flows().iter().flat_map(|flow| flow.steps.iter().map(move |step| (flow, step)));
        let has = |step: &Step| knowledge::evidence_of(step).iter().any(|line| line.log == log.name);
        let row = |(flow, step): (&'static Flow, &'static Step)| {
            format!("{}, {}", self.to(&Place::Flow(flow.id)), self.to(&Place::Step(flow.id, step.id)))
        };
        vec![
            heading(1, log.file),
            escaped(log.description),
            bullets(facts),
            listed(
                2,
                "Steps with evidence in this log",
                steps.filter(|(_, step)| has(step)).map(row).collect(),
            ),
        ]
    }

    fn symptom(&self, id: &str) -> Vec<String> {
        let title = knowledge::symptom(id).map_or("", |symptom| symptom.title);
        let row = |cause: &'static Cause| {
            let codes: Vec<String> = codes_of(cause).into_iter().map(|value| code(&spell(value))).collect();
            let codes = if codes.is_empty() { String::new() } else { format!(": {}", codes.join(", ")) };
            format!("{}{codes}", self.to(&Place::Cause(cause.id)))
        };
        let causes = knowledge::causes().iter().filter(|cause| cause.symptom == id);
        vec![heading(1, title), listed(2, "Causes", causes.map(row).collect())]
    }

    /// A link to a page, with its title.
    fn to(&self, place: &Place) -> String {
        self.writer.to(&place.hash(), &place.title())
    }
}

fn states() -> Vec<String> {
    let mut parts = vec![heading(1, &Place::States.title()), escaped(&Place::States.description())];
    for topic in knowledge::topics() {
        parts.push(heading(2, &format!("{}: {}", topic.number, topic.words)));
        parts.push(code(topic.symbol));
        let state = |(at, state): (usize, &knowledge::TopicState)| {
            let failed = if state.failed { " (failure)" } else { "" };
            format!("{}. {}{failed}", at + 1, escaped(state.words))
        };
        parts.push(topic.states.iter().enumerate().map(state).collect::<Vec<_>>().join("\n"));
    }
    parts
}

fn bullets(items: impl IntoIterator<Item = String>) -> String {
    items.into_iter().map(|item| format!("- {item}")).collect::<Vec<_>>().join("\n")
}

/// A list below a heading; empty without items.
fn listed(level: usize, title: &str, items: Vec<String>) -> String {
    if items.is_empty() { String::new() } else { format!("{}\n\n{}", heading(level, title), bullets(items)) }
}

/// The sources, each once.
fn sources<'k>(sources: impl Iterator<Item = &'k Citation>) -> String {
    let row = |source: &Citation| format!("{}, accessed {}", link(source.title, source.url), source.accessed);
    let mut rows: Vec<(&str, String)> = Vec::new();
    for source in sources {
        if rows.iter().all(|(url, _)| *url != source.url) {
            rows.push((source.url, row(source)));
        }
    }
    listed(2, "Sources", rows.into_iter().map(|(_, row)| row).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(place: &Place) -> String {
        let places = crate::place::all();
        let files = crate::address::files(&places);
        twin(place, &|hash| crate::address::twin_link(hash, place.depth(), &files))
    }

    #[test]
    fn a_code_has_its_causes_with_commands_and_sources() {
        let text = text(&Place::Code(0x8024_4022));
        for part in [
            "# 0x80244022\n\nThe web service is unavailable (HTTP 503)",
            "- Decimal: `2149859362`, `-2145107934`\n",
            "- Symbols: `WU_E_PT_HTTP_STATUS_SERVICE_UNAVAIL`\n",
            "## Where it occurs\n\n- [Client scan](../flow/client-scan.md), [3. Scan against WSUS](../flow/client-scan/3.md)\n",
            "## Cause 1: WSUS service unavailable (HTTP 503)\n\n### Check\n\n#### 1. ",
            "_On the WSUS server, elevated; changes nothing._",
            "```powershell\nImport-Module -Name WebAdministration\n",
            "### Verify\n",
            "## Sources\n\n- [",
        ] {
            assert!(text.contains(part), "{part:?} in {text}");
        }
    }

    #[test]
    fn values_to_fill_in_are_named() {
        let text = text(&Place::Cause("proxy-sign-in"));
        assert!(text.contains("bypass-list=\"<local>;<WSUS server>\""), "{text}");
    }

    #[test]
    fn every_page_has_a_title_a_text_and_no_part_of_the_page() {
        let places = crate::place::all();
        let files = crate::address::files(&places);
        for place in &places {
            let text = twin(place, &|hash| crate::address::twin_link(hash, place.depth(), &files));
            assert!(text.starts_with("# ") && text.len() > 150, "{place:?}: {text}");
            let headings =
                text.split("\n```").step_by(2).flat_map(str::lines).filter(|line| line.starts_with("# "));
            assert_eq!(headings.count(), 1, "{place:?}: {text}");
            assert!(!text.contains("](#/"), "{place:?}: {text}");
        }
    }
}
