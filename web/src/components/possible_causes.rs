//! The causes that fit a guess: none of them is confirmed, so each is a choice.

use knowledge::Cause;
use report::Finding;

use super::causes::causes;
use super::old::titled;
use crate::flow::causes_of;
use crate::ui::Ui;

/// The panel; nothing if no cause fits.
pub(crate) fn possible_causes(ui: &mut Ui, finding: &Finding) {
    let found: Vec<&Cause> = causes_of(finding).into_iter().map(|(cause, _)| cause).collect();
    if !found.is_empty() {
        titled(ui, "fix", "Possible causes", |ui| {
            ui.say("p.why", "These lines do not show which one it is: start with the checks of each.");
            ui.html(causes(&ui.view(), &found));
        });
    }
}
