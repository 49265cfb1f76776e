//! What people type and paste, and the codes it contains.

use ::spelling::{name_after, scan};
use knowledge::spelling::{CodeAt, Notation, codes_in, notation_words, read};
use knowledge::{codes, spell};

/// What is wrong, where a text was not read as expected.
fn unlike(text: &str, found: &str, expected: &str) -> Option<String> {
    (found != expected).then(|| format!("\n{text}\n  is read as {found:?},\n  not as     {expected:?}"))
}

/// The codes in a text, in a row.
fn codes_of(text: &str) -> String {
    read(text).readings.iter().map(|reading| spell(reading.value)).collect::<Vec<_>>().join(" ")
}

/// The list that terminal and page are held to as well.
#[test]
fn the_spellings_of_the_list() {
    let list = include_str!("../../../tests/data/spellings.tsv");
    let rows = list.lines().skip(1).filter_map(|row| row.split_once('\t'));
    let first =
        |text: &str| read(text).readings.first().map_or("-".to_owned(), |reading| spell(reading.value));
    let faults: Vec<String> = rows.filter_map(|(text, code)| unlike(text, &first(text), code)).collect();
    assert!(faults.is_empty(), "{}", faults.concat());
    assert_eq!(list.lines().count(), 49);
}

#[test]
fn spellings() {
    let mut faults = Vec::new();
    for (text, expected) in [
        // hexadecimal
        ("0x8024401C", "0x8024401C"),
        ("0x8024401c", "0x8024401C"),
        ("0X8007000D", "0x8007000D"),
        ("  0x8024401c. ", "0x8024401C"),
        ("80244007", "0x80244007"),
        ("8024401c", "0x8024401C"),
        ("8024 401c", "0x8024401C"),
        ("0x8024 401C", "0x8024401C"),
        ("8024_401c", "0x8024401C"),
        ("0x8024_401C", "0x8024401C"),
        ("0x0080244022", "0x80244022"),
        ("0xFFFFFFFF80244022", "0x80244022"),
        ("00240006", "0x00240006"),
        ("0x240006", "0x00240006"),
        ("[80244022]", "0x80244022"),
        ("(0x80070643)", "0x80070643"),
        ("\"0x80244022\"", "0x80244022"),
        ("hr=8024401c", "0x8024401C"),
        ("hr=8007000E", "0x8007000E"),
        ("hr = 0x8007000E", "0x8007000E"),
        ("HRESULT: 0x80244022", "0x80244022"),
        ("HRESULT = \"0x80244022\"", "0x80244022"),
        ("error 80244022", "0x80244022"),
        // decimal
        ("-2145107924", "0x8024402C"),
        ("\u{2212}2145107924", "0x8024402C"),
        ("-2145124322", "0x8024001E"),
        ("2149842974", "0x8024001E"),
        ("2149859372", "0x8024402C"),
        ("-2016409844", "0x87D0070C"),
        ("-2145124329", "0x80240017"),
        ("2359302", "0x00240006"),
        ("0x80070643 (-2147023293)", "0x80070643"),
        ("0x80070643(-2147023293)", "0x80070643"),
        // other systems' numbers
        ("503", "0x80244022 0x801901F7 0x800701F7"),
        ("403", "0x80244018 0x80190193 0x80070193"),
        ("HTTP 403", "0x80244018 0x80190193"),
        ("HTTP status 407", "0x8024401B 0x80190197"),
        ("HTTP/1.1 503", "0x80244022 0x801901F7 0x800701F7"),
        ("http 409", "0x8024401D 0x80190199"),
        ("12002", "0x80072EE2"),
        ("10060", "0x8007274C"),
        ("1603", "0x80070643"),
        ("rc=1603", "0x80070643"),
        ("returning 1603", "0x80070643"),
        ("1603 0x643", "0x80070643"),
        ("0x643", "0x80070643"),
        ("643h", "0x80070643"),
        ("3010", "0x80070BC2"),
        ("error 5", "0x80070005"),
        ("exit code 0x5", "0x80070005"),
        ("12029", "0x80072EFD"),
        ("64", "0x80070040"),
        ("2148074254", "0x8009030E"),
        ("1603 1618", "0x80070643 0x80070652"),
        ("win32 error 5", "0x80070005"),
        // results of Windows Setup
        ("0xC1900101-0x20017", "0xC1900101"),
        ("0xC1900101 - 0x30018", "0xC1900101"),
        ("C1900101-20017", "0xC1900101"),
        // symbols
        ("WU_E_PT_HTTP_STATUS_SERVICE_UNAVAIL", "0x80244022"),
        ("wu_e_pt_http_status_service_unavail", "0x80244022"),
        // lines
        ("Scan failed with error = 0x80072ee2", "0x80072EE2"),
        ("OnSearchComplete - Failed to end search job. Error = 0x8024401b.", "0x8024401B"),
        ("error = 0x80D0000A", "0x80D0000A"),
        ("*FAILED* [80070426] Method failed [AuthTicketHelper::GetDeviceTickets:570]", "0x80070426"),
        ("[HRESULT = 0x800f081f - CBS_E_SOURCE_MISSING]", "0x800F081F"),
        ("Error: 0x8024402c; also 0x80072EE7 behind it", "0x8024402C 0x80072EE7"),
        ("MainEngineThread is returning 1603", "0x80070643"),
        ("GetUpdateMetadata2 failed, hr=8007000E", "0x8007000E"),
        (
            "<![LOG[Scan failed with error = 0x8024401b.]LOG]!><time=\"10:22:50.842+240\" date=\"06-30-2021\" \
             component=\"WUAHandler\" context=\"\" type=\"3\" thread=\"4712\" file=\"cwuahandler.cpp:2632\">",
            "0x8024401B",
        ),
        (
            "2021/07/13 18:06:20.1234567 1020  6716  Agent  * END * Finding updates CallerId = CcmExec, Id = 62, \
             Exit code = 0x80244022 (cV = abc.0.1)",
            "0x80244022",
        ),
    ] {
        faults.extend(unlike(text, &codes_of(text), expected));
    }
    assert!(faults.is_empty(), "{}", faults.concat());
}

