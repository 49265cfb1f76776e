//! Explains any 32-bit code, even one that no table has.

use basics::hex;
use knowledge_model::model::Code;
use knowledge_model::numbers::{ErrorRange, Facility, FacilityPart, HttpStatus, SetupPart};
use spelling::from_windows_error;

use crate::look_up::{code, codes, part};
use crate::symbols::{family_of, symbols_of};
use crate::tables::tables;

/// The explanation of a code.
#[derive(Clone, Debug)]
pub struct Explained {
    /// The code.
    pub value: u32,
    /// Its row in the table, if it has one.
    pub code: Option<&'static Code>,
    /// Its names, the best first.
    pub symbols: Vec<&'static str>,
    /// The family it belongs to: "Windows Update"; none for a code without a name.
    pub family: Option<&'static str>,
    /// The layout of its bits.
    pub form: Form,
    /// Success or failure.
    pub severity: CodeSeverity,
    /// The number of its facility: bits 16 to 27, as Microsoft counts facilities beyond 2047 too.
    pub facility: u16,
    /// The facility's name; none for numbers that Microsoft gave no name.
    pub facility_name: Option<&'static Facility>,
    /// The component within the facility.
    pub part: Option<&'static FacilityPart>,
    /// The rest: the low 16 bits, or 12 if the part takes four of them.
    pub number: u32,
    /// How many bits `number` has: 12, 16 or 32.
    pub number_bits: u8,
    /// The number of another system that this code contains.
    pub inside: Option<Inside>,
    /// All of this in one sentence; the table's message if there is one.
    pub sentence: String,
}

/// The layout of the bits of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Severity, facility, number.
    Hresult,
    /// A status of the Windows kernel: severity, facility, number.
    Ntstatus,
    /// A status of the kernel, marked as such inside an HRESULT.
    NtstatusInHresult,
    /// A number without severity and facility.
    Number,
}

/// Success or failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeSeverity {
    /// No failure.
    Success,
    /// No failure; an NTSTATUS that informs.
    Information,
    /// An NTSTATUS that warns.
    Warning,
    /// A failure.
    Failure,
}

impl CodeSeverity {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Information => "information",
            Self::Warning => "warning",
            Self::Failure => "failure",
        }
    }
}

/// A number of another system: a Windows error, an HTTP status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inside {
    /// What it is: "HTTP status", "Windows error", "WinHTTP error".
    pub name: &'static str,
    /// The number, as it is usually written: in decimal.
    pub number: u32,
    /// What it means, for an HTTP status.
    pub words: Option<&'static str>,
    /// The other code with the same meaning.
    pub same: Option<u32>,
}

/// The facility whose numbers are Windows errors.
const WIN32: u16 = 7;
/// The facility whose numbers are HTTP statuses.
const HTTP: u16 = 25;
/// The bit that marks an NTSTATUS inside an HRESULT.
const NT_BIT: u32 = 1 << 28;

/// Explains a code.
pub fn explain(value: u32) -> Explained {
    let part = part(value);
    let form = form(value, part.is_some());
    let bits = if form == Form::NtstatusInHresult { value & !NT_BIT } else { value };
    let facility = if form == Form::Number { 0 } else { ((bits >> 16) & 0xFFF) as u16 };
    let (number, number_bits) = match (form, part) {
        (Form::Number, _) => (value, 32),
        (_, Some(part)) if part.to - part.from == 0xFFF => (bits & 0xFFF, 12),
        _ => (bits & 0xFFFF, 16),
    };
    let kernel = matches!(form, Form::Ntstatus | Form::NtstatusInHresult);
    let mut explained = Explained {
        value,
        code: code(value),
        symbols: symbols_of(value),
        family: family_of(value),
        form,
        severity: severity(bits, form),
        facility,
        facility_name: if form == Form::Number { None } else { facility_name(kernel, facility) },
        part,
        number,
        number_bits,
        inside: None,
        sentence: String::new(),
    };
    explained.inside = inside(&explained, bits);
    explained.sentence = match explained.code {
        Some(code) => code.message.to_owned(),
        None => sentence(&explained),
    };
    explained
}

fn form(value: u32, has_part: bool) -> Form {
    match value >> 28 {
        _ if has_part => Form::Hresult,
        0 if value <= 0xFFFF && value > 1 => Form::Number,
        0 | 8 => Form::Hresult,
        // Bit 28 in an HRESULT; the other bits are an NTSTATUS.
        0x1 | 0x5 | 0x9 | 0xD => Form::NtstatusInHresult,
        0x4 | 0xC => Form::Ntstatus,
        _ => Form::Hresult,
    }
}

fn severity(bits: u32, form: Form) -> CodeSeverity {
    match (form, bits >> 30) {
        (Form::Hresult | Form::Number, 0 | 1) | (_, 0) => CodeSeverity::Success,
        (Form::Hresult | Form::Number, _) | (_, 3) => CodeSeverity::Failure,
        (_, 1) => CodeSeverity::Information,
        _ => CodeSeverity::Warning,
    }
}

