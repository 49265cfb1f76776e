//! Reads the causes: conditions and samples from the head; checks, fixes and the verification from the prose.

use std::collections::BTreeSet;

use basics::Confidence;
use knowledge_model::model::{Cause, CauseSample, LogValue, Remedy, When};
use knowledge_model::prose::{Block, RemedyAction};

use crate::fault::{Faults, LineRef};
use crate::files::{DataFiles, Document};
use crate::known::{KnownNames, document_id};
use crate::markdown::{self, PieceKind, ProsePiece};
use crate::pattern::CAPTURES;
use crate::row::{At, TomlRow, keep, seconds};
use crate::sample_line::SampleLine;
use crate::sources::{is_day, sources};

const CONFIDENCE: [(&str, Confidence); 3] =
    [("high", Confidence::High), ("medium", Confidence::Medium), ("low", Confidence::Low)];

/// Where an action is performed.
const PLACES: [&str; 10] = [
    "client",
    "WSUS server",
    "site server",
    "management point",
    "distribution point",
    "domain controller",
    "console",
    "admin center",
    "proxy",
    "network",
];

/// A cause with more codes than this explains nothing.
const MOST_CODES: usize = 12;

/// The keys of a condition that are about a run.
const OF_RUNS: [&str; 8] = ["at", "wsus", "seen", "within", "absent", "differs", "unless", "against"];

/// The causes, their samples, and the lines of the samples.
#[derive(Default)]
pub(crate) struct Causes {
    pub(crate) causes: Vec<Cause>,
    /// The remedy of each cause, at the same index.
    pub(crate) remedies: Vec<Remedy>,
    pub(crate) samples: Vec<CauseSample>,
    pub(crate) lines: Vec<SampleLine>,
}

/// Registers the causes by their file names.
pub(crate) fn declare(files: &DataFiles, known: &mut KnownNames, faults: &Faults) {
    for (file, _) in files.all().filter(|(file, _)| file.starts_with("causes/")) {
        match id(file) {
            Some(id) => _ = known.causes.insert(keep(id)),
            None => faults.add(
                LineRef::file(file),
                "a cause's file is named in lower case with hyphens: proxy-sign-in.md",
            ),
        }
    }
}

fn id(file: &str) -> Option<&str> {
    document_id(file, "causes")
}

/// Reads all causes.
pub(crate) fn read(files: &DataFiles, known: &KnownNames, faults: &Faults) -> Causes {
    let mut read = Causes::default();
    for (file, text) in files.all().filter(|(file, _)| id(file).is_some()) {
        let Some(document) = Document::split(file, text, faults) else { continue };
        let Some(mut head) = TomlRow::parse(file, document.head, document.head_after, faults) else {
            continue;
        };
        let Some(id) = id(file).map(keep) else { continue };
        let title = head.phrase("title");
        let summary = head.phrase("summary");
        let symptom = head.text("symptom");
        if !symptom.value.is_empty() && !known.symptoms.contains(symptom.value) {
            head.fault(symptom.line, format!("symptoms.toml has no symptom `{}`", symptom.value));
        }
        let symptom = symptom.value;
        let manual_only = head.flag("manual_only", false);
        let words = words(head.text_or_none("words"), document.body);
        let verified = verified(&mut head);
        let versions = head.text_or_none("versions");
        let when = conditions(&mut head, manual_only, known, faults);
        samples(&mut head, id, manual_only, known, &mut read);
        let sources = sources(&mut head, known, faults);
        head.finish();
        let pieces = markdown::pieces(file, document.body, document.body_after, known, faults);
        let mut parts = ProseParts::of(pieces, file, known, faults);
        let check = parts.actions("Check");
        let fix = parts.actions("Fix");
        let verify = parts.blocks("Verify");
        read.causes.push(Cause { id, title, summary, symptom, manual_only, when, part: 0 });
        read.remedies.push(Remedy {
            cause: id,
            summary,
            words,
            check,
            fix,
            verify,
            verified,
            versions,
            sources,
        });
    }
    read
}

