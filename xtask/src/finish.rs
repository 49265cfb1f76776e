//! Trunk's last step: the engine's second module is built, the engine's files get their content's hash for a name, the
//! parts of the knowledge become files beside the page's program, and the page learns their names. What the first paint
//! waits for is made lean.
//!
//! Trunk names what a worker needs without a hash and does not pass its name to the page. The page's source names the
//! files in `<meta name="engine" data-js="…" data-wasm="…" data-events="…">`; here they are renamed, so that a browser
//! that holds an old one in its cache never meets it, and their integrity is written beside, so that the page can
//! refuse a file that was cut or changed on the way.

use crate::built::{Hashed, attribute, cut, hashed};
use crate::run::TaskResult;
use crate::{knowledge, lean, module};
use std::fs;
use std::path::{Path, PathBuf};

const ENGINE: &str = "<meta name=\"engine\"";
/// What that meta names.
const FILES: [&str; 3] = ["js", "wasm", "events"];
const KNOWLEDGE: &str = "<meta name=\"knowledge\"";

/// Finishes the build in the folder that Trunk names.
pub(crate) fn run() -> TaskResult {
    let folder = std::env::var_os("TRUNK_STAGING_DIR")
        .ok_or("`finish` is called only by Trunk: run `cargo xtask dist` to build the page.")?;
    let folder = PathBuf::from(folder);
    module::build(&folder)?;
    finish(&folder)?;
    lean::run(&folder)
}

fn finish(dist: &Path) -> TaskResult {
    let index = dist.join("index.html");
    let page = fs::read_to_string(&index).map_err(|e| format!("{} cannot be read: {e}.", index.display()))?;
    let page = with_knowledge(dist, &page)?;
    let (before, tag, after) = cut(&page, ENGINE)?;
    let mut named = ENGINE.to_owned();
    for what in FILES {
        let Hashed { name, integrity } = hashed(dist, attribute(tag, &format!("data-{what}")))?;
        named += &format!(" data-{what}=\"{name}\" data-{what}-integrity=\"{integrity}\"");
    }
    fs::write(&index, format!("{before}{named}>{after}"))
        .map_err(|e| format!("{} cannot be written: {e}.", index.display()))
}

/// The page with the files of the knowledge named; the browser fetches the first while it still compiles the program.
/// The page checks their lengths itself, because browsers drop preloaded files if an integrity is requested
/// for them.
fn with_knowledge(dist: &Path, page: &str) -> TaskResult<String> {
    let (before, _, after) = cut(page, KNOWLEDGE)?;
    let mut tag = KNOWLEDGE.to_owned();
    let mut ahead = String::new();
    for part in 0..knowledge::PARTS {
        let name = format!("knowledge-{part}.bin");
        let file = dist.join(&name);
        fs::write(&file, knowledge::file(part))
            .map_err(|e| format!("{} cannot be written: {e}.", file.display()))?;
        let name = hashed(dist, Some(&name))?.name;
        tag += &format!(" data-part-{part}=\"{name}\"");
        if part == knowledge::TABLES {
            ahead = format!("<link rel=\"preload\" href=\"{name}\" as=\"fetch\" crossorigin=\"anonymous\">");
        }
    }
    Ok(format!("{before}{tag}>{ahead}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<head><meta name="knowledge"><meta name="engine" data-js="engine/wasm.js" data-wasm="engine/wasm_bg.wasm" data-events="engine/events.wasm"></head>"#;

    fn dist(name: &str, page: &str) -> PathBuf {
        let dist = std::env::temp_dir().join(format!("wuscope-finish-{name}-{}", std::process::id()));
        fs::create_dir_all(dist.join("engine")).unwrap();
        fs::write(dist.join("index.html"), page).unwrap();
        fs::write(dist.join("engine/wasm.js"), "abc").unwrap();
        fs::write(dist.join("engine/wasm_bg.wasm"), "").unwrap();
        fs::write(dist.join(module::FILE), "").unwrap();
        dist
    }

    #[test]
    fn the_engine_is_named_by_its_content() {
        let dist = dist("named", PAGE);
        finish(&dist).unwrap();
        let page = fs::read_to_string(dist.join("index.html")).unwrap();
        // The SHA-384 of "abc", as FIPS 180 gives it.
        let js = "engine/wasm-cb00753f45a35e8b.js";
        let integrity = "sha384-ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn";
        assert!(
            page.starts_with("<head><meta name=\"knowledge\" ") && page.ends_with("\"></head>"),
            "{page}"
        );
        assert!(page.contains(&format!(" data-js=\"{js}\" data-js-integrity=\"{integrity}\"")), "{page}");
        assert!(page.contains(" data-wasm=\"engine/wasm_bg-38b060a751ac9638.wasm\""), "{page}");
        assert!(page.contains(" data-events=\"engine/events-38b060a751ac9638.wasm\""), "{page}");
        assert!(dist.join(js).is_file() && !dist.join("engine/wasm.js").exists());
        fs::remove_dir_all(dist).unwrap();
    }

    #[test]
    fn each_part_of_the_knowledge_is_a_file_that_the_page_names() {
        let dist = dist("knowledge", PAGE);
        finish(&dist).unwrap();
        let page = fs::read_to_string(dist.join("index.html")).unwrap();
        let (_, tag, _) = cut(&page, KNOWLEDGE).unwrap();
        let name = |part: usize| attribute(tag, &format!("data-part-{part}")).unwrap();
        for part in 0..knowledge::PARTS {
            assert!(name(part).starts_with(&format!("knowledge-{part}-")), "{tag}");
            assert_eq!(fs::read(dist.join(name(part))).unwrap(), knowledge::file(part));
        }
        assert!(page.contains(&format!("href=\"{}\" as=\"fetch\"", name(knowledge::TABLES))), "{page}");
        fs::remove_dir_all(dist).unwrap();
    }

    #[test]
    fn a_page_without_the_metas_is_refused() {
        let dist = dist("refused", "<head></head>");
        assert!(finish(&dist).unwrap_err().contains("cannot find the files that it names"));
        fs::remove_dir_all(dist).unwrap();
    }

    #[test]
    fn a_file_that_is_not_there_is_named() {
        let dist = dist("missing", &PAGE.replace("wasm.js", "other.js"));
        assert!(finish(&dist).unwrap_err().starts_with("`engine/other.js`"));
        fs::remove_dir_all(dist).unwrap();
    }
}
