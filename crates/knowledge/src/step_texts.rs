//! The title and the actor of a step in a run against a service: a home computer does not scan against WSUS.

use std::borrow::Cow;

use crate::look_up::{flow, leading_service, step};
use crate::tables::tables;

/// What a service is called that the knowledge base does not name.
const OTHER_SERVICE: &str = "another service";

/// The title of a step in a run against a service, by its display name: "Scan against Windows Update". Empty if there is
/// no such step.
pub fn step_title(flow: &str, id: &str, service: Option<&str>) -> Cow<'static, str> {
    step(flow, id).map_or(Cow::Borrowed(""), |step| for_service(flow, step.title, service))
}

/// Who acts in a step of a run against a service: "Windows Update Agent → Windows Update".
pub fn step_actor(flow: &str, id: &str, service: Option<&str>) -> Cow<'static, str> {
    step(flow, id).map_or(Cow::Borrowed(""), |step| for_service(flow, step.actor, service))
}

/// A text about a step of a flow whose runs use a service: the texts name the leading one.
fn for_service(id: &str, words: &'static str, service: Option<&str>) -> Cow<'static, str> {
    let has_service = flow(id).is_some_and(|flow| flow.service);
    let leading = leading_service().filter(|leading| has_service && words.contains(leading.name));
    let (Some(leading), Some(service)) = (leading, service) else { return Cow::Borrowed(words) };
    let known = tables().services.iter().find(|name| name.name == service);
    Cow::Owned(words.replace(leading.name, known.map_or(OTHER_SERVICE, |name| name.name)))
}

#[cfg(test)]
mod tests {
    use super::{step_actor, step_title};

    #[test]
    fn a_step_names_the_service_of_its_run() {
        let title = |service| step_title("client-scan", "3", service);
        assert_eq!(title(None), "Scan against WSUS");
        assert_eq!(title(Some("WSUS")), "Scan against WSUS");
        assert_eq!(title(Some("Windows Update")), "Scan against Windows Update");
        assert_eq!(title(Some("00000000-0000-0000-0000-000000000000")), "Scan against another service");
        let actor = step_actor("client-scan", "3", Some("Microsoft Update"));
        assert_eq!(actor, "Windows Update Agent \u{2192} Microsoft Update");
    }

    #[test]
    fn other_steps_keep_their_titles() {
        let service = Some("Windows Update");
        assert_eq!(step_title("wsus-sync", "1", service), "Configure WSUS");
        assert_eq!(step_title("client-scan", "4", service), "Receive the results");
        assert_eq!(step_title("client-scan", "99", service), "");
    }
}
