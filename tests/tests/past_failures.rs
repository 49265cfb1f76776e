//! What a fuzz target once failed on, and must not again: `fuzz/failures/TARGET/` holds the bytes, named after what
//! was wrong. And what is kept of those that did not fail.

use std::path::Path;

use tests::fuzz::TARGETS;

#[test]
fn past_failures_are_past() {
    let failures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/failures");
    let mut tried = 0;
    for (name, target) in TARGETS {
        for path in tests::folder(&failures.join(name)) {
            let bytes = std::fs::read(&path).unwrap();
            // A test prints what it did where it fails: the last of these lines names the bytes.
            println!("{}", path.display());
            target(&bytes);
            tried += 1;
        }
    }
    assert!(tried > 0, "{} holds none", failures.display());
}

#[test]
fn what_reaches_the_most_of_the_reader_of_traces_holds() {
    let kept = tests::kept().unwrap();
    for input in &kept {
        println!("{input:02x?}");
        tests::fuzz::traces(input);
    }
    assert!(kept.len() > 100, "{} inputs are kept", kept.len());
}
