//! All tables of the knowledge.

use crate::evidence::Evidence;
use crate::fact::{Fact, Setting};
use crate::model::{
    Cause, CodeRange, Flow, Guide, Log, MessageTexts, Name, Noise, Operation, Question, Symptom, Topic,
};
use crate::moment::{MachineCondition, MomentKind};
use crate::network::{Endpoint, NetworkError};
use crate::numbers::{ErrorRange, Facility, FacilityPart, HttpStatus, SetupPart};
use crate::parts::CODES;
use crate::placeholder::Placeholder;
use crate::prose::Procedure;
use crate::setting::{Check, Registered};

/// All tables. The page gets some of them later: see [`LateTables`].
#[derive(Clone, Copy, Debug)]
pub struct KnowledgeTables {
    /// The day on which a cause was last compared with its sources, of all causes the newest: `2026-11-23`.
    pub verified: &'static str,
    /// The first code of each of their parts.
    pub code_parts: &'static [u32],
    /// Codes that are noise in certain lines.
    pub noise: &'static [Noise],
    /// The texts of messages that name a failure without its code.
    pub messages: &'static [MessageTexts],
    /// The operations whose ends components log.
    pub operations: &'static [Operation],
    /// Codes which only report that something inside an operation failed.
    pub collective_codes: &'static [u32],
    /// Codes that many things fail with, so that one alone explains nothing.
    pub generic_codes: &'static [u32],
    /// Codes which mean that an operation was cancelled, whichever it is.
    pub cancelled_codes: &'static [u32],
    /// Words by which a line reports a failure, in lower case.
    pub failure_words: &'static [&'static str],
    /// Such words in lines that report none.
    pub no_failure_words: &'static [&'static str],
    /// The flows in which codes occur.
    pub code_flows: &'static [CodeRange],
    /// The logs.
    pub logs: &'static [Log],
    /// Prefixes of the file names that are read first if not all can be read, in lower case.
    pub read_first: &'static [&'static str],
    /// The URL paths that clients and servers request.
    pub endpoints: &'static [Endpoint],
    /// The codes by which clients report a missing response.
    pub network_errors: &'static [NetworkError],
    /// Who asks for runs.
    pub callers: &'static [Name],
    /// The services that runs go against.
    pub services: &'static [Name],
    /// The facilities of codes, first those of an HRESULT.
    pub facilities: &'static [Facility],
    /// The components within facilities.
    pub parts: &'static [FacilityPart],
    /// The ranges of Windows errors.
    pub numbers: &'static [ErrorRange],
    /// The HTTP statuses, ascending.
    pub statuses: &'static [HttpStatus],
    /// The phases of Windows Setup.
    pub setup_phases: &'static [SetupPart],
    /// The operations of Windows Setup.
    pub setup_operations: &'static [SetupPart],
    /// The symptoms.
    pub symptoms: &'static [Symptom],
    /// The questions to answer before changing anything.
    pub questions: &'static [Question],
    /// The topics of state messages.
    pub topics: &'static [Topic],
    /// The settings.
    pub settings: &'static [Setting],
    /// The facts.
    pub facts: &'static [Fact],
    /// Conditions that can last from one moment to another.
    pub conditions: &'static [MachineCondition],
    /// The moments.
    pub moments: &'static [MomentKind],
    /// The registry values that contain settings.
    pub registered: &'static [Registered],
    /// The checks of settings.
    pub checks: &'static [Check],
    /// The causes, by id.
    pub causes: &'static [Cause],
    /// The flows.
    pub flows: &'static [Flow],
    /// All evidence, each at its index.
    pub evidence: &'static [Evidence],
    /// The placeholders of commands.
    pub placeholders: &'static [Placeholder],
}

impl KnowledgeTables {
    /// The value until the tables are given.
    pub const NONE: Self = Self {
        verified: "",
        code_parts: &[],
        noise: &[],
        messages: &[],
        operations: &[],
        collective_codes: &[],
        generic_codes: &[],
        cancelled_codes: &[],
        failure_words: &[],
        no_failure_words: &[],
        code_flows: &[],
        logs: &[],
        read_first: &[],
        endpoints: &[],
        network_errors: &[],
        callers: &[],
        services: &[],
        facilities: &[],
        parts: &[],
        numbers: &[],
        statuses: &[],
        setup_phases: &[],
        setup_operations: &[],
        symptoms: &[],
        questions: &[],
        topics: &[],
        settings: &[],
        facts: &[],
        conditions: &[],
        moments: &[],
        registered: &[],
        checks: &[],
        causes: &[],
        flows: &[],
        evidence: &[],
        placeholders: &[],
    };
}

impl KnowledgeTables {
    /// The part with the row of a code, if it has one.
    pub fn part_of_code(&self, value: u32) -> usize {
        CODES.start + self.code_parts.partition_point(|first| *first <= value).saturating_sub(1)
    }
}

/// What the page gets right after the page of a code is shown: the flows as guides, evidence, words of the search.
#[derive(Clone, Copy, Debug)]
pub struct Guides {
    /// The guides, one of each flow.
    pub flows: &'static [Guide],
    /// The samples of each evidence, at its index.
    pub samples: &'static [&'static [&'static str]],
    /// The procedures that causes share.
    pub procedures: &'static [Procedure],
    /// Words that are everywhere, so that the search leaves them out.
    pub everywhere: &'static [&'static str],
    /// Words that mean the same to the search.
    pub synonyms: &'static [&'static [&'static str]],
    /// What the tables of the page lack: the page of a code is shown without it.
    pub late: LateTables,
}

/// Tables that the page gets with its [`Guides`] instead of its [`KnowledgeTables`].
#[derive(Clone, Copy, Debug)]
pub struct LateTables {
    /// All evidence, each at its index.
    pub evidence: &'static [Evidence],
    /// Codes that are noise in certain lines.
    pub noise: &'static [Noise],
    /// The logs.
    pub logs: &'static [Log],
    /// The symptoms.
    pub symptoms: &'static [Symptom],
    /// The questions to answer before changing anything.
    pub questions: &'static [Question],
    /// The topics of state messages.
    pub topics: &'static [Topic],
}

impl LateTables {
    /// The value of a program whose tables have all of it.
    pub const NONE: Self =
        Self { evidence: &[], noise: &[], logs: &[], symptoms: &[], questions: &[], topics: &[] };
}

impl Guides {
    /// The value until they are given.
    pub const NONE: Self = Self {
        flows: &[],
        samples: &[],
        procedures: &[],
        everywhere: &[],
        synonyms: &[],
        late: LateTables::NONE,
    };
}
