//! Web servers: the request a client failed at, as the server logged it.

pub(crate) mod clock_skew;
pub(crate) mod expected_response;
pub(crate) mod join;
pub(crate) mod server_match;

#[cfg(test)]
mod tests;
