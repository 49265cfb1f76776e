//! Intact archives: what was packed is unpacked.
#![allow(clippy::unwrap_used, clippy::expect_used)] // A test panics when something is wrong.

#[path = "../../../tests/src/archives.rs"]
#[allow(dead_code, unreachable_pub)]
mod archives;
mod common;

use std::io::{Cursor, Write};

use archive::MemberEnd;
use common::{Out, open, open_all};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Text that compresses like a log.
fn log(lines: usize) -> String {
    (0..lines)
        .map(|at| format!("2026-11-12 10:{:02}:{:02} line {at} of a log\r\n", at / 60 % 60, at % 60))
        .collect()
}

fn zip_with(files: &[(&str, &str)], options: SimpleFileOptions) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(*name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    zip_with(files, SimpleFileOptions::default().compression_method(CompressionMethod::Deflated))
}

fn cab(files: &[(&str, &str)], pack: cab::CompressionType) -> Vec<u8> {
    let mut builder = cab::CabinetBuilder::new();
    let folder = builder.add_folder(pack);
    for (name, _) in files {
        folder.add_file(*name);
    }
    let mut writer = builder.build(Cursor::new(Vec::new())).unwrap();
    while let Some(mut file) = writer.next_file().unwrap() {
        let text = files.iter().find(|(name, _)| *name == file.file_name()).unwrap().1;
        file.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn gz(name: Option<&str>, text: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0x1F, 0x8B, 8, if name.is_some() { 8 } else { 0 }, 0, 0, 0, 0, 0, 3];
    bytes.extend(name.into_iter().flat_map(|name| name.bytes().chain([0])));
    bytes.extend(miniz_oxide::deflate::compress_to_vec(text, 6));
    bytes.extend(sum(text).to_le_bytes());
    bytes.extend((text.len() as u32).to_le_bytes());
    bytes
}

/// CRC-32, bit by bit.
fn sum(bytes: &[u8]) -> u32 {
    let bit = |state: u32| if state & 1 == 1 { 0xEDB8_8320 ^ (state >> 1) } else { state >> 1 };
    let byte = |state: u32, byte: &u8| (0..8).fold(state ^ u32::from(*byte), |state, _| bit(state));
    !bytes.iter().fold(u32::MAX, byte)
}

fn all_well(out: &Out) {
    assert_eq!(out.messages(), [""; 0]);
    assert!(out.members.iter().all(|(_, _, end)| *end == Some(MemberEnd::Complete)));
}

#[test]
fn members_of_a_zip_come_out_as_they_went_in() {
    let (large, small) = (log(60_000), log(3));
    for method in [CompressionMethod::Deflated, CompressionMethod::Stored] {
        for is_large in [false, true] {
            let options = SimpleFileOptions::default().compression_method(method).large_file(is_large);
            let files =
                [("Logs/CBS.log", large.as_str()), ("Logs/WUAHandler.log", &small), ("empty.txt", "")];
            let out = open("PC1.zip", &zip_with(&files, options));
            all_well(&out);
            let mut names = out.names();
            names.sort();
            assert_eq!(names, ["PC1/Logs/CBS.log", "PC1/Logs/WUAHandler.log", "PC1/empty.txt"]);
            let text =
                |name: &str| out.complete().into_iter().find(|(path, _)| path.ends_with(name)).unwrap().1;
            assert!(text("CBS.log") == large && text("WUAHandler.log") == small, "{method:?}");
        }
    }
}

#[test]
fn the_most_important_members_come_first() {
    let out =
        open("a.zip", &zip(&[("z.txt", "1"), ("other.log", "22"), ("ScanAgent.log", "333"), ("b.zip", "4")]));
    assert_eq!(out.names(), ["a/ScanAgent.log", "a/other.log", "a/z.txt", "a/b.zip"]);
}

#[test]
fn files_that_are_no_logs_are_not_unpacked() {
    let out =
        open("a.zip", &zip(&[("setup.exe", "MZ"), ("a.log", "x"), ("System.evt", "E"), ("b/wu.rar", "t")]));
    assert_eq!(out.names(), ["a/a.log"]);
    let names: Vec<&str> = out.skipped.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["a/setup.exe", "a/System.evt", "a/b/wu.rar"]);
    assert!(out.skipped[2].1.to_string().contains("unpack it and drop its contents"));
    assert_eq!(out.budget.bytes(), 1);
}

