//! Faults of codes, symbols and what their numbers mean.

use crate::good;

#[test]
fn alias_is_the_name() {
    good()
        .add(
            "aliases.toml",
            r#"[[alias]]
name = "WU_E_PT_HTTP_STATUS_PROXY_AUTH_REQ"
codes = ["0x8024401B"]
why = "it is so"
"#,
        )
        .has("aliases.toml:2: WU_E_PT_HTTP_STATUS_PROXY_AUTH_REQ is the code's own name");
}

#[test]
fn alias_misspelled() {
    good()
        .add(
            "aliases.toml",
            r#"[[alias]]
name = "WU E PROXY"
codes = ["0x8024401B"]
why = "it is so"
"#,
        )
        .has("aliases.toml:2: `WU E PROXY` is not a name: use letters, digits and `_`");
}

#[test]
fn alias_twice() {
    good()
        .edit(
            "aliases.toml",
            r#"why = "an article shortens it""#,
            r#"why = "it is so"

[[alias]]
name = "WU_E_PROXY"
codes = ["0x80244022"]
why = "it is so""#,
        )
        .has("aliases.toml:7: duplicate alias WU_E_PROXY");
}

#[test]
fn code_in_two_families() {
    good()
        .add(
            "codes/bits.toml",
            r#"family = "BITS"

[[code]]
code = "0x80244022"
message = "No."
"#,
        )
        .has("codes/windows-update.toml:10: 0x80244022 is already in codes/bits.toml");
}

