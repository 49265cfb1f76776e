//! Sightings to runs: segments of one log, then the segments of all logs that belong together.

pub(crate) mod gather;
pub(crate) mod segments;
pub(crate) mod service;
pub(crate) mod sightings;
