//! WPP's messages with the formats of `.tmf` files.

use etl::{Formats, Guid, Message};

const SOURCE: Guid = Guid::of(0x0a1b2c3d_0000_4000_8000_00000000e001);

/// A format of a message with number 13.
fn format(template: &str, items: &[&str]) -> Formats {
    let items: String = items.iter().map(|item| format!("value, Item{item}\n")).collect();
    let text = format!(
        "//PDB:  agent.pdb\r\n\
         0a1b2c3d-0000-4000-8000-00000000e001 agent // SRC=agent.cpp MJ= MN=\r\n\
         #typev agent_cpp78 13 \"{template}\" //   LEVEL=TRACE_LEVEL_ERROR FLAGS=Agent FUNC=Finish\r\n\
         {{\r\n{items}}}\r\n\
         #typev agent_cpp90 14 \"%0the next\" //   Level=3\r\n{{\r\n}}\r\n"
    );
    Formats::of(text.into_bytes())
}

/// The text of a message, with a mark before it where something of it could not be read.
fn text(formats: &Formats, arguments: &[u8]) -> String {
    let Some(format) = formats.find(SOURCE, 13) else { return "no format".to_owned() };
    let mut out = String::new();
    let message = Message { guid: Some(SOURCE), number: 13, arguments, pointer: 8 };
    let whole = format.write(&message, &mut out);
    if whole { out } else { format!("(in part) {out}") }
}

fn check(template: &str, items: &[&str], arguments: &[u8], expected: &str) {
    assert_eq!(text(&format(template, items), arguments), expected, "{template}");
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn values_replace_their_placeholders() {
    let arguments = [&0x8007_0005_u32.to_le_bytes()[..], &utf16("done\0"), &(-7i32).to_le_bytes()].concat();
    let items = ["HRESULT -- 10", "WString -- 11", "Long -- 12"];
    check("%0Exit %10!s!: %11!s! (%12!d!)", &items, &arguments, "Exit 0x80070005: done (-7)");
    check("%0%12!5d!|%11!-6s!|%10!s!", &items, &arguments, "   -7|done  |0x80070005");
    check("%0%12!08x! %12!u!", &items, &arguments, "fffffff9 4294967289");
}

#[test]
fn every_type_is_known() {
    let one = |item: &str, arguments: &[u8], expected: &str| {
        check("%0%10!s!", &[&format!("{item} -- 10")], arguments, expected);
    };
    one("Char", &[0xFF], "-1");
    one("UChar", &[0xFF], "255");
    one("Short", &[0xFE, 0xFF], "-2");
    one("LongLongX", &[1, 0, 0, 0, 0, 0, 0, 0], "1");
    one("Port", &[0x21, 0x52], "8530");
    one("NTSTATUS", &[0x22, 0, 0, 0xC0], "0xc0000022");
    one("Double", &1.5f64.to_le_bytes(), "1.5");
    one("String", b"text\0", "text");
    one("PString", b"\x02\0ok", "ok");
    one("PWString", &[&[4, 0][..], &utf16("ok")].concat(), "ok");
    one("Guid", &SOURCE.0, "0a1b2c3d-0000-4000-8000-00000000e001");
    one("Sid", &[1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0], "S-1-5-18");
    one("IPAddr", &[192, 0, 2, 7], "192.0.2.7");
    one("Timestamp", &0u64.to_le_bytes(), "1601-01-01T00:00:00.0000000Z");
    one("HEXDump", &[2, 0, 0xAB, 1], "AB01");
    one("ListByte(Low, Mid,High)", &[1], "0x00000001(Mid)");
    one("ListLong(FALSE,TRUE)", &[7, 0, 0, 0], "0x00000007");
    one("SetLong(Read,Write,Own)", &[5, 0, 0, 0], "[Read,Own]");
    one("SetByte(Read)", &[0x11], "[Read,16]");
    check("%0%10!p!", &["Ptr -- 10"], &[0xEF, 0, 0, 0, 0, 0, 0, 0], "00000000000000EF");
}

#[test]
fn expressions_may_hold_commas() {
    let formats = "0a1b2c3d-0000-4000-8000-00000000e001 agent\n#typev a 13 \"%10!d!\" //\n{\nmax(a, b) -- c, ItemLong -- 10\n}\n";
    assert_eq!(text(&Formats::of(formats.into()), &[5, 0, 0, 0]), "5");
}

#[test]
fn unreadable_values_are_reported() {
    check("%0%10!d! %11!s!", &["Long -- 10", "WString -- 11"], &[5, 0, 0, 0], "(in part) 5 ?");
    check(
        "%0%10!d! %11!s! %12!d!",
        &["Long -- 10", "Odd -- 11", "Long -- 12"],
        &[5; 20],
        "(in part) 84215045 ? ?",
    );
    check("%0%10!s!", &[], &[], "(in part) ?");
    check("%0cut %10!s!", &["WString -- 10"], &utf16("of"), "cut of");
}

#[test]
fn notes_and_escapes_are_filled_in() {
    check("%0%!FUNC!: 100%% \\\"sure\\\"", &[], &[], "Finish: 100% \"sure\"");
    check("%!LEVEL! %1 %2", &[], &[], "TRACE_LEVEL_ERROR agent agent_cpp78");
    let formats = format("", &[]);
    let first = formats.find(SOURCE, 13).unwrap();
    assert_eq!((first.note("flags"), first.level(), first.module), (Some("Agent"), Some(2), "agent"));
    let next = formats.find(SOURCE, 14).unwrap();
    assert_eq!((next.note("flags"), next.level()), (None, Some(3)));
}

#[test]
fn formats_are_found_by_source_and_number() {
    let formats = format("%0one", &[]);
    assert!(formats.find(SOURCE, 15).is_none() && formats.find(Guid::default(), 13).is_none());
    for nothing in ["", "#typev a 13 \"x\" //\n{\n}\n", "no format at all", "0a1b2c3d-0000-4000-8000\n"] {
        assert!(Formats::of(nothing.into()).is_empty(), "{nothing}");
    }
    // Several files one after the other; of one that is there twice the first.
    let both = "0a1b2c3d-0000-4000-8000-00000000e002 b\n#typev b 1 \"b\" //\n{\n}\n\
                0a1b2c3d-0000-4000-8000-00000000e001 a\n#typev a 13 \"first\" //\n{\n}\n\
                0a1b2c3d-0000-4000-8000-00000000e001 a\n#typev a 13 \"second\" //\n";
    assert_eq!(text(&Formats::of(both.into()), &[]), "first");
}
