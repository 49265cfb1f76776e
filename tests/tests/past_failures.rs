//! Regression tests for inputs on which a fuzz target failed: `fuzz/failures/TARGET/` holds the bytes, named after what
//! was wrong. Kept inputs that did not fail are tested too.

use std::path::Path;

use tests::fuzz::TARGETS;

#[test]
fn past_failures_stay_fixed() {
    let failures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/failures");
    let mut tried = 0;
    for (name, target) in TARGETS {
        for path in tests::folder(&failures.join(name)) {
            let bytes = std::fs::read(&path).unwrap();
            // A failing test prints its output: the last of these lines names the bytes.
            println!("{}", path.display());
            target(&bytes);
            tried += 1;
        }
    }
    assert!(tried > 0, "{} contains none", failures.display());
}

#[test]
fn kept_inputs_of_the_trace_reader_pass() {
    let kept = tests::kept().unwrap();
    for input in &kept {
        println!("{input:02x?}");
        tests::fuzz::traces(input);
    }
    assert!(kept.len() > 100, "{} inputs are kept", kept.len());
}
