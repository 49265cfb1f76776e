//! The names of rollovers: `Name-YYYYMMDD-HHMMSS.log` on clients, `Name.lo_` on servers, and those of Windows itself:
//! `CbsPersist_YYYYMMDDHHMMSS.log` of CBS.log, `CheckSUR.persist.log` of CheckSUR.log, and
//! `WindowsUpdate.YYYYMMDD.HHMMSS.mmm.N.etl`, the Nth file of a session of tracing that began then.

/// The log that a file belongs to, according to its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rollover {
    /// The log's name, without extension and without the rollover's time.
    pub stem: String,
    /// The sort key of the parts of one log: the rollover's time as written; none for the file that is written now.
    pub rolled: Option<String>,
}

/// Parses a file name.
pub fn rollover(name: &str) -> Rollover {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    if extension.eq_ignore_ascii_case("lo_") {
        return Rollover { stem: stem.to_owned(), rolled: Some(String::new()) };
    }
    if extension.eq_ignore_ascii_case("etl") {
        return trace(stem);
    }
    let bytes = stem.as_bytes();
    let digits = |part: &[u8]| part.iter().all(u8::is_ascii_digit);
    if let Some((name, time)) = stem.rsplit_once('_')
        && name.eq_ignore_ascii_case("CbsPersist")
        && time.len() == "YYYYMMDDHHMMSS".len()
        && digits(time.as_bytes())
    {
        return Rollover { stem: "CBS".to_owned(), rolled: Some(time.to_owned()) };
    }
    if let Some((name, persist)) = stem.rsplit_once('.')
        && persist.eq_ignore_ascii_case("persist")
    {
        return Rollover { stem: name.to_owned(), rolled: Some(String::new()) };
    }
    if let [head @ .., b'-', d0, d1, d2, d3, d4, d5, d6, d7, b'-', t0, t1, t2, t3, t4, t5] = bytes
        && !head.is_empty()
        && digits(&[*d0, *d1, *d2, *d3, *d4, *d5, *d6, *d7])
        && digits(&[*t0, *t1, *t2, *t3, *t4, *t5])
    {
        let (stem, rolled) = stem.split_at(head.len());
        return Rollover { stem: stem.to_owned(), rolled: Some(rolled[1..].to_owned()) };
    }
    Rollover { stem: stem.to_owned(), rolled: None }
}

/// Parses the name of a trace: numbers and ids follow the log's name, separated by dots.
fn trace(stem: &str) -> Rollover {
    let mut end = stem.len();
    while let Some((before, part)) = stem[..end].rsplit_once('.') {
        let is_number = part.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_');
        let is_id = part.len() == 36 && part.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
        if before.is_empty() || part.is_empty() || !(is_number || is_id) {
            break;
        }
        end = before.len();
    }
    let rolled = stem[end..].strip_prefix('.').unwrap_or_default();
    Rollover { stem: stem[..end].to_owned(), rolled: Some(rolled.to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_names_apart() {
        let check = |name: &str, stem: &str, rolled: Option<&str>| {
            assert_eq!(
                rollover(name),
                Rollover { stem: stem.into(), rolled: rolled.map(Into::into) },
                "{name}"
            );
        };
        check("WUAHandler.log", "WUAHandler", None);
        check("CcmMessaging-20131014-091925.log", "CcmMessaging", Some("20131014-091925"));
        check("wsyncmgr.lo_", "wsyncmgr", Some(""));
        check("WCM.LO_", "WCM", Some(""));
        check("a-b-20131014.log", "a-b-20131014", None);
        check("unknown", "unknown", None);
        check("CbsPersist_20261112091500.log", "CBS", Some("20261112091500"));
        check("cbspersist_20261112091500.LOG", "CBS", Some("20261112091500"));
        check("CbsPersist_2026.log", "CbsPersist_2026", None);
        check("CheckSUR.persist.log", "CheckSUR", Some(""));
        check("CBS.persist.log", "CBS", Some(""));
        check("-20131014-091925.log", "-20131014-091925", None);
        let (trace, session) = ("WindowsUpdate", "20251008.140245.443");
        check("WindowsUpdate.20251008.140245.443.8.etl", trace, Some(&format!("{session}.8")));
        check(
            "PC01_WindowsUpdate.20251008.140245.443.8.ETL",
            "PC01_WindowsUpdate",
            Some(&format!("{session}.8")),
        );
        check("waasmedic.20251005_113019_195.etl", "waasmedic", Some("20251005_113019_195"));
        let id = "0d3f5a1c-0000-4000-8000-000000000001.2";
        check(&format!("MoUsoCoreWorker.{id}.etl"), "MoUsoCoreWorker", Some(id));
        check("größe.etl", "größe", Some(""));
        check("größe..8.etl", "größe.", Some("8"));
        check(".8.etl", ".8", Some(""));
        check("größe-20131014-091925.log", "größe", Some("20131014-091925"));
    }
}
