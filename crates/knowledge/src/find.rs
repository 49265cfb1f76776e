//! Finds codes, causes, steps and logs for what somebody types; quick enough for every key stroke.

use crate::explain::spell;
use crate::look_up::{causes, code, codes, flows, logs};
use crate::model::{Cause, Flow, Log, Step};
use crate::spelling::{self, How, Spelled};
use crate::symbols::symbols_of;

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The codes that the text itself stands for, and what is wrong with a mistyped one.
    pub spelled: Spelled,
    /// What fits, the best first; at most thirty.
    pub hits: Vec<Hit>,
}

/// One thing that fits.
#[derive(Clone, Copy, Debug)]
pub struct Hit {
    /// The thing.
    pub what: What,
    /// How well it fits; only good for comparing.
    pub score: u32,
}

/// A thing that can be found.
#[derive(Clone, Copy, Debug)]
pub enum What {
    /// A code, in the table or not.
    Code(u32),
    /// A cause.
    Cause(&'static Cause),
    /// A flow.
    Flow(&'static Flow),
    /// A step of a flow.
    Step(&'static Flow, &'static Step),
    /// A log.
    Log(&'static Log),
}

impl What {
    /// Its address inside Wuscope: `#/code/0x8024401B`.
    pub fn href(self) -> String {
        match self {
            Self::Code(value) => ["#/code/", &spell(value)].concat(),
            Self::Cause(cause) => ["#/cause/", cause.id].concat(),
            Self::Flow(flow) => ["#/flow/", flow.id].concat(),
            Self::Step(flow, step) => ["#/flow/", flow.id, "/", step.id].concat(),
            Self::Log(log) => ["#/log/", log.name].concat(),
        }
    }

    /// Its name: a code's first symbol, or the code where it has none; a title; a file name.
    pub fn title(self) -> String {
        match self {
            Self::Code(value) => {
                symbols_of(value).first().map_or_else(|| spell(value), |symbol| (*symbol).to_owned())
            }
            Self::Cause(cause) => cause.title.to_owned(),
            Self::Flow(flow) => flow.title.to_owned(),
            Self::Step(_, step) => step.title.to_owned(),
            Self::Log(log) => log.file.to_owned(),
        }
    }
}

/// So many hits are shown at most.
const MOST: usize = 30;

/// Finds what fits a text; nothing for an empty one.
pub fn find(query: &str) -> Found {
    let spelled = spelling::read(query);
    let mut hits = Vec::new();
    for (at, reading) in spelled.readings.iter().enumerate() {
        // A small number may mean anything; one that no row of the table bears out comes last.
        let score = match (code(reading.value), reading.how) {
            (Some(_), _) => 10_000,
            (None, How::Number(..)) => 1,
            (None, _) => 9_000,
        };
        hits.push(Hit { what: What::Code(reading.value), score: score - (at as u32).min(score - 1) });
    }
    let mut search = Search { words: words(query), begins: beginning(query), best: 0, hits };
    search.everything();
    Found { spelled, hits: best(search.hits) }
}

/// The best hits in order; of equally good ones the one that was found first.
fn best(mut hits: Vec<Hit>) -> Vec<Hit> {
    // So few of so many are cheaper to pick than to sort, in time and in bytes.
    let mut best: Vec<Hit> = Vec::new();
    while best.len() < MOST
        && let Some(at) =
            (0..hits.len()).rev().max_by_key(|&at| hits[at].score).filter(|&at| hits[at].score > 0)
    {
        best.push(hits[at]);
        hits[at].score = 0;
    }
    best
}

/// Words that stand in every sentence.
const EVERYWHERE: [&str; 14] =
    ["an", "and", "at", "by", "for", "from", "in", "is", "it", "of", "on", "or", "the", "to"];

/// The words of a query that tell something.
fn words(query: &str) -> Vec<&str> {
    let words = parts(query).filter(|word| word.len() > 1);
    words.filter(|word| !EVERYWHERE.iter().any(|other| other.eq_ignore_ascii_case(word))).take(12).collect()
}

fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| letter.is_ascii() && !letter.is_ascii_alphanumeric())
        .filter(|part| !part.is_empty())
}

/// The beginning of a code that is being typed, with the number of its digits.
fn beginning(query: &str) -> Option<(u32, u32)> {
    let query = query.trim();
    let digits = query.strip_prefix("0x").or_else(|| query.strip_prefix("0X")).unwrap_or(query);
    if !(3..8).contains(&digits.len()) || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    Some((u32::from_str_radix(digits, 16).ok()?, digits.len() as u32))
}

struct Search<'a> {
    words: Vec<&'a str>,
    begins: Option<(u32, u32)>,
    /// The most words that one thing had so far.
    best: u32,
    hits: Vec<Hit>,
}

