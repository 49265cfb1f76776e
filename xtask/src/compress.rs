//! Compressed files: gzip and lzip for the parts of the page, and the files that servers can send in the place of
//! others.

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use flate2::Compression;
use flate2::write::GzEncoder;
use lzma_rust2::{LzipOptions, LzipWriter};

use crate::built::write;
use crate::run::{TaskResult, on_path, output};

/// Node's own brotli at its best setting: one line instead of a crate that is built for this alone. What is packed
/// already is unpacked first.
const BROTLI: &str = "const { readFileSync, writeFileSync } = require('fs'); const zlib = require('zlib'); \
    for (const path of process.argv.slice(1)) { const sent = readFileSync(path); \
    const plain = sent[0] === 0x1f && sent[1] === 0x8b ? zlib.gunzipSync(sent) : sent; \
    writeFileSync(path + '.br', zlib.brotliCompressSync(plain)); }";

/// Packs with gzip. Node's zlib gives other bytes on other processors; these are always the same.
pub(crate) fn gzip(content: &[u8]) -> TaskResult<Vec<u8>> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(content).and_then(|()| packed.finish()).map_err(|e| format!("gzip failed: {e}."))
}

/// The first bytes of a file that is packed with lzip.
const LZIP: &[u8] = b"LZIP";

/// Packs with lzip (LZMA with a checksum): a quarter smaller than gzip, and smaller than brotli.
pub(crate) fn lzip(content: &[u8]) -> TaskResult<Vec<u8>> {
    let mut options = LzipOptions::with_preset(9);
    // All of a part can be referred to. The browser's memory for it grows only with what is unpacked.
    options.lzma_options.dict_size = 1 << 22;
    options.lzma_options.nice_len = 273; // The longest match of LZMA.
    let mut packed = LzipWriter::new(Vec::new(), options);
    packed.write_all(content).and_then(|()| packed.finish()).map_err(|e| format!("lzip failed: {e}."))
}

/// Whether a file is packed with lzip. Servers can send nothing smaller in its place.
fn is_dense(path: &Path) -> bool {
    let mut first = [0; LZIP.len()];
    fs::File::open(path).and_then(|mut file| file.read_exact(&mut first)).is_ok() && first == *LZIP
}

/// Writes beside the scripts, the page and its parts what a server can send in their place to browsers that accept it:
/// `.br`, and `.gz` for what is not packed already. Nothing is beside parts that are packed with lzip.
pub(crate) fn beside(dist: &Path) -> TaskResult {
    let mut paths = files_in(dist)?;
    paths.retain(|path| {
        let name = name_in(dist, path);
        name == "index.html" || name.ends_with(".js") || name.ends_with(".bin") && !is_dense(path)
    });
    these(dist, &paths)
}

/// The same beside these files.
pub(crate) fn these(dist: &Path, paths: &[PathBuf]) -> TaskResult {
    for path in paths.iter().filter(|path| !name_in(dist, path).ends_with(".bin")) {
        let content = fs::read(path).map_err(|e| format!("{} cannot be read: {e}.", path.display()))?;
        write(Path::new(&format!("{}.gz", path.display())), &gzip(&content)?)?;
    }
    let Some(node) = on_path("node") else {
        println!("   Node is missing: the page has no files compressed with brotli.");
        return Ok(());
    };
    let mut brotli = Command::new(node);
    brotli.current_dir(dist).args(["-e", BROTLI]).args(paths.iter().map(|path| name_in(dist, path)));
    output(&mut brotli).map(drop).ok_or("Node could not compress the page: use Node 20 or newer.".to_owned())
}

