//! The logs of IIS and HTTP.sys with their real-world variants: their parsed rows.
#![allow(clippy::unwrap_used)] // A test panics when something is wrong.

use logfile::{EntryLevel, Format, LocalTime, Reading, Start, W3cFields, read_block, recognize, rfc3339_utc};

const IIS: &str = "\
#Software: Microsoft Internet Information Services 10.0
#Version: 1.0
#Date: 2026-11-12 09:00:00
#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken
2026-11-12 09:03:07 192.0.2.20 POST /ClientWebService/client.asmx - 8530 - 192.0.2.51 Windows-Update-Agent/10.0 - 200 0 0 46
2026-11-12 09:05:07 192.0.2.20 POST /ClientWebService/client.asmx - 8530 - 192.0.2.51 Windows-Update-Agent/10.0 - 500 0 0 118003
2026-11-12 09:05:08 192.0.2.20 GET /selfupdate/wuident.cab 2611120905 443 - 192.0.2.51 Windows-Update-Agent/10.0 - 404 0 2 3
";

const HTTP_ERR: &str = "\
#Software: Microsoft HTTP API 2.0
#Version: 1.0
#Date: 2026-11-12 09:00:00
#Fields: date time c-ip c-port s-ip s-port cs-version cs-method cs-uri streamid sc-status s-siteid s-reason s-queuename
2026-11-12 09:03:07 192.0.2.51 50412 192.0.2.20 8530 HTTP/1.1 POST /ClientWebService/client.asmx - 503 1907 AppOffline WsusPool
2026-11-12 09:03:09 fe80::1%4 50413 fe80::2%4 8530 - - - - - - Timer_ConnectionIdle -
";

/// One line per entry: `line level time component | message`.
fn rows(reading: &Reading, bytes: &[u8]) -> Vec<String> {
    let mut rows = Vec::new();
    read_block(reading, 0, bytes, Start::Boundary, true, &mut |entry| {
        let level = match entry.level {
            EntryLevel::Error => "E",
            EntryLevel::Warning => "W",
            EntryLevel::Info => "I",
            EntryLevel::Plain => "-",
        };
        let time = entry.time.and_then(LocalTime::utc).map_or("-".to_owned(), rfc3339_utc);
        let component = entry.characters(entry.component.clone());
        let message = entry.characters(entry.message.clone());
        rows.push(format!("{} {level} {time} {component} | {message}", entry.line + 1));
    });
    rows
}

fn recognized(bytes: &[u8]) -> Reading {
    recognize(bytes.len() as u64, bytes, bytes, None)
}

/// The rows of a text that must be of this format, but for its directives.
fn read(format: Format, text: &str) -> Vec<String> {
    let reading = recognized(text.as_bytes());
    assert_eq!(reading.format, format, "{text}");
    rows(&reading, text.as_bytes()).into_iter().filter(|row| !row.contains("| #")).collect()
}

fn check(format: Format, text: &str, expected: &[&str]) {
    assert_eq!(read(format, text), expected);
}

#[test]
fn requests_of_iis() {
    check(
        Format::Iis,
        IIS,
        &[
            "5 I 2026-11-12T09:03:07.000Z POST | 192.0.2.20 POST /ClientWebService/client.asmx - 8530 - 192.0.2.51 \
             Windows-Update-Agent/10.0 - 200 0 0 46",
            "6 E 2026-11-12T09:05:07.000Z POST | 192.0.2.20 POST /ClientWebService/client.asmx - 8530 - 192.0.2.51 \
             Windows-Update-Agent/10.0 - 500 0 0 118003",
            "7 W 2026-11-12T09:05:08.000Z GET | 192.0.2.20 GET /selfupdate/wuident.cab 2611120905 443 - 192.0.2.51 \
             Windows-Update-Agent/10.0 - 404 0 2 3",
        ],
    );
}

#[test]
fn refused_requests() {
    check(
        Format::HttpErr,
        HTTP_ERR,
        &[
            "5 E 2026-11-12T09:03:07.000Z WsusPool | 192.0.2.51 50412 192.0.2.20 8530 HTTP/1.1 POST \
             /ClientWebService/client.asmx - 503 1907 AppOffline WsusPool",
            "6 I 2026-11-12T09:03:09.000Z  | fe80::1%4 50413 fe80::2%4 8530 - - - - - - Timer_ConnectionIdle -",
        ],
    );
    // Older versions have no column of streams, newer ones name the transport too; rows end in a blank.
    let row = "2026-11-12 09:03:07 192.0.2.51 50412 192.0.2.20 8530 HTTP/1.1 POST /a";
    for answer in ["503 1 QueueFull WsusPool", "- 503 1 QueueFull WsusPool TCP "] {
        let text = format!("{row} {answer}\r\n");
        let expected = text.trim_end().split_once("09:03:07 ").unwrap().1;
        check(Format::HttpErr, &text, &[&format!("1 E 2026-11-12T09:03:07.000Z WsusPool | {expected}")]);
    }
}

