//! A paste is restored to the original log; an original log is never changed.

use ingest::clean_paste;

/// Cleans a text and compares; cleaning the result again must change nothing.
fn check(pasted: &str, expected: &str) {
    let cleaned = clean_paste(pasted.as_bytes());
    assert_eq!(cleaned.as_deref().unwrap_or("(untouched)"), expected, "{pasted}");
    assert_eq!(clean_paste(expected.as_bytes()), None, "cleaned again");
}

fn untouched(log: &str) {
    for text in [log.to_owned(), log.replace('\n', "\r\n")] {
        assert_eq!(clean_paste(text.as_bytes()), None, "{text}");
    }
}

const START: &str = "2026/11/12 10:22:50.8422964 1020  6716  Agent           * START * Finding updates CallerId = CcmExec  Id = 3";
const FAILED: &str =
    "2026/11/12 10:22:51.8422964 1020  6716  WebServices     *FAILED* [80244022] Web service call";
const RECORD: &str = "<![LOG[OnSearchComplete - Failed to end search job. Error = 0x80244022.]LOG]!><time=\"10:22:50.842-60\" \
    date=\"11-12-2026\" component=\"WUAHandler\" context=\"\" type=\"3\" thread=\"4712\" file=\"cwuahandler.cpp:2632\">";
const CBS: &str =
    "2026-11-12 10:22:50, Info                  CBS    Exec: Processing complete. [HRESULT = 0x800f0922]";

/// A paste of these lines, each with this decoration.
fn each(lines: &[&str], decorate: impl Fn(usize, &str) -> String) -> String {
    lines.iter().enumerate().map(|(at, line)| decorate(at, line) + "\n").collect()
}

fn plain(lines: &[&str]) -> String {
    each(lines, |_, line| line.to_owned())
}

#[test]
fn quotations() {
    let log = plain(&[START, FAILED]);
    check(&each(&[START, FAILED], |_, line| format!("> {line}")), &log);
    check(&each(&[START, FAILED], |_, line| format!("> > {line}")), &log);
    check(&each(&[START, FAILED], |_, line| format!(">>{line}")), &log);
    check(&each(&[RECORD], |_, line| format!("> {line}")), &plain(&[RECORD]));
    check(
        &format!("Anna wrote:\n> It fails:\n> {FAILED}\n>\nSee above.\n"),
        &format!("Anna wrote:\nIt fails:\n{FAILED}\n\nSee above.\n"),
    );
    check("> Scan failed with error = 0x80244022.\n", "Scan failed with error = 0x80244022.\n");
    check("> WARNING: PTError: 0x80244021", "WARNING: PTError: 0x80244021");
}

#[test]
fn fences_and_code_marks() {
    check(&format!("```\n{START}\n{FAILED}\n```\n"), &plain(&[START, FAILED]));
    check(&format!("It fails:\n```text\n{RECORD}\n```\n"), &format!("It fails:\n{RECORD}\n"));
    check(&format!("~~~\n{CBS}\n~~~\n"), &plain(&[CBS]));
    check(&format!("`{FAILED}`\n"), &plain(&[FAILED]));
    check(&each(&[START, FAILED], |_, line| format!("    {line}")), &plain(&[START, FAILED]));
    check(
        "2026/11/12 10:22:50.8422964 1020  6716  Agent           \\*FAILED\\* \\[80244022\\] WU\\_E\\_X\n",
        "2026/11/12 10:22:50.8422964 1020  6716  Agent           *FAILED* [80244022] WU_E_X\n",
    );
}

