//! Any bytes as logs dropped together: the report is sound, and the same however they are read.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tests::fuzz::reports(bytes));
