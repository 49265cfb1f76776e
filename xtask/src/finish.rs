//! Trunk's last step: the modules without glue are built, the scripts of the page are made lean, everything else that
//! the page loads becomes a packed part with a name by its content, and the whole page becomes one file.
//!
//! Trunk names what a worker needs without a hash and does not pass its name to the page. Here all names get a hash, so
//! that a browser that has an old file in its cache never uses it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::built::{cut, write};
use crate::lean::Lean;
use crate::parts::Part;
use crate::run::TaskResult;
use crate::{compress, embed, lean, module, offline, parts, single, split};

/// What web/index.html has in the place of the parts.
const PARTS: &str = "<meta name=\"parts\"";

/// Finishes the build in the folder that Trunk names.
pub(crate) fn run() -> TaskResult {
    let folder = std::env::var_os("TRUNK_STAGING_DIR")
        .ok_or("`finish` is called only by Trunk: run `cargo xtask dist` to build the page.")?;
    let folder = PathBuf::from(folder);
    module::build(&folder)?;
    split::take(&folder)?;
    let lean = lean::run(&folder)?;
    let parts = parts::take(&folder, &lean.program)?;
    finish(&folder, &lean, &parts)?;
    embed::copy(&folder)?;
    compress::beside(&folder)
}

/// Writes the parts, the page that names them, its service worker, and the single file.
fn finish(dist: &Path, lean: &Lean, parts: &[Part]) -> TaskResult {
    let (before, _, after) = cut(&lean.page, PARTS)?;
    let mut links = String::new();
    for part in parts {
        links += &part.write(dist)?;
    }
    let page = single::with_payload(&format!("{before}{links}{after}"), lean, parts)?;
    write(&dist.join("index.html"), page.as_bytes())?;
    offline::write_worker(dist, &page, parts)?;
    write(&dist.join(single::FILE), single::page(&page, lean, parts)?.as_bytes())?;
    // What became a part is no file of its own. A folder that is not there need not be removed.
    for folder in ["engine", "public/sample"] {
        fs::remove_dir_all(dist.join(folder)).ok();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::built::{attribute, sha384, test_folder};

    fn built(page: &str) -> TaskResult<(PathBuf, String)> {
        let dist = test_folder("finish");
        let lean = Lean {
            page: page.to_owned(),
            boot: "boot();\n".to_owned(),
            script: format!("{}\n", single::EXPORT),
            program: Vec::new(),
        };
        let parts = [("page", "program"), ("engine", "engine"), ("unpack", "unpack")]
            .map(|(name, content)| Part::new(name, content.as_bytes()).unwrap());
        finish(&dist, &lean, &parts)?;
        let page = fs::read_to_string(dist.join("index.html")).unwrap();
        Ok((dist, page))
    }

    #[test]
    fn the_page_names_its_parts_and_their_integrity() {
        let (dist, page) = built(single::PAGE).unwrap();
        for (name, content) in [("page", "program"), ("engine", "engine"), ("unpack", "unpack")] {
            let (_, tag, _) = cut(&page, &format!("<link data-part=\"{name}\"")).unwrap();
            let file = attribute(tag, "href").unwrap();
            assert!(file.starts_with(&format!("parts/{name}-")) && file.ends_with(".bin"), "{tag}");
            let packed = fs::read(dist.join(file)).unwrap();
            let both = format!("{} {}", sha384(&packed), sha384(content.as_bytes()));
            let dense = sha384(&packed);
            let expected = match name {
                "page" => None,
                "engine" => Some(dense.as_str()),
                _ => Some(both.as_str()),
            };
            assert_eq!(attribute(tag, "integrity"), expected);
        }
        assert!(dist.join(single::FILE).is_file() && dist.join(offline::FILE).is_file());
        fs::remove_dir_all(dist).unwrap();
    }

    #[test]
    fn a_page_without_a_place_for_the_parts_is_refused() {
        assert!(built("<head></head>").unwrap_err().contains("cannot find the files that it names"));
    }
}