#[test]
fn code_misspelled() {
    good().edit("codes/windows-update.toml", r#"code = "0x80244022""#, r#"code = "0x80244022"
"#).edit("codes/windows-update.toml", r#"same = ["0x8024401B"]"#, r#"
[[code]]
code = "80244023"
symbols = []
message = "The gateway waited."
"#).has("codes/windows-update.toml:16: `80244023` is not a code: write 0x and eight upper-case digits, as in 0x8024401B");
}

#[test]
fn code_twice() {
    good()
        .edit(
            "codes/windows-update.toml",
            r#"same = ["0x8024401B"]"#,
            r#"
[[code]]
code = "0x80244022"
message = "No.""#,
        )
        .has("codes/windows-update.toml:15: 0x80244022 is already in codes/windows-update.toml");
}

#[test]
fn codes_out_of_order() {
    good()
        .edit(
            "codes/windows-update.toml",
            r#"same = ["0x8024401B"]"#,
            r#"
[[code]]
code = "0x80070005"
message = "No.""#,
        )
        .has("codes/windows-update.toml:15: codes must be in ascending order; 0x80070005 is too late");
}

#[test]
fn failover_of_unknown_code() {
    good()
        .edit("failover.toml", r#"codes = ["0x80244022"]"#, r#"codes = ["0x80244023"]"#)
        .has("failover.toml:1: no file of codes/ has the code 0x80244023");
}

#[test]
fn failover_out_of_order() {
    good()
        .edit("failover.toml", r#"codes = ["0x80244022"]"#, r#"codes = ["0x80244022", "0x8024401B"]"#)
        .has("failover.toml:1: codes must be in ascending order, without duplicates");
}

#[test]
fn family_twice() {
    good()
        .add(
            "families.toml",
            r#"families = ["Windows Update", "BITS", "Windows Update"]
"#,
        )
        .has("families.toml:1: duplicate family Windows Update");
}

#[test]
fn family_unknown() {
    good()
        .add(
            "codes/bits.toml",
            r#"family = "Bits"
"#,
        )
        .has("codes/bits.toml:1: families.toml has no family `Bits`");
}

#[test]
fn file_name_of_codes() {
    good()
        .add(
            "codes/Bits_Codes.toml",
            r#"family = "BITS"
"#,
        )
        .has("codes/Bits_Codes.toml: a file of codes/ is named in lower case with hyphens: codes/bits.toml");
}

#[test]
fn file_nobody_reads() {
    good()
        .add("codes/notes.txt", "x")
        .has("codes/notes.txt: nothing reads this file; README.md lists the files of data/");
}

#[test]
fn noise_of_unknown_code() {
    good()
        .edit("noise.toml", r#"codes = ["0x80244022"]"#, r#"codes = ["0x80244023"]"#)
        .has("noise.toml:3: no file of codes/ has the code 0x80244023");
}

#[test]
fn noise_of_unknown_log() {
    good()
        .edit("noise.toml", r#"log = "WindowsUpdate""#, r#"log = "Windows""#)
        .has("noise.toml:2: logs.toml has no log Windows");
}

#[test]
fn not_toml() {
    good()
        .edit("noise.toml", r#"log = "WindowsUpdate""#, "log = WindowsUpdate")
        .has("noise.toml:2: this is not TOML: string values must be quoted, expected literal string");
}

#[test]
fn number_missing() {
    good()
        .edit(
            "facilities.toml",
            "status = 503
",
            "",
        )
        .has("facilities.toml:21: `status` is missing");
}

#[test]
fn number_out_of_bounds() {
    good()
        .edit("codes/windows-update.toml", "http = 407", "http = 40700")
        .has("codes/windows-update.toml:7: `http` must be a number from 100 to 599");
}

#[test]
fn part_no_code() {
    good().edit("facilities.toml", r#"to = "0x80244FFF""#, r#"to = "0x80244fff""#).has(
        "facilities.toml:13: `0x80244fff` is not a code: write 0x and eight upper-case digits, as in 0x8024401B",
    );
}

#[test]
fn rows_out_of_order() {
    good()
        .edit("facilities.toml", "number = 36", "number = 6")
        .has("facilities.toml:6: rows must be in ascending order, without duplicates");
}

#[test]
fn same_unknown() {
    good()
        .edit("codes/windows-update.toml", r#"same = ["0x8024401B"]"#, r#"same = ["0x8024401C"]"#)
        .has("codes/windows-update.toml:13: no file of codes/ has the code 0x8024401C");
}

#[test]
fn symbol_in_two_files() {
    good().add("symbols/windows-update.txt", "[Windows Update]
0x80244023 WU_E_PT_HTTP_STATUS_SERVICE_UNAVAIL
").has("symbols/windows-update.txt:2: WU_E_PT_HTTP_STATUS_SERVICE_UNAVAIL is already in symbols/metadata.txt");
}

#[test]
fn symbol_no_symbol() {
    good()
        .edit("codes/windows-update.toml", "symbols = []", r#"symbols = ["Wu_E_Proxy"]"#)
        .has("codes/windows-update.toml:11: no file of symbols/ has the name Wu_E_Proxy");
}

#[test]
fn symbol_of_another_code() {
    good()
        .edit(
            "codes/windows-update.toml",
            r#"symbols = ["WU_E_PT_HTTP_STATUS_PROXY_AUTH_REQ"]"#,
            r#"symbols = ["WU_E_PT_HTTP_STATUS_SERVICE_UNAVAIL"]"#,
        )
        .edit(
            "codes/windows-update.toml",
            r#"same = ["0x8024401B"]
"#,
            "",
        )
        .has("codes/windows-update.toml:5: WU_E_PT_HTTP_STATUS_SERVICE_UNAVAIL is the name of 0x80244022");
}

#[test]
fn symbol_of_unknown_family() {
    good()
        .add(
            "symbols/windows-update.txt",
            "[Bits]
",
        )
        .has("symbols/windows-update.txt:1: families.toml has no family `Bits`");
}

#[test]
fn symbol_without_code() {
    good().add("symbols/windows-update.txt", "[BITS]
0x8020001 BG_E_NOT_FOUND
").has("symbols/windows-update.txt:2: a line must be a code and its name, `0x8024401B WU_E_…`; or `[Family]`; or `# …`");
}

#[test]
fn texts_no_row() {
    good()
        .edit("codes/windows-update.toml", "symbols = []", r#"symbols = "WU_E""#)
        .has(r#"codes/windows-update.toml:11: `symbols` must be a list of strings: ["…", "…"]"#);
}