/// The day on which a cause was last compared with its sources.
fn verified(head: &mut TomlRow<'_>) -> &'static str {
    let day = head.text("verified");
    if !day.value.is_empty() && !is_day(day.value) {
        head.fault(day.line, "`verified` must be a date: 2026-11-23");
    }
    day.value
}

/// The search words of a cause: those given, and the numbers after `KB` and in URLs of articles.
fn words(given: Option<&str>, prose: &str) -> &'static str {
    let mut words: Vec<&str> = given.into_iter().collect();
    for (at, _) in prose.match_indices("KB").chain(prose.match_indices("/help/")) {
        let after = prose[at..].trim_start_matches(|letter: char| !letter.is_ascii_digit());
        let number = &after[..after.bytes().take_while(u8::is_ascii_digit).count()];
        // At most a space is between `KB` and its number.
        let is_near = after.len() + "/help/".len() >= prose.len() - at;
        if is_near && (6..8).contains(&number.len()) && !words.contains(&number) {
            words.push(number);
        }
    }
    keep(&words.join(" "))
}

fn conditions(
    head: &mut TomlRow<'_>,
    manual_only: bool,
    known: &KnownNames,
    faults: &Faults,
) -> &'static [When] {
    let rows = head.rows("when");
    if !manual_only && !head.had("when") {
        head.fault(head.place.line, "`[[when]]` is missing: the cause has no condition");
    }
    let conditions: Vec<When> =
        rows.into_iter().map(|row| condition(row, manual_only, known, faults)).collect();
    let codes: BTreeSet<u32> = conditions.iter().flat_map(|when| when.codes).copied().collect();
    if codes.len() > MOST_CODES {
        let words =
            format!("{} codes for one cause; more than {MOST_CODES} explain nothing: split it", codes.len());
        head.fault(head.place.line, words);
    }
    conditions.leak()
}

fn condition(mut row: TomlRow<'_>, manual_only: bool, known: &KnownNames, faults: &Faults) -> When {
    let place = row.place;
    // The diagnosis does not check it: such a key would have no effect.
    if manual_only && OF_RUNS.iter().any(|key| row.has(key)) {
        row.fault(
            place.line,
            "the diagnosis never reports a cause that is chosen manually: its conditions contain only `codes` and `confidence`",
        );
    }
    let codes = known.codes(&row.texts("codes"), place, faults);
    let at = row.texts("at");
    for step in &at {
        if !known.steps.contains(step.value) {
            row.fault(
                step.line,
                format!("no flow has the step `{}`; a step is named as in client-scan/1.10", step.value),
            );
        }
    }
    let mut evidence = |key| known.evidence(&row.texts(key), place, faults);
    let (seen, absent) = (evidence("seen"), evidence("absent"));
    let (unless, against) = (evidence("unless"), evidence("against"));
    let is_wsus = row.flag("wsus", true);
    let wsus = row.had("wsus").then_some(is_wsus);
    let within = row.seconds("within");
    if within.is_some() && !row.had("seen") {
        row.fault(place.line, "`within` limits `seen`, which is missing");
    }
    let differs = row.texts("differs");
    let differs = match differs[..] {
        [] => None,
        [one, other] => value(&row, one, known).zip(value(&row, other, known)),
        _ => {
            row.fault(
                place.line,
                "`differs` names two values: [\"wsus_url@WUAHandler\", \"policy_url@WUAHandler\"]",
            );
            None
        }
    };
    let when = When {
        codes,
        at: crate::row::values(&at),
        wsus,
        seen,
        within: within.unwrap_or_default(),
        absent,
        differs,
        unless,
        against,
        confidence: row.needed_word("confidence", &CONFIDENCE).unwrap_or(Confidence::Low),
    };
    if ["codes", "at", "seen", "absent", "differs"].iter().all(|key| !row.had(key)) {
        row.fault(place.line, "a condition needs one of: codes, at, seen, absent, differs");
    }
    row.finish();
    when
}

/// A captured value: `wsus_url@WUAHandler`.
fn value(row: &TomlRow<'_>, at: At<&'static str>, known: &KnownNames) -> Option<LogValue> {
    let found = at.value.split_once('@').and_then(|(capture, log)| {
        if CAPTURES.contains(&capture) && known.log(log).is_some() {
            Some(LogValue { capture, log })
        } else {
            None
        }
    });
    if found.is_none() {
        row.fault(
            at.line,
            format!("`{}` is not a value: write capture@log, as in wsus_url@WUAHandler", at.value),
        );
    }
    found
}

