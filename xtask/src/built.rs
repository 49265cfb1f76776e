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

/// Writes `page.js` as `page-0123456789abcdef.js`.
pub(crate) fn write_hashed(dist: &Path, name: &str, content: &[u8]) -> TaskResult<Hashed> {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let short = hex(&Sha384::digest(content)[..8]);
    let name = format!("{stem}-{short}.{ending}");
    write(&dist.join(&name), content)?;
    Ok(Hashed { name, integrity: sha384(content) })
}

/// Writes a file, and its folder.
pub(crate) fn write(path: &Path, content: &[u8]) -> TaskResult {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, content))
        .map_err(|e| format!("{} cannot be written: {e}.", path.display()))
}

/// The content of a built file, which is removed.
pub(crate) fn take(dist: &Path, name: &str) -> TaskResult<Vec<u8>> {
    let path = dist.join(name);
    let content = fs::read(&path).map_err(|e| format!("`{name}` of the page was not built ({e})."))?;
    fs::remove_file(&path).map_err(|e| format!("{} cannot be removed: {e}.", path.display()))?;
    Ok(content)
}

/// The text of a built file, which is removed.
pub(crate) fn take_text(dist: &Path, name: &str) -> TaskResult<String> {
    String::from_utf8(take(dist, name)?).map_err(|_| format!("`{name}` of the page is not text."))
}

/// The integrity of a file, as `fetch` takes it.
pub(crate) fn sha384(content: &[u8]) -> String {
    format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(content)))
}

/// The digits of a hash.
pub(crate) fn hex(hash: &[u8]) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// An empty folder for a test, which removes it at its end.
#[cfg(test)]
pub(crate) fn test_folder(name: &str) -> std::path::PathBuf {
    let folder = std::env::temp_dir().join(format!("wuscope-{name}-{}", std::process::id()));
    fs::remove_dir_all(&folder).ok();
    fs::create_dir_all(&folder).unwrap();
    folder
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
