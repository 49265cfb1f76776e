//! Any bytes as what somebody types: what is found is in order, and every code is told and read again.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tests::fuzz::queries(bytes));
