//! The places of a text in which names are: in URLs and paths, after words such as "server", in their own notation.

use std::sync::LazyLock;

use regex::bytes::{Captures, Regex, RegexBuilder};

/// What a pattern finds in its first group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NamePlace {
    /// A host: of a URL, of a share, after a word that only a host follows.
    Host,
    /// A host, if it does not look like a word.
    PossibleHost,
    /// A name with dots, which can also be a file or a class.
    DottedName,
    /// A user, and in the second group a domain: `jdoe@contoso.com`.
    Address,
    /// A domain, and in the second group a user: `CONTOSO\jdoe`. Parts of paths look alike.
    Account,
    /// The folder of a user, up to the next separator.
    Profile,
    /// A user, after a word that only a user follows.
    User,
    /// A domain, after a word that only a domain follows.
    Domain,
    /// A domain as directories write it: `DC=contoso,DC=com`.
    DirectoryDomain,
    /// The name of an object of a directory.
    DirectoryName,
    /// An organizational unit of a directory.
    DirectoryUnit,
    /// A security identifier of an account.
    Sid,
    /// Four numbers, which can also be a version.
    IpV4,
    /// Groups with colons, which can also be a time.
    IpV6,
    /// A hardware address.
    Mac,
    /// The id of a client.
    Client,
    /// A site of Active Directory.
    Site,
    /// A site of Configuration Manager: three characters.
    SiteCode,
}

/// A host or a domain, in the patterns: `NAME`.
const NAME: &str = r"[A-Za-z0-9\x80-\xff](?:[A-Za-z0-9._\x80-\xff-]{0,252}[A-Za-z0-9\x80-\xff])?";
/// A user, in the patterns: `USER`.
const USER: &str = r"[A-Za-z0-9_\x80-\xff](?:[A-Za-z0-9._$\x80-\xff-]{0,62}[A-Za-z0-9_$\x80-\xff])?";
/// A GUID, in the patterns: `GUID`.
const GUID: &str = r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}";