#[test]
fn no_codes() {
    for text in [
        "",
        "   ",
        "proxy",
        "group policy conflict",
        "WUAHandler.log",
        "Windows 10",
        "step 3",
        "KB5005565",
        "thread 4264 (0x10A8)",
        "with the Flags 0x200 set",
        "{4AE85C00-0EAA-4BE0-B81B-DBD7053D5FAE}",
        "9482F4B4-E343-43B6-B170-9A65BC822C77",
        "80244022-E343-43B6-B170-9A65BC822C77",
        "S-1-5-21-1454471165-2000478354-2145107924-1001",
        "da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "10.0.19041.1081",
        "192.0.2.80",
        "the version is 7.6.7601.18804",
        "06-30-2021",
        "2021/07/13 18:06:20",
        "20210713",
        "completed with 0x00000000 at last",
        "the flags are 0x80000000 here",
        "Note: 1: 2262 2: Class 3: -2147287038",
        "12 updates, 400 of them old",
        "decade facade",
    ] {
        assert_eq!(codes_of(text), "", "{text}");
    }
}

/// The codes in running text: as they are written there, what they are, and the name that the text gives them.
fn codes_in_place(text: &str) -> String {
    let spelled = codes_in(text).into_iter().map(|code| {
        let name = code.name.map(|name| format!(" ({})", &text[name])).unwrap_or_default();
        let notation = match code.notation {
            Notation::Number(..) | Notation::Extended(_) => format!(" {}", notation_words(code.notation)),
            _ => String::new(),
        };
        format!("[{}] {}{notation}{name}", &text[code.start..code.end], spell(code.value))
    });
    spelled.collect::<Vec<_>>().join(" ")
}

