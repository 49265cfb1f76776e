//! The paths that clients request from web servers, and the codes by which a client reports a missing response.

/// A URL path that clients and servers request for updates, policy or content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// The path, with a slash at both ends: `/ClientWebService/`. Web servers ignore its case.
    pub path: &'static str,
    /// Whether it needs no authentication.
    pub anonymous: bool,
    /// Whether it serves complete files, so that a request can take any length of time.
    pub serves_files: bool,
}

/// A code by which a client reports that it received no response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NetworkError {
    /// The code.
    pub code: u32,
    /// What happened to the response.
    pub kind: NetworkErrorKind,
}

/// Why a client received no response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NetworkErrorKind {
    /// It waited for the response until its timeout.
    Timeout,
    /// There was no connection, or the connection was cut.
    NoConnection,
}
