//! Which numbers are the address of a machine, and which are a version or a time.

use std::net::{Ipv4Addr, Ipv6Addr};

/// Whether four numbers are the address of a machine and not a version.
pub(super) fn is_address(name: &str, before: &str, after: &str) -> bool {
    let Ok(address) = name.parse::<Ipv4Addr>() else { return false };
    let [first, second, ..] = address.octets();
    let is_part = before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '~'))
        || after.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '~'))
        || after.strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric()));
    if is_part || first == 0 || first == 127 || first > 239 || is_version(before) {
        return false;
    }
    let is_private = first == 10
        || first == 172 && (16..32).contains(&second)
        || first == 192 && second == 168
        || first == 169 && second == 254
        || first == 100 && (64..128).contains(&second);
    if is_private {
        return !name.ends_with(".0.0.0");
    }
    is_called_address(before) || !name.ends_with(".0") && !is_driver_version(before)
}

/// Whether a text ends by announcing an address.
fn is_called_address(before: &str) -> bool {
    let before = before.trim_end_matches(['"', '\'', ' ', '=', ':', '[', '(', '<']).to_ascii_lowercase();
    ["address", "subnet", "ip"].iter().any(|word| before.ends_with(word))
}

/// Whether a text ends by announcing a version.
fn is_version(before: &str) -> bool {
    let before = before.trim_end_matches(['"', '\'', ' ', '=', ':', '[', '(', '<', '{']).to_ascii_lowercase();
    let words =
        ["version", "ver", "ver.", "build", "revision", "release", "definition", "platform", "engine"];
    words.iter().any(|word| before.ends_with(word))
}

/// Whether a text ends like the title of a driver before its version: "Contoso - System - ".
fn is_driver_version(before: &str) -> bool {
    before
        .strip_suffix("- ")
        .is_some_and(|front| front.trim_end().ends_with(|c: char| c.is_ascii_alphabetic()))
}

/// Whether groups with colons are the address of a machine and not a time or a scope.
pub(super) fn is_address_6(name: &str, before: &str, after: &str) -> bool {
    let Ok(address) = name.parse::<Ipv6Addr>() else { return false };
    let groups = name.split(':').filter(|group| !group.is_empty()).count();
    let is_part = before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | ':' | '.'))
        || after.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | ':' | '.'));
    !is_part
        && groups > 1
        && address.segments()[0] > 0xff
        && (groups > 2 || name.contains(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_no_addresses() {
        for (before, name, after) in [
            ("version ", "6.1.1.4", ""),
            ("Version=\"", "10.0.0.5", "\""),
            ("Contoso - System - ", "9.8.16.7", ""),
            ("amd64~~", "6.1.1.1", ""),
            ("", "1.25.0.0", ""),
            ("", "10.0.0.0", "/8"),
            ("H.", "8.3.1.2", ".0"),
            ("", "192.0.2.1", ".dll"),
            ("", "127.0.0.1", ""),
            ("", "999.1.1.1", ""),
        ] {
            assert!(!is_address(name, before, after), "{before}{name}{after}");
        }
    }

    #[test]
    fn addresses_are_recognized() {
        for (before, name, after) in [
            ("", "10.1.2.3", ""),
            ("- 80 - ", "192.0.2.7", " GET"),
            ("(", "172.16.0.1", ")."),
            ("http://", "192.168.1.0", ":80"),
            ("from ", "192.0.2.1", ". Then"),
            ("SubnetAddress=\"", "192.0.2.0", "\""),
        ] {
            assert!(is_address(name, before, after), "{before}{name}{after}");
        }
    }

    #[test]
    fn times_and_scopes_are_no_addresses() {
        for name in ["10:00:01", "::", "::1", "a::b", "12:30:45:678"] {
            assert!(!is_address_6(name, "", ""), "{name}");
        }
        assert!(!is_address_6("fe::ed", "CWUA", "") && !is_address_6("2001:db8::1", "", "x"));
        assert!(is_address_6("2001:db8::1", "[", "]") && is_address_6("fe80::1", "", "%12"));
    }
}
