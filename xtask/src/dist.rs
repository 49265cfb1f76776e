//! `cargo xtask dist`: builds the page into dist/ and compares its sizes with the budgets.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::built::{attribute, cut, hex};
use crate::compress::{files_in, name_in};
use crate::knowledge::{self, parts_of_code};
use crate::run::{TaskResult, root};
use crate::{embed, offline, page, parts, single, site, why};

/// The size budgets for parts of the page: docs/budgets.toml.
#[derive(Deserialize)]
struct Budgets {
    budget: Vec<Budget>,
}

/// The size budget for some files of the page together.
#[derive(Deserialize)]
struct Budget {
    /// Which files: see [`Size::is_in_budget`].
    of: String,
    /// A description of them.
    name: String,
    /// Bytes after brotli; none if they are only displayed.
    bytes: Option<u64>,
}

/// What `cargo xtask dist` is asked for.
#[derive(Default)]
struct DistOptions<'a> {
    /// Only what belongs to the single file.
    only_single: bool,
    /// Also the bytes of the programs by crate and function.
    why: bool,
    /// The URL that the page will have.
    url: Option<&'a str>,
}

/// Builds the page, and prints its sizes or, with `--single`, only what belongs to the single file.
pub(crate) fn run(arguments: &[String]) -> TaskResult {
    let DistOptions { only_single, why, url } = options(arguments)?;
    let dist = page::build_for(url)?;
    if !only_single {
        print!("{}", table(&sizes(&dist)?, &budgets()?));
        println!("\nThe page is in {}: copy that folder to any web server.", dist.display());
    }
    print!("\n{}\n{}", embed::about(&dist)?, about_single(&dist.join(single::FILE))?);
    if why {
        print!("\n{}", why::text()?);
    }
    Ok(())
}

fn options(arguments: &[String]) -> TaskResult<DistOptions<'_>> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let mut options = DistOptions::default();
    match words[..] {
        [] => {}
        ["--single"] => options.only_single = true,
        ["--why"] => options.why = true,
        ["--url", url] if url.starts_with("https://") || url.starts_with("http://") => {
            options.url = Some(url);
        }
        _ => {
            return Err(
                "`cargo xtask dist` takes `--single`, `--why`, or `--url` and the URL of the page's folder."
                    .to_owned(),
            );
        }
    }
    Ok(options)
}

/// Where the single file is, and its hashes.
fn about_single(file: &Path) -> TaskResult<String> {
    let page = fs::read_to_string(file).map_err(|e| format!("{} cannot be read: {e}.", file.display()))?;
    let (_, root, _) = cut(&page, "<html")?;
    let payload = attribute(root, "data-payload").unwrap_or_default();
    let hash = hex(&Sha256::digest(&page));
    Ok(format!(
        "The page as one file is {}, with {} bytes.\n  SHA-256 of the file: {hash}\n  SHA-256 of its payload, \
         which the page shows: {payload}\n",
        file.display(),
        page.len()
    ))
}

/// The part of the page that a file belongs to.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Area {
    /// Fetched before anything is shown.
    Page,
    /// The later part of the page's program, fetched in idle time.
    Later,
    /// The knowledge, by its part: the first is fetched beside the page, others when a page needs them, the rest in
    /// idle time.
    Knowledge(usize),
    /// All of the knowledge but its first part, as it is fetched in idle time.
    Bundle,
    /// Fetched in idle time, for the analysis.
    Engine,
    /// Fetched after it: the decoder of traces and event logs.
    Events,
    /// The service worker.
    Offline,
    /// embed.js, which other sites link.
    Embed,
    /// The page as one file.
    Single,
    /// The largest page of a code that needs no JavaScript.
    SiteCode,
    /// The sample, the icon.
    Rest,
}

/// A file of the page and its size.
pub(crate) struct Size {
    /// Relative to dist/, with `/`.
    name: String,
    /// As any server sends it: parts are packed.
    raw: u64,
    /// As a server with brotli sends it; `None` without Node.
    brotli: Option<u64>,
}

impl Size {
    fn is(&self, of: Area) -> bool {
        area(&self.name) == of
    }

