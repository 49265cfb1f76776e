//! Pages as text: what a reader sees, rendered without a browser.
