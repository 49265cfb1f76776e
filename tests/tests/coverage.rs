//! KNOWLEDGE.md shows what the knowledge base covers: it is generated from the data, and must match the committed file.
//!
//! `UPDATE=1 cargo test -p tests --test coverage` writes it.
#![allow(clippy::expect_used)] // A test panics when something is wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};

use knowledge::{
    Cause, Log, all_symbols, causes, causes_of_code, codes, fails_over, families, family_of, flows, logs,
    spell,
};

const CODES: &str = include_str!("../data/article-codes.tsv");
const FACTS: &str = include_str!("../data/article-items.tsv");
const SECTIONS: &str = include_str!("../data/article-sections.tsv");
/// Codes that admins meet, those with most public sources first.
const MET: &str = include_str!("../data/met-codes.tsv");
/// Of these, this many should lead to a cause.
const MOST_MET: usize = 300;
/// The target: at least this many codes lead to a cause.
const AIM: usize = 200;

#[test]
fn the_page_shows_what_the_knowledge_base_covers() {
    let page = root().join("KNOWLEDGE.md");
    let text =
        [HEAD, &in_short(), &by_family(), &of_articles(), &of_fail_over(), &of_flows(), &of_sections()]
            .join("\n");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&page, &text).expect("KNOWLEDGE.md can be written");
    }
    let checked_in = std::fs::read_to_string(&page).unwrap_or_default().replace("\r\n", "\n");
    let differs = checked_in.lines().zip(text.lines()).find(|(there, here)| there != here);
    assert!(
        checked_in == text,
        "KNOWLEDGE.md is out of date ({differs:?}): UPDATE=1 cargo test -p tests --test coverage writes it"
    );
}

#[test]
fn every_code_of_the_articles_has_a_fix() {
    let missing: Vec<&str> =
        article_codes().filter(|row| fixes(row.value).is_empty()).map(|row| row.code).collect();
    assert!(missing.is_empty(), "no cause with Fix and Verify has: {}", missing.join(", "));
}

#[test]
fn every_code_that_admins_meet_has_a_sentence() {
    let missing: Vec<String> =
        met_codes().filter(|code| knowledge::code(*code).is_none()).map(spell).collect();
    assert!(met_codes().count() >= 500);
    assert!(missing.is_empty(), "no row in codes/ has: {}", missing.join(", "));
}

#[test]
fn every_failover_code_has_a_fix() {
    let codes: Vec<u32> = fail_over().collect();
    let missing: Vec<String> =
        codes.iter().filter(|code| fixes(**code).is_empty()).map(|code| spell(*code)).collect();
    assert_eq!(codes.len(), 36);
    assert!(missing.is_empty(), "no cause with Fix and Verify has: {}", missing.join(", "));
}

#[test]
fn enough_codes_lead_to_a_cause() {
    let codes = fixable_codes().len();
    assert!(codes >= AIM, "{codes} codes lead to a cause, {AIM} are the aim");
}

#[test]
fn every_section_of_the_articles_has_a_place() {
    let rows: Vec<_> = sections().collect();
    let lost = rows.iter().flat_map(|row| row.files.iter().map(move |file| (row, file)));
    let lost = lost.filter(|(_, file)| !root().join("crates/knowledge/data").join(file).is_file());
    let mut faults: Vec<String> =
        lost.map(|(row, file)| format!("{}, {}: there is no {file}", row.article, row.section)).collect();
    faults.extend(
        rows.iter()
            .filter(|row| row.files.is_empty())
            .map(|row| format!("{}, {}: nowhere", row.article, row.section)),
    );
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert_eq!(rows.iter().map(|row| row.article).collect::<BTreeSet<_>>().len(), 4);
}

const HEAD: &str = "\
# What the knowledge covers

Counted from the files of `crates/knowledge/data/` by `tests/tests/coverage.rs`; a test holds this page against them.
`UPDATE=1 cargo test -p tests --test coverage` writes it again.
";

