#![allow(missing_docs)]
fn main() {
    for path in std::env::args().skip(1) {
        let t = std::fs::read(&path).unwrap();
        println!("{path}: {:?}", ingest::clean_paste(&t));
    }
}
