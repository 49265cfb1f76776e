//! Writes the knowledge as Rust: static tables of the types in `src/`.

use std::fmt::Write;

use super::Knowledge;
use super::model::{
    Cause, CauseSample, Code, Ends, Evidence, EvidenceId, Flow, Joins, Log, LogLevel, Name, Noise, Role,
    Sentences, Shows, Source, Step, Sure, Thread, Value, When,
};
use super::numbers::{Facility, HttpStatus, Numbers, Part};
use super::prose::{Action, Block, Command, Shell, Span};

/// Writes itself as an expression of Rust.
trait Emit {
    fn emit(&self, out: &mut String);
}

/// Structures, field by field.
macro_rules! structures {
    ($($name:ident { $($field:ident),* })*) => { $(
        impl Emit for $name {
            fn emit(&self, out: &mut String) {
                out.push_str(concat!(stringify!($name), "{"));
                $( out.push_str(concat!(stringify!($field), ":")); self.$field.emit(out); out.push(','); )*
                out.push('}');
            }
        }
    )* };
}

/// What `Debug` writes as Rust would: numbers, texts, and words of an enumeration behind its name.
macro_rules! as_debug {
    ($($name:ty => $prefix:literal),*) => { $(
        impl Emit for $name {
            fn emit(&self, out: &mut String) {
                _ = write!(out, concat!($prefix, "{:?}"), self);
            }
        }
    )* };
}

as_debug! {
    bool => "", u16 => "", u32 => "", &str => "", EvidenceId => "", Sure => "Sure::", Role => "Role::", Shows => "Shows::",
    LogLevel => "LogLevel::", Thread => "Thread::", Ends => "Ends::", Shell => "Shell::"
}

structures! {
    Code { value, symbols, message, family, http, same, benign }
    Noise { log, value, why }
    Name { id, name, leads }
    Log { name, file, also, components, format, role, folder, tells }
    Facility { number, name, words }
    Part { from, to, words }
    Numbers { from, to, name }
    HttpStatus { status, words }
    Source { title, url, looked }
    Value { capture, log }
    When { codes, at, seen, within, absent, differs, unless, against, sure }
    Cause { id, title, says, when, check, fix, verify, sources }
    CauseSample { cause, fires, lines }
    Action { title, on, elevated, changes, undo, blocks }
    Command { shell, text }
    Flow { id, title, run, caller, sentences, prose, steps, sources }
    Sentences { ok_one, ok_all, ok_last, failed, never, stopped, incomplete, cancelled, skipped, none, no_cause }
    Joins { machine, opens, thread, after, near, within, ends, inner, echo, skipped_without, switch, overdue }
    Evidence { index, id, flow, step, says, log, components, shows, level, pattern, literals, captures, joins }
    Step { id, title, actor, silent, patience, every_caller, prose, evidence }
}

impl<T: Emit> Emit for &[T] {
    fn emit(&self, out: &mut String) {
        out.push_str("&[");
        for one in *self {
            one.emit(out);
            out.push(',');
        }
        out.push(']');
    }
}

impl<T: Emit> Emit for Option<T> {
    fn emit(&self, out: &mut String) {
        match self {
            Some(value) => {
                out.push_str("Some(");
                value.emit(out);
                out.push(')');
            }
            None => out.push_str("None"),
        }
    }
}

impl<A: Emit, B: Emit> Emit for (A, B) {
    fn emit(&self, out: &mut String) {
        out.push('(');
        self.0.emit(out);
        out.push(',');
        self.1.emit(out);
        out.push(')');
    }
}

impl Emit for Span {
    fn emit(&self, out: &mut String) {
        _ = match self {
            Self::Link { text, href } => write!(out, "Span::Link{{text:{text:?},href:{href:?}}}"),
            plain => write!(out, "Span::{plain:?}"),
        };
    }
}

impl Emit for Block {
    fn emit(&self, out: &mut String) {
        out.push_str("Block::");
        match self {
            Self::Heading(title) => _ = write!(out, "Heading({title:?})"),
            Self::Paragraph(spans) => {
                out.push_str("Paragraph(");
                spans.emit(out);
                out.push(')');
            }
            Self::List { ordered, items } => {
                _ = write!(out, "List{{ordered:{ordered},items:");
                items.emit(out);
                out.push('}');
            }
            Self::Command(command) => {
                out.push_str("Command(");
                command.emit(out);
                out.push(')');
            }
            Self::Expect { log, line } => _ = write!(out, "Expect{{log:{log:?},line:{line:?}}}"),
            Self::Table { head, rows } => {
                out.push_str("Table{head:");
                head.emit(out);
                out.push_str(",rows:");
                rows.emit(out);
                out.push('}');
            }
        }
    }
}

/// The text of `tables.rs`.
pub(crate) fn emit(knowledge: &Knowledge) -> String {
    let mut out = String::new();
    table(&mut out, "CODES", "Code", &knowledge.codes);
    table(&mut out, "NOISE", "Noise", &knowledge.noise);
    table(&mut out, "LOGS", "Log", &knowledge.logs);
    table(&mut out, "CALLERS", "Name", &knowledge.callers);
    table(&mut out, "SERVICES", "Name", &knowledge.services);
    table(&mut out, "FACILITIES", "Facility", &knowledge.numbers.facilities);
    table(&mut out, "PARTS", "Part", &knowledge.numbers.parts);
    table(&mut out, "NUMBERS", "Numbers", &knowledge.numbers.numbers);
    table(&mut out, "STATUSES", "HttpStatus", &knowledge.numbers.statuses);
    table(&mut out, "CAUSES", "Cause", &knowledge.causes.causes);
    table(&mut out, "CAUSE_SAMPLES", "CauseSample", &knowledge.causes.samples);
    table(&mut out, "FLOWS", "Flow", &knowledge.flows.flows);

    // By index; each is the one that stands in its step, not a copy.
    out.push_str("pub(crate) static EVIDENCE: &[&Evidence] = &[");
    for (flow, step, one) in knowledge.places_of_evidence() {
        _ = write!(out, "&FLOWS[{flow}].steps[{step}].evidence[{one}],");
    }
    out.push_str("];\n");
    out.push_str("pub(crate) static EVIDENCE_SAMPLES: &[&[&str]] = &[");
    for samples in &knowledge.flows.samples {
        samples.iter().map(|sample| sample.text).collect::<Vec<_>>().as_slice().emit(&mut out);
        out.push(',');
    }
    out.push_str("];\n");
    out
}

fn table<T: Emit>(out: &mut String, name: &str, of: &str, rows: &[T]) {
    _ = write!(out, "pub(crate) static {name}: &[{of}] = ");
    rows.emit(out);
    out.push_str(";\n");
}
