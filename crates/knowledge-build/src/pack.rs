//! Writes the knowledge for those who read it.

use std::path::Path;
use std::{fs, io};

use knowledge_model::packed::Packable;
use knowledge_model::parts::{CODES, GUIDES, REMEDIES, SYMBOLS, TABLES};
use knowledge_model::streams::StreamWriter;

use crate::knowledge::Knowledge;
use crate::{parts, readers};

/// Who reads the knowledge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// People, in the page and the terminal: they get everything.
    People,
    /// The engine alone, whose report contains IDs: it does not need the text for people.
    Engine,
}

impl Knowledge {
    /// A part as the page downloads it; empty if there is none.
    pub fn part(&self, part: usize) -> Vec<u8> {
        match part {
            TABLES => parts::file(&readers::page(&self.tables)),
            GUIDES => parts::file(&readers::page_guides(self)),
            SYMBOLS => parts::file(&self.symbols),
            _ if CODES.contains(&part) => {
                parts::file(&self.codes.get(part - CODES.start).copied().unwrap_or_default())
            }
            _ if REMEDIES.contains(&part) => {
                parts::file(&self.remedies.get(part - REMEDIES.start).copied().unwrap_or_default())
            }
            _ => Vec::new(),
        }
    }

    /// Writes everything that `knowledge` includes into its binary into a folder.
    pub fn write(self, folder: &Path, audience: Audience) -> io::Result<()> {
        let packs = if audience == Audience::Engine { readers::engine(self) } else { self };
        write(&packs.tables, folder, "tables")?;
        write(&readers::page(&packs.tables), folder, "page")?;
        write(&packs.guides, folder, "guides")?;
        write(&readers::page_guides(&packs), folder, "page-guides")?;
        let mut numbered = Vec::new();
        (CODES.start..REMEDIES.end).for_each(|part| numbered.extend(packs.part(part)));
        fs::write(folder.join("numbered.bin"), numbered)?;
        write(&packs.patterns, folder, "patterns")?;
        write(&packs.symbols, folder, "symbols")?;
        write(&packs.fact_samples, folder, "facts")?;
        write(&packs.moment_samples, folder, "moments")?;
        write(&packs.cause_samples, folder, "samples")
    }
}

/// Writes the two streams of a packed table.
fn write(packed: &impl Packable, folder: &Path, name: &str) -> io::Result<()> {
    let mut writer = StreamWriter::default();
    packed.pack(&mut writer);
    fs::write(folder.join(name).with_extension("txt"), writer.texts)?;
    fs::write(folder.join(name).with_extension("bin"), writer.bytes)
}
