//! `cargo xtask dependencies`: licences, sources, duplicates and withdrawn versions of all crates, by the rules of `deny.toml`.
//!
//! `cargo deny` reads the same file. Where it is not installed this is the check; compiling it takes minutes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use cargo_metadata::{MetadataCommand, Package};
use crates_index::{HashKind, SparseIndex, sparse};
use serde::Deserialize;
use spdx::{Expression, ParseMode};

use crate::run::{TaskResult, cargo, heading, must, on_path, root};

/// `fuzz` is a workspace of its own.
const MANIFESTS: [&str; 2] = ["Cargo.toml", "fuzz/Cargo.toml"];
/// The tests' packages from npm: each has a lock file, which `npm ci` installs from.
const NPM_FOLDERS: [&str; 2] = ["tests/e2e", "tests/exports"];

/// Prints every fault; an error if there is any.
pub(crate) fn run(arguments: &[String]) -> TaskResult {
    if !arguments.is_empty() {
        return Err("`cargo xtask dependencies` takes no arguments.".to_owned());
    }
    let rules = read_rules(&read("deny.toml")?)?;
    let mut faults = Vec::new();
    let mut old = BTreeSet::new();
    for manifest in MANIFESTS {
        let crates = crates_of(manifest)?;
        println!("   {manifest}: {} crates", crates.len());
        faults.extend(license_faults(&crates, &rules));
        faults.extend(source_faults(&crates));
        faults.extend(yanked_faults(&crates));
        old.extend(old_versions(&crates));
    }
    faults.extend(version_faults(&old, &rules));
    for folder in NPM_FOLDERS {
        faults.extend(npm_faults(folder, &read(&format!("{folder}/package-lock.json"))?)?);
    }
    for fault in &faults {
        println!("{fault}");
    }
    if on_path("cargo-deny").is_some() {
        heading("cargo deny");
        must(
            cargo().args(["deny", "check", "licenses", "bans", "sources"]),
            "cargo deny found something: see above.",
        )?;
    }
    match faults.len() {
        0 => Ok(()),
        many => Err(format!(
            "Errors in the dependencies: {many}. See the lines above, and deny.toml for the rules."
        )),
    }
}

/// The part of `deny.toml` that is read here.
#[derive(Deserialize)]
struct Rules {
    licenses: LicenseRules,
    bans: VersionRules,
}

#[derive(Deserialize)]
struct LicenseRules {
    allow: BTreeSet<String>,
}

#[derive(Deserialize)]
struct VersionRules {
    skip: Vec<OldVersion>,
}

/// A version that stays beside a newer one of the same crate: `name@1.2.3`, and who requires it.
#[derive(Deserialize)]
struct OldVersion {
    #[serde(rename = "crate")]
    version: String,
    reason: String,
}

fn read_rules(toml: &str) -> TaskResult<Rules> {
    toml::from_str(toml).map_err(|e| format!("deny.toml cannot be read: {e}"))
}

fn read(path: &str) -> TaskResult<String> {
    fs::read_to_string(root().join(path)).map_err(|e| format!("{path} cannot be read: {e}"))
}

/// The crates of other people that a lock file names.
fn crates_of(manifest: &str) -> TaskResult<Vec<Package>> {
    let mut metadata = MetadataCommand::new()
        .manifest_path(root().join(manifest))
        .other_options(["--locked".to_owned()])
        .exec()
        .map_err(|e| format!("Cargo cannot list the crates of {manifest}: {e}"))?;
    metadata.packages.retain(|package| package.source.is_some());
    Ok(metadata.packages)
}

/// Crates that none of the allowed licences covers.
fn license_faults(crates: &[Package], rules: &Rules) -> Vec<String> {
    let fault = |package: &Package| {
        let Some(license) = &package.license else {
            return Some(format!("{} names no licence", package.name));
        };
        let Ok(expression) = Expression::parse_mode(license, ParseMode::LAX) else {
            return Some(format!("{}: `{license}` is not an SPDX expression", package.name));
        };
        // An exception, as that of LLVM, only adds to what is permitted.
        let is_allowed = |requirement: &spdx::LicenseReq| {
            requirement.license.id().is_some_and(|license| rules.licenses.allow.contains(license.name))
        };
        (!expression.evaluate(is_allowed))
            .then(|| format!("{}: its licence `{license}` is not in the list of deny.toml", package.name))
    };
    crates.iter().filter_map(fault).collect()
}

/// Crates that do not come from the registry that Cargo takes by default.
fn source_faults(crates: &[Package]) -> Vec<String> {
    let is_foreign =
        |package: &&Package| !package.source.as_ref().is_some_and(cargo_metadata::Source::is_crates_io);
    let fault = |package: &Package| format!("{} comes from elsewhere than the registry", package.name);
    crates.iter().filter(is_foreign).map(fault).collect()
}

/// Versions beside a newer one of the same crate, as `name@1.2.3`.
fn old_versions(crates: &[Package]) -> BTreeSet<String> {
    let mut versions: BTreeMap<&str, BTreeSet<_>> = BTreeMap::new();
    for package in crates {
        versions.entry(&package.name).or_default().insert(&package.version);
    }
    versions
        .iter()
        .flat_map(|(name, versions)| {
            versions.iter().rev().skip(1).map(move |version| format!("{name}@{version}"))
        })
        .collect()
}

