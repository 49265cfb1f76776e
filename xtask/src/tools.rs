//! The tools that build the page: found on `PATH` or in a cache folder of the user, else built or fetched once.
//!
//! The cache folder belongs to the user and not to the checkout, so that a second clone finds the tools ready.
//! A tool is installed into a temporary folder, which is renamed when it is complete: an interrupted install never
//! counts.

use crate::run::{TaskResult, cargo, heading, must, npm, on_path, output, program, root};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// The next release needs a newer Rust than rust-toolchain.toml names.
const TRUNK: &str = "0.21.14";
/// The npm package `binaryen`; wasm-opt reports only the first number, which Trunk.toml uses too.
/// Debian's 108 and the crate's 116 refuse what Rust 1.95 emits.
const BINARYEN: &str = "132.0.0";
/// Drives Firefox for the tests in a browser.
const GECKODRIVER: &str = "0.37.1";
/// Starts the fuzz targets.
const CARGO_FUZZ: &str = "0.13.2";
const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// The folders that contain the tools.
pub(crate) struct Tools {
    folders: Vec<PathBuf>,
}

impl Tools {
    /// All that building the page needs.
    pub(crate) fn for_page() -> TaskResult<Self> {
        wasm_target()?;
        let mut folders = crate_tools(&[wasm_bindgen()?, trunk()])?;
        folders.extend(wasm_opt()?);
        Ok(Tools { folders })
    }

    /// All that running tests as wasm needs.
    pub(crate) fn for_wasm_tests() -> TaskResult<Self> {
        wasm_target()?;
        Ok(Tools { folders: crate_tools(&[wasm_bindgen()?])? })
    }

    /// The same tools after what is in this folder.
    pub(crate) fn after(mut self, folder: PathBuf) -> Self {
        self.folders.insert(0, folder);
        self
    }

    /// One of the tools, ready to be started with the others on its `PATH`.
    pub(crate) fn command(&self, name: &str) -> TaskResult<Command> {
        let path = self.folders.iter().find_map(|folder| program(folder, name));
        let mut command = Command::new(path.unwrap_or_else(|| name.into()));
        command.current_dir(root()).env("PATH", self.path()?);
        Ok(command)
    }

    /// `PATH` with the tools first, so that Trunk and Cargo find these versions before any other.
    pub(crate) fn path(&self) -> TaskResult<OsString> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders = self.folders.iter().cloned().chain(std::env::split_paths(&path));
        std::env::join_paths(folders).map_err(|e| {
            format!(
                "A folder of the tools cannot be in PATH ({e}): choose a cache folder with a simpler name."
            )
        })
    }
}

/// A tool that comes as a crate.
struct CrateTool {
    /// The crate to install.
    package: &'static str,
    /// The programs it brings; the first reports the version and names the folder in the cache.
    programs: &'static [&'static str],
    version: String,
    /// Whether its own lock file builds: that of wasm-bindgen-cli names a yanked version.
    locked: bool,
    /// What is left out, to build sooner.
    flags: &'static [&'static str],
    /// How far it is optimized: as little as its work allows, to build sooner.
    opt_level: &'static str,
}

fn trunk() -> CrateTool {
    // Its check for updates is switched off anyway. TLS stays: without npm, Trunk downloads wasm-opt.
    let flags = &["--no-default-features", "--features", "rustls"];
    CrateTool {
        package: "trunk",
        programs: &["trunk"],
        version: TRUNK.to_owned(),
        locked: true,
        flags,
        opt_level: "0",
    }
}

/// The program that drives Firefox.
pub(crate) fn geckodriver() -> TaskResult<PathBuf> {
    single_tool(&["geckodriver"], GECKODRIVER)
}

/// The program that builds and starts fuzz targets.
pub(crate) fn cargo_fuzz() -> TaskResult<PathBuf> {
    single_tool(&["cargo-fuzz"], CARGO_FUZZ)
}

