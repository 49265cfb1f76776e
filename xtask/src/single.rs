//! wuscope.html: the complete page in one file, which needs no server and requests nothing.
//!
//! The parts are texts in base64 that web/boot.js unpacks. The scripts are inline, and the policy of the page allows
//! them by their hashes and nothing else.

use base64::prelude::{BASE64_STANDARD, Engine};
use sha2::{Digest, Sha256};

use crate::built::{cut, hex};
use crate::lean::{APP, Lean, plain};
use crate::parts::Part;
use crate::run::TaskResult;

/// The name of the file, beside index.html.
pub(crate) const FILE: &str = "wuscope.html";

/// How the script of the program exports its start function. As an inline module it has nobody to export it to.
pub(crate) const EXPORT: &str = "export { initSync, __wbg_init as default };";
/// What takes the start function instead: web/boot.js.
const HANDED: &str = "wuscope.program(__wbg_init);";

/// What only the single file does, after web/boot.js.
const OWN_SCRIPT: &str = include_str!("../../web/single.js");

/// The causes that the page lists if no script runs: those of the folder, and those of the single file.
const CAUSES: (&str, &str) = ("<ul>", "source.</p>");
const OWN_CAUSES: &str = "<ul>
<li>The file is incomplete or was changed. Get it again.</li>
<li>The browser does not support WebAssembly, or a policy disables it. Use a current Edge, Chrome, Firefox or Safari.</li>
<li>A <code>Content-Security-Policy</code> header of a server blocks the page. Save the file, and open it from a folder.</li>
</ul>";

/// The page with the SHA-256 of the payload, which both forms show: the texts of all scripts of the single file.
pub(crate) fn with_payload(page: &str, lean: &Lean, parts: &[Part]) -> TaskResult<String> {
    let mut payload = Sha256::new();
    for part in parts.iter().filter(|part| !part.is_in_rest()) {
        payload.update(text_of(part));
    }
    payload.update(boot(lean)?);
    payload.update(inline(&lean.script)?);
    let payload = hex(&payload.finalize());
    replaced(page, "<html ", &format!("<html data-payload=\"{payload}\" "))
}

/// The single file, from the page as it is in the folder.
pub(crate) fn page(page: &str, lean: &Lean, parts: &[Part]) -> TaskResult<String> {
    let (boot, script) = (boot(lean)?, inline(&lean.script)?);
    let mut page = page.to_owned();
    for tag in ["<link rel=\"modulepreload\"", APP, "<script src=", "</script"] {
        page = without(&page, tag)?;
    }
    for _ in parts {
        page = without(&page, "<link data-part=")?;
    }
    let (start, end) = CAUSES;
    let (before, rest) = page.split_once(start).ok_or_else(|| missing(start))?;
    let (_, after) = rest.split_once(end).ok_or_else(|| missing(end))?;
    page = format!("{before}{OWN_CAUSES}{after}");
    let hashes = format!("{} {}", sha256(&boot), sha256(&script));
    for (from, to) in [
        ("<html ", "<html data-single "),
        ("script-src 'self'", &format!("script-src {hashes}")),
        ("style-src 'self' ", "style-src "),
        ("img-src 'self' ", "img-src "),
        ("connect-src 'self'", "connect-src 'none'"),
        ("worker-src 'self' ", "worker-src "),
        (" wuscope-offline", ""),
    ] {
        page = replaced(&page, from, to)?;
    }
    let mut scripts = String::new();
    for part in parts.iter().filter(|part| !part.is_in_rest()) {
        let (name, text) = (&part.name, text_of(part));
        scripts += &format!("<script type=\"text/plain\" data-part=\"{name}\">{text}</script>\n");
    }
    scripts += &format!("<script>{boot}</script>\n<script type=\"module\">{script}</script>\n");
    replaced(&page, "</body>", &format!("{scripts}</body>"))
}

/// A part as the text of an element.
fn text_of(part: &Part) -> String {
    BASE64_STANDARD.encode(&part.packed)
}

/// The first script: web/boot.js, and what only the single file does.
fn boot(lean: &Lean) -> TaskResult<String> {
    let boot = format!("{}{}", lean.boot, plain(OWN_SCRIPT, &[("//", "\n")]));
    check(&boot)?;
    Ok(boot)
}

/// The script of the program as an inline module.
fn inline(script: &str) -> TaskResult<String> {
    check(script)?;
    replaced(script, EXPORT, HANDED)
}

/// Refuses a script that cannot be inline.
fn check(script: &str) -> TaskResult {
    let refused = ["</script", "<!--", "\r", "import "].iter().find(|text| script.contains(**text));
    if let Some(text) = refused {
        return Err(format!(
            "The script of the page has {text:?} and cannot be inline: see xtask/src/single.rs."
        ));
    }
    Ok(())
}

