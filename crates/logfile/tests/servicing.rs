//! Servicing logs and CheckSUR: the parsed entries of each variant.
#![allow(clippy::unwrap_used)] // A test panics when something is wrong.

mod shape;

use logfile::{Format, recognize};

fn check(text: &str, expected: &[&str]) {
    shape::check(Format::Servicing, text, expected);
}

#[test]
fn cbs_of_windows_7_and_later() {
    check(
        "2016-09-28 04:30:30, Info                  CBS    Loaded Servicing Stack v6.1.7601.23505\n\
         2016-09-28 04:30:31, Info                  CSI    00000001@2016/9/27:20:30:31.455 WcpInitialize\n\
         2026-11-12 09:00:00, Error                 CBS    Failed. [HRESULT = 0x800f0922 - CBS_E_INSTALLERS_FAILED]\n\
         2026-11-12 09:00:01, Warning               CBS    Current tick count lower than last tick count.\n\
         2026-11-12 09:00:02, Info                         Arbiter invoked from servicing stack; skip locking\n",
        &[
            "1 I 2016-09-28T04:30:30.000 CBS 0 | Loaded Servicing Stack v6.1.7601.23505",
            "2 I 2016-09-28T04:30:31.000-480 CSI 0 | 00000001@2016/9/27:20:30:31.455 WcpInitialize",
            "3 E 2026-11-12T09:00:00.000 CBS 0 | Failed. [HRESULT = 0x800f0922 - CBS_E_INSTALLERS_FAILED]",
            "4 W 2026-11-12T09:00:01.000 CBS 0 | Current tick count lower than last tick count.",
            "5 I 2026-11-12T09:00:02.000  0 | Arbiter invoked from servicing stack; skip locking",
        ],
    );
}

#[test]
fn lines_without_a_time_belong_to_the_entry_before() {
    check(
        "2026-11-12 09:00:00, Info                  CSI    0000001a Hashes do not match.\n\
         \x20Expected: {l:32 ml:33 b:00}.\n\
         \x20Actual: {l:32 b:01}.\n\
         2026-11-12 09:00:01, Info                  CBS    \n\
         \n\
         2026-11-12 09:00:02, Info                  CBS    next\n",
        &[
            "1 I 2026-11-12T09:00:00.000 CSI 0 | 0000001a Hashes do not match.\n Expected: {l:32 ml:33 b:00}.\n \
             Actual: {l:32 b:01}.",
            "4 I 2026-11-12T09:00:01.000 CBS 0 | ",
            "6 I 2026-11-12T09:00:02.000 CBS 0 | next",
        ],
    );
}

#[test]
fn the_lines_of_an_older_corruption_summary_have_the_time_of_its_first() {
    check(
        "2025-11-19 15:59:25, Info                  CBS    \n\
         =================================\n\
         Checking System Update Readiness.\n\
         \n\
         (p)\tCSI Payload Corrupt\t\t\twow64_contoso_31bf3856ad364e35_10.0.1.0_none_b351c84b3e083664\\a.dll\n\
         Repair failed: Missing replacement payload.\n\
         Operation result: 0x800f0906\n\
         Total Detected Corruption:\t1\n\
         2025-11-19 15:59:26, Info                  CBS    next\n",
        &[
            "1 I 2025-11-19T15:59:25.000 CBS 0 | ",
            "2 I 2025-11-19T15:59:25.000 CBS 0 | =================================",
            "3 I 2025-11-19T15:59:25.000 CBS 0 | Checking System Update Readiness.",
            "5 I 2025-11-19T15:59:25.000 CBS 0 | (p)\tCSI Payload \
             Corrupt\t\t\twow64_contoso_31bf3856ad364e35_10.0.1.0_none_b351c84b3e083664\\a.dll",
            "6 I 2025-11-19T15:59:25.000 CBS 0 | Repair failed: Missing replacement payload.",
            "7 I 2025-11-19T15:59:25.000 CBS 0 | Operation result: 0x800f0906",
            "8 I 2025-11-19T15:59:25.000 CBS 0 | Total Detected Corruption:\t1",
            "9 I 2025-11-19T15:59:26.000 CBS 0 | next",
        ],
    );
}

