//! The meaning of the numbers inside a code: facilities, their parts, ranges of Windows errors, HTTP statuses.

/// A facility: the source of a code, bits 16 to 27 of an HRESULT or an NTSTATUS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facility {
    /// Its number.
    pub number: u16,
    /// Whether it is one of an NTSTATUS; the same numbers mean other things there.
    pub kernel: bool,
    /// Its name in Microsoft's headers without `FACILITY_`: `WINDOWSUPDATE`.
    pub name: &'static str,
    /// Other names that the headers have for the same number.
    pub also: &'static [&'static str],
    /// In words: "Windows Update", "the shell".
    pub words: &'static str,
}

/// A part of a facility: a component with a range of codes of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FacilityPart {
    /// Its first code.
    pub from: u32,
    /// Its last code.
    pub to: u32,
    /// In words: "protocol talker".
    pub words: &'static str,
}

/// A range of Windows errors of one component.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ErrorRange {
    /// The first one.
    pub from: u16,
    /// The last one.
    pub to: u16,
    /// The name of one of them: "WinHTTP error".
    pub name: &'static str,
}

/// An HTTP status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HttpStatus {
    /// The status: 503.
    pub status: u16,
    /// In words: "the service is unavailable".
    pub words: &'static str,
}

/// A phase of Windows Setup, or an operation in one: the halves of an extend code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SetupPart {
    /// Its number.
    pub number: u16,
    /// In words: "migrating data".
    pub words: &'static str,
}
