//! Looks things up: by code, by id, by name.

use knowledge_model::evidence::{Evidence, EvidenceId, Pattern};
use knowledge_model::fact::{Fact, Setting};
use knowledge_model::model::{
    ANY_COMPONENT, Cause, CauseSample, Code, Flow, Guide, Log, MessageTexts, Name, Noise, Operation,
    Question, Remedy, Step, Symptom, Topic, TopicState,
};
use knowledge_model::moment::{MachineCondition, MomentKind};
use knowledge_model::network::{Endpoint, NetworkErrorKind};
use knowledge_model::numbers::{Facility, FacilityPart};
use knowledge_model::placeholder::Placeholder;
use knowledge_model::prose::{Block, Procedure};
use knowledge_model::setting::{Check, Registered};

use crate::tables::{self, late, patterns, tables};

/// All codes, by value; none until all of their parts are given.
pub fn codes() -> &'static [Code] {
    tables::codes()
}

/// A code by its value; none until its part is given.
pub fn code(value: u32) -> Option<&'static Code> {
    let codes = tables::codes_of(part_of_code(value));
    let at = codes.binary_search_by_key(&value, |code| code.value).ok()?;
    codes.get(at)
}

/// The part of the knowledge with the row of a code, if it has one.
pub fn part_of_code(value: u32) -> usize {
    tables().part_of_code(value)
}

/// Whether a code makes a Configuration Manager client switch to another software update point.
pub fn fails_over(value: u32) -> bool {
    code(value).is_some_and(|code| code.fails_over)
}

/// All facilities: first those of an HRESULT, then those of an NTSTATUS, by number.
pub fn facilities() -> &'static [Facility] {
    tables().facilities
}

/// The day up to which the knowledge was compared with its sources, `2026-11-23`; empty until the tables are given.
pub fn verified() -> &'static str {
    tables().verified
}

/// All causes, by id.
pub fn causes() -> &'static [Cause] {
    tables().causes
}

/// A cause by its id.
pub fn cause(id: &str) -> Option<&'static Cause> {
    tables().causes.iter().find(|cause| cause.id == id)
}

/// The causes that name a code: highest confidence first; at equal confidence the one with fewer codes.
pub fn causes_of_code(value: u32) -> Vec<&'static Cause> {
    let mut found: Vec<(_, usize, &'static Cause)> = Vec::new();
    for cause in tables().causes {
        let naming = cause.when.iter().filter(|when| when.codes.contains(&value));
        if let Some(sure) = naming.map(|when| when.confidence).min() {
            let codes = cause.when.iter().map(|when| when.codes.len()).sum();
            // A handful at most: an insertion sort keeps the page's program smaller.
            let place = found.partition_point(|other| (other.0, other.1) <= (sure, codes));
            found.insert(place, (sure, codes, cause));
        }
    }
    found.into_iter().map(|(_, _, cause)| cause).collect()
}

/// The remedy of a cause; none until its part is given.
pub fn remedy(cause: &Cause) -> &'static Remedy {
    const NONE: &Remedy = &Remedy::NONE;
    let all = tables::remedies(usize::from(cause.part));
    all.iter().find(|remedy| remedy.cause == cause.id).unwrap_or(NONE)
}

/// A flow as a guide; empty until its part is given.
pub fn guide(flow: &Flow) -> &'static Guide {
    const NONE: &Guide = &Guide::NONE;
    tables::guides().flows.iter().find(|guide| guide.flow == flow.id).unwrap_or(NONE)
}

/// The guide to one step of a flow.
pub fn step_prose(flow: &Flow, step: &Step) -> &'static [Block] {
    let at = flow.steps.iter().position(|other| other.id == step.id);
    at.and_then(|at| guide(flow).steps.get(at)).copied().unwrap_or_default()
}

/// A procedure that causes share, by its ID: `scan`; none until the guides are given.
pub fn procedure(id: &str) -> Option<&'static Procedure> {
    tables::guides().procedures.iter().find(|procedure| procedure.id == id)
}

