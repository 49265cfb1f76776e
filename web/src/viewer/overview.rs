//! The bar beside the rows: where the log has errors, warnings and hits.

use report::OverviewPart;
use yew::{Context, Html, MouseEvent, TargetCast, html};

use super::model::{Viewer, ViewerMessage};

/// The bar. A click goes there; keys have their own ways, so that screen readers skip it.
pub(super) fn overview(viewer: &Viewer, ctx: &Context<Viewer>) -> Html {
    let all = viewer.parts.len().max(1);
    let onclick = ctx.link().callback(move |event: MouseEvent| {
        let height = event.target_unchecked_into::<web_sys::HtmlElement>().offset_height().max(1);
        let part = f64::from(event.offset_y()) / f64::from(height) * all as f64;
        ViewerMessage::Part(part.max(0.0) as u32)
    });
    let most = viewer.parts.iter().map(|part| part.errors.max(part.warnings)).max().unwrap_or_default();
    let part = |(at, part): (usize, &OverviewPart)| {
        let place = ["top:", &(at as f64 * 100.0 / all as f64).to_string(), "%"].concat();
        html! {
            <>
                {for level(part, most).map(|class| html! { <i {class} style={place.clone()} /> })}
                if part.hits > 0 {
                    <i class="hits-here" style={place.clone()} />
                }
            </>
        }
    };
    let here = viewer.chosen.as_ref().map(|chosen| {
        let at = f64::from(chosen.at) * 100.0 / f64::from(viewer.state.rows.max(1));
        html! { <i class="here" style={["top:", &at.to_string(), "%"].concat()} /> }
    });
    html! {
        <div class="view-overview" aria-hidden="true" {onclick}>
            {for viewer.parts.iter().enumerate().map(part)}
            {for here}
        </div>
    }
}

/// The class of a part: errors before warnings, strong from half of the greatest number on.
fn level(part: &OverviewPart, most: u32) -> Option<&'static str> {
    match (part.errors, part.warnings) {
        (0, 0) => None,
        (0, warnings) if warnings * 2 >= most => Some("warnings strong"),
        (0, _) => Some("warnings"),
        (errors, _) if errors * 2 >= most => Some("errors strong"),
        _ => Some("errors"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_come_before_warnings() {
        let part = |errors, warnings| OverviewPart { errors, warnings, ..OverviewPart::default() };
        assert_eq!(level(&part(0, 0), 9), None);
        assert_eq!(level(&part(1, 9), 9), Some("errors"));
        assert_eq!(level(&part(5, 0), 9), Some("errors strong"));
        assert_eq!(level(&part(0, 1), 9), Some("warnings"));
    }
}
