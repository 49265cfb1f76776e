//! Archives that are damaged, truncated, unusual or malicious: each gives one clear message, and its readable part is
//! read.
#![allow(clippy::unwrap_used, clippy::expect_used)] // A test panics when something is wrong.

#[path = "../../../tests/src/archives.rs"]
#[allow(dead_code, unreachable_pub)]
mod archives;
mod common;

use archive::{ArchiveKind, Limits, MemberEnd, SkipReason, UnpackFault};
use archives::{Packed, cab, gz, packed, zip, zip_of};
use common::{Out, open, open_all, open_within};

/// There is one message, which contains this, and these members are complete.
fn check(out: &Out, what: &str, names: &[&str]) {
    let messages = out.messages();
    assert_eq!(messages.len(), 1, "{messages:?}");
    assert!(messages[0].contains(what) && messages[0].ends_with('.'), "{messages:?}");
    let mut whole = out.names();
    whole.sort();
    assert_eq!(whole, names);
}

fn small(limits: impl FnOnce(&mut Limits)) -> Limits {
    let mut small = Limits::default();
    limits(&mut small);
    small
}

#[test]
fn a_zip_bomb_is_dropped_and_the_others_are_read() {
    let zeros = vec![0; 80 << 20];
    let files: [(&str, &[u8]); 2] = [("bomb.log", &zeros), ("good.log", b"good")];
    check(&open("a.zip", &zip(&files)), "more than 200 times", &["a/good.log"]);
    check(&open("a.log.gz", &gz(&zeros)), "more than 200 times", &[]);
    // A cabinet's blocks are compressed separately, and never that well.
    let limits = small(|limits| limits.ratio = 20);
    check(&open_within(limits, "a.cab", &cab(&files)), "more than 20 times", &["a/good.log"]);
    assert!(open("a.zip", &zip(&files)).budget.bytes() < 66 << 20, "no more is unpacked than must be");
}

#[test]
fn members_that_are_too_large_are_dropped() {
    let limits = || small(|limits| limits.member = 1 << 20);
    let large: Vec<u8> =
        (0..3_u32 << 18).flat_map(|n| (n.wrapping_mul(2_654_435_761) >> 7).to_le_bytes()).collect();
    let files: [(&str, &[u8]); 2] = [("large.log", &large), ("good.log", b"good")];
    let out = open_within(limits(), "a.zip", &zip(&files));
    check(&out, "more than 1 MB", &["a/good.log"]);
    assert_eq!(out.budget.bytes(), 4, "a member that declares itself too large is not unpacked at all");
    // A wrong declared size is detected.
    let lying = Packed { size: 10, ..packed("large.log", &large) };
    check(
        &open_within(limits(), "a.zip", &zip_of(&[lying, packed("good.log", b"good")])),
        "more than 1 MB",
        &["a/good.log"],
    );
    check(&open_within(limits(), "a.cab", &cab(&files)), "more than 1 MB", &["a/good.log"]);
    check(&open_within(limits(), "a.log.gz", &gz(&large)), "more than 1 MB", &[]);
}

#[test]
fn all_archives_together_have_a_limit() {
    let noise: Vec<u8> = (0..1_u32 << 17).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let names: Vec<String> = (0..30).map(|n| format!("{n:02}.log")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &noise[..])).collect();
    for (name, bytes) in [("a.zip", zip(&files)), ("a.cab", cab(&files))] {
        let out = open_within(small(|limits| limits.total = 1 << 20), name, &bytes);
        assert_eq!(out.names().len(), 8, "{name}");
        assert_eq!(out.messages().len(), 1, "{name}: {:?}", out.messages());
        assert!(out.messages()[0].contains("unpack to more than 1 MB"));
        // Each of the others is reported.
        assert_eq!(out.skipped.len() + out.members.len(), 30, "{name}");
    }
    // Archives in archives count together.
    let inner = zip(&files[..4]);
    let nested = zip(&[("a.zip", &inner), ("b.zip", &inner), ("c.zip", &inner)]);
    let out = open_within(small(|limits| limits.total = 1 << 20), "o.zip", &nested);
    assert!(
        out.messages()[0].contains("unpack to more than 1 MB") && out.names().len() < 8,
        "{:?}",
        out.names()
    );
}