#[test]
fn markup_of_forums_and_tickets() {
    check(&format!("[code]\n{START}\n{FAILED}\n[/code]\n"), &plain(&[START, FAILED]));
    check(&format!("[CODE]{RECORD}[/CODE]\n"), &plain(&[RECORD]));
    check(&format!("[quote=\"Anna\"]{CBS}[/quote]\n"), &plain(&[CBS]));
    check(&format!("{{noformat}}\n{CBS}\n{{noformat}}\n"), &plain(&[CBS]));
    check(&format!("{{code:xml}}\n{RECORD}\n{{code}}\n"), &plain(&[RECORD]));
    check(
        "2026/11/12 10:22:50.8422964 1020  6716  Agent           [b]*FAILED* [80244022][/b] call\n",
        "2026/11/12 10:22:50.8422964 1020  6716  Agent           *FAILED* [80244022] call\n",
    );
    check(
        "Existing WUA server: [url]http://wsus.contoso.com:8530[/url], Error = 0x80244022\n",
        "Existing WUA server: http://wsus.contoso.com:8530, Error = 0x80244022\n",
    );
    check(
        "Server [url=http://wsus.contoso.com:8530]http://wsus.contoso.com:8530[/url] answered 503\n",
        "Server http://wsus.contoso.com:8530 answered 503\n",
    );
    check(
        "Server [http://wsus.contoso.com](http://wsus.contoso.com/) and http://wsus.contoso.com<http://wsus.contoso.com/> fail\n",
        "Server http://wsus.contoso.com and http://wsus.contoso.com fail\n",
    );
    check(
        "<p>WARNING: PTError: 0x80244021<br>WARNING: RefreshConfig failed: 0x80244021</p>\n",
        "WARNING: PTError: 0x80244021\nWARNING: RefreshConfig failed: 0x80244021\n",
    );
}

#[test]
fn entities() {
    let escaped = RECORD.replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    check(&plain(&[&escaped]), &plain(&[RECORD]));
    check(
        "2026-11-12&nbsp;10:22:50,&nbsp;Info&nbsp;&nbsp;CBS&nbsp;&nbsp;Exec: [HRESULT = 0x800f0922]\n",
        "2026-11-12 10:22:50, Info  CBS  Exec: [HRESULT = 0x800f0922]\n",
    );
    check(
        "Update &quot;KB5034441&quot; failed &#8211; 0x80070643, &#39;again&#39;\n",
        "Update \"KB5034441\" failed - 0x80070643, 'again'\n",
    );
}

#[test]
fn typographic_signs() {
    check(
        "Update \u{201C}KB5034441\u{201D} failed \u{2013} 0x80070643\n",
        "Update \"KB5034441\" failed - 0x80070643\n",
    );
    let typographic = RECORD.replacen("\"10", "\u{201C}10", 1).replacen("60\"", "60\u{201D}", 1);
    check(&plain(&[&typographic]), &plain(&[RECORD]));
    check(&plain(&[&FAILED.replace(' ', "\u{A0}")]), &plain(&[FAILED]));
    check(&plain(&[&format!("\u{200B}{FAILED}"), START]), &plain(&[FAILED, START]));
    check(
        "Product: Contoso \u{2014} Error 1714. It\u{2019}s 1612\n",
        "Product: Contoso -- Error 1714. It's 1612\n",
    );
}

#[test]
fn numbers_of_lines() {
    let log = plain(&[START, FAILED, FAILED]);
    let ways: [fn(usize, &str) -> String; 8] = [
        |at, line| format!("{}:{line}", at * 3 + 7),
        |at, line| format!("{}: {line}", at + 1),
        |at, line| format!("{}\t{line}", at + 9),
        |at, line| format!("{:>4} | {line}", at + 98),
        |at, line| format!("{}. {line}", at + 1),
        |at, line| format!("[{}] {line}", at + 1),
        |at, line| format!("  {}  {line}", at + 1),
        |at, line| format!("L{}: {line}", at + 1),
    ];
    for decorate in ways {
        check(&each(&[START, FAILED, FAILED], decorate), &log);
    }
    check(
        "1: Scan failed with error = 0x80244022\n2: Will retry\n",
        "Scan failed with error = 0x80244022\nWill retry\n",
    );
    check(
        &each(&[RECORD, RECORD], |at, line| {
            format!("C:\\Windows\\CCM\\Logs\\WUAHandler.log:{}:{line}", at * 7 + 3)
        }),
        &format!("WUAHandler.log:\n{RECORD}\n{RECORD}\n"),
    );
}

#[test]
fn bullets_cells_and_indentation() {
    let log = plain(&[START, FAILED]);
    for bullet in ["\u{2022} ", "- ", "* ", "\u{B7}\t", "o ", "  \u{25AA} "] {
        check(&each(&[START, FAILED], |_, line| format!("{bullet}{line}")), &log);
    }
    check("\u{2022} Scan failed with error = 0x80244022.\n", "Scan failed with error = 0x80244022.\n");
    check(&each(&[RECORD], |_, line| format!("\"{}\"", line.replace('"', "\"\""))), &plain(&[RECORD]));
    check(&format!("First\n\t{CBS}\nThen\n"), &format!("First\n{CBS}\nThen\n"));
}

