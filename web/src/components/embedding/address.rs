//! What the URL of Wuscope means for the pages that show it: which of them a browser lets do so.

/// One sentence for each limit that follows from this URL.
pub(super) fn limits(base: &str) -> Vec<&'static str> {
    let (scheme, host) = parts(base);
    let mut limits = Vec::new();
    // A browser takes the machine itself for a safe place, with any scheme.
    if scheme == "http" && !is_this_machine(host) {
        limits.push(
            "Wuscope is served over http: browsers do not show it in a page that uses https. Serve it over https, or \
             use the link.",
        );
    }
    if is_this_machine(host) {
        limits.push("This URL leads to each reader's own machine: put Wuscope on a server first.");
    } else if is_private(base) {
        limits.push(
            "Wuscope is on a private address: in a wiki on the internet, browsers ask the reader first or block the \
             frame. Then use the link.",
        );
    }
    limits
}

/// Whether the host is one of an internal network: a page on the internet needs a permission to show it.
pub(super) fn is_private(base: &str) -> bool {
    let (_, host) = parts(base);
    let numbers: Option<Vec<u8>> = host.split('.').map(|part| part.parse().ok()).collect();
    match numbers.as_deref() {
        Some([10 | 127, ..] | [192, 168, ..] | [169, 254, ..]) => true,
        Some([172, second, ..]) => (16..32).contains(second),
        Some(_) => false,
        // Addresses of IPv6 are in brackets; fc00::/7 and fe80::/10 are private.
        None if host.starts_with('[') => {
            host == "[::1]"
                || ["[fc", "[fd", "[fe8", "[fe9", "[fea", "[feb"].iter().any(|start| host.starts_with(start))
        }
        None => is_internal_name(host),
    }
}

fn is_this_machine(host: &str) -> bool {
    host == "localhost" || host.starts_with("127.") || host == "[::1]"
}

/// A name that no public server can have: without a domain, or with one that is reserved for internal networks.
fn is_internal_name(host: &str) -> bool {
    if host.is_empty() {
        return false;
    }
    let domain = host.rsplit('.').next().unwrap_or_default();
    !host.contains('.')
        || ["local", "internal", "intranet", "lan", "corp", "home"].contains(&domain)
        || host.ends_with(".home.arpa")
}

/// The scheme of a URL, and its host without the port; an address of IPv6 keeps its brackets.
fn parts(base: &str) -> (&str, &str) {
    let (scheme, rest) = base.split_once("://").unwrap_or_default();
    let authority = rest.split('/').next().unwrap_or_default();
    let host = match authority.find(']') {
        Some(end) => authority.get(..=end),
        None => authority.split(':').next(),
    };
    (scheme, host.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_private_address_is_recognized() {
        for host in [
            "10.1.2.3",
            "172.16.0.1",
            "172.31.0.1:8443",
            "192.168.1.1",
            "169.254.1.1",
            "127.0.0.1:8080",
            "localhost",
            "wiki",
            "tools:8080",
            "tools.contoso.local",
            "tools.corp",
            "nas.home.arpa",
            "[::1]:8080",
            "[fd12:3456::1]",
            "[fe80::1]:80",
        ] {
            assert!(is_private(&format!("https://{host}/wuscope/")), "{host}");
        }
        for host in [
            "tools.example.com",
            "172.32.0.1",
            "8.8.8.8",
            "[2001:db8::1]",
            "10.example.com",
            "local.example.com",
        ] {
            assert!(!is_private(&format!("https://{host}/wuscope/")), "{host}");
        }
    }

    #[test]
    fn each_limit_has_its_sentence() {
        for (base, starts) in [
            ("https://tools.example.com/", &[][..]),
            ("http://tools.example.com/", &["Wuscope is served over http"]),
            ("https://tools/wuscope/", &["Wuscope is on a private address"]),
            ("http://10.0.0.5:8080/", &["Wuscope is served over http", "Wuscope is on a private address"]),
            ("http://localhost:8080/", &["This URL leads to each reader's own machine"]),
            ("http://127.0.0.1:8080/", &["This URL leads to each reader's own machine"]),
            ("", &[]),
        ] {
            let limits = limits(base);
            let same = limits.len() == starts.len()
                && limits.iter().zip(starts).all(|(limit, start)| limit.starts_with(start));
            assert!(same, "{base}: {limits:?}");
        }
    }
}