fn samples(
    head: &mut TomlRow<'_>,
    cause: &'static str,
    manual_only: bool,
    known: &KnownNames,
    read: &mut Causes,
) {
    // A cause that the diagnosis never reports needs no sample lines.
    let mut fires = [manual_only; 2];
    for mut row in head.rows("sample") {
        if !row.has("fires") {
            row.fault(row.place.line, "`fires` is missing: whether the cause must be found in the sample");
        }
        let fired = row.flag("fires", true);
        fires[usize::from(fired)] = true;
        let lines = row.text("lines");
        for (at, line) in lines.value.lines().enumerate().filter(|(_, line)| !line.is_empty()) {
            match sample_line(line, known) {
                Ok(text) => {
                    read.lines.push(SampleLine {
                        file: keep(row.place.file),
                        line: lines.line + at + 1,
                        text,
                    });
                }
                Err(words) => row.fault(lines.line + at + 1, words),
            }
        }
        read.samples.push(CauseSample { cause, fires: fired, lines: lines.value });
        row.finish();
    }
    if !fires[1] {
        head.fault(
            head.place.line,
            "a `[[sample]]` with `fires = true` is missing: lines in which the cause is found",
        );
    }
    if !fires[0] {
        head.fault(
            head.place.line,
            "a `[[sample]]` with `fires = false` is missing: lines in which it must not be found",
        );
    }
}

