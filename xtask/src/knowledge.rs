//! The knowledge base for the commands, read from its files. xtask does not link the crate `knowledge`, whose build
//! rejects files with errors: `cargo xtask lint` reports those.

use crate::run::root;
use knowledge_build::{DataFiles, Fault, Knowledge};
use std::collections::BTreeSet;
use std::sync::OnceLock;

pub(crate) use knowledge_model::parts::{PARTS, SYMBOLS, TABLES};

/// The folder of the files, from the root of the workspace.
pub(crate) const DATA: &str = "crates/knowledge/data";

/// The knowledge base and the errors in its files.
pub(crate) fn read() -> &'static (Knowledge, Vec<Fault>) {
    static READ: OnceLock<(Knowledge, Vec<Fault>)> = OnceLock::new();
    READ.get_or_init(|| knowledge_build::lint(&DataFiles::read(&root().join(DATA)).unwrap_or_default()))
}

/// A part as the page fetches it.
pub(crate) fn file(part: usize) -> Vec<u8> {
    read().0.part(part)
}

/// The parts that the page of a code shows.
pub(crate) fn parts_of_code(value: u32) -> BTreeSet<usize> {
    let tables = read().0.tables();
    let causes =
        tables.causes.iter().filter(|cause| cause.when.iter().any(|when| when.codes.contains(&value)));
    let causes = causes.map(|cause| usize::from(cause.part));
    [TABLES, tables.part_of_code(value)].into_iter().chain(causes).collect()
}