/// A tool of one program, which has the name of its crate.
fn single_tool(programs: &'static [&'static str; 1], version: &str) -> TaskResult<PathBuf> {
    let [package] = *programs;
    let tool = CrateTool {
        package,
        programs,
        version: version.to_owned(),
        locked: true,
        flags: &[],
        opt_level: "0",
    };
    let folders = crate_tools(&[tool])?;
    folders.iter().find_map(|folder| program(folder, package)).ok_or_else(|| {
        format!("{package} was installed and is not there: remove the cache folder and try again.")
    })
}

/// The wasm-bindgen program refuses what any other version of the library made, so Cargo.lock names it.
fn wasm_bindgen() -> TaskResult<CrateTool> {
    let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap_or_default();
    let version = locked_version(&lock, "wasm-bindgen")
        .ok_or("Cargo.lock names no version of wasm-bindgen: run `git checkout Cargo.lock` and try again.")?;
    let programs = &["wasm-bindgen", "wasm-bindgen-test-runner"];
    Ok(CrateTool {
        package: "wasm-bindgen-cli",
        programs,
        version,
        locked: false,
        flags: &[],
        opt_level: "1",
    })
}

/// The folders that hold the programs of these tools in the right version. Missing tools are installed at the same time.
fn crate_tools(tools: &[CrateTool]) -> TaskResult<Vec<PathBuf>> {
    let found: Vec<_> = tools.iter().map(found).collect::<TaskResult<_>>()?;
    let missing: Vec<_> = tools.iter().zip(&found).filter(|(_, found)| found.is_none()).collect();
    if !missing.is_empty() {
        let names: Vec<_> = missing.iter().map(|(tool, _)| tool.name()).collect();
        heading(&format!(
            "First run: installing {} into {}. Building them takes minutes; later runs find them there.",
            names.join(" and "),
            cache()?.display()
        ));
    }
    let start = Instant::now();
    let installed = std::thread::scope(|scope| {
        let begin = |(tool, found): (&CrateTool, &Option<PathBuf>)| match found {
            Some(folder) => Ok(folder.clone()),
            None => install_tool(tool),
        };
        let threads: Vec<_> = tools.iter().zip(&found).map(|pair| scope.spawn(move || begin(pair))).collect();
        let ended = threads.into_iter().map(|thread| {
            thread.join().unwrap_or_else(|_| Err("An installation ended unexpectedly: try again.".to_owned()))
        });
        // All of them end before the first that failed is reported.
        ended.collect::<Vec<_>>()
    });
    if !missing.is_empty() {
        println!("   the tools took {} s; the page is built next", start.elapsed().as_secs());
    }
    installed.into_iter().collect()
}

impl CrateTool {
    /// The program that is asked for its version.
    fn name(&self) -> &'static str {
        self.programs[0]
    }

    /// Where it is kept.
    fn home(&self) -> TaskResult<PathBuf> {
        Ok(cache()?.join(format!("{}-{}", self.name(), self.version)))
    }
}

/// The folder of a tool that is there already: on `PATH`, or installed before.
fn found(tool: &CrateTool) -> TaskResult<Option<PathBuf>> {
    if let Some(found) = found_on_path(tool.programs, &tool.version) {
        return Ok(Some(found));
    }
    let bin = tool.home()?.join("bin");
    Ok(tool.programs.iter().all(|name| program(&bin, name).is_some()).then_some(bin))
}

