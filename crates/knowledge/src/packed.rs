//! How the tables are packed into the binary: the build writes them with this file, the library reads them.
//!
//! What goes into the two streams, in which order; the streams themselves are in `streams.rs`.

use basics::{Confidence, EvidenceKind, Severity, UpdateEvent};

use super::evidence::{Ends, Evidence, EvidenceId, Joins, LogLevel, Pattern, Thread};
use super::fact::{Compared, Fact, Setting, Tells};
use super::model::{
    Cause, CauseSample, Code, Entry, Flow, Guide, Log, Name, Noise, Question, Remedy, Role, Sentences,
    Source, State, Step, Symptom, Topic, Value, When,
};
use super::moment::{Moment, Standing};
use super::names::{Alias, Names};
use super::numbers::{Facility, HttpStatus, Numbers, Part, SetupPart};
use super::placeholder::{Placeholder, ValueKind};
use super::prose::{Action, Block, Command, Shell, Span};
use super::quoting::Quoting;
use super::setting::{Check, Condition, Registered, RegistryForm, Test, Told};
pub(crate) use super::streams::{Reader, Writer};

/// All tables.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tables {
    /// The first code of each of their parts.
    pub(crate) code_parts: &'static [u32],
    pub(crate) noise: &'static [Noise],
    pub(crate) logs: &'static [Log],
    pub(crate) callers: &'static [Name],
    pub(crate) services: &'static [Name],
    pub(crate) facilities: &'static [Facility],
    pub(crate) parts: &'static [Part],
    pub(crate) numbers: &'static [Numbers],
    pub(crate) statuses: &'static [HttpStatus],
    pub(crate) phases: &'static [SetupPart],
    pub(crate) operations: &'static [SetupPart],
    pub(crate) everywhere: &'static [&'static str],
    pub(crate) synonyms: &'static [&'static [&'static str]],
    pub(crate) symptoms: &'static [Symptom],
    pub(crate) questions: &'static [Question],
    pub(crate) topics: &'static [Topic],
    pub(crate) settings: &'static [Setting],
    pub(crate) facts: &'static [Fact],
    pub(crate) standings: &'static [Standing],
    pub(crate) moments: &'static [Moment],
    pub(crate) registered: &'static [Registered],
    pub(crate) checks: &'static [Check],
    pub(crate) causes: &'static [Cause],
    pub(crate) flows: &'static [Flow],
    pub(crate) placeholders: &'static [Placeholder],
}

impl Tables {
    /// What there is before the tables are given.
    pub(crate) const NONE: Self = Self {
        code_parts: &[],
        noise: &[],
        logs: &[],
        callers: &[],
        services: &[],
        facilities: &[],
        parts: &[],
        numbers: &[],
        statuses: &[],
        phases: &[],
        operations: &[],
        everywhere: &[],
        synonyms: &[],
        symptoms: &[],
        questions: &[],
        topics: &[],
        settings: &[],
        facts: &[],
        standings: &[],
        moments: &[],
        registered: &[],
        checks: &[],
        causes: &[],
        flows: &[],
        placeholders: &[],
    };
}

/// The flows as guides, with lines that the patterns of their evidence match, each at its index.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Guides {
    pub(crate) flows: &'static [Guide],
    pub(crate) samples: &'static [&'static [&'static str]],
}

impl Guides {
    /// What there is before they are given.
    pub(crate) const NONE: Self = Self { flows: &[], samples: &[] };
}

/// How many parts the codes are spread over, in order of their values: the page of one needs one.
pub(crate) const CODE_PARTS: usize = 8;

/// How many parts the remedies are spread over: a page needs one or two of them, and each is fetched quickly.
pub(crate) const REMEDY_PARTS: usize = 16;

/// The place of the first of the codes' parts: the tables and the guides stand before.
pub(crate) const FIRST_CODES: usize = 2;

/// The place of the first of the remedies' parts.
pub(crate) const FIRST_REMEDIES: usize = FIRST_CODES + CODE_PARTS;

/// What can be packed.
pub(crate) trait Packed: Copy {
    /// Appends itself to the streams.
    fn pack(&self, to: &mut Writer);
    /// Takes itself from the streams.
    fn unpack(from: &mut Reader) -> Self;
}

