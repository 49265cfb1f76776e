//! SUPSetup.log: its parsed entries.

mod shape;

use logfile::Format;

fn check(text: &str, expected: &[&str]) {
    shape::check(Format::SupSetup, text, expected);
}

#[test]
fn the_month_comes_first() {
    check(
        "<06/30/21 10:22:50> ====================================================================\n\
         <06/30/21 10:22:50> SMSWSUS Setup Started....\n\
         <06/30/21 10:22:50>    ======== Installing Pre Reqs for Role SMSWSUS ========\n",
        &[
            "1 I 2021-06-30T10:22:50.000  0 | ====================================================================",
            "2 I 2021-06-30T10:22:50.000  0 | SMSWSUS Setup Started....",
            "3 I 2021-06-30T10:22:50.000  0 |    ======== Installing Pre Reqs for Role SMSWSUS ========",
        ],
    );
}

#[test]
fn lines_without_a_time_belong_to_the_one_before() {
    check(
        "<11-12-2026 9:05:01>Supported WSUS version not found\n\
         System.IO.FileNotFoundException\n\
         <11-12-2026 9:05:02> ~RoleSetup().\n",
        &[
            "1 I 2026-11-12T09:05:01.000  0 | Supported WSUS version not found\nSystem.IO.FileNotFoundException",
            "3 I 2026-11-12T09:05:02.000  0 | ~RoleSetup().",
        ],
    );
}
