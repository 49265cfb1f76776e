//! The parts of the page: everything that it loads beside its scripts. Each is a packed file, so that any server sends
//! it packed; web/boot.js unpacks it.

use std::path::Path;

use basics::bundle;

use crate::built::{sha384, take as take_file, take_text, write_hashed};
use crate::compress::{gzip, lzip};
use crate::run::TaskResult;
use crate::{knowledge, module, split};

/// The folder of the parts, beside the page.
pub(crate) const FOLDER: &str = "parts/";
/// The bundle of the knowledge: all parts but the tables, each at its number.
pub(crate) const REST: &str = "rest";
/// Parts that the page loads immediately, so that the browser can request them before any script runs.
const FIRST: [&str; 2] = ["page", "knowledge-0"];
/// Large parts that no page waits for. They are packed with lzip, and the part `unpack` unpacks them in idle time; all
/// others with gzip, which browsers unpack by themselves.
const DENSE: [&str; 5] = ["later", REST, "engine", "events", "sample"];
/// What Trunk and module.rs build for parts beside the program of the page.
const BUILT: [(&str, &str); 4] = [
    ("unpack", module::UNPACK),
    ("engine", "engine/wasm_bg.wasm"),
    ("events", module::EVENTS),
    ("engine-script", "engine/wasm.js"),
];
const SAMPLE: &str = "public/sample";

/// A part of the page.
pub(crate) struct Part {
    /// The name by which the page asks for it.
    pub(crate) name: String,
    /// Packed with gzip or lzip.
    pub(crate) packed: Vec<u8>,
    /// The integrity of the content, for servers that send it unpacked: they can if it is packed with gzip.
    plain_integrity: Option<String>,
}

impl Part {
    /// Packs a part.
    pub(crate) fn new(name: &str, content: &[u8]) -> TaskResult<Self> {
        let is_dense = DENSE.contains(&name);
        let packed = if is_dense { lzip(content)? } else { gzip(content)? };
        Ok(Self { name: name.to_owned(), packed, plain_integrity: (!is_dense).then(|| sha384(content)) })
    }

    /// Whether it is a part of the knowledge that the bundle contains too.
    pub(crate) fn is_in_rest(&self) -> bool {
        let number = self.name.strip_prefix("knowledge-").and_then(|number| number.parse().ok());
        number.is_some_and(|number: usize| number != knowledge::TABLES)
    }

    /// Writes its file, and returns the tag with which the page names it.
    ///
    /// A browser waits for a complete file if its integrity is requested, and drops what it has preloaded. So what the
    /// first paint waits for has none: gzip finds damage by itself.
    pub(crate) fn write(&self, dist: &Path) -> TaskResult<String> {
        let file = write_hashed(dist, &format!("{FOLDER}{}.bin", self.name), &self.packed)?;
        let more = if FIRST.contains(&self.name.as_str()) {
            " rel=\"preload\" as=\"fetch\" crossorigin=\"anonymous\"".to_owned()
        } else if self.is_in_rest() {
            String::new()
        } else {
            let plain = self.plain_integrity.iter().flat_map(|plain| [" ", plain]).collect::<String>();
            format!(" integrity=\"{}{plain}\"", file.integrity)
        };
        Ok(format!("<link data-part=\"{}\" href=\"{}\"{more}>\n", self.name, file.name))
    }
}

/// All parts, with the program of the page first. The files that were built for them are removed.
pub(crate) fn take(dist: &Path, program: &[u8]) -> TaskResult<Vec<Part>> {
    let mut parts = vec![Part::new("page", program)?, Part::new("later", &take_file(dist, split::FILE)?)?];
    let files: Vec<Vec<u8>> = (0..knowledge::PARTS).map(knowledge::file).collect();
    for (number, file) in files.iter().enumerate() {
        parts.push(Part::new(&format!("knowledge-{number}"), file)?);
    }
    let is_rest = |number| number != knowledge::TABLES;
    let rest = files.iter().enumerate().map(|(number, file)| if is_rest(number) { &file[..] } else { &[] });
    parts.push(Part::new(REST, &bundle(rest))?);
    for (name, file) in BUILT {
        parts.push(Part::new(name, &take_file(dist, file)?)?);
    }
    parts.push(Part::new("sample", &sample(&dist.join(SAMPLE))?)?);
    Ok(parts)
}

/// The bundle of the sample: the names that its files.txt lists, each before its content.
fn sample(folder: &Path) -> TaskResult<Vec<u8>> {
    let mut entries = Vec::new();
    for name in take_text(folder, "files.txt")?.lines().map(str::trim).filter(|name| !name.is_empty()) {
        entries.push(name.as_bytes().to_vec());
        entries.push(take_file(folder, name)?);
    }
    Ok(bundle(entries))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use basics::bundle_entries;

    use super::*;
    use crate::built::test_folder;
    use crate::compress::unpacked;

    /// What Trunk and module.rs build.
    fn taken(name: &str) -> (std::path::PathBuf, TaskResult<Vec<Part>>) {
        let dist = test_folder(name);
        fs::create_dir_all(dist.join("engine")).unwrap();
        fs::create_dir_all(dist.join(SAMPLE)).unwrap();
        for (part, file) in [("later", split::FILE)].iter().chain(&BUILT) {
            fs::write(dist.join(file), part).unwrap();
        }
        fs::write(dist.join(SAMPLE).join("files.txt"), "b.log\n\na.log\n").unwrap();
        fs::write(dist.join(SAMPLE).join("a.log"), "1").unwrap();
        fs::write(dist.join(SAMPLE).join("b.log"), "2").unwrap();
        let parts = take(&dist, b"program");
        (dist, parts)
    }

    fn content(parts: &[Part], name: &str) -> Vec<u8> {
        unpacked(&parts.iter().find(|part| part.name == name).unwrap().packed)
    }

    #[test]
    fn every_part_has_its_content() {
        let (dist, parts) = taken("parts");
        let parts = parts.unwrap();
        assert_eq!(content(&parts, "page"), b"program");
        assert_eq!(content(&parts, "later"), b"later");
        for (name, _) in BUILT {
            assert_eq!(content(&parts, name), name.as_bytes());
        }
        let sample = content(&parts, "sample");
        assert_eq!(bundle_entries(&sample).collect::<Vec<_>>(), [&b"b.log"[..], b"2", b"a.log", b"1"]);
        fs::remove_dir_all(dist).unwrap();
    }

    #[test]
    fn the_bundle_has_each_part_of_the_knowledge_at_its_number_but_the_tables() {
        let (dist, parts) = taken("bundle");
        let parts = parts.unwrap();
        let rest = content(&parts, REST);
        let entries: Vec<&[u8]> = bundle_entries(&rest).collect();
        assert_eq!(entries.len(), knowledge::PARTS);
        for (number, entry) in entries.into_iter().enumerate() {
            let part = content(&parts, &format!("knowledge-{number}"));
            assert_eq!(part, knowledge::file(number));
            assert_eq!(entry, if number == knowledge::TABLES { &[] } else { &part[..] }, "{number}");
        }
        fs::remove_dir_all(dist).unwrap();
    }

    #[test]
    fn a_file_that_was_not_built_is_named() {
        let sentence = take_file(&test_folder("absent"), "engine/wasm.js").unwrap_err();
        assert!(sentence.starts_with("`engine/wasm.js`"), "{sentence}");
    }
}