    /// Whether the first paint of a code's page waits for it; of that code for which most is fetched.
    fn is_of_a_code(&self, all: &[Self]) -> bool {
        let weighs = |part: usize| {
            let file = all.iter().find(|file| file.is(Area::Knowledge(part)));
            file.and_then(|file| file.brotli).unwrap_or_default()
        };
        let parts = knowledge::read().0.codes().map(|code| parts_of_code(code.value));
        let heaviest = || parts.max_by_key(|parts| parts.iter().map(|part| weighs(*part)).sum::<u64>());
        match area(&self.name) {
            Area::Knowledge(part) => heaviest().is_some_and(|parts| parts.contains(&part)),
            _ => false,
        }
    }

    fn is_part(&self) -> bool {
        part_name(&self.name).is_some()
    }

    /// The script of the program: nothing is shown with it that was not there before the program.
    fn is_script(&self) -> bool {
        self.name.starts_with("page-")
    }

    fn is_program(&self) -> bool {
        matches!(part_name(&self.name), Some("page" | "later" | "engine" | "events"))
    }

    /// Whether this file is in a budget; none if no budget has this name.
    fn is_in_budget(&self, budget: &str, all: &[Self]) -> Option<bool> {
        Some(match budget {
            "page-program" => self.is(Area::Page) && self.is_program(),
            "page-programs" => (self.is(Area::Page) || self.is(Area::Later)) && self.is_program(),
            "page" => self.is(Area::Page),
            "code-knowledge" => self.is_of_a_code(all),
            "code-page" => self.is(Area::Page) || self.is_of_a_code(all),
            "early-code" => {
                self.is(Area::SiteCode) || self.is(Area::Page) && !self.is_part() && !self.is_script()
            }
            "symbols" => self.is(Area::Knowledge(knowledge::SYMBOLS)),
            "knowledge" => self.is(Area::Knowledge(knowledge::TABLES)) || self.is(Area::Bundle),
            "engine-program" => self.is(Area::Engine) && self.is_program(),
            "events-program" => self.is(Area::Events),
            "all" => match area(&self.name) {
                Area::Knowledge(part) => part == knowledge::TABLES,
                area => !matches!(area, Area::Embed | Area::Single | Area::SiteCode | Area::Rest),
            },
            "embed" => self.is(Area::Embed),
            "service-worker" => self.is(Area::Offline),
            "single" => self.is(Area::Single),
            "site-code" => self.is(Area::SiteCode),
            _ => return None,
        })
    }
}

/// All files of the page. What a server can send in the place of a file is its size after brotli. Of the knowledge as
/// files there is a sum, and the largest page of a code.
fn sizes(dist: &Path) -> TaskResult<Vec<Size>> {
    let (site, paths): (Vec<PathBuf>, Vec<PathBuf>) =
        files_in(dist)?.into_iter().partition(|path| path.starts_with(dist.join(site::FOLDER)));
    let length = |path: &Path| fs::metadata(path).map(|file| file.len()).ok();
    let beside = |path: &Path| length(Path::new(&format!("{}.br", path.display())));
    let has_brotli = beside(&dist.join("index.html")).is_some();
    let is_sent_as_itself =
        |path: &&Path| !matches!(path.extension().and_then(|end| end.to_str()), Some("br" | "gz"));
    let size = |path: &Path| {
        let raw = length(path).unwrap_or_default();
        let brotli = has_brotli.then(|| beside(path).unwrap_or(raw));
        Size { name: name_in(dist, path), raw, brotli }
    };
    let mut sizes: Vec<Size> =
        paths.iter().map(PathBuf::as_path).filter(is_sent_as_itself).map(size).collect();
    let (count, bytes) = site::total(&site);
    if count > 0 {
        sizes.push(Size { name: format!("{}/, {count} files", site::FOLDER), raw: bytes, brotli: None });
    }
    if let Some((path, raw, brotli)) = site::largest_code(&site) {
        sizes.push(Size { name: name_in(dist, &path), raw, brotli: Some(brotli) });
    }
    Ok(sizes)
}

