//! The configuration: what each source says about each setting, and whether they agree.

use knowledge::{Compared, Setting};
use report::{EvidenceKind, EvidenceLine, SettingRow, SettingValue};

use crate::logs::given_log::{FilePlace, GivenLog, files_of};
use crate::scan::facts::LoggedValue;
use crate::sort;

/// What one source says about one setting.
#[derive(Clone, Debug)]
pub(crate) struct SourceSetting<'s> {
    /// The setting.
    pub(crate) setting: &'static str,
    /// Who says so.
    pub(crate) source: &'static str,
    /// The file; of the files of one log the first.
    pub(crate) file: FilePlace,
    /// Whether it is in an export of the registry.
    pub(crate) is_export: bool,
    /// How many lines say so.
    count: u32,
    /// Its last values, the newest first; there is always one.
    pub(crate) values: Vec<TimedValue<'s>>,
}

/// A value, and when it was written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TimedValue<'s> {
    pub(crate) logged: &'s LoggedValue,
    /// The place of its file in the log.
    part: usize,
    /// Milliseconds on the common clock, or of the log's own where that is not known; none where it has no time.
    pub(crate) ms: Option<i64>,
    /// Whether `ms` can be compared with that of another log.
    pub(crate) is_utc: bool,
}

impl SourceSetting<'_> {
    /// The newest value.
    pub(crate) fn newest(&self) -> &TimedValue<'_> {
        &self.values[0]
    }

    /// The newest value, as it is written.
    pub(crate) fn value(&self) -> &str {
        &self.newest().logged.value
    }

    /// The line of the newest value.
    pub(crate) fn evidence(&self, logs: &[GivenLog]) -> EvidenceLine {
        let value = self.newest();
        let file = &logs[self.file.log].files[value.part].given;
        let quote = &value.logged.quote;
        let utc = value.ms.filter(|_| value.is_utc);
        EvidenceLine {
            id: self.setting.to_owned(),
            kind: EvidenceKind::Progress,
            log: file.name.clone(),
            file: file.file,
            line: quote.line,
            bytes: quote.bytes(),
            time: quote.written().to_owned(),
            utc: utc.map(logfile::rfc3339_utc),
            text: quote.text().to_owned(),
            state: None,
            count: self.count,
        }
    }
}

/// All that the logs say about settings; of the rollovers of one log together, of each export for itself.
pub(crate) fn settings_said<'s>(logs: &'s [GivenLog]) -> Vec<SourceSetting<'s>> {
    let mut all: Vec<SourceSetting<'s>> = Vec::new();
    for (place, log, file) in files_of(logs) {
        let is_export = log.format().id() == "registry";
        for logged in &file.facts.settings {
            let values = logged.values.iter().map(|logged| {
                let ms = logged.quote.time().map(|time| log.ms(place.part, logged.quote.offset, time));
                TimedValue { logged, part: place.part, ms, is_utc: log.clock.is_known() && ms.is_some() }
            });
            let said = SourceSetting {
                setting: logged.setting,
                source: logged.source,
                file: if is_export { place } else { FilePlace { part: 0, ..place } },
                is_export,
                count: logged.count,
                values: values.collect(),
            };
            let same = |known: &&mut SourceSetting<'_>| {
                (known.setting, known.source, known.file) == (said.setting, said.source, said.file)
            };
            match all.iter_mut().find(same) {
                // Files of a log are in their order, so the later one holds the newer values.
                Some(known) => {
                    known.count = known.count.saturating_add(said.count);
                    known.values.splice(0..0, said.values);
                }
                None => all.push(said),
            }
        }
    }
    all
}

