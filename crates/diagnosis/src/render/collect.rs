//! Collects the missing logs: one block of PowerShell per kind of machine copies them into a zip file.
//!
//! A block consists of constants, of names and folders from the knowledge base, and of one time that is checked digit
//! by digit. The content of a log cannot change what a block does.

use knowledge::{Log, Quoting};
use report::{LogCollection, MissingLog};

/// Folders that only administrators can read.
const PROTECTED: [&str; 8] = [
    r"C:\Windows\Logs\CBS",
    r"C:\Windows\Temp",
    r"C:\$WINDOWS.~BT",
    r"C:\Windows\Panther",
    r"C:\Windows\System32\winevt",
    r"C:\Windows\System32\LogFiles",
    r"C:\Program Files\Update Services",
    r"C:\inetpub",
];

/// Windows 10 up to 1703 and Server 2016 write traces whose text is in symbols. Their own command downloads the
/// symbols.
const OLD_TRACES: &str = "\
# Windows 10 up to 1703 and Server 2016: only Windows itself turns its traces into text. It downloads symbols from Microsoft for it.
if ([Environment]::OSVersion.Version.Build -in 10240..15063) { Get-WindowsUpdateLog -LogPath \"$target\\WindowsUpdate.log\" }
";

/// Copies the logs in `$logs` into a zip file. For an open file, the last write time is correct only after `Refresh`.
const COPY: &str = "\
foreach ($file in Get-ChildItem -Path $logs -File -Force -ErrorAction Ignore) {
  $file.Refresh()
  if ($file.LastWriteTime -lt $since) { continue }
  $folder = New-Item -ItemType Directory -Force -Path (Join-Path $target $file.Directory.Name)
  Copy-Item -LiteralPath $file.FullName -Destination $folder.FullName -PassThru | ForEach-Object { Write-Host $file.FullName }
}
";

