//! Registry exports and what `reg query` prints: keys, values, and what a value holds.
#![allow(clippy::unwrap_used)] // A test panics when something is wrong.

mod shape;

use logfile::{EntryLevel, Format, RegistryData, RegistryValue, recognize};

/// One line per entry: `line level component | message`, and what the value holds.
fn render(format: Format, bytes: &[u8], block: usize) -> Vec<String> {
    let reading = recognize(bytes.len() as u64, bytes, bytes, None);
    assert_eq!(reading.format, format);
    shape::entries_as(&reading, bytes, block, |entry| {
        let level = if entry.level == EntryLevel::Info { "I" } else { "-" };
        let message = entry.characters(entry.message.clone()).replace("\r\n", "\n").replace('\r', "\n");
        let component = entry.characters(entry.component.clone());
        let value = match RegistryValue::of(format, &message) {
            None => String::new(),
            Some(RegistryValue { name, data: RegistryData::Text(text) }) => format!(" {name} = {text:?}"),
            Some(RegistryValue { name, data: RegistryData::Number(number) }) => format!(" {name} = {number}"),
            Some(RegistryValue { name, data }) => format!(" {name} = {data:?}"),
        };
        let component = component.replace("HKEY_LOCAL_MACHINE\\SOFTWARE", "~");
        format!("{level} {component} |{value}")
    })
}

/// Reads `text` with each line end, in each encoding and in blocks of every small size, which must change nothing.
fn check(format: Format, text: &str, expected: &[&str]) {
    for end in ["\n", "\r\n", "\r"] {
        let text = text.replace('\n', end);
        let utf16: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        let bare: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [text.as_bytes(), format!("\u{feff}{text}").as_bytes(), &utf16, &bare] {
            for block in [bytes.len(), 1, 2, 3, 7, 50, 997] {
                assert_eq!(render(format, bytes, block), expected, "{end:?} in blocks of {block} bytes");
            }
        }
    }
}

#[test]
fn an_export_of_version_5() {
    check(
        Format::Registry,
        r#"Windows Registry Editor Version 5.00

[HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate]
"WUServer"="http://wsus.contoso.com:8530"
@="default"

; who made it
[HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate\AU]
"UseWUServer"=dword:00000001
"Expand"=hex(2):25,00,53,00,79,00,73,00,74,00,65,00,6d,00,52,00,6f,00,6f,00,74,00,\
  25,00,00,00
"Multi"=hex(7):61,00,00,00,62,00,63,00,00,00,00,00
"Long"=hex(b):00,00,00,00,01,00,00,00
"Big"=hex(5):00,00,00,02
"Bytes"=hex:01,02,03,\
  04,05
"Esc\\aped\"Name"="C:\\Windows\\\"x\""
"Gone"=-
not a value

[-HKEY_LOCAL_MACHINE\SOFTWARE\Old]
"#,
        &[
            "1 I  |",
            r"3 I ~\Policies\Microsoft\Windows\WindowsUpdate |",
            r#"4 I ~\Policies\Microsoft\Windows\WindowsUpdate | WUServer = "http://wsus.contoso.com:8530""#,
            r#"5 I ~\Policies\Microsoft\Windows\WindowsUpdate |  = "default""#,
            r"7 I ~\Policies\Microsoft\Windows\WindowsUpdate |",
            r"8 I ~\Policies\Microsoft\Windows\WindowsUpdate\AU |",
            r"9 I ~\Policies\Microsoft\Windows\WindowsUpdate\AU | UseWUServer = 1",
            r#"10 I ~\Policies\Microsoft\Windows\WindowsUpdate\AU | Expand = "%SystemRoot%""#,
            r#"12 I ~\Policies\Microsoft\Windows\WindowsUpdate\AU | Multi = "a, bc""#,
            r"13 I ~\Policies\Microsoft\Windows\WindowsUpdate\AU | Long = 4294967296",
            r"14 I ~\Policies\Microsoft\Windows\WindowsUpdate\AU | Big = 2",
            r"15 I ~\Policies\Microsoft\Windows\WindowsUpdate\AU | Bytes = Bytes([1, 2, 3, 4, 5])",
            r#"17 I ~\Policies\Microsoft\Windows\WindowsUpdate\AU | Esc\aped"Name = "C:\\Windows\\\"x\"""#,
            r"18 I ~\Policies\Microsoft\Windows\WindowsUpdate\AU | Gone = Deleted",
            r"19 - ~\Policies\Microsoft\Windows\WindowsUpdate\AU |",
            r"21 I ~\Old |",
        ],
    );
}

#[test]
fn an_old_export_holds_texts_of_eight_bits() {
    check(
        Format::Registry,
        "\nREGEDIT4\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\A] \n\"Expand\"=hex(2):25,54,45,4d,50,25,00 ; temp\n\
         \"Multi\"=hex(7):61,62,00,63,00,00\n\"Blank\" = dword:0000000a \n",
        &[
            "2 I  |",
            r"3 I ~\A |",
            r#"4 I ~\A | Expand = "%TEMP%""#,
            r#"5 I ~\A | Multi = "ab, c""#,
            r"6 I ~\A | Blank = 10",
        ],
    );
}

