//! Any bytes as a typed query: results are in order, and every code has a sentence and is read back.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tests::fuzz::queries(bytes));
