//! Any bytes as an event log: a text of lines in order, the same for any size of pieces.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tests::event_logs::check(bytes));
