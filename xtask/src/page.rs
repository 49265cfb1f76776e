//! Builds the page as it is released, with Trunk.

use crate::Outcome;
use crate::run::{heading, must, root};
use crate::tools::Tools;
use std::path::PathBuf;

/// Builds the page and answers with the folder it stands in.
pub(crate) fn build() -> Outcome<PathBuf> {
    let tools = Tools::for_page()?;
    heading("The page is built as released, into dist/");
    let mut trunk = tools.command("trunk")?;
    trunk.args(["build", "--release", "--log=warn"]);
    // Trunk reads NO_COLOR as yes or no and stops at the usual `NO_COLOR=1`; it must also not ask for news of itself.
    trunk.env_remove("NO_COLOR").env("TRUNK_SKIP_VERSION_CHECK", "true");
    must(&mut trunk, "The page did not build: see the message above, mend it and try again.")?;
    Ok(root().join("dist"))
}