#[test]
fn an_error_names_the_limit_and_the_byte() {
    let zeros = vec![0; 80 << 20];
    let bytes = zip(&[("good.log", b"good"), ("bomb.log", &zeros)]);
    let errors = open("a.zip", &bytes).errors();
    assert_eq!(errors[0].fault, UnpackFault::TooDense(200));
    let second = 30 + 8 + packed("good.log", b"good").bytes.len() as u64;
    assert!((second..bytes.len() as u64).contains(&errors[0].offset), "{:?}", errors[0]);
    let limits = small(|limits| limits.members = 1);
    let errors = open_within(limits, "a.zip", &bytes).errors();
    assert_eq!((errors[0].fault, errors[0].offset), (UnpackFault::TooMany(1), second));
    let cut = open("a.zip", &bytes[..second as usize]).errors();
    assert_eq!((cut[0].fault, cut[0].offset), (UnpackFault::Cut(ArchiveKind::Zip), second));
    let picture = open("a.zip", &zip(&[("a.log", b""), ("b.png", b"")])).errors();
    assert_eq!((picture[0].fault, picture[0].offset), (UnpackFault::NotWanted(SkipReason::NoLog), 37));
    assert!(!picture[0].fault.may_hide_log() && cut[0].fault.may_hide_log());
}

#[test]
fn nested_archives_have_a_depth_limit() {
    let mut bytes = zip(&[("a.log", b"deep")]);
    for depth in 1..8 {
        let out = open_all("a.zip", &bytes);
        if depth <= 3 {
            assert_eq!((out.names().len(), out.messages().len()), (1, 0), "{depth}");
        } else {
            check(&out, "more than three archives", &[]);
        }
        bytes = zip(&[("a.zip", &bytes)]);
    }
    // One that contains itself twice, at every depth that is read.
    let mut bytes = zip(&[("a.log", b"x")]);
    for _ in 0..10 {
        bytes = zip(&[("a.zip", &bytes), ("b.zip", &bytes)]);
    }
    check(&open_all("a.zip", &bytes), "more than three archives", &[]);
}

#[test]
fn members_that_share_bytes_are_not_read() {
    let member = packed("a.log", &b"the same bytes again and again ".repeat(1000));
    let one = zip_of(std::slice::from_ref(&member));
    let start = one.len() - 22 - 46 - member.name.len();
    let names: Vec<Packed> =
        (0..50).map(|n| Packed { name: format!("{n}.log").into(), ..member.clone() }).collect();
    let list: Vec<(&Packed, u32)> = names.iter().map(|name| (name, 0)).collect();
    let out = open("a.zip", &archives::end(one[..start].to_vec(), &list));
    check(&out, "overlap", &[]);
    assert_eq!(out.budget.bytes(), 0);
    // One inside the other, as the most effective zip bombs do it.
    let inner = zip_of(&[packed("b.log", b"inside")]);
    let outer = Packed { method: 0, size: inner.len() as u32, bytes: inner, ..packed("a.log", b"") };
    let bytes = zip_of(std::slice::from_ref(&outer));
    let start = bytes.len() - 22 - 46 - 5;
    let out = open(
        "a.zip",
        &archives::end(bytes[..start].to_vec(), &[(&outer, 0), (&packed("b.log", b"inside"), 35)]),
    );
    check(&out, "overlap", &[]);
    // Files of a cabinet that are the same stretch of its folder.
    let mut bytes = cab(&[("a.log", &[b'a'; 500]), ("b.log", &[b'b'; 500])]);
    let second = 44 + 16 + 6;
    bytes[second + 4..second + 8].copy_from_slice(&100_u32.to_le_bytes());
    check(&open("a.cab", &bytes), "overlap", &[]);
}