#[test]
fn running_text() {
    let mut faults = Vec::new();
    for (text, expected) in [
        // text before codes in logs
        ("Scan failed with error = 0x80072ee2", "[0x80072ee2] 0x80072EE2"),
        ("State(0x80244022)", "[0x80244022] 0x80244022"),
        (
            "*FAILED* [80070426] Method failed [AuthTicketHelper::GetDeviceTickets:570]",
            "[80070426] 0x80070426",
        ),
        ("WARNING: it failed with hr = 80072ee2. Proxy list", "[80072ee2] 0x80072EE2"),
        ("GetUpdateMetadata2 failed, hr=8007000E", "[8007000E] 0x8007000E"),
        ("(Error: 80070005; Source: Windows)", "[80070005] 0x80070005"),
        ("PTError: 0x80244007", "[0x80244007] 0x80244007"),
        ("CDISMManager (hr:0x800f081f)", "[0x800f081f] 0x800F081F"),
        ("return status: 80244010", "[80244010] 0x80244010"),
        ("Result code = 0x80240022, [gle=0x80070002]", "[0x80240022] 0x80240022 [0x80070002] 0x80070002"),
        ("ErrorCode=0x80070643 CBS HRESULT=0x800f0922", "[0x80070643] 0x80070643 [0x800f0922] 0x800F0922"),
        ("HRESULT = \"0x87d00667\"", "[0x87d00667] 0x87D00667"),
        ("resultMapped=80246007", "[80246007] 0x80246007"),
        ("error = 0x80D0000A", "[0x80D0000A] 0x80D0000A"),
        ("X 0X8007000D", "[0X8007000D] 0x8007000D"),
        ("error 0xFFFFFFFF80070005", "[0xFFFFFFFF80070005] 0x80070005"),
        ("with c0000005", "[c0000005] 0xC0000005"),
        // decimals
        ("Error(-2147467259)Unspecified error", "[-2147467259] 0x80004005"),
        ("0x80070643(-2147023293)", "[0x80070643] 0x80070643 [-2147023293] 0x80070643"),
        ("the process ended with error -1073741819", "[-1073741819] 0xC0000005"),
        ("returned error code 2149842974", "[2149842974] 0x8024001E"),
        ("Installer counted 2149842974 bytes", ""),
        // numbers of other systems
        ("MainEngineThread is returning 1603", "[1603] 0x80070643 Windows Installer error 1603"),
        ("exit code 1603", "[1603] 0x80070643 Windows Installer error 1603"),
        ("ExitCode: 1618", "[1618] 0x80070652 Windows Installer error 1618"),
        ("rc=1603", "[1603] 0x80070643 Windows Installer error 1603"),
        ("Exit code = 0x643", "[0x643] 0x80070643 Windows Installer error 1603"),
        ("failed, error 0x00000005", "[0x00000005] 0x80070005 Windows error 5"),
        ("SendRequest failed, GLE=12002", "[12002] 0x80072EE2 WinHTTP error 12002"),
        ("LastError = 10060", "[10060] 0x8007274C Windows Sockets error 10060"),
        ("error code: 5", "[5] 0x80070005 Windows error 5"),
        ("answered with HTTP status 503", "[503] 0x80244022 HTTP status 503"),
        ("HTTP status code '407 (0x197)'", "[407] 0x8024401B HTTP status 407"),
        ("HTTP/1.1 503 Service Unavailable", "[503] 0x80244022 HTTP status 503"),
        ("The request failed with HTTP status 401", "[401] 0x80244017 HTTP status 401"),
        ("HttpStatusCode 503", "[503] 0x80244022 HTTP status 503"),
        ("HTTP Error 404.13", "[404] 0x80244019 HTTP status 404"),
        (
            "2026-11-21 10:15:00 192.0.2.10 POST /ClientWebService/client.asmx - 8530 - 192.0.2.44 Windows-Update-Agent - 401 5 2148074254 15",
            "[401] 0x80244017 HTTP status 401 [2148074254] 0x8009030E",
        ),
        (
            "2026-11-21 10:15:00 192.0.2.10 CCM_POST /ccm_system/request - 443 - 192.0.2.44 ccmhttp - 200 0 0 542 31",
            "",
        ),
        (
            "2026-11-21 10:15:00 192.0.2.10 GET /Content/a.cab - 80 - 192.0.2.44 BITS - 503 0 64 15",
            "[503] 0x80244022 HTTP status 503 [64] 0x80070040 Windows error 64",
        ),
        // Windows Installer
        (
            "Product: Contoso -- Error 1714. The older version cannot be removed.",
            "[1714] 0x80070643 Windows Installer message 1714",
        ),
        ("Error 1606. Could not reach the place.", "[1606] 0x80070643 Windows Installer message 1606"),
        ("Action ended 10:15:00: InstallFinalize. Return value 3.", ""),
        ("Note: 1: 2262 2: Class 3: -2147287038", ""),
        // Windows Setup
        (
            "failed with 0xC1900101 - 0x20017",
            "[0xC1900101 - 0x20017] 0xC1900101 the result of Windows Setup in phase 2, the safe system after the first restart (SafeOS); operation 0x17, starting the system (boot)",
        ),
        (
            "0x80070004-0x3000D: again",
            "[0x80070004-0x3000D] 0x80070004 the result of Windows Setup in phase 3, the first boot of the new Windows (first boot); operation 0x0D, migrating data",
        ),
        // pairs and symbols
        ("[HRESULT = 0x800f081f - CBS_E_SOURCE_MISSING]", "[0x800f081f] 0x800F081F (CBS_E_SOURCE_MISSING)"),
        ("[HRESULT = 0x800f0970 - CBS_E_UNHEARD_OF]", "[0x800f0970] 0x800F0970 (CBS_E_UNHEARD_OF)"),
        ("0x80070002 - C_DRIVE.cab", "[0x80070002] 0x80070002"),
        ("it is WU_E_NO_SERVICE here", "[WU_E_NO_SERVICE] 0x80240001"),
        // several lines
        (
            "failed 0x80072ee2\nthen hr=80244022\r\nand -2145107924.",
            "[0x80072ee2] 0x80072EE2 [80244022] 0x80244022 [-2145107924] 0x8024402C",
        ),
        ("é 0x80244022 – ‘0x8024401b’", "[0x80244022] 0x80244022 [0x8024401b] 0x8024401B"),
    ] {
        faults.extend(unlike(text, &codes_in_place(text), expected));
    }
    assert!(faults.is_empty(), "{}", faults.concat());
}

