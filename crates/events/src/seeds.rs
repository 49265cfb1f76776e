//! The seeds of the hash tables in `evtx`, in wasm: constants, because random numbers would need a browser import.
//!
//! A table holds the names and templates of one chunk, 64 kB of a file; colliding hashes only slow down the
//! reading of one chunk.

#![allow(unsafe_code)] // getrandom's hook for a custom source: it names this function

/// Fills `len` bytes from `dest`, which getrandom owns.
///
/// # Safety
/// `dest` is valid for writes of `len` bytes.
#[unsafe(no_mangle)]
unsafe extern "Rust" fn __getrandom_v03_custom(dest: *mut u8, len: usize) -> Result<(), getrandom::Error> {
    for at in 0..len {
        // SAFETY: within the `len` bytes that the caller guarantees to be valid.
        unsafe { dest.add(at).write((at as u8).wrapping_mul(0x9D) ^ 0x5A) };
    }
    Ok(())
}
