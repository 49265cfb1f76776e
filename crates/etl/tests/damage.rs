//! Damaged files: intact parts are read, damaged ones are counted, nothing else happens.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test panics when something is wrong")]

mod notation;

use etl::encode::{TraceSession, TraceWriter};
use notation::{Read, read, read_by, write};

/// Four buffers of 1 kB after the head, with three events each.
fn sound(session: TraceSession) -> Vec<u8> {
    let text: Vec<String> = (0..4)
        .map(|buffer| {
            let events = (0..3).map(|nth| format!("{buffer}.{nth} cpu 0 Agent: {buffer}{nth}"));
            events.collect::<Vec<_>>().join("\n")
        })
        .collect();
    write(session, &text.join("\n--\n"))
}

fn plain() -> TraceSession {
    TraceSession { buffer: 1024, ..TraceSession::default() }
}

fn compressed() -> TraceSession {
    TraceSession { is_compressed: true, ..plain() }
}

/// What is read of a sound file after this change, in pieces of any size.
#[track_caller]
fn damaged(session: TraceSession, change: impl FnOnce(&mut Vec<u8>)) -> Read {
    let mut file = sound(session);
    change(&mut file);
    let whole = read(&file);
    for piece in [1, 100, 1025] {
        let pieces = read_by(piece, &file);
        assert_eq!((&pieces.lines, &pieces.summary), (&whole.lines, &whole.summary), "in pieces of {piece}");
    }
    whole
}

/// Sets a number of a buffer's head.
fn set(file: &mut [u8], buffer: usize, at: usize, number: u32) {
    file[1024 * buffer + at..][..4].copy_from_slice(&number.to_le_bytes());
}

const ALL: &str = "00 01 02 10 11 12 20 21 22 30 31 32";

#[track_caller]
fn holds(read: &Read, texts: &str, damaged: u64) {
    assert_eq!((read.texts().join(" ").as_str(), read.summary.damaged), (texts, damaged));
}

#[test]
fn a_sound_file_has_no_damage() {
    holds(&damaged(plain(), |_| {}), ALL, 0);
    holds(&damaged(compressed(), |_| {}), ALL, 0);
}

#[test]
fn a_buffer_without_its_header_is_skipped() {
    holds(&damaged(plain(), |file| file[2048..2148].fill(0xEE)), "00 01 02 20 21 22 30 31 32", 1);
    holds(&damaged(plain(), |file| file[2048..4096].fill(0xEE)), "00 01 02 30 31 32", 1);
    // It was never written: that is no damage.
    holds(&damaged(plain(), |file| file[2048..3072].fill(0)), "00 01 02 20 21 22 30 31 32", 0);
}

#[test]
fn a_wrong_size_does_not_hide_other_buffers() {
    for size in [0x48, 512, 2048, 4096, 1 << 23] {
        holds(
            &damaged(plain(), |file| set(file, 2, 0, size)),
            if size == 0x48 { "00 01 02 20 21 22 30 31 32" } else { ALL },
            u64::from(size == 0x48),
        );
    }
    for size in [0, 1, 0x47, 1 << 25, u32::MAX] {
        holds(&damaged(plain(), |file| set(file, 2, 0, size)), "00 01 02 20 21 22 30 31 32", 1);
    }
}

#[test]
fn nothing_is_read_past_what_is_filled() {
    let lying = damaged(plain(), |file| set(file, 2, 0x30, 1025));
    holds(&lying, "00 01 02 20 21 22 30 31 32", 1);
    let lying = damaged(plain(), |file| set(file, 2, 0x30, u32::MAX));
    holds(&lying, "00 01 02 20 21 22 30 31 32", 1);
    let none = damaged(plain(), |file| set(file, 2, 0x30, 0x48));
    holds(&none, "00 01 02 20 21 22 30 31 32", 0);
    // In the middle of the second event.
    let half = damaged(plain(), |file| set(file, 2, 0x30, 0x48 + 0x90 + 0x50));
    holds(&half, "00 01 02 10 20 21 22 30 31 32", 1);
}

#[test]
fn events_before_a_damaged_record_are_read() {
    // The second event of the second buffer: its marker, its size, the size of its items.
    let second = 2048 + 0x48 + 0x90;
    for (at, bytes) in [(2, [0u8, 0]), (0, [0xFF, 0xFF]), (0, [7, 0])] {
        let broken = damaged(plain(), |file| file[second + at..][..2].copy_from_slice(&bytes));
        holds(&broken, "00 01 02 10 20 21 22 30 31 32", 1);
    }
    let broken = damaged(plain(), |file| file[second + 0x50] = 0xFF);
    holds(&broken, "00 01 02 10 12 20 21 22 30 31 32", 1);
}

#[test]
fn a_file_that_was_cut() {
    holds(&damaged(plain(), |file| file.truncate(4096)), "00 01 02 10 11 12 20 21 22", 0);
    // In the middle of the third buffer's second event; after its last one, where only what is left over is missing.
    let cut = 3 * 1024 + 0x48 + 0x90 + 0x40;
    holds(&damaged(plain(), |file| file.truncate(cut)), "00 01 02 10 11 12 20", 1);
    holds(&damaged(plain(), |file| file.truncate(3 * 1024 + 1000)), "00 01 02 10 11 12 20 21 22", 0);
    holds(&damaged(plain(), |file| file.truncate(3 * 1024 + 10)), "00 01 02 10 11 12", 1);
    holds(&damaged(plain(), |file| file.extend([1, 2, 3])), ALL, 1);
}

