//! What each kind of value takes and refuses, and how it is written in the quotes of each shell.

use knowledge::ValueKind::{self, Guid, Host, Kb, Package, Path, Port, Proxy, Service, SiteCode, Text, Url};
use knowledge::prose::Span;
use knowledge::{Quoting, fill, fill_one, placeholder};

#[track_caller]
fn takes(kind: ValueKind, values: &[&str]) {
    for value in values {
        assert_eq!(kind.accept(value).as_deref(), Some(*value), "{kind:?}");
    }
}

#[track_caller]
fn writes(kind: ValueKind, pairs: &[(&str, &str)]) {
    for (value, written) in pairs {
        assert_eq!(kind.accept(value).as_deref(), Some(*written), "{kind:?}: {value}");
    }
}

#[track_caller]
fn refuses(kind: ValueKind, values: &[&str]) {
    for value in values {
        assert_eq!(kind.accept(value), None, "{kind:?}: {value}");
    }
}

/// No kind but free text takes any of these.
const HOSTILE: [&str; 17] = [
    "",
    " ",
    "wsus';Start-Process('calc.exe');'",
    "wsus\u{2019};calc;\u{2018}",
    "wsus$(calc)",
    "wsus`ncalc",
    "wsus\"&calc&\"",
    "wsus|calc",
    "wsus&calc",
    "wsus%COMSPEC%",
    "wsus>out",
    "wsus\ncalc",
    "wsus\r\ncalc",
    "wsus\0",
    "wsus\u{202e}moc",
    "wsus\u{1b}[31m",
    "<wsus>",
];

#[test]
fn no_kind_takes_what_has_a_meaning_to_a_shell() {
    for kind in [Host, Port, Url, Proxy, SiteCode, Guid, Kb, Package, Service, Path] {
        refuses(kind, &HOSTILE);
        for value in HOSTILE {
            refuses(kind, &[&format!("http://{value}:8530"), &format!("C:\\{value}\"")]);
        }
    }
}

#[test]
fn hosts_are_names_and_addresses() {
    takes(Host, &["PS1SITE", "wsus_01", "wsus.contoso.com", "192.0.2.7", "a", "[2001:db8::7]"]);
    writes(Host, &[(" PS1 ", "PS1"), ("2001:DB8:0::7", "[2001:DB8:0::7]"), ("[::1]", "[::1]")]);
    refuses(
        Host,
        &[
            "-x",
            "x-",
            "a..b",
            "a b",
            "a:80",
            "http://a",
            "[a]",
            "fe80::1%eth0",
            "user@host",
            "a/b",
            ".",
            "ü.de",
        ],
    );
    refuses(Host, &[&"a".repeat(64), &["a."; 150].concat()]);
}

#[test]
fn ports_are_numbers() {
    takes(Port, &["1", "80", "8530", "65535"]);
    writes(Port, &[("0080", "80")]);
    refuses(Port, &["0", "65536", "-1", "+80", "8 530", "0x50", "000080", "٣"]);
}

#[test]
fn urls_have_scheme_host_port_and_path() {
    takes(
        Url,
        &[
            "http://wsus:8530",
            "https://wsus.contoso.com",
            "http://[2001:db8::7]:8530",
            "http://wsus/a/b-c_d.e~f",
        ],
    );
    writes(Url, &[("HTTP://WSUS:8530/", "http://WSUS:8530"), ("https://a:443", "https://a:443")]);
    refuses(
        Url,
        &[
            "wsus:8530",
            "ftp://wsus",
            "http://",
            "http://:8530",
            "http://wsus:",
            "http://wsus:99999",
            "http://u:p@wsus",
        ],
    );
    refuses(
        Url,
        &[
            "http://wsus/a?b",
            "http://wsus/a#b",
            "http://wsus/%41",
            "http://wsus/a b",
            "http://wsus/a'b",
            "javascript:alert(1)",
        ],
    );
}

#[test]
fn proxies_may_be_several() {
    takes(
        Proxy,
        &[
            "proxy:8080",
            "proxy.contoso.com",
            "http=a:80;https=b:443",
            "http://proxy:8080",
            "[2001:db8::1]:8080",
        ],
    );
    writes(Proxy, &[("a:80 b:81", "a:80;b:81"), ("a:80;", "a:80")]);
    refuses(
        Proxy,
        &["gopher=a:80", "a:b", "file://a", "a:80/path", "=a", "http=", "a:80,b:81", &["a;"; 9].concat()],
    );
}

