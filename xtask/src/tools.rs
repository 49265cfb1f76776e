//! The tools that build the page: found on `PATH` or in a cache folder of the user, else built or fetched once.
//!
//! The cache folder belongs to the user and not to the checkout, so that a second clone finds the tools ready.
//! A tool is put into a folder beside its own and renamed when it is whole: an interrupted install never counts.

use crate::run::{TaskResult, cargo, heading, must, npm, on_path, output, program, root};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The next release needs a newer Rust than rust-toolchain.toml names.
const TRUNK: &str = "0.21.14";
/// The npm package `binaryen`; wasm-opt calls itself by the first number alone, and so does Trunk.toml.
/// Debian's 108 and the crate's 116 refuse what Rust 1.95 emits.
const BINARYEN: &str = "132.0.0";
/// Drives Firefox for the tests in a browser.
const GECKODRIVER: &str = "0.37.1";
const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// The folders in which the tools stand.
pub(crate) struct Tools {
    folders: Vec<PathBuf>,
}

impl Tools {
    /// All that building the page needs.
    pub(crate) fn for_page() -> TaskResult<Self> {
        wasm_target()?;
        let mut folders = vec![crate_tool(&wasm_bindgen()?)?, crate_tool(&trunk())?];
        folders.extend(wasm_opt()?);
        Ok(Tools { folders })
    }

    /// All that running tests as wasm needs.
    pub(crate) fn for_wasm_tests() -> TaskResult<Self> {
        wasm_target()?;
        Ok(Tools { folders: vec![crate_tool(&wasm_bindgen()?)?] })
    }

    /// One of the tools, ready to be started with the others on its `PATH`.
    pub(crate) fn command(&self, name: &str) -> TaskResult<Command> {
        let path = self.folders.iter().find_map(|folder| program(folder, name));
        let mut command = Command::new(path.unwrap_or_else(|| name.into()));
        command.current_dir(root()).env("PATH", self.path()?);
        Ok(command)
    }

    /// `PATH` with the tools first, so that Trunk and Cargo meet these versions before any other.
    pub(crate) fn path(&self) -> TaskResult<OsString> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders = self.folders.iter().cloned().chain(std::env::split_paths(&path));
        std::env::join_paths(folders).map_err(|e| {
            format!("A folder of the tools cannot be in PATH ({e}): name a plainer cache folder.")
        })
    }
}

/// A tool that comes as a crate.
struct CrateTool {
    /// The crate to install.
    package: &'static str,
    /// The programs it brings; the first is asked for its version and names the folder in the cache.
    programs: &'static [&'static str],
    version: String,
    /// Whether its own lock file builds: that of wasm-bindgen-cli names a version that was withdrawn.
    locked: bool,
}

fn trunk() -> CrateTool {
    CrateTool { package: "trunk", programs: &["trunk"], version: TRUNK.to_owned(), locked: true }
}

/// The program that drives Firefox.
pub(crate) fn geckodriver() -> TaskResult<PathBuf> {
    let (programs, version) = (&["geckodriver"], GECKODRIVER.to_owned());
    let folder = crate_tool(&CrateTool { package: "geckodriver", programs, version, locked: true })?;
    let built = format!("geckodriver is missing in {}: remove this folder and try again.", folder.display());
    program(&folder, "geckodriver").ok_or(built)
}

/// The wasm-bindgen program refuses what any other version of the library made, so Cargo.lock names it.
fn wasm_bindgen() -> TaskResult<CrateTool> {
    let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap_or_default();
    let version = locked_version(&lock, "wasm-bindgen")
        .ok_or("Cargo.lock names no version of wasm-bindgen: run `git checkout Cargo.lock` and try again.")?;
    let programs = &["wasm-bindgen", "wasm-bindgen-test-runner"];
    Ok(CrateTool { package: "wasm-bindgen-cli", programs, version, locked: false })
}

