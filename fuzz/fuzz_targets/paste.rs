//! Any bytes as lines that somebody pasted: cleaned again they are the same, and nothing is added.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tests::fuzz::paste(bytes));
