//! Reads the files of `data/`, reports their faults and packs them into the binary. `cargo xtask lint` only reports.

use std::path::{Path, PathBuf};
use std::{env, io};

use knowledge_build::{Audience, DataFiles, read};

#[allow(clippy::print_stdout, reason = "cargo reads what a build script prints")]
fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=data");
    let (knowledge, faults) = read(&DataFiles::read(Path::new("data"))?);
    for fault in &faults {
        println!("cargo::error=data/{fault}");
    }
    let for_people = env::var_os("CARGO_FEATURE_PROSE").is_some();
    let out = env::var_os("OUT_DIR").map(PathBuf::from).unwrap_or_default();
    knowledge.write(&out, if for_people { Audience::People } else { Audience::Engine })
}
