//! What clients ask web servers for, and by which codes a client reports that no answer came.

/// A URL path at which clients and servers ask for updates, policy or content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// The path, with a slash at both ends: `/ClientWebService/`. Web servers take it in any case.
    pub path: &'static str,
    /// Whether it needs no authentication.
    pub anonymous: bool,
    /// Whether it serves complete files, so that a request may take as long as it likes.
    pub serves_files: bool,
}

/// A code by which a client reports that it got no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NetworkError {
    /// The code.
    pub code: u32,
    /// What happened to the answer.
    pub kind: NetworkErrorKind,
}

/// Why a client got no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NetworkErrorKind {
    /// It waited for the answer until its timeout.
    Timeout,
    /// There was no connection, or the connection was cut.
    NoConnection,
}
