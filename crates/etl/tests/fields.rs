//! Events that describe themselves: every type, arrays, structs, and what makes no sense.

use etl::{Described, Guid, Malformed, SelfDescribed};

/// A part of a schema or of a payload.
fn joined(parts: &[&[u8]]) -> Vec<u8> {
    parts.concat()
}

/// Bytes with their number, itself included, before them.
fn sized(bytes: &[u8]) -> Vec<u8> {
    [&(bytes.len() as u16 + 2).to_le_bytes(), bytes].concat()
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn event<'b>(traits: Option<&'b [u8]>, schema: Option<&'b [u8]>, payload: &'b [u8]) -> Described<'b> {
    Described {
        provider: Guid::default(),
        id: 0,
        version: 0,
        channel: 11,
        level: 4,
        opcode: 0,
        task: 0,
        keyword: 0,
        activity: Guid::default(),
        traits,
        schema,
        payload,
        pointer: 8,
    }
}

/// The fields of an event `Tested` of which these are the fields' schema and the payload, as `name = value` lines.
fn text(schema: &[u8], payload: &[u8]) -> String {
    let traits = sized(b"Contoso.Provider\0");
    let schema = sized(&joined(&[b"\0Tested\0", schema]));
    let event = event(Some(&traits), Some(&schema), payload);
    let Some(described) = SelfDescribed::of(&event) else { return "no schema".to_owned() };
    assert_eq!((described.provider, described.event), ("Contoso.Provider", "Tested"));
    let mut fields = described.fields();
    let mut lines = Vec::new();
    for field in &mut fields {
        lines.push(match field {
            Ok(field) => format!("{} = {}", field.name, field.value),
            Err(Malformed) => "malformed".to_owned(),
        });
    }
    assert!(fields.next().is_none(), "it ends");
    if !fields.unread().is_empty() {
        lines.push(format!("{} bytes unread", fields.unread().len()));
    }
    lines.join("; ")
}

/// One field `v` of a type.
fn check(kind: &[u8], payload: &[u8], expected: &str) {
    assert_eq!(text(&joined(&[b"v\0", kind]), payload), format!("v = {expected}"), "type {kind:?}");
}

#[test]
fn every_type_has_its_value() {
    check(&[1], &utf16("größe\0"), "größe");
    check(&[2], "größe\0".as_bytes(), "größe");
    check(&[3], &[0xFF], "-1");
    check(&[4], &[0xFF], "255");
    check(&[5], &[0xFE, 0xFF], "-2");
    check(&[6], &[0xFE, 0xFF], "65534");
    check(&[7], &[0xFD, 0xFF, 0xFF, 0xFF], "-3");
    check(&[8], &[1, 0, 0, 0x80], "2147483649");
    check(&[9], &(-4i64).to_le_bytes(), "-4");
    check(&[10], &u64::MAX.to_le_bytes(), "18446744073709551615");
    check(&[11], &1.5f32.to_le_bytes(), "1.5");
    check(&[12], &0.25f64.to_le_bytes(), "0.25");
    check(&[13], &[1, 0, 0, 0], "true");
    check(&[14], &[2, 0, 0xAB, 0xCD], "ABCD");
    check(&[15], &Guid::of(1).0, "{00000000-0000-0000-0000-000000000001}");
    check(&[17], &134_389_525_708_422_964_u64.to_le_bytes(), "2026-11-12T10:22:50.8422964Z");
    let parts = [2026u16, 11, 4, 12, 10, 22, 50, 842];
    check(
        &[18],
        &parts.iter().flat_map(|part| part.to_le_bytes()).collect::<Vec<_>>(),
        "2026-11-12T10:22:50.842",
    );
    check(&[19], &[1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0], "S-1-5-18");
    check(&[20], &0x8024_5108_u32.to_le_bytes(), "0x80245108");
    check(&[21], &0x1234_u64.to_le_bytes(), "0x1234");
    check(&[22], &joined(&[&[4, 0], &utf16("ok")]), "ok");
    check(&[23], b"\x02\0ok", "ok");
    check(&[25], &[1, 0, 7], "07");
}

#[test]
fn a_value_is_shown_as_its_writer_meant_it() {
    check(&[0x80 | 4, 3], &[1], "true");
    check(&[0x80 | 4, 2], b"x", "x");
    check(&[0x80 | 6, 2], &[0xDF, 0], "ß");
    check(&[0x80 | 6, 7], &[0x21, 0x52], "8530");
    check(&[0x80 | 8, 8], &[192, 0, 2, 7], "192.0.2.7");
    check(&[0x80 | 7, 15], &0x8024_5108_u32.to_le_bytes(), "0x80245108");
    check(&[0x80 | 8, 14], &0xC000_0022_u32.to_le_bytes(), "0xc0000022");
    check(&[0x80 | 8, 13], &[5, 0, 0, 0], "5");
    check(&[0x80 | 8, 17], &[0xFF; 4], "-1");
    check(&[0x80 | 7, 18], &[0xFF; 4], "4294967295");
    check(&[0x80 | 9, 16], &0u64.to_le_bytes(), "1601-01-01T00:00:00.0000000Z");
    check(&[0x80 | 21, 37], &[0xEF, 0, 0, 0, 0, 0, 0, 0], "0xef");
    // Tags, which nobody needs, between the type and the value's number.
    check(&[0x80 | 8, 0x80 | 4, 0x81, 0x01], &[0xAB, 0, 0, 0], "0xab");
}