/// The figures that count.
fn in_short() -> String {
    let with_sources = causes().iter().filter(|cause| !knowledge::remedy(cause).sources.is_empty()).count();
    let of_articles = article_codes().filter(ArticleCode::is_hex).count();
    let placed = sections().filter(|row| !row.files.is_empty()).count();
    let pairs: usize = fixable_codes().values().sum();
    let named: BTreeSet<u32> = all_symbols().map(|symbol| symbol.value).collect();
    let rows = [
        ("symbols", all_symbols().count().to_string()),
        ("codes with a symbol", named.len().to_string()),
        ("codes with a message of our own", codes().len().to_string()),
        ("codes that lead to a cause with Check, Fix and Verify", fixable_codes().len().to_string()),
        ("pairs of a code and a fix", pairs.to_string()),
        ("causes", causes().len().to_string()),
        ("causes that cite their sources", format!("{with_sources} of {}", causes().len())),
        (
            "codes that are no failure, here or in one log",
            codes()
                .iter()
                .filter(|code| {
                    let in_one_log = |log: &Log| knowledge::noise(log.name, code.value).next().is_some();
                    code.benign.is_some() || logs().iter().any(in_one_log)
                })
                .count()
                .to_string(),
        ),
        (
            "codes of the four articles with cause, Fix and Verify",
            format!(
                "{} of {of_articles}",
                article_codes().filter(|row| row.is_hex() && !fixes(row.value).is_empty()).count()
            ),
        ),
        (
            "codes of a fail-over with cause, Fix and Verify",
            format!(
                "{} of {}",
                fail_over().filter(|code| !fixes(*code).is_empty()).count(),
                fail_over().count()
            ),
        ),
        ("sections of the four articles with a place", format!("{placed} of {}", sections().count())),
        ("facts of the four articles with a place", facts()),
        (
            "codes that admins meet, with a sentence",
            format!(
                "{} of {}",
                met_codes().filter(|code| knowledge::code(*code).is_some()).count(),
                met_codes().count()
            ),
        ),
        (
            "of those with most sources, codes that lead to a cause",
            format!(
                "{} of {MOST_MET}",
                met_codes().take(MOST_MET).filter(|code| !fixes(*code).is_empty()).count()
            ),
        ),
        ("causes verified", verified()),
    ];
    let rows: Vec<String> = rows.iter().map(|(what, figure)| format!("| {what} | {figure} |\n")).collect();
    format!("| | |\n| --- | ---: |\n{}", rows.concat())
}

/// The codes that admins meet.
fn met_codes() -> impl Iterator<Item = u32> {
    MET.lines().skip(1).filter_map(|row| {
        let code = row.split('\t').next()?.strip_prefix("0x")?;
        u32::from_str_radix(code, 16).ok()
    })
}

/// The days between which the causes were verified.
fn verified() -> String {
    let days: BTreeSet<&str> = causes().iter().map(|cause| knowledge::remedy(cause).verified).collect();
    format!("{} to {}", days.first().unwrap_or(&""), days.last().unwrap_or(&""))
}

/// How many facts of the articles are in a file of the knowledge base; `tests/tests/articles.rs` checks them.
fn facts() -> String {
    let files: Vec<&str> = FACTS.lines().skip(1).filter_map(|row| row.split('\t').nth(4)).collect();
    let placed = files.iter().filter(|file| !file.is_empty()).count();
    let corrected = files.iter().filter(|file| file.starts_with("correction: ")).count();
    format!("{placed} of {}, {corrected} corrected", files.len())
}

/// How many symbols, codes, messages and fixable codes each family has. A code with names of several families is one of
/// the family of its row, else of the one that ranks highest.
fn by_family() -> String {
    let mut text =
        "## Codes by family\n\n| family | symbols | codes | with message | with cause |\n".to_owned();
    text += "| --- | ---: | ---: | ---: | ---: |\n";
    let all: BTreeSet<u32> =
        all_symbols().map(|symbol| symbol.value).chain(codes().iter().map(|code| code.value)).collect();
    let mut by_family: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for code in all {
        by_family.entry(family_of(code).unwrap_or_default()).or_default().push(code);
    }
    for family in families() {
        let symbols = all_symbols().filter(|symbol| symbol.family == *family).count();
        let its = by_family.remove(family).unwrap_or_default();
        let with_message = its.iter().filter(|code| knowledge::code(**code).is_some()).count();
        let with_cause = its.iter().filter(|code| !fixes(**code).is_empty()).count();
        if symbols + its.len() > 0 {
            let _ =
                writeln!(text, "| {family} | {symbols} | {} | {with_message} | {with_cause} |", its.len());
        }
    }
    text
}