/// The placeholders of commands.
pub fn placeholders() -> &'static [Placeholder] {
    tables().placeholders
}

/// A placeholder of commands, by its name: `wsus_host`.
pub fn placeholder(name: &str) -> Option<&'static Placeholder> {
    placeholders().iter().find(|placeholder| placeholder.name == name)
}

/// All symptoms, in the order of `data/symptoms.toml`; of the page none until the guides are given, like all tables of
/// [`LateTables`](knowledge_model::tables::LateTables).
pub fn symptoms() -> &'static [Symptom] {
    late().symptoms
}

/// A symptom by its id: `no-server`.
pub fn symptom(id: &str) -> Option<&'static Symptom> {
    late().symptoms.iter().find(|symptom| symptom.id == id)
}

/// The topics of state messages about updates, by number.
pub fn topics() -> &'static [Topic] {
    late().topics
}

/// The meaning of a state number in a topic: 4 of 301 is "installed".
pub fn state(topic: u32, number: u32) -> Option<&'static TopicState> {
    let topic = late().topics.iter().find(|known| known.number == topic)?;
    topic.states.get(usize::try_from(number.checked_sub(1)?).ok()?)
}

/// The questions to answer before changing anything, in order.
pub fn questions() -> &'static [Question] {
    late().questions
}

/// The component that a code comes from, within its facility.
pub fn part(value: u32) -> Option<&'static FacilityPart> {
    tables().parts.iter().find(|part| (part.from..=part.to).contains(&value))
}

/// All flows.
pub fn flows() -> &'static [Flow] {
    tables().flows
}

/// A flow by its id: `client-scan`.
pub fn flow(id: &str) -> Option<&'static Flow> {
    tables().flows.iter().find(|flow| flow.id == id)
}

/// A step by its flow's id and its own: `client-scan` and `1.10`.
pub fn step(flow_id: &str, step_id: &str) -> Option<&'static Step> {
    flow(flow_id)?.steps.iter().find(|step| step.id == step_id)
}

/// All evidence of all flows, each at the index of its [`EvidenceId`]; of the page none until the guides are given.
pub fn all_evidence() -> &'static [Evidence] {
    late().evidence
}

/// The evidence of a step.
pub fn evidence_of(step: &Step) -> &'static [Evidence] {
    all_evidence().get(step.evidence.indexes()).unwrap_or_default()
}

/// Evidence by its index; none for an index that no evidence has.
pub fn evidence(index: EvidenceId) -> Option<&'static Evidence> {
    all_evidence().get(usize::from(index.0))
}

/// Evidence by its id: `location.sent`.
pub fn evidence_by_id(id: &str) -> Option<&'static Evidence> {
    all_evidence().iter().find(|evidence| evidence.id == id)
}

/// How the lines of an evidence are recognized.
pub fn pattern(evidence: &Evidence) -> &'static Pattern {
    const NONE: &Pattern = &Pattern::NONE;
    patterns().get(usize::from(evidence.index.0)).unwrap_or(NONE)
}

/// Lines that the pattern of an evidence matches; none until the guides are given.
pub fn evidence_samples(index: EvidenceId) -> &'static [&'static str] {
    tables::guides().samples.get(usize::from(index.0)).copied().unwrap_or_default()
}

/// All facts.
pub fn facts() -> &'static [Fact] {
    tables().facts
}

/// Lines that the pattern of a fact matches, by its index; for tests.
pub fn fact_samples(at: usize) -> &'static [&'static str] {
    tables::fact_samples().get(at).copied().unwrap_or_default()
}

/// All moments.
pub fn moments() -> &'static [MomentKind] {
    tables().moments
}

/// Lines that the pattern of a moment matches, by its index; for tests.
pub fn moment_samples(at: usize) -> &'static [&'static str] {
    tables::moment_samples().get(at).copied().unwrap_or_default()
}

/// Conditions that can last from one moment to another.
pub fn conditions() -> &'static [MachineCondition] {
    tables().conditions
}

