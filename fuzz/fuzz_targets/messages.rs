//! Any bytes as a message between page and worker: rejected, or unchanged after a round trip.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tests::fuzz::messages(bytes));
