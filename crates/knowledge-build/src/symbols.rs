//! Reads the names of codes: families.toml, `symbols/*.txt` and aliases.toml.

use std::collections::{BTreeMap, BTreeSet};

use knowledge_model::names::{Alias, FamilyNames};

use crate::fault::{Faults, LineRef};
use crate::files::DataFiles;
use crate::known::{KnownNames, parse_code};
use crate::row::{TomlRow, keep, keep_all};

/// families.toml: families whose names take precedence come first.
pub(crate) fn families(files: &DataFiles, faults: &Faults) -> &'static [&'static str] {
    let text = files.text("families.toml", faults);
    let Some(mut table) = TomlRow::parse("families.toml", text, 0, faults) else { return &[] };
    let families = table.texts("families");
    let mut seen = BTreeSet::new();
    for at in families.iter().filter(|at| !seen.insert(at.value)) {
        table.fault(at.line, format!("duplicate family {}", at.value));
    }
    table.finish();
    keep_all(families.iter().map(|at| at.value))
}

/// symbols/*.txt: all names, to check every reference to a code.
pub(crate) fn names(files: &DataFiles, known: &mut KnownNames, faults: &Faults) -> &'static [FamilyNames] {
    let mut by_family: BTreeMap<(usize, u32), Vec<&'static str>> = BTreeMap::new();
    let mut found = BTreeMap::new();
    for (file, text) in files.all().filter(|(file, _)| file.starts_with("symbols/")) {
        let mut family = None;
        for (at, line) in text.lines().enumerate() {
            let place = LineRef::file(file).at(at + 1);
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                family = known.families.iter().position(|family| *family == name);
                if family.is_none() {
                    faults.add(place, format!("families.toml has no family `{name}`"));
                }
                continue;
            }
            let parted = line.split_once(' ').filter(|(_, name)| is_symbol(name));
            let Some((code, name)) = parted.and_then(|(code, name)| Some((parse_code(code)?, keep(name))))
            else {
                faults.add(
                    place,
                    "a line must be a code and its name, `0x8024401B WU_E_…`; or `[Family]`; or `# …`",
                );
                continue;
            };
            if let Some((_, other)) = found.insert(name, (code, file)) {
                faults.add(place, format!("{name} is already in {other}"));
            }
            by_family.entry((family.unwrap_or_default(), code)).or_default().push(name);
        }
    }
    known.symbols = found.into_iter().map(|(name, (code, _))| (name, code)).collect();
    let section = |family: usize| {
        let rows = by_family.range((family, 0)..=(family, u32::MAX));
        let names = rows.flat_map(|((_, code), names)| names.iter().map(|name| (*code, *name)));
        FamilyNames { names: keep_all(names) }
    };
    keep_all((0..known.families.len()).map(section))
}

/// Letters, digits and `_`; a few names of Microsoft's have lower-case letters.
fn is_symbol(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

/// aliases.toml: names that codes are also known by.
pub(crate) fn aliases(files: &DataFiles, known: &KnownNames, faults: &Faults) -> &'static [Alias] {
    let text = files.text("aliases.toml", faults);
    let Some(mut table) = TomlRow::parse("aliases.toml", text, 0, faults) else { return &[] };
    let mut aliases: Vec<Alias> = Vec::new();
    for mut row in table.rows("alias") {
        let name = row.text("name");
        if !is_symbol(name.value) {
            row.fault(name.line, format!("`{}` is not a name: use letters, digits and `_`", name.value));
        }
        if aliases.iter().any(|alias| alias.name == name.value) {
            row.fault(name.line, format!("duplicate alias {}", name.value));
        }
        let codes = row.texts("codes");
        let codes = known.codes(&codes, row.place, faults);
        if known.symbols.get(name.value).is_some_and(|code| codes.contains(code)) {
            row.fault(name.line, format!("{} is the code's own name", name.value));
        }
        aliases.push(Alias { name: name.value, codes, why: row.phrase("why") });
        row.finish();
    }
    table.finish();
    aliases.leak()
}

/// failover.toml: the codes that make a client switch its software update point.
pub(crate) fn failover(files: &DataFiles, known: &KnownNames, faults: &Faults) -> &'static [u32] {
    let text = files.text("failover.toml", faults);
    if text.is_empty() {
        return &[];
    }
    let Some(mut table) = TomlRow::parse("failover.toml", text, 0, faults) else { return &[] };
    let codes = table.texts("codes");
    let values = known.codes(&codes, table.place, faults);
    let sorted = codes.windows(2).all(|pair| pair[0].value < pair[1].value);
    if !sorted {
        table.fault(table.place.line, "codes must be in ascending order, without duplicates");
    }
    crate::sources::sources(&mut table, known, faults);
    table.finish();
    values
}
