//! The configuration: the value of each setting from each source, and whether the sources agree.

use knowledge::{Compared, Setting};
use report::{EvidenceKind, EvidenceLine, SettingRow, SettingValue};

use crate::logs::given_log::{FilePlace, GivenLog, files_of};
use crate::render::report_rows;
use crate::scan::facts::LoggedValue;
use crate::scan::quote::Quote;
use crate::sort;

/// The value of one setting from one source.
#[derive(Clone, Debug)]
pub(crate) struct SourceSetting<'s> {
    /// The setting.
    pub(crate) setting: &'static str,
    /// Who reports it.
    pub(crate) source: &'static str,
    /// The file; for a log of several files, the first one.
    pub(crate) file: FilePlace,
    /// Whether it is in an export of the registry.
    pub(crate) is_export: bool,
    /// How many lines report it.
    count: u32,
    /// Its last values, the newest first; never empty.
    pub(crate) values: Vec<TimedValue<'s>>,
}

/// A value, and when it was written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TimedValue<'s> {
    pub(crate) logged: &'s LoggedValue,
    /// The place of its file in the log.
    pub(crate) part: usize,
    /// Milliseconds on the common clock, or on the log's own clock if its time zone is unknown; `None` without a time.
    pub(crate) ms: Option<i64>,
    /// The same for the line from which on the source reports no other value.
    pub(crate) since: Option<i64>,
    /// Whether `ms` can be compared with that of another log.
    pub(crate) is_utc: bool,
}

impl SourceSetting<'_> {
    /// The newest value.
    pub(crate) fn newest(&self) -> &TimedValue<'_> {
        &self.values[0]
    }

    /// The newest value, as written.
    pub(crate) fn value(&self) -> &str {
        &self.newest().logged.value
    }

    /// The line of the newest value.
    pub(crate) fn evidence(&self, logs: &[GivenLog]) -> EvidenceLine {
        let value = self.newest();
        EvidenceLine { count: self.count, ..self.line(value, &value.logged.quote, logs) }
    }

    /// A line of one of its values.
    pub(crate) fn line(&self, value: &TimedValue<'_>, quote: &Quote, logs: &[GivenLog]) -> EvidenceLine {
        let place = FilePlace { log: self.file.log, part: value.part };
        report_rows::quoted(self.setting, EvidenceKind::Progress, quote, place, logs)
    }
}

/// All settings in the logs: per log including its rollovers, and per registry export.
pub(crate) fn logged_settings<'s>(logs: &'s [GivenLog]) -> Vec<SourceSetting<'s>> {
    let mut all: Vec<SourceSetting<'s>> = Vec::new();
    for (place, log, file) in files_of(logs) {
        let is_export = log.format().id() == "registry";
        for logged in &file.facts.settings {
            let values = logged.values.iter().map(|logged| {
                let ms_of = |quote: &Quote| quote.time().map(|time| log.ms(place.part, quote.offset, time));
                let (ms, since) = (ms_of(&logged.quote), ms_of(&logged.since));
                let is_utc = log.clock.is_known() && ms.is_some();
                TimedValue { logged, part: place.part, ms, since, is_utc }
            });
            let source = SourceSetting {
                setting: logged.setting,
                source: logged.source,
                file: if is_export { place } else { FilePlace { part: 0, ..place } },
                is_export,
                count: logged.count,
                values: values.collect(),
            };
            let same = |known: &&mut SourceSetting<'_>| {
                (known.setting, known.source, known.file) == (source.setting, source.source, source.file)
            };
            match all.iter_mut().find(same) {
                // The files of a log are in order, so the later one has the newer values.
                Some(known) => {
                    known.count = known.count.saturating_add(source.count);
                    known.values.splice(0..0, source.values);
                }
                None => all.push(source),
            }
        }
    }
    all
}