#[test]
fn a_hundred_thousand_members_are_too_many() {
    let one = packed("", b"x");
    let named = |name: String| Packed { name: name.into(), ..one.clone() };
    let members: Vec<Packed> = (0..100_001).map(|n| named(format!("{n}.log"))).collect();
    let out = open("a.zip", &zip_of(&members[..100_000]));
    assert_eq!((out.names().len(), out.skipped.len()), (5000, 95_000));
    assert_eq!(out.messages().len(), 1);
    assert!(out.messages()[0].contains("5,000"), "{:?}", out.messages());
    let out = open("a.zip", &zip_of(&members));
    assert_eq!(out.names().len(), 5000);
    assert_eq!(out.problem.unwrap().fault, UnpackFault::TooLong(100_000));
    // The most important one is among those that are read.
    let mut members = members[..20_000].to_vec();
    members.push(packed("WUAHandler.log", b"x"));
    assert!(open("a.zip", &zip_of(&members)).names().contains(&"a/WUAHandler.log".to_owned()));
    // Those that cannot be logs cost nothing.
    let pictures: Vec<Packed> = (0..60_000).map(|n| named(format!("{n}.png"))).collect();
    let out = open("a.zip", &zip_of(&[&pictures[..], &[packed("a.log", b"x")]].concat()));
    assert_eq!((out.names(), out.skipped.len()), (vec!["a/a.log".to_owned()], 60_000));
}

#[test]
fn names_lead_nowhere() {
    let names =
        ["../../../etc/passwd.log", "C:\\Windows\\x.log", "/root.log", "k/./../b.log", "\u{202E}gol.a.log"];
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (*name, &b"x"[..])).collect();
    let mut out = open("a.zip", &zip(&files)).names();
    out.sort();
    assert_eq!(
        out,
        ["a/Windows/x.log", "a/etc/passwd.log", "a/k/b.log", "a/root.log", "a/\u{FFFD}gol.a.log"]
    );
    assert_eq!(open("a.cab", &cab(&[("..\\x.log", b"x"), ("y.log", b"")])).names(), ["a/x.log", "a/y.log"]);
}

#[test]
fn the_readable_part_of_a_truncated_zip_is_read() {
    let (a, b) = (b"first\r\n".repeat(5000), b"second\r\n".repeat(5000));
    let whole = zip(&[("a.log", &a), ("b.log", &b), ("c.log", &a)]);
    for end in (0..whole.len()).step_by(7).chain([whole.len() - 1]) {
        let out = open("x.zip", &whole[..end]);
        assert_eq!(out.messages().len(), 1, "{end} bytes: {:?}", out.messages());
        assert!(out.messages()[0].contains("truncated"), "{end} bytes: {:?}", out.messages());
        for (member, bytes, _) in &out.members {
            let text = if member.name == "b.log" { &b } else { &a };
            assert!(text.starts_with(bytes) && !member.whole_folder, "{end} bytes: {}", member.name);
        }
    }
    let list = whole.len() - 22 - 3 * (46 + 5);
    assert_eq!(open("x.zip", &whole[..list]).names(), ["x/a.log", "x/b.log", "x/c.log"]);
}

#[test]
fn sizes_may_follow_the_members_of_a_truncated_zip() {
    let mut bytes = Vec::new();
    for (name, text) in [("a.log", &b"first "[..]), ("b.png", b"no log"), ("c.log", b"third ")] {
        let text = text.repeat(1000);
        let whole = packed(name, &text);
        let member = Packed { flags: 8, crc: 0, size: 0, bytes: Vec::new(), ..whole.clone() };
        bytes.extend(&zip_of(&[member])[..35]);
        bytes.extend(&whole.bytes);
        bytes.extend(0x0807_4B50_u32.to_le_bytes());
        bytes.extend(
            [whole.crc, whole.bytes.len() as u32, whole.size].iter().flat_map(|number| number.to_le_bytes()),
        );
    }
    bytes.extend(b"PK\x01\x02 and here it ends");
    let out = open("x.zip", &bytes);
    assert_eq!(out.names(), ["x/a.log", "x/c.log"]);
    assert_eq!(out.complete()[1].1, "third ".repeat(1000));
    assert_eq!((out.skipped[0].0.as_str(), out.skipped_sizes[0]), ("x/b.png", None), "its size is not known");
    let listed = open("x.zip", &zip(&[("b.png", b"no log")]));
    assert_eq!(listed.skipped_sizes, [Some(6)]);
}