#[test]
fn wrapped_lines() {
    check(
        "2026/11/12 10:22:51.8422964 1020  6716  WebServices     *FAILED*\n\
         [80244022] Web service call to\n\
         2026/11/12 10:22:52.8422964 1020  6716  Agent           * END * Finding\n\
         updates CallerId = CcmExec, Id = 3, Exit code = 0x80244022\n",
        "2026/11/12 10:22:51.8422964 1020  6716  WebServices     *FAILED* [80244022] Web service call to\n\
         2026/11/12 10:22:52.8422964 1020  6716  Agent           * END * Finding updates CallerId = CcmExec, Id = 3, \
         Exit code = 0x80244022\n",
    );
    check(
        "> 2026-11-12 10:22:50, Info                  CBS    Exec: Processing\n\
         > complete. Session: 1, Package: Package_for_KB5034441, Identifier:\n\
         > KB5034441 [HRESULT = 0x800f0922 - CBS_E_INSTALLERS_FAILED]\n\
         > 2026-11-12 10:22:51, Info                  CBS    Done\n",
        "2026-11-12 10:22:50, Info                  CBS    Exec: Processing complete. Session: 1, Package: \
         Package_for_KB5034441, Identifier: KB5034441 [HRESULT = 0x800f0922 - CBS_E_INSTALLERS_FAILED]\n\
         2026-11-12 10:22:51, Info                  CBS    Done\n",
    );
    check(
        "<![LOG[OnSearchComplete - Failed to end search job. Error = 0x80244022.]LOG]!><time=\"10:22:50.842-60\"\n\
         date=\"11-12-2026\" component=\"WUAHandler\" context=\"\" type=\"3\" thread=\"4712\"\n\
         file=\"cwuahandler.cpp:2632\">\n",
        &plain(&[RECORD]),
    );
    check(
        "<![LOG[OnSearchComplete - Failed to end search job of the client. Error =\n\
         0x80244022.]LOG]!><time=\"10:22:50.842-60\" date=\"11-12-2026\"\n\
         component=\"WUAHandler\" context=\"\" type=\"3\" thread=\"4712\"\n\
         file=\"cwuahandler.cpp:2632\">\n",
        &plain(&[&RECORD.replace("job.", "job of the client.")]),
    );
    check(
        "Scan failed with error = 0x80244022, and it will be tried again\tWUAHandler\n\
         11/12/2026 10:22:50 AM\t4712 (0x1268)\n",
        "Scan failed with error = 0x80244022, and it will be tried again\tWUAHandler 11/12/2026 10:22:50 AM\t4712 (0x1268)\n",
    );
    check(
        "Failed to download the updates to the datastore of the agent. Error =\n0x800b0101.\nPost to http://mp.contoso.com/ccm_system/request \
         failed with\n0x87d00231.\nThe end\n",
        "Failed to download the updates to the datastore of the agent. Error = 0x800b0101.\nPost to \
         http://mp.contoso.com/ccm_system/request failed with 0x87d00231.\nThe end\n",
    );
    check(
        "2026-11-12 10:22:50.231 UTC Error WsusService.27 SoapUtilities.CreateException\n\
         ThrowException: actor = http://wsus.contoso.com:8530/x.asmx, code = -2146233088\n",
        "2026-11-12 10:22:50.231 UTC Error WsusService.27 SoapUtilities.CreateException \
         ThrowException: actor = http://wsus.contoso.com:8530/x.asmx, code = -2146233088\n",
    );
}

#[test]
fn records_that_run_together() {
    check(&format!("{START} {FAILED} {START}\n"), &plain(&[START, FAILED, START]));
    check(&format!("{CBS} {CBS}\n"), &plain(&[CBS, CBS]));
    let warnings = [
        "PT WARNING: Sync of Updates: 0x80244010",
        "Agent * WARNING: Exit code = 0x80244010",
        "Agent *********",
        "Agent ** END ** Agent: Finding updates [CallerId = AutomaticUpdates]",
        "AU # WARNING: Search callback failed, result = 0x80244010",
    ];
    check(&format!("{}\n", warnings.join(" ")), &plain(&warnings));
    let list = "Scan failed with error = 0x80244022. WUAHandler 11/12/2026 10:22:50 AM 4712 (0x1268)";
    check(&format!("{list} {list}\n"), &plain(&[list, list]));
    let site = "Sync failed  $$<SMS_WSUS_SYNC_MANAGER><11-12-2026 10:22:50.842-60><thread=4712 (0x1268)>";
    check(&format!("{site} {site}\n"), &plain(&[site, site]));
}

