//! `cargo run -p tests --example seeds`: writes the seeds of the fuzz targets into `fuzz/corpus`, made from the
//! scenarios, the knowledge base and the kept traces; with `-- keep` it keeps what is now in
//! `fuzz/corpus/traces`.

use std::path::{Path, PathBuf};
use std::{fs, io};

use report::{FileMeta, Reply, Request};
use tests::fuzz::in_one;
use tests::{TestFile, Way, analyze, archives, event_logs, folder, keep, kept, scenarios};

fn main() -> io::Result<()> {
    if std::env::args().any(|word| word == "keep") {
        return keep(folder(&corpus("traces")).iter().map(fs::read).collect::<io::Result<_>>()?);
    }
    for (at, input) in kept()?.iter().enumerate() {
        write("traces", &format!("kept-{at}"), input)?;
    }
    for (folder, files) in scenarios() {
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        write("reports", &name, &in_one(&files))?;
        write_archives(&name, &files)?;
        let report = Box::new(analyze(&files, Way::default()));
        write("messages", &name, &Reply::Report { report, done: true, cancelled: false }.to_bytes())?;
        for file in files {
            write_entries(&name, &file)?;
        }
    }
    for (name, bytes) in event_logs::seeds() {
        write("event_logs", name, &bytes)?;
    }
    for (at, query) in queries().iter().enumerate() {
        write("queries", &at.to_string(), query.as_bytes())?;
    }
    for (at, paste) in pastes().iter().enumerate() {
        write("paste", &at.to_string(), paste.as_bytes())?;
    }
    for (at, request) in requests().iter().enumerate() {
        write("messages", &format!("request-{at}"), &request.to_bytes())?;
    }
    Ok(())
}

/// A file as it is, and in UTF-16; the first two bytes select normal recognition, the next two are sizes of
/// blocks.
fn write_entries(scenario: &str, file: &TestFile) -> io::Result<()> {
    let name = format!("{scenario}-{}", file.name);
    let wide: Vec<u8> =
        String::from_utf8_lossy(&file.bytes).encode_utf16().flat_map(u16::to_le_bytes).collect();
    write("entries", &name, &[b"\0\0\x40\x01", &file.bytes[..]].concat())?;
    write("entries", &format!("{name}-wide"), &[b"\0\0\x07\x20\xFF\xFE", &wide[..]].concat())
}

/// The files of a scenario in an archive of each kind.
fn write_archives(scenario: &str, files: &[TestFile]) -> io::Result<()> {
    let members: Vec<(&str, &[u8])> =
        files.iter().map(|file| (file.name.as_str(), &file.bytes[..file.bytes.len().min(2000)])).collect();
    let zip = archives::zip(&members);
    write("archives", &format!("{scenario}-cab"), &archives::cab(&members))?;
    write(
        "archives",
        &format!("{scenario}-gz"),
        &archives::gz(&members.first().map_or(zip.clone(), |one| one.1.to_vec())),
    )?;
    write("archives", &format!("{scenario}-zip-in-zip"), &archives::zip(&[("in.zip", &zip)]))?;
    write("archives", &format!("{scenario}-zip"), &zip)
}

/// Typed queries: codes in every notation, symbols, the lines that are evidence.
fn queries() -> Vec<String> {
    let typed =
        ["8024 401C", "-2145107924", "2149859356", "HTTP 503", "error 1603", "0x8024401O", "[80244022]"];
    let symbols = knowledge::codes().iter().step_by(50).flat_map(|code| code.symbols);
    let lines = knowledge::cause_samples().iter().flat_map(|sample| sample.lines.lines());
    let titles = knowledge::causes().iter().map(|cause| cause.title);
    typed.into_iter().chain(symbols.copied()).chain(lines).chain(titles).map(str::to_owned).collect()
}

/// Pasted texts: lines that are evidence, with every kind of decoration.
fn pastes() -> Vec<String> {
    let lines: Vec<&str> =
        knowledge::cause_samples().iter().flat_map(|sample| sample.lines.lines()).collect();
    let ways: [fn(usize, &str) -> String; 6] = [
        |_, line| format!("> {line}\n"),
        |at, line| format!("{}: {line}\n", at + 1),
        |_, line| format!("```\n{line}\n```\n"),
        |_, line| format!("[code]{line}[/code]\n"),
        |_, line| line.replace('<', "&lt;").replace('"', "&quot;") + "\n",
        |_, line| format!("\u{2022} {line} {line}\n"),
    ];
    let some = lines.chunks(5).step_by(20);
    let decorated = |way: fn(usize, &str) -> String| {
        some.clone().map(move |lines| lines.iter().enumerate().map(|(at, line)| way(at, line)).collect())
    };
    ways.into_iter().flat_map(decorated).collect()
}

fn requests() -> [Request; 5] {
    let file = FileMeta {
        file: 1,
        name: "ScanAgent.log".to_owned(),
        path: "Logs".to_owned(),
        size: 4096,
        modified: Some(1_794_486_000_000),
        whole_folder: true,
    };
    [
        Request::Read { files: vec![file], more: false },
        Request::Cancel,
        Request::Clear,
        Request::Lines { ticket: 1, file: 1, line: 12, before: 20, after: 20 },
        Request::Runs { ticket: 2, machine: 0, from: 500, count: 100 },
    ]
}

fn corpus(target: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus").join(target)
}

fn write(target: &str, name: &str, bytes: &[u8]) -> io::Result<()> {
    fs::create_dir_all(corpus(target))?;
    fs::write(corpus(target).join(name), bytes)
}
