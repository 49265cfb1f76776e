//! Settings: where the registry stores them, and which of their values are wrong.

use basics::{Confidence, Severity};

/// A registry value that contains a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Registered {
    /// The setting.
    pub setting: &'static str,
    /// The path of its key below HKEY_LOCAL_MACHINE: `SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate`.
    pub key: &'static str,
    /// The name of the value; empty if the existence of the key is the value.
    pub name: &'static str,
    /// The source if it is there: "policy".
    pub source: &'static str,
    /// The source if it is below `Wow6432Node`: "policy, 32-bit view".
    pub source_32: &'static str,
    /// How its data is read.
    pub form: RegistryForm,
}

/// How the data of a registry value is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegistryForm {
    /// As text or number.
    Plain,
    /// Its existence means yes.
    There,
    /// The same, in exports only: a query might have requested one value of many.
    Export,
    /// The bytes in which WinHTTP stores its proxy.
    WinHttp,
}

/// A check of the values of settings: a finding if all its conditions are met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Check {
    /// Its ID: `server-without-scheme`.
    pub id: &'static str,
    /// The flow it belongs to.
    pub flow: &'static str,
    /// The step it belongs to.
    pub step: &'static str,
    /// The cause that explains it and how to fix it; empty if there is none.
    pub cause: &'static str,
    /// Its severity.
    pub severity: Severity,
    /// The confidence in the cause.
    pub confidence: Confidence,
    /// In one sentence: `{value}` is the value of the first condition, `{other}` the value it is compared with.
    pub summary: &'static str,
    /// For a smaller number: the minimum number of seconds by which its line was written later.
    pub after: u32,
    /// All conditions must be met.
    pub when: &'static [SettingCondition],
}

/// A condition of a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SettingCondition {
    /// The setting, from one source.
    pub of: SettingRef,
    /// The test.
    pub test: Test,
    /// What it is compared with: a value, or empty.
    pub value: &'static str,
    /// What it is compared with: the same or another setting, from another source.
    pub other: SettingRef,
}

/// A setting, from one source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SettingRef {
    /// The setting.
    pub setting: &'static str,
    /// The source.
    pub source: &'static str,
}

/// A test of the value of a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Test {
    /// It exists and is not empty.
    Given,
    /// It does not exist, or is empty.
    Missing,
    /// It is this.
    Is,
    /// It is not this, or does not exist.
    IsNot,
    /// It is a URL without `http://` or `https://`.
    LacksScheme,
    /// It is a URL without a port.
    LacksPort,
    /// It contains characters that only placeholders have.
    IsPlaceholder,
    /// It differs from the other value, and neither ever had the other value.
    Differs,
    /// It is a smaller number than the other one.
    Below,
}