/// The name of a part by its file: `engine` of `parts/engine-0123456789abcdef.bin`.
fn part_name(file: &str) -> Option<&str> {
    file.strip_prefix(parts::FOLDER)?.rsplit_once('-').map(|(name, _)| name)
}

fn area(file: &str) -> Area {
    match part_name(file) {
        Some("page") => Area::Page,
        Some("later") => Area::Later,
        Some(parts::REST) => Area::Bundle,
        Some("engine" | "engine-script" | "unpack") => Area::Engine,
        Some("events") => Area::Events,
        Some(name) => {
            let number = name.strip_prefix("knowledge-").and_then(|number| number.parse().ok());
            number.map_or(Area::Rest, Area::Knowledge)
        }
        None if file == single::FILE => Area::Single,
        None if file.starts_with("kb/code/") => Area::SiteCode,
        None if file == offline::FILE => Area::Offline,
        None if file == embed::FILE => Area::Embed,
        None if !file.contains('/') && (file.ends_with(".html") || file.ends_with(".js")) => Area::Page,
        None => Area::Rest,
    }
}

/// The budgets of the project.
fn budgets() -> TaskResult<Vec<Budget>> {
    let path = root().join("docs").join("budgets.toml");
    let text = fs::read_to_string(&path).map_err(|e| format!("{} cannot be read: {e}.", path.display()))?;
    let budgets: Budgets = toml::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))?;
    let unknown = budgets.budget.iter().find(|budget| {
        Size { name: String::new(), raw: 0, brotli: None }.is_in_budget(&budget.of, &[]).is_none()
    });
    match unknown {
        Some(budget) => {
            Err(format!("{}: xtask/src/dist.rs defines no files `{}`.", path.display(), budget.of))
        }
        None => Ok(budgets.budget),
    }
}

