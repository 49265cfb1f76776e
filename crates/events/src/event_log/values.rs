//! How values of events are written: codes, services, times, all on one line.

use std::fmt::Write as _;

use basics::{civil_from_days, days_from_civil};

/// The most characters of a value that are kept.
const MOST: usize = 1000;

/// Milliseconds since 1970 of `2022-02-05T18:56:54.2572351Z`.
pub(super) fn milliseconds(time: &str) -> Option<i64> {
    let bytes = time.as_bytes();
    let number = |from: usize, to: usize| -> Option<i64> {
        bytes
            .get(from..to)?
            .iter()
            .try_fold(0, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + i64::from(digit - b'0')))
    };
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let seconds = (number(11, 13)? * 60 + number(14, 16)?) * 60 + number(17, 19)?;
    let days = days_from_civil(year, month as u32, day as u32);
    Some((days * 86_400 + seconds) * 1000 + number(20, 23).unwrap_or(0))
}

/// `2022-02-05 18:56:54.257` of milliseconds since 1970; years before 1601 and after 9999 are not written by Windows.
pub(super) fn stamp(milliseconds: i64) -> String {
    let time = milliseconds.rem_euclid(86_400_000);
    let (year, month, day) = civil_from_days(milliseconds.div_euclid(86_400_000));
    let (seconds, milliseconds) = (time / 1000, time % 1000);
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}.{milliseconds:03}")
}

/// A value on one line: what would end a line or a column is a space, and so are runs of spaces.
pub(super) fn flat(value: &str) -> String {
    let mut flat = String::new();
    for (count, word) in
        value.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).enumerate()
    {
        if count > 0 {
            flat.push(' ');
        }
        flat.push_str(word);
        if flat.len() > MOST {
            let end = (0..=MOST).rev().find(|&end| flat.is_char_boundary(end)).unwrap_or(0);
            flat.truncate(end);
            flat.push('…');
            break;
        }
    }
    flat
}

/// A code as `0x` and eight digits: of `0x80248007`, `%%1058` and `2147942402`. Numbers of Windows without a facility
/// become the HRESULT that programs return for them: 1058 is 0x80070422. Other texts stay.
pub(super) fn code(value: &str) -> String {
    let Some(number) = number(value) else { return flat(value) };
    let is_plain = value.starts_with("%%") && (1..0x1_0000).contains(&number);
    format!("0x{:08X}", if is_plain { 0x8007_0000 | number } else { number })
}

/// A value as 32 bits.
pub(super) fn number(value: &str) -> Option<u32> {
    let value = value.trim().trim_start_matches("%%");
    match value.strip_prefix("0x").or_else(|| value.strip_prefix("0X")) {
        Some(digits) => u64::from_str_radix(digits, 16).ok().map(|number| number as u32),
        None => value.parse::<i64>().ok().map(|number| number as u32),
    }
}

/// A GUID without its braces.
pub(super) fn guid(value: &str) -> String {
    flat(value.trim_start_matches('{').trim_end_matches('}'))
}

/// A number that is a Windows code without being marked as one.
pub(super) fn windows(value: &str) -> String {
    if value.starts_with("%%") { code(value) } else { code(&format!("%%{value}")) }
}

/// A service-specific code: small numbers mean nothing elsewhere and stay decimal.
pub(super) fn own_code(value: &str) -> String {
    match number(value) {
        Some(number) if number < 0x1_0000 => number.to_string(),
        _ => code(value),
    }
}

/// EventLines, of which each may begin with `- `, as `one; another`.
pub(super) fn list(value: &str) -> String {
    let mut list = String::new();
    for line in value.lines().map(|line| line.trim().trim_start_matches("- ")).filter(|line| !line.is_empty())
    {
        if !list.is_empty() {
            list.push_str("; ");
        }
        list.push_str(line);
    }
    flat(&list)
}

/// The text that bytes encode, written as `7700750061007500`, up to their first NUL.
pub(super) fn utf16_of_hex(hex: &str) -> Option<String> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let units = hex.as_bytes().chunks_exact(4).map(|four| {
        let [a, b, c, d] = [digit(four[0])?, digit(four[1])?, digit(four[2])?, digit(four[3])?];
        u16::try_from(c << 12 | d << 8 | a << 4 | b).ok()
    });
    let units: Vec<u16> = units.map_while(|unit| unit.filter(|unit| *unit != 0)).take(256).collect();
    (!units.is_empty()).then(|| String::from_utf16_lossy(&units))
}

/// The state of a service by its number.
/// Source: learn.microsoft.com, SERVICE_STATUS, `dwCurrentState`.
pub(super) fn state(number: &str) -> Option<&'static str> {
    match number {
        "1" => Some("stopped"),
        "2" => Some("starting"),
        "3" => Some("stopping"),
        "4" => Some("running"),
        "7" => Some("paused"),
        _ => None,
    }
}

/// The name of the Store's service in that table.
pub(super) const STORE: &str = "Microsoft Store";

/// The services that updates come from, `id<TAB>name<TAB>source` by row.
const SERVICES: &str = include_str!("../../data/services.tsv");

/// The name and the id of a service; the id alone if it has no name.
pub(super) fn source(id: &str) -> String {
    let id = guid(id);
    let rows = SERVICES.lines().filter_map(|row| row.split_once('\t'));
    let known =
        rows.filter(|(known, _)| id.eq_ignore_ascii_case(known)).find_map(|(_, row)| row.split('\t').next());
    known.map_or_else(|| id.clone(), |name| format!("{name} {id}"))
}

/// Whether a title begins with the id of a product in the Store: `9WZDNCRFJBH4-Microsoft.Windows.Photos`.
pub(super) fn is_of_store(title: &str) -> bool {
    let id = title.split('-').next().unwrap_or(title);
    title.len() > id.len()
        && id.len() == 12
        && id.starts_with('9')
        && id.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
}

/// Seconds as `3 d 4 h 5 min`.
pub(super) fn duration(seconds: u64) -> String {
    let mut text = String::new();
    let parts = [(seconds / 86_400, "d"), (seconds / 3600 % 24, "h"), (seconds / 60 % 60, "min")];
    for (number, unit) in parts.into_iter().filter(|(number, _)| *number > 0) {
        let _ = write!(text, "{}{number} {unit}", if text.is_empty() { "" } else { " " });
    }
    if text.is_empty() { format!("{seconds} s") } else { text }
}
