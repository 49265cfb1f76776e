//! The states that clients report, by number.

use crate::pages::unknown;
use crate::ui::Ui;

/// The page.
pub(crate) fn states(ui: &mut Ui) {
    unknown::unknown(ui);
}
