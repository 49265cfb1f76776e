//! Finds the browsers for the tests, or installs them on Debian when that is possible.

use crate::run::{TaskResult, heading, must, on_path, output};
use std::path::PathBuf;
use std::process::Command;

/// A family of browsers that the tests run in.
pub(crate) struct Browser {
    /// The variable that names another program of this family.
    variable: &'static str,
    /// The programs to look for on `PATH`.
    names: &'static [&'static str],
    /// Where macOS and Windows install the programs, below the folders for programs.
    macos: &'static [&'static str],
    windows: &'static [&'static str],
    /// Debian's package.
    package: &'static str,
    missing: &'static str,
}

pub(crate) const CHROMIUM: Browser = Browser {
    variable: "WUSCOPE_BROWSER",
    names: &[
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "chrome",
        "microsoft-edge",
        "microsoft-edge-stable",
        "msedge",
    ],
    macos: &[
        "Chromium.app/Contents/MacOS/Chromium",
        "Google Chrome.app/Contents/MacOS/Google Chrome",
        "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    ],
    windows: &[
        "Chromium/Application/chrome.exe",
        "Google/Chrome/Application/chrome.exe",
        "Microsoft/Edge/Application/msedge.exe",
    ],
    package: "chromium",
    missing: "The browser tests need Chromium, Chrome or Edge: install one, \
        or set WUSCOPE_BROWSER to the path of its program.",
};

pub(crate) const FIREFOX: Browser = Browser {
    variable: "WUSCOPE_FIREFOX",
    names: &["firefox-esr", "firefox"],
    macos: &["Firefox.app/Contents/MacOS/firefox"],
    windows: &["Mozilla Firefox/firefox.exe"],
    package: "firefox-esr",
    missing: "The browser tests need Firefox: install it, \
        or set WUSCOPE_FIREFOX to the path of its program.",
};

impl Browser {
    /// The program of this browser.
    pub(crate) fn find(&self) -> TaskResult<PathBuf> {
        if let Some(named) = std::env::var_os(self.variable).map(PathBuf::from) {
            let missing =
                || format!("{} is {}, but this file does not exist.", self.variable, named.display());
            return if named.is_file() { Ok(named) } else { Err(missing()) };
        }
        if let Some(found) = self.installed() {
            return Ok(found);
        }
        if may_install() {
            heading(&format!("Installing Debian's package {} for the browser tests", self.package));
            let apt = || {
                let mut apt = Command::new("apt-get");
                apt.env("DEBIAN_FRONTEND", "noninteractive");
                apt
            };
            let advice = format!(
                "apt-get could not install {}: see its message above, or install a browser yourself.",
                self.package
            );
            must(apt().args(["update", "-qq"]), &advice)?;
            must(apt().args(["install", "-qq", "-y", "--no-install-recommends", self.package]), &advice)?;
        }
        self.installed().ok_or_else(|| self.missing.to_owned())
    }

    fn installed(&self) -> Option<PathBuf> {
        self.names.iter().find_map(|name| on_path(name)).or_else(|| {
            let variable = |name: &str| std::env::var_os(name).map(PathBuf::from);
            self.usual_places(std::env::consts::OS, variable).into_iter().find(|path| path.is_file())
        })
    }

    /// Where this browser is installed on the systems that do not put it on `PATH`.
    fn usual_places(&self, system: &str, variable: impl Fn(&str) -> Option<PathBuf>) -> Vec<PathBuf> {
        let (homes, programs): (&[Option<PathBuf>], &[&str]) = match system {
            "macos" => (
                &[Some("/Applications".into()), variable("HOME").map(|home| home.join("Applications"))],
                self.macos,
            ),
            "windows" => (
                &[variable("ProgramFiles"), variable("ProgramFiles(x86)"), variable("LOCALAPPDATA")],
                self.windows,
            ),
            _ => (&[], &[]),
        };
        programs
            .iter()
            .flat_map(|program| homes.iter().flatten().map(move |home| home.join(program)))
            .collect()
    }
}

/// Whether this is Debian and we are root. Ubuntu's packages of these names only point to snaps.
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
        let windows =
            CHROMIUM.usual_places("windows", |name| (name == "ProgramFiles(x86)").then(|| "p".into()));
        assert!(windows.contains(&"p/Microsoft/Edge/Application/msedge.exe".into()), "{windows:?}");
        assert_eq!(windows.len(), 3);
        let macos = CHROMIUM.usual_places("macos", |_| Some("h".into()));
        assert!(macos.contains(&"h/Applications/Chromium.app/Contents/MacOS/Chromium".into()), "{macos:?}");
        assert!(CHROMIUM.usual_places("linux", |_| Some("h".into())).is_empty());
        let firefox = FIREFOX.usual_places("macos", |_| None);
        assert_eq!(firefox, ["/Applications/Firefox.app/Contents/MacOS/firefox"].map(PathBuf::from));
    }
}