#[test]
fn arrays_are_counted_by_the_schema_or_by_the_payload() {
    check(&[0x20 | 4, 3, 0], &[1, 2, 3], "1, 2, 3");
    check(&[0x40 | 4], &[2, 0, 8, 9], "8, 9");
    check(&[0x40 | 1], &joined(&[&[2, 0], &utf16("a\0bc\0")]), "a, bc");
    check(&[0x40 | 8], &[0, 0], "");
    check(&[0x80 | 0x20 | 4, 4, 2, 0], &[1, 0xFF], "0x1, 0xff");
}

#[test]
fn structs_hold_fields() {
    assert_eq!(text(b"s\0\x98\x02a\0\x04b\0\x04c\0\x04", &[1, 2, 3]), "s = {a: 1, b: 2}; c = 3");
    assert_eq!(text(b"s\0\xD8\x01a\0\x04c\0\x04", &[2, 0, 1, 2, 3]), "s = {a: 1}, {a: 2}; c = 3");
    assert_eq!(text(b"s\0\xD8\x02a\0\x04t\0\x98\x01b\0\x04c\0\x04", &[0, 0, 9]), "s = ; c = 9");
    assert_eq!(text(b"s\0\x98\x01t\0\x98\x01a\0\x04", &[5]), "s = {t: {a: 5}}");
}

#[test]
fn invalid_fields_end_the_event() {
    assert_eq!(text(b"a\0\x04b\0\x08", &[1, 2, 3]), "a = 1; malformed; 2 bytes unread");
    // A last string may lack its zero; what is after the payload's end is no string.
    assert_eq!(text(b"a\0\x01", &utf16("cut")), "a = cut");
    assert_eq!(text(b"a\0\x01b\0\x01", &utf16("cut")), "a = cut; malformed");
    assert_eq!(text(b"a\0\x1F", &[1]), "malformed; 1 bytes unread");
    assert_eq!(text(b"a\0\x64", &[1]), "malformed; 1 bytes unread");
    assert_eq!(text(b"a\0\x16", &[9, 0, 1]), "malformed; 3 bytes unread");
    assert_eq!(text(b"a\xFF\0\x04", &[1]), "malformed; 1 bytes unread");
    assert_eq!(text(b"a\0\x13", &[1, 200, 0, 0, 0, 0, 0, 5]), "malformed; 8 bytes unread");
    assert_eq!(text(b"a\0\x04", &[1, 2, 3]), "a = 1; 2 bytes unread");
    assert_eq!(text(b"", &[]), "");
}

#[test]
fn a_few_bytes_cannot_give_millions_of_values() {
    let deep = b"s\0\x98\x01".repeat(10_000);
    assert_eq!(text(&deep, &[]), "malformed");
    // Arrays of arrays of structs without a field, 65,535 of each: no bytes are needed for any.
    let wide = b"s\0\xB8\x01\xFF\xFF".repeat(10);
    assert_eq!(text(&joined(&[&wide, b"e\0\xB8\x00\xFF\xFF"]), &[]), "malformed");
}

#[test]
fn old_windows_puts_the_schema_before_the_values() {
    let payload = joined(&[&sized(b"Contoso.Old\0"), &sized(b"\0Started\0a\0\x04"), &[7]]);
    let event = event(None, None, &payload);
    let described = SelfDescribed::of(&event).unwrap();
    let fields: Vec<_> = described.fields().map(|field| field.unwrap().value.to_string()).collect();
    assert_eq!(
        (described.provider, described.event, fields),
        ("Contoso.Old", "Started", vec!["7".to_owned()])
    );
}

#[test]
fn events_of_a_manifest_do_not_describe_themselves() {
    let manifest = Described { channel: 0, ..event(None, None, &[1, 2, 3]) };
    assert!(!manifest.describes_itself() && SelfDescribed::of(&manifest).is_none());
    // It claims to, and does not.
    for payload in [&[][..], &[0], &[0, 0, 0, 0], &[3, 0, 65, 200, 0], &[200, 0, 1]] {
        let event = event(None, None, payload);
        assert!(event.describes_itself() && SelfDescribed::of(&event).is_none(), "{payload:?}");
    }
}