#[test]
fn no_codes_in_running_text() {
    let mut faults = Vec::new();
    for text in [
        "",
        "thread=\"4264 (0x10A8)\"",
        "thread 80244022x",
        "with the Flags 0x200 set",
        "flags 0x80000000 mask 0xFFFFFFFF 0xFFFF0000",
        "{80070005-1234-4000-8000-000000000000}",
        "id 80070005-1234-4000-8000-000000000000",
        "{9482F4B4-E343-43B6-B170-9A65BC822C77}.200",
        "S-1-5-21-1454471165-2000478354-839522115-1001",
        "S-1-5-21-2145107924-2145107924-2147467259-1001",
        "da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "41041432_d732ed6ffa7f56c3.cab",
        "KB5031234 version 10.0.19041.1023",
        "Exit code = 0x00000000",
        "Commit Result = 0x00000001",
        "exit code 0, exit code 1",
        "0x80244022AB",
        "processed 122 out of 130 items (93%)",
        "error 5%",
        "returned 12 updates",
        "Found 3 updates and 70 categories in search; evaluated appl. rules of 622 out of 1150 deployed entities",
        "status = 200, code 20",
        "HTTP status 200",
        "error 2026-11-21 10:15:00",
        "error 10.0.19041.1",
        "barcode 80255",
        "Executing op: RegOpenKey(Root=-2147483647,Key=Software)",
        "hKey = 0x80000002",
        "downloading (82838931 of 87666194 bytes)...[82838931 of 87666194 bytes overall]",
        "Note: 1: 2228 2:  3: Error 4: SELECT `Message` FROM `Error`",
        "DEBUG: Error 2826:  Control BottomLine on dialog",
        "line 1603 of the file",
        "2026-11-21 10:15:00 2149842974",
        "Property(S): X = {80244022-0EAA-4BE0-B81B-DBD7053D5FAE}",
        "MSI (s) (A8:04) [10:15:00:000]: Note: 1: 1402 2: UNKNOWN\\Component 3: -2147024891",
    ] {
        faults.extend(unlike(text, &codes_in_place(text), ""));
    }
    assert!(faults.is_empty(), "{}", faults.concat());
}

/// The codes that the message of a log holds.
fn scanned(message: &str) -> String {
    knowledge::spelling::scan(message.as_bytes()).map(|(code, _)| spell(code)).collect::<Vec<_>>().join(" ")
}