/// How many bytes each file has after brotli; none without Node.
pub(crate) fn weigh<'p>(paths: impl Iterator<Item = &'p Path>) -> Option<Vec<u64>> {
    const WEIGH: &str = "const { readFileSync } = require('fs'); const { brotliCompressSync } = require('zlib'); \
        console.log(process.argv.slice(1).map((path) => brotliCompressSync(readFileSync(path)).length).join(' '));";
    let printed = output(Command::new(on_path("node")?).args(["-e", WEIGH]).args(paths))?;
    printed.split_whitespace().map(|bytes| bytes.parse().ok()).collect()
}

/// The path of a file in a folder, with `/`.
pub(crate) fn name_in(folder: &Path, path: &Path) -> String {
    path.strip_prefix(folder).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

/// All files in a folder, by name.
pub(crate) fn files_in(folder: &Path) -> TaskResult<Vec<PathBuf>> {
    let cannot = |e: std::io::Error| format!("{} cannot be read: {e}.", folder.display());
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(cannot)? {
        let path = entry.map_err(cannot)?.path();
        if path.is_dir() { paths.extend(files_in(&path)?) } else { paths.push(path) }
    }
    paths.sort();
    Ok(paths)
}

/// Unpacks with gzip.
#[cfg(test)]
pub(crate) fn gunzip(packed: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    flate2::read::GzDecoder::new(packed).read_to_end(&mut plain).unwrap();
    plain
}

/// Unpacks with gzip or lzip.
#[cfg(test)]
pub(crate) fn unpacked(packed: &[u8]) -> Vec<u8> {
    if !packed.starts_with(LZIP) {
        return gunzip(packed);
    }
    let mut plain = Vec::new();
    lzma_rust2::LzipReader::new(packed).read_to_end(&mut plain).unwrap();
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::built::test_folder;

    #[test]
    fn gzip_writes_no_time_and_no_system() {
        let packed = gzip(b"abc").unwrap();
        assert_eq!(packed[..4], [0x1f, 0x8b, 8, 0]);
        assert_eq!(packed[4..8], [0; 4], "no time");
        assert_eq!(packed[9], 255, "no system");
        assert_eq!(gunzip(&packed), b"abc");
    }

    #[test]
    fn lzip_is_the_same_each_time_and_gives_the_content_back() {
        let content: Vec<u8> =
            (0..9_000).flat_map(|n| format!("line {n} of {}\n", n % 97).into_bytes()).collect();
        let packed = lzip(&content).unwrap();
        assert_eq!(packed[..5], *b"LZIP\x01");
        assert_eq!(packed, lzip(&content).unwrap());
        assert!(packed.len() < gzip(&content).unwrap().len());
        assert!(unpacked(&packed) == content);
    }

    #[test]
    fn what_servers_can_send_is_beside_the_files() {
        let dist = test_folder("beside");
        for name in ["index.html", "page-1.js", "parts/a-1.bin", "wuscope.html", "public/icon.svg"] {
            let packed = gzip(b"content").unwrap();
            write(&dist.join(name), if name.ends_with("bin") { &packed } else { b"content" }).unwrap();
        }
        write(&dist.join("parts/b-1.bin"), &lzip(b"content").unwrap()).unwrap();
        beside(&dist).unwrap();
        let there = |name: &str| dist.join(name).is_file();
        assert!(there("index.html.gz") && there("page-1.js.gz"));
        assert_eq!(gunzip(&fs::read(dist.join("page-1.js.gz")).unwrap()), b"content");
        assert!(!there("parts/b-1.bin.br") && !there("parts/b-1.bin.gz"), "nothing is smaller than lzip");
        assert!(!there("parts/a-1.bin.gz") && !there("wuscope.html.gz") && !there("public/icon.svg.gz"));
        if on_path("node").is_some() {
            assert!(there("index.html.br") && there("page-1.js.br") && !there("wuscope.html.br"));
            let of = |name: &str| fs::read(dist.join(name)).unwrap();
            assert_eq!(of("parts/a-1.bin.br"), of("page-1.js.br"), "it is the content, not what is packed");
        }
        fs::remove_dir_all(dist).unwrap();
    }
}
