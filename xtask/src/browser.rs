//! Finds a browser of Chromium's family for the tests, or installs one where that may be done.

use crate::Outcome;
use crate::run::{heading, must, on_path, output};
use std::path::PathBuf;
use std::process::Command;

const NAMES: [&str; 8] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
];

const MISSING: &str = "There is no Chromium, Chrome or Edge for the tests in a browser: install one, \
    or set WUSCOPE_BROWSER to the path of its program.";

/// The program of a browser.
pub(crate) fn find() -> Outcome<PathBuf> {
    if let Some(named) = std::env::var_os("WUSCOPE_BROWSER").map(PathBuf::from) {
        let missing = || format!("WUSCOPE_BROWSER names {}, and there is no such file.", named.display());
        return if named.is_file() { Ok(named) } else { Err(missing()) };
    }
    if let Some(found) = installed() {
        return Ok(found);
    }
    if may_install() {
        heading("Chromium is installed from Debian's packages, for the tests in a browser");
        let apt = || {
            let mut apt = Command::new("apt-get");
            apt.env("DEBIAN_FRONTEND", "noninteractive");
            apt
        };
        let advice =
            "apt-get could not install chromium: see its message above, or install a browser yourself.";
        must(apt().args(["update", "-qq"]), advice)?;
        must(apt().args(["install", "-qq", "-y", "--no-install-recommends", "chromium"]), advice)?;
    }
    installed().ok_or_else(|| MISSING.to_owned())
}

fn installed() -> Option<PathBuf> {
    NAMES.iter().find_map(|name| on_path(name)).or_else(|| {
        let variable = |name: &str| std::env::var_os(name).map(PathBuf::from);
        usual_places(std::env::consts::OS, variable).into_iter().find(|path| path.is_file())
    })
}

/// Where browsers stand that are not on `PATH`, on the systems that do not put them there.
fn usual_places(system: &str, variable: impl Fn(&str) -> Option<PathBuf>) -> Vec<PathBuf> {
    let (homes, programs): (&[Option<PathBuf>], &[&str]) = match system {
        "macos" => (
            &[Some("/Applications".into()), variable("HOME").map(|home| home.join("Applications"))],
            &[
                "Chromium.app/Contents/MacOS/Chromium",
                "Google Chrome.app/Contents/MacOS/Google Chrome",
                "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
            ],
        ),
        "windows" => (
            &[variable("ProgramFiles"), variable("ProgramFiles(x86)"), variable("LOCALAPPDATA")],
            &[
                "Chromium/Application/chrome.exe",
                "Google/Chrome/Application/chrome.exe",
                "Microsoft/Edge/Application/msedge.exe",
            ],
        ),
        _ => (&[], &[]),
    };
    programs.iter().flat_map(|program| homes.iter().flatten().map(move |home| home.join(program))).collect()
}

/// Whether this is Debian and we are root. Ubuntu's package of that name only points to a snap.
fn may_install() -> bool {
    let debian = std::fs::read_to_string("/etc/os-release")
        .is_ok_and(|text| text.lines().any(|line| line == "ID=debian"));
    debian && output(Command::new("id").arg("-u")).is_some_and(|id| id == "0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_and_macos_keep_browsers_off_the_path() {
        let windows = usual_places("windows", |name| (name == "ProgramFiles(x86)").then(|| "p".into()));
        assert!(windows.contains(&"p/Microsoft/Edge/Application/msedge.exe".into()), "{windows:?}");
        assert_eq!(windows.len(), 3);
        let macos = usual_places("macos", |_| Some("h".into()));
        assert!(macos.contains(&"h/Applications/Chromium.app/Contents/MacOS/Chromium".into()), "{macos:?}");
        assert!(usual_places("linux", |_| Some("h".into())).is_empty());
    }
}
