//! Logs of WiX Burn bundles: their parsed entries.

mod shape;

use logfile::Format;

fn check(text: &str, expected: &[&str]) {
    shape::check(Format::Burn, text, expected);
}

#[test]
fn the_letter_is_the_level() {
    check(
        "[0C3C:0F58][2026-11-12T10:22:50]i001: Burn v3.14.1.8722, Windows v10.0 (Build 22631: Service Pack 0)\n\
         [0F98:1A2C][2026-11-12T10:22:51]e000: Error 0x80070643: Failed to install MSI package.\n\
         [0C3C:0F58][2026-11-12T10:22:52]w350: Applying non-vital package: Extras, encountered error: 0x80070643. Continuing...\n",
        &[
            "1 I 2026-11-12T10:22:50.000  3928 | Burn v3.14.1.8722, Windows v10.0 (Build 22631: Service Pack 0)",
            "2 E 2026-11-12T10:22:51.000  6700 | Error 0x80070643: Failed to install MSI package.",
            "3 W 2026-11-12T10:22:52.000  3928 | Applying non-vital package: Extras, encountered error: 0x80070643. Continuing...",
        ],
    );
}

#[test]
fn a_message_can_have_several_lines() {
    check(
        "[00C:0F58][2026-11-12T10:22:50]i000: WIXSTDBA: package: Agent, message: \n\
         Action 10:22:50: INSTALL.\n\
         [0C3C:12F58][2026-11-12T10:22:53]i399: Apply complete, result: 0x0, restart: None, ba requested restart:  No\n",
        &[
            "1 I 2026-11-12T10:22:50.000  3928 | WIXSTDBA: package: Agent, message: \nAction 10:22:50: INSTALL.",
            "3 I 2026-11-12T10:22:53.000  77656 | Apply complete, result: 0x0, restart: None, ba requested restart:  No",
        ],
    );
}
