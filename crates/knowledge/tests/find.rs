//! What is found for what somebody types: the best hit first.

#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot go on has failed")]

use knowledge::{
    SearchTarget, cause, causes_of_code, code, codes, explain, find, log, log_of_component, log_of_file_name,
    why,
};

/// The addresses of the first hits, without their common beginning.
fn first(query: &str, count: usize) -> Vec<String> {
    find(query).hits.iter().take(count).map(|hit| hit.what.href().replacen("#/", "", 1)).collect()
}

#[test]
fn the_best_hit_is_first() {
    for (query, expected) in [
        // codes by spelling and symbol
        ("0x80244022", "code/0x80244022"),
        ("8024 401b", "code/0x8024401B"),
        ("-2145107924", "code/0x8024402C"),
        ("HTTP 503", "code/0x80244022"),
        ("12002", "code/0x80072EE2"),
        ("0x8024ABCD", "code/0x8024ABCD"),
        ("WU_E_PT_HTTP_STATUS_SERVICE_UNAVAIL", "code/0x80244022"),
        ("WU_E_PT_HTTP_STATUS_SERVICE_UNAVAILABLE", "code/0x80244022"),
        ("WU E PT HTTP STATUS PROXY AUTH REQ", "code/0x8024401B"),
        ("PROXY_AUTH_REQ", "code/0x8024401B"),
        ("winhttp_name_not", "code/0x8024402C"),
        // logs by name, part of a name, component
        ("WUAHandler", "log/WUAHandler"),
        ("wuahandler.log", "log/WUAHandler"),
        ("UpdatesDeploymentAgent", "log/UpdatesDeployment"),
        ("scanag", "log/ScanAgent"),
        // words
        ("proxy sign-in", "cause/proxy-sign-in"),
        ("client scan", "flow/client-scan"),
        ("add update source", "flow/client-scan/1.10"),
        ("group policy conflict", "cause/group-policy-override"),
        // slips of the finger
        ("locatoin services", "log/LocationServices"),
        ("WUAHandlr", "log/WUAHandler"),
    ] {
        assert_eq!(first(query, 1), [expected], "{query}: {:?}", first(query, 8));
    }
}

/// Questions as people write them in forums and tickets, and what is shown first.
#[test]
fn questions_as_people_write_them() {
    for (query, expected) in [
        ("windows update error 0x80240fff", "code/0x80240FFF"),
        ("wsus client not reporting", "symptom/compliance-unknown"),
        ("Error = 0x80072ee2 scan failed", "cause/server-no-answer"),
        ("updates stuck at downloading 0%", "symptom/download-fails"),
        ("Scan failed with error = 0x8024401c", "cause/server-no-answer"),
        ("wuahandler group policy overwritten", "cause/group-policy-override"),
        ("sccm software updates 0x87d00668", "code/0x87D00668"),
        ("wsus sync failed 6703", "symptom/synchronization-fails"),
        ("-2145107924", "code/0x8024402C"),
        ("error 1603 msi", "code/0x80070643"),
        ("proxy 407", "cause/proxy-sign-in"),
        ("gpo overrides wsus server", "cause/group-policy-override"),
        ("sccm client never scans", "symptom/scan-never-starts"),
        ("clients show unknown in compliance report", "cause/compliance-unknown"),
        ("registry.pol corrupt", "cause/local-policy-unreadable"),
        ("certificate expired", "cause/certificate-expired"),
        // a plural with another stem
        ("corrupted group policies", "cause/local-policy-unreadable"),
        ("0xC1900101 - 0x20017", "code/0xC1900101"),
    ] {
        assert_eq!(first(query, 1), [expected], "{query}: {:?}", first(query, 8));
    }
}