#[test]
fn original_logs_stay_unchanged() {
    let legacy = "2026-11-12\t10:22:50:842\t1020\t1a3c\tAgent\t*************\n2026-11-12\t10:22:50:842\t1020\t1a3c\tAgent\t** START **  \
                  Agent: Finding updates [CallerId = CcmExec]\n2026-11-12\t10:22:50:842\t1020\t1a3c\tAgent\t  * Online = Yes; Ignore download \
                  priority = No\n\n2026-11-12\t10:22:51:842\t1020\t1a3c\tAgent\t  * WARNING: Exit code = 0x80244022\n";
    let multi = format!(
        "<![LOG[Raising event:\n\ninstance of SoftDistEvent\n{{\n\tClientID = \"GUID:1\";\n> HRESULT = \"0x80244022\";\n- one\n}};\n]LOG]!><time=\"10:22:50.842-60\" \
         date=\"11-12-2026\" component=\"x\" context=\"\" type=\"1\" thread=\"1\" file=\"x:1\">\n{RECORD}\n"
    );
    let body = RECORD.replace("Error", "&lt;Error a=&quot;1&quot;&gt; \u{201E}Fehler\u{201C} [b] Error");
    for log in [
        plain(&[START, FAILED]).as_str(),
        plain(&[RECORD, RECORD]).as_str(),
        plain(&[CBS, CBS]).as_str(),
        legacy,
        &multi,
        &plain(&[&body]),
        "=== Verbose logging started: 11/12/2026  10:22:50  Build type: SHIP UNICODE 5.00 ===\nMSI (s) (28:54) [10:22:50:842]: Note: 1: 1708\n\
         Action ended 10:22:50: INSTALL. Return value 3.\nProperty(S): X = \u{201E}a\u{201C}\n",
        "#Fields: date time cs-method cs-uri-stem sc-status\n2026-11-12 10:22:50 POST /ClientWebService/client.asmx 503\n",
        "Windows Registry Editor Version 5.00\n\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies]\n\"WUServer\"=\"http://wsus.contoso.com:8530\"\n",
        "2026-11-12 10:22:50.231 UTC\tError\tWsusService.27\tA.B\tfailed\n   at System.Web.Services.Protocols.SoapHttpClientProtocol\n   at A.B()\n",
        "Le produit \u{2019}x\u{2019} \u{e9}chou\u{e9}\u{A0}: 0x80070643\nl\u{2019}autre ligne\n",
        "00000001\t0.00000000\t[1020] a message of a debugger\n00000002\t0.10000000\t[1020] another one\n",
        "1 first\n2 second\n3 third\n",
        "- a list\n- of things\n* and more\n",
        "1020\t1a3c\tAgent\tWARNING: PTError: 0x80244018\n",
        "<?xml version=\"1.0\"?>\n<a>&lt;b&gt;</a>\n",
        "Checking System Update Readiness.\nBinary Version 6.1.7601.22471\n\n(f)\tCBS MUM Corrupt\t0x800B0100\tx.mum\n",
        "one line and another\nthat is shorter\n\nand a third\n",
        "",
        "\n",
    ] {
        untouched(log);
    }
    assert_eq!(clean_paste(&[b'>'; 300 * 1024]), None, "no paste is this long");
    assert_eq!(clean_paste(b"> \0\x01\x02"), None, "not text");
    let utf16: Vec<u8> = format!("\u{feff}{RECORD}\r\n").encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(clean_paste(&utf16), None);
}

#[test]
fn a_paste_may_have_any_encoding() {
    let pasted = format!("\u{feff}> {FAILED}\r\n> {START}\r\n");
    let utf16: Vec<u8> = pasted.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(clean_paste(&utf16), Some(plain(&[FAILED, START])));
    let ansi = [b"> ".as_slice(), FAILED.as_bytes(), b" gr\xFCn\n"].concat();
    assert_eq!(clean_paste(&ansi), Some(format!("{FAILED} gr\u{fc}n\n")));
}

/// Pseudo-random numbers, the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % most as u64) as usize
    }
}

