//! `cargo xtask dist --why`: which crates and functions the bytes of the page's programs belong to.
//!
//! It reads the programs as wasm-bindgen or the linker leaves them, because wasm-opt, which makes them about a fifth
//! smaller, takes the names.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

use rustc_demangle::demangle;
use wasmparser::{KnownCustom, Name, Parser, Payload};

use crate::run::{TaskResult, root};

/// The functions that are listed of each program.
const MOST: usize = 20;

/// The programs of the page, and where the build leaves them in target/.
const PROGRAMS: [(&str, &str); 4] = [
    ("the page's program, for the first paint", "wasm-bindgen/release/page_bg.wasm"),
    ("its later part", "split/later.wasm"),
    ("the engine", "wasm-bindgen/release/wasm_bg.wasm"),
    ("the reader of traces and event logs", "wasm32-unknown-unknown/engine/events.wasm"),
];

/// What the last build left, as text.
pub(crate) fn text() -> TaskResult<String> {
    let mut text = String::from("Bytes of code before wasm-opt and brotli:\n");
    for (what, file) in PROGRAMS {
        let path = root().join("target").join(file);
        let program = fs::read(&path).map_err(|e| format!("{} cannot be read: {e}.", path.display()))?;
        let functions = functions(&program).map_err(|e| format!("{}: {e}.", path.display()))?;
        text += &format!("\n{what}\n{}", table(&functions));
    }
    Ok(text)
}

/// A function's name with the bytes of its code.
type Function = (String, usize);

/// The functions of a program. Copies of a generic function have the same name.
fn functions(program: &[u8]) -> Result<Vec<Function>, wasmparser::BinaryReaderError> {
    let (mut imported, mut sizes, mut names) = (0, Vec::new(), BTreeMap::new());
    for payload in Parser::new(0).parse_all(program) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, wasmparser::TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => sizes.push(body.as_bytes().len()),
            Payload::CustomSection(section) => {
                let KnownCustom::Name(section) = section.as_known() else { continue };
                for names_of in section {
                    let Ok(Name::Function(functions)) = names_of else { continue };
                    for naming in functions {
                        let naming = naming?;
                        names.insert(naming.index, plain(&format!("{:#}", demangle(naming.name))));
                    }
                }
            }
            _ => {}
        }
    }
    let name = |index| names.remove(&index).unwrap_or_else(|| "without a name".to_owned());
    Ok((imported..).map(name).zip(sizes).collect())
}

/// A name without the hashes that distinguish the copies of a function: `a::f` of `a[0123456789abcdef]::f` and of
/// `a::f::h0123456789abcdef`, which wasm-bindgen writes.
fn plain(name: &str) -> String {
    let is_hash = |text: &str| text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let name = match name.rsplit_once("::h") {
        Some((name, hash)) if is_hash(hash) => name,
        _ => name,
    };
    let mut out = String::new();
    for (at, piece) in name.split('[').enumerate() {
        match piece.split_once(']') {
            Some((hash, rest)) if at > 0 && is_hash(hash) => out += rest,
            _ if at > 0 => out.extend(["[", piece]),
            _ => out += piece,
        }
    }
    out
}

/// The crate of a function: `page` of `<page::State as core::clone::Clone>::clone`.
fn crate_of(name: &str) -> &str {
    let path = name.trim_start_matches(['<', '&', '[', '(', '*']);
    let path = path.trim_start_matches("mut ").trim_start_matches("dyn ").trim_start_matches("const ");
    match path.split_once("::") {
        Some((first, _)) if first.bytes().all(|byte| byte == b'_' || byte.is_ascii_alphanumeric()) => first,
        _ => "other",
    }
}

/// The bytes by crate, and the largest functions.
fn table(functions: &[Function]) -> String {
    let mut out = String::new();
    let mut write = |title: &str, sums: BTreeMap<&str, (usize, usize)>, most| {
        out += &format!("  by {title}\n");
        let mut sums: Vec<_> = sums.into_iter().collect();
        sums.sort_by_key(|(name, (bytes, _))| (std::cmp::Reverse(*bytes), *name));
        for (name, (bytes, count)) in sums.into_iter().take(most) {
            let copies = if count > 1 { format!(", {count} functions") } else { String::new() };
            writeln!(out, "{bytes:>10}  {name}{copies}").ok();
        }
    };
    write("crate", sums(functions, crate_of), usize::MAX);
    write("function", sums(functions, |name| name), MOST);
    out
}

/// The bytes and the number of functions by a part of their names.
fn sums(functions: &[Function], of: impl Fn(&str) -> &str) -> BTreeMap<&str, (usize, usize)> {
    let mut sums = BTreeMap::new();
    for (name, bytes) in functions {
        let (sum, count) = sums.entry(of(name)).or_insert((0, 0));
        (*sum, *count) = (*sum + bytes, *count + 1);
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A program with one import and two functions, `a::f` and one without a name.
    const PROGRAM: &[u8] = b"\0asm\x01\0\0\0\
        \x01\x04\x01\x60\0\0\
        \x02\x07\x01\x01e\x01i\0\0\
        \x03\x03\x02\0\0\
        \x0a\x09\x02\x04\0\x01\x01\x0b\x02\0\x0b\
        \0\x12\x04name\x01\x0b\x01\x01\x08_ZN1a1fE";

    #[test]
    fn functions_are_those_of_the_program_itself() {
        let found = functions(PROGRAM).unwrap();
        assert_eq!(found, [("a::f".to_owned(), 4), ("without a name".to_owned(), 2)]);
        assert!(functions(b"none").is_err());
    }

    #[test]
    fn the_crate_is_the_first_name_of_the_path() {
        for (name, of) in [
            ("page::view::shown", "page"),
            ("<&mut page::State as core::clone::Clone>::clone", "page"),
            ("<[knowledge::Code] as core::fmt::Debug>::fmt", "knowledge"),
            ("memcpy", "other"),
        ] {
            assert_eq!(crate_of(name), of, "{name}");
        }
    }

    #[test]
    fn names_have_no_hashes() {
        for (name, shown) in [
            ("a::f::h0123456789abcdef", "a::f"),
            ("<a[0123456789abcdef]::T as b[fedcba9876543210]::U>::f", "<a::T as b::U>::f"),
            ("<[a::T] as b::U>::f::hash", "<[a::T] as b::U>::f::hash"),
        ] {
            assert_eq!(plain(name), shown);
        }
    }

    #[test]
    fn copies_of_a_function_are_added() {
        let functions = [("a::f".to_owned(), 10), ("b::g".to_owned(), 15), ("a::f".to_owned(), 10)];
        let expected = "  by crate\n        20  a, 2 functions\n        15  b\n  \
                        by function\n        20  a::f, 2 functions\n        15  b::g\n";
        assert_eq!(table(&functions), expected);
    }
}
