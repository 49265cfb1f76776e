//! Whether the lines that a saved report quotes are still in the logs.

pub(crate) mod citation_check;
mod stand_ins;

#[cfg(test)]
mod tests;
