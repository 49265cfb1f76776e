//! The names of codes: what a code is called, and which code has a name.

#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeSet;

use knowledge::{
    aliases, all_symbols, codes, families, family_of, spell, symbols_of, symbols_with, values_of,
};

/// The family of a code and its names, in a line.
fn named(value: u32) -> String {
    format!("{}: {}", family_of(value).unwrap_or("none"), symbols_of(value).join(" "))
}

#[test]
fn codes_have_names_whether_they_have_a_row_or_not() {
    for (value, expected) in [
        (0x8024_4022, "Windows Update: WU_E_PT_HTTP_STATUS_SERVICE_UNAVAIL"),
        (0x8024_0067, "Windows Update: WU_E_STANDBY_ACTIVITY_NOT_ALLOWED"),
        (0x800F_080D, "Component servicing: CBS_E_MANIFEST_INVALID_ITEM"),
        (0x80D0_2002, "Delivery Optimization: DO_E_DOWNLOAD_NO_PROGRESS"),
        (0xC190_0101, "Windows Setup: MOSETUP_E_SETUP_PLATFORM"),
        (0x8013_1500, ".NET: COR_E_EXCEPTION"),
        (0x8031_0000, "Security: FVE_E_LOCKED_VOLUME"),
        (0x8033_8012, "Remote management: ERROR_WSMAN_DESTINATION_UNREACHABLE"),
        (0x8ABC_0001, "none: "),
    ] {
        assert_eq!(named(value), expected, "{}", spell(value));
    }
}

#[test]
fn names_of_one_code_are_in_order() {
    // What update components mean comes first: WinHTTP before WinINet.
    assert_eq!(
        named(0x8007_2F8F),
        "WinHTTP: ERROR_WINHTTP_SECURE_FAILURE WININET_E_DECODING_FAILED ERROR_INTERNET_DECODING_FAILED"
    );
    assert_eq!(
        named(0x8007_2EFE),
        "WinHTTP: ERROR_WINHTTP_CONNECTION_ERROR WININET_E_CONNECTION_ABORTED ERROR_INTERNET_CONNECTION_ABORTED"
    );
}

#[test]
fn a_number_a_status_and_an_hresult_of_one_error_have_its_name() {
    for value in [1603, 0x643, 0x8007_0643, 0xC007_0643] {
        assert_eq!(symbols_of(value).first(), Some(&"ERROR_INSTALL_FAILURE"), "{}", spell(value));
    }
    assert_eq!([1607, 0x8007_0647].map(family_of), [Some("Windows Installer"); 2]);
    assert_eq!(symbols_of(0xD000_0022), ["STATUS_ACCESS_DENIED"]);
    assert_eq!(family_of(0xD000_0022), Some("Windows kernel"));
}

#[test]
fn names_lead_to_codes_in_any_case() {
    for (name, expected) in [
        ("WU_E_PT_HTTP_STATUS_DENIED", "0x80244017"),
        ("wu_e_pt_http_status_denied", "0x80244017"),
        ("NERR_NetNotStarted", "0x80070836"),
        ("nerr_netnotstarted", "0x80070836"),
        ("ERROR_INSTALL_FAILURE", "0x80070643"),
        ("STATUS_ACCESS_DENIED", "0xC0000022"),
        ("WU_E_PT_HTTP_STATUS_SERVICE_UNAVAILABLE", "0x80244022"),
        ("Time_Out_Errors", "0x80072EFD 0x80072EFE 0x80D02002"),
        ("WU_E_PT_HTTP_STATUS_DENIE", ""),
        ("", ""),
    ] {
        let values: Vec<String> = values_of(name).into_iter().map(spell).collect();
        assert_eq!(values.join(" "), expected, "{name}");
    }
}

#[test]
fn every_name_is_found_under_its_code_and_every_code_under_its_name() {
    for symbol in all_symbols() {
        assert_eq!(values_of(symbol.name), [symbol.value], "{}", symbol.name);
        assert!(symbols_of(symbol.value).contains(&symbol.name), "{}", symbol.name);
        assert!(families().contains(&symbol.family), "{}", symbol.name);
    }
    let named: BTreeSet<u32> = all_symbols().map(|symbol| symbol.value).collect();
    assert!(all_symbols().count() > 18_500 && named.len() > 17_000, "{} codes", named.len());
    for code in codes().iter().filter(|code| !code.symbols.is_empty()) {
        assert!(named.contains(&code.value), "{}", spell(code.value));
    }
    for alias in aliases() {
        assert_eq!(values_of(alias.name), alias.codes, "{}", alias.name);
    }
}

#[test]
fn names_are_found_by_a_part_of_them() {
    let found = |part: &str| symbols_with(part).map(|symbol| symbol.name).collect::<Vec<_>>();
    assert_eq!(found("proxy_auth_req").first(), Some(&"WU_E_PT_HTTP_STATUS_PROXY_AUTH_REQ"));
    assert_eq!(found("CBS_E_HANG"), ["CBS_E_HANG_DETECTED"]);
    for part in ["nothing_has_this", "", "A\nB", "PROXY AUTH"] {
        assert_eq!(found(part), [""; 0], "{part}");
    }
    let slow = all_symbols().filter(|symbol| symbol.name.to_ascii_uppercase().contains("TIMEOUT")).count();
    assert_eq!(found("timeout").len(), slow);
    assert!(slow > 40, "{slow}");
    // A name that holds the part twice is one name.
    let twice = found("ERR").into_iter().filter(|name| *name == "ERROR_INTERNAL_ERROR").count();
    assert_eq!(twice, 1);
}

#[test]
fn names_of_update_families_come_first() {
    let first = symbols_with("E").next().expect("some name has an E");
    assert_eq!(first.family, families().first().copied().expect("there are families"));
}