/// Structures, field by field.
macro_rules! structures {
    ($($name:ident { $($field:ident),* })*) => { $(
        impl Packed for $name {
            fn pack(&self, to: &mut Writer) {
                $( self.$field.pack(to); )*
            }
            fn unpack(from: &mut Reader) -> Self {
                $( let $field = Packed::unpack(from); )*
                Self { $($field),* }
            }
        }
    )* };
}

/// Structures most of whose fields are empty: which fields are not, a bit each, then those.
macro_rules! sparse {
    ($($name:ident { $($field:ident),* })*) => { $(
        impl Packed for $name {
            fn pack(&self, to: &mut Writer) {
                let place = to.bytes.len();
                let held = [$( to.held(&self.$field) ),*];
                let holds = held.iter().rev().fold(0, |holds, is_held| holds << 1 | usize::from(*is_held));
                to.length_at(place, holds);
            }
            fn unpack(from: &mut Reader) -> Self {
                let mut holds = from.length();
                $( let $field = from.held(&mut holds); )*
                Self { $($field),* }
            }
        }
    )* };
}

/// Enumerations of plain words; a byte each.
macro_rules! words {
    ($($name:ident { $($word:ident),* })*) => { $(
        impl Packed for $name {
            fn pack(&self, to: &mut Writer) {
                let words = [$(Self::$word),*];
                to.bytes.extend(words.iter().position(|word| word == self).map(|at| at as u8));
            }
            fn unpack(from: &mut Reader) -> Self {
                let words = [$(Self::$word),*];
                words.get(usize::from(from.byte())).copied().unwrap_or(words[0])
            }
        }
    )* };
}

/// Enumerations with fields: the variant's number, then its fields.
macro_rules! variants {
    ($name:ident { $($tag:literal $variant:ident { $($field:tt: $bound:ident),* }),* }) => {
        impl Packed for $name {
            fn pack(&self, to: &mut Writer) {
                match self {
                    $( Self::$variant { $($field: $bound),* } => {
                        to.bytes.push($tag);
                        $( $bound.pack(to); )*
                    } )*
                }
            }
            fn unpack(from: &mut Reader) -> Self {
                match from.byte() {
                    $( $tag => Self::$variant { $($field: Packed::unpack(from)),* }, )*
                    _ => Self::NOTHING,
                }
            }
        }
    };
}

structures! {
    Tables { code_parts, noise, logs, callers, services, facilities, parts, numbers, statuses, phases, operations, everywhere, synonyms, symptoms, questions, topics, settings, facts, standings, moments, registered, checks, causes, flows, placeholders }
    Guides { flows, samples }
    Code { value, symbols, message, family, http, same, benign, fails_over }
    Noise { log, value, why }
    Name { id, name, leads, apps }
    Names { families, sections, aliases }
    Alias { name, codes, why }
    Facility { number, kernel, name, also, words }
    Part { from, to, words }
    Numbers { from, to, name }
    HttpStatus { status, words }
    SetupPart { number, words }
    Source { title, url, looked }
    Symptom { id, title, words, entry }
    Question { asks, helps }
    Topic { number, symbol, words, states }
    State { words, failed }
    Value { capture, log }
    Cause { id, title, says, symptom, words, by_hand, when, part }
    Remedy { cause, check, fix, verify, sources }
    CauseSample { cause, fires, lines }
    Placeholder { name, kind, words, example }
    Action { title, on, elevated, changes, undo, blocks }
    Command { shell, text }
    Flow { id, title, run, caller, service, cancelled, sentences, steps }
    Guide { flow, prose, steps, sources }
    Sentences {
        ok_one, ok_all, ok_last, ok_open, failed, never, stopped, stopped_after, incomplete, restarted, cancelled, skipped, none,
        no_cause, no_reason, no_more, machine, machine_over, also, recovered, over, given_up, other
    }
    Pattern { text, is_literal, lead, literals, captures }
    Setting { id, title, compared }
    Registered { setting, key, name, source, source_32, form }
    Check { id, flow, step, cause, grade, sure, says, after, when }
    Condition { of, test, value, other }
    Told { setting, source }
    Fact { id, log, components, tells, pattern }
    Standing { id, says, level, lasts }
    Step { id, title, actor, silent, patience, every_caller, waits, evidence }
}