/// The folder that holds the tool's programs in the right version.
fn crate_tool(tool: &CrateTool) -> TaskResult<PathBuf> {
    if let Some(found) = found_on_path(tool.programs, &tool.version) {
        return Ok(found);
    }
    let name = tool.programs[0];
    let home = cache()?.join(format!("{name}-{}", tool.version));
    let bin = home.join("bin");
    if tool.programs.iter().all(|name| program(&bin, name).is_some()) {
        return Ok(bin);
    }
    heading(&format!("{name} {} is built once, into {}: some minutes", tool.version, home.display()));
    install(&home, |folder| {
        let mut install = cargo();
        // Settings meant for the project must not reach the tools: another target folder, flags for every crate.
        for leak in ["CARGO_TARGET_DIR", "CARGO_BUILD_TARGET_DIR", "CARGO_BUILD_TARGET", "RUSTFLAGS"] {
            install.env_remove(leak);
        }
        install.env_remove("CARGO_ENCODED_RUSTFLAGS").current_dir(folder);
        // The tools run for a second; what counts is how long they take to build.
        install.envs([("CARGO_PROFILE_RELEASE_LTO", "off"), ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")]);
        install.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
        install
            .args(["install", tool.package, &format!("--version=={}", tool.version), "--root"])
            .arg(folder);
        if tool.locked {
            install.arg("--locked");
        }
        let package = tool.package;
        must(&mut install, &format!("{package} did not build: see the message above, fix it and try again."))
    })?;
    Ok(bin)
}

/// The folder of wasm-opt, or `None` where there is no npm to fetch it with: then Trunk fetches its own.
fn wasm_opt() -> TaskResult<Option<PathBuf>> {
    let major = BINARYEN.split('.').next().unwrap_or(BINARYEN);
    if let Some(found) = found_on_path(&["wasm-opt"], major) {
        return Ok(Some(found));
    }
    let home = cache()?.join(format!("binaryen-{BINARYEN}"));
    let bin = home.join("node_modules").join(".bin");
    if program(&bin, "wasm-opt").is_some() {
        return Ok(Some(bin));
    }
    let Some(mut npm) = npm() else {
        println!(
            "   npm is not there: Trunk will fetch wasm-opt {major} from its own source; Node 20 spares that."
        );
        return Ok(None);
    };
    heading(&format!("wasm-opt {major} is fetched once, into {}", home.display()));
    install(&home, |folder| {
        npm.current_dir(folder).args(["install", "--no-save", "--prefix"]).arg(folder);
        npm.arg(format!("binaryen@{BINARYEN}"));
        must(
            &mut npm,
            "npm could not fetch binaryen (wasm-opt): see its message above, fix it and try again.",
        )
    })?;
    Ok(Some(bin))
}

/// Adds the wasm target to the toolchain where it is missing.
fn wasm_target() -> TaskResult {
    let mut rustc = Command::new("rustc");
    rustc.args(["--print", "target-libdir", "--target", WASM_TARGET]).current_dir(root());
    if output(&mut rustc).is_some_and(|folder| Path::new(&folder).is_dir()) {
        return Ok(());
    }
    heading(&format!("Rust's {WASM_TARGET} is added to the toolchain"));
    let advice = format!("Rust cannot build for {WASM_TARGET}: install Rust with rustup, then try again.");
    must(Command::new("rustup").args(["target", "add", WASM_TARGET]).current_dir(root()), &advice)
}

/// Fills the folder `home`: `fill` gets an empty folder beside it, which takes its name when all went well.
fn install(home: &Path, fill: impl FnOnce(&Path) -> TaskResult) -> TaskResult {
    let name = home.file_name().unwrap_or_default().to_string_lossy();
    let beside = home.with_file_name(format!(".{name}.{}", std::process::id()));
    let cannot = |e| format!("{} cannot be written ({e}): see that this folder is yours.", home.display());
    fs::create_dir_all(&beside).map_err(cannot)?;
    let filled = fill(&beside);
    // What an older version of this program left half done must not be in the way.
    if filled.is_ok() && home.exists() {
        fs::remove_dir_all(home).map_err(cannot)?;
    }
    let outcome = filled.and_then(|()| fs::rename(&beside, home).map_err(cannot));
    if outcome.is_err() {
        fs::remove_dir_all(&beside).ok();
    }
    outcome
}

/// The folder on `PATH` that holds all `programs`, the first of which says that it is `version`.
fn found_on_path(programs: &[&str], version: &str) -> Option<PathBuf> {
    let first = on_path(programs[0])?;
    let folder = first.parent()?;
    let whole = programs.iter().all(|name| program(folder, name).is_some());
    let says = output(Command::new(&first).arg("--version"))?;
    (whole && says_version(&says, version)).then(|| folder.to_owned())
}

/// Whether what a program printed about itself names exactly this version.
fn says_version(says: &str, version: &str) -> bool {
    says.split_whitespace().any(|word| word == version)
}

/// The version of `package` in the text of a Cargo.lock.
fn locked_version(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    let version = lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')?;
    Some(version.to_owned())
}

/// The cache folder of this project and this user.
fn cache() -> TaskResult<PathBuf> {
    cache_on(std::env::consts::OS, |name| std::env::var_os(name)).ok_or_else(|| {
        "There is no home folder to keep the tools in: set HOME (on Windows LOCALAPPDATA).".to_owned()
    })
}

fn cache_on(system: &str, variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let folder = |name| variable(name).map(PathBuf::from).filter(|folder| !folder.as_os_str().is_empty());
    let caches = match system {
        "windows" => folder("LOCALAPPDATA")?,
        "macos" => folder("HOME")?.join("Library").join("Caches"),
        _ => match folder("XDG_CACHE_HOME") {
            Some(caches) => caches,
            None => folder("HOME")?.join(".cache"),
        },
    };
    Some(caches.join("wuscope"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scratch(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("wuscope-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn a_version_counts_only_when_it_is_the_same() {
        assert!(says_version("trunk 0.21.14", "0.21.14"));
        assert!(says_version("wasm-opt version 132 (version_132)", "132"));
        assert!(!says_version("trunk 0.21.1", "0.21.14"));
        assert!(!says_version("wasm-bindgen 0.2.1300", "0.2.130"));
        assert!(!says_version("", "0.2.130"));
    }

    #[test]
    fn the_lock_file_names_the_version() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.80\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(locked_version(lock, "yew"), None);
        assert_eq!(locked_version("name = \"wasm-bindgen\"", "wasm-bindgen"), None);
    }

    #[test]
    fn the_lock_file_of_this_project_is_understood() {
        let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap();
        assert!(locked_version(&lock, "tiny_http").is_some());
    }

    #[test]
    fn trunk_and_xtask_want_the_same_wasm_opt() {
        let trunk = fs::read_to_string(root().join("Trunk.toml")).unwrap();
        let major = BINARYEN.split('.').next().unwrap();
        assert!(trunk.contains(&format!("wasm_opt = \"version_{major}\"")), "{trunk}");
    }

    #[test]
    fn each_system_has_its_own_place_for_caches() {
        let home = |name: &str| (name == "HOME").then(|| "h".into());
        assert_eq!(cache_on("linux", home), Some(["h", ".cache", "wuscope"].iter().collect()));
        assert_eq!(cache_on("macos", home), Some(["h", "Library", "Caches", "wuscope"].iter().collect()));
        assert_eq!(cache_on("windows", home), None);
        let all = |name: &str| (name != "HOME").then(|| "c".into());
        assert_eq!(cache_on("linux", all), Some(["c", "wuscope"].iter().collect()));
        assert_eq!(cache_on("windows", all), Some(["c", "wuscope"].iter().collect()));
        assert_eq!(cache_on("linux", |_| Some("".into())), None);
    }

    #[test]
    fn an_install_that_fails_leaves_nothing() {
        let cache = scratch("fails");
        let home = cache.join("tool-1");
        let outcome = install(&home, |folder| {
            fs::write(folder.join("half"), "").unwrap();
            Err("no".to_owned())
        });
        assert_eq!(outcome, Err("no".to_owned()));
        assert_eq!(fs::read_dir(&cache).unwrap().count(), 0);
        fs::remove_dir_all(cache).unwrap();
    }

    #[test]
    fn an_install_that_succeeds_takes_the_place_of_half_an_old_one() {
        let cache = scratch("succeeds");
        let home = cache.join("tool-1");
        fs::create_dir_all(home.join("old")).unwrap();
        install(&home, |folder| fs::write(folder.join("whole"), "").map_err(|e| e.to_string())).unwrap();
        assert!(home.join("whole").is_file() && !home.join("old").exists());
        assert_eq!(fs::read_dir(&cache).unwrap().count(), 1);
        fs::remove_dir_all(cache).unwrap();
    }
}
