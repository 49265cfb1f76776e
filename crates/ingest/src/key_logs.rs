//! The logs that report most about updates, by their names.

/// How their names begin, in lower case.
const FIRST: [&str; 24] = [
    "wuahandler",
    "scanagent",
    "updatesdeployment",
    "updateshandler",
    "updatesstore",
    "locationservices",
    "windowsupdate",
    "policyagent",
    "policyevaluator",
    "ccmmessaging",
    "clientlocation",
    "statemessage",
    "cas.",
    "cas-",
    "contenttransfermanager",
    "datatransferservice",
    "wsyncmgr",
    "wcm.",
    "wcm-",
    "wsusctrl",
    "softwaredistribution",
    "reportingevents",
    "cbs",
    "dism",
];

/// Whether a log of this name reports most about updates: where not all logs can be read, these are.
pub fn is_key_log(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    FIRST.iter().any(|first| name.starts_with(first))
}
