//! Builds the page as it is released, with Trunk.

use crate::run::{TaskResult, heading, must, root};
use crate::tools::Tools;
use std::path::PathBuf;

/// Builds the page and returns its folder.
pub(crate) fn build() -> TaskResult<PathBuf> {
    let tools = Tools::for_page()?;
    heading("Building the release page into dist/");
    let mut trunk = tools.command("trunk")?;
    trunk.args(["build", "--release", "--log=warn"]);
    // Trunk stops at the usual `NO_COLOR=1`, because it expects yes or no; it checks for new versions of itself; and if
    // backtraces are on, they hide its message.
    trunk.env_remove("NO_COLOR").envs([("TRUNK_SKIP_VERSION_CHECK", "true"), ("RUST_LIB_BACKTRACE", "0")]);
    must(&mut trunk, "The page did not build: see the message above, fix it and try again.")?;
    Ok(root().join("dist"))
}
