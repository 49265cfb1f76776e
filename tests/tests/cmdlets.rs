//! Every cmdlet that users are asked to run exists, and so does each of its parameters: `tests/data/cmdlets.tsv` has
//! both from published help.
#![allow(clippy::expect_used)] // A test panics when something is wrong.

mod grammar;

use std::collections::{BTreeMap, BTreeSet};

use grammar::tree;
use knowledge::prose::{Shell, Span};
use tests::{Section, Way, analyze, harmless, read_scenario, scenarios, sections};
use tree_sitter::Node;

/// A row for each help page: the cmdlet, its module, its parameters with their aliases (`Name=Alias,Alias`), the
/// editions of PowerShell that the page is for, and the page. A module of Windows is in edition 7 if Microsoft lists it
/// as natively compatible.
const CMDLETS: &str = include_str!("../data/cmdlets.tsv");

/// Parameters that every cmdlet has, in both editions.
const COMMON: [&str; 11] = [
    "Debug",
    "ErrorAction",
    "ErrorVariable",
    "InformationAction",
    "InformationVariable",
    "OutBuffer",
    "OutVariable",
    "PipelineVariable",
    "Verbose",
    "WarningAction",
    "WarningVariable",
];

/// Names in texts that have the form of a cmdlet's and are none.
const NO_CMDLETS: [&str; 2] = ["Content-Length", "Content-Type"];

/// The verbs of PowerShell that have a capital inside.
const VERBS_OF_TWO_WORDS: [&str; 3] = ["ConvertFrom", "ConvertTo", "ForEach"];

/// What to do about a fault.
const ADVICE: &str = "correct the name, or add the cmdlet's help page to tests/data/cmdlets.tsv";

#[test]
fn every_cmdlet_and_parameter_of_a_command_is_in_published_help() {
    let (list, mut checked, mut faults) = (List::read(), 0, Vec::new());
    for section in sections() {
        for text in powershell(&section) {
            let uses = uses_in_command(&list, &text);
            checked += uses.len();
            let found = uses.iter().flat_map(|used| list.faults(used, runs_in_windows_powershell(&section)));
            faults.extend(found.map(|fault| format!("{}: {fault}", section.place)));
        }
    }
    assert!(checked > 2000, "{checked} cmdlets only");
    assert!(faults.is_empty(), "{ADVICE}:\n{}\n", faults.join("\n"));
}

#[test]
fn every_cmdlet_that_a_text_names_is_in_published_help() {
    let (list, mut checked, mut faults) = (List::read(), 0, Vec::new());
    let mut check = |place: &str, uses: Vec<Use>| {
        checked += uses.len();
        let found = uses.iter().flat_map(|used| list.faults(used, false));
        faults.extend(found.map(|fault| format!("{place}: {fault}")));
    };
    for section in sections() {
        for span in section.spans() {
            // What is set as code is a cmdlet if it has the form of one, also with a misspelled verb.
            let is_code = matches!(span, Span::Code(_));
            let uses = |text| if is_code { uses_in_words(text, |_| true) } else { list.uses_in_text(text) };
            check(&section.place, words(span).map(uses).unwrap_or_default());
        }
        for note in &section.notes {
            check(&section.place, list.uses_in_text(note));
        }
    }
    for log in knowledge::logs() {
        check(log.name, list.uses_in_text(log.get));
    }
    assert!(checked > 40, "{checked} cmdlets only");
    assert!(faults.is_empty(), "{ADVICE}:\n{}\n", faults.join("\n"));
}

/// The block that collects missing logs: with traces, it has every line that a block can have.
#[test]
fn every_cmdlet_of_the_collection_of_logs_is_in_published_help() {
    let list = List::read();
    let block = scenarios().iter().find_map(|(folder, _)| {
        let text = std::fs::read_to_string(folder.join("logs.txt")).expect("the logs are there");
        let report = analyze(&read_scenario(&text), Way::default());
        let mut blocks = report.all().flat_map(|report| &report.log_collections);
        blocks.find(|block| block.command.contains("Get-WindowsUpdateLog")).map(|block| block.command.clone())
    });
    let uses = uses_in_command(&list, &block.expect("a scenario lacks WindowsUpdate.log"));
    for name in ["Get-ChildItem", "Copy-Item", "Compress-Archive", "Remove-Item"] {
        assert!(uses.iter().any(|used| used.cmdlet == name), "{name} is not in {uses:?}");
    }
    let faults: Vec<String> = uses.iter().flat_map(|used| list.faults(used, false)).collect();
    assert!(faults.is_empty(), "{ADVICE}:\n{}\n", faults.join("\n"));
}

