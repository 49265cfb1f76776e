//! Minifies the files of the first paint: removes the comments and the indentation of the page, its
//! styles and its scripts, and shortens the hashes in the names with which program and script call each other.

use std::collections::BTreeMap;
use std::path::Path;

use crate::built::{attribute, cut, take, take_text, write_hashed};
use crate::run::TaskResult;

/// The digits of a hash in a name.
const HASH: usize = 16;

/// Where Trunk names the script and the program: see Trunk.toml.
pub(crate) const APP: &str = "<meta name=\"app\"";

/// The lean page and its programs.
pub(crate) struct Lean {
    /// index.html; its scripts are named by their new content.
    pub(crate) page: String,
    /// web/boot.js.
    pub(crate) boot: String,
    /// The script of the program.
    pub(crate) script: String,
    /// The program. It is no file any more: it becomes a part.
    pub(crate) program: Vec<u8>,
}

/// Makes the files of the page lean. The scripts get names by their new content.
pub(crate) fn run(dist: &Path) -> TaskResult<Lean> {
    let page = plain(&take_text(dist, "index.html")?, &[("<!--", "-->"), ("/*", "*/")]);
    let names = names(&page)?;
    let mut numbers = BTreeMap::new();
    let mut script = plain(&take_text(dist, &names.script)?, &[("//", "\n")]).into_bytes();
    number_hashes(&mut script, |hash| {
        let next = numbers.len();
        Some(*numbers.entry(hash).or_insert(next))
    });
    let script = String::from_utf8_lossy(&script).into_owned();
    let mut program = take(dist, &names.program)?;
    number_hashes(&mut program, |hash| numbers.get(&hash).copied());
    let boot = plain(&take_text(dist, &names.boot)?, &[("//", "\n")]);
    let new_script = write_hashed(dist, "page.js", script.as_bytes())?;
    let new_boot = write_hashed(dist, "boot.js", boot.as_bytes())?;
    let (before, _, after) = cut(&page, APP)?;
    let page = format!("{before}{APP} data-js=\"{}\">{after}", new_script.name)
        .replace(&names.script, &new_script.name)
        .replace(&names.boot, &new_boot.name)
        .replace("{integrity}", &new_script.integrity);
    Ok(Lean { page, boot, script, program })
}

/// What Trunk built, as the page names it.
struct TrunkFiles {
    script: String,
    program: String,
    /// web/boot.js.
    boot: String,
}

fn names(page: &str) -> TaskResult<TrunkFiles> {
    let named = |begins: &str, name: &str| -> TaskResult<String> {
        let (_, tag, _) = cut(page, begins)?;
        let value = attribute(tag, name).ok_or_else(|| format!("`{tag}` lacks {name}: see Trunk.toml."))?;
        Ok(value.trim_start_matches("./").to_owned())
    };
    Ok(TrunkFiles {
        script: named(APP, "data-js")?,
        program: named(APP, "data-wasm")?,
        boot: named("<script", "src")?,
    })
}

/// A text without its comments, which begin a line and end as given, and without indentation and empty lines.
pub(crate) fn plain(text: &str, comments: &[(&str, &str)]) -> String {
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
    use std::fs;

    use super::*;
    use crate::built::{sha384, test_folder};

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
        let dist = test_folder("lean");
        let page = "<meta name=\"app\" data-js=\"./p-1.js\" data-wasm=\"./p-1_bg.wasm\">\
                    <link href=\"./p-1.js\" integrity=\"{integrity}\"><script src=\"./b-1.js\">";
        for (name, content) in [
            ("index.html", page),
            ("p-1.js", "f.__wbg_a_0123456789abcdef(); g_h00000000000000aa"),
            ("p-1_bg.wasm", "\0__wbg_a_0123456789abcdef\0"),
            ("b-1.js", "  start();"),
        ] {
            fs::write(dist.join(name), content).unwrap();
        }
        let lean = run(&dist).unwrap();
        assert_eq!(lean.script, "f.__wbg_a_0000000000000000(); g_h0000000000000001\n");
        assert_eq!(lean.program, b"\0__wbg_a_0000000000000000\0");
        assert_eq!(lean.boot, "start();\n");
        let (_, app, rest) = cut(&lean.page, APP).unwrap();
        let script = attribute(app, "data-js").unwrap();
        assert_eq!(app, format!("<meta name=\"app\" data-js=\"{script}\">"), "the program is no file");
        assert_eq!(fs::read_to_string(dist.join(script)).unwrap(), lean.script);
        let integrity = sha384(lean.script.as_bytes());
        assert!(rest.contains(&format!("href=\"./{script}\" integrity=\"{integrity}\"")), "{rest}");
        let (_, boot, _) = cut(&lean.page, "<script").unwrap();
        assert_eq!(fs::read_to_string(dist.join(attribute(boot, "src").unwrap())).unwrap(), lean.boot);
        assert_eq!(fs::read_dir(&dist).unwrap().count(), 2, "no old files are left");
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
