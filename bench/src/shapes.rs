//! A log of each format, made of a few of its common entries repeated with increasing times.

use logfile::Format;

/// A log to generate: its format, its header, and the lines that are repeated.
///
/// `%Y %M %D %h %m %s` are the time, `%f` for milliseconds.
pub const SHAPES: [(Format, &str, &str); 17] = [
    (
        Format::Servicing,
        "",
        "%Y-%M-%D %h:%m:%s, Info                  CBS    Appl: detect Parent, Package: Package_for_RollupFix~31bf3856ad364e35~amd64~~26100.1.1.7, Parent: Microsoft-Windows-Foundation-Package~31bf3856ad364e35~amd64~~10.0.26100.1, Disposition = Detect\r\n\
         %Y-%M-%D %h:%m:%s, Info                  CSI    00000012 Performing 1 operations as follows: LockComponentPath (10): flags: 0 comp: {l:16 b:aa}\r\n\
         %Y-%M-%D %h:%m:%s, Info                  CBS    Failed to create open package. [HRESULT = 0x800f0805 - CBS_E_INVALID_PACKAGE]\r\n",
    ),
    (
        Format::CheckSur,
        "=================================\r\nChecking System Update Readiness.\r\nBinary Version 6.1.7601.22471\r\nPackage Version 23.0\r\n2014-05-11 11:26\r\n\r\n",
        "Checking Package Manifests and Catalogs\r\n(f)\tCBS MUM Corrupt\t0x800B0100\tservicing\\Packages\\Package_for_KB978601~31bf3856ad364e35.mum\t\tPackage manifest cannot be validated\r\n\
         (fix)\tCBS MUM Corrupt\tCBS File Replaced\tPackage_for_KB978601~31bf3856ad364e35.mum\r\n",
    ),
    (
        Format::Msi,
        "=== Verbose logging started: 11/12/2026  09:00:00  Build type: SHIP UNICODE 5.00.10011.00  Calling process: C:\\Windows\\System32\\msiexec.exe ===\r\n",
        "MSI (s) (28:54) [%h:%m:%s:%f]: PROPERTY CHANGE: Adding INSTALLLEVEL property. Its value is '1'.\r\n\
         MSI (s) (28:54) [%h:%m:%s:%f]: Doing action: CostInitialize\r\nAction start %h:%m:%s: CostInitialize.\r\n\
         Action ended %h:%m:%s: CostInitialize. Return value 1.\r\n\
         MSI (c) (84:10) [%h:%m:%s:%f]: Note: 1: 2262 2: Shortcut 3: -2147287038 \r\n",
    ),
    (
        Format::Burn,
        "[0C3C:0F58][2026-11-12T09:00:00]i001: Burn v3.14.1.8722, Windows v10.0 x64 (Build 22631: Service Pack 0), path: C:\\Windows\\Temp\\ContosoAgent.exe\r\n",
        "[0C3C:0F58][%Y-%M-%DT%h:%m:%s]i101: Detected package: ContosoAgentX64, state: Absent, cached: None\r\n\
         [0F98:1A2C][%Y-%M-%DT%h:%m:%s]i301: Applying execute package: ContosoAgentX64, action: Install, path: C:\\ProgramData\\Package Cache\\agent.msi\r\n\
         [0C3C:0F58][%Y-%M-%DT%h:%m:%s]w363: Could not create system restore point, error: 0x80070422. Continuing...\r\n",
    ),
    (
        Format::ReportingEvents,
        "",
        "{0A1B2C3D-0000-4000-8000-00000000E001}\t%Y-%M-%D %h:%m:%s:%f+0100\t1\t147 [AGENT_DETECTION_FINISHED]\t101\t{00000000-0000-0000-0000-000000000000}\t0\t0\tUpdateOrchestrator\tSuccess\tSoftware Synchronization\tWindows Update Client successfully detected 0 updates.\tabcdefghijklmnop.1.0\r\n\
         {0A1B2C3D-0000-4000-8000-00000000E002}\t%Y-%M-%D %h:%m:%s:%f+0100\t1\t162 [AGENT_DOWNLOAD_SUCCEEDED]\t101\t{505FDA07-B4F3-45FB-83D9-8642554E2773}\t200\t0\tCcmExec\tSuccess\tContent Download\tDownload succeeded.\tabcdefghijklmnop.1.1\r\n",
    ),
    (
        Format::SoftwareDistribution,
        "",
        "%Y-%M-%D %h:%m:%s.%f UTC\tInfo\tw3wp.16\tDBConnection.OnReceivingInfoMessage\tPruned 0 rows from the change table\r\n\
         %Y-%M-%D %h:%m:%s.%f UTC\tInfo\tWsusService.27\tCatalogSyncAgentCore.GetUpdateRevisionIdList\tFiltering by the categories of the subscription\r\n\
         %Y-%M-%D %h:%m:%s.%f UTC\tWarning\tw3wp.12\tSoapUtilities.CreateException\tThrowException: actor = http://PS1SITE.CONTOSO.COM:8530/ClientWebService/client.asmx, ID=0a1b2c3d, ErrorCode=ConfigChanged, Message=, Client=?\r\n   at Microsoft.UpdateServices.Internal.SoapUtilities.CreateException(ErrorCode errorCode)\r\n",
    ),
    (
        Format::SupSetup,
        "",
        "<%M/%D/26 %h:%m:%s> SMSWSUS Setup Started....\r\n<%M/%D/26 %h:%m:%s> Parameters: D:\\Configuration Manager\\bin\\x64\\rolesetup.exe /install /siteserver:PS1 SMSWSUS 0\r\n",
    ),
    (
        Format::Iis,
        "#Software: Microsoft Internet Information Services 10.0\r\n#Version: 1.0\r\n#Date: 2026-11-12 09:00:00\r\n#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken\r\n",
        "%Y-%M-%D %h:%m:%s 192.0.2.20 POST /ClientWebService/client.asmx - 8530 - 192.0.2.51 Windows-Update-Agent/10.0 - 200 0 0 46\r\n\
         %Y-%M-%D %h:%m:%s 192.0.2.20 POST /ReportingWebService/ReportingWebService.asmx - 8530 - 192.0.2.52 Windows-Update-Agent/10.0 - 200 0 0 15\r\n\
         %Y-%M-%D %h:%m:%s 192.0.2.20 GET /images/logo.png - 80 - 192.0.2.53 Mozilla/5.0+(Windows+NT+10.0;+Win64;+x64) - 304 0 0 1\r\n\
         %Y-%M-%D %h:%m:%s 192.0.2.20 HEAD /Content/AB/0123456789ABCDEF0123456789ABCDEF012345AB.cab - 8530 - 192.0.2.54 Microsoft+BITS/7.8 - 200 0 0 3\r\n",
    ),
    (
        Format::HttpErr,
        "#Software: Microsoft HTTP API 2.0\r\n#Version: 1.0\r\n#Date: 2026-11-12 09:00:00\r\n#Fields: date time c-ip c-port s-ip s-port cs-version cs-method cs-uri streamid sc-status s-siteid s-reason s-queuename\r\n",
        "%Y-%M-%D %h:%m:%s 192.0.2.51 50412 192.0.2.20 8530 - - - - - - Timer_ConnectionIdle -\r\n\
         %Y-%M-%D %h:%m:%s 192.0.2.51 50413 192.0.2.20 8530 HTTP/1.1 GET /Content/AB/0123.cab - - - Connection_Dropped WsusPool\r\n",
    ),
    (
        Format::SqlProfiler,
        "EventClass\tTextData\tApplicationName\tCPU\tStartTime\r\n",
        "RPC:Completed\texec MP_GetMPSitesFromAssignedSite N'PS1'\tSMS Management Point\t0\t%Y-%M-%D %h:%m:%s.%f\r\n\
         RPC:Completed\texec MP_GetWSUSServerLocations N'{57260DFE-227C-45E3-9FFC-2FC77A67F95A}',N'38',N'PS1',N'PS1',N'0',N'CONTOSO.COM'\tSMS Management Point\t0\t%Y-%M-%D %h:%m:%s.%f\r\n",
    ),
    (
        Format::Registry,
        "Windows Registry Editor Version 5.00\r\n\r\n",
        "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate\\%h%m%s%f]\r\n\"WUServer\"=\"http://PS1SITE.CONTOSO.COM:8530\"\r\n\
         \"UseWUServer\"=dword:00000001\r\n\"Blob\"=hex:01,02,03,04,05,06,07,08,09,0a,0b,0c,0d,0e,0f,10,11,12,13,14,15,\\\r\n  16,17,18,19,1a\r\n\r\n",
    ),
    (
        Format::RegistryQuery,
        "",
        "HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate\\%h%m%s%f\r\n    WUServer    REG_SZ    http://PS1SITE.CONTOSO.COM:8530\r\n    UseWUServer    REG_DWORD    0x1\r\n\r\n",
    ),
    (
        Format::EventText,
        "",
        "Event[0]:\r\n  Log Name: System\r\n  Source: Microsoft-Windows-WindowsUpdateClient\r\n  Date: %Y-%M-%DT%h:%m:%s.%f0000Z\r\n  Event ID: 19\r\n  Task: Windows Update Agent\r\n  Level: Information\r\n  Opcode: Info\r\n  Keyword: N/A\r\n  User: S-1-5-18\r\n  User Name: NT AUTHORITY\\SYSTEM\r\n  Computer: PC01.CONTOSO.COM\r\n  Description: \r\nInstallation Successful: Windows successfully installed the following update: 2026-11 Cumulative Update (KB5068861)\r\n\r\n",
    ),
    (
        Format::EventCsv,
        "Level,Date and Time,Source,Event ID,Task Category\r\n",
        "Information,%M/%D/%Y %h:%m:%s AM,Microsoft-Windows-WindowsUpdateClient,19,Windows Update Agent,\"Installation Successful: Windows successfully installed the following update: 2026-11 Cumulative Update (KB5068861)\"\r\n\
         Information,%M/%D/%Y %h:%m:%s AM,Microsoft-Windows-Kernel-General,16,None,\"The access history in hive was cleared\"\r\n",
    ),
    (
        Format::SetupDiag,
        "SetupDiag v1.7.0.0\r\nCopyright (c) Microsoft Corporation. All rights reserved\r\n\r\n",
        "Matching Profile found: FindRollbackFailure - 3A43C9B5-05B3-4F7C-A955-88F991BB5A48\r\nSystem Information:\r\n\tMachine Name = PC01\r\n\tUpgradeStartTime = %M/%D/%Y %h:%m:%s AM\r\n\r\n",
    ),
    (
        Format::Stamped,
        "",
        "%Y-%M-%D %h:%m:%s.%f the backup agent looked for files that have changed and found none\r\n\
         %Y-%M-%D %h:%m:%s.%f its next look is due in sixty minutes\r\n",
    ),
    (
        Format::Plain,
        "",
        "a line of notes that somebody has written %h\r\nand another one, a little longer than the first %f\r\n",
    ),
];

/// A log of about `size` bytes.
pub fn make(head: &str, round: &str, size: usize) -> Vec<u8> {
    let mut text = String::with_capacity(size + 4096);
    text.push_str(head);
    let mut ms = 0_u64;
    while text.len() < size {
        let two = |value: u64| format!("{value:02}");
        let mut filled = round.to_owned();
        let minutes = ms / 60_000;
        for (mark, value) in [
            ("%Y", "2026".to_owned()),
            ("%M", "11".to_owned()),
            ("%D", two(1 + minutes / 1440 % 28)),
            ("%h", two(minutes / 60 % 12)),
            ("%m", two(minutes % 60)),
            ("%s", two(ms / 1000 % 60)),
            ("%f", format!("{:03}", ms % 1000)),
        ] {
            filled = filled.replace(mark, &value);
        }
        text.push_str(&filled);
        ms += 137;
    }
    text.into_bytes()
}
