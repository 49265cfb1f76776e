//! Items that can be found: their address and name.

use knowledge_model::model::{Cause, Flow, Log, Step, Symptom, Topic};
use spelling::spell;

use crate::look_up::state;
use crate::symbols::symbols_of;

/// One match.
#[derive(Clone, Copy, Debug)]
pub struct SearchHit {
    /// The item.
    pub what: SearchTarget,
    /// How well it matches; only for comparisons.
    pub score: u32,
}

/// An item that can be found.
#[derive(Clone, Copy, Debug)]
pub enum SearchTarget {
    /// A code, in the table or not.
    Code(u32),
    /// A cause.
    Cause(&'static Cause),
    /// A symptom, which leads to its causes.
    Symptom(&'static Symptom),
    /// A family of codes, by its name.
    Family(&'static str),
    /// A flow.
    Flow(&'static Flow),
    /// A step of a flow.
    Step(&'static Flow, &'static Step),
    /// A log.
    Log(&'static Log),
    /// A topic of state messages.
    Topic(&'static Topic),
    /// A state within a topic, by its number.
    State(&'static Topic, u32),
    /// The questions to answer before changing anything.
    Questions,
}

impl SearchTarget {
    /// Its address inside Wuscope: `#/code/0x8024401B`.
    pub fn href(self) -> String {
        match self {
            Self::Code(value) => ["#/code/", &spell(value)].concat(),
            Self::Cause(cause) => ["#/cause/", cause.id].concat(),
            Self::Symptom(symptom) => ["#/symptom/", symptom.id].concat(),
            Self::Family(name) => ["#/family/", &name.to_ascii_lowercase().replace(' ', "-")].concat(),
            Self::Flow(flow) => ["#/flow/", flow.id].concat(),
            Self::Step(flow, step) => ["#/flow/", flow.id, "/", step.id].concat(),
            Self::Log(log) => ["#/log/", log.name].concat(),
            Self::Topic(topic) => ["#/states?topic=", &topic.number.to_string()].concat(),
            Self::State(topic, number) => {
                ["#/states?topic=", &topic.number.to_string(), "&state=", &number.to_string()].concat()
            }
            Self::Questions => "#/scope".to_owned(),
        }
    }

    /// Its name: a code's first symbol, or the code if it has none; a title; a file name.
    pub fn title(self) -> String {
        match self {
            Self::Code(value) => {
                symbols_of(value).first().map_or_else(|| spell(value), |symbol| (*symbol).to_owned())
            }
            Self::Cause(cause) => cause.title.to_owned(),
            Self::Symptom(symptom) => symptom.title.to_owned(),
            Self::Family(name) => name.to_owned(),
            Self::Flow(flow) => flow.title.to_owned(),
            Self::Step(_, step) => step.title.to_owned(),
            Self::Log(log) => log.file.to_owned(),
            Self::Topic(topic) => [&topic.number.to_string(), ": ", topic.words].concat(),
            Self::State(topic, number) => {
                let words = state(topic.number, number).map_or("", |state| state.words);
                ["topic ", &topic.number.to_string(), ", state ", &number.to_string(), ": ", words].concat()
            }
            Self::Questions => "Scoping questions".to_owned(),
        }
    }
}