/// The registry values that contain settings.
pub fn registered() -> &'static [Registered] {
    tables().registered
}

/// The checks of settings, in the order of `data/checks.toml`.
pub fn checks() -> &'static [Check] {
    tables().checks
}

/// All settings, in the order of `data/settings.toml`.
pub fn settings() -> &'static [Setting] {
    tables().settings
}

/// Lines in which causes must be found, or must not; for tests.
pub fn cause_samples() -> &'static [CauseSample] {
    tables::cause_samples()
}

/// All logs.
pub fn logs() -> &'static [Log] {
    late().logs
}

/// A log by its name: `WUAHandler`.
pub fn log(name: &str) -> Option<&'static Log> {
    late().logs.iter().find(|log| log.name == name)
}

/// The log that a component writes, in any case: `UpdatesDeploymentAgent` writes `UpdatesDeployment`.
pub fn log_of_component(component: &str) -> Option<&'static Log> {
    late().logs.iter().find(|log| log.components.iter().any(|name| name.eq_ignore_ascii_case(component)))
}

/// The log with a file name, in any case; rollovers (`Name-20261121-101500.log`, `Name.lo_`) too.
pub fn log_of_file_name(file: &str) -> Option<&'static Log> {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let (stem, end) = name.rsplit_once('.').unwrap_or((name, ""));
    // The name of a trace ends with its session and its number: `WindowsUpdate.YYYYMMDD.HHMMSS.mmm.N.etl`.
    let is_trace = end.eq_ignore_ascii_case("etl");
    let stem = if is_trace { stem.split('.').next().unwrap_or(stem) } else { stem };
    let stem = without_time(without_roll(stem));
    late().logs.iter().find(|log| {
        let own = log.file.rsplit_once('.').map_or(log.file, |(stem, _)| stem);
        let mut names = [log.name, own].into_iter().chain(log.also.iter().copied());
        names.any(|known| known.eq_ignore_ascii_case(stem))
    })
}

/// The log whose name a file's name begins with, as a word: people call an excerpt `WUAHandler-no-times.log`.
pub fn log_that_begins(file: &str) -> Option<&'static Log> {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let is_end = |c: char| !c.is_ascii_alphanumeric() && c != '_';
    let word = name.split(is_end).next().filter(|word| !word.is_empty())?;
    log_of_file_name(word).or_else(|| log_of_file_name(word.split('_').next()?))
}

/// A file's stem without the suffix that Windows adds to an archived log: `CbsPersist_YYYYMMDDHHMMSS`,
/// `CheckSUR.persist`.
fn without_roll(stem: &str) -> &str {
    let digits = |time: &str| time.len() == 14 && time.bytes().all(|byte| byte.is_ascii_digit());
    match (stem.rsplit_once('_'), stem.rsplit_once('.')) {
        (Some((name, time)), _) if digits(time) => name,
        (_, Some((name, persist))) if persist.eq_ignore_ascii_case("persist") => name,
        _ => stem,
    }
}

/// A file's stem without the time that a rollover carries, `-YYYYMMDD-HHMMSS`.
fn without_time(stem: &str) -> &str {
    let Some(at) = stem.len().checked_sub("-YYYYMMDD-HHMMSS".len()) else { return stem };
    let is_time = |time: &str| {
        time.bytes()
            .enumerate()
            .all(|(at, b)| if at == 0 || at == 9 { b == b'-' } else { b.is_ascii_digit() })
    };
    match stem.split_at_checked(at) {
        Some((name, time)) if is_time(time) => name,
        _ => stem,
    }
}

/// A caller in words; an ID that ends in `*` matches all with that prefix.
pub fn caller_name(id: &str) -> Option<&'static Name> {
    tables().callers.iter().find(|name| match name.id.strip_suffix('*') {
        Some(beginning) => id.get(..beginning.len()).is_some_and(|head| head.eq_ignore_ascii_case(beginning)),
        None => name.id.eq_ignore_ascii_case(id),
    })
}

