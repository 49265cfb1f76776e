//! Which constants of the metadata are codes, and to which family each belongs.

use super::metadata::Constant;
use std::collections::BTreeMap;

/// The symbols of one family.
pub(crate) struct SymbolFamily<'a> {
    /// Its name.
    pub(crate) family: &'static str,
    /// Its symbols with their codes, by code.
    pub(crate) symbols: Vec<(u32, &'a str)>,
}

/// The families of the metadata, in the order in which the table lists them.
const FAMILIES: [&str; 23] = [
    "Windows Update",
    "BITS",
    "WinHTTP",
    "WinINet",
    "HTTP",
    "Delivery Optimization",
    "Windows Installer",
    "Certificates",
    "Security",
    "Device installation",
    "Side by side",
    "WMI",
    "Volume Shadow Copy",
    "COM",
    "Windows Sockets",
    "Windows",
    "Networking",
    ".NET",
    "App packages",
    "Licensing",
    "Remote management",
    "Windows kernel",
    "Other components",
];

/// Enumerations whose members are codes. Those of Windows errors hold plain numbers.
const ENUMERATIONS: [&str; 7] = [
    "WIN32_ERROR",
    "WSA_ERROR",
    "RPC_STATUS",
    "WBEMSTATUS",
    "WBEM_EXTRA_RETURN_CODES",
    "XmlError",
    "MQERROR",
];

/// Namespaces in which plain numbers that begin so are Windows errors.
const NUMBERS: [(&str, &str); 11] = [
    ("Foundation", "DNS_"),
    ("Foundation", "ERROR_"),
    ("Foundation", "RPC_"),
    ("NetworkManagement.Dhcp", "ERROR_DHCP_"),
    ("NetworkManagement.NetManagement", "NERR_"),
    ("NetworkManagement.NetShell", "ERROR_"),
    ("NetworkManagement.Rras", "ERROR_"),
    ("Networking.WinHttp", "ERROR_"),
    ("Networking.WinInet", "ERROR_"),
    ("System.ApplicationInstallationAndServicing", "ERROR_"),
    ("System.Rpc", "RPC_S_"),
];

/// Families by how their symbols begin; the first that fits.
const BEGINNINGS: [(&str, &str); 31] = [
    ("WU_", "Windows Update"),
    ("BG_", "BITS"),
    ("ERROR_WINHTTP_", "WinHTTP"),
    ("ERROR_INTERNET_", "WinINet"),
    ("WININET_", "WinINet"),
    ("HTTP_E_", "HTTP"),
    ("DO_E_", "Delivery Optimization"),
    ("ERROR_INSTALL_", "Windows Installer"),
    ("ERROR_PATCH_", "Windows Installer"),
    ("ERROR_PCW_", "Windows Installer"),
    ("ERROR_SUCCESS_REBOOT_", "Windows Installer"),
    ("CERT", "Certificates"),
    ("CRYPT_", "Certificates"),
    ("TRUST_", "Certificates"),
    ("XENROLL_", "Certificates"),
    ("NTE_", "Security"),
    ("SCARD_", "Security"),
    ("SEC_", "Security"),
    ("TPM", "Security"),
    ("FVE_", "Security"),
    ("SPAPI_", "Device installation"),
    ("WBEM", "WMI"),
    ("VSS_", "Volume Shadow Copy"),
    ("WSA", "Windows Sockets"),
    ("COR_E_", ".NET"),
    ("CLDB_E_", ".NET"),
    ("META_E_", ".NET"),
    ("APPX_E_", "App packages"),
    ("SL_", "Licensing"),
    ("ERROR_WSMAN_", "Remote management"),
    ("NERR_", "Networking"),
];

/// Families of Windows errors by their numbers.
const RANGES: [(u32, u32, &str); 8] = [
    (600, 975, "Networking"),
    (1601, 1654, "Windows Installer"),
    (2100, 2999, "Networking"),
    (9000, 9999, "Networking"),
    (12000, 12190, "WinINet"),
    (14000, 14111, "Side by side"),
    (15600, 15999, "App packages"),
    (20000, 20999, "Networking"),
];

/// All codes of the metadata by family.
pub(crate) fn sections(constants: &[Constant]) -> Vec<SymbolFamily<'_>> {
    let mut by_family: BTreeMap<usize, Vec<(u32, &str)>> = BTreeMap::new();
    for constant in constants {
        if let Some(code) = code(constant) {
            let family = family(constant, code);
            let at = FAMILIES.iter().position(|name| *name == family).unwrap_or(FAMILIES.len() - 1);
            by_family.entry(at).or_default().push((code, &constant.name));
        }
    }
    let section = |(at, mut symbols): (usize, Vec<_>)| {
        symbols.sort_unstable();
        symbols.dedup();
        SymbolFamily { family: FAMILIES[at], symbols }
    };
    by_family.into_iter().map(section).collect()
}