#[test]
fn an_encrypted_member_is_reported() {
    let secret = Packed { flags: 1, ..packed("a.log", b"secret") };
    check(&open("a.zip", &zip_of(&[secret, packed("b.log", b"open")])), "with its password", &["a/b.log"]);
    let aes = Packed { flags: 1, method: 99, ..packed("a.log", b"secret") };
    check(&open("a.zip", &zip_of(&[aes])), "with its password", &[]);
}

#[test]
fn unknown_compression_methods_are_reported() {
    for (method, what) in
        [(9, "Deflate64"), (12, "not supported"), (14, "not supported"), (93, "not supported")]
    {
        let strange = Packed { method, ..packed("a.log", b"strange") };
        check(&open("a.zip", &zip_of(&[strange, packed("b.log", b"plain")])), what, &["a/b.log"]);
    }
    let mut quantum = cab(&[("a.log", b"a"), ("b.log", b"b")]);
    quantum[42] = 2;
    check(&open("a.cab", &quantum), "expand.exe", &[]);
}

#[test]
fn a_part_of_a_split_archive_is_reported() {
    let whole = zip(&[("a.log", b"a"), ("b.log", b"b")]);
    let mut last = whole.clone();
    let end = last.len() - 22;
    last[end + 4] = 3;
    last[end + 6] = 2;
    check(&open("a.zip", &last), "split zip archive", &[]);
    check(&open("a.z01", &[b"PK\x07\x08", &whole[..60]].concat()), "split zip archive", &[]);
    let mut goes_on = cab(&[("a.log", b"a"), ("b.log", b"b")]);
    goes_on[44 + 8..44 + 10].copy_from_slice(&0xFFFE_u16.to_le_bytes());
    check(&open("a.cab", &goes_on), "another cabinet", &["a/b.log"]);
}

#[test]
fn a_wrong_checksum_is_reported_and_the_text_is_kept() {
    let text = b"a line of a log\r\n".repeat(100);
    let wrong = Packed { crc: 1, ..packed("a.log", &text) };
    let mut of_cab = cab(&[("a.log", &text), ("b.log", b"")]);
    // The checksum comes first in the header of a block, after the rows of the two files.
    of_cab[44 + 2 * 22] ^= 1;
    let mut of_gz = gz(&text);
    let sum = of_gz.len() - 8;
    of_gz[sum] ^= 1;
    for (name, bytes) in [("a.zip", zip_of(&[wrong])), ("a.cab", of_cab), ("a.log.gz", of_gz)] {
        let out = open(name, &bytes);
        assert_eq!(out.members[0].1, text, "{name}");
        assert!(matches!(out.members[0].2, Some(MemberEnd::Damaged(_))), "{name}");
        assert!(out.messages()[0].contains("hecksum"), "{name}: {:?}", out.messages());
    }
}

#[test]
fn the_part_of_a_member_before_the_damage_is_kept() {
    let text: Vec<u8> = (0..200_000_u32).flat_map(|n| format!("line {n}\r\n").into_bytes()).collect();
    let mut member = packed("a.log", &text);
    let middle = member.bytes.len() / 2;
    member.bytes[middle..middle + 400].fill(0xFF);
    let out = open("a.zip", &zip_of(&[member]));
    let (_, bytes, end) = &out.members[0];
    assert!(matches!(end, Some(MemberEnd::Damaged(_))) && bytes.len() > text.len() / 4);
    assert!(text.starts_with(&bytes[..text.len() / 4]));
}