#[test]
fn a_cmdlet_that_powershell_7_lacks_is_run_in_windows_powershell() {
    let list = List::read();
    let mut faults = BTreeSet::new();
    for section in sections().iter().filter(|section| !runs_in_windows_powershell(section)) {
        let uses = powershell(section).into_iter().flat_map(|text| uses_in_command(&list, &text));
        for used in uses.filter(|used| list.pages(&used.cmdlet).iter().all(|page| !page.has("7"))) {
            faults.insert(format!("{}: {}", section.place, used.cmdlet));
        }
    }
    let faults: Vec<String> = faults.into_iter().collect();
    assert!(faults.is_empty(), "name Windows PowerShell 5.1 in the text:\n{}\n", faults.join("\n"));
}

#[test]
fn misspelled_cmdlets_and_parameters_are_detected() {
    let list = List::read();
    let faults = |text: &str| -> Vec<String> {
        uses_in_command(&list, text).iter().flat_map(|used| list.faults(used, false)).collect()
    };
    for (text, fault) in [
        ("Get-Servce -Name wuauserv", "Get-Servce"),
        ("get-service -Name wuauserv", "get-service"),
        ("Get-Service | Where-Objekt { $_.Status }", "Where-Objekt"),
        ("Get-Service -Nmae wuauserv", "-Nmae"),
        ("Get-Service -name wuauserv", "-name"),
        ("Get-ChildItem -Path (Join-Path -Path C:\\ -ChildPath Windows) -Rec", "-Rec"),
        ("Stop-Service -Name wuauserv -Force -Confrim:$false", "-Confrim"),
        ("if (Test-Path C:\\x) { Remove-Item -Path C:\\x -Recursive }", "-Recursive"),
        ("Start-Process powershell.exe -ArgumentList '-Command \"Get-HotFix -KB KB1\"'", "-KB"),
        ("\"$(Get-Datum)\"", "Get-Datum"),
        // Only Windows PowerShell 5.1 has this parameter, only PowerShell 7 the next one.
        ("Get-ChildItem -UseTransaction", "-UseTransaction"),
        ("Where-Object -Not -Property Status", "-Not"),
    ] {
        let found = faults(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert!(found[0].starts_with(&format!("`{fault}`")), "{text}: {found:?}");
    }
    for text in [
        "Get-Service -Name wuauserv -ErrorAction SilentlyContinue | Restart-Service -Force",
        "Stop-Service -Name wuauserv -Confirm:$false",
        "Invoke-Mine\nfunction Invoke-Mine { Get-Date }",
        ".\\Get-Missing.ps1 -Any 1; some-tool.exe -Any 1",
        "Get-WinEvent -FilterHashtable @{ ProviderName = 'Microsoft-Windows-Kernel-Power' }",
    ] {
        assert_eq!(faults(text), [""; 0], "{text}");
    }
    let windows_powershell = uses_in_command(&list, "Get-ChildItem -UseTransaction");
    assert_eq!(windows_powershell.iter().flat_map(|used| list.faults(used, true)).count(), 0);
    assert_eq!(uses_in_words("Gte-HotFix -Id 'KB5072653'", |_| true).len(), 1);
    let undo = list.uses_in_text("undo: Set-Service -Nmae wuauserv, and note the Semi-Annual Channel.");
    assert_eq!(undo, [Use { cmdlet: "Set-Service".to_owned(), parameters: vec!["Nmae".to_owned()] }]);
}

#[test]
fn the_list_is_in_order_and_all_of_it_is_used() {
    let list = List::read();
    let rows: Vec<(&str, &str)> = CMDLETS.lines().skip(1).filter_map(key).collect();
    assert!(rows.is_sorted(), "sort the rows by cmdlet and editions");
    for page in list.pages.values().flatten() {
        let is_file = page.source.split('/').count() > 3 && page.source.ends_with(".md");
        let is_page = is_file || page.source.starts_with("https://learn.microsoft.com/");
        assert!(is_page, "{} is no page of a repository, nor of Microsoft's documentation", page.source);
        assert!(matches!(*page.editions, ["5.1"] | ["7"] | ["5.1", "7"]), "{:?}", page.editions);
    }
    let collection = include_str!("../../crates/diagnosis/src/render/collect.rs");
    let mut uses = list.uses_in_text(collection);
    for section in sections() {
        uses.extend(powershell(&section).iter().flat_map(|text| uses_in_command(&list, text)));
        let words = section.spans().filter_map(words);
        uses.extend(words.chain(section.notes.iter().copied()).flat_map(|text| list.uses_in_text(text)));
    }
    uses.extend(knowledge::logs().iter().flat_map(|log| list.uses_in_text(log.get)));
    let named: BTreeSet<&str> = uses.iter().map(|used| used.cmdlet.as_str()).collect();
    let unused: Vec<&&str> = list.pages.keys().filter(|cmdlet| !named.contains(*cmdlet)).collect();
    assert!(unused.is_empty(), "no text names these cmdlets any more: {unused:?}");
}

/// The cmdlet and the editions of a row.
fn key(row: &'static str) -> Option<(&'static str, &'static str)> {
    let mut columns = row.split('\t');
    Some((columns.next()?, columns.nth(2)?))
}

/// The help page of a cmdlet.
struct HelpPage {
    /// Its parameters and their aliases.
    parameters: BTreeSet<&'static str>,
    editions: Vec<&'static str>,
    source: &'static str,
}

impl HelpPage {
    fn has(&self, edition: &str) -> bool {
        self.editions.contains(&edition)
    }
}

/// The published help, by cmdlet.
struct List {
    pages: BTreeMap<&'static str, Vec<HelpPage>>,
    verbs: BTreeSet<&'static str>,
}

impl List {
    fn read() -> Self {
        let mut pages: BTreeMap<&str, Vec<HelpPage>> = BTreeMap::new();
        for row in CMDLETS.lines().skip(1) {
            let [cmdlet, module, parameters, editions, source] = row.split('\t').collect::<Vec<_>>()[..]
            else {
                unreachable!("a row has five columns: {row}")
            };
            assert!(is_name(cmdlet) && !module.is_empty(), "{row}");
            let page = HelpPage {
                parameters: parameters.split([' ', '=', ',']).collect(),
                editions: editions.split(' ').collect(),
                source,
            };
            pages.entry(cmdlet).or_default().push(page);
        }
        let verbs = pages.keys().filter_map(|cmdlet| Some(cmdlet.split_once('-')?.0)).collect();
        Self { pages, verbs }
    }

    fn pages(&self, cmdlet: &str) -> &[HelpPage] {
        self.pages.get(cmdlet).map(Vec::as_slice).unwrap_or_default()
    }

    /// What is wrong with a use: in Windows PowerShell 5.1, or in every edition that has the cmdlet.
    fn faults(&self, used: &Use, in_windows_powershell: bool) -> Vec<String> {
        let cmdlet = &used.cmdlet;
        let pages: Vec<&HelpPage> = self.pages(cmdlet).iter().collect();
        if pages.is_empty() {
            return vec![format!("`{cmdlet}` is not in the list")];
        }
        let counts = |page: &&&HelpPage| !in_windows_powershell || page.has("5.1");
        let lacks = |parameter: &&String| {
            let has = |page: &&HelpPage| page.parameters.contains(parameter.as_str());
            !COMMON.contains(&parameter.as_str()) && !pages.iter().filter(counts).all(has)
        };
        let lacking = used.parameters.iter().filter(lacks);
        lacking.map(|parameter| format!("`-{parameter}` is no parameter of {cmdlet}")).collect()
    }

    /// The cmdlets in a text that is not only code: those with a verb of the list.
    fn uses_in_text(&self, text: &str) -> Vec<Use> {
        uses_in_words(text, |verb| self.verbs.contains(verb))
    }
}

/// A cmdlet and the parameters it is used with.
#[derive(Debug, PartialEq)]
struct Use {
    cmdlet: String,
    parameters: Vec<String>,
}

/// The commands of a section that PowerShell reads, as users run them.
fn powershell(section: &Section) -> Vec<String> {
    section.commands().filter(|command| command.shell == Shell::PowerShell).map(harmless).collect()
}

/// The text of a span that is no link and no placeholder.
fn words(span: &Span) -> Option<&'static str> {
    match span {
        Span::Text(text) | Span::Strong(text) | Span::Code(text) => Some(*text),
        Span::Link { .. } | Span::Placeholder { .. } => None,
    }
}