#[test]
fn the_next_compressed_buffer_is_looked_for() {
    let begin = |file: &[u8], nth: usize| {
        let mut at = 0;
        (0..nth).for_each(|_| at += u32::from_le_bytes(file[at..at + 4].try_into().unwrap()) as usize);
        at
    };
    let no_head = damaged(compressed(), |file| {
        let at = begin(file, 2);
        file[at..at + 0x48].fill(0xEE);
    });
    holds(&no_head, "00 01 02 20 21 22 30 31 32", 1);
    let no_size = damaged(compressed(), |file| {
        let at = begin(file, 2);
        file[at..at + 4].fill(0xFF);
    });
    holds(&no_size, "00 01 02 20 21 22 30 31 32", 1);
    let inserted = damaged(compressed(), |file| {
        let at = begin(file, 3);
        file.splice(at..at, std::iter::repeat_n(0xEE, 200_001));
    });
    holds(&inserted, ALL, 1);
    // The first flags: each is a match now, from before the beginning.
    let no_sense = damaged(compressed(), |file| {
        let at = begin(file, 2) + 0x48;
        file[at..at + 4].fill(0xFF);
    });
    holds(&no_sense, "00 01 02 20 21 22 30 31 32", 1);
}

#[test]
fn other_files_give_no_events() {
    for bytes in
        [&[][..], &[0; 5000], &[0xFF; 5000], &[1; 300_000], b"2026/11/12 10:22:50 a text log", b"PK\x03\x04"]
    {
        let read = read(bytes);
        assert_eq!((read.lines.len(), read.summary.header.is_none()), (0, true));
        assert_eq!(read.summary.bytes, bytes.len() as u64);
    }
    // The header is missing: without its clock and its zone no time is known.
    let headless = damaged(plain(), |file| file[0x48..0x50].fill(0));
    assert!(headless.lines.is_empty() && headless.summary.header.is_none() && headless.summary.damaged > 0);
}

#[test]
fn a_file_may_end_anywhere() {
    for session in [plain(), compressed()] {
        let file = sound(session);
        let all = read(&file).lines;
        for length in 0..file.len() {
            let cut = read(&file[..length]);
            assert!(all.starts_with(&cut.lines), "cut to {length}");
            assert!(cut.summary.damaged <= 1, "cut to {length}: {:?}", cut.summary);
        }
    }
}

#[test]
fn any_bit_may_be_wrong() {
    for session in [plain(), compressed()] {
        let file = sound(session);
        let all = read(&file).texts().len();
        for bit in 0..8 * file.len() {
            let mut file = file.clone();
            file[bit / 8] ^= 1 << (bit % 8);
            let read = read(&file);
            assert!(read.lines.len() <= all + 3, "bit {bit}: {}", read.lines.len());
            // Everything outside the damaged buffer is read, unless the damage is in the file's header.
            let others = read.texts().iter().filter(|text| ALL.contains(**text)).count();
            assert!(bit < 8 * 1024 || others >= all - 6, "bit {bit}: {:?}", read.texts());
            // Everything that is not read is reported.
            let is_reported = read.lines.len() >= all || read.summary.damaged > 0;
            assert!(is_reported, "bit {bit}: {:?}", read.texts());
        }
    }
}

#[test]
fn any_bytes_may_be_anywhere() {
    let mut seed = 7u64;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    for session in [plain(), compressed()] {
        let sound = sound(session);
        for _ in 0..3000 {
            let mut file = sound.clone();
            for _ in 0..=random(6) {
                let (from, to) = (random(file.len()), random(file.len()));
                match random(4) {
                    0 => file[from] = random(256) as u8,
                    1 => file.truncate(from.max(100)),
                    2 => {
                        let piece = file[from..].iter().take(200).copied().collect::<Vec<_>>();
                        drop(file.splice(to..(to + piece.len()).min(file.len()), piece));
                    }
                    _ => drop(file.splice(from..from, vec![random(256) as u8; random(300)])),
                }
            }
            let (whole, pieces) = (read(&file), read_by(1 + random(2000), &file));
            assert_eq!((whole.lines, whole.summary), (pieces.lines, pieces.summary));
        }
    }
}

#[test]
fn small_files_do_not_unpack_to_huge_output() {
    // A buffer of some hundred bytes that declares 16 MB of the same byte, a thousand times.
    let mut file = TraceWriter::new(compressed()).finish();
    let mut bomb = vec![0; 0x48];
    bomb.extend([0xFF, 0xFF, 0xFF, 0x7F, 0xEE, 7, 0, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF, 0xFF, 0]);
    bomb[0] = bomb.len() as u8;
    bomb[0x30..0x34].copy_from_slice(&(16u32 << 20).to_le_bytes());
    bomb[0x34] = 0x40;
    (0..1000).for_each(|_| file.extend(&bomb));
    let begin = std::time::Instant::now();
    let read = read(&file);
    assert_eq!((read.summary.compressed, read.summary.damaged), (1000, 1000));
    assert!(begin.elapsed().as_secs() < 5, "{:?}", begin.elapsed());
}