#[test]
fn the_queue_of_a_refused_request_may_have_blanks() {
    let row =
        "192.0.2.51 50412 192.0.2.30 80 HTTP/1.1 GET /SMS_MP/.sms_aut?mplist - 503 1 AppOffline SMS Pool";
    check(
        Format::HttpErr,
        &format!("2026-11-12 09:03:07 {row}\n2026-11-12 09:03:07 {row} TCP\n"),
        &[
            &format!("1 E 2026-11-12T09:03:07.000Z SMS Pool | {row}"),
            &format!("2 E 2026-11-12T09:03:07.000Z SMS Pool | {row} TCP"),
        ],
    );
}

#[test]
fn the_date_may_be_only_in_the_header() {
    let fields = "#Fields: time c-ip cs-method cs-uri-stem sc-status";
    check(
        Format::Iis,
        &format!(
            "#Version: 1.0\n#Date: 2026-11-12 09:00:00\n{fields}\n09:03:07 192.0.2.51 GET /Content/a.cab 206\n"
        ),
        &["4 I 2026-11-12T09:03:07.000Z GET | 192.0.2.51 GET /Content/a.cab 206"],
    );
    check(
        Format::Iis,
        &format!("{fields}\n09:03:07 192.0.2.51 GET /Content/a.cab 206\n"),
        &["2 I - GET | 192.0.2.51 GET /Content/a.cab 206"],
    );
}

#[test]
fn rows_are_recognized_without_column_names() {
    let rows = |text: &str| text.lines().filter(|line| !line.starts_with('#')).collect::<Vec<_>>().join("\n");
    assert_eq!(read(Format::Iis, &rows(IIS)).len(), 3);
    assert_eq!(read(Format::HttpErr, &rows(HTTP_ERR)).len(), 2);
}

#[test]
fn advanced_logging_writes_fractions_and_quotes() {
    check(
        Format::Iis,
        "#Fields:  date time s-sitename cs-method cs-uri-stem cs(User-Agent) sc-status sc-substatus sc-win32-status \
         time-taken X-Forwarded-For\n\
         2026-11-12 09:03:07.123 \"WSUS Administration\" POST /SimpleAuthWebService/SimpleAuth.asmx \"an agent\" 200 0 0 \
         30001 \"192.0.2.51\"\n",
        &[
            "2 W 2026-11-12T09:03:07.123Z POST | \"WSUS Administration\" POST /SimpleAuthWebService/SimpleAuth.asmx \
           \"an agent\" 200 0 0 30001 \"192.0.2.51\"",
        ],
    );
}

#[test]
fn a_line_that_is_no_row_stays_a_line() {
    let text = format!("{IIS}the server was restarted here\n\n2026-11-12 09:06:00 192.0.2.20 PO");
    let rows = read(Format::Iis, &text);
    assert_eq!(
        rows[3..],
        ["8 - -  | the server was restarted here", "10 I 2026-11-12T09:06:00.000Z  | 192.0.2.20 PO"]
    );
}

#[test]
fn line_ends_and_encodings_change_nothing() {
    for (format, text) in [(Format::Iis, IIS), (Format::HttpErr, HTTP_ERR)] {
        let expected = rows(&recognized(text.as_bytes()), text.as_bytes());
        let with_mark = format!("\u{feff}{text}");
        let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let crlf = text.replace('\n', "\r\n");
        let ways = [
            crlf.clone().into_bytes(),
            text.replace('\n', "\r").into_bytes(),
            with_mark.clone().into_bytes(),
        ];
        for bytes in ways.into_iter().chain([wide(&with_mark), wide(text), wide(&crlf)]) {
            let reading = recognized(&bytes);
            assert_eq!(reading.format, format);
            assert_eq!(rows(&reading, &bytes), expected);
        }
    }
}

#[test]
fn other_tables_of_the_kind_are_not_these() {
    for text in [
        "#Version: 1.5\n#Software: Microsoft Windows Firewall\n#Fields: date time action protocol src-ip dst-ip\n\
         2026-11-12 09:03:07 ALLOW TCP 192.0.2.51 192.0.2.20\n",
        "2026-11-12 09:03:07 the service asked for GET and /got nothing\n",
        "see #Fields: date time cs-uri-stem\n",
    ] {
        let format = recognized(text.as_bytes()).format;
        assert!(!matches!(format, Format::Iis | Format::HttpErr), "{text}");
    }
}

#[test]
fn columns_are_recognized_by_their_names() {
    let check = |fields: &str, row: &str, expected: &[(&str, &str)]| {
        let fields = W3cFields::of(fields.as_bytes()).unwrap();
        let values = fields.values(row.as_bytes());
        let values: Vec<(&str, &str)> =
            values.map(|(name, value)| (name, std::str::from_utf8(value).unwrap())).collect();
        assert_eq!(values, expected, "{row}");
    };
    check(
        "#Fields: date time c-ip",
        "2026-11-12 09:03:07 -",
        &[("date", "2026-11-12"), ("time", "09:03:07")],
    );
    check("#fields: A cs(User-Agent)", "\"a b\"  \"c\" more\r\n", &[("a", "a b"), ("cs(user-agent)", "c")]);
    check("#Fields: a b", "\"open 1", &[("a", "\"open"), ("b", "1")]);
    assert_eq!(W3cFields::of(b"#Date: 2026-11-12"), None);
}
