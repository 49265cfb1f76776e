//! The engine for terminals: `wuscope`.
fn main() {}
