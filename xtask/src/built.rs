//! What Trunk built: the tags of the page, and its files under the hash of their content.

use crate::run::TaskResult;
use base64::prelude::{BASE64_STANDARD, Engine};
use sha2::{Digest, Sha384};
use std::fs;
use std::path::Path;

/// A file under its new name.
pub(crate) struct Hashed {
    /// Relative to the page, with `/`.
    pub(crate) name: String,
    /// As `fetch` takes it: `sha384-…`.
    pub(crate) integrity: String,
}

/// Renames `engine/wasm.js` to `engine/wasm-0123456789abcdef.js`.
pub(crate) fn hashed(dist: &Path, name: Option<&str>) -> TaskResult<Hashed> {
    let name = name.ok_or("The meta `engine` in web/index.html lacks data-js, data-wasm or data-events.")?;
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let cannot =
        |e| format!("`{name}`, named in web/index.html, was not built ({e}): correct the file names there.");
    let content = fs::read(dist.join(name)).map_err(cannot)?;
    let short: String = Sha384::digest(&content).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let new = format!("{stem}-{short}.{ending}");
    fs::rename(dist.join(name), dist.join(&new)).map_err(cannot)?;
    Ok(Hashed { name: new, integrity: sha384(&content) })
}

/// The integrity of a file, as `fetch` takes it.
pub(crate) fn sha384(content: &[u8]) -> String {
    format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(content)))
}

/// The page before a tag with this beginning, that tag, and the page after it.
pub(crate) fn cut<'a>(page: &'a str, tag: &str) -> TaskResult<(&'a str, &'a str, &'a str)> {
    let missing = || format!("web/index.html has no `{tag}>`: the page cannot find the files that it names.");
    let start = page.find(tag).ok_or_else(missing)?;
    let end = start + page[start..].find('>').ok_or_else(missing)? + 1;
    Ok((&page[..start], &page[start..end], &page[end..]))
}

/// The value of an attribute in a tag.
pub(crate) fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, value) = tag.split_once(&format!(" {name}=\""))?;
    value.split_once('"').map(|(value, _)| value)
}
