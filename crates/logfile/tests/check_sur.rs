//! CheckSUR.log: its parsed entries.

mod shape;

use logfile::Format;

fn check(text: &str, expected: &[&str]) {
    shape::check(Format::CheckSur, text, expected);
}

#[test]
fn all_lines_of_a_run_have_the_time_of_its_head() {
    check(
        "=================================\n\
         Checking System Update Readiness.\n\
         Binary Version 6.1.7601.22471\n\
         Package Version 23.0\n\
         2014-05-11 11:26\n\
         \n\
         Checking Package Manifests and Catalogs\n\
         (f)\tCBS MUM Corrupt\t0x800B0100\tservicing\\Packages\\Package_for_KB978601~31bf3856ad364e35.mum\n\
         (fix)\tCBS MUM Corrupt\tCBS File Replaced\n\
         Summary:\n\
         \x20Found 1 errors\n\
         =================================\n\
         Checking System Update Readiness.\n\
         Binary Version 6.1.7601.22471\n\
         Package Version 24.0\n\
         2014-06-11 01:02\n\
         Summary:\n\
         \x20No errors detected\n",
        &[
            "1 I 2014-05-11T11:26:00.000  0 | =================================",
            "2 I 2014-05-11T11:26:00.000  0 | Checking System Update Readiness.",
            "3 I 2014-05-11T11:26:00.000  0 | Binary Version 6.1.7601.22471",
            "4 I 2014-05-11T11:26:00.000  0 | Package Version 23.0",
            "5 I 2014-05-11T11:26:00.000  0 | 2014-05-11 11:26",
            "7 I 2014-05-11T11:26:00.000  0 | Checking Package Manifests and Catalogs",
            "8 E 2014-05-11T11:26:00.000  0 | (f)\tCBS MUM \
             Corrupt\t0x800B0100\tservicing\\Packages\\Package_for_KB978601~31bf3856ad364e35.mum",
            "9 I 2014-05-11T11:26:00.000  0 | (fix)\tCBS MUM Corrupt\tCBS File Replaced",
            "10 I 2014-05-11T11:26:00.000  0 | Summary:",
            "11 I 2014-05-11T11:26:00.000  0 | Found 1 errors",
            "12 I 2014-06-11T01:02:00.000  0 | =================================",
            "13 I 2014-06-11T01:02:00.000  0 | Checking System Update Readiness.",
            "14 I 2014-06-11T01:02:00.000  0 | Binary Version 6.1.7601.22471",
            "15 I 2014-06-11T01:02:00.000  0 | Package Version 24.0",
            "16 I 2014-06-11T01:02:00.000  0 | 2014-06-11 01:02",
            "17 I 2014-06-11T01:02:00.000  0 | Summary:",
            "18 I 2014-06-11T01:02:00.000  0 | No errors detected",
        ],
    );
}

#[test]
fn an_excerpt_without_its_head_has_no_times() {
    check(
        "Checking Windows Servicing Packages\n(f) CBS MUM Missing 0x00000002 servicing\\packages\\a.mum\nSummary:\n",
        &[
            "1 I -  0 | Checking Windows Servicing Packages",
            "2 E -  0 | (f) CBS MUM Missing 0x00000002 servicing\\packages\\a.mum",
            "3 I -  0 | Summary:",
        ],
    );
}
