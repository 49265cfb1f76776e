//! Little of an archive is in memory, however large or malicious it is.
#![allow(clippy::unwrap_used, clippy::expect_used)] // A test panics when something is wrong.

#[path = "../../../tests/src/archives.rs"]
#[allow(dead_code, unreachable_pub)]
mod archives;

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use archive::{ArchiveEvent, ArchiveInfo, UnpackBudget, Unpacker};
use archives::{Packed, cab, gz, packed, zip, zip_of};

/// Counts what is held, and the most that was.
struct Counting;

static HELD: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let held = HELD.fetch_add(layout.size(), Relaxed) + layout.size();
        MOST.fetch_max(held, Relaxed);
        unsafe { System.alloc(layout) }
    }
    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Relaxed);
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

/// The peak memory while an archive is read, and how many bytes it unpacks to.
fn most(name: &str, bytes: &[u8]) -> (usize, u64) {
    let info = ArchiveInfo {
        kind: archive::archive_kind(bytes).unwrap(),
        name: name.to_owned(),
        path: String::new(),
        size: bytes.len() as u64,
        whole_folder: false,
        depth: 1,
    };
    let before = HELD.load(Relaxed);
    MOST.store(before, Relaxed);
    let budget = UnpackBudget::default();
    let mut unpacker = Unpacker::new(info, budget.clone(), |_| false);
    loop {
        match unpacker.next() {
            ArchiveEvent::Read(range) => {
                let length = range.end - range.start;
                assert!(length <= (1 << 20) + 70_000, "{length} bytes at once");
                unpacker.give(bytes[range.start as usize..range.end as usize].to_vec());
            }
            ArchiveEvent::Done(_) => break,
            _ => {}
        }
    }
    (MOST.load(Relaxed) - before, budget.bytes())
}

/// A single test, because memory of other tests would count.
#[test]
fn memory_stays_low() {
    let line = b"2026-11-12 10:11:12 a line of a log that is like the others\r\n";
    let log: Vec<u8> = (0..100_000_u32).flat_map(|n| [&line[..], &n.to_le_bytes()].concat()).collect();
    for (name, bytes) in [
        ("a.zip", zip(&[("a.log", &log), ("b.log", &log)])),
        ("a.cab", cab(&[("a.log", &log), ("b.log", &log)])),
        ("a.log.gz", gz(&log)),
    ] {
        let (most, out) = most(name, &bytes);
        assert!(out >= log.len() as u64 && most < 4 << 20, "{name}: {most} bytes held for {out}");
    }
    let bomb = zip(&[("a.log", &vec![0; 200 << 20])]);
    let (most_held, out) = most("bomb.zip", &bomb);
    assert!(out < 66 << 20 && most_held < 4 << 20, "{most_held} bytes held for {out}");
    // The longest names that zip allows are not kept in full.
    let one = packed("", b"x");
    let named = |name: String| Packed { name: name.into(), ..one.clone() };
    let long = "n".repeat(60_000);
    let members: Vec<Packed> = (0..4000).map(|n| named(format!("{n}{long}.log"))).collect();
    let (most_held, _) = most("names.zip", &zip_of(&members));
    assert!(most_held < 8 << 20, "{most_held} bytes held");
    let members: Vec<Packed> = (0..100_000).map(|n| named(format!("Logs/{n}.log"))).collect();
    let (most_held, _) = most("members.zip", &zip_of(&members));
    assert!(most_held < 8 << 20, "{most_held} bytes held");
}
