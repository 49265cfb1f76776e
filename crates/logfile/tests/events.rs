//! Exports of event logs, as text and as tables: their parsed entries.

mod shape;

use logfile::Format;

fn text(text: &str, expected: &[&str]) {
    shape::check(Format::EventText, text, expected);
}

fn table(text: &str, expected: &[&str]) {
    shape::check(Format::EventCsv, text, expected);
}

#[test]
fn wevtutil_in_two_languages() {
    text(
        "Event[0]:\n\
         \x20 Log Name: System\n\
         \x20 Source: Microsoft-Windows-WindowsUpdateClient\n\
         \x20 Date: 2021-03-12T10:22:50.842\n\
         \x20 Event ID: 20\n\
         \x20 Task: Windows Update Agent\n\
         \x20 Level: Error\n\
         \x20 Opcode: Installation\n\
         \x20 Keyword: Failure,Installation\n\
         \x20 User: S-1-5-18\n\
         \x20 User Name: NT AUTHORITY\\SYSTEM\n\
         \x20 Computer: PC1.contoso.com\n\
         \x20 Description: \n\
         Installation Failure: no\n\
         \n\
         Event[1]\n\
         \x20 Protokollname: System\n\
         \x20 Quelle: Service Control Manager\n\
         \x20 Datum: 2021-03-12T10:22:51.0000000Z\n\
         \x20 Ereignis-ID: 7036\n\
         \x20 Aufgabe: N/A\n\
         \x20 Ebene: Warnung\n",
        &[
            "1 E 2021-03-12T10:22:50.842 Microsoft-Windows-WindowsUpdateClient 0 | Event[0]:\n  Log Name: System\n  \
             Source: Microsoft-Windows-WindowsUpdateClient\n  Date: 2021-03-12T10:22:50.842\n  Event ID: 20\n  Task: \
             Windows Update Agent\n  Level: Error\n  Opcode: Installation\n  Keyword: Failure,Installation\n  User: \
             S-1-5-18\n  User Name: NT AUTHORITY\\SYSTEM\n  Computer: PC1.contoso.com\n  Description: \nInstallation \
             Failure: no",
            "16 W 2021-03-12T10:22:51.000+0 Service Control Manager 0 | Event[1]\n  Protokollname: System\n  Quelle: \
             Service Control Manager\n  Datum: 2021-03-12T10:22:51.0000000Z\n  Ereignis-ID: 7036\n  Aufgabe: N/A\n  \
             Ebene: Warnung",
        ],
    );
}

#[test]
fn format_list_of_the_usual_properties() {
    text(
        "\n\
         \n\
         TimeCreated  : 3/13/2021 10:22:50 AM\n\
         ProviderName : Microsoft-Windows-WindowsUpdateClient\n\
         Id           : 19\n\
         Message      : Installation Successful: Windows successfully installed\n\
         \x20              the following update: x\n\
         \n\
         TimeCreated  : 3/13/2021 10:20:00 PM\n\
         ProviderName : Service Control Manager\n\
         Id           : 7036\n\
         Message      : y\n",
        &[
            "3 I 2021-03-13T10:22:50.000 Microsoft-Windows-WindowsUpdateClient 0 | TimeCreated  : 3/13/2021 10:22:50 \
             AM\nProviderName : Microsoft-Windows-WindowsUpdateClient\nId           : 19\nMessage      : Installation \
             Successful: Windows successfully installed\n               the following update: x",
            "9 I 2021-03-13T22:20:00.000 Service Control Manager 0 | TimeCreated  : 3/13/2021 10:20:00 \
             PM\nProviderName : Service Control Manager\nId           : 7036\nMessage      : y",
        ],
    );
}

#[test]
fn format_list_of_all_properties() {
    text(
        "Message              : no\n\
         Id                   : 20\n\
         Level                : 2\n\
         ProviderName         : Microsoft-Windows-WindowsUpdateClient\n\
         LogName              : System\n\
         ThreadId             : 5678\n\
         TimeCreated          : 13.03.2021 10:22:50\n\
         LevelDisplayName     : Fehler\n\
         \n\
         Message              : yes\n\
         TimeCreated          : 13.03.2021 10:22:51\n",
        &[
            "1 E 2021-03-13T10:22:50.000 Microsoft-Windows-WindowsUpdateClient 5678 | Message              : no\nId   \
             \x20               : 20\nLevel                : 2\nProviderName         : \
             Microsoft-Windows-WindowsUpdateClient\nLogName              : System\nThreadId             : \
             5678\nTimeCreated          : 13.03.2021 10:22:50\nLevelDisplayName     : Fehler",
            "10 I 2021-03-13T10:22:51.000  0 | Message              : yes\nTimeCreated          : 13.03.2021 10:22:51",
        ],
    );
}

