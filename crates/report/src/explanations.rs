//! The JSON output of the command line for codes and searches: `wuscope code` and `wuscope search`.

use serde::Serialize;

/// The meaning of a code that was entered, in its most likely reading.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TypedCode {
    /// What the code means.
    #[serde(flatten)]
    pub explanation: CodeExplanation,
    /// Other readings of the same text, the most likely first: `80244022` is a decimal number too.
    pub other_readings: Vec<CodeExplanation>,
}

/// A code found in a text, with its position.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CodeInText {
    /// What the code means.
    #[serde(flatten)]
    pub explanation: CodeExplanation,
    /// The line, from 1.
    pub line: usize,
    /// Where the code is in that line: first byte and the byte after the last.
    pub bytes: [usize; 2],
    /// The code as the line spells it.
    pub text: String,
    /// The symbol that the line itself names for the code.
    pub name: Option<String>,
}

/// The meaning of a code, and its possible causes.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CodeExplanation {
    /// `0x` and eight upper-case digits.
    pub code: String,
    /// How the text was read: "hexadecimal", "signed decimal", "HTTP status".
    pub read_as: String,
    /// The code as a signed number of 32 bits.
    pub signed: i32,
    /// The code as an unsigned number of 32 bits.
    pub unsigned: u32,
    /// Its symbols, the best known first.
    pub symbols: Vec<String>,
    /// What it means, in one sentence.
    pub summary: String,
    /// The family it belongs to, or the name of its facility; empty if it has neither.
    pub family: String,
    /// `success`, `information`, `warning` or `failure`.
    pub severity: String,
    /// The number of another system that the code contains: a Windows error, an HTTP status.
    pub inner: Option<InnerNumber>,
    /// Where Windows Setup stopped, for an extended code such as `0xC1900101-0x30018`.
    pub setup_phase: Option<String>,
    /// Why it is no failure; none if it is a failure.
    pub benign: Option<String>,
    /// Codes for the same failure in other components.
    pub same_as: Vec<String>,
    /// Whether a client changes its software update point after repeated failures with this code.
    pub triggers_failover: bool,
    /// The causes it may have, the most likely first.
    pub causes: Vec<CauseGuide>,
}

/// A number of another system that a code contains.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InnerNumber {
    /// The system that defines the number: "Windows error".
    pub name: String,
    /// The number.
    pub number: u32,
}

/// A cause with its checks and fixes, as plain text.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CauseGuide {
    /// Its id: `proxy-sign-in`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// How to check whether it is this cause.
    pub check: String,
    /// How to fix it, from the least to the most invasive.
    pub fix: String,
    /// How to verify the fix.
    pub verify: String,
    /// The versions for which it holds; none: those that Microsoft supports.
    pub versions: Option<String>,
    /// The day on which it was last compared with its sources: `2026-11-23`.
    pub verified: String,
    /// The sources of the facts.
    pub references: Vec<Reference>,
}

/// A page that is a source.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reference {
    /// Its title.
    pub title: String,
    /// Its URL.
    pub url: String,
    /// The day on which it was read: `2026-11-21`.
    pub accessed: String,
}

/// A search result.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SearchResult {
    /// `code`, `cause`, `symptom`, `family`, `flow`, `step`, `log`, `topic`, `state` or `form`.
    pub kind: String,
    /// Its id: `0x80244022`, `proxy-sign-in`, `client-scan/3`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// A description in one sentence; empty if the title is enough.
    pub summary: String,
    /// Why it matches, if title and summary do not show it: one of its search words, the message of one of its codes.
    pub matches: Option<String>,
    /// Its page: `#/cause/proxy-sign-in`.
    pub link: String,
}
