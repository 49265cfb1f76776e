//! Verbose logs of Windows Installer: their parsed entries.
#![allow(clippy::unwrap_used)] // A test panics when something is wrong.

mod shape;

use logfile::{Format, recognize, rfc3339_local};

fn check(text: &str, expected: &[&str]) {
    shape::check(Format::Msi, text, expected);
}

#[test]
fn lines_with_a_time_of_day_take_their_date_from_the_head() {
    check(
        "=== Verbose logging started: 3/12/2021  10:22:50  Build type: SHIP UNICODE 5.00.10011.00  Calling process: \
         C:\\Windows\\system32\\msiexec.exe ===\n\
         MSI (c) (28:54) [10:22:50:842]: Resetting cached policy values\n\
         MSI (c) (28:54) [10:22:50:842]: ******* RunEngine:\n\
         \x20          ******* Product: C:\\Contoso\\reader.msi\n\
         \x20          ******* Action: \n\
         MSI (s) (CC!88) [10:22:51:000]: a line of a custom action\n\
         === Logging started: 3/12/2021  10:22:51 ===\n\
         Action start 10:22:51: INSTALL.\n\
         Property(S): DiskPrompt = [1]\n\
         === Verbose logging stopped: 3/12/2021  10:22:59 ===\n",
        &[
            "1 I 2021-03-12T10:22:50.000  0 | === Verbose logging started: 3/12/2021  10:22:50  Build type: SHIP \
             UNICODE 5.00.10011.00  Calling process: C:\\Windows\\system32\\msiexec.exe ===",
            "2 I 2021-03-12T10:22:50.842 MSI (c) 84 | MSI (c) (28:54) [10:22:50:842]: Resetting cached policy values",
            "3 I 2021-03-12T10:22:50.842 MSI (c) 84 | MSI (c) (28:54) [10:22:50:842]: ******* RunEngine:\n           \
             ******* Product: C:\\Contoso\\reader.msi\n           ******* Action:",
            "6 I 2021-03-12T10:22:51.000 MSI (s) 136 | MSI (s) (CC!88) [10:22:51:000]: a line of a custom action",
            "7 I 2021-03-12T10:22:51.000  0 | === Logging started: 3/12/2021  10:22:51 ===",
            "8 I -  0 | Action start 10:22:51: INSTALL.",
            "9 I -  0 | Property(S): DiskPrompt = [1]",
            "10 I 2021-03-12T10:22:59.000  0 | === Verbose logging stopped: 3/12/2021  10:22:59 ===",
        ],
    );
}

#[test]
fn errors_and_failed_actions_are_recognized_in_any_language() {
    check(
        "=== Verbose Protokollierung gestartet: 12.03.2021  10:22:50  Erstellungstyp: SHIP UNICODE 5.00.10011.00  \
         Aufrufprozess: C:\\Windows\\system32\\msiexec.exe ===\n\
         MSI (s) (CC:88) [10:22:51:389]: Produkt: Contoso Reader -- Fehler 1714. Die alte Version kann nicht entfernt \
         werden. Systemfehler 1612.\n\
         \n\
         Fehler 1714. Die alte Version kann nicht entfernt werden.\n\
         MSI (s) (CC:88) [10:22:51:390]: Produkt: Contoso Reader -- Warnung 1946. Eine Eigenschaft fehlt.\n\
         MSI (s) (CC:88) [10:22:51:390]: Produkt: Contoso Reader -- Installation erfolgreich abgeschlossen.\n\
         Aktion beendet um 10:22:51: RemoveExistingProducts. Rückgabewert 3.\n\
         Aktion beendet um 10:22:51: INSTALL. Rückgabewert 1.\n\
         Fin de l’action 10:22:51 : INSTALL. Valeur renvoyée 3.\n\
         アクション終了 10:22:51: INSTALL。 戻り値 3。\n",
        &[
            "1 I 2021-03-12T10:22:50.000  0 | === Verbose Protokollierung gestartet: 12.03.2021  10:22:50  \
             Erstellungstyp: SHIP UNICODE 5.00.10011.00  Aufrufprozess: C:\\Windows\\system32\\msiexec.exe ===",
            "2 E 2021-03-12T10:22:51.389 MSI (s) 136 | MSI (s) (CC:88) [10:22:51:389]: Produkt: Contoso Reader -- \
             Fehler 1714. Die alte Version kann nicht entfernt werden. Systemfehler 1612.\n\nFehler 1714. Die alte \
             Version kann nicht entfernt werden.",
            "5 W 2021-03-12T10:22:51.390 MSI (s) 136 | MSI (s) (CC:88) [10:22:51:390]: Produkt: Contoso Reader -- \
             Warnung 1946. Eine Eigenschaft fehlt.",
            "6 I 2021-03-12T10:22:51.390 MSI (s) 136 | MSI (s) (CC:88) [10:22:51:390]: Produkt: Contoso Reader -- \
             Installation erfolgreich abgeschlossen.",
            "7 E -  0 | Aktion beendet um 10:22:51: RemoveExistingProducts. Rückgabewert 3.",
            "8 I -  0 | Aktion beendet um 10:22:51: INSTALL. Rückgabewert 1.",
            "9 E -  0 | Fin de l’action 10:22:51 : INSTALL. Valeur renvoyée 3.",
            "10 E -  0 | アクション終了 10:22:51: INSTALL。 戻り値 3。",
        ],
    );
}