#[test]
fn names_and_numbers_are_recognized_by_their_form() {
    takes(SiteCode, &["CS1", "ps1", "123"]);
    refuses(SiteCode, &["CS;calc", "CS", "CS12", "C-1", "C 1"]);
    takes(Guid, &["3DA21691-E39D-4da6-8A4B-B43877BCB1B7"]);
    writes(Guid, &[("{3DA21691-E39D-4da6-8A4B-B43877BCB1B7}", "3DA21691-E39D-4da6-8A4B-B43877BCB1B7")]);
    refuses(
        Guid,
        &[
            "3DA21691E39D4da68A4BB43877BCB1B7",
            "{3DA21691-E39D-4da6-8A4B-B43877BCB1B7",
            "3DA21691-E39D-4da6-8A4B-B43877BCB1BG",
        ],
    );
    takes(Kb, &["KB5034441"]);
    writes(Kb, &[("5034441", "KB5034441"), ("kb5034441", "KB5034441")]);
    refuses(Kb, &["KB", "KB12345", "KB123456789", "KB 5034441", "KB50344a1"]);
    takes(Package, &["Package_for_KB5034441~31bf3856ad364e35~amd64~~19041.3920.1.0", "CS100012"]);
    refuses(Package, &["-Package", "a b", "a'b", &"a".repeat(256)]);
    takes(Service, &["wuauserv", "MSSQL$MICROSOFT##WID", "SMS_EXECUTIVE"]);
    refuses(Service, &["$x", "a b", "a'b", "-x"]);
}

#[test]
fn paths_are_full() {
    takes(Path, &["C:\\Windows\\CCM\\Logs", "\\\\server\\share$\\a b", "D:\\O'Brien & Söhne", "C:\\a"]);
    refuses(
        Path,
        &[
            "Windows",
            "C:",
            "C:\\",
            "C:\\a\\",
            "\\a",
            "/etc",
            "C:/a",
            "C:\\a*",
            "C:\\a\"b",
            "C:\\%TEMP%",
            "C:\\a;b",
            "C:\\`a",
        ],
    );
    // Devices are no servers.
    refuses(
        Path,
        &["\\\\.\\PhysicalDrive0", "\\\\.\\pipe\\x", "\\\\?\\C:\\a", "\\\\-x\\share", "\\\\\\share", "\\\\"],
    );
    // Letters that an old code page of Windows makes quotes, `|` and `!` of, and letters that nobody sees.
    refuses(
        Path,
        &[
            "C:\\a\u{2ba} -x",
            "C:\\a\u{2bc}b",
            "C:\\a\u{1c0}calc",
            "C:\\a\u{1c3}x",
            "C:\\a\u{3164}b",
            "C:\\\u{115f}",
        ],
    );
}

#[test]
fn text_is_one_line() {
    takes(Text, &["a'b", "$(x)", "\"", "100 %"]);
    refuses(Text, &["", "a\nb", "a\u{7}", "a\u{202e}b", "a\u{200b}b", "a\u{2028}b", &"a".repeat(501)]);
}

#[test]
fn quotes_of_the_value_are_quoted_for_the_shell() {
    let value = "a'b\u{2019}c";
    for (quoting, written) in [
        (Quoting::Plain, value),
        (Quoting::PowerShellSingle, "a''b\u{2019}\u{2019}c"),
        (Quoting::PowerShellDouble, value),
        (Quoting::Sql, "a''b\u{2019}c"),
        (Quoting::Cmd, value),
    ] {
        assert_eq!(quoting.write(value).as_deref(), Some(written), "{quoting:?}");
    }
    for value in ["a\"b", "%PATH%", "a!b", "C:\\"] {
        assert_eq!(Quoting::Cmd.write(value), None, "{value}");
    }
    for value in ["a\"b", "a\u{201c}b", "$(x)", "a`b"] {
        assert_eq!(Quoting::PowerShellDouble.write(value), None, "{value}");
        assert_eq!(Quoting::PowerShellSingle.write(value).as_deref(), Some(value));
    }
}

#[test]
fn a_command_keeps_the_placeholder_of_what_does_not_fit() {
    let quoting = Quoting::PowerShellSingle;
    let command =
        [Span::Text("Resolve-DnsName '"), Span::Placeholder { name: "wsus_host", quoting }, Span::Text("'")];
    let with = |value| fill(&command, |_| value);
    assert_eq!(with(Some("PS1")), "Resolve-DnsName 'PS1'");
    assert_eq!(with(None), "Resolve-DnsName '<WSUS server>'");
    assert_eq!(with(Some("x';calc;'")), "Resolve-DnsName '<WSUS server>'");
}

#[test]
fn a_rejected_value_is_explained_in_a_sentence() {
    let host = placeholder("wsus_host").map(knowledge::Placeholder::rejected);
    let sentence = "The value that the logs have for <WSUS server> is not a host name or an IP address, so no command contains it.";
    assert_eq!(host.as_deref(), Some(sentence));
    assert_eq!(fill_one("nothing", Quoting::Plain, "x"), None);
}
