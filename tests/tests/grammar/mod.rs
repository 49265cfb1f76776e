//! The syntax trees of PowerShell and of the command prompt.

use knowledge::prose::Shell;
use tree_sitter::{Language, Parser, Tree};

/// The tree of a text in PowerShell, or else in the command prompt.
pub(crate) fn tree(shell: Shell, text: &str) -> Tree {
    let language: Language = match shell {
        Shell::PowerShell => tree_sitter_powershell::LANGUAGE.into(),
        _ => tree_sitter_batch::LANGUAGE.into(),
    };
    let mut parser = Parser::new();
    parser.set_language(&language).expect("the grammar is of a version that the parser knows");
    // The grammar of the command prompt ends a command with its line.
    parser.parse([text, "\n"].concat(), None).expect("no time limit was set")
}