#[test]
fn logs_name_codes() {
    let mut faults = Vec::new();
    for (message, expected) in [
        ("AI failed. HRESULT = HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND)", "0x80070002"),
        ("with HRESULT HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND).  Failure will not be ignored", "0x80070002"),
        ("hr=HRESULT_FROM_WIN32(1603)", "0x80070643"),
        ("hr=HRESULT_FROM_WIN32(0)", ""),
        ("Code=0, Text=CCM_E_BAD_HTTP_STATUS_CODE", "0x87D0027E"),
        ("failed: WU_E_PT_HTTP_STATUS_BAD_GATEWAY", "0x80244021"),
        ("CBS_E_SOURCE_MISSING", "0x800F081F"),
        ("0x800f081f - CBS_E_SOURCE_MISSING", "0x800F081F"),
        ("0x800f0922, CBS_E_SOURCE_MISSING", "0x800F0922"),
        ("0x800f0922, HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND)", "0x800F0922 0x80070002"),
        ("m_hrError = -2016410012", "0x87D00664"),
        ("ulMessageId = -1073730111", ""),
        ("StateName = CI_ENFORCEMENT_UPDATE_FAILED, SMS_WSUS_SYNC_MANAGER", ""),
        ("ERROR_SUCCESS", ""),
    ] {
        faults.extend(unlike(message, &scanned(message), expected));
    }
    assert!(faults.is_empty(), "{}", faults.concat());
    let captured = knowledge::spelling::captured;
    assert_eq!(captured("HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND)"), Some(0x8007_0002));
    assert_eq!(captured("CBS_E_SOURCE_MISSING"), Some(0x800F_081F));
    assert_eq!((captured("1603"), captured("soon")), (Some(0x8007_0643), None));
    assert_eq!(codes_in_place("HRESULT_FROM_WIN32(5)"), "[5] 0x80070005 Windows error 5");
}

#[test]
fn logs_are_scanned_by_the_same_grammar() {
    // What the scan finds is what the excerpt finds, but for small numbers and symbols.
    let scanned = |text: &str| {
        let codes = scan(text.as_bytes());
        codes.map(|(code, end)| (end, code, name_after(text.as_bytes(), end))).collect::<Vec<_>>()
    };
    let excerpted = |text: &str| {
        let of_shape =
            |notation| matches!(notation, Notation::Code | Notation::Decimal | Notation::Extended(_));
        let codes = codes_in(text).into_iter().filter(|code| of_shape(code.notation));
        // The scan leaves out an extend code, which belongs to the code before it.
        let end = |code: &CodeAt| match code.notation {
            Notation::Extended(_) => code.start + "0xC1900101".len(),
            _ => code.end,
        };
        codes.map(|code| (end(&code), code.value, code.name)).collect::<Vec<_>>()
    };
    for text in [
        "X 0X8007000D and hr=8007000E, (-2147467259) returned 2149842974 [HRESULT = 0x800f0970 - CBS_E_UNHEARD_OF]",
        "thread 4264 (0x10A8) {80070005-1234-4000-8000-000000000000} S-1-5-21-2145107924-2147467259-1001",
        "flags 0x80000000 mask 0xFFFFFFFF da39a3ee5e6b4b0d3255bfef95601890afd80709 KB5031234",
        "Note: 1: 2262 2: Class 3: -2147287038",
        "80244022",
    ] {
        assert_eq!(scanned(text), excerpted(text), "{text}");
    }
    for sample in knowledge::all_evidence().iter().flat_map(|one| knowledge::evidence_samples(one.index)) {
        assert_eq!(scanned(sample), excerpted(sample), "{sample}");
    }
}

#[test]
fn mistyped() {
    for (text, codes, sentence) in [
        ("0x8024401", "", "0x8024401 has seven digits; a code has eight."),
        ("8024401", "", "0x8024401 has seven digits; a code has eight."),
        ("0x8024401CC", "", "0x8024401CC has nine digits; a code has eight."),
        ("0x80244", "", "0x80244 has five digits; a code has eight."),
        ("0x8024401G", "", "0x8024401G has the letter G; a code has only 0 to 9 and A to F."),
        ("0x8O24401C", "0x8024401C", "Read as 0x8024401C: a letter was typed instead of a digit."),
        ("Ox8024401C", "0x8024401C", "Read as 0x8024401C: a letter was typed instead of a digit."),
        ("8O24401C", "0x8024401C", "Read as 0x8024401C: a letter was typed instead of a digit."),
        ("0x8024401l", "0x80244011", "Read as 0x80244011: a letter was typed instead of a digit."),
    ] {
        assert_eq!(codes_of(text), codes, "{text}");
        assert_eq!(read(text).mistyped.as_deref(), Some(sentence), "{text}");
    }
    for text in ["", "8", "80", "0x", "0x80", "0x8024", "0x8024401C", "1603", "proxy", "8 of 9", "KB5005565"]
    {
        assert_eq!(read(text).mistyped, None, "{text}");
    }
}

