//! Faults of the prose of causes: actions, commands, links.

use crate::good;

#[test]
fn action_at_unknown_place() {
    good().edit("causes/proxy-sign-in.md", "> on the client; changes nothing", "> on the moon; changes nothing").has("causes/proxy-sign-in.md:36: `> on the moon; changes nothing` names no place; places are: client, WSUS server, site server, management point, distribution point, domain controller, console, admin center, proxy, network");
}

#[test]
fn action_with_too_many_parts() {
    good().edit("causes/proxy-sign-in.md", "> on the client, elevated; changes the proxy; affects the client; undo: set it back", "> on the client, elevated; changes the proxy; affects the client; undo: set it back; takes long").has("causes/proxy-sign-in.md:47: `> on the client, elevated; changes the proxy; affects the client; undo: set it back; takes long` has too many parts: `; ` separates only place, change, scope and undo");
}

#[test]
fn action_with_other_fact() {
    good().edit("causes/proxy-sign-in.md", "> on the client, elevated; changes the proxy; affects the client; undo: set it back", "> on the client, elevated; changes the proxy; affects the client; takes long").has("causes/proxy-sign-in.md:47: `> on the client, elevated; changes the proxy; affects the client; takes long` must end with `undo: …`");
}

#[test]
fn action_without_change() {
    good().edit("causes/proxy-sign-in.md", "> on the client; changes nothing", "> on the client").has(
        "causes/proxy-sign-in.md:36: `> on the client` must contain `changes nothing` or what it changes",
    );
}

