//! Which URL paths of web servers matter, and what is asked for at which step of a flow.

/// Where clients and servers ask for updates and policy; web servers take the path in any case.
const PATHS: [&[u8]; 15] = [
    b"/ClientWebService/",
    b"/SimpleAuthWebService/",
    b"/ReportingWebService/",
    b"/ApiRemoting30/",
    b"/ServerSyncWebService/",
    b"/DssAuthWebService/",
    b"/selfupdate/",
    b"/Content/",
    b"/SMS_MP/",
    b"/SMS_MP_WindowsAuth/",
    b"/ccm_system/",
    b"/ccm_system_windowsauth/",
    b"/SMS_DP_SMSPKG$/",
    b"/NOCERT_SMS_DP_SMSPKG$/",
    b"/CCMTOKENAUTH_SMS_DP_SMSPKG$/",
];

/// The path of those that matter with which a text begins.
pub(crate) fn path_of(text: &[u8]) -> Option<&'static [u8]> {
    let begins = |path: &&[u8]| text.get(..path.len()).is_some_and(|text| text.eq_ignore_ascii_case(path));
    PATHS.into_iter().find(begins)
}

/// What is asked for at a step of a flow.
pub(crate) fn paths_of_step(flow: &str, step: &str) -> &'static [&'static [u8]] {
    match (flow, step.split('.').next().unwrap_or(step)) {
        ("client-scan", "3") => &[b"/ClientWebService/", b"/SimpleAuthWebService/", b"/selfupdate/"],
        ("client-scan", _) | ("policy" | "state-messages", _) => {
            &[b"/SMS_MP/", b"/SMS_MP_WindowsAuth/", b"/ccm_system/", b"/ccm_system_windowsauth/"]
        }
        ("install", "3") => {
            &[b"/Content/", b"/SMS_DP_SMSPKG$/", b"/NOCERT_SMS_DP_SMSPKG$/", b"/CCMTOKENAUTH_SMS_DP_SMSPKG$/"]
        }
        ("wsus-sync", _) => &[b"/ApiRemoting30/", b"/ServerSyncWebService/", b"/DssAuthWebService/"],
        _ => &[],
    }
}

/// Whether complete files come from there, which may take as long as they like.
pub(crate) fn is_of_files(path: &[u8]) -> bool {
    path == b"/Content/" || path.ends_with(b"SMSPKG$/")
}

/// Whether everybody may ask there without signing in.
pub(crate) fn is_open(path: &[u8]) -> bool {
    [&b"/ClientWebService/"[..], b"/SimpleAuthWebService/", b"/ReportingWebService/", b"/selfupdate/"]
        .contains(&path)
}

/// The columns as they are set up by default: of IIS 10 and 7, then of HTTP.sys with streams and without.
pub(crate) const USUAL_FIELDS: [(&[u8], usize); 4] = [
    (
        b"#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) \
          sc-status sc-substatus sc-win32-status time-taken",
        15,
    ),
    (
        b"#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) \
          sc-status sc-substatus sc-win32-status time-taken",
        14,
    ),
    (
        b"#Fields: date time c-ip c-port s-ip s-port cs-version cs-method cs-uri streamid sc-status s-siteid s-reason \
          s-queuename",
        14,
    ),
    (
        b"#Fields: date time c-ip c-port s-ip s-port cs-version cs-method cs-uri sc-status s-siteid s-reason \
          s-queuename",
        13,
    ),
];
