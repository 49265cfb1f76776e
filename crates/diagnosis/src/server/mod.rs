//! Web servers: the requests at which a client failed, as the server logged them.

pub(crate) mod clock_skew;
pub(crate) mod expected_response;
pub(crate) mod join;
pub(crate) mod server_match;

#[cfg(test)]
mod tests;
