//! Any bytes as a message between page and worker: refused, or read and written again as the same.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tests::fuzz::messages(bytes));
