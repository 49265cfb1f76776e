//! SQL Server Profiler events as text: their parsed entries.

mod shape;

use logfile::Format;

fn check(text: &str, expected: &[&str]) {
    shape::check(Format::SqlProfiler, text, expected);
}

#[test]
fn calls_as_an_article_has_them() {
    check(
        "exec MP_GetMPSitesFromAssignedSite N'PS1'\n\
         exec MP_GetSiteInfoUnified N'<ClientLocationInfo OnInternet=\"0\"/>'\n\
         exec MP_GetWSUSServerLocations N'{57260DFE-227C-45E3-9FFC-2FC77A67F95A}',N'38',N'PS1',N'PS1',N'0',N'CONTOSO.COM'\n",
        &[
            "1 I -  0 | exec MP_GetMPSitesFromAssignedSite N'PS1'",
            "2 I -  0 | exec MP_GetSiteInfoUnified N'<ClientLocationInfo OnInternet=\"0\"/>'",
            "3 I -  0 | exec MP_GetWSUSServerLocations N'{57260DFE-227C-45E3-9FFC-2FC77A67F95A}',N'38',N'PS1',N'PS1',N'0',N'CONTOSO.COM'",
        ],
    );
}

#[test]
fn rows_out_of_the_window() {
    check(
        "EventClass\tTextData\tApplicationName\tCPU\tStartTime\n\
         RPC:Completed\texec MP_GetMPSitesFromAssignedSite N'PS1'\tSMS Management Point\t0\t2026-11-12 18:53:54.230\n\
         SQL:BatchCompleted\tselect *\n\
         from WSUSServerLocations\tMicrosoft SQL Server Management Studio\t16\t2026-11-12 18:53:55.100\n\
         Audit Logout\t\t\t\t2026-11-12 18:53:56.000\n",
        &[
            "1 - -  0 | EventClass\tTextData\tApplicationName\tCPU\tStartTime",
            "2 I 2026-11-12T18:53:54.230 RPC:Completed 0 | exec MP_GetMPSitesFromAssignedSite N'PS1'",
            "3 I 2026-11-12T18:53:55.100 SQL:BatchCompleted 0 | select *\nfrom WSUSServerLocations",
            "5 I 2026-11-12T18:53:56.000 Audit Logout 0 | ",
        ],
    );
}

#[test]
fn a_trace_saved_as_xml() {
    check(
        "<?xml version=\"1.0\" encoding=\"utf-16\"?>\n\
         <TraceData xmlns=\"http://tempuri.org/TracePersistence.xsd\">\n\
         \x20 <Events>\n\
         \x20   <Event id=\"10\" name=\"RPC:Completed\">\n\
         \x20     <Column id=\"1\" name=\"TextData\">exec MP_GetMPSitesFromAssignedSite N'PS1'</Column>\n\
         \x20     <Column id=\"14\" name=\"StartTime\">2026-11-12T18:53:54.23+01:00</Column>\n\
         \x20   </Event>\n\
         \x20   <Event id=\"15\" name=\"Audit Logout\"/>\n\
         \x20 </Events>\n\
         </TraceData>\n",
        &[
            "1 - -  0 | <?xml version=\"1.0\" encoding=\"utf-16\"?>\n<TraceData xmlns=\"http://tempuri.org/TracePersistence.xsd\">\n  <Events>",
            "4 I 2026-11-12T18:53:54.230-60 RPC:Completed 0 | exec MP_GetMPSitesFromAssignedSite N'PS1'",
            "8 I - Audit Logout 0 | ",
        ],
    );
}
