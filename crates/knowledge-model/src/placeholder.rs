//! The placeholders of commands, and the values that are allowed in their place.
//!
//! A log comes from the machine in trouble, perhaps from someone else's hands, and what is filled into a command is
//! run, often elevated. So each placeholder has a kind, and each kind a grammar without any character that has a
//! meaning to a shell, unless `quoting.rs` can quote it. A value that does not match is not put into commands.

use std::net::Ipv6Addr;

/// A placeholder of commands: `{wsus_host}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placeholder {
    /// Its name in the knowledge and in JSON: `wsus_host`.
    pub name: &'static str,
    /// The values that are allowed in its place.
    pub kind: ValueKind,
    /// What it is, in words: "WSUS server".
    pub words: &'static str,
    /// A valid value: `wsus.contoso.com`.
    pub example: &'static str,
}

/// What a value is, and with that its grammar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// A host name or an IP address; an IPv6 address is in brackets, as URLs need it.
    Host,
    /// A TCP port: 1 to 65535.
    Port,
    /// An http or https URL of scheme, host, port and path; without user, query and fragment.
    Url,
    /// A proxy as WinHTTP has it: `host:port`, or several, each for a scheme: `http=host:port;https=host:port`.
    Proxy,
    /// The code of a Configuration Manager site: three letters or digits.
    SiteCode,
    /// A GUID without braces.
    Guid,
    /// The number of a Knowledge Base article, with `KB`.
    Kb,
    /// The name of a servicing package, or the id of a package of Configuration Manager.
    Package,
    /// The name of a Windows service.
    Service,
    /// The full path of a local file or folder, or of one on a share.
    Path,
    /// Any text of one line that the reader types.
    Text,
}

impl Placeholder {
    /// Why a command keeps it though the logs have a value: one sentence.
    pub fn rejected(&self) -> String {
        let Self { kind, words, .. } = self;
        [
            "The value that the logs have for <",
            words,
            "> is not ",
            kind.words(),
            ", so no command contains it.",
        ]
        .concat()
    }
}

/// The parts of a web server's URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server<'a> {
    /// `http` or `https`; none if the text names none.
    pub scheme: Option<&'a str>,
    /// The host, unchecked.
    pub host: &'a str,
    /// The port; that of the scheme if the text names none.
    pub port: &'a str,
    /// What follows, from its first slash on.
    pub path: &'a str,
}

impl<'a> Server<'a> {
    /// Splits `[scheme://]host[:port][/path]`; it checks nothing.
    pub fn parse(text: &'a str) -> Self {
        let (scheme, rest) = match text.split_once("://") {
            Some((scheme, rest)) => (Some(scheme), rest),
            None => (None, text),
        };
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        // The colons of an IPv6 address are in brackets.
        let from = authority.find(']').unwrap_or(0);
        let (host, port) = match authority[from..].find(':') {
            Some(at) => (&authority[..from + at], &authority[from + at + 1..]),
            None if scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("https")) => (authority, "443"),
            None => (authority, "80"),
        };
        Self { scheme, host, port, path }
    }
}

impl ValueKind {
    /// The value as commands contain it, or none if it does not match: then no command can contain it.
    pub fn accept(self, text: &str) -> Option<String> {
        let text = text.trim();
        let only = |allowed: &str, most: usize| {
            let fits = |c: char| c.is_ascii_alphanumeric() || allowed.contains(c);
            let begins = text.starts_with(|c: char| c.is_ascii_alphanumeric());
            (begins && text.len() <= most && text.chars().all(fits)).then(|| text.to_owned())
        };
        match self {
            Self::Host => host(text),
            Self::Port => port(text),
            Self::Url => url(text),
            Self::Proxy => proxy(text),
            Self::SiteCode => only("", 3).filter(|code| code.len() == 3),
            Self::Guid => guid(text),
            Self::Kb => kb(text),
            Self::Package => only("._~+-", 255),
            Self::Service => only("._$#-", 256),
            Self::Path => path(text),
            Self::Text => {
                (!text.is_empty() && text.len() <= 500 && text.chars().all(is_shown)).then(|| text.to_owned())
            }
        }
    }

    /// What fits, in words: "a host name or an IP address".
    pub fn words(self) -> &'static str {
        match self {
            Self::Host => "a host name or an IP address",
            Self::Port => "a port from 1 to 65535",
            Self::Url => "an http or https URL without user, query and special characters",
            Self::Proxy => "a proxy such as proxy.contoso.com:8080",
            Self::SiteCode => "a site code of three letters or digits",
            Self::Guid => "a GUID",
            Self::Kb => "a KB number",
            Self::Package => "the name of a package",
            Self::Service => "the name of a service",
            Self::Path => "a full path without special characters",
            Self::Text => "one line of text",
        }
    }
}

