//! What people type and paste, and the codes it stands for.

use knowledge::spelling::{How, read};
use knowledge::{codes, spell};

/// The codes that a text stands for, in a row.
fn codes_of(text: &str) -> String {
    read(text).readings.iter().map(|reading| spell(reading.value)).collect::<Vec<_>>().join(" ")
}

#[test]
fn spellings() {
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
        ("503", "0x80244022 0x801901F7"),
        ("403", "0x80244018 0x80190193"),
        ("HTTP 403", "0x80244018 0x80190193"),
        ("HTTP status 407", "0x8024401B 0x80190197"),
        ("HTTP/1.1 503", "0x80244022 0x801901F7"),
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
        assert_eq!(codes_of(text), expected, "{text}");
    }
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

#[test]
fn mistyped() {
    for (text, codes, sentence) in [
        ("0x8024401", "", "0x8024401 has seven digits; a code has eight."),
        ("8024401", "", "0x8024401 has seven digits; a code has eight."),
        ("0x8024401CC", "", "0x8024401CC has nine digits; a code has eight."),
        ("0x80244", "", "0x80244 has five digits; a code has eight."),
        ("0x8024401G", "", "0x8024401G has the letter G; a code has only 0 to 9 and A to F."),
        ("0x8O24401C", "0x8024401C", "Read as 0x8024401C: a letter stands where a digit belongs."),
        ("Ox8024401C", "0x8024401C", "Read as 0x8024401C: a letter stands where a digit belongs."),
        ("8O24401C", "0x8024401C", "Read as 0x8024401C: a letter stands where a digit belongs."),
        ("0x8024401l", "0x80244011", "Read as 0x80244011: a letter stands where a digit belongs."),
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
fn how_it_was_read() {
    for (text, words) in [
        ("8024401c", "a code"),
        ("-2145107924", "decimal"),
        ("503", "HTTP status 503"),
        ("12002", "WinHTTP error 12002"),
        ("10060", "Windows Sockets error 10060"),
        ("1603", "Windows Installer error 1603"),
        ("0x5", "Windows error 5"),
        ("wu_e_pt_http_status_denied", "the symbol WU_E_PT_HTTP_STATUS_DENIED"),
    ] {
        assert_eq!(read(text).readings[0].how.words(), words, "{text}");
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
                format!("*FAILED* [{value:08X}] Web service call"),
                format!("{high:04x} {:04x}", value & 0xFFFF),
                format!("0x{high:04X}_{:04X}", value & 0xFFFF),
                format!("{}", value.cast_signed()),
                format!("(0x{value:08x})({})", value.cast_signed()),
                format!("{value}"),
                format!("error {value}"),
            ]);
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
            assert!(found.readings.iter().any(|reading| matches!(reading.how, How::Symbol(_))), "{symbol}");
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