/// Whether all letters and digits of `line` are in `text`, in order.
fn holds_in_order(text: &str, line: &str) -> bool {
    let mut rest = text.chars().filter(|c| c.is_alphanumeric());
    line.chars().filter(|c| c.is_alphanumeric()).all(|c| rest.any(|other| other == c))
}

#[test]
fn no_letter_of_a_line_is_lost() {
    const LINES: [&str; 8] = [
        START,
        FAILED,
        RECORD,
        CBS,
        "WARNING: PTError: 0x80244021",
        "a sentence with <signs> [and] more & \"quotes\"",
        "Error\tCSI    00000c63 (F) HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND)",
        "",
    ];
    let decorations: [fn(usize, &str) -> String; 8] = [
        |_, line| format!("> {line}"),
        |at, line| format!("{}: {line}", at + 1),
        |_, line| format!("\u{2022} {line}"),
        |_, line| format!("    {line}"),
        |_, line| line.replace('<', "&lt;").replace('>', "&gt;"),
        |_, line| line.replace(' ', "\u{A0}"),
        |_, line| format!("[code]{line}[/code]"),
        |_, line| line.to_owned(),
    ];
    let mut chance = Chance(14);
    for _ in 0..500 {
        let lines: Vec<&str> = (0..1 + chance.below(6)).map(|_| LINES[chance.below(LINES.len())]).collect();
        let mut pasted = plain(&lines);
        for _ in 0..1 + chance.below(3) {
            let decoration = decorations[chance.below(decorations.len())];
            pasted = pasted.lines().enumerate().map(|(at, line)| decoration(at, line) + "\n").collect();
        }
        let cleaned = clean_paste(pasted.as_bytes());
        let text = cleaned.as_deref().unwrap_or(&pasted);
        assert!(holds_in_order(text, &plain(&lines)), "{pasted}\nbecame\n{text}");
        assert_eq!(clean_paste(text.as_bytes()), None, "{pasted}\nbecame\n{text}");
    }
}

#[test]
fn any_bytes_settle() {
    const PIECES: [&str; 22] = [
        "> ",
        "\n",
        "```",
        "[code]",
        "[/code]",
        "[url=x]",
        "&lt;",
        "&amp;",
        "&#38;",
        "\u{A0}",
        "\u{2022} ",
        "1: ",
        "\u{201C}",
        "\"",
        "<br>",
        "\\*FAILED\\*",
        "<![LOG[",
        "]LOG]!>",
        "4712 (0x1268)",
        "\u{1F600}",
        "WUAHandler.log:3:",
        "    ",
    ];
    let lines = [START, FAILED, RECORD, CBS];
    let mut chance = Chance(1);
    for _ in 0..500 {
        let mut text = String::new();
        for _ in 0..chance.below(12) {
            match chance.below(4) {
                0 => text.push_str(lines[chance.below(lines.len())]),
                1 => text.push_str(&CBS[..chance.below(CBS.len())]),
                _ => text.push_str(PIECES[chance.below(PIECES.len())]),
            }
        }
        if let Some(cleaned) = clean_paste(text.as_bytes()) {
            assert_eq!(clean_paste(cleaned.as_bytes()), None, "{text:?} became {cleaned:?}");
        }
    }
}

#[test]
fn lines_wrapped_by_a_console() {
    let width = |text: &str| -> String {
        let cut = |line: &str| {
            line.as_bytes()
                .chunks(80)
                .map(|part| String::from_utf8_lossy(part).into_owned())
                .collect::<Vec<_>>()
                .join("\n")
        };
        text.lines().map(|line| cut(line) + "\n").collect()
    };
    let log = plain(&[START, CBS]);
    check(&width(&log), &log);
    let records = plain(&[RECORD]);
    check(&width(&records), &records);
}

/// The lines of a text as a window of this width shows them: it cuts words.
fn in_window(text: &str, width: usize) -> String {
    let mut shown = String::new();
    for line in text.lines() {
        for (at, c) in line.chars().enumerate() {
            if at > 0 && at % width == 0 {
                shown.push('\n');
            }
            shown.push(c);
        }
        shown.push('\n');
    }
    shown
}

