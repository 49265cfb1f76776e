//! The engine for browsers and Node.