/// Each code of the four articles, and its fixes.
fn of_articles() -> String {
    let mut text =
        "## Codes of the four articles\n\n| code | in the articles on | causes |\n| --- | --- | --- |\n"
            .to_owned();
    for row in article_codes() {
        let causes: Vec<&str> = fixes(row.value).iter().map(|cause| cause.id).collect();
        let _ = writeln!(text, "| {} | {} | {} |", row.code, row.articles, causes.join(", "));
    }
    text
}

/// The codes because of which a client changes its software update point.
fn of_fail_over() -> String {
    let mut text = "## Codes of a fail-over\n\n| code | causes |\n| --- | --- |\n".to_owned();
    for code in fail_over() {
        let causes: Vec<&str> = fixes(code).iter().map(|cause| cause.id).collect();
        let _ = writeln!(text, "| {} | {} |", spell(code), causes.join(", "));
    }
    text
}

fn of_flows() -> String {
    let mut text =
        "## Flows\n\n| flow | steps and parts | evidence | causes |\n| --- | ---: | ---: | ---: |\n"
            .to_owned();
    for flow in flows() {
        let evidence: usize = flow.steps.iter().map(|step| usize::from(step.evidence.count)).sum();
        let here = |place: &&&str| place.split('/').next() == Some(flow.id);
        let at = |cause: &&Cause| cause.when.iter().any(|when| when.at.iter().any(|place| here(&place)));
        let causes = causes().iter().filter(at).count();
        let _ = writeln!(text, "| {} | {} | {evidence} | {causes} |", flow.title, flow.steps.len());
    }
    text
}

/// Where each section of the four articles went.
fn of_sections() -> String {
    let mut text =
        "## Sections of the four articles\n\n| article | section | files |\n| --- | --- | --- |\n".to_owned();
    for row in sections() {
        let _ = writeln!(text, "| {} | {} | {} |", row.article, row.section, row.files.join(", "));
    }
    text
}

/// A code of the articles.
struct ArticleCode {
    /// As it is written: `0x8024401B`, `HTTP 407`.
    code: &'static str,
    /// The code that it is looked up by.
    value: u32,
    /// The articles that name it.
    articles: &'static str,
}

impl ArticleCode {
    fn is_hex(&self) -> bool {
        self.code.starts_with("0x")
    }
}

fn article_codes() -> impl Iterator<Item = ArticleCode> {
    CODES.lines().skip(1).filter_map(|line| {
        let (code, articles) = line.split_once('\t')?;
        let value = match code.strip_prefix("HTTP ") {
            Some(status) => knowledge::code_of_http(status.parse().ok()?)?.value,
            None => u32::from_str_radix(code.strip_prefix("0x")?, 16).ok()?,
        };
        Some(ArticleCode { code, value, articles })
    })
}

/// A section of an article, and the files that cover it.
struct Section {
    article: &'static str,
    section: &'static str,
    files: Vec<&'static str>,
}

fn sections() -> impl Iterator<Item = Section> {
    SECTIONS.lines().skip(1).filter_map(|line| {
        let mut cells = line.split('\t');
        let (article, section) = (cells.next()?, cells.next()?);
        Some(Section { article, section, files: cells.next()?.split_whitespace().collect() })
    })
}

fn fail_over() -> impl Iterator<Item = u32> {
    codes().iter().map(|code| code.value).filter(|code| fails_over(*code))
}

/// The causes of a code that have a fix and a verification.
fn fixes(code: u32) -> Vec<&'static Cause> {
    let whole = |cause: &&Cause| {
        let remedy = knowledge::remedy(cause);
        !remedy.check.is_empty() && !remedy.fix.is_empty() && !remedy.verify.is_empty()
    };
    causes_of_code(code).into_iter().filter(whole).collect()
}

/// The codes that lead to such a cause, and to how many.
fn fixable_codes() -> BTreeMap<u32, usize> {
    let with = codes().iter().map(|code| (code.value, fixes(code.value).len()));
    with.filter(|(_, causes)| *causes > 0).collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace holds this crate").to_owned()
}
