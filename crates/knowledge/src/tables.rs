//! The tables as the build packed them from `data/`; unpacked when something is first looked up.

use std::sync::OnceLock;

use super::evidence::{Evidence, Pattern};
use super::packed::{Packed, Reader, Samples, Tables};

/// The two streams of a packed table, unpacked once. What nobody asks for is not in the binary.
macro_rules! unpacked {
    ($name:literal as $of:ty) => {{
        static UNPACKED: OnceLock<$of> = OnceLock::new();
        UNPACKED.get_or_init(|| {
            let texts = include_str!(concat!(env!("OUT_DIR"), "/", $name, ".txt"));
            let bytes = include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".bin"));
            <$of>::unpack(&mut Reader::new(texts, bytes))
        })
    }};
}

/// All tables but those below.
pub(crate) fn tables() -> &'static Tables {
    unpacked!("tables" as Tables)
}

/// The patterns of all evidence, each at its index.
pub(crate) fn patterns() -> &'static [Pattern] {
    unpacked!("patterns" as &'static [Pattern])
}

/// The samples.
pub(crate) fn samples() -> &'static Samples {
    unpacked!("samples" as Samples)
}

/// All evidence, each at its index.
pub(crate) fn evidence() -> &'static [&'static Evidence] {
    static EVIDENCE: OnceLock<Vec<&'static Evidence>> = OnceLock::new();
    EVIDENCE.get_or_init(|| {
        let steps = tables().flows.iter().flat_map(|flow| flow.steps);
        steps.flat_map(|step| step.evidence).collect()
    })
}
