//! How the tables are packed: the build of the knowledge writes them with this file, and its readers read them.
//!
//! The content of the two streams and its order; the streams themselves are in `streams.rs`.
//!
//! Postcard with serde's derives would do the same with 300 lines less, and was measured in November 2026. It takes 1.6
//! times as long to read the tables (natively 1.3 ms for the page's and 1.3 ms for the engine's, here 0.8 ms each), since it
//! checks each text by itself for UTF-8. What the page of a code downloads grows by 6.6 kB of 240 (brotli: program 5.1,
//! tables 1.2, one part of the codes 0.3), the engine by 9.6 kB of 489.

use basics::{ClientKind, Confidence, EvidenceKind, Severity, UpdateEvent};

use crate::evidence::{
    Ends, Evidence, EvidenceId, EvidenceRange, FailureRole, LineScope, LogLevel, Pattern, ResultLine,
    ResultOutcome, RunEffect, RunLink, Thread,
};
use crate::fact::{Compared, Fact, FactKind, Setting};
use crate::model::{
    Cause, CauseSample, Citation, Code, CodeRange, Flow, Guide, GuideEntry, Log, LogValue, MessageTexts,
    Name, Noise, Operation, Question, Remedy, Role, Sentences, Step, Symptom, Topic, TopicState, When,
};
use crate::moment::{MachineCondition, MomentKind};
use crate::names::{Alias, Names};
use crate::network::{Endpoint, NetworkError, NetworkErrorKind};
use crate::numbers::{ErrorRange, Facility, FacilityPart, HttpStatus, SetupPart};
use crate::placeholder::{Placeholder, ValueKind};
use crate::prose::{Block, Procedure, ProcedureVariant, RemedyAction, Shell, ShellCommand, Span};
use crate::quoting::Quoting;
use crate::setting::{Check, Registered, RegistryForm, SettingCondition, SettingRef, Test};
use crate::streams::{StreamReader, StreamWriter};
use crate::tables::{Guides, KnowledgeTables, LateTables};

/// A type that can be packed.
pub trait Packable: Copy {
    /// Appends itself to the streams.
    fn pack(&self, to: &mut StreamWriter);
    /// Reads itself from the streams.
    fn unpack(from: &mut StreamReader) -> Self;
}

/// Appends a field, unless it is empty; returns whether it did.
fn pack_held(field: &impl Packable, to: &mut StreamWriter) -> bool {
    let (texts, bytes) = (to.texts.len(), to.bytes.len());
    field.pack(to);
    let is_held = to.texts.len() > texts || to.bytes.iter().skip(bytes).any(|byte| *byte > 0);
    if !is_held {
        to.bytes.truncate(bytes);
    }
    is_held
}

/// Reads a field of a structure whose empty fields are not written, by the lowest bit of its mask.
fn unpack_held<T: Packable>(from: &mut StreamReader, holds: &mut usize) -> T {
    let is_held = *holds & 1 == 1;
    *holds >>= 1;
    if is_held { T::unpack(from) } else { T::unpack(&mut StreamReader::new("", &[])) }
}

/// Structures, field by field.
macro_rules! structures {
    ($($name:ident { $($field:ident),* })*) => { $(
        impl Packable for $name {
            fn pack(&self, to: &mut StreamWriter) {
                $( self.$field.pack(to); )*
            }
            fn unpack(from: &mut StreamReader) -> Self {
                $( let $field = Packable::unpack(from); )*
                Self { $($field),* }
            }
        }
    )* };
}

/// Structures most of whose fields are empty: which fields are not, a bit each, then those.
macro_rules! sparse {
    ($($name:ident { $($field:ident),* })*) => { $(
        impl Packable for $name {
            fn pack(&self, to: &mut StreamWriter) {
                let place = to.bytes.len();
                let held = [$( pack_held(&self.$field, to) ),*];
                let holds = held.iter().rev().fold(0, |holds, is_held| holds << 1 | usize::from(*is_held));
                to.length_at(place, holds);
            }
            fn unpack(from: &mut StreamReader) -> Self {
                let mut holds = from.length();
                $( let $field = unpack_held(from, &mut holds); )*
                Self { $($field),* }
            }
        }
    )* };
}

/// Enumerations of plain words; a byte each.
macro_rules! words {
    ($($name:ident { $($word:ident),* })*) => { $(
        impl Packable for $name {
            fn pack(&self, to: &mut StreamWriter) {
                let words = [$(Self::$word),*];
                to.bytes.extend(words.iter().position(|word| word == self).map(|at| at as u8));
            }
            fn unpack(from: &mut StreamReader) -> Self {
                let words = [$(Self::$word),*];
                words.get(usize::from(from.byte())).copied().unwrap_or(words[0])
            }
        }
    )* };
}