#[test]
fn the_readable_part_of_a_truncated_cabinet_is_read() {
    let text: Vec<u8> = (0..30_000_u32).flat_map(|n| format!("line {n}\r\n").into_bytes()).collect();
    let whole = cab(&[("a.log", &text), ("b.log", &text), ("c.log", &text)]);
    for end in [4, 20, 40, 50, 70, whole.len() / 2, whole.len() - 1] {
        let out = open("x.cab", &whole[..end]);
        assert_eq!(out.messages().len(), 1, "{end} bytes: {:?}", out.messages());
        assert!(out.members.iter().all(|(_, bytes, _)| text.starts_with(bytes)), "{end} bytes");
    }
    let half = open("x.cab", &whole[..whole.len() / 2]);
    assert_eq!((half.names(), half.members.len(), half.skipped.len()), (vec!["x/a.log".to_owned()], 2, 1));
}

#[test]
fn the_readable_part_of_a_truncated_gzip_is_read() {
    let text: Vec<u8> = (0..30_000_u32).flat_map(|n| format!("line {n}\r\n").into_bytes()).collect();
    let whole = gz(&text);
    for end in [4, 9, 10, 50, whole.len() / 2, whole.len() - 9, whole.len() - 1] {
        let out = open("x.log.gz", &whole[..end]);
        assert_eq!(out.messages().len(), 1, "{end} bytes: {:?}", out.messages());
        assert!(out.members.iter().all(|(_, bytes, _)| text.starts_with(bytes)), "{end} bytes");
    }
}

#[test]
fn any_byte_may_be_wrong() {
    let text = b"a line of a log\r\n".repeat(40);
    let files: [(&str, &[u8]); 3] = [("a.log", &text), ("b.txt", b"b"), ("c.png", b"c")];
    // The first bytes of an LZX block define how the rest is packed: here they may become anything.
    let block = text
        .iter()
        .zip((0..=255).cycle())
        .map(|(a, b): (&u8, u8)| a ^ b.wrapping_mul(167))
        .collect::<Vec<_>>();
    let lzx = archives::cab_of(
        &[("a.log", &block)],
        3 | 15 << 8,
        &[(archives::lzx(&block, true), block.len() as u16)],
    );
    let flips: Vec<u8> = (1..=255).collect();
    for (name, bytes, flips) in [
        ("a.zip", zip(&files), &[0x01, 0x80, 0xFF][..]),
        ("a.cab", cab(&files), &[0x01, 0x80, 0xFF]),
        ("a.log.gz", gz(&text), &[0x01, 0x80, 0xFF]),
        ("b.cab", lzx[..lzx.len().min(400)].to_vec(), &[0x01]),
        ("c.cab", lzx, &flips),
    ] {
        for at in 0..bytes.len() {
            for &flip in flips {
                let mut bytes = bytes.clone();
                bytes[at] ^= flip;
                let limits = small(|limits| limits.total = 1 << 24);
                let out = open_within(limits, name, &bytes);
                assert!(out.messages().iter().all(|message| message.ends_with('.')));
            }
        }
    }
}

#[test]
fn noise_is_never_more_than_damaged() {
    let rounds: u64 = std::env::var("ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(3000);
    let mut state = 0x1234_5678_9ABC_DEF1_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    for _ in 0..rounds {
        let blocks: Vec<(Vec<u8>, u16)> = (0..2)
            .map(|_| {
                let length = next() % 200;
                // Sparse bytes form valid trees more often than noise does.
                let mask = if next() & 1 == 0 { 0xFF } else { 0x11 };
                ((0..length).map(|_| next() as u8 & mask).collect(), 1 + (next() % 32_768) as u16)
            })
            .collect();
        for method in [1, 3 | 15 << 8] {
            let out = open("a.cab", &archives::cab_of(&[("a.log", &[0; 40_000])], method, &blocks));
            assert_eq!(out.messages().len(), 1, "{:?}", out.messages());
        }
    }
}