/// A name of labels as DNS and NetBIOS have them, or an IP address.
fn host(text: &str) -> Option<String> {
    let inside = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
    let address = inside.unwrap_or(text);
    if address.parse::<Ipv6Addr>().is_ok() {
        return Some(["[", address, "]"].concat());
    }
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    };
    (text.len() <= 253 && text.split('.').all(is_label)).then(|| text.to_owned())
}

fn port(text: &str) -> Option<String> {
    let is_number = (1..=5).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    text.parse::<u16>().ok().filter(|&port| is_number && port > 0).map(|port| port.to_string())
}

fn url(text: &str) -> Option<String> {
    let server = Server::parse(text);
    let scheme = server.scheme?.to_ascii_lowercase();
    let is_path = |b: u8| b.is_ascii_alphanumeric() || b"/._~-".contains(&b);
    if !matches!(&*scheme, "http" | "https") || text.len() > 2000 || !server.path.bytes().all(is_path) {
        return None;
    }
    let host = host(server.host)?;
    let port = port(server.port)?;
    // The port of the scheme stays unwritten where it was.
    let names_port = text.len() > scheme.len() + "://".len() + server.host.len() + server.path.len();
    let port = if names_port { [":", &port].concat() } else { String::new() };
    Some([&scheme, "://", &host, &port, server.path.trim_end_matches('/')].concat())
}

fn proxy(text: &str) -> Option<String> {
    let is_known = |word: &str| matches!(word, "http" | "https" | "ftp" | "socks");
    let mut all: Vec<String> = Vec::new();
    for one in text.split([';', ' ']).filter(|one| !one.is_empty()) {
        let (of, server) = one.split_once('=').map_or((None, one), |(of, server)| (Some(of), server));
        let named = Server::parse(server);
        if !of.is_none_or(is_known) || !named.scheme.is_none_or(is_known) || named.path.len() > 1 {
            return None;
        }
        let of = of.map_or_else(String::new, |of| [of, "="].concat());
        let scheme = named.scheme.map_or_else(String::new, |scheme| [scheme, "://"].concat());
        let names_port = server.trim_end_matches('/').ends_with(&[":", named.port].concat());
        let port = if names_port { [":", &port(named.port)?].concat() } else { String::new() };
        all.push([of, scheme, host(named.host)?, port].concat());
    }
    (1..=8).contains(&all.len()).then(|| all.join(";"))
}

/// Five groups of hexadecimal digits; logs write some in braces.
fn guid(text: &str) -> Option<String> {
    let text = text.strip_prefix('{').and_then(|text| text.strip_suffix('}')).unwrap_or(text);
    let groups = text.split('-').map(str::len);
    let fits = groups.eq([8, 4, 4, 4, 12]) && text.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
    fits.then(|| text.to_owned())
}

fn kb(text: &str) -> Option<String> {
    let digits = text.get(..2).filter(|kb| kb.eq_ignore_ascii_case("KB")).map_or(text, |_| &text[2..]);
    let fits = (6..=8).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| ["KB", digits].concat())
}

/// `C:\…` or `\\server\share\…`, of letters, digits and what names of files have without a meaning to the command prompt.
fn path(text: &str) -> Option<String> {
    let mut drive = text.chars();
    let is_local = drive.next().is_some_and(|c| c.is_ascii_alphabetic()) && drive.as_str().starts_with(":\\");
    let rest =
        if is_local { &text[2..] } else { text.strip_prefix('\\').filter(|rest| rest.starts_with('\\'))? };
    let fits = |c: char| (c.is_alphanumeric() && !is_taken_for_another(c)) || " \\._-,()+=@#~$&'".contains(c);
    // `\\.\…` is a device and no server.
    let is_device = !is_local && !rest[1..].starts_with(|c: char| c.is_alphanumeric());
    // A backslash before a closing quote would take the quote with it.
    let ends = !text.ends_with('\\');
    let fits = ends && !is_device && text.len() <= 500 && rest.len() > 1 && rest.chars().all(fits);
    fits.then(|| text.to_owned())
}

/// Whether a letter has no shape, or is one of those that Windows turns into a quote, `|` or `!` where a program of an old
/// code page reads it.
fn is_taken_for_another(c: char) -> bool {
    matches!(c, '\u{115f}' | '\u{1160}' | '\u{1c0}'..='\u{1c3}' | '\u{2b0}'..='\u{2ff}' | '\u{3164}' | '\u{ffa0}')
}

/// Whether a character is visible and keeps its position: neither a control character nor one that changes direction.
fn is_shown(c: char) -> bool {
    !c.is_control()
        && !matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}