/// Whether a section asks users to run its commands in Windows PowerShell 5.1, or in what Windows 7 has.
fn runs_in_windows_powershell(section: &Section) -> bool {
    section.spans().filter_map(words).any(|text| text.contains("Windows PowerShell"))
}

/// The cmdlets of a command, and those in its quoted texts, which another PowerShell runs.
fn uses_in_command(list: &List, text: &str) -> Vec<Use> {
    let tree = tree(Shell::PowerShell, text);
    let nodes = nodes(tree.root_node());
    let text_of = |node: Node<'_>| text.get(node.byte_range()).unwrap_or_default();
    let of_kind = |kind: &'static str| nodes.iter().copied().filter(move |node| node.kind() == kind);
    let own: Vec<&str> = of_kind("function_name").map(text_of).collect();
    let mut uses = Vec::new();
    for command in of_kind("command") {
        let name = command.child_by_field_name("command_name").map(text_of).unwrap_or_default();
        if !has_form_of_a_name(name) || own.contains(&name) {
            continue;
        }
        // A command in an argument has its own parameters.
        let is_of_it = |node: &Node<'_>| command_of(*node) == Some(command);
        let parameters = of_kind("command_parameter").filter(is_of_it).map(text_of);
        let parameters = parameters.map(|text| text.trim_matches(['-', ':']).to_owned()).collect();
        uses.push(Use { cmdlet: name.to_owned(), parameters });
    }
    for quoted in of_kind("string_literal").filter(|node| nodes_of_kind(*node, "command").is_empty()) {
        uses.extend(list.uses_in_text(text_of(quoted)));
    }
    uses
}