/// The rows of the settings, in the order of the knowledge base. A check found that the sources of `disagreeing`
/// differ.
pub(crate) fn setting_rows(
    settings: &[SourceSetting<'_>],
    disagreeing: &[&str],
    logs: &[GivenLog],
) -> Vec<SettingRow> {
    let shown = knowledge::settings().iter().filter(|setting| setting.compared != Compared::Hidden);
    let row = |setting| {
        let row: SettingRow = row(setting, settings, logs)?;
        let agrees = row.sources_agree && !disagreeing.contains(&setting.id);
        Some(SettingRow { sources_agree: agrees, ..row })
    };
    shown.filter_map(row).collect()
}

fn row(setting: &Setting, settings: &[SourceSetting<'_>], logs: &[GivenLog]) -> Option<SettingRow> {
    let is_given = |source: &&SourceSetting<'_>| source.setting == setting.id && !source.value().is_empty();
    let mut logged: Vec<&SourceSetting<'_>> = settings.iter().filter(is_given).collect();
    // An export has the current value, regardless of its time; for equal times, the order of the logs decides.
    sort::by_key(&mut logged, |source| {
        (!source.is_export, std::cmp::Reverse(source.newest().ms), source.file)
    });
    let differs = |a: &SourceSetting<'_>| {
        logged
            .iter()
            .any(|b| !(a.is_export && b.is_export && a.file != b.file) && differ(setting.compared, a, b))
    };
    let value = |source: &&SourceSetting<'_>| SettingValue {
        value: source.value().to_owned(),
        source: source.source.to_owned(),
        evidence: source.evidence(logs),
    };
    Some(SettingRow {
        id: setting.id.to_owned(),
        title: setting.title.to_owned(),
        value: logged.first()?.value().to_owned(),
        sources_agree: !logged.iter().any(|source| differs(source)),
        values: logged.iter().map(value).collect(),
    })
}

/// Whether two sources disagree: neither source ever had the newest value of the other.
pub(crate) fn differ(compared: Compared, a: &SourceSetting<'_>, b: &SourceSetting<'_>) -> bool {
    if matches!(compared, Compared::Apart | Compared::Hidden) {
        return false;
    }
    let had = |source: &SourceSetting<'_>, value: &str| {
        let value = plain(compared, value);
        source.values.iter().any(|known| plain(compared, &known.logged.value) == value)
    };
    !a.value().is_empty() && !b.value().is_empty() && !had(a, b.value()) && !had(b, a.value())
}

/// A value in the form in which it is compared: a URL with its port, and without surrounding blanks or a final slash.
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

/// The parts of a URL.
pub(crate) struct Address<'t> {
    pub(crate) scheme: &'t str,
    pub(crate) host: &'t str,
    pub(crate) port: Option<&'t str>,
    /// What comes after the port, with its `/`.
    rest: &'t str,
}

/// Splits a URL that begins with `http://` or `https://` into its parts.
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
    fn urls_are_compared_by_their_meaning() {
        let same = |a: &str, b: &str| plain(Compared::Address, a) == plain(Compared::Address, b);
        assert!(same("http://PS1SITE.CONTOSO.COM:8530/", "http://ps1site.contoso.com:8530"));
        assert!(same("http://wsus.contoso.com", "http://wsus.contoso.com:80"));
        assert!(same("https://wsus.contoso.com", "https://wsus.contoso.com:443/"));
        assert!(!same("http://wsus.contoso.com", "http://wsus.contoso.com:8530"));
        assert!(!same("http://wsus.contoso.com:8530", "https://wsus.contoso.com:8530"));
        assert!(!same("wsus.contoso.com:8530", "http://wsus.contoso.com:8530"));
    }

    #[test]
    fn a_url_has_parts() {
        let parts =
            |text: &str| address(text).map(|a| (a.scheme.to_owned(), a.host.to_owned(), a.port.is_some()));
        assert_eq!(parts("http://a.contoso.com:8530/x"), Some(("http".into(), "a.contoso.com".into(), true)));
        assert_eq!(parts("https://a.contoso.com"), Some(("https".into(), "a.contoso.com".into(), false)));
        assert_eq!(parts("a.contoso.com:8530"), None);
        assert_eq!(parts("$WSUS:8530"), None);
    }
}
