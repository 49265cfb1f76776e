//! How fast logs are read, compared with another reader and with the machine's own limits.

#[cfg(target_arch = "wasm32")]
mod browser;
pub mod generate;
pub mod shapes;

/// Does `work` on that many bytes three times, and prints `what megabytes-per-second`: the best, because slower
/// runs were disturbed by something else.
pub fn best_of_three(what: &str, bytes: usize, work: &mut dyn FnMut() -> u64) {
    let mut best = f64::MAX;
    for _ in 0..3 {
        let start = std::time::Instant::now();
        std::hint::black_box(work());
        best = best.min(start.elapsed().as_secs_f64());
    }
    println!("{what} {:.1}", bytes as f64 / 1e6 / best);
}
