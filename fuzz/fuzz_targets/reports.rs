//! Any bytes as logs dropped together: the report is sound, and the same for all ways of reading.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tests::fuzz::reports(bytes));
