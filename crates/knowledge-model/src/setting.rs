//! Settings: where the registry holds them, and which of their values are amiss.

use basics::{Confidence, Severity};

/// A value of the registry that holds a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Registered {
    /// The setting.
    pub setting: &'static str,
    /// The path of its key below HKEY_LOCAL_MACHINE: `SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate`.
    pub key: &'static str,
    /// The name of the value; empty where the key says it by being there.
    pub name: &'static str,
    /// Who says so where it stands there: "policy".
    pub source: &'static str,
    /// Who says so where it stands below `Wow6432Node`: "policy, 32-bit view".
    pub source_32: &'static str,
    /// How its data is read.
    pub form: RegistryForm,
}

/// How the data of a value of the registry is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegistryForm {
    /// As the text or number that it is.
    Plain,
    /// It says yes by being there.
    There,
    /// The same, in exports alone: a query may have asked for one value of many.
    Export,
    /// The bytes in which WinHTTP keeps its proxy.
    WinHttp,
}

/// What is wrong with the values of settings: a finding where all its conditions hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Check {
    /// Its id: `server-without-scheme`.
    pub id: &'static str,
    /// The flow it belongs to.
    pub flow: &'static str,
    /// The step it belongs to.
    pub step: &'static str,
    /// The cause that explains it and how to fix it; empty if there is none.
    pub cause: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// How sure the cause is.
    pub confidence: Confidence,
    /// In one sentence, `{value}` being that of the first condition, `{other}` the one it is held against.
    pub summary: &'static str,
    /// Of a smaller number: by how many seconds at least its line was written later.
    pub after: u32,
    /// All of them hold.
    pub when: &'static [SettingCondition],
}

/// What must hold of a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SettingCondition {
    /// The setting, as one source tells it.
    pub of: SettingRef,
    /// What must hold.
    pub test: Test,
    /// What it is held against: a value, or empty.
    pub value: &'static str,
    /// What it is held against: the same or another setting, as another source tells it.
    pub other: SettingRef,
}

/// A setting, as one source tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SettingRef {
    /// The setting.
    pub setting: &'static str,
    /// The source.
    pub source: &'static str,
}

/// What may hold of the value of a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Test {
    /// It is there, and not empty.
    Given,
    /// It is not there, or empty.
    Missing,
    /// It is this.
    Is,
    /// It is not this, or is not there.
    IsNot,
    /// It is an address without `http://` or `https://`.
    LacksScheme,
    /// It is an address without a port.
    LacksPort,
    /// It holds characters that only placeholders have.
    IsPlaceholder,
    /// It is another value than the other one, and neither was ever the other.
    Differs,
    /// It is a smaller number than the other one.
    Below,
}
