//! The page around the frame: what it posts, what it is allowed, and what it receives.

use crate::routes::Route;
use crate::words::count;

/// The page around the frame.
#[derive(Debug, Default)]
pub(crate) struct Host {
    /// Its origin, as the browser reports it with each message; empty before the first message.
    pub origin: String,
    /// Whether it is allowed to give logs and to receive their report.
    pub trust: Trust,
    /// The number of files that it gave last.
    pub offered: usize,
    /// The allowed origins, separated by spaces. The owner of the page sets them in its `<meta name="wuscope-hosts">`.
    pub listed: String,
    /// The last URL that was posted to it.
    pub(super) shown: String,
}

/// Whether the host is allowed to give logs and to receive their report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Trust {
    /// Nobody was asked.
    #[default]
    Unasked,
    /// The user is asked now.
    Asked,
    /// The owner or the user allowed it.
    Allowed,
    /// The user refused it, until the page is closed.
    Refused,
}

/// A message of the host.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum HostMessage {
    /// It began the handshake.
    Ping,
    /// Show a page.
    Open(Route),
    /// Analyze this number of files, which the browser keeps until they are allowed.
    Analyze(usize),
}

/// A message to the host.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum HostReply {
    /// The report of its logs, as JSON.
    Result(String),
    /// The page that is shown, as the URL from `#` on.
    Selection(String),
    /// Why its logs are not analyzed.
    Refused(&'static str),
}

impl Host {
    /// Whether the owner of the page allowed this origin. Every page without an origin has the same name, `null`:
    /// that names nobody.
    pub(super) fn is_listed(&self, origin: &str) -> bool {
        origin != "null" && self.listed.split_ascii_whitespace().any(|listed| listed == origin)
    }

    /// Its name for the user.
    pub(crate) fn name(&self) -> &str {
        if self.origin == "null" { "The page around this frame, which has no address," } else { &self.origin }
    }

    /// The question for the user.
    pub(crate) fn question(&self) -> String {
        let files = count(self.offered as u64, "file", "files");
        [self.name(), " requests to give ", &files, " to Wuscope and to receive their report."].concat()
    }
}

/// The longest name of a file and the longest URL that a host can give, in bytes.
const LONGEST: usize = 500;

/// The page that a host can open: only by the part of the URL from `#/` on, so that it never leads out of the page.
pub(crate) fn page_to_open(hash: &str) -> Option<Route> {
    (hash.starts_with("#/") && hash.len() <= LONGEST).then(|| Route::parse(hash))
}

/// The folder and the name of a file that a host gives; none if they are not usable.
pub(crate) fn folder_and_name(path: &str) -> Option<(&str, &str)> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    (!name.is_empty() && path.len() <= LONGEST).then_some((folder, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(listed: &str, origin: &str) -> bool {
        Host { listed: listed.to_owned(), ..Host::default() }.is_listed(origin)
    }

    #[test]
    fn a_listed_origin_is_complete_and_equal() {
        assert!(listed("https://wiki.example.com", "https://wiki.example.com"));
        assert!(listed("https://a.example.com\n  https://b.example.com:8443", "https://b.example.com:8443"));
        assert!(!listed("", "https://wiki.example.com"));
        assert!(!listed("", ""));
        assert!(!listed("https://wiki.example.com", "https://wiki.example.com.evil.example"));
        assert!(!listed("https://wiki.example.com", "https://wiki.example"));
        assert!(!listed("https://wiki.example.com", "http://wiki.example.com"));
        assert!(!listed("*", "https://wiki.example.com"));
    }

    #[test]
    fn a_page_without_an_origin_is_never_listed() {
        assert!(!listed("null", "null"));
    }

    #[test]
    fn only_pages_of_this_page_can_be_opened() {
        assert_eq!(page_to_open("#/code/0x8024401B"), Some(Route::Code(0x8024_401B)));
        assert_eq!(page_to_open("#/"), Some(Route::Home));
        for hash in ["", "#", "code", "/code/0x8024401B", "//evil.example", "javascript:alert(1)", " #/"] {
            assert_eq!(page_to_open(hash), None, "{hash}");
        }
        assert_eq!(page_to_open(&["#/kb?q=", &"x".repeat(LONGEST)].concat()), None);
    }

    #[test]
    fn what_looks_like_an_address_stays_after_the_hash() {
        for hash in ["#//evil.example/", "#/javascript:alert(1)", "#/../..", "#/%0d%0ahttps://evil.example"] {
            let route = page_to_open(hash).expect("a page");
            assert!(route.href().starts_with('#'), "{hash}");
            assert!(matches!(route, Route::Unknown(_)), "{hash}");
        }
    }

    #[test]
    fn a_file_has_a_name_and_can_have_a_folder() {
        assert_eq!(folder_and_name("WUAHandler.log"), Some(("", "WUAHandler.log")));
        assert_eq!(folder_and_name("PC1/Logs/WUAHandler.log"), Some(("PC1/Logs", "WUAHandler.log")));
        assert_eq!(folder_and_name("<b>.log"), Some(("", "<b>.log")));
        assert_eq!(folder_and_name(""), None);
        assert_eq!(folder_and_name("Logs/"), None);
        assert_eq!(folder_and_name(&"x".repeat(LONGEST + 1)), None);
    }
}
