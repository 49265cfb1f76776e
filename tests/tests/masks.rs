//! Masked exports contain none of the names that are in the logs.
//!
//! The names in real logs are found in another way than the mask finds them: word by word, by what is beside the word.
//! `WUSCOPE_SAMPLES` names the folder, as for `samples.rs`.
#![allow(clippy::unwrap_used, clippy::panic)] // A test panics when something is wrong.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use export::{ExportContext, Mask, export};
use report::{ExportForm, Report};
use tests::{TestFile, Way, analyze, folder, for_each_scenario, samples_folder, texts_of};

const FORMS: [ExportForm; 9] = [
    ExportForm::Markdown,
    ExportForm::Plain,
    ExportForm::Html,
    ExportForm::Csv,
    ExportForm::Ndjson,
    ExportForm::Sarif,
    ExportForm::Flowchart,
    ExportForm::Sequence,
    ExportForm::Json,
];

#[test]
fn masked_exports_of_scenarios_contain_no_names() {
    // All of these are names, and only such names are in the scenarios.
    let names = ["adatumx.com", "fabrikam.com", "192.0.2.", "198.51.100.", "203.0.113."];
    for_each_scenario(|_, path, files| {
        let files: Vec<TestFile> = files.iter().map(with_another_domain).collect();
        let report = analyze(&files, Way::default());
        let masked = Mask::of(&report).masked(&report);
        for form in FORMS {
            let export = export(&masked, form, &ExportContext::default()).to_lowercase();
            let found: Vec<&str> = names.into_iter().filter(|name| export.contains(name)).collect();
            assert!(found.is_empty(), "{form:?} of {}: {found:?}", path.display());
        }
        assert_eq!(shape(&masked), shape(&report), "{}", path.display());
    });
}

/// The file with another domain: the knowledge base uses `contoso.com` in its own examples.
fn with_another_domain(file: &TestFile) -> TestFile {
    let mut bytes = file.bytes.clone();
    let places = 0..bytes.len().saturating_sub("contoso.com".len() - 1);
    for at in places {
        let domain = &mut bytes[at..at + "contoso.com".len()];
        if domain.eq_ignore_ascii_case(b"contoso.com") {
            let is_upper = domain[0].is_ascii_uppercase();
            domain.copy_from_slice(if is_upper { b"ADATUMX.COM" } else { b"adatumx.com" });
        }
    }
    TestFile { bytes, ..file.clone() }
}

#[test]
#[ignore = "needs WUSCOPE_SAMPLES: a folder of real logs"]
fn masked_exports_of_real_logs_contain_no_names() {
    let folders: Vec<PathBuf> = folder(&samples_folder()).into_iter().filter(|path| path.is_dir()).collect();
    let mut count = 0;
    for path in &folders {
        let files: Vec<TestFile> =
            folder(path).iter().filter(|file| file.is_file()).map(|file| read(file)).collect();
        count += check(path, &files);
        files.iter().for_each(|file| {
            check(&path.join(&file.name), std::slice::from_ref(file));
        });
    }
    assert!(count > 10, "only {count} names were found in all samples");
}

fn read(path: &Path) -> TestFile {
    TestFile {
        name: path.file_name().unwrap().to_string_lossy().into_owned(),
        path: String::new(),
        bytes: std::fs::read(path).unwrap(),
        modified: None,
        whole_folder: false,
    }
}

/// Checks the exports of these files; the number of names that were found in them.
fn check(path: &Path, files: &[TestFile]) -> usize {
    let report = analyze(files, Way::default());
    // Without zeros, UTF-16 is text too.
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace('\0', "");
    let names: BTreeSet<String> = texts_of(files).iter().flat_map(|bytes| names_in(&text(bytes))).collect();
    let masked = Mask::of(&report).masked(&report);
    for form in FORMS {
        let export = export(&masked, form, &ExportContext::default()).to_lowercase();
        let found: Vec<&String> = names.iter().filter(|name| has_word(&export, name)).collect();
        assert!(found.is_empty(), "{form:?} of {}: {found:?}", path.display());
    }
    assert_eq!(shape(&masked), shape(&report), "{}", path.display());
    names.len()
}

/// What masking must not change.
fn shape(report: &Report) -> Vec<(usize, usize, usize, usize)> {
    let count = |part: &Report| (part.findings.len(), part.runs.len(), part.codes.len(), part.logs.len());
    report.all().map(count).collect()
}