/// The service of a GUID, with or without braces, in any case.
pub fn service(guid: &str) -> Option<&'static Name> {
    let guid = guid.trim_start_matches('{').trim_end_matches('}');
    tables().services.iter().find(|name| name.id.eq_ignore_ascii_case(guid))
}

/// The service whose searches lead: WSUS.
pub fn leading_service() -> Option<&'static Name> {
    tables().services.iter().find(|name| name.leads)
}

/// The code by which the Windows Update Agent reports an HTTP status.
///
/// BITS and others have their own codes for the same status; the agent's facility is the highest of them.
pub fn code_of_http(status: u16) -> Option<&'static Code> {
    codes().iter().rev().find(|code| code.http == Some(status))
}

/// The rules by which codes are noise in certain lines.
pub fn noise_rules() -> &'static [Noise] {
    late().noise
}

/// The rules by which a code can be noise in a log, by the log's name.
pub fn noise(log: &str, value: u32) -> impl Iterator<Item = &'static Noise> {
    late().noise.iter().filter(move |noise| noise.log == log && noise.codes.contains(&value))
}

/// The operations whose ends components log.
pub fn operations() -> &'static [Operation] {
    tables().operations
}

/// Whether a code only reports that something inside an operation failed; the inner code has the reason.
pub fn is_collective(code: u32) -> bool {
    tables().collective_codes.contains(&code)
}

/// The texts of messages that name a failure without its code.
pub fn message_texts() -> &'static [MessageTexts] {
    tables().messages
}

/// Whether a code has too many different causes to explain anything alone.
pub fn is_generic(code: u32) -> bool {
    tables().generic_codes.contains(&code)
}

/// Whether a code means that an operation was cancelled, whichever it is.
pub fn is_cancelled(code: u32) -> bool {
    tables().cancelled_codes.contains(&code)
}

/// The words by which a line reports a failure, in lower case, in the languages of Windows.
pub fn failure_words() -> &'static [&'static str] {
    tables().failure_words
}

/// Such words in lines that report none.
pub fn no_failure_words() -> &'static [&'static str] {
    tables().no_failure_words
}

/// The flow in which a code occurs, for a log that does not show what it is about.
pub fn flow_of_code(code: u32) -> Option<&'static str> {
    tables().code_flows.iter().find(|range| (range.from..=range.to).contains(&code)).map(|range| range.flow)
}

/// An operation, by its id.
pub fn operation(id: &str) -> Option<&'static Operation> {
    tables().operations.iter().find(|operation| operation.id == id)
}

/// Whether a log of this file name, in any case, records most about updates: if not all can be read, these are.
pub fn is_key_log(file: &str) -> bool {
    let begins = |beginning: &&str| {
        file.get(..beginning.len()).is_some_and(|head| head.eq_ignore_ascii_case(beginning))
    };
    tables().read_first.iter().any(begins)
}

/// The endpoint of a request, by its path in any case; none if the request is not about updates.
pub fn endpoint(path: &[u8]) -> Option<&'static Endpoint> {
    let begins = |endpoint: &&Endpoint| {
        let head = path.get(..endpoint.path.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(endpoint.path.as_bytes()))
    };
    tables().endpoints.iter().find(begins)
}

/// Why a client that reports this code received no response; none if the code has another meaning.
pub fn network_error(code: u32) -> Option<NetworkErrorKind> {
    tables().network_errors.iter().find(|error| error.code == code).map(|error| error.kind)
}

/// The Windows servicing log whose entries name this component, else the one whose entries name any; an entry without
/// a component has an empty one.
pub fn servicing_log(component: &[u8]) -> Option<&'static Log> {
    let of = |name: &[u8]| {
        let has = |log: &&Log| log.servicing_components.iter().any(|own| own.as_bytes() == name);
        late().logs.iter().find(has)
    };
    of(component).or_else(|| of(ANY_COMPONENT.as_bytes()))
}
