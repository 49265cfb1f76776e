//! Every command that users can copy is valid in its shell, and no value changes what it does: PowerShell and
//! the command prompt by their grammars, SQL by its parser.
#![allow(clippy::expect_used)] // A test panics when something is wrong.

mod grammar;

use grammar::tree;
use knowledge::fill;
use knowledge::prose::{Shell, ShellCommand, Span};
use proptest::prelude::*;
use sqlparser::dialect::MsSqlDialect;
use sqlparser::parser::Parser as SqlParser;
use sqlparser::tokenizer::{Token, Tokenizer, Whitespace};
use tests::{Way, analyze, commands, harmless, read_scenario, scenarios};
use tree_sitter::Node;

#[test]
fn every_command_is_valid_in_its_shell() {
    let commands = commands();
    assert!(commands.len() > 100, "{} commands", commands.len());
    let faults: Vec<String> = commands
        .into_iter()
        .filter_map(|(place, command)| {
            let text = harmless(command);
            Some(format!("{place}: {}\n{text}", fault(command.shell, &text)?))
        })
        .collect();
    assert!(faults.is_empty(), "{} commands:\n\n{}\n", faults.len(), faults.join("\n\n"));
}

#[test]
fn invalid_commands_are_detected() {
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

#[test]
fn a_command_changed_by_a_value_is_detected() {
    let calc = "x';Start-Process('calc.exe');'";
    for (shell, before, after, value) in [
        (Shell::PowerShell, "Resolve-DnsName -Name '", "'", calc),
        (Shell::PowerShell, "Resolve-DnsName -Name \"", "\"", "$(calc)"),
        (Shell::Cmd, "nslookup \"", "\"", "x\"&calc&\""),
        (Shell::Sql, "select 1 where Name = '", "'", "x' or 1 = 1; --"),
        (Shell::Text, "", "", "x\ny"),
    ] {
        let with = |value: &str| shape(shell, &[before, value, after].concat());
        assert_ne!(with(value), with("PS1"), "{shell:?}: {value}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    /// With any value of a placeholder, from a log or a user, every command does the same as with a harmless value.
    #[test]
    fn no_value_changes_a_command(value in values()) {
        for (place, command) in open_commands() {
            let text = fill(command.text, |_| Some(&value));
            prop_assert_eq!(shape(command.shell, &text), shape(command.shell, &harmless(command)), "{}: {}", place, text);
        }
    }

    /// The same for unrestricted text in every kind of quotes: quoting alone is enough. (The grammar of
    /// PowerShell does not know that typographic quotes are quotes: crates/knowledge/tests/placeholders.rs holds
    /// those.)
    #[test]
    fn quoted_text_stays_one_value(value in values()) {
        use knowledge::{Quoting, ValueKind};
        for (shell, quoting, before, after) in [
            (Shell::PowerShell, Quoting::PowerShellSingle, "Get-Item -Path '", "' -Force"),
            (Shell::PowerShell, Quoting::PowerShellDouble, "Get-Item -Path \"C:\\$name\\", "\" -Force"),
            (Shell::Cmd, Quoting::Cmd, "dir \"", "\" /b"),
            (Shell::Sql, Quoting::Sql, "select Name from Updates where Name = '", "' order by Name"),
        ] {
            let Some(written) = ValueKind::Text.accept(&value).and_then(|value| quoting.write(&value)) else { continue };
            let with = |value: &str| shape(shell, &[before, value, after].concat());
            prop_assert_eq!(with(&written), with("x"), "{:?}: {}", shell, written);
        }
    }
}

/// The blocks that collect missing logs, for any log content.
#[test]
fn every_collection_of_logs_is_valid_in_its_shell() {
    let mut blocks = 0;
    for (folder, _) in scenarios() {
        let text = std::fs::read_to_string(folder.join("logs.txt")).expect("the logs are there");
        for value in ["wsus", "wsus';Start-Process('calc.exe');'"] {
            let report = analyze(&read_scenario(&with_servers(&text, value)), Way::default());
            for collection in report.all().flat_map(|report| &report.log_collections) {
                blocks += 1;
                let (place, command) = (folder.display(), &collection.command);
                assert_eq!(fault(Shell::PowerShell, command), None, "{place}:\n{command}");
                assert!(!command.contains("calc"), "{place}:\n{command}");
            }
        }
    }
    assert!(blocks > 100, "{blocks} blocks only");
}

/// A log names the host that fills a placeholder, and may name any host: no command sends it the credentials of the
/// user who runs the command.
#[test]
fn no_command_sends_credentials_to_a_host_that_a_log_names() {
    let senders =
        ["defaultcredentials", "defaultnetworkcredentials", "-credential", "telnet", "net use", "\\\\<"];
    let faults: Vec<String> = open_commands()
        .into_iter()
        .filter_map(|(place, command)| {
            let text = fill(command.text, |_| None);
            let sender = senders.iter().find(|sender| text.to_ascii_lowercase().contains(**sender))?;
            Some(format!("{place}: {sender}\n{text}"))
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

/// Any text, and pieces that mean something to shells, between pieces that a value may be made of.
fn values() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("wsus"),
        Just("http://"),
        Just("C:\\"),
        Just(":8530"),
        Just("."),
        Just("'"),
        Just("\""),
        Just("`"),
        Just("$("),
        Just(")"),
        Just("$x"),
        Just("%PATH%"),
        Just("%"),
        Just("&"),
        Just("|"),
        Just(";"),
        Just("\n"),
        Just("\r"),
        Just("#"),
        Just("--"),
        Just("/*"),
        Just("<"),
        Just(">"),
        Just("^"),
        Just("\\"),
        Just("\u{2018}"),
        Just("\u{2019}"),
        Just("\u{201a}"),
        Just("\u{201b}"),
        Just("\u{201c}"),
        Just("\u{201d}"),
        Just("\u{201e}"),
        Just("\u{202e}"),
        Just("\0"),
        Just(" "),
        Just("{"),
        Just("}"),
        Just("@'"),
        Just("'@"),
        Just("!"),
        Just("-"),
        Just("["),
        Just("]"),
        Just("KB5034441"),
        Just("\u{2028}"),
        Just("\u{1b}[0m"),
        Just("''"),
        Just("Start-Process('calc.exe')"),
    ];
    prop_oneof![any::<String>(), prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat()),]
}

/// Logs in which every server, site and URL is hostile give findings whose values are safe and whose commands are
/// complete.
#[test]
fn no_line_of_a_log_changes_a_command() {
    let hostile = ["wsus';Start-Process('calc.exe');'", "wsus\u{2019};calc;\u{2018}", "wsus$(calc)`;&calc&"];
    let mut rejected = 0;
    for (folder, _) in scenarios() {
        let scenario = folder.display();
        let text = std::fs::read_to_string(folder.join("logs.txt")).expect("the logs are there");
        for value in hostile {
            let report = analyze(&read_scenario(&with_servers(&text, value)), Way::default());
            for finding in &report.findings {
                rejected += finding.rejected_values.len();
                for (name, value) in &finding.values {
                    let kind = knowledge::placeholder(name).expect("it is declared").kind;
                    assert_eq!(kind.accept(value).as_ref(), Some(value), "{scenario}: {name}");
                    assert!(!value.contains("calc"), "{scenario}: {name} is {value}");
                }
            }
        }
    }
    assert!(rejected > 100, "hostile values reached {rejected} findings only");
}

/// The text with another host in every URL and for every server of a scenario.
fn with_servers(text: &str, host: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("http") {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let Some((scheme, after)) =
            from.split_once("://").filter(|(scheme, _)| matches!(*scheme, "http" | "https"))
        else {
            out.push_str("http");
            rest = &from[4..];
            continue;
        };
        let end =
            after.find(|c: char| !(c.is_ascii_alphanumeric() || ".-_".contains(c))).unwrap_or(after.len());
        out.extend([scheme, "://", host]);
        rest = &after[end..];
    }
    out.push_str(rest);
    ["PS1SITE.CONTOSO.COM", "ps1mp.contoso.com", "PS1MP.CONTOSO.COM"]
        .iter()
        .fold(out, |out, name| out.replace(name, host))
}

/// The commands with placeholders, one of each kind.
fn open_commands() -> Vec<(String, &'static ShellCommand)> {
    let mut open = commands();
    open.retain(|(_, command)| command.text.iter().any(|span| matches!(span, Span::Placeholder { .. })));
    open.sort_by_key(|(_, command)| harmless(command));
    open.dedup_by_key(|(_, command)| harmless(command));
    open
}

/// The syntax error of a text in its shell.
fn fault(shell: Shell, text: &str) -> Option<String> {
    match shell {
        Shell::PowerShell | Shell::Cmd => unread(shell, text),
        Shell::Sql => SqlParser::parse_sql(&MsSqlDialect {}, text).err().map(|fault| fault.to_string()),
        Shell::Text => None,
    }
}

/// How a shell parses a text, without the values in it.
fn shape(shell: Shell, text: &str) -> String {
    match shell {
        Shell::PowerShell | Shell::Cmd => tree(shell, text).root_node().to_sexp(),
        Shell::Sql => sql_shape(text),
        Shell::Text => format!("{} lines", text.lines().count()),
    }
}

fn sql_shape(text: &str) -> String {
    let tokens = match Tokenizer::new(&MsSqlDialect {}, text).tokenize() {
        Ok(tokens) => tokens,
        Err(fault) => return fault.to_string(),
    };
    let plain = |token: Token| match token {
        Token::SingleQuotedString(_) => "'…'".to_owned(),
        Token::Whitespace(Whitespace::Space | Whitespace::Newline | Whitespace::Tab) => " ".to_owned(),
        other => format!("{other:?}"),
    };
    tokens.into_iter().map(plain).collect()
}

/// The first piece that a grammar has no rule for.
fn unread(shell: Shell, text: &str) -> Option<String> {
    let tree = tree(shell, text);
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
