//! Reads the procedures: what many causes ask for, such as starting a scan, for each kind of client.

use basics::ClientKind;
use knowledge_model::prose::{Procedure, ProcedureVariant};

use crate::fault::{Faults, LineRef};
use crate::files::{DataFiles, Document};
use crate::known::{KnownNames, document_id};
use crate::markdown::{self, PieceKind, ProsePiece};
use crate::row::{TomlRow, keep};

/// Registers the procedures by their file names.
pub(crate) fn declare(files: &DataFiles, known: &mut KnownNames, faults: &Faults) {
    for (file, _) in files.all().filter(|(file, _)| file.starts_with("procedures/")) {
        match id(file) {
            Some(id) => _ = known.procedures.insert(keep(id)),
            None => faults
                .add(LineRef::file(file), "a procedure's file is named in lower case with hyphens: scan.md"),
        }
    }
}

fn id(file: &str) -> Option<&str> {
    document_id(file, "procedures")
}

/// Reads all procedures.
pub(crate) fn read(files: &DataFiles, known: &KnownNames, faults: &Faults) -> Vec<Procedure> {
    let mut procedures = Vec::new();
    for (file, text) in files.all() {
        let Some(id) = id(file).map(keep) else { continue };
        let Some(document) = Document::split(file, text, faults) else { continue };
        let Some(mut head) = TomlRow::parse(file, document.head, document.head_after, faults) else {
            continue;
        };
        let title = head.phrase("title");
        head.finish();
        let pieces = markdown::pieces(file, document.body, document.body_after, known, faults);
        procedures.push(Procedure { id, title, variants: variants(pieces, file, known, faults) });
    }
    procedures
}

/// The variants: each under the name of its kind of client.
fn variants(
    pieces: Vec<ProsePiece>,
    file: &str,
    known: &KnownNames,
    faults: &Faults,
) -> &'static [ProcedureVariant] {
    let mut open: Vec<(ClientKind, Vec<ProsePiece>)> = Vec::new();
    for piece in pieces {
        if let PieceKind::Heading(2, title) = piece.kind {
            match ClientKind::ALL.into_iter().find(|kind| kind.words() == title) {
                Some(client) => open.push((client, Vec::new())),
                None => {
                    let kinds = ClientKind::ALL.map(ClientKind::words).join(", ");
                    let words = format!("`## {title}` is no kind of client; kinds are: {kinds}");
                    faults.add(LineRef { file, line: piece.line }, words);
                }
            }
        } else if let Some((_, pieces)) = open.last_mut() {
            pieces.push(piece);
        }
    }
    if open.is_empty() {
        faults.add(LineRef::file(file), "a procedure needs a part for at least one kind of client");
    }
    let variants = open.into_iter().map(|(client, pieces)| ProcedureVariant {
        client,
        blocks: markdown::blocks(pieces, file, known, faults),
    });
    variants.collect::<Vec<_>>().leak()
}
