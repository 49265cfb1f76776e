//! Real logs: their rows are those of one reading of the whole file, and a search finds what a look at each row finds.
//!
//! They are not part of the project: `WUSCOPE_SAMPLES=… cargo test -p viewer --test samples -- --ignored`.
#![allow(clippy::expect_used)] // A test panics when something is wrong.

mod log;

use std::path::Path;

use log::{Log, merged, naive};
use viewer::{Case, Condition, Filter, Lane, Pattern};

fn files(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for place in std::fs::read_dir(folder).expect("the samples are readable").flatten() {
        let place = place.path();
        if place.is_dir() {
            files(&place, found);
        } else {
            found.push(place);
        }
    }
}

#[test]
#[ignore = "needs WUSCOPE_SAMPLES: a folder of real logs"]
fn every_sample_is_shown_as_it_is_read() {
    let folder = std::env::var_os("WUSCOPE_SAMPLES").expect("WUSCOPE_SAMPLES names the folder");
    let mut places = Vec::new();
    files(Path::new(&folder), &mut places);
    places.sort();
    let mut logs = Vec::new();
    let (mut entries, mut memory) = (0, 0);
    for place in &places {
        let bytes = std::fs::read(place).expect("a sample is readable");
        for block in [65_521, 4 << 20] {
            let log = Log::of(bytes.clone(), block);
            let rows = naive(&bytes);
            assert!(log.all_rows() == rows, "{} in blocks of {block}", place.display());
            let few: Vec<u32> = (0..log.index.len()).step_by(61).collect();
            let expected: Vec<_> = rows.iter().filter(|row| row.entry % 61 == 0).cloned().collect();
            assert!(log.rows(few) == expected, "{}", place.display());
            for needle in ["error", "0x8024", "für", "a"] {
                let pattern = Pattern::text(needle, Case::Ignored).expect("it is a text");
                let hits = log.filter(Filter::only(Condition::Text(pattern.clone())));
                let expected =
                    rows.iter().filter(|row| !row.is_cut && !pattern.places(&row.text, 1).is_empty());
                let found = hits.iter().filter(|&entry| !rows[entry as usize].is_cut);
                assert!(found.eq(expected.map(|row| row.entry)), "{needle} in {}", place.display());
            }
            entries += u64::from(log.index.len());
            memory += log.index.bytes() as u64;
            logs.push(log);
        }
    }
    println!("{} files, {entries} entries, {:.2} bytes each", places.len(), memory as f64 / entries as f64);
    let lanes: Vec<Lane<'_>> = logs.iter().map(|log| Lane { index: &log.index, bias: 0 }).collect();
    let (merge, rows) = merged(&lanes, 1 << 20);
    assert_eq!((merge.len(None), rows.len() as u64), (entries, entries));
}