#[test]
fn action_without_facts() {
    good().edit("causes/proxy-sign-in.md", "> on the client; changes nothing
", "").has("causes/proxy-sign-in.md:35: an action names its place and what it changes: `> on the client, elevated; changes nothing`");
}

#[test]
fn action_without_place() {
    good()
        .edit("causes/proxy-sign-in.md", "> on the client; changes nothing", "> changes nothing")
        .has("causes/proxy-sign-in.md:36: `> changes nothing` must begin with `on the <place>`");
}

#[test]
fn action_without_undo() {
    good().edit("causes/proxy-sign-in.md", "> on the client, elevated; changes the proxy; affects the client; undo: set it back", "> on the client, elevated; changes the proxy; affects the client").has("causes/proxy-sign-in.md:47: `> on the client, elevated; changes the proxy; affects the client` changes something: add `; undo: …` or `; undo: none needed`");
}

#[test]
fn check_missing() {
    good()
        .edit(
            "causes/proxy-sign-in.md",
            "### See the proxy
> on the client; changes nothing

It is the **WinHTTP** one; see [step 1](#/flow/client-scan/1).

~~~cmd
netsh winhttp show proxy
~~~

",
            "",
        )
        .has("causes/proxy-sign-in.md: `## Check` is missing or empty");
}

#[test]
fn check_that_changes() {
    good()
        .edit(
            "causes/proxy-sign-in.md",
            "> on the client; changes nothing",
            "> on the client; changes the proxy; affects the client; undo: none needed",
        )
        .has("causes/proxy-sign-in.md:36: a check must not change anything: a change is a fix");
}

#[test]
fn command_indented() {
    good().edit("causes/proxy-sign-in.md", "~~~cmd
netsh winhttp show proxy
~~~", "    netsh winhttp show proxy").has("causes/proxy-sign-in.md:40: a command is fenced and names its shell (powershell, cmd, sql or text), not ``");
}

#[test]
fn command_without_shell() {
    good().edit("causes/proxy-sign-in.md", "~~~cmd", "~~~bash").has("causes/proxy-sign-in.md:40: a command is fenced and names its shell (powershell, cmd, sql or text), not `bash`");
}

#[test]
fn prose_with_emphasis() {
    good()
        .edit(
            "causes/proxy-sign-in.md",
            "It is the **WinHTTP** one; see [step 1](#/flow/client-scan/1).",
            "It is the *WinHTTP* one; see [step 1](#/flow/client-scan/1).",
        )
        .has("causes/proxy-sign-in.md:38: write emphasis with two asterisks: **text**");
}

#[test]
fn expect_in_unknown_log() {
    good()
        .edit(
            "causes/proxy-sign-in.md",
            "> expect WUAHandler.log: Search done.",
            "> expect Handler.log: Search done.",
        )
        .has("causes/proxy-sign-in.md:54: logs.toml has no log with the file Handler.log");
}

#[test]
fn fix_missing() {
    good()
        .edit(
            "causes/proxy-sign-in.md",
            "### Pass it by
> on the client, elevated; changes the proxy; affects the client; undo: set it back

- Pass by `{wsus_host}`.
- Nothing else.

",
            "",
        )
        .has("causes/proxy-sign-in.md: `## Fix` is missing or empty");
}

#[test]
fn html_block() {
    good()
        .edit(
            "causes/proxy-sign-in.md",
            "> on the client; changes nothing
",
            "> on the client; changes nothing

<div>x</div>
",
        )
        .has("causes/proxy-sign-in.md:38: HTML is not shown everywhere: write it as prose");
}

#[test]
fn html_in_a_line() {
    good()
        .edit(
            "causes/proxy-sign-in.md",
            "It is the **WinHTTP** one; see [step 1](#/flow/client-scan/1).",
            "It is the <b>one; see [step 1](#/flow/client-scan/1).",
        )
        .has("causes/proxy-sign-in.md:38: HTML is not shown everywhere: write it as prose");
}

#[test]
fn line_break() {
    good()
        .edit(
            "causes/proxy-sign-in.md",
            "It is the **WinHTTP** one; see [step 1](#/flow/client-scan/1).",
            r#"It is the one;\
 see [step 1](#/flow/client-scan/1)."#,
        )
        .has(
            "causes/proxy-sign-in.md:38: a line break inside a paragraph is not shown: begin a new paragraph",
        );
}

#[test]
fn link_no_address() {
    good().edit("causes/proxy-sign-in.md", "It is the **WinHTTP** one; see [step 1](#/flow/client-scan/1).", "It is the **WinHTTP** one; see [step 1](#/page/7).").has("causes/proxy-sign-in.md:38: `#/page/7` is not an internal link; allowed are #/code/…, #/flow/…, #/cause/… and #/log/…");
}

#[test]
fn link_to_nothing() {
    good()
        .edit(
            "causes/proxy-sign-in.md",
            "It is the **WinHTTP** one; see [step 1](#/flow/client-scan/1).",
            "It is the **WinHTTP** one; see [step 1](#/flow/client-scan/9).",
        )
        .has("causes/proxy-sign-in.md:38: `#/flow/client-scan/9` leads to nothing in data/");
}

#[test]
fn link_to_unknown_host() {
    good()
        .edit(
            "causes/proxy-sign-in.md",
            "It is the **WinHTTP** one; see [step 1](#/flow/client-scan/1).",
            "It is the **WinHTTP** one; see [step 1](https://blog.example.com/x).",
        )
        .has("causes/proxy-sign-in.md:38: the host blog.example.com is not in hosts.toml");
}

#[test]
fn link_without_https() {
    good()
        .edit(
            "causes/proxy-sign-in.md",
            "It is the **WinHTTP** one; see [step 1](#/flow/client-scan/1).",
            "It is the **WinHTTP** one; see [step 1](http://learn.microsoft.com/x).",
        )
        .has("causes/proxy-sign-in.md:38: `http://learn.microsoft.com/x` must begin with https:// or #/");
}

#[test]
fn list_in_a_list() {
    good().edit("causes/proxy-sign-in.md", "- Nothing else.", "- Nothing else.
  - Really.").has("causes/proxy-sign-in.md:51: a paragraph or list item contains only text, **strong** text, `code` and links");
}

#[test]
fn part_unknown() {
    good()
        .edit(
            "causes/proxy-sign-in.md",
            "- Nothing else.
",
            "- Nothing else.

## Why

So.
",
        )
        .has("causes/proxy-sign-in.md: `## Why` is none of Check, Fix, Verify");
}

#[test]
fn part_without_action() {
    good()
        .edit(
            "causes/proxy-sign-in.md",
            "### See the proxy
> on the client; changes nothing
",
            "",
        )
        .has("causes/proxy-sign-in.md:36: `## Check` must be a list of actions: begin with `### What to do`");
}

#[test]
fn prose_with_picture() {
    good().edit("causes/proxy-sign-in.md", "It is the **WinHTTP** one; see [step 1](#/flow/client-scan/1).", "It is the ![x](y.png) one; see [step 1](#/flow/client-scan/1).").has("causes/proxy-sign-in.md:38: a paragraph or list item contains only text, **strong** text, `code` and links");
}

#[test]
fn placeholder_outside_quotes() {
    good().edit("causes/proxy-sign-in.md", "netsh winhttp show proxy", "nslookup {wsus_host}").has("causes/proxy-sign-in.md:40: a command needs quotes around `{wsus_host}`, so that a value cannot change it");
}

#[test]
fn placeholder_unknown() {
    good()
        .edit("causes/proxy-sign-in.md", "- Pass by `{wsus_host}`.", "- Pass by `{wsus_hots}`.")
        .has("causes/proxy-sign-in.md:49: `{wsus_hots}` is not a placeholder; known are: …");
}

#[test]
fn prose_before_check() {
    good().edit("causes/proxy-sign-in.md", "+++

", "+++

So.

").has("causes/proxy-sign-in.md:33: a cause's prose begins with `## Check`, then `## Fix`, then `## Verify`");
}

#[test]
fn prose_with_quotation() {
    good().edit("causes/proxy-sign-in.md", "> expect WUAHandler.log: Search done.", "> Search done.").has("causes/proxy-sign-in.md:54: a quotation must be an expected line, `> expect WUAHandler.log: …`, or a procedure, `> scan`, not `> Search done.`");
}

#[test]
fn prose_with_rule() {
    good()
        .edit(
            "causes/proxy-sign-in.md",
            "It is the **WinHTTP** one; see [step 1](#/flow/client-scan/1).",
            "It is the one.

***

One; see [step 1](#/flow/client-scan/1).",
        )
        .has("causes/proxy-sign-in.md:40: a horizontal rule has no meaning: write a heading");
}

#[test]
fn verify_empty() {
    good()
        .edit(
            "causes/proxy-sign-in.md",
            "> expect WUAHandler.log: Search done.
",
            "",
        )
        .has("causes/proxy-sign-in.md: `## Verify` is missing or empty");
}

#[test]
fn change_without_scope() {
    good()
        .edit("causes/proxy-sign-in.md", "changes the proxy; affects the client; ", "changes the proxy; ")
        .has("causes/proxy-sign-in.md:47: `> on the client, elevated; changes the proxy; undo: set it back` must name what it affects if it changes something, and only then: `; affects the client`");
}

#[test]
fn scope_unknown() {
    good()
        .edit("causes/proxy-sign-in.md", "affects the client; ", "affects the world; ")
        .has("causes/proxy-sign-in.md:47: `> on the client, elevated; changes the proxy; affects the world; undo: set it back` names no scope; after `affects` is one of: the client, the server, the site, the domain, the network, the tenant");
}

#[test]
fn cause_that_was_never_verified() {
    good()
        .edit("causes/proxy-sign-in.md", "verified = \"2026-11-21\"\n", "")
        .has("causes/proxy-sign-in.md:2: `verified` is missing");
}

#[test]
fn day_of_verification_in_words() {
    good()
        .edit("causes/proxy-sign-in.md", "verified = \"2026-11-21\"", "verified = \"last year\"")
        .has("causes/proxy-sign-in.md:5: `verified` must be a date: 2026-11-23");
}

#[test]
fn procedure_for_an_unknown_kind_of_client() {
    good()
        .edit("procedures/scan.md", "## Configuration Manager", "## Abacus")
        .has("procedures/scan.md:5: `## Abacus` is no kind of client; kinds are: Configuration Manager, WSUS without Configuration Manager, Windows Update for Business or Intune, Server without a desktop");
}

#[test]
fn procedure_unknown() {
    good()
        .edit("causes/paused.md", "> expect WUAHandler.log: Search done.", "> reboot")
        .has("causes/paused.md:30: a quotation must be an expected line, `> expect WUAHandler.log: …`, or a procedure, `> scan`, not `> reboot`");
}
