//! Runs other programs: prints what it runs, and turns errors into one sentence.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a command ends with: an error is one sentence for the user, with advice.
pub(crate) type TaskResult<T = ()> = Result<T, String>;

/// Prints what is about to be done, as a heading.
pub(crate) fn heading(text: &str) {
    println!("\n== {text}");
}

/// Runs `command`, which must succeed, with its output on the terminal; `advice` is printed if it fails.
pub(crate) fn must(command: &mut Command, advice: &str) -> TaskResult {
    println!("   {}", line(command));
    let status = command.status().map_err(|e| not_started(command, &e, advice))?;
    if status.success() { Ok(()) } else { Err(advice.to_owned()) }
}

/// What `command` prints to its standard output, or nothing if it cannot run or fails.
pub(crate) fn output(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The same `cargo` that runs this program, in the root of the workspace.
pub(crate) fn cargo() -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(root());
    cargo
}

/// Where Node is.
pub(crate) fn node() -> TaskResult<PathBuf> {
    on_path("node").ok_or_else(|| "Node is missing: install Node 20 or newer, then try again.".to_owned())
}

/// `npm`, or `None` if it is not on `PATH`.
pub(crate) fn npm() -> Option<Command> {
    let npm = on_path("npm")?;
    let mut npm = Command::new(npm);
    npm.args(["--no-audit", "--no-fund", "--loglevel=error"]);
    Some(npm)
}

/// Where the program `name` is on `PATH`. On Windows that is `name.exe` or, as for npm, `name.cmd`.
pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).find_map(|folder| program(&folder, name))
}

/// The program `name` in `folder`, with the ending that programs have on this system.
pub(crate) fn program(folder: &Path, name: &str) -> Option<PathBuf> {
    let endings: &[&str] = if cfg!(windows) { &[".exe", ".cmd"] } else { &[""] };
    endings.iter().map(|ending| folder.join(format!("{name}{ending}"))).find(|path| path.is_file())
}

/// The root of the workspace. Cargo passes the location of xtask's manifest when it starts it.
pub(crate) fn root() -> PathBuf {
    let xtask = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from("xtask"), PathBuf::from);
    xtask.parent().map_or_else(|| PathBuf::from("."), Path::to_owned)
}

fn line(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_stem().unwrap_or(OsStr::new("?")).to_string_lossy().into_owned();
    command.get_args().fold(name, |line, argument| line + " " + &argument.to_string_lossy())
}

fn not_started(command: &Command, error: &std::io::Error, advice: &str) -> String {
    format!("`{}` could not be started ({error}). {advice}", command.get_program().to_string_lossy())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_shown_by_its_name_and_arguments() {
        let mut command = Command::new("tools/bin/trunk");
        command.args(["build", "--release"]);
        assert_eq!(line(&command), "trunk build --release");
    }

    #[test]
    fn the_root_holds_the_lock_file() {
        assert!(root().join("Cargo.lock").is_file());
    }

    #[test]
    fn cargo_is_found_on_the_path_and_nonsense_is_not() {
        assert!(on_path("cargo").is_some());
        assert!(on_path("no-such-program-7f3a").is_none());
    }

    #[test]
    fn a_program_that_cannot_start_gives_its_name_and_the_advice() {
        let sentence = must(&mut Command::new("no-such-program-7f3a"), "Install it.").unwrap_err();
        assert!(sentence.starts_with("`no-such-program-7f3a` could not be started"), "{sentence}");
        assert!(sentence.ends_with("Install it."), "{sentence}");
    }
}
