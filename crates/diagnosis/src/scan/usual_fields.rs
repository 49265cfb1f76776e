//! The default columns of web server logs, for files without a head.

/// The default columns: IIS 10 and 7, then HTTP.sys with streams and without.
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
