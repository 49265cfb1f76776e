//! Any bytes as a log: its entries hold all of it, and are the same in any blocks.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tests::fuzz::entries(bytes));
