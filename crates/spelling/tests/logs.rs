//! Codes in log messages and in captured texts. Codes that need the table are tested in `knowledge`.

use spelling::{captured, name_after, names, scan, spell};

/// Checks the codes that a message holds, each in normal form, with the log's own name for it.
fn check(message: &str, expected: &str) {
    let codes = scan(message.as_bytes()).map(|(code, end)| {
        let name = name_after(message.as_bytes(), end).map(|name| &message[name]);
        [spell(code).as_str(), name.map_or("", |_| " "), name.unwrap_or_default()].concat()
    });
    assert_eq!(codes.collect::<Vec<_>>().join(", "), expected, "{message}");
}

#[test]
fn eight_digits() {
    check("Error = 0x80244022.", "0x80244022");
    check("*FAILED* [80244022] Web service call", "0x80244022");
    check("hr=8007000E and 0x8024401c", "0x8007000E, 0x8024401C");
    check("0x0080070005", "");
    check("0xFFFFFFFF80070005", "0x80070005");
}

#[test]
fn decimal_numbers() {
    check("returned -2145107924", "0x8024402C");
    check("exit code 2149842974", "0x8024001E");
    check("2149842974 bytes", "");
}

#[test]
fn names_that_logs_write_behind_codes() {
    check("[HRESULT = 0x800f0970 - CBS_E_UNHEARD_OF]", "0x800F0970 CBS_E_UNHEARD_OF");
    check("0x80070002 - A_FILE.cab", "0x80070002");
}

#[test]
fn text_that_only_looks_like_a_code() {
    check("{80070005-1234-4000-8000-000000000000}", "");
    check("S-1-5-21-2145107924-2147467259-1001", "");
    check("flags 0x80000000 mask 0xFFFFFFFF", "");
    check("Note: 1: 2262 2: Class 3: -2147287038", "");
    check("RegOpenKey(Root=-2147483647,", "");
}

#[test]
fn captured_values() {
    for (text, expected) in [
        ("0x80244022", Some(0x8024_4022)),
        ("80244022", Some(0x8024_4022)),
        ("-2145107924", Some(0x8024_402C)),
        ("2149842974", Some(0x8024_001E)),
        ("1603", Some(0x8007_0643)),
        ("0x643", Some(0x643)),
        ("0", Some(0)),
        ("0x0", Some(0)),
        ("0x00000000", Some(0)),
        ("", None),
        ("-", None),
        ("0x", None),
        ("soon", None),
        ("99999999999", None),
    ] {
        assert_eq!(captured(text), expected, "{text}");
    }
}

#[test]
fn flags_and_ids_are_no_codes() {
    check("Flags: 0X80010010", "");
    check("flags=0x80070005, hr=0x80070002", "0x80070002");
    check("Log file mode: 0x80800002", "");
    check("dwProvFlags 0x80000080", "");
    check("access mask 0x80070005", "");
    check("Options=0x80240022 Attributes: 0x80240022", "");
    check("wuaueng.dll+0x80240022", "");
    check("[3120.4512] [0xc142011c] WIMGetMountedImageHandle:(2910)", "");
    check("[3120] [0xC142011C] Fn:(641)", "");
    check("[3120.4512] [0x80070002] Cannot open the image", "0x80070002");
    check("*FAILED* [80240022] Method failed [CAgent::Call:625]", "0x80240022");
    check("0x80240022 [0x80070005] Fn:(2)", "0x80240022, 0x80070005");
}

/// Checks the names that a message holds; those of Windows errors have a `!`.
fn check_names(message: &str, expected: &str) {
    let found = names(message.as_bytes());
    let shown = found.map(|name| {
        let mark = if name.is_windows_error { "!" } else { "" };
        [&message[name.place], mark].concat()
    });
    assert_eq!(shown.collect::<Vec<_>>().join(" "), expected, "{message}");
}

#[test]
fn names_of_codes() {
    check_names("Text=CCM_E_BAD_HTTP_STATUS_CODE", "CCM_E_BAD_HTTP_STATUS_CODE");
    check_names("HRESULT = HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND).", "ERROR_FILE_NOT_FOUND!");
    check_names("HRESULT_FROM_WIN32(5), HRESULT_FROM_WIN32( ERROR_TIMEOUT )", "5! ERROR_TIMEOUT!");
    check_names("HRESULT_FROM_WIN32 of E_FAIL", "E_FAIL");
    check_names("[E_FAIL] 'A_B' A_B.", "E_FAIL A_B A_B");
    for text in
        ["a_B", "A_b", "x.A_B.cab", "C:\\A_B", "_A", "A__b", "9_A", "HRESULT_FROM_WIN32(", "%A_B%", ""]
    {
        check_names(text, "");
    }
}