sparse! {
    When { codes, at, wsus, seen, within, absent, differs, unless, against, sure }
    Joins {
        machine, opens, thread, after, by_end, near, within, ends, inner, root, echo, skipped_without, switch, over_by,
        overdue
    }
    Moment { id, says, log, components, about, level, subject, within, told, opens, ends, during, then, pattern }
    Evidence { index, id, flow, step, says, log, components, shows, level, topic, joins }
    Log { name, file, also, components, format, role, folder, traces, get, tells, several, spare, after_documents }
}

words! {
    Confidence { High, Medium, Low }
    Role { Client, ManagementPoint, SiteServer, Wsus }
    EvidenceKind { Started, Progress, Done, Failed, Benign }
    LogLevel { Default, Verbose, Debug }
    Thread { Free, Holds, Frees }
    Ends { ByCode, Ok, Failed, Skipped, Restart }
    UpdateEvent {
        Named, Missing, Installed, NotApplicable, Superseded, Targeted, DownloadStarted, Downloaded, DownloadFailed,
        DownloadCancelled, InstallStarted, InstallDone, InstallFailed, RestartPending, StateRaised, StateForwarded
    }
    Entry { Scan, Sync, Updates }
    Compared { Address, Text, Apart, Hidden }
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

impl Nothing for Tells {
    const NOTHING: Self = Self::Update(UpdateEvent::Named);
}

variants! {
    Tells { 0 Update { 0: says }, 1 Setting { setting: setting, source: source }, 2 StoreApp {} }
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
        3 Command { 0: command }, 4 Expect { log: log, line: line }, 5 Table { head: head, rows: rows }
    }
}

impl Packed for &'static str {
    fn pack(&self, to: &mut Writer) {
        to.length(self.len());
        to.texts.push_str(self);
    }

    fn unpack(from: &mut Reader) -> Self {
        let length = from.length();
        let (text, rest) = from.texts.split_at_checked(length).unwrap_or_default();
        from.texts = rest;
        text
    }
}

impl<T: Packed> Packed for &'static [T] {
    fn pack(&self, to: &mut Writer) {
        to.length(self.len());
        for one in *self {
            one.pack(to);
        }
    }

    fn unpack(from: &mut Reader) -> Self {
        let length = from.length();
        // The tables are read once and live as long as the program.
        (0..length).map(|_| T::unpack(from)).collect::<Vec<_>>().leak()
    }
}

impl<T: Packed> Packed for Option<T> {
    fn pack(&self, to: &mut Writer) {
        self.is_some().pack(to);
        if let Some(value) = self {
            value.pack(to);
        }
    }

    fn unpack(from: &mut Reader) -> Self {
        bool::unpack(from).then(|| T::unpack(from))
    }
}

impl<A: Packed, B: Packed> Packed for (A, B) {
    fn pack(&self, to: &mut Writer) {
        self.0.pack(to);
        self.1.pack(to);
    }

    fn unpack(from: &mut Reader) -> Self {
        (A::unpack(from), B::unpack(from))
    }
}

impl Packed for bool {
    fn pack(&self, to: &mut Writer) {
        to.bytes.push(u8::from(*self));
    }

    fn unpack(from: &mut Reader) -> Self {
        from.byte() != 0
    }
}

impl Packed for u8 {
    fn pack(&self, to: &mut Writer) {
        to.bytes.push(*self);
    }

    fn unpack(from: &mut Reader) -> Self {
        from.byte()
    }
}

impl Packed for u16 {
    fn pack(&self, to: &mut Writer) {
        to.bytes.extend(self.to_be_bytes());
    }

    fn unpack(from: &mut Reader) -> Self {
        Self::from_be_bytes([from.byte(), from.byte()])
    }
}

impl Packed for u32 {
    fn pack(&self, to: &mut Writer) {
        to.bytes.extend(self.to_be_bytes());
    }

    fn unpack(from: &mut Reader) -> Self {
        Self::from_be_bytes([from.byte(), from.byte(), from.byte(), from.byte()])
    }
}

impl Packed for EvidenceId {
    fn pack(&self, to: &mut Writer) {
        self.0.pack(to);
    }

    fn unpack(from: &mut Reader) -> Self {
        Self(u16::unpack(from))
    }
}