/// The code that a constant names, if it names one; a Windows error as an HRESULT.
fn code(constant: &Constant) -> Option<u32> {
    let Constant { name, value, namespace, kind } = constant;
    let is_code = match kind.as_str() {
        "HRESULT" | "NTSTATUS" => return Some(*value),
        "" => is_plain_code(namespace, name, *value),
        _ => ENUMERATIONS.contains(&kind.as_str()),
    };
    let is_error = kind.is_empty() || matches!(kind.as_str(), "WIN32_ERROR" | "WSA_ERROR" | "RPC_STATUS");
    let is_number = is_error && (1..=0xFFFF).contains(value);
    is_code.then_some(if is_number { 0x8007_0000 | value } else { *value })
}

/// Whether a constant that is a plain number names a code.
fn is_plain_code(namespace: &str, name: &str, value: u32) -> bool {
    // Marks of ranges, not codes.
    if ["_FIRST", "_LAST", "_BASE"].iter().any(|end| name.ends_with(end)) {
        return false;
    }
    let contains =
        |mark: &str| name.split_once(mark).is_some_and(|(head, _)| !head.is_empty() && !head.contains('_'));
    match value {
        0 => false,
        1..=0xFFFF => NUMBERS.iter().any(|(place, begins)| *place == namespace && name.starts_with(begins)),
        0x0004_0000..0x8000_0000 => contains("_S_"),
        // What is higher are small negative numbers.
        0x8000_0000..0xFFFF_0000 => contains("_E_") || name.starts_with("ERROR_") || name.starts_with("E_"),
        _ => false,
    }
}

fn family(constant: &Constant, code: u32) -> &'static str {
    let beginning = BEGINNINGS.iter().find(|(begins, _)| constant.name.starts_with(begins));
    let number = if code >> 16 == 0x8007 { code & 0xFFFF } else { 0 };
    let range = RANGES.iter().find(|(from, to, _)| (from..=to).contains(&&number));
    match (constant.kind.as_str(), beginning, range) {
        ("NTSTATUS", ..) => "Windows kernel",
        (_, Some((_, family)), _) | (_, None, Some((.., family))) => family,
        ("WIN32_ERROR" | "RPC_STATUS", ..) => "Windows",
        _ if number != 0 => "Windows",
        // Codes in winerror.h of the original COM facilities.
        ("HRESULT", ..) if constant.namespace == "Foundation" && matches!(code >> 16 & 0x7FF, 0..=4 | 17) => {
            "COM"
        }
        _ if code >> 16 & 0x7FF == 9 => "Security",
        _ if code >> 16 & 0x7FF == 11 => "Certificates",
        _ if code >> 16 & 0x7FF == 19 => ".NET",
        _ => "Other components",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(kind: &str, namespace: &str, name: &str, value: u32) -> Option<(u32, &'static str)> {
        let (name, namespace, kind) = (name.to_owned(), namespace.to_owned(), kind.to_owned());
        let constant = Constant { name, value, namespace, kind };
        code(&constant).map(|code| (code, family(&constant, code)))
    }

    #[test]
    fn codes_are_distinguished_from_other_constants() {
        let update = read("HRESULT", "System.UpdateAgent", "WU_E_NO_SERVICE", 0x8024_0001);
        assert_eq!(update, Some((0x8024_0001, "Windows Update")));
        let installer = read("WIN32_ERROR", "Foundation", "ERROR_INSTALL_FAILURE", 1603);
        assert_eq!(installer, Some((0x8007_0643, "Windows Installer")));
        let http = read("", "Networking.WinHttp", "ERROR_WINHTTP_TIMEOUT", 12002);
        assert_eq!(http, Some((0x8007_2EE2, "WinHTTP")));
        assert_eq!(read("WIN32_ERROR", "Foundation", "ERROR_SUCCESS", 0), Some((0, "Windows")));
        let kernel = read("NTSTATUS", "Foundation", "STATUS_TIMEOUT", 0x102);
        assert_eq!(kernel, Some((0x102, "Windows kernel")), "a status keeps its number");
        for (namespace, name, value) in [
            ("System.Ole", "PERPROP_E_LAST", 0x8004_020F),
            ("UI.Controls", "AW_S_TITLEBAR_ACTIVE", 1),
            ("Graphics.Printing", "PRINTER_ERROR_INFORMATION", 0x8000_0000),
            ("Networking.WinInet", "INTERNET_FLAG_RELOAD", 0x8000_0000),
            ("System.Ole", "NEGATIVE_E_ONE", u32::MAX),
        ] {
            assert_eq!(read("", namespace, name, value), None, "{name}");
        }
    }
}
