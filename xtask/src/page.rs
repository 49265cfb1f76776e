//! Builds the page as it is released, with Trunk.

use crate::run::{TaskResult, heading, must, root};
use crate::tools::Tools;
use std::path::PathBuf;

/// Builds the page and returns its folder.
pub(crate) fn build() -> TaskResult<PathBuf> {
    let tools = Tools::for_page()?;
    heading("The page is built as released, into dist/");
    let mut trunk = tools.command("trunk")?;
    trunk.args(["build", "--release", "--log=warn"]);
    // Trunk stops at the usual `NO_COLOR=1`, as it wants yes or no; it asks for news of itself; and where backtraces
    // are on it buries its message under one.
    trunk.env_remove("NO_COLOR").envs([("TRUNK_SKIP_VERSION_CHECK", "true"), ("RUST_LIB_BACKTRACE", "0")]);
    must(&mut trunk, "The page did not build: see the message above, fix it and try again.")?;
    Ok(root().join("dist"))
}