#[test]
fn notations_in_words() {
    for (text, words) in [
        ("8024401c", "a code"),
        ("-2145107924", "decimal"),
        ("503", "HTTP status 503"),
        ("12002", "WinHTTP error 12002"),
        ("10060", "Windows Sockets error 10060"),
        ("1603", "Windows Installer error 1603"),
        ("0x5", "Windows error 5"),
        (
            "0xC1900101-0x4001E",
            "the result of Windows Setup in phase 4, the second boot of the new Windows (second boot, OOBE); \
             operation 0x1E, actions before the first-run experience",
        ),
        (
            "C1900101 - 50099",
            "the result of Windows Setup in phase 5, the rollback to the old Windows (uninstall); operation 0x99, not known",
        ),
        ("wu_e_pt_http_status_denied", "the symbol WU_E_PT_HTTP_STATUS_DENIED"),
    ] {
        assert_eq!(notation_words(read(text).readings[0].notation), words, "{text}");
    }
}

#[test]
fn every_spelling_of_every_code_finds_it() {
    for code in codes() {
        let value = code.value;
        let high = value >> 16;
        let mut spellings = vec![
            format!("0x{value:08X}"),
            format!("0x{value:08x}"),
            format!("0X{value:08X}"),
            format!("[0x{value:08x}]"),
            format!("hr=0x{value:08x}"),
            format!("Error = 0x{value:08x}."),
            format!("it ended with 0x{value:08X}, see above"),
        ];
        if value >> 31 == 1 {
            spellings.extend([
                format!("{value:08X}"),
                format!("{value:08x}"),
                format!("[{value:08X}]"),
                format!("hr={value:08x}"),
                format!("{high:04x} {:04x}", value & 0xFFFF),
                format!("0x{high:04X}_{:04X}", value & 0xFFFF),
                format!("{}", value.cast_signed()),
                format!("(0x{value:08x})({})", value.cast_signed()),
                format!("{value}"),
                format!("error {value}"),
            ]);
        }
        // In a line, digits alone are a code only if they begin as those of the families that an update meets.
        if matches!(high, 0x8007 | 0x800F | 0x8020 | 0x8024 | 0x80D0 | 0x87D0) {
            spellings.push(format!("*FAILED* [{value:08X}] Web service call"));
        }
        if high == 0x8007 {
            spellings.push(format!("{}", value & 0xFFFF));
            spellings.push(format!("exit code {}", value & 0xFFFF));
        }
        spellings.extend(code.http.map(|status| format!("HTTP {status}")));
        // A flag word in a line is no code, so zero and the lone sign bit are read by themselves only.
        for spelling in spellings {
            let found = read(&spelling);
            assert!(found.readings.iter().any(|reading| reading.value == value), "{spelling}: {found:?}");
        }
        for symbol in code.symbols {
            let found = read(&symbol.to_lowercase());
            assert!(
                found.readings.iter().any(|reading| matches!(reading.notation, Notation::Symbol(_))),
                "{symbol}"
            );
        }
    }
}

#[test]
fn anything_can_be_typed() {
    for text in [
        "é",
        "0xé",
        "-",
        "--5",
        "0x",
        "–",
        "‘0x8024401c’",
        "ß80244022",
        "\u{0}",
        "ħ",
        &"0x8024401C ".repeat(500),
    ] {
        read(text);
        for end in (0..=text.len()).filter(|end| text.is_char_boundary(*end)) {
            read(&text[..end]);
            if end > 60 {
                break;
            }
        }
    }
}

#[test]
fn anything_can_be_pasted() {
    const PIECES: [&str; 24] = [
        "0x",
        "80244022",
        "8024401C",
        "-",
        " - ",
        "2145107924",
        "error ",
        "HTTP ",
        "503",
        "0x20017",
        "Error 1714. ",
        "\n",
        "é",
        "\u{2212}",
        "[",
        "]",
        "{",
        "WU_E_NO_SERVICE",
        "Note: 1: ",
        "3: -2147287038",
        "exit code ",
        "1603",
        ".",
        "2026-11-21 10:15:00 GET a ",
    ];
    let mut state = 0x2545_F491_u32;
    let mut next = |many: usize| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state as usize % many
    };
    for _ in 0..20_000 {
        let text: String = (0..next(9)).map(|_| PIECES[next(PIECES.len())]).collect();
        let mut end = 0;
        for code in codes_in(&text) {
            assert!(code.start >= end && text.get(code.start..code.end).is_some(), "{text:?}: {code:?}");
            assert!(code.name.is_none_or(|name| text.get(name).is_some()), "{text:?}");
            end = code.end;
        }
        assert!(scan(text.as_bytes()).all(|(_, end)| end <= text.len()));
        read(&text);
    }
}