/// The rows of the settings, in the order of the knowledge; of those in `disagreeing` a check found it.
pub(crate) fn setting_rows(
    said: &[SourceSetting<'_>],
    disagreeing: &[&str],
    logs: &[GivenLog],
) -> Vec<SettingRow> {
    let shown = knowledge::settings().iter().filter(|setting| setting.compared != Compared::Hidden);
    let row = |setting| {
        let row: SettingRow = row(setting, said, logs)?;
        let agrees = row.sources_agree && !disagreeing.contains(&setting.id);
        Some(SettingRow { sources_agree: agrees, ..row })
    };
    shown.filter_map(row).collect()
}

fn row(setting: &Setting, said: &[SourceSetting<'_>], logs: &[GivenLog]) -> Option<SettingRow> {
    let is_given = |said: &&SourceSetting<'_>| said.setting == setting.id && !said.value().is_empty();
    let mut logged: Vec<&SourceSetting<'_>> = said.iter().filter(is_given).collect();
    // An export says the current value, whenever it was made; of equal times the order of the logs decides.
    sort::by_key(&mut logged, |said| (!said.is_export, std::cmp::Reverse(said.newest().ms), said.file));
    let differs = |a: &SourceSetting<'_>| {
        logged
            .iter()
            .any(|b| !(a.is_export && b.is_export && a.file != b.file) && differ(setting.compared, a, b))
    };
    let value = |said: &&SourceSetting<'_>| SettingValue {
        value: said.value().to_owned(),
        source: said.source.to_owned(),
        evidence: said.evidence(logs),
    };
    Some(SettingRow {
        id: setting.id.to_owned(),
        title: setting.title.to_owned(),
        value: logged.first()?.value().to_owned(),
        sources_agree: !logged.iter().any(|said| differs(said)),
        values: logged.iter().map(value).collect(),
    })
}

/// Whether two sources disagree: the newest value of neither is one that the other ever had.
pub(crate) fn differ(compared: Compared, a: &SourceSetting<'_>, b: &SourceSetting<'_>) -> bool {
    if matches!(compared, Compared::Apart | Compared::Hidden) {
        return false;
    }
    let had = |said: &SourceSetting<'_>, value: &str| {
        let value = plain(compared, value);
        said.values.iter().any(|known| plain(compared, &known.logged.value) == value)
    };
    !a.value().is_empty() && !b.value().is_empty() && !had(a, b.value()) && !had(b, a.value())
}

/// A value as it is compared with others: an address with its port and without what a blank or a slash adds.
fn plain(compared: Compared, value: &str) -> String {
    let value = value.trim().trim_matches(['{', '}']).to_ascii_lowercase();
    if compared != Compared::Address {
        return value;
    }
    let value = value.trim_end_matches('/');
    match address(value) {
        Some(Address { scheme, host, port: None, rest }) => {
            let port = if scheme == "https" { "443" } else { "80" };
            [scheme, "://", host, ":", port, rest].concat()
        }
        _ => value.to_owned(),
    }
}

/// The parts of an address.
pub(crate) struct Address<'t> {
    pub(crate) scheme: &'t str,
    pub(crate) host: &'t str,
    pub(crate) port: Option<&'t str>,
    /// What comes after the port, with its `/`.
    rest: &'t str,
}

/// The parts of an address that begins with `http://` or `https://`.
pub(crate) fn address(value: &str) -> Option<Address<'_>> {
    let (scheme, rest) = value.trim().split_once("://")?;
    let is_http = ["http", "https"].iter().any(|known| known.eq_ignore_ascii_case(scheme));
    let end = rest.find('/').unwrap_or(rest.len());
    let (host, rest) = rest.split_at_checked(end)?;
    let (host, port) = match host.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => (host, Some(port)),
        _ => (host, None),
    };
    is_http.then_some(Address { scheme, host, port: port.filter(|port| !port.is_empty()), rest })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_held_against_each_other_by_what_they_mean() {
        let same = |a: &str, b: &str| plain(Compared::Address, a) == plain(Compared::Address, b);
        assert!(same("http://PS1SITE.CONTOSO.COM:8530/", "http://ps1site.contoso.com:8530"));
        assert!(same("http://wsus.contoso.com", "http://wsus.contoso.com:80"));
        assert!(same("https://wsus.contoso.com", "https://wsus.contoso.com:443/"));
        assert!(!same("http://wsus.contoso.com", "http://wsus.contoso.com:8530"));
        assert!(!same("http://wsus.contoso.com:8530", "https://wsus.contoso.com:8530"));
        assert!(!same("wsus.contoso.com:8530", "http://wsus.contoso.com:8530"));
    }

    #[test]
    fn an_address_has_parts() {
        let parts =
            |text: &str| address(text).map(|a| (a.scheme.to_owned(), a.host.to_owned(), a.port.is_some()));
        assert_eq!(parts("http://a.contoso.com:8530/x"), Some(("http".into(), "a.contoso.com".into(), true)));
        assert_eq!(parts("https://a.contoso.com"), Some(("https".into(), "a.contoso.com".into(), false)));
        assert_eq!(parts("a.contoso.com:8530"), None);
        assert_eq!(parts("$WSUS:8530"), None);
    }
}
