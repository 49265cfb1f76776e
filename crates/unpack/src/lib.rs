//! Unpacks the parts of the page that are packed with lzip, because browsers by themselves unpack only gzip.
//!
//! It is a module without imports and without glue, and web/boot.js calls it. In other programs it is empty.

#![deny(unsafe_code)]

// Natively these names would be visible in the entire program.
#[cfg(target_family = "wasm")]
pub mod module;
