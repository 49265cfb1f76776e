//! Plain text with times, in any notation.
#![allow(clippy::unwrap_used)] // A test panics when something is wrong.

mod shape;

use logfile::{Format, recognize};

fn check(text: &str, expected: &[&str]) {
    shape::check(Format::Stamped, text, expected);
}

#[test]
fn times_with_a_zone_and_levels() {
    check(
        "2021-03-12T10:22:50.123456Z 0 [Note] ready for connections.\n\
         2021-03-12 10:22:51,100 [4] ERROR Contoso.Agent - no answer\n\
         \x20 at Contoso.Agent.Ask()\n\
         2021-03-12 10:22:52.842+01:00 WARN: slow\n\
         a note\n",
        &[
            "1 I 2021-03-12T10:22:50.123+0  0 | 0 [Note] ready for connections.",
            "2 E 2021-03-12T10:22:51.100  0 | [4] ERROR Contoso.Agent - no answer\n  at Contoso.Agent.Ask()",
            "4 W 2021-03-12T10:22:52.842-60  0 | WARN: slow\na note",
        ],
    );
}

#[test]
fn dates_of_locales_are_read_if_one_is_unambiguous() {
    check(
        "03/12/2021 10:22:50 begun\n03/13/2021 09:00:00 done\n",
        &["1 I 2021-03-12T10:22:50.000  0 | begun", "2 I 2021-03-13T09:00:00.000  0 | done"],
    );
    check(
        "[12.03.2021 10:22:50] begun\n[13.03.2021 09:00:00] done\n",
        &["1 I 2021-03-12T10:22:50.000  0 | begun", "2 I 2021-03-13T09:00:00.000  0 | done"],
    );
    check("03/12/2021 10:22:50 begun\n03/12/2021 10:22:51 done\n", &["1 I -  0 | begun", "2 I -  0 | done"]);
}

#[test]
fn other_times() {
    check("[10:22:50] begun\n10:22:51.5 done\n", &["1 I -  0 | begun", "2 I -  0 | done"]);
    check(
        "Mar 12 10:22:50 pc1 agent[4]: begun\nMar 12 10:22:51 pc1 agent[4]: done\n",
        &["1 I -  0 | pc1 agent[4]: begun", "2 I -  0 | pc1 agent[4]: done"],
    );
    check(
        "1615544570 begun\n1615544571.250 done\n",
        &["1 I 2021-03-12T10:22:50.000+0  0 | begun", "2 I 2021-03-12T10:22:51.250+0  0 | done"],
    );
    check("[12/Mar/2021:10:22:50 +0100] begun\n", &["1 I 2021-03-12T10:22:50.000-60  0 | begun"]);
}

#[test]
fn lines_without_times_are_plain() {
    for text in
        ["1. first\n2. second\n", "192.168.1.20 10 20\n", "10:30 coffee with Anna and Bert\nx\ny\nz\nz\nz\n"]
    {
        let reading = recognize(text.len() as u64, text.as_bytes(), text.as_bytes(), None);
        assert_eq!(reading.format, Format::Plain, "{text}");
    }
}
