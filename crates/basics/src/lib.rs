//! What several crates need and none of them owns: calendar dates, FNV hashes, hexadecimal numbers, GUIDs, bundles of
//! files, and the terms that the knowledge base and the report share.
//!
//! It depends on nothing; with the feature `serde` its terms can be serialized.

#![forbid(unsafe_code)]

mod bundle;
mod dates;
mod fnv;
mod guids;
mod hex;
mod terms;

pub use bundle::{bundle, bundle_entries};
pub use dates::{civil_from_days, days_from_civil, days_in_month, parse_day};
pub use fnv::{fnv32, fnv64};
pub use guids::guids;
pub use hex::{hex, parse_hex};
pub use terms::{ClientKind, Confidence, EvidenceKind, Severity, UpdateEvent};
