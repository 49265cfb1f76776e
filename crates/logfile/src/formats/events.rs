//! What exports of event logs have in common: how they name levels, and where a field is a time.

use crate::entry::EntryLevel;
use crate::stamp::{Stamp, stamp};

/// Exports name the level in the language of Windows, or by its number.
const ERRORS: &[&str] = &[
    "Error",
    "Critical",
    "Fehler",
    "Kritisch",
    "Erreur",
    "Critique",
    "Errore",
    "Critico",
    "Crítico",
    "Erro",
    "Fout",
    "Fel",
    "Fejl",
    "Błąd",
    "Chyba",
    "Ошибка",
    "Критический",
    "エラー",
    "重大",
    "错误",
    "錯誤",
    "오류",
];
const WARNINGS: &[&str] = &[
    "Warning",
    "Warnung",
    "Avertissement",
    "Advertencia",
    "Avviso",
    "Aviso",
    "Waarschuwing",
    "Varning",
    "Advarsel",
    "Ostrzeżenie",
    "Upozornění",
    "Предупреждение",
    "警告",
    "경고",
];

/// The level of an event with this level name.
pub(super) fn level(word: &[u8]) -> Option<EntryLevel> {
    let is_one_of = |known: &[&str]| known.iter().any(|known| word.eq_ignore_ascii_case(known.as_bytes()));
    if is_one_of(ERRORS) {
        Some(EntryLevel::Error)
    } else if is_one_of(WARNINGS) {
        Some(EntryLevel::Warning)
    } else {
        None
    }
}

/// The time in a field that contains nothing else.
pub(super) fn time_field(field: &[u8]) -> Option<Stamp> {
    let trimmed = field.trim_ascii_start();
    // Requires a date: empty fields, words and numbers are rejected early.
    if trimmed.len() < 12 || !trimmed[0].is_ascii_digit() {
        return None;
    }
    let stamp = stamp(trimmed).filter(|stamp| trimmed[stamp.end..].trim_ascii().is_empty())?;
    let before = field.len() - trimmed.len();
    let places = stamp.places.map(|place| place.start + before..place.end + before);
    Some(Stamp { places, end: stamp.end + before, ..stamp })
}
