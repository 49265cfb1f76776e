//! Any bytes as a log: its entries cover all of it, and are the same for any block size.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tests::fuzz::entries(bytes));
