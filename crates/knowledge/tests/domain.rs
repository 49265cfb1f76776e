//! Facts about logs and servers that the engine gets from the data files.

use knowledge::{NetworkErrorKind, endpoint, flow, is_key_log, network_error, servicing_log, step};

#[test]
fn endpoints_are_found_in_any_case() {
    let path = |text: &str| endpoint(text.as_bytes()).map(|endpoint| endpoint.path);
    assert_eq!(path("/clientwebservice/client.asmx"), Some("/ClientWebService/"));
    assert_eq!(path("/sms_mp/.sms_aut?mplist"), Some("/SMS_MP/"));
    assert_eq!(path("/favicon.ico"), None);
    let flags = |text: &str| endpoint(text.as_bytes()).map(|one| (one.anonymous, one.serves_files));
    assert_eq!(flags("/SelfUpdate/wuident.cab"), Some((true, false)));
    assert_eq!(flags("/Content/6B/1.cab"), Some((false, true)));
}

#[test]
fn a_step_inherits_the_requests_of_its_flow() {
    let requests = |flow: &str, id: &str| step(flow, id).map(|step| step.requests).unwrap_or_default();
    assert!(requests("client-scan", "1.4").contains(&"/SMS_MP/"));
    assert_eq!(
        requests("client-scan", "3"),
        ["/ClientWebService/", "/SimpleAuthWebService/", "/selfupdate/"]
    );
    assert!(requests("install", "3").contains(&"/Content/"));
    assert!(requests("install", "1").is_empty());
    assert!(requests("servicing", "1").is_empty());
}

#[test]
fn codes_of_answers_that_never_came() {
    assert_eq!(network_error(0x8007_2EE2), Some(NetworkErrorKind::Timeout));
    assert_eq!(network_error(0x8007_2EFE), Some(NetworkErrorKind::NoConnection));
    assert_eq!(network_error(0x8024_4022), None);
}

#[test]
fn logs_of_updates_are_read_first() {
    assert!(is_key_log("WUAHandler.log") && is_key_log("CAS.log") && is_key_log("CbsPersist_1.cab"));
    assert!(!is_key_log("CASE.log") && !is_key_log("notes.txt") && !is_key_log("é"));
}

#[test]
fn entries_of_servicing_belong_to_the_log_of_their_component() {
    let name = |component: &[u8]| servicing_log(component).map(|log| log.name);
    assert_eq!(
        [name(b"CSI"), name(b""), name(b"DISM"), name(b"SP")],
        [Some("CBS"), Some("CBS"), Some("DISM"), Some("setupact")]
    );
}

#[test]
fn a_flow_without_sentences_of_its_own_has_the_defaults() {
    let sentences = flow("wsus-sync").map(|flow| flow.sentences).unwrap_or_default();
    assert_eq!(sentences.ok_one, "The synchronization succeeded.");
    assert_eq!(flow("servicing").map(|flow| flow.caller), Some("CcmExec"));
}
