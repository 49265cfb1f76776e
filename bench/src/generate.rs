//! Logs of any size, mixed like real ones: mostly irrelevant lines, and scans among them.

use std::fmt::Write as _;
use std::io::{self, Write};

/// The content of a generated file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GeneratedLog {
    /// Records in the format of Configuration Manager, of many components.
    CmTrace,
    /// WindowsUpdate.log of Windows 10 and later.
    WindowsUpdate,
    /// Both, and plain lines between them.
    Mixed,
}

/// Writes a log of about `size` bytes.
///
/// # Errors
///
/// Those of the writer.
pub fn write(kind: GeneratedLog, size: u64, out: &mut impl Write) -> io::Result<()> {
    let mut clock = LogTime { seconds: 0, state: 0x2545_F491_4F6C_DD1D };
    let mut written = 0;
    let mut text = String::new();
    let mut round = 0u32;
    while written < size {
        text.clear();
        match (kind, round % 2) {
            (GeneratedLog::CmTrace, _) | (GeneratedLog::Mixed, 0) => {
                cmtrace_round(&mut text, &mut clock, round)
            }
            _ => windows_update_round(&mut text, &mut clock, round),
        }
        if kind == GeneratedLog::Mixed {
            text.push_str("a note that somebody wrote between the entries\r\n");
        }
        out.write_all(text.as_bytes())?;
        written += text.len() as u64;
        round += 1;
    }
    Ok(())
}

/// Increasing time, and pseudo-random numbers.
struct LogTime {
    seconds: u64,
    state: u64,
}

impl LogTime {
    fn random(&mut self) -> u64 {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        self.state
    }

    fn guid(&mut self) -> String {
        let (a, b) = (self.random(), self.random());
        format!(
            "{{{:08X}-{:04X}-4{:03X}-8{:03X}-{:012X}}}",
            a as u32,
            (a >> 32) as u16,
            (a >> 48) & 0xFFF,
            b & 0xFFF,
            b >> 16
        )
    }

    /// (month, day, hours, minutes, seconds) of a time that goes on within one year.
    fn now(&self) -> (u64, u64, u64, u64, u64) {
        let day = self.seconds / 86_400 % 336;
        (day / 28 + 1, day % 28 + 1, self.seconds / 3600 % 24, self.seconds / 60 % 60, self.seconds % 60)
    }
}

fn record(text: &mut String, clock: &mut LogTime, thread: u64, component: &str, message: &str) {
    let (month, day, hours, minutes, seconds) = clock.now();
    let ms = clock.random() % 1000;
    let _ = write!(
        text,
        "<![LOG[{message}]LOG]!><time=\"{hours:02}:{minutes:02}:{seconds:02}.{ms:03}-60\" \
         date=\"{month:02}-{day:02}-2026\" component=\"{component}\" context=\"\" type=\"1\" thread=\"{thread}\" \
         file=\"{}.cpp:{}\">\r\n",
        component.to_lowercase(),
        clock.random() % 3000
    );
}

/// What a busy client writes in between: irrelevant lines.
const CHATTER: [(&str, &str); 12] = [
    ("LocationServices", "Current AD site of machine is CONTOSO-HQ"),
    ("LocationServices", "Executing Task LSRefreshLocationsTask"),
    ("PolicyAgent_RequestAssignments", "Requesting Machine policy assignments"),
    (
        "PolicyAgent_ReplyAssignments",
        "Processing Machine assignments from 'SMS:PS1'. The new cookie is '2026-11-12 09:13:41.204'.",
    ),
    (
        "StateMessage",
        "State message with TopicType 400 and TopicId ScopeId_4AE85C00-0EAA-4BE0-B81B-DBD7053D5FAE/Baseline_57260DFE/3 has been recorded for SYSTEM",
    ),
    (
        "CcmExec",
        "Sending message to endpoint 'ScanAgent' for user 'S-1-5-18', the task goes on in the background.",
    ),
    (
        "Scheduler",
        "SMSTrigger '{00000000-0000-0000-0000-000000000113}' for scheduler 'Machine/{00000000-0000-0000-0000-000000000113}' will fire at 11/12/2026 04:13:41 PM",
    ),
    (
        "ContentAccess",
        "All references to Content 57260DFE-227C-45E3-9FFC-2FC77A67F95A.1 in cache have been removed. Content will be Tombstoned.",
    ),
    (
        "CcmMessaging",
        "Raising event:\r\n\r\ninstance of CCM_CcmHttp_Status\r\n{\r\n\tClientID = \"GUID:4AE85C00-0EAA-4BE0-B81B-DBD7053D5FAE\";\r\n\tDateTime = \"20261112081341.286000+000\";\r\n\tHostName = \"PS1SITE.CONTOSO.COM\";\r\n\tHRESULT = \"0x00000000\";\r\n\tProcessID = 1860;\r\n\tStatusCode = 0;\r\n\tThreadID = 5484;\r\n};\r\n",
    ),
    (
        "UpdatesDeploymentAgent",
        "No current service window available to run updates assignment with time required = 1",
    ),
    (
        "UpdatesDeploymentAgent",
        "EnumerateUpdates for action (UpdateActionInstall) - Total actionable updates = 0",
    ),
    ("ClientLocation", "Getting Assigned Site"),
];

