//! Every code in running text, with its place: a pasted line, an excerpt of a log, a ticket.

use basics::parse_hex;

use crate::captured::from_windows_error;
use crate::grammar::{Context, code_of_run, is_code, is_in_note, number_context, words_before};
use crate::notation::{CodeAt, Notation};
use crate::scan::name_after;
use crate::table::CodeTable;
use crate::token::{Token, tokens};

/// The Windows error of an installation that failed with an installer message.
const INSTALL_FAILURE: u32 = 1603;

/// The codes in a text, in order, with their places in bytes.
///
/// Text that only looks like a code is excluded: threads, flags, GUIDs, SIDs, hashes, versions, dates. Zeros
/// are not failures and are in no list. The work grows with the text alone.
pub fn codes_in(text: &str, table: &dyn CodeTable) -> Vec<CodeAt> {
    let mut found: Vec<CodeAt> = Vec::new();
    let mut line_end = 0;
    for token in tokens(text) {
        if token.start >= line_end {
            let rest = &text[token.start..];
            line_end = token.start + rest.find('\n').unwrap_or(rest.len());
            let line_start = text[..token.start].rfind('\n').map_or(0, |at| at + 1);
            web_server_line(&text[line_start..line_end], line_start, table, &mut found);
        }
        // The statuses of a web server line are read together, and so is a code with its name.
        let is_read = |last: &CodeAt| {
            token.start < last.end || last.name.as_ref().is_some_and(|name| name.contains(&token.start))
        };
        if found.last().is_some_and(is_read) {
            continue;
        }
        if let (digits, true) = token.digits()
            && let Some(extend) = extend_of(digits)
            && let Some(last) = found.last_mut()
            && text[last.end..token.start].chars().all(|c| c == ' ' || c == '-' || c == '\u{2013}')
            && text[last.end..token.start].contains(['-', '\u{2013}'])
        {
            last.notation = Notation::Extended(extend);
            last.end = token.end;
            continue;
        }
        found.extend(code_at(text, &token, table));
    }
    found
}

/// The code at a token, if it is one.
fn code_at(text: &str, token: &Token<'_>, table: &dyn CodeTable) -> Option<CodeAt> {
    let bytes = text.as_bytes();
    let (digits, marked) = token.digits();
    let found = |start, value, notation| Some(CodeAt { start, end: token.end, value, notation, name: None });
    let is_decimal =
        !marked && (9..=10).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    if let Some(value) = code_of_run(bytes, token.end - digits.len(), token.end)
        .filter(|_| digits.bytes().all(|b| b.is_ascii_hexdigit()))
    {
        let notation = if is_decimal { Notation::Decimal } else { Notation::Code };
        let name = name_after(bytes, token.end);
        let minus = is_decimal && token.before == b'-';
        return Some(CodeAt { name, ..found(token.start - usize::from(minus), value, notation)? });
    }
    if let Some((value, symbol)) =
        table.codes_of_symbol(token.text).into_iter().find(|(value, _)| is_code(*value))
    {
        return found(token.start, value, Notation::Symbol(symbol));
    }
    if token.one_of_parts && !is_http_with_part(token, text) || bytes.get(token.end) == Some(&b'%') {
        return None;
    }
    let number =
        if marked { small_hex(digits) } else { token.small_number() }.filter(|&number| number > 1)?;
    let (last, before) = words_before(bytes, token.start);
    let (notation, value) = match number_context(last, before) {
        _ if after_http_version(&text[..token.start]) => http(number, table)?,
        _ if text[..token.start].trim_end().ends_with("HRESULT_FROM_WIN32(") => windows_error(number, table),
        Context::Http => http(number, table)?,
        Context::Strong if is_in_note(&bytes[..token.start]) || is_inside(text, token) => return None,
        Context::Strong if is_installer_message(text, token) => {
            (Notation::Number("Windows Installer message", number), from_windows_error(INSTALL_FAILURE))
        }
        Context::Strong => windows_error(number, table),
        Context::Weak if number >= 1000 && table.is_known(from_windows_error(number)) => {
            windows_error(number, table)
        }
        _ => return None,
    };
    found(token.start, value, notation)
}

