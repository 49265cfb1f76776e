//! Several machines together: which fail alike, what they share, and in what they differ.

pub(crate) mod comparison;
pub(crate) mod failure_groups;
pub(crate) mod machine_properties;

#[cfg(test)]
mod tests;