/// Enumerations with fields: the variant's number, then its fields.
macro_rules! variants {
    ($name:ident { $($tag:literal $variant:ident { $($field:tt: $bound:ident),* }),* }) => {
        impl Packable for $name {
            fn pack(&self, to: &mut StreamWriter) {
                match self {
                    $( Self::$variant { $($field: $bound),* } => {
                        to.bytes.push($tag);
                        $( $bound.pack(to); )*
                    } )*
                }
            }
            fn unpack(from: &mut StreamReader) -> Self {
                match from.byte() {
                    $( $tag => Self::$variant { $($field: Packable::unpack(from)),* }, )*
                    _ => Self::NOTHING,
                }
            }
        }
    };
}

structures! {
    KnowledgeTables { verified, code_parts, noise, messages, operations, collective_codes, generic_codes, cancelled_codes, failure_words, no_failure_words, code_flows, logs, read_first, endpoints, network_errors, callers, services, facilities, parts, numbers, statuses, setup_phases, setup_operations, symptoms, questions, topics, settings, facts, conditions, moments, registered, checks, causes, flows, evidence, placeholders }
    Guides { flows, samples, procedures, everywhere, synonyms, late }
    LateTables { evidence, noise, logs, symptoms, questions, topics }
    Code { value, symbols, message, family, http, same, benign, fails_over }
    Noise { log, codes, pattern, why }
    CodeRange { from, to, flow }
    MessageTexts { code, texts }
    Operation { id, run, named, flow, step, severity, is_of_updates, part_of }
    ResultLine { operation, outcome, key, code }
    Name { id, name, leads, apps }
    Names { families, sections, aliases }
    Alias { name, codes, why }
    Endpoint { path, anonymous, serves_files }
    NetworkError { code, kind }
    Facility { number, kernel, name, also, words }
    FacilityPart { from, to, words }
    ErrorRange { from, to, name }
    HttpStatus { status, words }
    SetupPart { number, words }
    Citation { title, url, accessed }
    Symptom { id, title, words, entry }
    Question { id, asks, helps }
    Topic { number, symbol, words, states }
    TopicState { words, failed }
    LogValue { capture, log }
    EvidenceRange { first, count }
    Cause { id, title, summary, symptom, manual_only, when, part }
    Remedy { cause, summary, words, check, fix, verify, verified, versions, sources }
    Procedure { id, title, variants }
    ProcedureVariant { client, blocks }
    CauseSample { cause, fires, lines }
    Placeholder { name, kind, words, example }
    RemedyAction { title, on, elevated, changes, affects, undo, blocks }
    ShellCommand { shell, text }
    Flow { id, title, run, caller, service, cancelled, sentences, steps }
    Guide { flow, prose, steps, sources }
    Sentences {
        ok_one, ok_all, ok_last, ok_open, failed, never, stopped, stopped_after, incomplete, restarted, cancelled, skipped, none,
        no_cause, no_reason, no_more, machine, machine_over, also, recovered, over, cancelled_runs, other
    }
    Pattern { text, is_literal, lead, literals, captures }
    Setting { id, title, compared }
    Registered { setting, key, name, source, source_32, form }
    Check { id, flow, step, cause, severity, confidence, summary, after, when }
    SettingCondition { of, test, value, other }
    SettingRef { setting, source }
    Fact { id, log, components, kind, pattern }
    MachineCondition { id, summary, severity, lasts }
    Step { id, title, actor, silent, timeout, every_caller, may_wait, requests, evidence }
}

sparse! {
    When { codes, at, wsus, seen, within, absent, differs, unless, against, confidence }
    RunLink { opens, thread, after, by_end, near, within }
    RunEffect { role, ends, skipped_without, over_by, overdue }
    MomentKind { id, summary, log, components, about, severity, subject, within, is_listed, opens, ends, during, then, pattern }
    Evidence { index, id, flow, step, summary, log, components, shows, level, topic, scope, link, effect, result }
    Log { name, file, also, components, format, role, folder, traces, get, description, instead, several, optional, documentation_only, installer, servicing_components }
}

