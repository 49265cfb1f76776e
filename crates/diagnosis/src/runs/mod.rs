//! Turns sightings into runs: segments of one log, then the segments of all logs that belong together.

pub(crate) mod flow_run;
pub(crate) mod gather;
pub(crate) mod segments;
pub(crate) mod service;
pub(crate) mod timed_sightings;

#[cfg(test)]
mod tests;