/// The text with the only place of `from` replaced.
fn replaced(text: &str, from: &str, to: &str) -> TaskResult<String> {
    let (before, after) = text.split_once(from).ok_or_else(|| missing(from))?;
    if after.contains(from) {
        return Err(format!("The page has `{from}` more than once: adapt xtask/src/single.rs to it."));
    }
    Ok(format!("{before}{to}{after}"))
}

/// The page without the first tag with this beginning.
fn without(page: &str, tag: &str) -> TaskResult<String> {
    let (before, _, after) = cut(page, tag)?;
    Ok(format!("{before}{}", after.strip_prefix('\n').unwrap_or(after)))
}

fn missing(text: &str) -> String {
    format!("The page has no `{text}`, which the single file replaces: adapt xtask/src/single.rs to it.")
}

/// The hash of a script, as a policy has it.
fn sha256(script: &str) -> String {
    format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(script)))
}

/// A page as Trunk builds it.
#[cfg(test)]
pub(crate) const PAGE: &str = r#"<html lang="en">
<head>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; trusted-types wuscope-worker wuscope-offline">
<meta name="parts">
<meta name="app" data-js="page-1.js">
<script src="./boot-1.js" defer></script>
<link rel="modulepreload" href="./page-1.js">
</head>
<body>
<ul>
<li>The server must allow connect-src 'self'.</li>
</ul>
<p>Wuscope's source.</p>
</body>
</html>
"#;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::built::attribute;

    fn lean(script: &str) -> Lean {
        let (page, boot) = (String::new(), "boot();\n".to_owned());
        Lean { page, boot, script: script.to_owned(), program: Vec::new() }
    }

    fn parts() -> Vec<Part> {
        ["page", "knowledge-0", "knowledge-1", "rest"]
            .map(|name| Part::new(name, name.as_bytes()).unwrap())
            .into()
    }

    fn single(script: &str) -> TaskResult<String> {
        let links: String =
            parts().iter().map(|part| format!("<link data-part=\"{}\">\n", part.name)).collect();
        let folder = PAGE.replace("<meta name=\"parts\">", &links);
        let folder = with_payload(&folder, &lean(script), &parts())?;
        page(&folder, &lean(script), &parts())
    }

    fn built() -> String {
        single(&format!("start();\n{EXPORT}\n")).unwrap()
    }

    /// The texts of all scripts.
    fn scripts(page: &str) -> Vec<&str> {
        let scripts = page.split("<script").skip(1);
        scripts.map(|rest| rest.split_once('>').unwrap().1.split_once("</script>").unwrap().0).collect()
    }

    #[test]
    fn nothing_of_the_file_is_elsewhere() {
        let page = built();
        for outside in ["<link", "src=", "data-js", "'self'", "The server", "offline"] {
            assert!(!page.contains(outside), "{outside}: {page}");
        }
        assert!(page.contains("connect-src 'none'") && page.contains("The file is incomplete"), "{page}");
    }

    #[test]
    fn the_parts_are_in_the_file_and_the_knowledge_once() {
        let page = built();
        for part in parts() {
            let element = format!("data-part=\"{}\">{}</script>", part.name, text_of(&part));
            assert_eq!(page.contains(&element), part.name != "knowledge-1", "{page}");
        }
    }

    #[test]
    fn the_policy_allows_the_two_scripts_and_no_other() {
        let page = built();
        let [.., boot, script] = &scripts(&page)[..] else { panic!("{page}") };
        let allowed = format!("script-src {} {} 'wasm-unsafe-eval';", sha256(boot), sha256(script));
        assert!(page.contains(&allowed), "{page}");
        assert!(boot.starts_with("boot();\nif (location.protocol === \"file:\""), "{boot}");
        assert_eq!(*script, "start();\nwuscope.program(__wbg_init);\n");
        assert!(page.contains("<script type=\"module\">start();"), "{page}");
    }

    #[test]
    fn the_payload_is_the_hash_of_all_scripts() {
        let page = built();
        let hash = hex(&Sha256::digest(scripts(&page).concat()));
        let (_, root, _) = cut(&page, "<html").unwrap();
        assert_eq!(attribute(root, "data-payload"), Some(hash.as_str()));
        assert!(root.contains(" data-single "), "{root}");
    }

    #[test]
    fn a_script_of_another_form_is_refused() {
        for script in ["start();", &format!("'</script>'; {EXPORT}"), &format!("import a from 'b'; {EXPORT}")]
        {
            assert!(single(script).unwrap_err().contains("xtask/src/single.rs"), "{script}");
        }
        assert!(single(&format!("{EXPORT}{EXPORT}")).unwrap_err().contains("more than once"));
    }
}