#[test]
fn files_of_a_cabinet_come_out_as_they_went_in() {
    let (large, small) = (log(60_000), log(3));
    for pack in [cab::CompressionType::MsZip, cab::CompressionType::None] {
        let files = [("Logs\\CBS.log", large.as_str()), ("picture.png", &large), ("WUAHandler.log", &small)];
        let out = open("PC1.cab", &cab(&files, pack));
        assert_eq!(out.names(), ["PC1/Logs/CBS.log", "PC1/WUAHandler.log"]);
        assert!(out.complete()[0].1 == large && out.complete()[1].1 == small);
        assert_eq!(out.skipped.len(), 1);
    }
}

#[test]
fn a_cabinet_may_be_packed_by_lzx() {
    let text = log(1500);
    let text = &text.as_bytes()[..40_000];
    let blocks: Vec<(Vec<u8>, u16)> = text
        .chunks(32 * 1024)
        .enumerate()
        .map(|(at, block)| (archives::lzx(block, at == 0), block.len() as u16))
        .collect();
    let (a, b) = text.split_at(35_000);
    for window in 15..=21_u16 {
        let out = open("x.cab", &archives::cab_of(&[("a.log", a), ("b.log", b)], 3 | window << 8, &blocks));
        all_well(&out);
        assert!(out.complete()[0].1.as_bytes() == a && out.complete()[1].1.as_bytes() == b, "{window}");
    }
}

#[test]
fn the_only_file_of_a_cabinet_gets_its_folder() {
    let text = log(20);
    let files = [("CbsPersist_20261112101112.log", text.as_str())];
    let out = open("CbsPersist_20261112101112.cab", &cab(&files, cab::CompressionType::MsZip));
    assert_eq!(out.complete(), [("CbsPersist_20261112101112.log".to_owned(), text)]);
}

#[test]
fn the_file_of_a_gzip_gets_its_folder() {
    let text = log(60_000);
    for (name, inner, expected) in [
        ("CBS.log.gz", None, "CBS.log"),
        ("x.gz", Some("CBS.log"), "CBS.log"),
        ("x.log.gz", Some("../../CBS.log"), "CBS.log"),
    ] {
        let out = open(name, &gz(inner, text.as_bytes()));
        all_well(&out);
        assert!(out.complete() == [(expected.to_owned(), text.clone())], "{name}: {:?}", out.names());
    }
    let two = [gz(None, b"one "), gz(None, b"two"), vec![0; 512]].concat();
    assert_eq!(open("a.log.gz", &two).complete(), [("a.log".to_owned(), "one two".to_owned())]);
}

#[test]
fn archives_in_archives_are_opened() {
    let inner = gz(None, b"deep");
    let bytes = |bytes: &[u8]| {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("in/a.log.gz", SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
        zip.finish().unwrap().into_inner()
    };
    let out = open_all("PC1.zip", &bytes(&inner));
    all_well(&out);
    assert_eq!(out.complete(), [("PC1/in/a.log".to_owned(), "deep".to_owned())]);
}

#[test]
fn a_folder_named_like_its_archive_is_merged() {
    assert_eq!(
        open("logs.zip", &zip(&[("logs/a.log", "x"), ("logs/CCM/b.log", "y")])).names(),
        ["logs/a.log", "logs/CCM/b.log"]
    );
}

#[test]
fn bytes_before_an_archive_are_skipped() {
    let program =
        [b"MZ a program that unpacks itself".to_vec(), zip(&[("a.log", "x"), ("b.log", "y")])].concat();
    assert_eq!(open("a.exe", &program).names(), ["a/a.log", "a/b.log"]);
}

#[test]
fn an_empty_archive_is_reported() {
    let empty = ZipWriter::new(Cursor::new(Vec::new())).finish().unwrap().into_inner();
    assert_eq!(open("a.zip", &empty).messages(), ["This zip archive contains no files."]);
}