#[test]
fn event_viewer_saves_as_text_and_as_csv() {
    table(
        "Level\tDate and Time\tSource\tEvent ID\tTask Category\n\
         Error\t3/13/2021 10:22:50 AM\tMicrosoft-Windows-WindowsUpdateClient\t20\tWindows Update Agent\t\"Failure: \n\
         \n\
         two \"\"lines\"\", 3/13/2021\"\n\
         Information\t3/13/2021 10:22:51 AM\tService Control Manager\t7036\tNone\tThe service stopped.\n",
        &[
            "1 I -  0 | Level\tDate and Time\tSource\tEvent ID\tTask Category",
            "2 E 2021-03-13T10:22:50.000 Microsoft-Windows-WindowsUpdateClient 0 | Error\t3/13/2021 10:22:50 \
             AM\tMicrosoft-Windows-WindowsUpdateClient\t20\tWindows Update Agent\t\"Failure: \n\ntwo \"\"lines\"\", \
             3/13/2021\"",
            "5 I 2021-03-13T10:22:51.000 Service Control Manager 0 | Information\t3/13/2021 10:22:51 AM\tService \
             Control Manager\t7036\tNone\tThe service stopped.",
        ],
    );
    table(
        "Ebene,Datum und Uhrzeit,Quelle,Ereignis-ID,Aufgabenkategorie\n\
         Warnung,13.03.2021 10:22:50,Contoso Agent,4,Keine,\"eins\n\
         zwei\"\n\
         Informationen,13.03.2021 10:22:51,Contoso Agent,5,Keine,drei\n",
        &[
            "1 - -  0 | Ebene,Datum und Uhrzeit,Quelle,Ereignis-ID,Aufgabenkategorie",
            "2 W 2021-03-13T10:22:50.000 Contoso Agent 0 | Warnung,13.03.2021 10:22:50,Contoso \
             Agent,4,Keine,\"eins\nzwei\"",
            "4 I 2021-03-13T10:22:51.000 Contoso Agent 0 | Informationen,13.03.2021 10:22:51,Contoso \
             Agent,5,Keine,drei",
        ],
    );
}

#[test]
fn export_csv_with_columns_in_any_order() {
    table(
        "#TYPE System.Diagnostics.Eventing.Reader.EventLogRecord\n\
         \"Message\",\"Id\",\"Level\",\"ProviderName\",\"TimeCreated\",\"LevelDisplayName\"\n\
         \"first\n\
         \"\"second\"\"\n\
         \",\"20\",\"2\",\"Microsoft-Windows-WindowsUpdateClient\",\"3/13/2021 10:22:50 AM\",\"Error\"\n\
         \"third\",\"19\",\"4\",\"Microsoft-Windows-WindowsUpdateClient\",\"3/13/2021 10:22:51 AM\",\"Information\"\n",
        &[
            "1 I -  0 | #TYPE System.Diagnostics.Eventing.Reader.EventLogRecord",
            "2 I -  0 | \"Message\",\"Id\",\"Level\",\"ProviderName\",\"TimeCreated\",\"LevelDisplayName\"",
            "3 E 2021-03-13T10:22:50.000 Microsoft-Windows-WindowsUpdateClient 0 | \"first\n\"\"second\"\"\n\",\"20\",\
             \"2\",\"Microsoft-Windows-WindowsUpdateClient\",\"3/13/2021 10:22:50 AM\",\"Error\"",
            "6 I 2021-03-13T10:22:51.000 Microsoft-Windows-WindowsUpdateClient 0 | \"third\",\"19\",\"4\",\
             \"Microsoft-Windows-WindowsUpdateClient\",\"3/13/2021 10:22:51 AM\",\"Information\"",
        ],
    );
    table(
        "\"TimeCreated\";\"Id\";\"Message\"\n\"13.03.2021 10:22:50\";\"20\";\"first\"\n",
        &[
            "1 I -  0 | \"TimeCreated\";\"Id\";\"Message\"",
            "2 I 2021-03-13T10:22:50.000  0 | \"13.03.2021 10:22:50\";\"20\";\"first\"",
        ],
    );
}
