//! Answers to the scoping questions, if the logs of a machine, or of several machines, show them.

pub(crate) mod answers;
pub(crate) mod attempts;
pub(crate) mod last_success;
pub(crate) mod repetition;
pub(crate) mod share;
pub(crate) mod versions;

#[cfg(test)]
mod tests;
