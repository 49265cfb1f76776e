//! `cargo xtask codes`: reads the symbols of all codes from Microsoft's metadata and writes them into the knowledge
//! base.
//!
//! With `--check` it writes nothing and fails if the committed table does not match the metadata.

mod families;
mod metadata;
mod table;

use crate::knowledge;
use crate::run::{TaskResult, heading, root};

/// The table, from the root of the workspace.
const TABLE: &str = "crates/knowledge/data/symbols/metadata.txt";
const USAGE: &str = "`cargo xtask codes` takes `--check`, and nothing else.";

/// Writes the table, or compares it with the metadata.
pub(crate) fn run(arguments: &[String]) -> TaskResult {
    let check = match arguments {
        [] => false,
        [only] if only == "--check" => true,
        _ => return Err(USAGE.to_owned()),
    };
    heading("The symbols of all codes, from the Windows metadata");
    let metadata = metadata::read(&metadata::find()?)?;
    let sections = families::sections(&metadata.constants);
    facilities(&metadata.facilities)?;
    let text = table::write(&sections);
    let place = root().join(TABLE);
    if check {
        let checked_in = std::fs::read_to_string(&place).unwrap_or_default().replace("\r\n", "\n");
        table::same(&checked_in, &text).map_err(|difference| {
            format!("{TABLE} does not match the metadata ({difference}): run `cargo xtask codes`.")
        })?;
    } else {
        std::fs::write(&place, &text).map_err(|e| format!("{TABLE} cannot be written: {e}."))?;
    }
    print!("{}", table::figures(&sections));
    Ok(())
}

/// Every facility of the metadata has a row in the knowledge, under this or another of its names.
fn facilities(named: &[metadata::FacilityName]) -> TaskResult {
    let missing = named.iter().filter(|facility| {
        let known = knowledge::read()
            .0
            .tables()
            .facilities
            .iter()
            .find(|row| (row.kernel, row.number) == (facility.kernel, facility.number));
        !known.is_some_and(|row| row.name == facility.name || row.also.contains(&facility.name.as_str()))
    });
    let missing: Vec<String> = missing
        .map(|facility| {
            format!(
                "{} = {}{}",
                facility.name,
                facility.number,
                if facility.kernel { " of the kernel" } else { "" }
            )
        })
        .collect();
    println!("   {} facilities", named.len());
    if missing.is_empty() {
        return Ok(());
    }
    Err(format!("crates/knowledge/data/facilities.toml lacks: {}.", missing.join(", ")))
}
