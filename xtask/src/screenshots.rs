//! `cargo xtask screenshots`: takes the screenshots in `docs/images/` again.

use std::process::Command;

use crate::run::{TaskResult, heading, must, node, root};
use crate::server::Serving;
use crate::{browser, page, test};

/// Builds the page, serves it, and takes the screenshots in a browser.
pub(crate) fn run(arguments: &[String]) -> TaskResult {
    if !arguments.is_empty() {
        return Err("`cargo xtask screenshots` takes no arguments.".to_owned());
    }
    let browser = browser::CHROMIUM.find()?;
    let mut take = Command::new(node()?);
    let folder = test::packages("e2e")?;
    let serving = Serving::start(&page::build()?, 0)?;
    let images = root().join("docs").join("images");
    std::fs::create_dir_all(&images).map_err(|e| format!("{} cannot be written: {e}.", images.display()))?;
    heading("Taking the screenshots, into docs/images/");
    take.current_dir(folder).arg("screenshots.js");
    take.arg(&serving.address).arg(browser).arg(&images);
    must(&mut take, "The screenshots could not be taken: see the message above.")
}
