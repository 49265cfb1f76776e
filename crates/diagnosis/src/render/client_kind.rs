//! The kind of client that the logs are from: it decides how a fix is verified.

use basics::ClientKind;
use report::SettingRow;

use crate::judge::analysis::Analysis;
use crate::logs::given_log::GivenLog;

/// The kind of client, if its logs show it.
pub(crate) fn client_kind(analysis: &Analysis, settings: &[SettingRow]) -> Option<ClientKind> {
    let value = |id: &str| settings.iter().find(|row| row.id == id).map(|row| &row.values);
    let has = |id: &str, expected: &str| {
        value(id).is_some_and(|values| values.iter().any(|value| value.value.eq_ignore_ascii_case(expected)))
    };
    let is_of = |matches: fn(&knowledge::Log) -> bool| {
        analysis.logs.iter().filter_map(|log: &GivenLog| log.kind).any(matches)
    };
    let searched = |leads: bool| {
        let services = analysis.runs.iter().map(|judged| &judged.service);
        services.filter(|service| !service.has_apps()).any(|service| service.is_wsus() == Some(leads))
    };
    let is_managed = analysis.runs.iter().any(|judged| judged.run.flow.service && judged.run.is_own());
    if is_managed || is_of(knowledge::Log::is_of_configuration_manager) {
        Some(ClientKind::ConfigurationManager)
    } else if has("installation_type", "Server Core") {
        Some(ClientKind::ServerCore)
    } else if searched(true) || value("wsus_url").is_some() || is_of(|log| log.role == knowledge::Role::Wsus)
    {
        Some(ClientKind::Wsus)
    } else if searched(false) {
        Some(ClientKind::WindowsUpdate)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::logs::arrival::Arrival;
    use crate::logs::machines::Machine;
    use crate::render::report::{Diagnosis, ReportLimits};
    use crate::testing::read;

    #[track_caller]
    fn check(text: &str, expected: Option<ClientKind>) {
        let machine = Machine::new(String::new(), read(text)).without_copies();
        let report = Diagnosis::of(machine, &[]).report(&Arrival::default(), ReportLimits::UNLIMITED);
        assert_eq!(report.client_kind, expected, "{text}");
    }

    fn search(service: &str) -> String {
        format!(
            "
            --- WindowsUpdate.log windows-update
            09:13:43 1020 6716 Agent * START * Finding updates CallerId = MoUpdateOrchestrator  Id = 62
            09:13:43 1020 6716 Agent ServiceID = {{{service}}} Managed
            09:13:46 1020 6716 Agent * END * Finding updates CallerId = MoUpdateOrchestrator, Id = 62, Exit code = 0x00000000
            "
        )
    }

    #[test]
    fn logs_of_configuration_manager() {
        check(
            "--- WUAHandler.log\n09:13:43 4712 Successfully completed scan.",
            Some(ClientKind::ConfigurationManager),
        );
    }

    #[test]
    fn a_search_of_wsus() {
        check(&search("3DA21691-E39D-4DA6-8A4B-B43877BCB1B7"), Some(ClientKind::Wsus));
    }

    #[test]
    fn a_search_of_windows_update() {
        check(&search("9482F4B4-E343-43B6-B170-9A65BC822C77"), Some(ClientKind::WindowsUpdate));
    }

    #[test]
    fn a_search_of_the_store_alone_shows_nothing() {
        check(&search("855E8A7C-ECB4-4CA3-B045-1DFA50104289"), None);
    }

    #[test]
    fn a_registry_export_of_a_server_without_a_desktop() {
        let export = "
            --- server.reg raw
            Windows Registry Editor Version 5.00

            [HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion]
            \"InstallationType\"=\"Server Core\"
            ";
        check(export, Some(ClientKind::ServerCore));
    }
}
