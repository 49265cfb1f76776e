//! Which parts of prose apply to a kind of client.

use basics::ClientKind;
use knowledge_model::prose::{Block, Procedure, ProcedureVariant};

use crate::look_up::log_of_file_name;

/// The variants of a procedure for a kind of client: the one of its kind, or all if the kind is not known or has none.
pub fn variants(
    procedure: &Procedure,
    client: Option<ClientKind>,
) -> impl Iterator<Item = &'static ProcedureVariant> + use<> {
    let own = procedure.variants.iter().find(|variant| Some(variant.client) == client);
    let all = if own.is_none() { procedure.variants } else { &[] };
    own.into_iter().chain(all)
}

/// Whether a block applies to a kind of client: a log of Configuration Manager exists only where it is installed.
pub fn applies(block: &Block, client: Option<ClientKind>) -> bool {
    let Block::Expect { log, .. } = block else { return true };
    client.is_none_or(|client| client == ClientKind::ConfigurationManager)
        || log_of_file_name(log).is_none_or(|log| !log.is_of_configuration_manager())
}