#[test]
fn a_cut_value_does_not_swallow_the_next() {
    check(
        Format::Registry,
        "REGEDIT4\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\A]\n\"Text\"=\"begun\n\"Next\"=\"whole\"\n\"Bytes\"=hex:01,\\\n\
         \"Next\"=\"two\nlines\"\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\B",
        &[
            "1 I  |",
            r"2 I ~\A |",
            r#"3 I ~\A | Text = "begun""#,
            r#"4 I ~\A | Next = "whole""#,
            r"5 I ~\A | Bytes = Bytes([1])",
            "6 I ~\\A | Next = \"two\\nlines\"",
            r"8 I ~\B |",
        ],
    );
}

#[test]
fn output_of_reg_query() {
    check(
        Format::RegistryQuery,
        r"
HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate
    (Standard)    REG_SZ    default
    WUServer    REG_SZ    http://wsus.contoso.com:8530
    TargetGroup    REG_SZ    
    A name    REG_MULTI_SZ    a\0b
    Some    REG_BINARY    0102

HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate\AU
    UseWUServer    REG_DWORD    0x1

End of search: 1 match(es) found.
",
        &[
            r"2 I ~\Policies\Microsoft\Windows\WindowsUpdate |",
            r#"3 I ~\Policies\Microsoft\Windows\WindowsUpdate |  = "default""#,
            r#"4 I ~\Policies\Microsoft\Windows\WindowsUpdate | WUServer = "http://wsus.contoso.com:8530""#,
            r#"5 I ~\Policies\Microsoft\Windows\WindowsUpdate | TargetGroup = """#,
            r#"6 I ~\Policies\Microsoft\Windows\WindowsUpdate | A name = "a, b""#,
            r"7 I ~\Policies\Microsoft\Windows\WindowsUpdate | Some = Bytes([1, 2])",
            r"9 I ~\Policies\Microsoft\Windows\WindowsUpdate\AU |",
            r"10 I ~\Policies\Microsoft\Windows\WindowsUpdate\AU | UseWUServer = 1",
            r"12 - ~\Policies\Microsoft\Windows\WindowsUpdate\AU |",
        ],
    );
}

#[test]
fn output_of_get_item_property() {
    check(
        Format::RegistryQuery,
        r"

WUServer       : http://wsus.contoso.com:8530
TargetGroup    : 
PSPath         : Microsoft.PowerShell.Core\Registry::HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate
PSParentPath   : Microsoft.PowerShell.Core\Registry::HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Microsoft\Windows
PSChildName    : WindowsUpdate
PSDrive        : HKLM
PSProvider     : Microsoft.PowerShell.Core\Registry

UseWUServer  : 1
PSPath       : Microsoft.PowerShell.Core\Registry::HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate\AU
PSParentPath : Microsoft.PowerShell.Core\Registry::HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate
PSChildName  : AU
PSDrive      : HKLM
PSProvider   : Microsoft.PowerShell.Core\Registry
",
        &[
            r"1 I ~\Policies\Microsoft\Windows\WindowsUpdate |",
            r#"3 I ~\Policies\Microsoft\Windows\WindowsUpdate | WUServer = "http://wsus.contoso.com:8530""#,
            r#"4 I ~\Policies\Microsoft\Windows\WindowsUpdate | TargetGroup = """#,
            r"5 I ~\Policies\Microsoft\Windows\WindowsUpdate |",
            r"6 I ~\Policies\Microsoft\Windows\WindowsUpdate |",
            r"7 I ~\Policies\Microsoft\Windows\WindowsUpdate |",
            r"8 I ~\Policies\Microsoft\Windows\WindowsUpdate |",
            r"9 I  |",
            r#"11 I ~\Policies\Microsoft\Windows\WindowsUpdate\AU | UseWUServer = "1""#,
            r"12 I ~\Policies\Microsoft\Windows\WindowsUpdate\AU |",
            r"13 I ~\Policies\Microsoft\Windows\WindowsUpdate\AU |",
            r"14 I ~\Policies\Microsoft\Windows\WindowsUpdate\AU |",
            r"15 I ~\Policies\Microsoft\Windows\WindowsUpdate\AU |",
            r"16 I  |",
        ],
    );
}

#[test]
fn other_text_is_no_registry_export() {
    let is_none = |text: &str| {
        let format = recognize(text.len() as u64, text.as_bytes(), text.as_bytes(), None).format;
        assert!(!matches!(format, Format::Registry | Format::RegistryQuery), "{text:?} is {format:?}");
    };
    is_none("Run reg query and send me what is below\nHKLM is not a key\n");
    is_none("[Settings]\n\"name\": \"value\"\nname=value\n");
    is_none("2026-11-12 10:00:00 opened [HKEY_LOCAL_MACHINE\\SOFTWARE]\n");
}
