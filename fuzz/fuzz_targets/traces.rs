//! Any bytes as a trace, or as input that controls the trace encoder: its text has an entry for each event.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tests::fuzz::traces(bytes));