/// The message of a line `Log: message` or `Log +12s: message`; `Log#2` is another thread of the log.
fn sample_line(line: &'static str, known: &KnownNames) -> Result<&'static str, String> {
    let malformed = || format!("`{line}` must be written `Log: message` or `Log +12s: message`");
    let (log, message) = line.split_once(": ").ok_or_else(malformed)?;
    let (log, later) = log.split_once(' ').map_or((log, None), |(log, later)| (log, Some(later)));
    if later.is_some_and(|later| later.strip_prefix('+').and_then(seconds).is_none()) {
        return Err(malformed());
    }
    let (log, thread) = log.split_once('#').map_or((log, None), |(log, thread)| (log, Some(thread)));
    if thread.is_some_and(|thread| thread.parse::<u8>().is_err()) {
        return Err(malformed());
    }
    if known.log(log).is_none() {
        return Err(format!("logs.toml has no log {log}"));
    }
    Ok(message)
}

/// The parts of a cause's prose: `## Check`, `## Fix`, `## Verify`.
struct ProseParts<'a> {
    file: &'a str,
    known: &'a KnownNames,
    faults: &'a Faults,
    parts: Vec<(&'static str, Vec<ProsePiece>)>,
}

impl<'a> ProseParts<'a> {
    fn of(pieces: Vec<ProsePiece>, file: &'a str, known: &'a KnownNames, faults: &'a Faults) -> Self {
        let mut parts: Vec<(&'static str, Vec<ProsePiece>)> = Vec::new();
        for piece in pieces {
            match (&piece.kind, parts.last_mut()) {
                (PieceKind::Heading(2, title), _) => parts.push((title, Vec::new())),
                (_, Some((_, part))) => part.push(piece),
                (_, None) => {
                    let words = "a cause's prose begins with `## Check`, then `## Fix`, then `## Verify`";
                    faults.add(LineRef { file, line: piece.line }, words);
                }
            }
        }
        for (title, _) in &parts {
            if !["Check", "Fix", "Verify"].contains(title) {
                faults.add(LineRef::file(file), format!("`## {title}` is none of Check, Fix, Verify"));
            }
        }
        Self { file, known, faults, parts }
    }

    fn take(&mut self, title: &str) -> Vec<ProsePiece> {
        let found = self.parts.iter().position(|(part, _)| *part == title);
        let pieces = found.map(|at| self.parts.remove(at).1).unwrap_or_default();
        if pieces.is_empty() {
            self.faults.add(LineRef::file(self.file), format!("`## {title}` is missing or empty"));
        }
        pieces
    }

    fn blocks(&mut self, title: &str) -> &'static [Block] {
        let pieces = self.take(title);
        markdown::blocks(pieces, self.file, self.known, self.faults)
    }

    fn actions(&mut self, title: &str) -> &'static [RemedyAction] {
        let mut open: Vec<(usize, &'static str, Vec<ProsePiece>)> = Vec::new();
        let mut pieces = self.take(title);
        let first = pieces.iter().position(|piece| matches!(piece.kind, PieceKind::Heading(3, _)));
        for piece in pieces.drain(..first.unwrap_or(pieces.len())).take(1) {
            let place = LineRef { file: self.file, line: piece.line };
            self.faults
                .add(place, format!("`## {title}` must be a list of actions: begin with `### What to do`"));
        }
        for piece in pieces {
            match (&piece.kind, open.last_mut()) {
                (PieceKind::Heading(3, action), _) => open.push((piece.line, action, Vec::new())),
                (_, Some((_, _, pieces))) => pieces.push(piece),
                (_, None) => {}
            }
        }
        open.into_iter()
            .map(|(line, action, pieces)| self.action(title, line, action, pieces))
            .collect::<Vec<_>>()
            .leak()
    }

    fn action(
        &self,
        part: &str,
        line: usize,
        title: &'static str,
        mut pieces: Vec<ProsePiece>,
    ) -> RemedyAction {
        let facts = match pieces.first() {
            Some(ProsePiece { kind: PieceKind::Quote(_), .. }) => Some(pieces.remove(0)),
            _ => None,
        };
        let line = facts.as_ref().map_or(line, |piece| piece.line);
        let facts = match &facts {
            Some(ProsePiece { kind: PieceKind::Quote(quote), .. }) => ActionFacts::parse(quote),
            _ => Err(
                "an action names its place and what it changes: `> on the client, elevated; changes nothing`"
                    .to_owned(),
            ),
        };
        let facts = facts.and_then(|facts| match (part, facts.changes) {
            ("Check", Some(_)) => Err("a check must not change anything: a change is a fix".to_owned()),
            _ => Ok(facts),
        });
        let facts = facts.unwrap_or_else(|words| {
            self.faults.add(LineRef { file: self.file, line }, words);
            ActionFacts::default()
        });
        RemedyAction {
            title,
            on: facts.on,
            elevated: facts.elevated,
            changes: facts.changes,
            affects: facts.affects,
            undo: facts.undo,
            blocks: markdown::blocks(pieces, self.file, self.known, self.faults),
        }
    }
}

/// How far a change can reach.
const SCOPES: [&str; 6] = ["the client", "the server", "the site", "the domain", "the network", "the tenant"];

/// The facts of an action: `on the client, elevated; changes the WinHTTP proxy; affects the client; undo: set the noted one`.
#[derive(Default)]
struct ActionFacts {
    on: &'static str,
    elevated: bool,
    changes: Option<&'static str>,
    affects: Option<&'static str>,
    undo: Option<&'static str>,
}

impl ActionFacts {
    fn parse(quote: &str) -> Result<Self, String> {
        let mut parts = quote.split("; ").peekable();
        let fault = |what: &str| format!("`> {quote}` {what}");
        let on = parts.next().and_then(|part| part.strip_prefix("on the "));
        let on = on.ok_or_else(|| fault("must begin with `on the <place>`"))?;
        let (on, elevated) = on.strip_suffix(", elevated").map_or((on, false), |on| (on, true));
        if !PLACES.contains(&on) {
            return Err(fault(&format!("names no place; places are: {}", PLACES.join(", "))));
        }
        let changes = parts.next().and_then(|part| part.strip_prefix("changes "));
        let changes = changes.ok_or_else(|| fault("must contain `changes nothing` or what it changes"))?;
        let changes = if changes == "nothing" { None } else { Some(keep(changes)) };
        let affects =
            parts.next_if(|part| part.starts_with("affects ")).map(|part| &part["affects ".len()..]);
        if affects.is_some_and(|scope| !SCOPES.contains(&scope)) {
            return Err(fault(&format!("names no scope; after `affects` is one of: {}", SCOPES.join(", "))));
        }
        if changes.is_some() != affects.is_some() {
            return Err(fault(
                "must name what it affects if it changes something, and only then: `; affects the client`",
            ));
        }
        let undo = match parts.next() {
            Some(part) => Some(part.strip_prefix("undo: ").ok_or_else(|| fault("must end with `undo: …`"))?),
            None => None,
        };
        if changes.is_some() && undo.is_none() {
            return Err(fault("changes something: add `; undo: …` or `; undo: none needed`"));
        }
        if parts.next().is_some() {
            return Err(fault("has too many parts: `; ` separates only place, change, scope and undo"));
        }
        Ok(Self { on: keep(on), elevated, changes, affects: affects.map(keep), undo: undo.map(keep) })
    }
}