fn facility_name(kernel: bool, number: u16) -> Option<&'static Facility> {
    let key = |facility: &Facility| (facility.kernel, facility.number);
    let at = tables().facilities.binary_search_by_key(&(kernel, number), key).ok()?;
    tables().facilities.get(at)
}

fn inside(explained: &Explained, bits: u32) -> Option<Inside> {
    let value = explained.value;
    let low = bits & 0xFFFF;
    match (explained.form, explained.facility) {
        (Form::Number, _) => Some(windows_error(value, Some(from_windows_error(value)))),
        (Form::Hresult, WIN32) => Some(windows_error(low, None)),
        (_, WIN32) => Some(windows_error(low, Some(from_windows_error(low)))),
        (Form::Ntstatus, _) => None,
        (Form::NtstatusInHresult, _) => {
            Some(Inside { name: "NTSTATUS", number: bits, words: None, same: Some(bits) })
        }
        _ => {
            let by_table = explained.code.and_then(|code| code.http);
            let by_facility = (explained.facility == HTTP).then_some(low as u16);
            let number = by_table.or(by_facility).filter(|status| (100..600).contains(status))?;
            let same = codes_of_http(number).find(|code| *code != value);
            Some(Inside {
                name: "HTTP status",
                number: number.into(),
                words: http_status(number).map(|status| status.words),
                same,
            })
        }
    }
}

fn windows_error(number: u32, same: Option<u32>) -> Inside {
    Inside { name: numbers(number).map_or("Windows error", |range| range.name), number, words: None, same }
}

/// The name of a Windows error, by the component it comes from.
pub(crate) fn numbers(number: u32) -> Option<&'static ErrorRange> {
    tables().numbers.iter().find(|range| (u32::from(range.from)..=u32::from(range.to)).contains(&number))
}

/// An HTTP status.
pub(crate) fn http_status(status: u16) -> Option<&'static HttpStatus> {
    let at = tables().statuses.binary_search_by_key(&status, |status| status.status).ok()?;
    tables().statuses.get(at)
}

/// The codes of an HTTP status: those of the table, highest first, then the one derived by rule.
pub(crate) fn codes_of_http(status: u16) -> impl Iterator<Item = u32> {
    let by_rule = failure(HTTP) | u32::from(status);
    let listed = codes().iter().rev().filter(move |code| code.http == Some(status) && code.value != by_rule);
    listed.map(|code| code.value).chain([by_rule])
}

fn failure(facility: u16) -> u32 {
    1 << 31 | u32::from(facility) << 16
}

fn sentence(explained: &Explained) -> String {
    let mut text = String::from(match explained.severity {
        CodeSeverity::Success => "No failure",
        CodeSeverity::Information => "An information, no failure",
        CodeSeverity::Warning => "A warning",
        CodeSeverity::Failure => "A failure",
    });
    match (explained.form, explained.facility_name) {
        (Form::Number, _) => text.push_str(" by itself"),
        (_, Some(facility)) => {
            text.push_str(" reported by ");
            text.push_str(facility.words);
        }
        (Form::Ntstatus | Form::NtstatusInHresult, None) => text.push_str(" reported by the Windows kernel"),
        (Form::Hresult, None) => {
            text.push_str(" of facility ");
            text.push_str(&explained.facility.to_string());
            text.push_str(", which has no public name");
        }
    }
    if let Some(part) = explained.part {
        text.push_str(" (");
        text.push_str(part.words);
        text.push(')');
    }
    match explained.inside {
        Some(inside) if inside.name != "NTSTATUS" => {
            text.push_str(": ");
            text.push_str(inside.name);
            text.push(' ');
            text.push_str(&inside.number.to_string());
            if let Some(words) = inside.words {
                text.push_str(", ");
                text.push_str(words);
            } else if let Some(code) = inside.same.and_then(code) {
                text.push_str(". ");
                text.push_str(code.message.trim_end_matches('.'));
            }
        }
        _ => {
            text.push_str(": number ");
            text.push_str(&hex(explained.number, if explained.number_bits == 12 { 3 } else { 4 }));
        }
    }
    text.push('.');
    text
}

/// Where Windows Setup stopped, by the extend code of its result, in lower case: `0x20017` is "phase 2, the
/// safe system after the first restart (SafeOS); operation 0x17, starting the system (boot)".
pub fn setup_stage(extend: u32) -> String {
    let words = |parts: &'static [SetupPart], number: u32| {
        parts.iter().find(|part| u32::from(part.number) == number).map_or("not known", |part| part.words)
    };
    let (phase, operation) = (extend >> 16, extend & 0xFFFF);
    let phase_words = words(tables().setup_phases, phase);
    let digits = if operation > 0xFF { 4 } else { 2 };
    let operation_words = words(tables().setup_operations, operation);
    [
        "phase ",
        &phase.to_string(),
        ", ",
        phase_words,
        "; operation ",
        &hex(operation, digits),
        ", ",
        operation_words,
    ]
    .concat()
}
