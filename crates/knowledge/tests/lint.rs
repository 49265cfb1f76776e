//! Every lint on a folder with that one fault, laid over a small valid knowledge; and none on that.

#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot go on has failed")]

#[path = "../build/main.rs"]
#[allow(dead_code, unreachable_pub, reason = "the build script itself; its `main` is cargo's")]
mod build;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The folders of `tests/bad`, and the one fault of each; `…` at the end stands for a list of what is known.
#[rustfmt::skip]
const FAULTS: &[(&str, &str)] = &[
    ("action-at-unknown-place", "causes/proxy-sign-in.md:35: `> on the moon; changes nothing` names no place; places are: client, WSUS server, site server, management point, domain controller, console, admin center, proxy, network"),
    ("action-says-too-much", "causes/proxy-sign-in.md:46: `> on the client, elevated; changes the proxy; undo: set it back; takes long` says too much: `; ` parts place, change and undo only"),
    ("action-with-other-fact", "causes/proxy-sign-in.md:46: `> on the client, elevated; changes the proxy; takes long` must say `undo: …` last"),
    ("action-without-change", "causes/proxy-sign-in.md:35: `> on the client` must say `changes nothing` or what it changes"),
    ("action-without-facts", "causes/proxy-sign-in.md:34: an action says where and what it changes: `> on the client, elevated; changes nothing`"),
    ("action-without-place", "causes/proxy-sign-in.md:35: `> changes nothing` must begin with `on the <place>`"),
    ("action-without-undo", "causes/proxy-sign-in.md:46: `> on the client, elevated; changes the proxy` changes something: say `; undo: …` or `; undo: none needed`"),
    ("after-in-another-log", "flows/client-scan/1-search.md:20: `after` stays in one log; `look.seen` is in another: use `near`"),
    ("after-unknown", "flows/client-scan/1-search.md:20: no step has the evidence `search.begun`"),
    ("alias-is-the-name", "aliases.toml:2: WU_E_PT_HTTP_STATUS_PROXY_AUTH_REQ is the code's own name"),
    ("alias-misspelled", "aliases.toml:2: `WU E PROXY` is no name: letters, digits and `_`"),
    ("alias-twice", "aliases.toml:7: the alias WU_E_PROXY stands here twice"),
    ("caller-twice", "names.toml:7: the caller CcmExec has a name already"),
    ("caller-unknown", "flows/client-scan/flow.md:4: names.toml has no caller `Nobody`"),
    ("capture-unknown", "flows/client-scan/1.1-look.md:13: nothing reads the capture `address`; known are: …"),
    ("cause-always-holds", "causes/proxy-sign-in.md:5: a condition needs one of: codes, at, seen, absent, differs"),
    ("cause-at-no-step", "causes/proxy-sign-in.md:7: no flow has the step `client-scan/3`; a step is named as in client-scan/1.10"),
    ("cause-by-hand-of-a-run", "causes/proxy-sign-in.md:6: the diagnosis never claims a cause chosen by hand: its conditions hold `codes` and `sure` only"),
    ("cause-code-unknown", "causes/proxy-sign-in.md:6: no file of codes/ has the code 0x8024401C"),
    ("cause-differs-no-value", "causes/proxy-sign-in.md:10: `policy_url@Policy` is no value: write capture@log, as in wsus_url@WUAHandler"),
    ("cause-differs-of-one", r#"causes/proxy-sign-in.md:5: `differs` names two values: ["wsus_url@WUAHandler", "policy_url@WUAHandler"]"#),
    ("cause-sample-names-a-host", "causes/proxy-sign-in.md:16: a sample names `wsus.initech.net`: use CONTOSO, FABRIKAM, example.com, 192.0.2.x or 192.168.x"),
    ("cause-seen-unknown", "causes/proxy-sign-in.md:8: no step has the evidence `search.begun`"),
    ("cause-with-many-codes", "causes/proxy-sign-in.md:2: 13 codes for one cause; more than 12 tell nothing: part it"),
    ("cause-within-of-nothing", "causes/proxy-sign-in.md:5: `within` bounds `seen`, and there is none"),
    ("cause-without-condition", "causes/proxy-sign-in.md:2: `[[when]]` is missing: nothing says when the cause holds"),
    ("check-missing", "causes/proxy-sign-in.md: `## Check` is missing or empty"),
    ("check-that-changes", "causes/proxy-sign-in.md:35: a check changes nothing: what changes something is a fix"),
    ("check-at-no-step", "checks.toml:3: no flow has the step `client-scan/9`"),
    ("check-of-no-cause", "checks.toml:4: causes/ has no `proxy-sign-out`"),
    ("check-of-what-nobody-tells", "checks.toml:8: nothing tells `wsus_url@Policy`: write setting@source, as in wsus_url@policy"),
    ("check-twice", "checks.toml:11: `policy-names-another-server` is no id, or that of another check already"),
    ("check-with-unknown-condition", "checks.toml:8: `wsus_url@policy is wrong` is no condition; it may be: …"),
    ("check-without-condition", "checks.toml:1: `when` is missing: nothing says when the check fires"),
    ("code-in-two-families", "codes/windows-update.toml:10: 0x80244022 stands in codes/bits.toml already"),
    ("code-misspelled", "codes/windows-update.toml:16: `80244023` is no code: write 0x and eight upper-case digits, as in 0x8024401B"),
    ("code-twice", "codes/windows-update.toml:15: 0x80244022 stands in codes/windows-update.toml already"),
    ("codes-out-of-order", "codes/windows-update.toml:15: codes stand in ascending order; 0x80070005 comes too late"),
    ("command-indented", "causes/proxy-sign-in.md:39: a command is fenced and names its shell (powershell, cmd, sql or text), not ``"),
    ("command-without-shell", "causes/proxy-sign-in.md:39: a command is fenced and names its shell (powershell, cmd, sql or text), not `bash`"),
    ("component-is-a-log", "flows/client-scan/2-report.md:9: logs.toml has no component `UpdatesDeployment`, nor a log of that name without components"),
    ("component-twice", "logs.toml:12: the component UpdatesDeploymentAgent belongs to UpdatesDeployment already"),
    ("component-unknown", "flows/client-scan/1.1-look.md:10: logs.toml has no component `Agent`, nor a log of that name without components"),
    ("emphasis", "causes/proxy-sign-in.md:37: emphasis is written in two stars: **so**"),
    ("ends-by-no-code", r#"flows/client-scan/1.1-look.md:7: `ends = "by-code"` needs a pattern that captures `code`"#),
    ("evidence-id-misspelled", "flows/client-scan/1.1-look.md:8: `Look_Seen` is no id of evidence: lower-case words, as in location.sent"),
    ("evidence-twice", "flows/client-scan/2-report.md:7: the evidence `feature.disabled` stands elsewhere already"),
    ("expect-in-unknown-log", "causes/proxy-sign-in.md:53: logs.toml has no log with the file Handler.log"),
    ("fact-id-misspelled", "facts/wua-handler.toml:2: `Wua_Missing` is no id: lower-case words, as in wua.missing"),
    ("fact-matched-twice", "facts/wua-handler.toml:7: a sample of `wua.missing` is matched by `wua.any` too"),
    ("fact-not-matched", "facts/wua-handler.toml:7: the pattern of `wua.missing` does not match its sample: Update (Missing): none"),
    ("fact-of-all-updates", "facts/wua-handler.toml:1: `state_forwarded` is told of all updates: the pattern names none"),
    ("fact-of-no-update", "facts/wua-handler.toml:1: the pattern names no update: capture `update` or `kb`"),
    ("fact-of-unknown-setting", "facts/wua-handler.toml:2: settings.toml has no setting `wsus_link`"),
    ("fact-twice", "facts/wua-handler.toml:10: `wua.missing` is the id of another line already"),
    ("fact-without-value", "facts/wua-handler.toml:1: the pattern captures no `value`"),
    ("failover-of-unknown-code", "failover.toml:1: no file of codes/ has the code 0x80244023"),
    ("failover-out-of-order", "failover.toml:1: codes stand in ascending order, each once"),
    ("family-twice", "families.toml:1: the family Windows Update stands here twice"),
    ("family-unknown", "codes/bits.toml:1: families.toml has no family `Bits`"),
    ("file-name-of-cause", "causes/Proxy_Sign.md: a cause's file is named in lower case with hyphens: proxy-sign-in.md"),
    ("file-name-of-codes", "codes/Bits_Codes.toml: a file of codes/ is named in lower case with hyphens: codes/bits.toml"),
    ("file-name-of-facts", "facts/WUAHandler.toml: a file of facts/ is named in lower case with hyphens: facts/wua-handler.toml"),
    ("file-name-of-moments", "moments/Windows.toml: a file of moments/ is named in lower case with hyphens: moments/system.toml"),
    ("file-name-of-step", "flows/client-scan/look.md: a step's file is named by its number and a word: 1.10-add-source.md"),
    ("file-nobody-reads", "codes/notes.txt: nothing reads this file; README.md says what data/ holds"),
    ("fix-missing", "causes/proxy-sign-in.md: `## Fix` is missing or empty"),
    ("flag-no-flag", "names.toml:4: `leads` must be true or false"),
    ("flow-without-steps", "flows/other/flow.md: a flow has steps: 1-….md, 2-….md"),
    ("folder-of-flow", "flows/Client_Scan/flow.md: a flow's folder is named in lower case with hyphens: client-scan"),
    ("full-stop", "flows/client-scan/1.1-look.md:9: `says` stands inside a sentence: leave out the full stop"),
    ("group-without-name", "flows/client-scan/1.1-look.md:13: a group that captures has a name; write (?:…) for one that does not"),
    ("head-missing", "flows/client-scan/2-report.md:1: the file begins with a head: TOML between two lines `+++`"),
    ("html-block", "causes/proxy-sign-in.md:37: HTML is not shown everywhere: write it as prose"),
    ("html-in-a-line", "causes/proxy-sign-in.md:37: HTML is not shown everywhere: write it as prose"),
    ("key-missing", "causes/proxy-sign-in.md:2: `says` is missing"),
    ("line-break", "causes/proxy-sign-in.md:37: a line break inside a paragraph is not shown: begin a new one"),
    ("link-no-address", "causes/proxy-sign-in.md:37: `#/page/7` is no address; it may be #/code/…, #/flow/…, #/cause/… or #/log/…"),
    ("link-to-nothing", "causes/proxy-sign-in.md:37: `#/flow/client-scan/9` leads to nothing in data/"),
    ("link-to-unknown-host", "causes/proxy-sign-in.md:37: the host blog.example.com is not in hosts.toml"),
    ("link-without-https", "causes/proxy-sign-in.md:37: `http://learn.microsoft.com/x` must begin with https:// or #/"),
    ("list-in-a-list", "causes/proxy-sign-in.md:50: only words, **strong** ones, `code` and links stand in a row of words or an item of a list"),
    ("log-twice", "logs.toml:11: another log is met under the name WUAHandler already"),
    ("moment-about-nothing", "moments/windows.toml:6: `about` is missing"),
    ("moment-about-unknown", "moments/windows.toml:10: `about` is `weather`; it may be: windows, updates, services, disks"),
    ("moment-ends-nothing", "moments/windows.toml:11: no `[[standing]]` has the id `restart-due`"),
    ("moment-id-misspelled", "moments/windows.toml:7: `Windows_Started` is no id: lower-case words, as in windows.started"),
    ("moment-matched-twice", "moments/windows.toml:13: a sample of `windows.started` is matched by `restart.needed` too"),
    ("moment-not-matched", "moments/windows.toml:13: the pattern of `windows.started` does not match its sample: Windows went down"),
    ("moment-of-unknown-log", "moments/windows.toml:9: logs.toml has no component `System`, nor a log of that name without components"),
    ("moment-opens-nothing", "moments/windows.toml:20: no `[[standing]]` has the id `restart-due`"),
    ("moment-twice", "moments/windows.toml:16: `windows.started` is the id of another moment already"),
    ("moment-with-unknown-word", "moments/windows.toml:17: nothing fills in {code}; known are: title"),
    ("moment-without-then", "moments/windows.toml:6: `then` is missing"),
    ("moment-without-words", "moments/windows.toml:6: `says` is missing"),
    ("noise-of-unknown-code", "noise.toml:3: no file of codes/ has the code 0x80244023"),
    ("noise-of-unknown-log", "noise.toml:2: logs.toml has no log Windows"),
    ("noise-twice", "noise.toml:3: 0x80244022 is noise in WindowsUpdate already"),
    ("not-toml", "noise.toml:2: this is not TOML: string values must be quoted, expected literal string"),
    ("number-missing", "facilities.toml:21: `status` is missing"),
    ("number-out-of-bounds", "codes/windows-update.toml:7: `http` must be a number from 100 to 599"),
    ("overdue-without-thread", r#"flows/client-scan/1.1-look.md:7: `overdue` waits for the thread: add `thread = "holds"`"#),
    ("part-no-code", "facilities.toml:13: `0x80244fff` is no code: write 0x and eight upper-case digits, as in 0x8024401B"),
    ("part-unknown", "causes/proxy-sign-in.md: `## Why` is none of Check, Fix, Verify"),
    ("part-without-action", "causes/proxy-sign-in.md:35: `## Check` is a row of actions: begin with `### What to do`"),
    ("patience-missing", "flows/client-scan/1.1-look.md:2: `patience` is missing"),
    ("pattern-does-not-compile", "flows/client-scan/1.1-look.md:13: the pattern does not compile: error: unclosed group"),
    ("pattern-matches-all", "flows/client-scan/1.1-look.md:13: the pattern matches an empty line"),
    ("pattern-with-quote-in-class", r#"flows/client-scan/1.1-look.md:13: a quote in the class ['"] cannot match its typographic forms: write it outside of a class"#),
    ("pattern-without-literal", "flows/client-scan/1.1-look.md:13: the pattern has no literal: six bytes or more outside quotes that every match holds"),
    ("picture", "causes/proxy-sign-in.md:37: only words, **strong** ones, `code` and links stand in a row of words or an item of a list"),
    ("placeholder-example-unfit", "placeholders.toml:5: the example is not a host name or an IP address: wsus';calc;'"),
    ("placeholder-of-unknown-kind", "placeholders.toml:3: `kind` is `hostname`; it may be: host, port, url, proxy, site code, guid, kb, package, service, path, text"),
    ("placeholder-outside-quotes", "causes/proxy-sign-in.md:39: a command has quotes around `{wsus_host}`, so that a value cannot change it"),
    ("placeholder-twice", "placeholders.toml:8: the placeholder wsus_host is declared already"),
    ("placeholder-unknown", "causes/proxy-sign-in.md:48: `{wsus_hots}` is no placeholder; known are: …"),
    ("prose-before-check", "causes/proxy-sign-in.md:32: a cause's prose begins with `## Check`, then `## Fix`, then `## Verify`"),
    ("question-twice", "scoping.toml:5: this question stands here already"),
    ("quotation", "causes/proxy-sign-in.md:53: a quotation is an expected line: `> expect WUAHandler.log: …`, not `> Search done.`"),
    ("registry-of-no-setting", "registry.toml:4: settings.toml has no setting `status_url`"),
    ("registry-twice", "registry.toml:4: `SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate\\WUServer` stands here already"),
    ("role-unknown", "logs.toml:6: `role` is `server`; it may be: client, management point, site server, wsus"),
    ("rows-no-rows", "causes/proxy-sign-in.md:5: `when` must be written `[[when]]`"),
    ("rows-out-of-order", "facilities.toml:6: rows stand in ascending order, each once"),
    ("rule", "causes/proxy-sign-in.md:39: a rule says nothing: write a heading"),
    ("run-without-plural", r#"flows/client-scan/flow.md:2: `run` is the name of one pass and of many: ["scan", "scans"]"#),
    ("same-unknown", "codes/windows-update.toml:13: no file of codes/ has the code 0x8024401C"),
    ("sample-line-of-unknown-log", "causes/proxy-sign-in.md:22: logs.toml has no log Handler"),
    ("sample-line-without-log", "causes/proxy-sign-in.md:22: `Search started.` must be written `Log: message` or `Log +12s: message`"),
    ("sample-line-without-span", "causes/proxy-sign-in.md:23: `WUAHandler +4: Search done.` must be written `Log: message` or `Log +12s: message`"),
    ("sample-matched-twice", "flows/client-scan/1-search.md:22: a sample of `search.ended` is matched by `search.started` too"),
    ("sample-names-a-domain", "flows/client-scan/1.1-look.md:14: a sample names `wsus.corp.local`: use CONTOSO, FABRIKAM, example.com, 192.0.2.x or 192.168.x"),
    ("sample-names-a-host", "flows/client-scan/1.1-look.md:14: a sample names `wsus.corp.local`: use CONTOSO, FABRIKAM, example.com, 192.0.2.x or 192.168.x"),
    ("sample-names-a-message-host", "flows/client-scan/1.1-look.md:14: a sample names `SERVER7`: use CONTOSO, FABRIKAM, example.com, 192.0.2.x or 192.168.x"),
    ("sample-names-a-share", "flows/client-scan/1.1-look.md:14: a sample names `SERVER7`: use CONTOSO, FABRIKAM, example.com, 192.0.2.x or 192.168.x"),
    ("sample-names-an-address", "flows/client-scan/1.1-look.md:14: a sample names `8.8.8.8`: use CONTOSO, FABRIKAM, example.com, 192.0.2.x or 192.168.x"),
    ("sample-not-matched", "flows/client-scan/1.1-look.md:14: the pattern of `look.seen` does not match its sample: Agent looks at 192.0.2.7"),
    ("sample-that-does-not-fire-missing", "causes/proxy-sign-in.md:2: a `[[sample]]` with `fires = false` is missing: lines in which it must not be found"),
    ("sample-that-fires-missing", "causes/proxy-sign-in.md:2: a `[[sample]]` with `fires = true` is missing: lines in which the cause is found"),
    ("sample-without-fires", "causes/proxy-sign-in.md:13: `fires` is missing: whether the cause must be found in the sample"),
    ("samples-missing", "flows/client-scan/1.1-look.md:7: `samples` is missing: lines that the pattern matches"),
    ("sentence-missing", "flows/client-scan/flow.md:6: `none` is missing"),
    ("sentence-unknown-word", "flows/client-scan/flow.md:13: nothing fills in {stepp}; known are: …"),
    ("sentences-missing", "flows/client-scan/flow.md:2: `[sentences]` is missing"),
    ("service-no-guid", "names.toml:7: `{3da21691-E39D-4DA6-8A4B-B43877BCB1B7` must be a GUID in upper case without braces"),
    ("setting-twice", "settings.toml:6: the setting wsus_url stands here already"),
    ("silence-unexplained", "flows/client-scan/1.1-look.md:2: the step has no evidence at the default log level: `silent` says why that is normal"),
    ("skipped-without-success", r#"flows/client-scan/1.1-look.md:7: `skipped_without` is about an end with success: add `ends = "ok"`"#),
    ("source-missing", "flows/client-scan/flow.md:2: `[[source]]` is missing: where the facts come from"),
    ("source-on-unknown-host", "causes/proxy-sign-in.md:28: the host blog.example.com is not in hosts.toml"),
    ("source-without-day", "causes/proxy-sign-in.md:29: `looked` is a day: 2026-11-21"),
    ("span-without-unit", "flows/client-scan/1.1-look.md:4: `patience` must be a time span: 30s, 2m or 1h"),
    ("standing-never-opened", "moments: no moment opens `restart-pending`"),
    ("standing-twice", "moments/windows.toml:7: `restart-pending` stands here already"),
    ("standing-with-unknown-word", "moments/windows.toml:3: nothing fills in {time}; known are: since, subject"),
    ("step-twice", "flows/client-scan/1.1-look.md: step 1.1 has two files"),
    ("step-without-flow", "flows/other/1-look.md: its folder has no flow.md"),
    ("step-without-what-happens", "flows/client-scan/1.1-look.md: `## What happens` is missing"),
    ("steps-with-a-gap", "flows/client-scan/4-look.md: step 4 comes after a gap: number steps without one"),
    ("switch-of-a-run", "flows/client-scan/2-report.md:6: a switch is about the machine: add `machine = true`"),
    ("symbol-in-two-files", "symbols/windows-update.txt:2: WU_E_PT_HTTP_STATUS_SERVICE_UNAVAIL stands in symbols/metadata.txt already"),
    ("symbol-no-symbol", "codes/windows-update.toml:11: no file of symbols/ has the name Wu_E_Proxy"),
    ("symbol-of-another-code", "codes/windows-update.toml:5: WU_E_PT_HTTP_STATUS_SERVICE_UNAVAIL is the name of 0x80244022"),
    ("symbol-of-unknown-family", "symbols/windows-update.txt:1: families.toml has no family `Bits`"),
    ("symbol-without-code", "symbols/windows-update.txt:2: a line is a code and its name, `0x8024401B WU_E_…`; or `[Family]`; or `# …`"),
    ("symptom-twice", "symptoms.toml:7: the symptom server-unreachable stands here already"),
    ("symptom-unknown", "causes/proxy-sign-in.md:4: symptoms.toml has no symptom `server-gone`"),
    ("table-no-table", "flows/client-scan/flow.md:6: `sentences` must be written `[sentences]`"),
    ("text-empty", "causes/proxy-sign-in.md:3: `says` must be a text, and not empty"),
    ("texts-no-row", r#"codes/windows-update.toml:11: `symbols` must be a row of texts: ["…", "…"]"#),
    ("topic-of-no-state", "flows/client-scan/1-search.md:6: `topic` is one of states.toml, and tells what the captured `state` means"),
    ("topic-twice", "states.toml:7: the topic 501 stands here already"),
    ("topic-without-state", "states.toml:6: the topic has no state `failed`"),
    ("unknown-key", "causes/proxy-sign-in.md:2: unknown key `tittle`; known here: …"),
    ("unknown-key-in-a-row", "flows/client-scan/1-search.md:11: unknown key `patern`; known here: …"),
    ("verify-empty", "causes/proxy-sign-in.md: `## Verify` is missing or empty"),
    ("within-of-nothing", "flows/client-scan/1.1-look.md:7: `within` says how far `after` or `near` reach; there is neither"),
    ("word-missing", "flows/client-scan/1-search.md:6: `shows` is missing"),
    ("word-unknown", "flows/client-scan/1-search.md:10: `shows` is `begun`; it may be: started, progress, done, failed, benign"),
    ("word-in-two-pieces", "words.toml:4: `update point` must be one word in lower case, once"),
];

#[test]
fn every_bad_folder_has_its_one_fault() {
    for (folder, expected) in FAULTS {
        let found = faults(&["good", &format!("bad/{folder}")]);
        let cut = match (expected.strip_suffix('…'), &found[..]) {
            (Some(beginning), [one]) if one.starts_with(beginning) => vec![(*expected).to_owned()],
            _ => found,
        };
        assert_eq!(cut, [*expected], "tests/bad/{folder}");
    }
}

#[test]
fn every_bad_folder_is_in_the_table() {
    let folders = fs::read_dir(folder("bad")).expect("the folder is there");
    let folders: BTreeSet<String> =
        folders.map(|entry| entry.expect("readable").file_name().to_string_lossy().into_owned()).collect();
    let table: BTreeSet<String> = FAULTS.iter().map(|(folder, _)| (*folder).to_owned()).collect();
    assert_eq!(folders, table);
}

#[test]
fn the_good_folder_has_no_fault() {
    assert_eq!(faults(&["good"]), [""; 0]);
}

#[test]
fn each_table_must_be_there() {
    let missing = ["aliases", "checks", "facilities", "failover", "families", "hosts", "logs", "names"]
        .map(|file| format!("{file}.toml: the file is missing"));
    assert_eq!(faults(&["bad/file-nobody-reads/codes"])[..8], missing);
}

/// The faults of some folders, later ones laid over earlier ones.
fn faults(folders: &[&str]) -> Vec<String> {
    let folders: Vec<PathBuf> = folders.iter().map(|name| folder(name)).collect();
    let folders: Vec<&Path> = folders.iter().map(PathBuf::as_path).collect();
    let (_, faults) = build::read(&folders).expect("the folders are there");
    faults.iter().map(|fault| fault.to_string().replacen("data/", "", 1)).collect()
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}