fn cmtrace_round(text: &mut String, clock: &mut LogTime, round: u32) {
    for _ in 0..60 {
        let (component, message) = CHATTER[(clock.random() % CHATTER.len() as u64) as usize];
        let thread = clock.random() % 9000 + 1000;
        record(text, clock, thread, component, message);
        clock.seconds += 7;
    }
    let (job, request, source) = (clock.guid(), clock.guid(), "{57260DFE-227C-45E3-9FFC-2FC77A67F95A}");
    let url = "http://PS1SITE.CONTOSO.COM:8530";
    // One thread asks for the scan, another one sees its end.
    let mut thread = clock.random() % 9000 + 1000;
    let mut say = |component: &str, message: &str| record(text, clock, thread, component, message);
    say(
        "ScanAgent",
        "*****ScanByUpdateSource request received with ForceReScan=2, ScanOptions=0x0000000a,  WSUSLocationTimeout = 604800",
    );
    say("LocationServices", &format!("Created and Sent Location Request '{request}' for package {source}"));
    say(
        "ScanAgent",
        &format!(
            "ScanJob({job}): - - - - - -Locations requested for ScanJobID={job} (LocationRequestID={request}), will process the scan request once locations are available."
        ),
    );
    say("LocationServices", "Calling back with the following WSUS locations");
    say("LocationServices", &format!("WSUS Path='{url}', Server='PS1SITE.CONTOSO.COM', Version='38'"));
    say("LocationServices", &format!("Calling back with locations for WSUS request {request}"));
    say("ScanAgent", &format!("*****WSUSLocationUpdate received for location request guid={request}"));
    say(
        "ScanAgent",
        &format!(
            "ScanJob({job}): CScanJob::Execute- Adding UpdateSource={source}, ContentType=2, ContentLocation={url}, ContentVersion=38"
        ),
    );
    say("WUAHandler", &format!("Its a WSUS Update Source type ({source}), adding it."));
    say(
        "WUAHandler",
        &format!("Existing WUA Managed server was already set ({url}), skipping Group Policy registration."),
    );
    say("WUAHandler", &format!("Added Update Source ({source}) of content type: 2"));
    say("WUAHandler", "Async searching of updates using WUAgent started.");
    say("ScanAgent", &format!("ScanJob({job}): CScanJob::Execute - successfully requested Scan, ScanType=1"));
    thread = thread % 9000 + 1000;
    let mut say = |component: &str, message: &str| record(text, clock, thread, component, message);
    if round % 16 == 0 {
        say("WUAHandler", "OnSearchComplete - Failed to end search job. Error = 0x80244022.");
        say("WUAHandler", "Scan failed with error = 0x80244022.");
        say(
            "ScanAgent",
            &format!("ScanJob({job}): CScanJob::OnScanComplete -Scan Failed with Error=0x80244022"),
        );
    } else {
        say("WUAHandler", "Async searching completed.");
        say("WUAHandler", "Successfully completed scan.");
        say(
            "ScanAgent",
            &format!("ScanJob({job}): CScanJob::OnScanComplete -Scan completed successfully, ScanType=1"),
        );
    }
    clock.seconds += 3600;
}

fn windows_update_round(text: &mut String, clock: &mut LogTime, round: u32) {
    let thread = clock.random() % 9000 + 1000;
    let mut say = |component: &str, message: &str| {
        let (month, day, hours, minutes, seconds) = clock.now();
        let fraction = clock.random() % 10_000_000;
        let _ = writeln!(
            text,
            "2026/{month:02}/{day:02} {hours:02}:{minutes:02}:{seconds:02}.{fraction:07} 1020  {thread:<5} {component:<15} {message}\r"
        );
        clock.seconds += 1;
    };
    for _ in 0..12 {
        say(
            "DownloadManager",
            r"PurgeContentForPatchUpdate::Deleting update content at C:\WINDOWS\SoftwareDistribution\Download\2b8dfb822b129f1b8fe8ec04650587a1.",
        );
        say(
            "IdleTimer",
            "WU operation (CSearchCall::Init ID 96, operation # 522) stopped; does use network; is not at background priority",
        );
        say(
            "Agent",
            "AddEventGroup: Adding non-pending event for update id 6F3FE9DD-7BCD-4A69-844F-2CF4766E5B0B.200",
        );
        say(
            "SLS",
            "Making request with URL HTTPS://slscr.update.microsoft.com/SLS/{9482F4B4-E343-43B6-B170-9A65BC822C77}/x64/10.0.19045.4291/0?CH=686",
        );
        say("Handler", "*FAILED* [80248007] Method failed [CUpdateDeploymentAction::GetPendingContext:1124]");
        say("Shared", "UpdateNetworkState Ipv4, cNetworkInterfaces = 3.");
    }
    let id = round % 1000 + 1;
    say(
        "Agent",
        &format!(
            "* START * Finding updates CallerId = Update;ScanForUpdates  Id = {id} (cV = abcdefghijklmnop.2.4.1.0.0.1)"
        ),
    );
    say("Agent", "ServiceID = {9482F4B4-E343-43B6-B170-9A65BC822C77} Windows Update");
    say(
        "Agent",
        "Found 3 updates and 70 categories in search; evaluated appl. rules of 622 out of 1150 deployed entities",
    );
    say(
        "Agent",
        &format!(
            "* END * Finding updates CallerId = Update;ScanForUpdates, Id = {id}, Exit code = 0x00000000 (cV = abcdefghijklmnop.2.4.1.0.0.1)"
        ),
    );
    clock.seconds += 3600;
}