/// Whether a number is a message of the Windows Installer, which has numbers of its own: `Error 1714. The older …`.
fn is_installer_message(text: &str, token: &Token<'_>) -> bool {
    let begins = text[..token.start].strip_suffix("Error ");
    begins.is_some_and(|before| before.is_empty() || before.ends_with('\n') || before.ends_with("-- "))
        && token.text.len() == 4
        && text[token.end..].starts_with(". ")
}

/// Whether a number is debug output of the installer: `DEBUG: Error 2826:  Control …`.
fn is_inside(text: &str, token: &Token<'_>) -> bool {
    text[..token.start].ends_with("DEBUG: Error ")
}

/// `0x643`, and `0x00000643`.
fn small_hex(digits: &str) -> Option<u32> {
    parse_hex(digits.as_bytes()).filter(|&value| value <= 0xFFFF)
}

/// An extend code of Windows Setup, `20017`: phase and operation.
pub(super) fn extend_of(digits: &str) -> Option<u32> {
    let value = parse_hex(digits.as_bytes()).filter(|_| digits.len() == 5)?;
    if matches!(value >> 16, 1..=5) && value & 0xFF00 == 0 { Some(value) } else { None }
}

fn windows_error(number: u32, table: &dyn CodeTable) -> (Notation, u32) {
    (Notation::Number(table.windows_error_name(number), number), from_windows_error(number))
}

/// A status that means a failure.
fn http(number: u32, table: &dyn CodeTable) -> Option<(Notation, u32)> {
    let status = u16::try_from(number).ok().filter(|status| (400..600).contains(status))?;
    Some((Notation::Number("HTTP status", number), *table.codes_of_http(status).first()?))
}

fn after_http_version(before: &str) -> bool {
    let Some(before) = before.strip_suffix(' ') else { return false };
    ["HTTP/1.1", "HTTP/1.0", "HTTP/2", "HTTP/2.0"].iter().any(|version| before.ends_with(version))
}

/// `500.19`: the web server's substatus follows a period.
fn is_http_with_part(token: &Token<'_>, text: &str) -> bool {
    let rest = &text.as_bytes()[token.end..];
    let part = rest.strip_prefix(b".").unwrap_or_default();
    let digits = part.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let alone = part.get(digits).is_none_or(|&byte| !byte.is_ascii_alphanumeric() && byte != b'.');
    token.before != b'.' && matches!(digits, 1 | 2) && alone && token.small_number().is_some_and(|n| n >= 400)
}

/// The statuses at the end of a line of a web server's log: HTTP status, its part, and the Windows error.
///
/// `2026-11-21 10:15:00 192.0.2.10 POST /ClientWebService/client.asmx … 503 0 64 15`
fn web_server_line(line: &str, offset: usize, table: &dyn CodeTable, found: &mut Vec<CodeAt>) {
    let head = line.as_bytes();
    let is_date =
        head.len() > 20 && head[4] == b'-' && head[7] == b'-' && head[10] == b' ' && head[13] == b':';
    if !is_date
        || !line.split(' ').any(|field| ["GET", "POST", "HEAD", "CCM_POST", "BITS_POST"].contains(&field))
    {
        return;
    }
    let is_number = |field: &&str| !field.is_empty() && field.bytes().all(|b| b.is_ascii_digit());
    let fields: Vec<&str> = line.split_ascii_whitespace().rev().take_while(is_number).collect();
    let [.., error, _, status] = fields[..] else { return };
    // A field is cut out of the line, so its address gives its place.
    let place = |field: &str| {
        let start = offset + (field.as_ptr() as usize - line.as_ptr() as usize);
        (start, start + field.len())
    };
    let number = |field: &str| field.parse::<u32>().unwrap_or_default();
    if let Some((notation, value)) = http(number(status), table) {
        let (start, end) = place(status);
        found.push(CodeAt { start, end, value, notation, name: None });
    }
    let (start, end) = place(error);
    match number(error) {
        0 => {}
        error @ 1..=0xFFFF => {
            let (notation, value) = windows_error(error, table);
            found.push(CodeAt { start, end, value, notation, name: None });
        }
        value if value >> 31 == 1 => {
            found.push(CodeAt { start, end, value, notation: Notation::Decimal, name: None });
        }
        _ => {}
    }
}