/// Old versions that `deny.toml` does not name with a reason, and names in it that are not needed.
fn version_faults(old: &BTreeSet<String>, rules: &Rules) -> Vec<String> {
    let named: BTreeSet<String> = rules.bans.skip.iter().map(|row| row.version.clone()).collect();
    let unnamed = old.difference(&named).map(|version| {
        format!("{version} is there beside a newer version: update what requires it, or name it in deny.toml with the reason")
    });
    let needless = named.difference(old).map(|version| format!("{version} in deny.toml is not needed"));
    let unexplained = rules.bans.skip.iter().filter(|row| row.reason.is_empty());
    unnamed
        .chain(needless)
        .chain(unexplained.map(|row| format!("{} in deny.toml has no reason", row.version)))
        .collect()
}

/// Versions that their authors have withdrawn. Those that Cargo's copy of the index does not have are counted.
fn yanked_faults(crates: &[Package]) -> Vec<String> {
    // How Cargo names the folder of its copy since 1.85.
    let Ok(index) = SparseIndex::from_url_with_hash_kind(sparse::URL, &HashKind::Stable) else {
        println!("   Cargo has no copy of the index: withdrawn versions are not checked");
        return Vec::new();
    };
    let mut unknown = 0;
    let mut faults = Vec::new();
    for package in crates {
        let version = package.version.to_string();
        let known = index.crate_from_cache(&package.name).ok();
        let row =
            known.as_ref().and_then(|known| known.versions().iter().find(|row| row.version() == version));
        match row {
            Some(row) if row.is_yanked() => {
                faults.push(format!("{}@{version} was withdrawn by its authors", package.name));
            }
            Some(_) => {}
            None => unknown += 1,
        }
    }
    if unknown > 0 {
        println!(
            "   {unknown} crates are not in Cargo's copy of the index: not checked whether they were withdrawn"
        );
    }
    faults
}

/// Packages of `folder` that its lock file does not pin by a hash.
fn npm_faults(folder: &str, lock_file: &str) -> TaskResult<Vec<String>> {
    #[derive(Deserialize)]
    struct LockFile {
        packages: BTreeMap<String, LockedPackage>,
    }
    #[derive(Deserialize)]
    struct LockedPackage {
        integrity: Option<String>,
    }
    let lock: LockFile = serde_json::from_str(lock_file)
        .map_err(|e| format!("{folder}/package-lock.json cannot be read: {e}"))?;
    // The row without a name is the folder itself.
    let unpinned =
        lock.packages.iter().filter(|(name, package)| !name.is_empty() && package.integrity.is_none());
    Ok(unpinned.map(|(name, _)| format!("{folder}: {name} has no hash in its lock file")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Crates as `name version license`, with `git` at the end for one of another source.
    fn crates(rows: &str) -> Vec<Package> {
        let package = |row: &str| {
            let words: Vec<&str> = row.split(", ").collect();
            let source = if words.get(3) == Some(&"git") {
                "git+https://example.com/a"
            } else {
                "registry+https://github.com/rust-lang/crates.io-index"
            };
            let json = serde_json::json!({
                "name": words[0], "version": words[1], "license": words[2], "id": row, "source": source,
                "dependencies": [], "targets": [], "features": {}, "manifest_path": "Cargo.toml",
            });
            serde_json::from_value(json).expect("a package as Cargo lists it")
        };
        rows.lines().map(str::trim).filter(|row| !row.is_empty()).map(package).collect()
    }

    fn rules(skip: &str) -> Rules {
        read_rules(&format!("[licenses]\nallow = [\"MIT\", \"Zlib\"]\n[bans]\nskip = [{skip}]"))
            .expect("rules")
    }

    #[test]
    fn a_licence_must_be_in_the_list() {
        let crates = crates(
            "a, 1.0.0, MIT
             b, 1.0.0, Apache-2.0 OR MIT
             c, 1.0.0, MIT/Apache-2.0
             d, 1.0.0, MIT AND GPL-3.0-only
             e, 1.0.0, GPL-3.0-only
             f, 1.0.0, free",
        );
        let faults = license_faults(&crates, &rules(""));
        assert_eq!(
            faults,
            [
                "d: its licence `MIT AND GPL-3.0-only` is not in the list of deny.toml",
                "e: its licence `GPL-3.0-only` is not in the list of deny.toml",
                "f: `free` is not an SPDX expression",
            ]
        );
    }

    #[test]
    fn a_crate_of_another_source_is_an_error() {
        let crates = crates("a, 1.0.0, MIT\nb, 1.0.0, MIT, git");
        assert_eq!(source_faults(&crates), ["b comes from elsewhere than the registry"]);
    }

    #[test]
    fn an_old_version_needs_a_reason() {
        let old = old_versions(&crates("a, 1.0.0, MIT\na, 2.0.0, MIT\nb, 1.0.0, MIT"));
        let named = r#"{ crate = "a@1.0.0", reason = "c requires it" }"#;
        assert_eq!(version_faults(&old, &rules(named)), Vec::<String>::new());
        let unnamed = version_faults(&old, &rules(""));
        assert!(unnamed[0].starts_with("a@1.0.0 is there beside a newer version"), "{unnamed:?}");
        let without =
            r#"{ crate = "a@1.0.0", reason = "" }, { crate = "b@0.1.0", reason = "c requires it" }"#;
        let faults = version_faults(&old, &rules(without));
        assert_eq!(faults, ["b@0.1.0 in deny.toml is not needed", "a@1.0.0 in deny.toml has no reason"]);
    }

    #[test]
    fn a_package_of_npm_needs_a_hash() {
        let lock =
            r#"{"packages": {"": {}, "node_modules/a": {"integrity": "sha512-x"}, "node_modules/b": {}}}"#;
        let faults = npm_faults("tests/e2e", lock).expect("a lock file");
        assert_eq!(faults, ["tests/e2e: node_modules/b has no hash in its lock file"]);
    }
}
