//! SoftwareDistribution.log and Change.log of WSUS: their parsed entries.

mod shape;

use logfile::Format;

fn check(text: &str, expected: &[&str]) {
    shape::check(Format::SoftwareDistribution, text, expected);
}

#[test]
fn one_entry_a_line() {
    check(
        "2026-11-12 18:53:54.231 UTC\tChange\tw3wp.58\tAdminDataAccess.StartSubscriptionManually\tSynchronization manually started\n\
         2026-11-12 18:53:56.168 UTC\tInfo\tWsusService.27\tEventLogEventReporter.ReportEvent\tEventId=382,Type=Information,Category=Synchronization,Message=A manual synchronization was started.\n",
        &[
            "1 I 2026-11-12T18:53:54.231+0 AdminDataAccess.StartSubscriptionManually 58 | Synchronization manually started",
            "2 I 2026-11-12T18:53:56.168+0 EventLogEventReporter.ReportEvent 27 | EventId=382,Type=Information,Category=Synchronization,Message=A manual synchronization was started.",
        ],
    );
}

#[test]
fn a_stack_trace_belongs_to_its_entry() {
    check(
        "2026-11-12 18:54:10.000 UTC\tError\tWsusService.25\tSoapUtilities.LogException\tUSS ThrowException: Actor = https://fe2.update.microsoft.com/\n\
         \x20  at System.Net.HttpWebRequest.GetResponse()\n\
         \n\
         \x20  at Microsoft.UpdateServices.ServerSync.CatalogSyncAgent.WakeUp()\n\
         2026-11-12 18:54:11.000 UTC\tWarning\tw3wp.8\tDBConnection.LogSqlException\tDBLAYER: Timeout expired.\n",
        &[
            "1 E 2026-11-12T18:54:10.000+0 SoapUtilities.LogException 25 | USS ThrowException: Actor = https://fe2.update.microsoft.com/\n   at System.Net.HttpWebRequest.GetResponse()\n\n   at Microsoft.UpdateServices.ServerSync.CatalogSyncAgent.WakeUp()",
            "5 W 2026-11-12T18:54:11.000+0 DBConnection.LogSqlException 8 | DBLAYER: Timeout expired.",
        ],
    );
}

#[test]
fn copies_have_blanks_for_tabs_and_the_message_below() {
    check(
        "2026-11-12 20:08:13.949 UTC       Info      WsusService.49   ThreadEntry       ThreadHelper.ThreadStart\n\
         2026-11-12 20:08:13.964 UTC  Info         WsusService.50 EventLogEventReporter.ReportEvent\n\
         EventId=361,Type=Information,Category=Synchronization,Message=Content synchronization started.\n\
         2026-11-12 20:08:14.000 UTC Error w3wp.130 DBConnection.LogSqlException DBLAYER: Errors[0]\n",
        &[
            "1 I 2026-11-12T20:08:13.949+0 ThreadEntry 49 | ThreadHelper.ThreadStart",
            "2 I 2026-11-12T20:08:13.964+0 EventLogEventReporter.ReportEvent 50 | EventId=361,Type=Information,Category=Synchronization,Message=Content synchronization started.",
            "4 E 2026-11-12T20:08:14.000+0 DBConnection.LogSqlException 130 | DBLAYER: Errors[0]",
        ],
    );
}

#[test]
fn long_stack_traces_do_not_hide_the_format() {
    let entry = |second: u32| {
        format!(
            "2026-11-12 18:54:1{second}.000 UTC\tError\tWsusService.25\tSoapUtilities.LogException\tFault{}\n",
            "\n   at System.Net.HttpWebRequest.GetResponse()".repeat(30)
        )
    };
    let expected = |second: u32| {
        format!(
            "{} E 2026-11-12T18:54:1{second}.000+0 SoapUtilities.LogException 25 | Fault{}",
            second * 31 + 1,
            "\n   at System.Net.HttpWebRequest.GetResponse()".repeat(30)
        )
    };
    let rows: Vec<String> = (0..4).map(expected).collect();
    check(&(0..4).map(entry).collect::<String>(), &rows.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn change_log_has_changes_only() {
    shape::check(
        Format::WsusChanges,
        "2026-11-12 18:53:54.231 UTC\tChange\tw3wp.58\tAdminDataAccess.StartSubscriptionManually\tSynchronization manually started\n",
        &[
            "1 I 2026-11-12T18:53:54.231+0 AdminDataAccess.StartSubscriptionManually 58 | Synchronization manually started",
        ],
    );
}

#[test]
fn a_log_cut_at_both_ends_is_still_one() {
    check(
        "   at System.Threading.ThreadHelper.ThreadStart()\n\
         2026-11-12 18:53:54.231 UTC\tInfo\tWsusService.27\tThreadEntry\tThreadHelper.ThreadStart\n\
         2026-11-12 18:53:54.300 UTC\tInfo\tWsusService.27\tEventLogEventReporter.ReportEvent\t\n\
         2026-11-12 18:53:55.000 UTC\tInfo\tWsusService.2",
        &[
            "1 - -  0 |    at System.Threading.ThreadHelper.ThreadStart()",
            "2 I 2026-11-12T18:53:54.231+0 ThreadEntry 27 | ThreadHelper.ThreadStart",
            "3 I 2026-11-12T18:53:54.300+0 EventLogEventReporter.ReportEvent 27 | 2026-11-12 18:53:55.000 UTC\tInfo\tWsusService.2",
        ],
    );
}
