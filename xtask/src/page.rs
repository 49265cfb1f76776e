//! Builds the page as it is released, with Trunk, unless it is already built.

use crate::run::{TaskResult, cargo, heading, must, output, root};
use crate::tools::Tools;
use crate::{site, split};
use base64::prelude::{BASE64_STANDARD, Engine};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

/// What the page is built from: files and folders in the root of the workspace.
const SOURCES: [&str; 9] = [
    ".cargo",
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "crates",
    "public",
    "rust-toolchain.toml",
    "web",
    "xtask",
];

/// Builds the page and returns its folder. Nothing is built if the sources and the folder are as the last build left
/// them.
pub(crate) fn build() -> TaskResult<PathBuf> {
    build_for(None)
}

/// The same for a page that will have this URL.
pub(crate) fn build_for(url: Option<&str>) -> TaskResult<PathBuf> {
    let dist = root().join("dist");
    let sources = sources();
    let stamp = root().join("target").join("dist.stamp");
    let built = || fs::read_to_string(&stamp).is_ok_and(|known| known == state(&sources, &dist));
    if dist.join("index.html").is_file() && built() {
        heading("The page in dist/ is up to date");
        site::write(&dist, &sources, url)?;
        return Ok(dist);
    }
    let tools = Tools::for_page()?.after(split::stand_in()?);
    heading("Building the release page into dist/");
    let mut trunk = tools.command("trunk")?;
    trunk.args(["build", "--release", "--log=warn"]);
    // Trunk stops at the usual `NO_COLOR=1`, because it expects yes or no; it checks for new versions of itself; and if
    // backtraces are on, they hide its message.
    trunk.env_remove("NO_COLOR").envs([("TRUNK_SKIP_VERSION_CHECK", "true"), ("RUST_LIB_BACKTRACE", "0")]);
    must(&mut trunk, "The page did not build: see the message above, fix it and try again.")?;
    // Without the stamp the page is built again next time, which is slow, but right.
    fs::write(&stamp, state(&sources, &dist)).ok();
    site::write(&dist, &sources, url)?;
    Ok(dist)
}

/// The sources and the built page, as one line.
fn state(sources: &str, dist: &Path) -> String {
    let mut hash = Sha256::new();
    add(&mut hash, dist);
    format!("{sources} {}", BASE64_STANDARD.encode(hash.finalize()))
}

/// The sources and the compiler, as one word.
fn sources() -> String {
    let mut hash = Sha256::new();
    for source in SOURCES {
        add(&mut hash, &root().join(source));
    }
    for variable in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_RUSTFLAGS"] {
        hash.update(std::env::var(variable).unwrap_or_default());
    }
    hash.update(output(cargo().arg("--version")).unwrap_or_default());
    BASE64_STANDARD.encode(hash.finalize())
}

/// Adds the names and contents of a file, or of all files in a folder in the order of their names.
fn add(hash: &mut Sha256, path: &Path) {
    hash.update(path.as_os_str().as_encoded_bytes());
    match fs::read_dir(path) {
        Ok(entries) => {
            let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
            paths.retain(|path| !site::has(path));
            paths.sort();
            paths.iter().for_each(|path| add(hash, path));
        }
        Err(_) => {
            let content = fs::read(path).unwrap_or_default();
            hash.update(content.len().to_le_bytes());
            hash.update(content);
        }
    }
}
