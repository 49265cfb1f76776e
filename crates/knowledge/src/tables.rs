//! The tables as the build packed them from `data/`; unpacked when something is first looked up.

use std::sync::OnceLock;

use super::model::Evidence;
use super::packed::{Packed, Reader, Samples, Tables};

/// All tables.
pub(crate) fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let texts = include_str!(concat!(env!("OUT_DIR"), "/tables.txt"));
        Tables::unpack(&mut Reader::new(texts, include_bytes!(concat!(env!("OUT_DIR"), "/tables.bin"))))
    })
}

/// All evidence, each at its index.
pub(crate) fn evidence() -> &'static [&'static Evidence] {
    static EVIDENCE: OnceLock<Vec<&'static Evidence>> = OnceLock::new();
    EVIDENCE.get_or_init(|| {
        let steps = tables().flows.iter().flat_map(|flow| flow.steps);
        steps.flat_map(|step| step.evidence).collect()
    })
}

/// The samples.
pub(crate) fn samples() -> &'static Samples {
    static SAMPLES: OnceLock<Samples> = OnceLock::new();
    SAMPLES.get_or_init(|| {
        let texts = include_str!(concat!(env!("OUT_DIR"), "/samples.txt"));
        Samples::unpack(&mut Reader::new(texts, include_bytes!(concat!(env!("OUT_DIR"), "/samples.bin"))))
    })
}
