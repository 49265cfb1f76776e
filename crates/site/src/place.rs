//! What gets a page of its own: a code with a cause, a cause, a flow, a step, a log, a symptom; and the lists of them.

use std::collections::BTreeSet;

use knowledge::spell;

/// A page of the knowledge base.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    /// The list of everything.
    List,
    /// The list of all codes with a cause.
    Codes,
    /// A code.
    Code(u32),
    /// A cause, by its ID.
    Cause(&'static str),
    /// A flow, by its ID.
    Flow(&'static str),
    /// A step, by the IDs of its flow and its own.
    Step(&'static str, &'static str),
    /// A log, by its name.
    Log(&'static str),
    /// A symptom, by its ID.
    Symptom(&'static str),
    /// State messages.
    States,
}

/// All codes with a cause, ascending.
pub(crate) fn codes_with_causes() -> BTreeSet<u32> {
    let when = knowledge::causes().iter().flat_map(|cause| cause.when);
    when.flat_map(|when| when.codes).copied().collect()
}

/// All pages, in a stable order.
pub(crate) fn all() -> Vec<Place> {
    let steps = knowledge::flows()
        .iter()
        .flat_map(|flow| flow.steps.iter().map(|step| Place::Step(flow.id, step.id)));
    [Place::List, Place::Codes, Place::States]
        .into_iter()
        .chain(codes_with_causes().into_iter().map(Place::Code))
        .chain(knowledge::causes().iter().map(|cause| Place::Cause(cause.id)))
        .chain(knowledge::flows().iter().map(|flow| Place::Flow(flow.id)))
        .chain(steps)
        .chain(knowledge::logs().iter().map(|log| Place::Log(log.name)))
        .chain(knowledge::symptoms().iter().map(|symptom| Place::Symptom(symptom.id)))
        .collect()
}

impl Place {
    /// The part of the program's URL from `#` on.
    pub(crate) fn hash(&self) -> String {
        match self {
            Self::List => "#/kb".to_owned(),
            Self::Codes => "#/codes".to_owned(),
            Self::States => "#/states".to_owned(),
            Self::Code(value) => format!("#/code/{}", spell(*value)),
            Self::Cause(id) => format!("#/cause/{id}"),
            Self::Flow(id) => format!("#/flow/{id}"),
            Self::Step(flow, step) => format!("#/flow/{flow}/{step}"),
            Self::Log(name) => format!("#/log/{name}"),
            Self::Symptom(id) => format!("#/symptom/{id}"),
        }
    }

    /// Its file below `kb/`, with `/`.
    pub(crate) fn file(&self) -> String {
        match self {
            Self::List => "index.html".to_owned(),
            _ => format!("{}.html", self.hash().trim_start_matches("#/")),
        }
    }

    /// Its page in the program: the list of codes has none of its own.
    pub(crate) fn in_program(&self) -> String {
        if *self == Self::Codes { Self::List.hash() } else { self.hash() }
    }

    /// Its Markdown twin below `kb/`, with `/`.
    pub(crate) fn twin(&self) -> String {
        match self {
            Self::List => "index.md".to_owned(),
            _ => format!("{}.md", self.hash().trim_start_matches("#/")),
        }
    }

    /// The causes that its page shows in full.
    pub(crate) fn causes(&self) -> Vec<&'static str> {
        match self {
            Self::Code(value) => {
                knowledge::causes_of_code(*value).into_iter().map(|cause| cause.id).collect()
            }
            Self::Cause(id) => vec![*id],
            _ => Vec::new(),
        }
    }

    /// How many folders its file is below `kb/`.
    pub(crate) fn depth(&self) -> usize {
        self.file().matches('/').count()
    }

    /// Its title in lists.
    pub(crate) fn title(&self) -> String {
        match self {
            Self::List => "Knowledge".to_owned(),
            Self::Codes => "All codes with a known cause".to_owned(),
            Self::States => "State messages by number".to_owned(),
            Self::Code(value) => spell(*value),
            Self::Cause(id) => knowledge::cause(id).map_or(*id, |cause| cause.title).to_owned(),
            Self::Flow(id) => knowledge::flow(id).map_or(*id, |flow| flow.title).to_owned(),
            Self::Step(flow, step) => {
                let title = knowledge::step(flow, step).map_or("", |step| step.title);
                format!("{step}. {title}")
            }
            Self::Log(name) => knowledge::log(name).map_or(*name, |log| log.file).to_owned(),
            Self::Symptom(id) => knowledge::symptom(id).map_or(*id, |symptom| symptom.title).to_owned(),
        }
    }

    /// What it is about, in one or two sentences.
    pub(crate) fn description(&self) -> String {
        match self {
            Self::List => {
                "Error codes, causes, flows and logs of Windows Update, WSUS and Configuration Manager."
                    .to_owned()
            }
            Self::Codes => {
                "All error codes of Windows Update, WSUS and Configuration Manager whose causes and fixes are known."
                    .to_owned()
            }
            Self::States => "The meaning of the numbers in state messages about software updates.".to_owned(),
            Self::Code(value) => {
                let explained = knowledge::explain(*value);
                let symbol = explained.symbols.first().map_or_else(String::new, |symbol| format!(" {symbol}"));
                let causes: Vec<&str> =
                    knowledge::causes_of_code(*value).iter().take(2).map(|cause| cause.title).collect();
                format!("{}{symbol}: {} Known causes: {}.", spell(*value), explained.sentence, causes.join("; "))
            }
            Self::Cause(id) => knowledge::cause(id).map_or_else(String::new, |cause| {
                format!(
                    "{}: how to check whether this is the cause, how to fix it and how to verify the fix.",
                    cause.title
                )
            }),
            Self::Flow(id) => knowledge::flow(id).map_or_else(String::new, |flow| {
                format!("{}, step by step: which log shows each step, and what makes it fail.", flow.title)
            }),
            Self::Step(flow, step) => knowledge::step(flow, step).map_or_else(String::new, |step| {
                format!("{}: the lines that show this step, and what makes it fail.", step.title)
            }),
            Self::Log(name) => knowledge::log(name).map_or("", |log| log.description).to_owned(),
            Self::Symptom(id) => knowledge::symptom(id).map_or_else(String::new, |symptom| {
                format!("{}: its possible causes, each with what to check and what to change.", symptom.title)
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_place_has_a_file_of_its_own() {
        let places = all();
        let files: BTreeSet<String> = places.iter().map(|place| place.file().to_ascii_lowercase()).collect();
        assert_eq!(files.len(), places.len());
        assert!(files.contains("code/0x80244010.html") && files.contains("flow/client-scan/1.10.html"));
    }

    #[test]
    fn each_place_has_a_description() {
        for place in all() {
            assert!(place.description().len() > 20, "{place:?}: {}", place.description());
        }
    }
}
