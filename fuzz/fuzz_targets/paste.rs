//! Any bytes as pasted lines: cleaning them again changes nothing, and nothing is added.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tests::fuzz::paste(bytes));
