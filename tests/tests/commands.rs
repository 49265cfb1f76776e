//! Every command that somebody may copy is one that its shell reads: PowerShell and the command prompt by their
//! grammars, SQL by its quotes and brackets.
#![allow(clippy::expect_used)] // A test ends where something is amiss.

use knowledge::prose::{Block, Command, Shell, Span};
use tree_sitter::{Language, Node, Parser};

#[test]
fn every_command_is_read_by_its_shell() {
    let commands: Vec<(String, &Command)> = commands();
    assert!(commands.len() > 100, "{} commands", commands.len());
    let faults: Vec<String> = commands
        .into_iter()
        .filter_map(|(place, command)| {
            let text = filled(command);
            Some(format!("{place}: {}\n{text}", fault(command.shell, &text)?))
        })
        .collect();
    assert!(faults.is_empty(), "{} commands:\n\n{}\n", faults.len(), faults.join("\n\n"));
}

#[test]
fn what_no_shell_reads_is_seen() {
    for (shell, text) in [
        (Shell::PowerShell, "Get-Item -Path ("),
        (Shell::PowerShell, "if ($service { Stop-Service -Name wuauserv }"),
        (Shell::PowerShell, "$path = 'C:\\Windows"),
        (Shell::PowerShell, "Get-Service | | Stop-Service"),
        (Shell::PowerShell, "Get-Service -Name wuauserv }"),
        (Shell::Cmd, "if exist (("),
        (Shell::Cmd, "copy \"web.config web.config.bak"),
        (Shell::Cmd, "net stop wuauserv &&"),
        (Shell::Sql, "select count(UpdateID from vwMinimalUpdate"),
        (Shell::Sql, "select 1 where SourceType = 'UpdateSource"),
        (Shell::Sql, "select 1)"),
    ] {
        assert!(fault(shell, text).is_some(), "{shell:?} reads {text}");
    }
    for (shell, text) in [
        (Shell::PowerShell, "Restart-Service -Name 'wuauserv' -Force"),
        (Shell::Cmd, "net stop wuauserv"),
        (Shell::Sql, "select count(UpdateID) from vwMinimalUpdate where Title = 'it''s (one'"),
        (Shell::Text, "http://wsus.contoso.com:8530/("),
    ] {
        assert_eq!(fault(shell, text), None, "{shell:?}: {text}");
    }
}

/// All commands, each with the cause or step it stands in.
fn commands() -> Vec<(String, &'static Command)> {
    let mut all = Vec::new();
    let mut add = |place: &str, blocks: &'static [Block]| {
        all.extend(blocks.iter().filter_map(|block| match block {
            Block::Command(command) => Some((place.to_owned(), command)),
            _ => None,
        }));
    };
    for cause in knowledge::causes() {
        let remedy = cause.remedy();
        for action in remedy.check.iter().chain(remedy.fix) {
            add(&format!("causes/{}.md, {}", cause.id, action.title), action.blocks);
        }
        add(&format!("causes/{}.md, Verify", cause.id), remedy.verify);
    }
    for flow in knowledge::flows() {
        add(&format!("flows/{}/flow.md", flow.id), flow.guide().prose);
        for step in flow.steps {
            add(&format!("flows/{}/{}", flow.id, step.id), flow.prose_of(step));
        }
    }
    all
}

/// The command as somebody runs it, with values for its placeholders.
fn filled(command: &Command) -> String {
    let value = |name: &str| match name {
        "wsus_host" => "wsus.contoso.com",
        "wsus_port" => "8530",
        "wsus_url" => "http://wsus.contoso.com:8530",
        "site_code" => "CS1",
        "management_point" => "mp.contoso.com",
        "proxy" => "proxy.contoso.com:8080",
        "client" => "PC0001",
        _ => "contoso.com",
    };
    let text = |span: &Span| match *span {
        Span::Text(text) | Span::Strong(text) | Span::Code(text) | Span::Link { text, .. } => text,
        Span::Placeholder(name) => value(name),
    };
    // The grammar of the command prompt ends a command with its line.
    command.text.iter().map(text).chain(["\n"]).collect()
}

/// What a shell cannot read in a text.
fn fault(shell: Shell, text: &str) -> Option<String> {
    match shell {
        Shell::PowerShell => unread(&tree_sitter_powershell::LANGUAGE.into(), text),
        Shell::Cmd => unread(&tree_sitter_batch::LANGUAGE.into(), text),
        Shell::Sql => unbalanced(text),
        Shell::Text => None,
    }
}

/// The first piece that a grammar has no rule for.
fn unread(language: &Language, text: &str) -> Option<String> {
    let mut parser = Parser::new();
    parser.set_language(language).expect("the grammar is of a version that the parser knows");
    let tree = parser.parse(text, None).expect("no time limit was set");
    let node = first_fault(tree.root_node())?;
    let place = node.start_position();
    let piece = text.get(node.byte_range()).unwrap_or_default();
    Some(format!("line {}, column {}: `{piece}`", place.row + 1, place.column + 1))
}

fn first_fault(node: Node<'_>) -> Option<Node<'_>> {
    if node.is_error() || node.is_missing() {
        return Some(node);
    }
    (0..node.child_count()).filter_map(|at| node.child(at as u32)).find_map(first_fault)
}

/// What is opened or quoted and not closed. There is no better grammar of T-SQL in Rust.
fn unbalanced(text: &str) -> Option<String> {
    let mut open = Vec::new();
    let mut quoted = false;
    for letter in text.chars() {
        match letter {
            '\'' => quoted = !quoted,
            _ if quoted => {}
            '(' | '[' => open.push(letter),
            ')' | ']' => {
                let wanted = if letter == ')' { '(' } else { '[' };
                if open.pop() != Some(wanted) {
                    return Some(format!("`{letter}` closes nothing"));
                }
            }
            _ => {}
        }
    }
    match (quoted, open.last()) {
        (true, _) => Some("a quote is not closed".to_owned()),
        (_, Some(letter)) => Some(format!("`{letter}` is not closed")),
        _ => None,
    }
}