/// The files and, per budget, the total size of its files.
fn table(files: &[Size], budgets: &[Budget]) -> String {
    let mut text = format!("\n{:>10} {:>10}  file\n", "bytes", "brotli");
    let number = |size: Option<u64>| size.map_or_else(|| "?".to_owned(), |size| size.to_string());
    for file in files {
        text += &format!("{:>10} {:>10}  {}\n", file.raw, number(file.brotli), file.name);
    }
    for Budget { of, name, bytes } in budgets {
        let mine = || files.iter().filter(|file| file.is_in_budget(of, files) == Some(true));
        let (raw, brotli) =
            (mine().map(|f| f.raw).sum::<u64>(), mine().map(|f| f.brotli).sum::<Option<u64>>());
        let kept = match (brotli, bytes) {
            (_, None) => String::new(),
            (None, Some(budget)) => format!("; budget {budget}: needs Node to be weighed"),
            (Some(size), Some(budget)) => {
                format!("; budget {budget}: {}", if size <= *budget { "kept" } else { "OVER" })
            }
        };
        text += &format!("{raw:>10} {:>10}  {name}{kept}\n", number(brotli));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::built::test_folder;

    fn file(name: &str, brotli: Option<u64>) -> Size {
        Size { name: name.to_owned(), raw: 1_000_000, brotli }
    }

    #[test]
    fn the_url_of_the_page_is_one_of_a_server() {
        let of = |line: &str| {
            let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
            options(&words).map(|options| (options.only_single, options.why, options.url.map(str::to_owned)))
        };
        let url = "https://tools.example.com/wuscope/";
        assert_eq!(of(&format!("--url {url}")), Ok((false, false, Some(url.to_owned()))));
        assert_eq!(of("--single"), Ok((true, false, None)));
        assert_eq!(of("--why"), Ok((false, true, None)));
        for line in ["--url", "--url tools", "--single --url https://a/", "https://a/"] {
            assert!(of(line).is_err_and(|sentence| sentence.contains("`--url` and the URL")), "{line}");
        }
    }

    #[test]
    fn each_file_belongs_to_a_part() {
        for (name, of) in [
            ("index.html", Area::Page),
            ("boot-1a2b.js", Area::Page),
            ("parts/page-1a2b.bin", Area::Page),
            ("parts/later-1a2b.bin", Area::Later),
            ("parts/knowledge-0-1a2b.bin", Area::Knowledge(0)),
            ("parts/knowledge-12-1a2b.bin", Area::Knowledge(12)),
            ("parts/knowledge-x-1a2b.bin", Area::Rest),
            ("parts/rest-1a2b.bin", Area::Bundle),
            ("parts/engine-1a2b.bin", Area::Engine),
            ("parts/engine-script-1a2b.bin", Area::Engine),
            ("parts/events-1a2b.bin", Area::Events),
            ("parts/sample-1a2b.bin", Area::Rest),
            ("wuscope.html", Area::Single),
            ("sw.js", Area::Offline),
            ("embed.js", Area::Embed),
            ("public/icon.svg", Area::Rest),
            ("kb/code/0x80244010.html", Area::SiteCode),
            ("kb/, 2 files", Area::Rest),
        ] {
            assert_eq!(area(name), of, "{name}");
        }
    }

    #[test]
    fn the_table_adds_up_and_marks_what_is_over() {
        let files = [
            file("index.html", Some(100)),
            file("parts/page-1.bin", Some(120_001)),
            file("parts/later-1.bin", Some(60_000)),
            file("parts/engine-script-1.bin", Some(7)),
            file("parts/engine-1.bin", Some(300_000)),
            file("parts/knowledge-0-1.bin", Some(30_000)),
            file("parts/knowledge-1-1.bin", Some(40_000)),
            file("parts/rest-1.bin", Some(50_000)),
            file("wuscope.html", Some(600_000)),
        ];
        let budget = |of: &str, bytes| Budget { of: of.to_owned(), name: of.to_owned(), bytes };
        let budgets = [
            budget("page-program", Some(120_000)),
            budget("page-programs", Some(190_000)),
            budget("page", None),
            budget("engine-program", Some(300_000)),
            budget("knowledge", None),
            budget("all", None),
            budget("single", Some(500_000)),
        ];
        let text = table(&files, &budgets);
        for row in [
            "120001  page-program; budget 120000: OVER",
            "180001  page-programs; budget 190000: kept",
            "120101  page\n",
            "300000  engine-program; budget 300000: kept",
            "80000  knowledge\n",
            "560108  all\n",
            "600000  single; budget 500000: OVER",
        ] {
            assert!(text.contains(row), "{row}: {text}");
        }
    }

    #[test]
    fn without_node_the_table_has_no_sizes() {
        let budgets = [Budget { of: "page-program".to_owned(), name: "program".to_owned(), bytes: Some(9) }];
        let text = table(&[file("parts/page-1.bin", None)], &budgets);
        assert!(text.contains("?  program; budget 9: needs Node"), "{text}");
    }

    #[test]
    fn the_budgets_of_the_project_are_read() {
        let budgets = budgets().unwrap();
        assert!(budgets.iter().any(|budget| budget.of == "engine-program" && budget.bytes.is_some()));
    }

    #[test]
    fn only_the_single_file_can_be_requested() {
        assert!(run(&["--all".to_owned()]).unwrap_err().contains("`--single`"));
    }

    #[test]
    fn the_hash_of_the_single_file_and_of_its_payload_are_printed() {
        let folder = test_folder("dist-single");
        fs::write(folder.join("a"), "<html data-payload=\"00ff\">").unwrap();
        let text = about_single(&folder.join("a")).unwrap();
        let hash = hex(&Sha256::digest("<html data-payload=\"00ff\">"));
        assert!(
            text.contains("with 26 bytes") && text.contains(&hash) && text.contains("shows: 00ff"),
            "{text}"
        );
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn what_is_beside_a_file_is_its_size_after_brotli() {
        let folder = test_folder("dist-sizes");
        for (name, content) in
            [("index.html", "123"), ("index.html.br", "1"), ("index.html.gz", "12"), ("wuscope.html", "1234")]
        {
            fs::write(folder.join(name), content).unwrap();
        }
        let sizes = sizes(&folder).unwrap();
        let rows: Vec<_> = sizes.iter().map(|size| (size.name.as_str(), size.raw, size.brotli)).collect();
        assert_eq!(rows, [("index.html", 3, Some(1)), ("wuscope.html", 4, Some(4))]);
        fs::remove_dir_all(folder).unwrap();
    }
}