impl Search<'_> {
    fn everything(&mut self) {
        for cause in causes() {
            let mut texts = vec![(cause.title, 6), (cause.id, 5), (cause.says, 4)];
            let its_codes = cause.when.iter().flat_map(|when| when.codes).filter_map(|value| code(*value));
            texts.extend(its_codes.map(|code| (code.message, 2)));
            self.weigh(What::Cause(cause), &texts, &[]);
        }
        if let Some((value, digits)) = self.begins {
            for code in codes().iter().filter(|code| code.value >> (32 - 4 * digits) == value) {
                self.add(What::Code(code.value), 500);
            }
        }
        // Codes of equal fit: those of update components are the higher ones.
        for code in codes().iter().rev() {
            self.weigh(What::Code(code.value), &[(code.message, 3), (code.family, 1)], code.symbols);
        }
        for flow in flows() {
            self.weigh(What::Flow(flow), &[(flow.title, 6)], &[]);
            for step in flow.steps {
                self.weigh(What::Step(flow, step), &[(step.title, 5), (step.actor, 3)], &[]);
            }
        }
        for log in logs() {
            self.weigh(What::Log(log), &[(log.file, 7), (log.name, 7), (log.tells, 2)], log.components);
        }
        // Where one thing has all the words, those that lack some are no answer.
        let needed = self.best * 1_000;
        self.hits.retain(|hit| hit.score < 1_000 || hit.score >= needed);
        for hit in &mut self.hits {
            if (1_000..9_000).contains(&hit.score) {
                hit.score %= 1_000;
            }
        }
    }

    fn add(&mut self, what: What, score: u32) {
        let same =
            |hit: &Hit| matches!((hit.what, what), (What::Code(one), What::Code(other)) if one == other);
        if !self.hits.iter().any(same) {
            self.hits.push(Hit { what, score });
        }
    }

    /// Weighs a thing by its texts, each with the weight of a word in it; names weigh six.
    fn weigh(&mut self, what: What, texts: &[(&str, u32)], names: &[&str]) {
        let mut found = 0;
        let mut score = 0;
        for word in &self.words {
            let in_texts = texts.iter().map(|(text, weight)| fits(word, text) * weight);
            let in_names = names.iter().map(|name| fits(word, name) * 6);
            let best = in_texts.chain(in_names).max().unwrap_or_default();
            found += u32::from(best > 0);
            score += best;
        }
        if found > 0 && found * 2 >= self.words.len() as u32 && found >= self.best {
            self.best = found;
            self.add(what, found.min(8) * 1_000 + score.min(999));
        }
    }
}

/// How well a word fits a text: 5 where it stands there, less where it is a part of a word or mistyped, 0 else.
fn fits(word: &str, text: &str) -> u32 {
    parts(text).map(|part| fits_part(word.as_bytes(), part.as_bytes())).max().unwrap_or_default()
}

fn fits_part(word: &[u8], part: &[u8]) -> u32 {
    let begins = |long: &[u8], short: &[u8]| {
        long.len() >= short.len() && long[..short.len()].eq_ignore_ascii_case(short)
    };
    if word.eq_ignore_ascii_case(part) {
        5
    } else if begins(part, word) {
        4
    } else if part.len() > 4 && begins(word, part) {
        3
    } else if word.len() > 2 && part.windows(word.len()).any(|window| window.eq_ignore_ascii_case(word)) {
        2
    } else {
        u32::from(word.len() > 4 && part.len() > 4 && one_slip(word, part))
    }
}

/// Whether two words differ by one letter more, less, other, or by two that changed places.
fn one_slip(one: &[u8], other: &[u8]) -> bool {
    let same = |(a, b): &(&u8, &u8)| a.eq_ignore_ascii_case(b);
    let head = one.iter().zip(other).take_while(same).count();
    let (one, other) = (&one[head..], &other[head..]);
    let tail = one.iter().rev().zip(other.iter().rev()).take_while(same).count();
    let (one, other) = (&one[..one.len() - tail], &other[..other.len() - tail]);
    match (one, other) {
        ([a, b], [c, d]) => a.eq_ignore_ascii_case(d) && b.eq_ignore_ascii_case(c),
        _ => one.len() <= 1 && other.len() <= 1,
    }
}
