//! What the numbers of state messages say: topics, and the states of each.

use crate::components::mark::Mark;
use crate::components::old::{link, tag, titled};
use crate::pages::old_layout::{head, main, trail};
use crate::ui::Ui;

/// The page.
pub(crate) fn states(ui: &mut Ui) {
    main(ui, |ui| {
        trail(ui, None, "State messages");
        head(
            ui,
            "State messages by number",
            "Clients report in numbers: a topic, and a state within it. StateMessage.log and the reports of the site have both.",
        );
        ui.el("p", |ui| link(ui, &["#/flow/state-messages"], "How state messages reach the site"));
        ui.el("div.pair", |ui| {
            for topic in knowledge::topics() {
                let number = topic.number.to_string();
                titled(ui, &["topic-", &number].concat(), &[&number, ": ", topic.words].concat(), |ui| {
                    ui.say("p.symbol", topic.symbol);
                    ui.el("ol.states", |ui| {
                        for state in topic.states {
                            ui.el("li", |ui| {
                                if state.failed {
                                    tag(ui, Mark::Failed, state.words);
                                } else {
                                    ui.text(state.words);
                                }
                            });
                        }
                    });
                });
            }
        });
    });
}
