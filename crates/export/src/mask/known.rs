//! Names that stay: those of Microsoft, of Windows, of logs, and the words of this field.

/// Domains whose hosts are public; what they serve is the same for everybody.
const PUBLIC_DOMAINS: &str = "microsoft.com windowsupdate.com windows.com microsoftonline.com microsoftonline-p.com \
    msftconnecttest.com msftncsi.com msocsp.com msedge.net live.com live.net office.com office.net office365.com \
    azure.com azure.net azureedge.net aka.ms login.windows.net graph.windows.net akamai.net akamaized.net digicert.com \
    verisign.com symcb.com globalsign.com entrust.net w3.org xmlsoap.org openxmlformats.org tempuri.org github.com";

/// First labels of names with dots that are classes and namespaces, and names of products with a dot.
const NAMESPACES: &str = "microsoft system windows asp ado vb";

/// Last labels by which a name with dots is recognized as a host without other evidence.
const TOP_LEVELS: &str = "com net org edu gov mil int info biz local lan internal intranet intra corp corporate home \
    localdomain private domain dom loc lcl test example invalid cloud site company office network";

/// Endings of file names with two letters; a country has the same letters.
const SHORT_EXTENSIONS: &str = "cs js ps py sh so md rs cc ml gz ax ui";

/// Words that are never the name of a machine, a user, a domain or a site, in lower case: values and articles, roles
/// and services, products and protocols, kinds of hardware, parts of domains. If one of them is a name, it reveals nothing.
const WORDS: [&str; 5] = [
    "all and any bad but can default disabled empty enabled error example failed false for found from has invalid its missing \
     new nil none not null off okay old other passed state test that the this true unknown was with yes you",
    "account admin administrator administrators agent anonymous authority builtin cache client computer computers \
     config console current database device domain download everyone group guest host install local localhost \
     localservice localsystem log logs machine manager name network networkservice owner policy process proxy public \
     remote root scan server servers service services session site system system32 systemprofile trustedinstaller \
     update updates user users workgroup workstation www",
    "amd64 appdata apppool arm64 bits bypass cab cbs ccm ccmcache ccmexec ccmsetup cim configmgr dcom dhcp direct dism \
     dns etl ftp get hkcr hkcu hkey hklm hku http https iis ldap mecm memcm microsoft msi msiexec msu object panther \
     post powershell program programdata registry rpc sccm sms smb software softwaredistribution soap sql sup tcp temp \
     udp unc url winhttp windows wininet winrm wmi wow64 wpad wsus wsuspool wua wuauserv x64 x86 xml",
    "acpi bth display hdaudio hid ide intelaudio pci sata scsi storage swc swd uefi usb",
    "com corp home intern internal intra intranet lan net org prod",
];

/// The most bytes of a host's full name.
const LONGEST_HOST: usize = 255;

/// Whether one of the words of a list is this word.
fn has_word(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|known| known == word)
}

/// Whether a host is Microsoft's or another public one, or this machine itself.
pub(super) fn is_public_host(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    let is_below = |domain: &str| {
        host.strip_suffix(domain).is_some_and(|front| front.is_empty() || front.ends_with('.'))
    };
    host == "localhost"
        || host == "localhost.localdomain"
        || PUBLIC_DOMAINS.split_ascii_whitespace().any(is_below)
}

/// Whether a text is no name that anybody gave: a word of this field, a log, a number, a code, an article.
pub(super) fn is_ordinary(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let digits = lower.bytes().filter(u8::is_ascii_digit).count();
    lower.chars().count() < 3
        || lower.starts_with("0x")
        || lower.strip_prefix("kb").is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
        || digits == lower.len() && digits < 5
        || is_guid(&lower)
        || knowledge::log(name).is_some()
        || ["microsoft-", "windows-", "default-", "default user", "defaultuser", "all users"]
            .iter()
            .any(|start| lower.starts_with(start))
        || WORDS.iter().any(|list| has_word(list, lower.trim_end_matches('$')))
}

/// Whether a name is unlikely to be a word: it has a digit, a hyphen, a dot or an accent, or is in capitals.
pub(super) fn is_distinctive(name: &str) -> bool {
    let is_mark = |c: char| c.is_ascii_digit() || c == '-' || c == '.' || !c.is_ascii();
    name.contains(is_mark) || !name.bytes().any(|byte| byte.is_ascii_lowercase())
}

/// Whether a text has only characters of hosts and domains, and not too many of them.
pub(super) fn is_host_like(text: &str) -> bool {
    text.len() <= LONGEST_HOST && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))
}

/// Whether a name with dots is a host or a domain without other evidence than its last label.
pub(super) fn is_dotted_host(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let labels: Vec<&str> = lower.split('.').collect();
    let (Some(first), Some(last)) = (labels.first(), labels.last()) else { return false };
    let is_country = last.len() == 2
        && last.bytes().all(|byte| byte.is_ascii_lowercase())
        && labels.len() > 2
        && !has_word(SHORT_EXTENSIONS, last);
    !has_word(NAMESPACES, first) && (has_word(TOP_LEVELS, last) || is_country)
}

/// Whether a domain is one that many organizations share: `co.uk`.
pub(super) fn is_shared_domain(domain: &str) -> bool {
    let is_country = domain.rsplit('.').next().is_some_and(|last| last.len() == 2);
    is_country && domain.split('.').all(|label| label.len() < 4)
}

/// Whether a text has the form of a GUID.
fn is_guid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_of_microsoft_are_public() {
        for host in
            ["windowsupdate.com", "fe3cr.delivery.mp.microsoft.com", "LOGIN.MicrosoftOnline.com", "localhost"]
        {
            assert!(is_public_host(host), "{host}");
        }
        for host in
            ["contoso.onmicrosoft.com", "contoso.com", "notmicrosoft.com", "microsoft.com.contoso.com"]
        {
            assert!(!is_public_host(host), "{host}");
        }
    }

    #[test]
    fn words_and_numbers_are_no_names() {
        for word in
            ["Server", "WSUS", "0x80244022", "KB5031356", "2012", "NT", "WCM", "WUAHandler", "{}", "SYSTEM$"]
        {
            assert!(is_ordinary(word), "{word}");
        }
        assert!(is_ordinary("0A1B2C3D-0000-4000-8000-00000000E001"));
        for name in ["SUP02", "jdoe", "100245", "Berlin", "KBSERVER"] {
            assert!(!is_ordinary(name), "{name}");
        }
    }

    #[test]
    fn names_with_dots_are_hosts_by_their_last_label() {
        for name in ["sup02.contoso.com", "contoso.local", "sup02.contoso.de", "PS1SITE.CONTOSO.COM"] {
            assert!(is_dotted_host(name), "{name}");
        }
        for name in [
            "WUAHandler.log",
            "System.Net",
            "ASP.NET",
            "setup.de",
            "a.b.cs",
            "10.0.19045.3570",
            "Microsoft.x.net",
        ] {
            assert!(!is_dotted_host(name), "{name}");
        }
    }
}