words! {
    ClientKind { ConfigurationManager, Wsus, WindowsUpdate, ServerCore }
    Confidence { High, Medium, Low }
    Role { Client, ManagementPoint, SiteServer, Wsus }
    EvidenceKind { Started, Progress, Done, Failed, Benign }
    LogLevel { Default, Verbose, Debug }
    Thread { Free, Holds, Frees }
    Ends { ByCode, Ok, Failed, Skipped, Restart }
    ResultOutcome { Ok, Failed, ByCode, Cancelled }
    FailureRole { Plain, Reason, Root, Echo }
    UpdateEvent {
        Named, Missing, Installed, NotApplicable, Superseded, Targeted, DownloadStarted, Downloaded, DownloadFailed,
        DownloadCancelled, InstallStarted, InstallDone, InstallFailed, RestartPending, StateRaised, StateForwarded
    }
    GuideEntry { Scan, Sync, Updates }
    Compared { Address, Text, Apart, Hidden }
    NetworkErrorKind { Timeout, NoConnection }
    RegistryForm { Plain, There, Export, WinHttp }
    Severity { Error, Warning, Info }
    Test { Given, Missing, Is, IsNot, LacksScheme, LacksPort, IsPlaceholder, Differs, Below }
    Shell { PowerShell, Cmd, Sql, Text }
    ValueKind { Host, Port, Url, Proxy, SiteCode, Guid, Kb, Package, Service, Path, Text }
    Quoting { Plain, PowerShellSingle, PowerShellDouble, Cmd, Sql }
}

trait Nothing {
    /// What an unknown variant reads as.
    const NOTHING: Self;
}

impl Nothing for Span {
    const NOTHING: Self = Self::Text("");
}

impl Nothing for Block {
    const NOTHING: Self = Self::Paragraph(&[]);
}

impl Nothing for LineScope {
    const NOTHING: Self = Self::Run;
}

impl Nothing for FactKind {
    const NOTHING: Self = Self::Update(UpdateEvent::Named);
}

variants! {
    LineScope { 0 Run {}, 1 Machine {}, 2 Switch { 0: name }, 3 Operation {} }
}

variants! {
    FactKind { 0 Update { 0: event }, 1 Setting { setting: setting, source: source }, 2 StoreApp {} }
}

variants! {
    Span {
        0 Text { 0: text }, 1 Strong { 0: text }, 2 Code { 0: text }, 3 Link { text: text, href: href },
        4 Placeholder { name: name, quoting: quoting }
    }
}

variants! {
    Block {
        0 Heading { 0: title }, 1 Paragraph { 0: spans }, 2 List { ordered: ordered, items: items },
        3 Command { 0: command }, 4 Expect { log: log, line: line }, 5 Table { head: head, rows: rows },
        6 Procedure { 0: id }
    }
}

impl Packable for &'static str {
    fn pack(&self, to: &mut StreamWriter) {
        to.length(self.len());
        to.texts.push_str(self);
    }

    fn unpack(from: &mut StreamReader) -> Self {
        let length = from.length();
        let (text, rest) = from.texts.split_at_checked(length).unwrap_or_default();
        from.texts = rest;
        text
    }
}

impl<T: Packable> Packable for &'static [T] {
    fn pack(&self, to: &mut StreamWriter) {
        to.length(self.len());
        for one in *self {
            one.pack(to);
        }
    }

    fn unpack(from: &mut StreamReader) -> Self {
        let length = from.length();
        // The tables are read once and live as long as the program.
        (0..length).map(|_| T::unpack(from)).collect::<Vec<_>>().leak()
    }
}

impl<T: Packable> Packable for Option<T> {
    fn pack(&self, to: &mut StreamWriter) {
        self.is_some().pack(to);
        if let Some(value) = self {
            value.pack(to);
        }
    }

    fn unpack(from: &mut StreamReader) -> Self {
        bool::unpack(from).then(|| T::unpack(from))
    }
}

impl<A: Packable, B: Packable> Packable for (A, B) {
    fn pack(&self, to: &mut StreamWriter) {
        self.0.pack(to);
        self.1.pack(to);
    }

    fn unpack(from: &mut StreamReader) -> Self {
        (A::unpack(from), B::unpack(from))
    }
}

impl Packable for bool {
    fn pack(&self, to: &mut StreamWriter) {
        to.bytes.push(u8::from(*self));
    }

    fn unpack(from: &mut StreamReader) -> Self {
        from.byte() != 0
    }
}

impl Packable for u8 {
    fn pack(&self, to: &mut StreamWriter) {
        to.bytes.push(*self);
    }

    fn unpack(from: &mut StreamReader) -> Self {
        from.byte()
    }
}

impl Packable for u16 {
    fn pack(&self, to: &mut StreamWriter) {
        to.bytes.extend(self.to_be_bytes());
    }

    fn unpack(from: &mut StreamReader) -> Self {
        Self::from_be_bytes([from.byte(), from.byte()])
    }
}

impl Packable for u32 {
    fn pack(&self, to: &mut StreamWriter) {
        to.bytes.extend(self.to_be_bytes());
    }

    fn unpack(from: &mut StreamReader) -> Self {
        Self::from_be_bytes([from.byte(), from.byte(), from.byte(), from.byte()])
    }
}

impl Packable for EvidenceId {
    fn pack(&self, to: &mut StreamWriter) {
        self.0.pack(to);
    }

    fn unpack(from: &mut StreamReader) -> Self {
        Self(u16::unpack(from))
    }
}