/// Whether a text in lower case contains a name as a word of its own.
fn has_word(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + name.len()..].chars().next();
        ![before, after].into_iter().flatten().any(char::is_alphanumeric)
    })
}

/// Words that are in the place of a name and are none.
const NO_NAMES: [&str; 12] = [
    "localhost",
    "sccm",
    "127.0.0.1",
    "public",
    "default",
    "administrator",
    "system",
    "appdata",
    "all",
    "server",
    "wsus",
    "null",
];

/// What belongs to Microsoft and others, and is the same for everybody.
const PUBLIC: [&str; 10] = [
    "microsoft.com",
    "windowsupdate.com",
    "windows.com",
    "live.com",
    "w3.org",
    "xmlsoap.org",
    "microsoftonline.com",
    "digicert.com",
    "tempuri.org",
    "github.com",
];

/// The names of hosts, users, domains and addresses in a text, in lower case.
fn names_in(text: &str) -> BTreeSet<String> {
    let is_letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '$');
    let mut names = BTreeSet::new();
    let mut at = 0;
    for word in text.split_inclusive(|c| !is_letter(c)) {
        let start = at;
        at += word.len();
        let word = word.trim_end_matches(|c| !is_letter(c));
        let after = text[start + word.len()..].chars().next().unwrap_or(' ');
        let before = &text[text.floor_char_boundary(start.saturating_sub(60))..start];
        if is_name(before, word, after) {
            add(&mut names, word);
        }
    }
    names
}

/// Adds a name; for a full name of a host also the short one and the domain.
fn add(names: &mut BTreeSet<String>, word: &str) {
    let word = word.trim_matches(['.', '-', '_', '$']).to_lowercase();
    let is_public = PUBLIC.iter().any(|domain| word.ends_with(domain)) || NO_NAMES.contains(&word.as_str());
    let is_number = word.bytes().all(|byte| byte.is_ascii_digit());
    if word.len() < 3 || is_public || is_number {
        return;
    }
    if let Some((label, domain)) = word.split_once('.').filter(|_| !is_private_address(&word)) {
        if domain.contains('.') {
            names.insert(domain.to_owned());
        }
        if label.contains(|c: char| c.is_ascii_digit() || c == '-') {
            names.insert(label.to_owned());
        }
    }
    names.insert(word);
}

fn is_name(before: &str, word: &str, after: char) -> bool {
    let lower = before.to_lowercase();
    let is_host = before.ends_with("://") || after == '\\' && before.ends_with(" \\\\");
    let is_user = lower.ends_with(":\\users\\") && after == '\\' || word.starts_with("S-1-5-21-");
    let is_labelled =
        ["computername = ", "computername=", "hostname = \"", " sys=", "machinename = ", "logonuser = "]
            .iter()
            .any(|label| lower.ends_with(label));
    let is_computer =
        before.ends_with('(') && after == ')' && word.len() > 5 && word == word.to_uppercase() && {
            // Windows names machines like this by itself.
            word.starts_with("WIN-") || word.starts_with("DESKTOP-")
        };
    let ends = [".local", ".lan", ".edu", ".com", ".org"];
    let is_dotted = ends.iter().any(|end| word.to_lowercase().ends_with(end))
        && !before.ends_with(['\\', '/', '.', '%'])
        && !word.to_lowercase().starts_with("microsoft.");
    is_host || is_user || is_labelled || is_computer || is_dotted || is_private_address(word)
}

fn is_private_address(word: &str) -> bool {
    let numbers: Vec<Option<u8>> = word.split('.').map(|number| number.parse().ok()).collect();
    matches!(
        numbers[..],
        [Some(192), Some(168), Some(_), Some(_)] | [Some(172), Some(16..32), Some(_), Some(_)]
    )
}

#[test]
fn names_are_found_word_by_word() {
    let names = |text: &str| names_in(text).into_iter().collect::<Vec<_>>().join(" ");
    assert_eq!(names("from http://SUP-02.contoso.com:8530."), "contoso.com sup-02 sup-02.contoso.com");
    assert_eq!(names("C:\\Users\\jdoe\\x and \\\\FS01\\share"), "fs01 jdoe");
    assert_eq!(names("https://fe2cr.update.microsoft.com/x 10.0.19045.1 setup.exe"), "");
    assert_eq!(names("ComputerName = DESKTOP-1 at 192.168.1.5"), "192.168.1.5 desktop-1");
}

#[test]
fn words_are_found_in_exports() {
    assert!(has_word("at \"sup02\".", "sup02") && !has_word("sup023 xsup02", "sup02"));
}
