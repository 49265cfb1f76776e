//! Any bytes as an archive of each kind: what comes out stays within the limits, and what does not is told.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tests::fuzz::archives(bytes));
