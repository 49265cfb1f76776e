//! The fields of a saved report that describe it, as they are read again from JSON, NDJSON or SARIF.
//!
//! Reports of other versions have other words, and a hostile one has any values: what is not known is left out.

use std::fmt::{self, Formatter};

use serde::Deserialize;
use serde::de::value::{Error as ValueError, StrDeserializer};
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::FlowVerdict;

/// The most rows of a list that are kept.
const MOST_ROWS: usize = 20;

/// A report.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct SavedHead {
    /// The version of Wuscope that wrote it.
    pub version: String,
    /// The machine, if it is about one.
    #[serde(default)]
    pub machine: String,
    /// Its headline.
    pub headline: SavedHeadline,
    /// The machines, if it is about several.
    #[serde(default)]
    pub machines: FirstRows<SavedMachine>,
}

/// The report of one of several machines.
#[derive(Clone, Debug, Deserialize)]
pub struct SavedMachine {
    /// Its name.
    #[serde(default)]
    pub machine: String,
    /// Its headline.
    #[serde(default)]
    pub headline: SavedHeadline,
}

/// The headline of a report.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct SavedHeadline {
    /// The verdict; none if this version does not know the word.
    #[serde(default, deserialize_with = "known_verdict")]
    pub verdict: Option<FlowVerdict>,
    /// Its sentence.
    #[serde(default)]
    pub summary: String,
}

/// A SARIF log.
#[derive(Clone, Debug, Deserialize)]
pub struct SarifHead {
    /// Its runs.
    pub runs: FirstRows<SarifRunHead>,
}

/// A run in a SARIF log.
#[derive(Clone, Debug, Deserialize)]
pub struct SarifRunHead {
    /// What wrote it.
    pub tool: SarifTool,
}

/// A tool in SARIF.
#[derive(Clone, Debug, Deserialize)]
pub struct SarifTool {
    /// Its program.
    pub driver: SarifDriver,
}

/// The program that wrote a SARIF log.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SarifDriver {
    /// Its name.
    pub name: String,
    /// Its version.
    #[serde(default)]
    pub semantic_version: String,
}

fn known_verdict<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<FlowVerdict>, D::Error> {
    deserializer.deserialize_any(VerdictVisitor)
}

/// Reads any value, and takes the word of a verdict.
struct VerdictVisitor;

impl<'de> Visitor<'de> for VerdictVisitor {
    type Value = Option<FlowVerdict>;

    fn expecting(&self, out: &mut Formatter<'_>) -> fmt::Result {
        out.write_str("a verdict")
    }

    fn visit_str<E: Error>(self, word: &str) -> Result<Self::Value, E> {
        Ok(FlowVerdict::deserialize(StrDeserializer::<ValueError>::new(word)).ok())
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<Self::Value, A::Error> {
        while values.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Self::Value, A::Error> {
        while fields.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(None)
    }
}

/// The first rows of a list, and how many it has: it can have millions.
#[derive(Clone, Debug)]
pub struct FirstRows<T> {
    /// The first twenty.
    pub rows: Vec<T>,
    /// How many there are.
    pub count: u32,
}

impl<T> Default for FirstRows<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), count: 0 }
    }
}

impl<T> FirstRows<T> {
    /// Counts a row, and keeps it if it is one of the first.
    pub fn add(&mut self, row: T) {
        self.count = self.count.saturating_add(1);
        if self.rows.len() < MOST_ROWS {
            self.rows.push(row);
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for FirstRows<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(RowsVisitor(Self::default()))
    }
}

struct RowsVisitor<T>(FirstRows<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for RowsVisitor<T> {
    type Value = FirstRows<T>;

    fn expecting(&self, out: &mut Formatter<'_>) -> fmt::Result {
        out.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<FirstRows<T>, A::Error> {
        let Self(mut found) = self;
        while let Some(row) = values.next_element()? {
            found.add(row);
        }
        Ok(found)
    }
}