/// What is found, the words of which a text must contain one (in lower case) for the pattern to be tried, the pattern.
const PATTERNS: &[(NamePlace, &[&str], &str)] = &[
    (
        NamePlace::Host,
        &["://", ":\\/\\/"],
        r#"(?i:\b[a-z][a-z0-9+.-]{1,15}:(?://|\\/\\/)(?:[^\s/@'"<>\[\]]{1,100}@)?)(NAME)"#,
    ),
    (
        NamePlace::Host,
        &["\\\\"],
        r"(?:^|[^\\:A-Za-z0-9_.%})$>\]])(?:\\\\){1,2}(?:\?\\{1,2}UNC\\{1,2})?(NAME)\\",
    ),
    (
        NamePlace::Host,
        &["name"],
        r#"(?i:\b(?:computer|machine|host|netbios|server|dns ?host|workstation|node|mp|dp|sup|management ?point|distribution ?point|dc|proxy|remote)[ _]?name["']?\s{0,3}[=:>]\s{0,3}["'<\[({]?)(NAME)"#,
    ),
    (
        NamePlace::Host,
        &["fqdn", "sys", "site", "dc", "logon"],
        r#"(?i:\b(?:fqdn|sys|site ?server|site ?system|primary ?dc|logon ?server)["']?\s{0,2}[=:>]\s{0,3}["'<\[(\\]{0,3})(NAME)"#,
    ),
    (NamePlace::Host, &["asked for a shutdown"], r"\((NAME)\) asked for a shutdown"),
    (
        NamePlace::PossibleHost,
        &["=", ":"],
        r#"(?i:\b(?:server|host|machine|computer|workstation|proxy|sup|wsus|mp|dp|software update point|management point|distribution point|domain controller)["']?\s{0,2}[=:]\s{0,2}["'<\[(]?)(NAME)"#,
    ),
    (
        NamePlace::PossibleHost,
        &["server", "host", "machine", "computer", "point", "controller", "mp", "dp", "sup"],
        r#"(?i:\b(?:server|host|machine|computer|management point|distribution point|software update point|domain controller|mp|dp|sup)\s["'\[<])(NAME)["'\]>]"#,
    ),
    (
        NamePlace::DottedName,
        &["."],
        r"([A-Za-z0-9][A-Za-z0-9-]{0,62}(?:\.[A-Za-z0-9][A-Za-z0-9-]{0,62}){1,10})",
    ),
    (
        NamePlace::Address,
        &["@"],
        r"\b([A-Za-z0-9][A-Za-z0-9._%+-]{0,63})@([A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+)",
    ),
    (NamePlace::Account, &["\\"], r"([A-Za-z0-9][A-Za-z0-9._-]{0,63})\\{1,2}(USER)"),
    (
        NamePlace::Profile,
        &["users", "settings", "profiles"],
        r#"(?i:[\\/]{1,2}(?:users|documents and settings|profiles)[\\/]{1,2})([^\\/:*?"<>|'\r\n\t,;=]{1,64})"#,
    ),
    (
        NamePlace::User,
        &["user", "logon", "account", "owner"],
        r#"(?i:\b(?:user ?name|logon ?user|logged ?on ?user|logon ?name|account ?name|sam ?account ?name|owner ?name|subject ?user ?name)["']?\s{0,3}[=:>]\s{0,3}["'<\[({]?)(USER)"#,
    ),
    (
        NamePlace::User,
        &["user", "account", "owner"],
        r#"(?i:\b(?:user|account|owner)["']?\s{0,2}(?:=\s{0,2}["'<\[(]?|:\s{0,2}["'<\[(]))(USER)"#,
    ),
    (NamePlace::User, &["user", "account"], r#"(?i:\b(?:user|account)\s["'\[])(USER)["'\]]"#),
    (NamePlace::User, &["was cleared by"], r"was cleared by (USER)"),
    (
        NamePlace::Domain,
        &["domain", "forest", "workgroup"],
        r#"(?i:\b(?:domain|user ?domain|user ?dns ?domain|dns ?domain|primary ?domain|forest|workgroup)[ _]?(?:name)?["']?\s{0,3}[=:>]\s{0,3}["'<\[(]?)(NAME)"#,
    ),
    (NamePlace::DirectoryDomain, &["dc="], r"(?i:\b(DC=[a-z0-9-]{1,63}(?:,\s?DC=[a-z0-9-]{1,63})+))"),
    (
        NamePlace::DirectoryName,
        &["dc="],
        r#"(?i:\bCN=([^,=\r\n"']{1,64}),(?:(?:OU|CN)=[^,=\r\n"']{1,64},\s?){0,10}DC=)"#,
    ),
    (NamePlace::DirectoryUnit, &["ou="], r#"(?i:\bOU=([^,=\r\n"']{1,64}))"#),
    (NamePlace::Sid, &["s-1-"], r"\b(S-1-(?:5-21|12-1)(?:-[0-9]{1,10}){3,14})\b"),
    (NamePlace::IpV4, &["."], r"([0-9]{1,3}(?:\.[0-9]{1,3}){3})"),
    (NamePlace::IpV6, &[":"], r"([0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,8})"),
    (
        NamePlace::Mac,
        &["-", ":"],
        r"\b([0-9A-Fa-f]{2}(?:-[0-9A-Fa-f]{2}){5}|[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5})\b",
    ),
    (NamePlace::Client, &["guid:"], r"(?i:\bguid:)(GUID)"),
    (
        NamePlace::Client,
        &["client", "sms", "ping"],
        r#"(?i:\b(?:sus ?client ?id|sms ?client ?id|sms ?id|sms unique identifier|client ?id|ping ?id)["']?\s{0,2}(?:=|:|>|is|)\s{0,2}["'{\[]{0,2})(GUID)"#,
    ),
    (
        NamePlace::Site,
        &["site"],
        r#"(?i:\bad ?site(?:[ _]?name)?(?:["']?\s{0,2}[=:>]\s{0,2}["'<\[(]{0,2}|\s["'<\[(]))([A-Za-z0-9\x80-\xff][A-Za-z0-9_\x80-\xff-]{0,62})"#,
    ),
    (
        NamePlace::SiteCode,
        &["site"],
        r#"(?i:site[ _]?code["']?|\bsite|\bsms ?site)\s{0,2}(?:=|:|>|is|)\s{0,2}["'<\[(]{0,2}([A-Z0-9]{3})\b"#,
    ),
    (NamePlace::SiteCode, &["sms:"], r"\bSMS:([A-Z0-9]{3})\b"),
    (NamePlace::SiteCode, &["managementpoint('"], r"ManagementPoint\('([A-Z0-9]{3})'"),
];

/// The patterns, compiled once.
static COMPILED: LazyLock<Vec<(NamePlace, &[&str], Regex)>> = LazyLock::new(|| {
    let compile = |(place, words, text): &(NamePlace, &'static [&str], &str)| {
        let text = text.replace("NAME", NAME).replace("USER", USER).replace("GUID", GUID);
        Some((*place, *words, RegexBuilder::new(&text).unicode(false).build().ok()?))
    };
    PATTERNS.iter().filter_map(compile).collect()
});

/// A place in a text, with what is around it.
#[derive(Clone, Copy, Debug)]
pub(super) struct NameMatch<'t> {
    pub(super) place: NamePlace,
    /// The name.
    pub(super) name: &'t str,
    /// The second name, for a place that has two.
    pub(super) second: &'t str,
    /// The text before it.
    pub(super) before: &'t str,
    /// The text after it.
    pub(super) after: &'t str,
}

/// Calls `take` with each place in a text that looks like a name.
pub(super) fn each_place<'t>(text: &'t str, take: &mut dyn FnMut(NameMatch<'t>)) {
    let lower = text.to_ascii_lowercase();
    let tried = COMPILED.iter().filter(|(_, words, _)| words.iter().any(|word| lower.contains(word)));
    for (place, _, regex) in tried {
        let captures = regex.captures_iter(text.as_bytes());
        captures.filter_map(|captures| name_match(*place, text, &captures)).for_each(&mut *take);
    }
}

fn name_match<'t>(place: NamePlace, text: &'t str, captures: &Captures<'_>) -> Option<NameMatch<'t>> {
    let (first, second) = (captures.get(1)?, captures.get(2));
    let end = second.map_or(first.end(), |second| second.end());
    Some(NameMatch {
        place,
        name: text.get(first.range())?,
        second: second.map_or(Some(""), |second| text.get(second.range()))?,
        before: text.get(..first.start())?,
        after: text.get(end..)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_compiles() {
        assert_eq!(COMPILED.len(), PATTERNS.len());
    }

    /// The names at places of this kind in a text, joined by blanks.
    fn names(place: NamePlace, text: &str) -> String {
        let mut names = Vec::new();
        each_place(text, &mut |found| {
            if found.place == place {
                names.push([found.name, found.second].join(" ").trim().to_owned());
            }
        });
        names.join(", ")
    }

    #[test]
    fn hosts_are_found() {
        for (text, hosts) in [
            ("from http://SUP02.contoso.com:8530/x and https://wsus1", "SUP02.contoso.com, wsus1"),
            ("http://jdoe@proxy1:8080", "proxy1"),
            (r"\\FS01\share\x and '\\\\FS02\\share'", "FS01, FS02"),
            (r"C:\\Windows\\System32 \\.\root\ccm \\?\C:\x", ""),
            ("ComputerName = PC01, HostName = \"PC02\", <MachineName>PC03</MachineName>", "PC01, PC02, PC03"),
            (r"LOGONSERVER=\\DC01", "DC01"),
            ("winlogon.exe (PC01) asked for a shutdown as x", "PC01"),
        ] {
            assert_eq!(names(NamePlace::Host, text), hosts, "{text}");
        }
    }

    #[test]
    fn users_are_found() {
        assert_eq!(names(NamePlace::Profile, r"C:\Users\John Doe\AppData"), "John Doe");
        assert_eq!(names(NamePlace::Profile, r"D:\\Users\\jürgen\\x"), "jürgen");
        assert_eq!(names(NamePlace::User, "LogonUser = jdoe, user: 'amber'"), "jdoe, amber");
        assert_eq!(names(NamePlace::Address, "mail jdoe@contoso.com."), "jdoe contoso.com");
        assert_eq!(names(NamePlace::Account, r"as CONTOSO\jdoe."), "CONTOSO jdoe");
    }

    #[test]
    fn other_names_are_found() {
        assert_eq!(names(NamePlace::SiteCode, "Site Code [PS1], SITE=PS2 SMS:PS3"), "PS1, PS2, PS3");
        assert_eq!(names(NamePlace::Site, "ADSiteName='Berlin-1' AD site changed"), "Berlin-1");
        assert_eq!(names(NamePlace::Sid, "S-1-5-18 S-1-5-21-1-2-3-1001"), "S-1-5-21-1-2-3-1001");
        assert_eq!(
            names(NamePlace::Mac, "00-00-5E-00-53-01 00:00:5e:00:53:02"),
            "00-00-5E-00-53-01, 00:00:5e:00:53:02"
        );
        assert_eq!(
            names(NamePlace::Client, "GUID:0A1B2C3D-0000-4000-8000-00000000E001"),
            "0A1B2C3D-0000-4000-8000-00000000E001"
        );
        assert_eq!(names(NamePlace::DirectoryDomain, "OU=x,DC=contoso,DC=com"), "DC=contoso,DC=com");
    }
}