const CLEANUP: &str = "Invoke-WsusServerCleanup : Execution Timeout Expired.  The timeout period elapsed prior to completion of the operation.\n\
    At C:\\Scripts\\contoso-maintenance.ps1:26 char:6\n\
    + Invoke-WsusServerCleanup -DeclineExpiredUpdates\n\
    + ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n    \
    + CategoryInfo          : InvalidData: (Microsoft.Updat...anupCommand:InvokeWsusServerCleanupCommand) [], SqlException\n    \
    + FullyQualifiedErrorId : UnexpectedError,Microsoft.UpdateServices.Commands.InvokeWsusServerCleanupCommand\n";

#[test]
fn errors_of_powershell_in_a_narrow_window() {
    for width in [80, 100, 120] {
        check(&in_window(CLEANUP, width), CLEANUP);
    }
    let search = "Exception calling \"Search\" with \"1\" argument(s): \"Exception from HRESULT: 0x80244017\"\nAt line:1 char:1\n";
    for width in 78..83 {
        check(&in_window(search, width), search);
    }
    untouched(CLEANUP);
    untouched(search);
}

#[test]
fn errors_that_powershell_breaks_between_words() {
    check(
        "Invoke-Sqlcmd : The connection was established with the server, but the login failed. (provider: SSL \n\
         Provider, error: 0 - The name in the certificate of contoso is wrong.)\nAt C:\\a.ps1:1 char:5\n",
        "Invoke-Sqlcmd : The connection was established with the server, but the login failed. (provider: SSL \
         Provider, error: 0 - The name in the certificate of contoso is wrong.)\nAt C:\\a.ps1:1 char:5\n",
    );
    check(
        "Get-WindowsUpdate : The server contoso did not answer the request of this command in time: Exception from\n\
         HRESULT: 0x8024402C\nAt line:1 char:1\n+ Get-WindowsUpdate\n    \
         + CategoryInfo          : NotImplemented: (CONTOSO-PC07:String) [Get-WindowsUpdate], COMExcept \n   ion\n",
        "Get-WindowsUpdate : The server contoso did not answer the request of this command in time: Exception from \
         HRESULT: 0x8024402C\nAt line:1 char:1\n+ Get-WindowsUpdate\n    \
         + CategoryInfo          : NotImplemented: (CONTOSO-PC07:String) [Get-WindowsUpdate], COMException\n",
    );
    check(
        "Ausnahme beim Aufrufen von \"Search\" mit 1 Argument(en):  \"Zeitüberschreitung. Ausnahme von\n\
         HRESULT: 0x8024402C\"\nIn Zeile:1 Zeichen:1\n+ $s.Search(1)\n",
        "Ausnahme beim Aufrufen von \"Search\" mit 1 Argument(en):  \"Zeitüberschreitung. Ausnahme von \
         HRESULT: 0x8024402C\"\nIn Zeile:1 Zeichen:1\n+ $s.Search(1)\n",
    );
    let view = "MethodInvocationException: C:\\a.ps1:12\nLine |\n  12 |  $s.Search(1)\n     |  ~~~~~~~~~~~~\n     \
                | Exception calling \"Search\" with \"1\" argument(s): \"Exception from HRESULT:";
    check(&format!("{view}\n     | 0x8024402C\"\n"), &format!("{view} 0x8024402C\"\n"));
}

#[test]
fn lines_of_a_message_stay_apart() {
    untouched(
        "Invoke-WsusServerCleanup : Execution Timeout Expired.  The server is not responding.\n\
         The statement has been terminated.\nAt C:\\a.ps1:126 char:62\n",
    );
    untouched(
        "Get-WsusServer : Request for principal permission failed.\nCONTOSO ends here\nAt C:\\a.ps1:310 char:15\n",
    );
}

#[test]
fn calls_that_led_to_an_exception_stay_apart() {
    let exception = "System.Management.Automation.MethodInvocationException: Exception calling \"GetUpdateServer\" with \"3\" \
                     argument(s): \"The underlying connection of contoso was closed.\"\n   \
                     at Microsoft.UpdateServices.Administration.AdminProxy.CreateUpdateServer(Object[] args)\n   \
                     --- End of inner exception stack trace ---\n";
    untouched(exception);
    check(&in_window(exception, 120), exception);
}

#[test]
fn text_that_a_window_of_a_usual_width_cut() {
    let log = "The Windows Update service of contoso was stopped by the maintenance script before it could finish\n\
               Then the machine restarted, because the installation of the first update had requested a restart\nDone\n\
               Next\n";
    check(&in_window(log, 80), log);
}
