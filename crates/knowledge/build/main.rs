//! Placeholder until the lint stands.
fn main() {}