/// Terms that admins type, and the cause that is shown first, before symptoms, steps and codes.
#[test]
fn terms_that_admins_type_find_their_cause_first() {
    let mut wrong = Vec::new();
    for (query, expected) in [
        ("timeout", "server-no-answer"),
        ("timed out", "server-no-answer"),
        ("access denied", "access-denied-while-servicing"),
        ("proxy authentication", "proxy-sign-in"),
        ("hash mismatch", "content-hash-mismatch"),
        ("certificate revocation", "certificate-revocation-unknown"),
        ("crl", "certificate-revocation-unknown"),
        ("locked", "data-store-locked"),
        ("restart pending", "restart-pending"),
        ("pending reboot", "restart-pending"),
        ("disk full", "system-drive-full"),
        ("wsus cookie", "soap-fault-cookie"),
        ("certificate expired", "certificate-expired"),
        ("certificate not trusted", "certificate-not-trusted"),
        ("client certificate", "client-certificate-required"),
        ("component store corruption", "component-store-damaged"),
        ("dual scan", "dual-scan"),
        ("content not found", "content-not-found"),
        ("group policy conflict", "group-policy-override"),
        ("agent self update", "agent-cannot-renew"),
        ("iis pool stopped", "wsus-pool-stopped"),
        ("service unavailable", "wsus-unavailable"),
        ("maintenance window", "maintenance-window-waiting"),
        ("prerequisite missing", "prerequisite-missing"),
        ("connection refused", "connection-refused"),
        ("connection reset", "connection-cut"),
        ("catalog", "catalog-import-by-script-fails"),
        ("dns", "server-name-not-resolved"),
        ("tls mismatch", "cipher-suites-restricted"),
        ("antivirus", "antivirus-blocks-updates"),
        ("superseded", "update-superseded"),
        ("download stalled", "content-transfer-stuck"),
        ("out of memory", "client-out-of-memory"),
        ("boundary group", "no-software-update-point-in-boundary-group"),
        ("management point unreachable", "management-point-unreachable"),
        ("servicing stack", "servicing-stack-too-old"),
        ("safeguard hold", "safeguard-hold"),
        ("co-management", "co-management-decides"),
        ("upgrade rolled back", "upgrade-rolled-back"),
        ("invalid wsus url", "address-malformed"),
        ("bad gateway", "proxy-bad-gateway"),
    ] {
        if first(query, 1) != [format!("cause/{expected}")] {
            wrong.push(format!("{query}: {expected} is not first in {:?}", first(query, 5)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The codes of a status, or the family of that name, come first, then the cause.
#[test]
fn codes_and_families_are_followed_by_their_cause() {
    let mut wrong = Vec::new();
    for (query, start, expected) in [
        ("http 401", "code/0x80244017", "cause/sign-in-refused"),
        ("http 403", "code/0x80244018", "cause/access-forbidden"),
        ("http 407", "code/0x8024401B", "cause/proxy-sign-in"),
        ("http 500", "code/0x8024401F", "cause/wsus-fails-inside"),
        ("http 503", "code/0x80244022", "cause/wsus-unavailable"),
        ("bits", "family/bits", "cause/bits-service-damaged"),
        ("wmi", "family/wmi", "cause/wmi-access-denied"),
    ] {
        let hits = first(query, 5);
        let causes = hits.iter().find(|hit| hit.starts_with("cause/"));
        if hits.first().is_none_or(|hit| hit != start) || causes.is_none_or(|hit| hit != expected) {
            wrong.push(format!("{query}: not {start}, then {expected}: {hits:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_to_do_about_a_code_follows_it() {
    assert_eq!(
        first("0x8024401b", 2),
        ["code/0x8024401B", "cause/proxy-sign-in"],
        "{:?}",
        first("0x8024401b", 5)
    );
}

#[test]
fn causes_are_found_by_the_articles_and_updates_they_name() {
    for query in ["KB5034441", "kb5034441", "KB 5034441", "5034441"] {
        assert_eq!(first(query, 1), ["cause/recovery-partition-too-small"], "{query}");
    }
    assert!(
        first("0x80070643 kb5034441", 3).contains(&"cause/recovery-partition-too-small".to_owned()),
        "words beside a code find causes of other codes, too"
    );
    assert_eq!(first("registry.pol", 1), ["cause/local-policy-unreadable"]);
}

#[test]
fn symptoms_and_families_are_found_by_their_names() {
    for symptom in knowledge::symptoms() {
        let hits = first(symptom.title, 3);
        assert!(hits.contains(&format!("symptom/{}", symptom.id)), "{}: {hits:?}", symptom.title);
    }
    for (query, expected) in
        [("BITS", "family/bits"), ("winhttp", "family/winhttp"), ("scoping questions", "scope")]
    {
        assert_eq!(first(query, 1), [expected]);
    }
}

#[test]
fn numbers_of_state_messages() {
    for (query, expected) in [
        ("topic 501", &["states?topic=501"][..]),
        ("TopicType 501", &["states?topic=501"]),
        ("topic 501 state 5", &["states?topic=501&state=5"]),
        ("TopicType = 300, StateId = 2", &["states?topic=300&state=2"]),
        ("StateId 5", &["states?topic=301&state=5", "states?topic=402&state=5", "states?topic=501&state=5"]),
        ("STATE_TOPICTYPE_SUM_UPDATE_SOURCE_SCAN", &["states?topic=501"]),
    ] {
        assert_eq!(first(query, expected.len()), expected, "{query}: {:?}", first(query, 8));
    }
    let titles: Vec<String> = find("topic 501 state 5").hits.iter().map(|hit| hit.what.title()).collect();
    assert_eq!(titles.first().map(String::as_str), Some("topic 501, state 5: failed"));
}

#[test]
fn each_key_stroke_finds_something_that_goes_on() {
    // Half-typed words never empty the list on the way to their end.
    for query in ["group policy", "proxy sign", "client scan", "certificate", "wuahandler", "boundary group"]
    {
        for end in 2..query.len() {
            assert!(!find(&query[..end]).hits.is_empty(), "{}", &query[..end]);
        }
    }
}

#[test]
fn a_code_that_is_being_typed_lists_its_continuations() {
    for query in ["0x8024401", "8024401", "0x8024402", "0x80072E", "0x8024"] {
        let digits = query.trim_start_matches("0x");
        let hits = first(query, 3);
        assert!(!hits.is_empty(), "{query}");
        assert!(hits.iter().all(|hit| hit.starts_with(&format!("code/0x{digits}"))), "{query}: {hits:?}");
    }
}

#[test]
fn nothing_is_found_for_nothing() {
    for query in ["", "  ", "?", "xyzzy", "qwertyuiop", "the of and"] {
        assert!(find(query).hits.is_empty(), "{query}: {:?}", first(query, 3));
    }
}

#[test]
fn codes_are_found_by_each_symbol_and_by_their_value() {
    // That each spelling of every code is read, the tests of the spelling hold; here one of five will do.
    for code in codes().iter().step_by(5) {
        let own = format!("code/0x{:08X}", code.value);
        assert_eq!(first(&format!("0x{:08x}", code.value), 1), [own.as_str()]);
        for symbol in code.symbols {
            let readings = knowledge::spelling::read(symbol).readings;
            assert!(
                first(symbol, 1) == [own.as_str()] || readings[0].value != code.value,
                "{symbol}: {:?}",
                first(symbol, 3)
            );
        }
    }
}

#[test]
fn every_cause_step_and_log_is_found_by_its_title() {
    let among = |query: &str, expected: &str| {
        let hits = first(query, 5);
        assert!(hits.iter().any(|hit| hit == expected), "{query}: {hits:?}");
    };
    for cause in knowledge::causes() {
        among(cause.title, &format!("cause/{}", cause.id));
    }
    for flow in knowledge::flows() {
        for step in flow.steps {
            among(step.title, &format!("flow/{}/{}", flow.id, step.id));
        }
    }
    for log in knowledge::logs() {
        among(log.name, &format!("log/{}", log.name));
    }
}

#[test]
fn hits_are_few_and_each_is_another() {
    for query in ["the server", "update", "0x8024", "failed", "error", "wsus", "1603 503 12002 0x80244022"] {
        let mut hits = first(query, 100);
        assert!(hits.len() <= 30, "{query}");
        let all = hits.len();
        hits.sort();
        hits.dedup();
        assert_eq!(hits.len(), all, "{query}");
    }
}

#[test]
fn logs_by_their_files() {
    for (file, expected) in [
        ("WUAHandler.log", Some("WUAHandler")),
        ("wuahandler.LOG", Some("WUAHandler")),
        ("C:\\Windows\\CCM\\Logs\\WUAHandler.log", Some("WUAHandler")),
        ("logs/ScanAgent-20261121-101500.log", Some("ScanAgent")),
        ("ScanAgent.lo_", Some("ScanAgent")),
        ("ScanAgent-20261121.log", None),
        ("WUAHandler", Some("WUAHandler")),
        ("WindowsUpdate.20261112.072958.120.1.etl", Some("WindowsUpdate")),
        ("waasmedic.20261112_040000_100.etl", Some("WaaSMedic")),
        ("packets.etl", None),
        ("notes.txt", None),
        ("", None),
        ("-20261121-101500.log", None),
        ("é-20261121-10150é.log", None),
    ] {
        assert_eq!(log_of_file_name(file).map(|log| log.name), expected, "{file}");
    }
    for log in knowledge::logs() {
        assert_eq!(log_of_file_name(log.file).map(|found| found.name), Some(log.name));
        for component in log.components {
            assert_eq!(log_of_component(component).map(|found| found.name), Some(log.name));
        }
    }
    assert_eq!(log("WUAHandler").map(|log| log.file), Some("WUAHandler.log"));
}

#[test]
fn callers_services_and_noise() {
    for (caller, name) in [
        ("CcmExec", Some("Configuration Manager")),
        ("ccmexec", Some("Configuration Manager")),
        ("MoUpdateOrchestrator", Some("Update Orchestrator")),
        ("Update;ScanForUpdates", Some("the Store")),
        ("Nobody", None),
        ("é", None),
    ] {
        assert_eq!(knowledge::caller_name(caller).map(|found| found.name), name, "{caller}");
    }
    assert!(
        knowledge::service("{3da21691-e39d-4da6-8a4b-b43877bcb1b7}").is_some_and(|service| service.leads)
    );
    assert!(knowledge::service("3DA21691").is_none());
    assert!(knowledge::noise("WindowsUpdate", 0x8024_6007).next().is_some());
    assert!(knowledge::noise("WUAHandler", 0x8024_6007).next().is_none());
}

#[test]
fn causes_of_a_code_are_the_ones_that_name_it() {
    for code in codes() {
        for found in causes_of_code(code.value) {
            assert!(found.when.iter().any(|when| when.codes.contains(&code.value)), "{}", found.id);
        }
    }
    let causes: Vec<&str> = causes_of_code(0x8024_401B).iter().map(|cause| cause.id).collect();
    assert_eq!(causes.first(), Some(&"proxy-sign-in"));
    assert!(
        cause("proxy-sign-in").is_some_and(|cause| cause.title == "Proxy authentication required (HTTP 407)")
    );
    assert!(causes_of_code(0).is_empty() && code(0x8024_401B).is_some() && explain(1).code.is_none());
}

#[test]
fn a_match_in_the_title_of_a_source_is_explained() {
    let cause = cause("soap-fault-too-many-prerequisites").expect("it is in the knowledge");
    let text = why("troubleshoot issues", SearchTarget::Cause(cause));
    assert_eq!(text, Some("Troubleshoot Windows Server update issues"));
}