#[test]
fn dism_names_process_and_thread() {
    check(
        "2026-11-12 09:00:00, Info                  DISM   PID=10500 Scratch directory set. - CDISMManager::put\n\
         2026-11-12 09:00:00, Info                  DISM   DISM Package Manager: PID=5488 TID=6040 Routing the command...\n\
         2026-11-12 09:00:00, Error                 DISM   DISM.EXE: failed. HRESULT=800F081F\n\
         [5488.6040] [0x80070002] FIOReadFileIntoBuffer:(1381): The system cannot find the file specified.\n",
        &[
            "1 I 2026-11-12T09:00:00.000 DISM 0 | PID=10500 Scratch directory set. - CDISMManager::put",
            "2 I 2026-11-12T09:00:00.000 DISM 6040 | DISM Package Manager: PID=5488 TID=6040 Routing the command...",
            "3 E 2026-11-12T09:00:00.000 DISM 0 | DISM.EXE: failed. HRESULT=800F081F",
            "4 I -  6040 | [5488.6040] [0x80070002] FIOReadFileIntoBuffer:(1381): The system cannot find the file \
             specified.",
        ],
    );
}

#[test]
fn setup_writes_message_numbers_and_leaves_components_out() {
    check(
        "2021-09-27 04:03:44, Info       [0x0601c1] IBS    InstallWindows:Install Path = C:\\Windows\n\
         2021-09-27 04:03:44, Info                         [setup.exe] Updating image state\n\
         2021-09-27 04:03:58, Warning    [0x06036c] IBS    Failed to set System Restore state. GLE is [126]\n\
         2021-09-27 04:03:58, Error                 MOUPG  CSetupManager::Execute(222): Result = 0xC1900101\n\
         2021-09-27 04:03:59, Error                 SP     Operation failed: Migrate. Error: 0x8007042B[gle=0x000000b7]\n\
         2021-09-27 04:03:59, Error MOUPG pasted with single blanks\n",
        &[
            "1 I 2021-09-27T04:03:44.000 IBS 0 | InstallWindows:Install Path = C:\\Windows",
            "2 I 2021-09-27T04:03:44.000  0 | [setup.exe] Updating image state",
            "3 W 2021-09-27T04:03:58.000 IBS 0 | Failed to set System Restore state. GLE is [126]",
            "4 E 2021-09-27T04:03:58.000 MOUPG 0 | CSetupManager::Execute(222): Result = 0xC1900101",
            "5 E 2021-09-27T04:03:59.000 SP 0 | Operation failed: Migrate. Error: 0x8007042B[gle=0x000000b7]",
            "6 E 2021-09-27T04:03:59.000 MOUPG 0 | pasted with single blanks",
        ],
    );
}

#[test]
fn the_complete_lines_of_a_truncated_log_are_read() {
    check(
        "SI    the end of a line\n\
         2026-11-12 09:00:00, Info                  CBS    whole\n\
         2026-11-12 09:00:00, Info                  CBS    whole again\n\
         2026-11-12 09:00:01, In",
        &[
            "1 - -  0 | SI    the end of a line",
            "2 I 2026-11-12T09:00:00.000 CBS 0 | whole",
            "3 I 2026-11-12T09:00:00.000 CBS 0 | whole again\n2026-11-12 09:00:01, In",
        ],
    );
}

#[test]
fn a_list_of_users_is_no_servicing_log() {
    let list = "name,mail,created\nAnna,anna@contoso.com,2026-11-12 09:00:00\n\
                2026-11-12 09:00:00, Information about Anna\n2026-11-12 09:00:00, Anna\n2026-11-12, 09:00, Info Anna\n";
    let format = recognize(list.len() as u64, list.as_bytes(), list.as_bytes(), None).format;
    assert!(matches!(format, Format::Plain | Format::Stamped), "{format:?}");
}

#[test]
fn a_line_of_servicing_among_notes_is_enough() {
    check(
        "this is what I see:\n\
         2026-11-12 09:00:00, Info                  CBS    whole\n\
         and then it stops\n",
        &["1 - -  0 | this is what I see:", "2 I 2026-11-12T09:00:00.000 CBS 0 | whole\nand then it stops"],
    );
}