#[test]
fn a_log_may_cross_midnight() {
    check(
        "=== Verbose logging started: 31.12.2021  23:59:59  Build type: SHIP UNICODE 5.00.10011.00  Calling process: \
         C:\\Windows\\system32\\msiexec.exe ===\n\
         MSI (s) (CC:88) [23:59:59:900]: last year\n\
         MSI (s) (CC:88) [00:00:00:100]: this year\n",
        &[
            "1 I 2021-12-31T23:59:59.000  0 | === Verbose logging started: 31.12.2021  23:59:59  Build type: SHIP \
             UNICODE 5.00.10011.00  Calling process: C:\\Windows\\system32\\msiexec.exe ===",
            "2 I 2021-12-31T23:59:59.900 MSI (s) 136 | MSI (s) (CC:88) [23:59:59:900]: last year",
            "3 I 2022-01-01T00:00:00.100 MSI (s) 136 | MSI (s) (CC:88) [00:00:00:100]: this year",
        ],
    );
}

/// The day on which a log began, inferred from the date in its head, its tail and its last change.
fn day(started: &str, stopped: &str, modified: Option<i64>) -> String {
    let text = format!(
        "=== Verbose logging started: {started}  10:22:50  Build type: SHIP UNICODE 5.00  Calling process: a.exe ===\n\
         MSI (s) (CC:88) [10:22:51:000]: x\n\
         === Verbose logging stopped: {stopped}  10:22:59 ===\n"
    );
    let reading = recognize(text.len() as u64, text.as_bytes(), text.as_bytes(), modified);
    assert_eq!(reading.format, Format::Msi);
    reading.day.map_or("unknown".to_owned(), |day| rfc3339_local(day)[..10].to_owned())
}

#[test]
fn a_date_is_read_as_its_locale_writes_it() {
    assert_eq!(day("3/6/2021", "3/6/2021", None), "2021-03-06", "only American English pads nothing");
    assert_eq!(day("03/06/2021", "03/06/2021", None), "2021-06-03");
    assert_eq!(day("24/06/2021", "24/06/2021", None), "2021-06-24");
    assert_eq!(day("6/24/2021", "6/24/2021", None), "2021-06-24");
    assert_eq!(day("2021-06-24", "2021-06-24", None), "2021-06-24");
    assert_eq!(day("24.06.2021", "24.06.2021", None), "2021-06-24");
    assert_eq!(day("10/11/2021", "10/11/2021", None), "unknown", "ambiguous");
    let eleventh_of_october = 1_633_947_780_000; // 2021-10-11T10:23:00Z
    assert_eq!(day("10/11/2021", "10/11/2021", Some(eleventh_of_october)), "2021-10-11");
}

#[test]
fn if_sessions_are_days_apart_a_line_has_no_date() {
    assert_eq!(day("24.06.2021", "26.06.2021", None), "unknown");
}

#[test]
fn a_database_log_is_no_installer_log() {
    let text = "2021-03-12T10:22:50.123456Z 0 [Note] mysqld: ready for connections.\n".repeat(20);
    let reading = recognize(text.len() as u64, text.as_bytes(), text.as_bytes(), None);
    assert_ne!(reading.format, Format::Msi);
}
