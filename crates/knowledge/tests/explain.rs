//! Explanations of codes: those in the table and unknown ones.

use knowledge::{Form, codes, explain, facilities, fails_over, spell};

/// One line about a code: form, severity, facility, part, number, the inner number, the equivalent code.
fn described(value: u32) -> String {
    let e = explain(value);
    let form = match e.form {
        Form::Hresult => "HRESULT",
        Form::Ntstatus => "NTSTATUS",
        Form::NtstatusInHresult => "NTSTATUS in HRESULT",
        Form::Number => "number",
    };
    let facility =
        e.facility_name.map_or_else(|| e.facility.to_string(), |facility| facility.name.to_owned());
    let mut line = format!("{form}, {}, {facility}", e.severity.words());
    line += &e.part.map(|part| format!(" ({})", part.words)).unwrap_or_default();
    line += &format!(", {:X}/{}", e.number, e.number_bits);
    if let Some(inside) = e.inside {
        line += &format!(", {} {}", inside.name, inside.number);
        line += &inside.same.map(|same| format!(" = {}", spell(same))).unwrap_or_default();
    }
    line
}

#[test]
fn codes_are_explained() {
    for (value, expected) in [
        (
            0x8024_4022,
            "HRESULT, failure, WINDOWSUPDATE (protocol talker), 22/12, HTTP status 503 = 0x801901F7",
        ),
        (0x8019_01F7, "HRESULT, failure, HTTP, 1F7/16, HTTP status 503 = 0x80244022"),
        (0x8019_0199, "HRESULT, failure, HTTP, 199/16, HTTP status 409 = 0x8024401D"),
        (0x8024_0FFF, "HRESULT, failure, WINDOWSUPDATE (agent), FFF/12"),
        (0x8024_8007, "HRESULT, failure, WINDOWSUPDATE (data store), 7/12"),
        (0x0024_0006, "HRESULT, success, WINDOWSUPDATE, 6/16"),
        (0x8007_2EE2, "HRESULT, failure, WIN32, 2EE2/16, WinHTTP error 12002"),
        (0x8007_274C, "HRESULT, failure, WIN32, 274C/16, Windows Sockets error 10060"),
        (0x8007_0643, "HRESULT, failure, WIN32, 643/16, Windows Installer error 1603"),
        (0x8007_0005, "HRESULT, failure, WIN32, 5/16, Windows error 5"),
        (0x0000_0643, "number, success, 0, 643/32, Windows Installer error 1603 = 0x80070643"),
        (0xC000_0022, "NTSTATUS, failure, 0, 22/16"),
        (0xD000_0022, "NTSTATUS in HRESULT, failure, 0, 22/16, NTSTATUS 3221225506 = 0xC0000022"),
        (0xC007_0005, "NTSTATUS, failure, NTWIN32, 5/16, Windows error 5 = 0x80070005"),
        (0x4000_0016, "NTSTATUS, information, 0, 16/16"),
        (0xC190_0101, "HRESULT, failure, MOSETUP (Windows Setup), 101/16"),
        (0xC004_F074, "HRESULT, failure, ITF (software licensing), F074/16"),
        (0x87D0_0692, "HRESULT, failure, CONFIGMGR_CLIENT, 692/16"),
        (0x80D0_2002, "HRESULT, failure, DELIVERY_OPTIMIZATION, 2002/16"),
        (0x887A_0005, "HRESULT, failure, DXGI, 5/16"),
        (0x800F_081F, "HRESULT, failure, SETUPAPI (component servicing (CBS)), 81F/16"),
        (0x8DDD_0018, "HRESULT, failure, WINDOWSUPDATE_SITE, 18/16"),
        (0x8004_1010, "HRESULT, failure, ITF (management instrumentation (WMI)), 10/12"),
        (0x8ABC_0001, "HRESULT, failure, PIX, 1/16"),
        (0x8ABE_0001, "HRESULT, failure, 2750, 1/16"),
        (0xC035_0001, "NTSTATUS, failure, HYPERVISOR, 1/16"),
        (0xD035_0001, "NTSTATUS in HRESULT, failure, HYPERVISOR, 1/16, NTSTATUS 3224698881 = 0xC0350001"),
        (0xC00D_0001, "HRESULT, failure, MEDIASERVER (Windows Media), 1/16"),
        (0x8019_0242, "HRESULT, failure, HTTP, 242/16, HTTP status 578"),
        (0x0000_0000, "HRESULT, success, NULL, 0/16"),
        (0x0000_0001, "HRESULT, success, NULL, 1/16"),
        (0xFFFF_FFFF, "HRESULT, failure, 4095, FFFF/16"),
    ] {
        assert_eq!(described(value), expected, "{}", spell(value));
    }
}

#[test]
fn a_code_without_a_row_still_has_a_sentence() {
    for (value, expected) in [
        (0x8024_4FFE, "A failure reported by Windows Update (protocol talker): number 0xFFE."),
        (
            0x8019_0199,
            "A failure reported by HTTP: HTTP status 409, the request conflicts with the state of the server.",
        ),
        (0x8007_0011, "A failure reported by Windows: Windows error 17."),
        (0xC007_0005, "A failure reported by Windows: Windows error 5. "),
        (0xC000_0022, "A failure reported by the Windows kernel: number 0x0022."),
        (0x9ABC_0001, "A warning reported by the Windows kernel: number 0x0001."),
        (0x8FFF_0001, "A failure of facility 4095, which has no public name: number 0x0001."),
        (0x0000_0011, "No failure by itself: Windows error 17."),
    ] {
        let sentence = explain(value).sentence;
        if explain(value).code.is_none() {
            assert!(
                sentence.starts_with(expected) && sentence.ends_with('.'),
                "{}: {sentence}",
                spell(value)
            );
        }
    }
}

#[test]
fn a_code_with_a_row_has_its_message() {
    for code in knowledge::codes() {
        let explained = explain(code.value);
        assert_eq!(explained.sentence, code.message);
        assert_eq!(explained.code, Some(code));
    }
}

#[test]
fn any_number_is_explained() {
    for step in 0..200_000_u32 {
        let value = step.wrapping_mul(0x9E37_79B9);
        let sentence = explain(value).sentence;
        assert!(sentence.ends_with('.'), "{}: {sentence}", spell(value));
    }
}

#[test]
fn every_facility_has_its_name() {
    for facility in facilities() {
        let failure = if facility.kernel { 0xC000_0000 } else { 0x8000_0000 };
        let value = failure | u32::from(facility.number) << 16 | 1;
        let name = explain(value).facility_name;
        assert_eq!(name, Some(facility), "{}", spell(value));
    }
}

#[test]
fn a_code_without_a_row_has_its_names_and_family() {
    let explained = explain(0x8031_0000);
    assert!(explained.code.is_none());
    assert_eq!((explained.symbols, explained.family), (vec!["FVE_E_LOCKED_VOLUME"], Some("Security")));
}

#[test]
fn failover_codes_are_known() {
    assert!(fails_over(0x8024_4022) && fails_over(0x8007_2EFD));
    // A timeout causes no failover, and neither does proxy authentication.
    assert!(!fails_over(0x8007_2EE2) && !fails_over(0x8024_401B));
    assert_eq!(codes().iter().filter(|code| fails_over(code.value)).count(), 36);
}
