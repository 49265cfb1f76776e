//! Minifies the files of the first paint: removes the comments and the indentation of the page, its
//! styles and its scripts, and shortens the hashes in the names with which program and script call each other.

use crate::built::{attribute, cut, hashed, sha384};
use crate::run::TaskResult;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The digits of a hash in a name.
const HASH: usize = 16;

/// Makes the files of the page lean, under names by their new content.
pub(crate) fn run(dist: &Path) -> TaskResult {
    let index = dist.join("index.html");
    let cannot_write = |e: std::io::Error, file: &Path| format!("{} cannot be written: {e}.", file.display());
    let read = |name: &str| fs::read(dist.join(name)).map_err(|e| format!("{name} cannot be read: {e}."));
    let text = |name: &str| Ok::<_, String>(String::from_utf8_lossy(&read(name)?).into_owned());
    let mut page = plain(&text("index.html")?, &[("<!--", "-->"), ("/*", "*/")]);
    let [script, program, boot] = names(&page)?;
    let mut numbers = BTreeMap::new();
    let mut lean_script = plain(&text(&script)?, &[("//", "\n")]).into_bytes();
    number_hashes(&mut lean_script, |hash| {
        let next = numbers.len();
        Some(*numbers.entry(hash).or_insert(next))
    });
    let mut lean_program = read(&program)?;
    number_hashes(&mut lean_program, |hash| numbers.get(&hash).copied());
    let lean_boot = plain(&text(&boot)?, &[("//", "\n")]).into_bytes();
    let files = [
        (script, "page.js", lean_script),
        (program, "page.wasm", lean_program),
        (boot, "boot.js", lean_boot),
    ];
    for (old, name, content) in files {
        let integrity = sha384(&read(&old)?);
        fs::write(dist.join(name), content).map_err(|e| cannot_write(e, &dist.join(name)))?;
        fs::remove_file(dist.join(&old)).map_err(|e| cannot_write(e, &dist.join(&old)))?;
        let new = hashed(dist, Some(name))?;
        page = page.replace(&old, &new.name).replace(&integrity, &new.integrity);
    }
    fs::write(&index, page).map_err(|e| cannot_write(e, &index))
}

/// The page's script, its program and web/boot.js, as the page names them.
fn names(page: &str) -> TaskResult<[String; 3]> {
    let named = |begins: &str, name: &str| -> TaskResult<String> {
        let (_, tag, _) = cut(page, begins)?;
        let value = attribute(tag, name).ok_or_else(|| format!("`{tag}` lacks {name}: see Trunk.toml."))?;
        Ok(value.trim_start_matches("./").to_owned())
    };
    let app = "<meta name=\"app\"";
    Ok([named(app, "data-js")?, named(app, "data-wasm")?, named("<script", "src")?])
}

/// A text without its comments, which begin a line and end as given, and without indentation and empty lines.
fn plain(text: &str, comments: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let comment = comments.iter().find(|(start, _)| rest.starts_with(start));
        let end = comment.map_or("\n", |(_, end)| end);
        let (line, after) = rest.split_once(end).unwrap_or((rest, ""));
        if comment.is_none() {
            out.extend([line.trim_end(), "\n"]);
        }
        rest = after.trim_start();
    }
    out
}

/// Puts a number in the place of each hash that ends a name: wasm-bindgen's `__wbg_focus_6c30fe7fda33ef51` is
/// `__wbg_focus_0000000000000012` then. Hashes are random and stay as long as they are; such numbers nearly vanish.
/// A hash without a number stays.
fn number_hashes(bytes: &mut [u8], mut number: impl FnMut([u8; HASH]) -> Option<usize>) {
    let is_hex = |byte: &u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    let is_of_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    for at in 1..bytes.len().saturating_sub(HASH - 1) {
        let (before, rest) = bytes.split_at_mut(at);
        let Some((hash, after)) = rest.split_first_chunk_mut::<HASH>() else { break };
        let ends_name = before.ends_with(b"_") || before.ends_with(b"_h");
        if ends_name
            && hash.iter().all(is_hex)
            && !after.first().is_some_and(is_of_name)
            && let Some(number) = number(*hash)
        {
            hash.copy_from_slice(format!("{number:0HASH$}").as_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_indentation_go() {
        let page =
            "<!-- why -->\n<style>\n  /* two\n     lines */\n  a { b: url(//c) } /* d */\n\n  e\n</style>\n";
        let lean = "<style>\na { b: url(//c) } /* d */\ne\n</style>\n";
        assert_eq!(plain(page, &[("<!--", "-->"), ("/*", "*/")]), lean);
        assert_eq!(plain("// why\n  f(`//x`);\n  // end", &[("//", "\n")]), "f(`//x`);\n");
    }

    #[test]
    fn script_and_program_call_each_other_by_numbers() {
        let dist = std::env::temp_dir().join(format!("wuscope-lean-{}", std::process::id()));
        fs::create_dir_all(&dist).unwrap();
        let (script, program) =
            ("f.__wbg_a_0123456789abcdef(); g_h00000000000000aa", "\0__wbg_a_0123456789abcdef\0");
        let page = format!(
            "<meta name=\"app\" data-js=\"./p-1.js\" data-wasm=\"./p-1_bg.wasm\"><script src=\"./b-1.js\">{}",
            sha384(script.as_bytes())
        );
        for (name, content) in [
            ("index.html", page.as_str()),
            ("p-1.js", script),
            ("p-1_bg.wasm", program),
            ("b-1.js", "  start();"),
        ] {
            fs::write(dist.join(name), content).unwrap();
        }
        run(&dist).unwrap();
        let page = fs::read_to_string(dist.join("index.html")).unwrap();
        let [script, program, boot] = names(&page).unwrap();
        let text = |name: &str| fs::read_to_string(dist.join(name)).unwrap();
        assert_eq!(text(&script), "f.__wbg_a_0000000000000000(); g_h0000000000000001\n");
        assert_eq!(text(&program), "\0__wbg_a_0000000000000000\0");
        assert_eq!(text(&boot), "start();\n");
        assert!(page.contains(&sha384(text(&script).as_bytes())), "{page}");
        assert_eq!(fs::read_dir(&dist).unwrap().count(), 4, "no old files are left");
        fs::remove_dir_all(dist).unwrap();
    }

    #[test]
    fn only_a_hash_at_the_end_of_a_name_is_numbered() {
        let mut names =
            *b"_0123456789abcdef _0123456789abcdef0 _0123456789abcdeg x0123456789abcdef _h0123456789abcdef";
        number_hashes(&mut names, |_| Some(7));
        let expected =
            "_0000000000000007 _0123456789abcdef0 _0123456789abcdeg x0123456789abcdef _h0000000000000007";
        assert_eq!(String::from_utf8_lossy(&names), expected);
    }
}