/// A node and all nodes below it.
fn nodes(node: Node<'_>) -> Vec<Node<'_>> {
    let mut all = vec![node];
    let below = (0..node.child_count()).filter_map(|at| node.child(at as u32));
    all.extend(below.flat_map(nodes));
    all
}

fn nodes_of_kind<'t>(node: Node<'t>, kind: &str) -> Vec<Node<'t>> {
    nodes(node).into_iter().filter(|node| node.kind() == kind).collect()
}

/// The command that a node belongs to.
fn command_of(node: Node<'_>) -> Option<Node<'_>> {
    let parent = node.parent()?;
    if parent.kind() == "command" { Some(parent) } else { command_of(parent) }
}

/// The cmdlets among the words of a text, if their verb counts. What follows up to the next one, to a semicolon or to a
/// bar is theirs.
fn uses_in_words(text: &str, counts: impl Fn(&str) -> bool) -> Vec<Use> {
    let mut uses: Vec<Use> = Vec::new();
    let mut is_open = false;
    let is_between = |c: char| c.is_whitespace() || "(){}'\"`,".contains(c);
    for word in text.split(is_between) {
        let name = word.trim_end_matches(['.', ':', ';', '!', '?']);
        let verb = name.split_once('-').map(|(verb, _)| verb);
        if is_name(name) && !NO_CMDLETS.contains(&name) && verb.is_some_and(&counts) {
            uses.push(Use { cmdlet: name.to_owned(), parameters: Vec::new() });
            is_open = true;
        } else if let Some(used) = uses.last_mut().filter(|_| is_open) {
            let parameter = name.strip_prefix('-').unwrap_or_default();
            let end = parameter.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(parameter.len());
            if parameter.starts_with(|c: char| c.is_ascii_uppercase()) {
                used.parameters.push(parameter[..end].to_owned());
            }
        }
        is_open &= !word.ends_with(';') && word != "|";
    }
    uses
}

/// Whether a name has the form of a cmdlet's, in any case: `get-service`.
fn has_form_of_a_name(name: &str) -> bool {
    let is_word = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric());
    name.split_once('-').is_some_and(|(verb, noun)| is_word(verb) && is_word(noun))
}

/// Whether a name has the form of a cmdlet's: `Get-Service`.
fn is_name(name: &str) -> bool {
    let (verb, noun) = name.split_once('-').unwrap_or_default();
    let starts_with_capital = |word: &str| word.starts_with(|c: char| c.is_ascii_uppercase());
    let is_one_word = verb.len() > 1 && verb.chars().skip(1).all(|c| c.is_ascii_lowercase());
    let is_verb = starts_with_capital(verb) && is_one_word || VERBS_OF_TWO_WORDS.contains(&verb);
    is_verb && starts_with_capital(noun) && has_form_of_a_name(name)
}
