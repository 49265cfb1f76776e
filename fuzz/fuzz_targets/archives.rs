//! Any bytes as an archive of each kind: what is unpacked stays within the limits, and everything else is reported.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tests::fuzz::archives(bytes));