const COMPRESS: &str = "\
if (Get-ChildItem -Path $target) {
  Compress-Archive -Path \"$target\\*\" -DestinationPath \"$target.zip\"
  Write-Host \"Collected: $target.zip\"
} else { Write-Warning \"None of these logs was written since $since.\" }
Remove-Item -LiteralPath $target -Recurse -Force
";

/// One collection per kind of machine, in the order of the missing logs. A log without a folder is in no collection.
pub(crate) fn log_collections(missing: &[MissingLog]) -> Vec<LogCollection> {
    let mut roles: Vec<&str> = Vec::new();
    for row in missing {
        if !roles.contains(&row.role.as_str()) {
            roles.push(&row.role);
        }
    }
    roles.into_iter().filter_map(|role| collection(role, missing)).collect()
}

fn collection(role: &str, missing: &[MissingLog]) -> Option<LogCollection> {
    let known =
        |row: &MissingLog| knowledge::log_of_file_name(&row.log).filter(|log| log.role.words() == role);
    let is_collectable = |log: &&'static Log| log.folder.get(1..3) == Some(r":\");
    let rows: Vec<(&MissingLog, &'static Log)> =
        missing.iter().filter_map(|row| Some((row, known(row).filter(is_collectable)?))).collect();
    let role = rows.first()?.1.role.words();
    let paths: Vec<String> = rows.iter().flat_map(|(_, log)| paths(log)).collect();
    let elevated = paths.iter().any(|path| PROTECTED.iter().any(|folder| path.starts_with(folder)));
    let needs_old_traces = rows.iter().any(|(_, log)| log.name == "WindowsUpdate");
    // The earliest minute from which any of the logs is needed. If one log has no time range, there is no lower limit.
    let minutes: Option<Vec<String>> = rows.iter().map(|(row, _)| minute(row.from.as_deref()?)).collect();
    let since = minutes.and_then(|minutes| minutes.into_iter().min());

    let mut command = ["# On the ", role, if elevated { ", elevated" } else { "" }].concat();
    command
        .push_str(": copies these logs into a zip file in the temporary folder, and changes nothing else.\n");
    command.push_str("$logs = @(\n");
    for path in paths.iter().filter_map(|path| Quoting::PowerShellSingle.write(path)) {
        command.extend(["  '", &path, "'\n"]);
    }
    command.push_str(")\n$since = ");
    match &since {
        Some(minute) => command.extend(["[datetime]'", minute, "'\n"]),
        None => command.push_str("(Get-Date).AddDays(-30)\n"),
    }
    command.extend(["$target = \"$env:TEMP\\logs-", &role.replace(' ', "-").to_ascii_lowercase()]);
    command.push_str(
        "-$(Get-Date -Format yyyyMMdd-HHmmss)\"\n$null = New-Item -ItemType Directory -Path $target\n",
    );
    command.push_str(COPY);
    if needs_old_traces {
        command.push_str(OLD_TRACES);
    }
    command.push_str(COMPRESS);
    let files = rows.iter().map(|(row, _)| row.log.clone()).collect();
    Some(LogCollection { role: role.to_owned(), elevated, files, command })
}

/// The paths of a log's files, including its rollovers, as PowerShell patterns: `WUAHandler[-_.]*` matches
/// `WUAHandler.log`, `WUAHandler.lo_`, and `WUAHandler-20261112-091343.log`, but not `WUAHandlerOther.log`.
fn paths(log: &Log) -> Vec<String> {
    // Each web site has its own folder.
    let folder = if log.format == "iis" { [log.folder, r"\W3SVC*"].concat() } else { log.folder.to_owned() };
    let path = |file: &str| [&folder, r"\", file].concat();
    let mut paths = Vec::new();
    if log.file.contains('*') {
        paths.push(path(log.file));
    } else {
        let stem = log.file.rsplit_once('.').map_or(log.file, |(stem, _)| stem);
        for name in [stem].iter().chain(log.also).filter(|name| **name == stem || !name.starts_with(stem)) {
            paths.push(path(&[name, "[-_.]*"].concat()));
        }
    }
    if !log.traces.is_empty() {
        paths.push([log.traces, r"\", log.name, ".*.etl"].concat());
    }
    paths
}

/// The minute of a time in the report, in a form that PowerShell reads in every language. `None` if it is not a time.
fn minute(time: &str) -> Option<String> {
    const SHAPE: &[u8] = b"0000-00-00T00:00";
    let (minute, rest) = time.split_at_checked(SHAPE.len())?;
    let fits = |(byte, shape): (u8, &u8)| if *shape == b'0' { byte.is_ascii_digit() } else { byte == *shape };
    let zone = if rest.ends_with('Z') { ":00Z" } else { ":00" };
    minute.bytes().zip(SHAPE).all(fits).then(|| [minute, zone].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn missing(file: &str, role: &str, from: Option<&str>) -> MissingLog {
        MissingLog {
            log: file.to_owned(),
            folder: r"C:\hostile'; calc".to_owned(),
            role: role.to_owned(),
            from: from.map(str::to_owned),
            to: None,
            reason: "shows why; calc".to_owned(),
        }
    }

    const NINE: Option<&str> = Some("2026-11-12T09:12:43.000Z");
    const TEN: Option<&str> = Some("2026-11-12T10:30:00.000Z");

    #[test]
    fn each_kind_of_machine_has_its_own_block() {
        let rows = [
            missing("WUAHandler.log", "client", TEN),
            missing("MP_Location.log", "management point", NINE),
            missing("CBS.log", "client", NINE),
            missing("WCM.log", "site server", NINE),
            missing("u_ex*.log", "WSUS server", NINE),
        ];
        let found = log_collections(&rows);
        let heads: Vec<String> = found
            .iter()
            .map(|one| format!("{}, elevated {}: {}", one.role, one.elevated, one.files.join(" ")))
            .collect();
        assert_eq!(
            heads,
            [
                "client, elevated true: WUAHandler.log CBS.log",
                "management point, elevated false: MP_Location.log",
                "site server, elevated false: WCM.log",
                "WSUS server, elevated true: u_ex*.log",
            ]
        );
    }

    #[test]
    fn a_block_contains_folders_of_the_knowledge_and_the_earliest_minute() {
        let rows = [missing("WUAHandler.log", "client", TEN), missing("UpdatesStore.log", "client", NINE)];
        let found = log_collections(&rows);
        let (head, rest) = found[0].command.split_once("$null").unwrap();
        assert_eq!(
            head,
            r#"# On the client: copies these logs into a zip file in the temporary folder, and changes nothing else.
$logs = @(
  'C:\Windows\CCM\Logs\WUAHandler[-_.]*'
  'C:\Windows\CCM\Logs\UpdatesStore[-_.]*'
)
$since = [datetime]'2026-11-12T09:12:00Z'
$target = "$env:TEMP\logs-client-$(Get-Date -Format yyyyMMdd-HHmmss)"
"#
        );
        assert!(rest.contains("Compress-Archive") && !rest.contains("Get-WindowsUpdateLog"), "{rest}");
    }

    #[test]
    fn the_agent_log_is_collected_as_text_and_as_traces() {
        let found = log_collections(&[missing("WindowsUpdate.log", "client", None)]);
        let command = &found[0].command;
        for part in [
            r"'C:\Windows\WindowsUpdate[-_.]*'",
            r"'C:\Windows\Logs\WindowsUpdate\WindowsUpdate.*.etl'",
            "Get-WindowsUpdateLog -LogPath",
            "$since = (Get-Date).AddDays(-30)",
        ] {
            assert!(command.contains(part), "{part} is not in\n{command}");
        }
    }

    #[test]
    fn rollovers_of_every_name_are_collected() {
        let found = log_collections(&[missing("CBS.log", "client", NINE)]);
        for pattern in [r"'C:\Windows\Logs\CBS\CBS[-_.]*'", r"'C:\Windows\Logs\CBS\CbsPersist[-_.]*'"] {
            assert!(found[0].command.contains(pattern), "{pattern}: {}", found[0].command);
        }
    }

    #[test]
    fn untrusted_text_never_gets_into_a_block() {
        let plain = log_collections(&[missing("WUAHandler.log", "client", None)]);
        for time in ["2026-11-12T09:1';Z", "2026-11-12T09:12", "2026-11-12T09:12'; calc", "", "ä"] {
            let found = log_collections(&[missing("WUAHandler.log", "client", Some(time))]);
            assert!(!found[0].command.contains("calc"), "{time}: {}", found[0].command);
        }
        assert!(!plain[0].command.contains("calc"), "{}", plain[0].command);
        for (file, role) in [
            ("WUAHandler';calc;'.log", "client"),
            ("Secret.log", "client"),
            ("WUAHandler.log", "client'; calc"),
            ("*.trc", "site server"),
            ("wupolicy.reg", "client"),
        ] {
            assert_eq!(log_collections(&[missing(file, role, NINE)]), [], "{file} of the {role}");
        }
    }
}
