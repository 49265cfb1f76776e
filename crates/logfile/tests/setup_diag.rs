//! Results of SetupDiag: their parsed entries.

mod shape;

use logfile::Format;

#[test]
fn an_error_holds_its_phase_and_code_and_the_time_of_the_upgrade() {
    shape::check(
        Format::SetupDiag,
        "\n\
         Matching Profile found: OptionalComponentOpenPackageFailed - 22952520-EC89-4FBD-94E0-B67DF88347F6\n\
         SetupDiag version: 1.6.1.0\n\
         System Information:\n\
         \x20    Machine Name = PC1\n\
         \x20    UpgradeStartTime = 09.06.2021 12:04:44\n\
         \x20    UpgradeEndTime = 09.06.2021 12:19:41\n\
         \n\
         Error: SetupDiag reports Optional Component installation failed to open OC Package.\n\
         Last Phase: Safe OS\n\
         Package Name: Foundation\n\
         Error: 0x8007001F\n\
         \n\
         Recommend you check the service.\n",
        &[
            "2 I 2021-06-09T12:19:41.000  0 | Matching Profile found: OptionalComponentOpenPackageFailed - \
             22952520-EC89-4FBD-94E0-B67DF88347F6",
            "3 I 2021-06-09T12:19:41.000  0 | SetupDiag version: 1.6.1.0",
            "4 I 2021-06-09T12:19:41.000  0 | System Information:\n     Machine Name = PC1\n     UpgradeStartTime = \
             09.06.2021 12:04:44\n     UpgradeEndTime = 09.06.2021 12:19:41",
            "9 E 2021-06-09T12:19:41.000  0 | Error: SetupDiag reports Optional Component installation failed to open \
             OC Package.\nLast Phase: Safe OS\nPackage Name: Foundation\nError: 0x8007001F",
            "14 I 2021-06-09T12:19:41.000  0 | Recommend you check the service.",
        ],
    );
}