/// Downloads a tool with cargo-binstall if that is there, else builds it.
fn install_tool(tool: &CrateTool) -> TaskResult<PathBuf> {
    let home = tool.home()?;
    install(&home, |folder| {
        let version = format!("--version=={}", tool.version);
        if on_path("cargo-binstall").is_some() {
            let mut download = cargo();
            download.args(["binstall", "--no-confirm", "--disable-strategies", "compile", tool.package]);
            download.arg(&version).arg("--root").arg(folder).current_dir(folder);
            let bin = folder.join("bin");
            // Where it has no such program, or no network, the tool is built.
            if must(&mut download, "").is_ok()
                && tool.programs.iter().all(|name| program(&bin, name).is_some())
            {
                return Ok(());
            }
        }
        let mut build = cargo();
        // Settings meant for the project must not reach the tools: another target folder, flags for every crate.
        for leak in ["CARGO_TARGET_DIR", "CARGO_BUILD_TARGET_DIR", "CARGO_BUILD_TARGET", "RUSTFLAGS"] {
            build.env_remove(leak);
        }
        build.env_remove("CARGO_ENCODED_RUSTFLAGS").current_dir(folder);
        // The tools run for a second; what counts is how long they take to build.
        build.envs([
            ("CARGO_PROFILE_RELEASE_LTO", "off"),
            ("CARGO_PROFILE_RELEASE_OPT_LEVEL", tool.opt_level),
        ]);
        build.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
        build.env("CARGO_TERM_PROGRESS_WHEN", "never"); // Two of them would draw over each other.
        build.args(["install", tool.package, &version, "--root"]).arg(folder).args(tool.flags);
        if tool.locked {
            build.arg("--locked");
        }
        let package = tool.package;
        must(&mut build, &format!("{package} did not build: see the message above, fix it and try again."))
    })?;
    Ok(home.join("bin"))
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
            "   npm is missing: Trunk will download wasm-opt {major} from its own source. Node 20 avoids this."
        );
        return Ok(None);
    };
    heading(&format!("Downloading wasm-opt {major} once, into {}", home.display()));
    install(&home, |folder| {
        npm.current_dir(folder).args(["install", "--no-save", "--prefix"]).arg(folder);
        npm.arg(format!("binaryen@{BINARYEN}"));
        must(
            &mut npm,
            "npm could not download binaryen (wasm-opt): see its message above, fix it and try again.",
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
    heading(&format!("Adding Rust's {WASM_TARGET} to the toolchain"));
    let advice = format!("Rust cannot build for {WASM_TARGET}: install Rust with rustup, then try again.");
    must(Command::new("rustup").args(["target", "add", WASM_TARGET]).current_dir(root()), &advice)
}

/// Fills the folder `home`: `fill` gets an empty folder beside it, which takes its name when all went well.
fn install(home: &Path, fill: impl FnOnce(&Path) -> TaskResult) -> TaskResult {
    let name = home.file_name().unwrap_or_default().to_string_lossy();
    let beside = home.with_file_name(format!(".{name}.{}", std::process::id()));
    let cannot = |e| format!("{} cannot be written ({e}): check that you own this folder.", home.display());
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

/// The folder on `PATH` that holds all `programs`, the first of which reports `version`.
fn found_on_path(programs: &[&str], version: &str) -> Option<PathBuf> {
    let first = on_path(programs[0])?;
    let folder = first.parent()?;
    let complete = programs.iter().all(|name| program(folder, name).is_some());
    let printed = output(Command::new(&first).arg("--version"))?;
    (complete && has_version(&printed, version)).then(|| folder.to_owned())
}

/// Whether what a program printed about itself names exactly this version.
fn has_version(printed: &str, version: &str) -> bool {
    printed.split_whitespace().any(|word| word == version)
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
        assert!(has_version("trunk 0.21.14", "0.21.14"));
        assert!(has_version("wasm-opt version 132 (version_132)", "132"));
        assert!(!has_version("trunk 0.21.1", "0.21.14"));
        assert!(!has_version("wasm-bindgen 0.2.1300", "0.2.130"));
        assert!(!has_version("", "0.2.130"));
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
    fn trunk_and_xtask_use_the_same_wasm_opt() {
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
    fn a_successful_install_replaces_an_incomplete_one() {
        let cache = scratch("succeeds");
        let home = cache.join("tool-1");
        fs::create_dir_all(home.join("old")).unwrap();
        install(&home, |folder| fs::write(folder.join("whole"), "").map_err(|e| e.to_string())).unwrap();
        assert!(home.join("whole").is_file() && !home.join("old").exists());
        assert_eq!(fs::read_dir(&cache).unwrap().count(), 1);
        fs::remove_dir_all(cache).unwrap();
    }
}
