//! The class of an update, based on its title.

use report::UpdateClass;

/// The class of the update with this title; `is_app` is whether a line reports that it is an app.
pub(crate) fn class_of(title: &str, is_app: bool) -> UpdateClass {
    if is_app || is_store_id(title) {
        UpdateClass::App
    } else if DEFINITIONS.iter().any(|words| title.contains(words)) {
        UpdateClass::Definition
    } else if is_driver(title) {
        UpdateClass::Driver
    } else {
        UpdateClass::Product
    }
}

/// Text in the titles of definitions, in every language in which Microsoft keeps these words.
const DEFINITIONS: [&str; 5] =
    ["Security Intelligence", "Definition Update", "KB2267602", "KB915597", "Antimalware Platform"];

/// Apps are named by their number in the Store: `9NBLGGH4LS1F-Microsoft.StorePurchaseApp`.
fn is_store_id(title: &str) -> bool {
    let (id, name) = title.split_once('-').unwrap_or((title, ""));
    id.len() == 12
        && id.starts_with('9')
        && id.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        && !name.is_empty()
}

/// Drivers are named by vendor, class, and version: `CONTOSO - System - 9.8.16.0`.
fn is_driver(title: &str) -> bool {
    let parts: Vec<&str> = title.split(" - ").collect();
    let is_version =
        |part: &str| part.contains('.') && part.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let version = parts.last().and_then(|last| last.split_whitespace().last());
    let is_article = title.contains("(KB") || title.contains(" KB");
    (parts.len() >= 3 && version.is_some_and(is_version) && !is_article)
        || ["Driver Update", "driver update", "Firmware"].iter().any(|words| title.contains(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_determines_the_class_of_an_update() {
        let check = |title: &str, class| assert_eq!(class_of(title, false), class, "{title}");
        check("2026-11 Cumulative Update for Windows 11 (KB5068861)", UpdateClass::Product);
        check("2026-11 .NET Framework - Security - 4.8.1 (KB5066131)", UpdateClass::Product);
        check("CONTOSO - System - 9.8.16.0", UpdateClass::Driver);
        check("CONTOSO Inc. - Display - 7/14/2026 12:00:00 AM - 31.0.15.1", UpdateClass::Driver);
        check("CONTOSO Firmware 1.22", UpdateClass::Driver);
        check(
            "Security Intelligence Update for Defender - KB2267602 (Version 1.4.2)",
            UpdateClass::Definition,
        );
        check("9NBLGGH4LS1F-Contoso.StoreApp", UpdateClass::App);
        check("Security Update - 2026", UpdateClass::Product);
        assert_eq!(class_of("Contoso Notes", true), UpdateClass::App);
    }
}
