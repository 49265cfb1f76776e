//! The home page: drop logs, try the sample, look up a code, see which logs are supported.

use yew::{Html, html};

use crate::components::drop_zone::drop_zone;
use crate::components::embedding::embed_button;
use crate::components::icon::{Icon, icon};
use crate::components::search_box::search_box;
use crate::message::Action;
use crate::view::{View, click, text};

/// The page.
pub(crate) fn home(view: &View) -> Html {
    html! {
        <main class="home">
            <h1>{"Find out why Windows updates fail"}</h1>
            <p class="lead">
                {"Drop the logs of a client or server to see which step failed, the line that proves it, and \
                  the next command to run."}
            </p>
            {drop_zone(view)}
            <p class="or"><span>{"or look up a code"}</span></p>
            {search_box(view, "search large")}
            <div class="examples">
                // Keyed, so that examples added with the knowledge base do not replace the existing elements.
                <span key="">{"Any format works:"}</span>
                {for examples().into_iter().map(|example| chip(view, example))}
            </div>
            <div class="reads">{reads()}</div>
            <div class="buttons">{embed_button(view)}</div>
        </main>
    }
}

/// A button that looks up an example.
fn chip(view: &View, example: String) -> Html {
    let words = text(&example);
    html! {
        <button
            key={example.as_str()}
            class="chip"
            type="button"
            onclick={click(view, Action::Type(example))}
        >
            {words}
        </button>
    }
}

/// A line of a log, its code in several spellings, and words.
fn examples() -> Vec<String> {
    let samples =
        knowledge::evidence_by_id("search.scan-failed").map(|line| knowledge::evidence_samples(line.index));
    let Some(line) = samples.and_then(|lines| lines.first()) else { return Vec::new() };
    let Some(code) = knowledge::spelling::codes_in(line).first().map(|code| code.value) else {
        return Vec::new();
    };
    let mut examples = vec![knowledge::spell(code), code.cast_signed().to_string(), "HTTP 503".to_owned()];
    let symbols = knowledge::code(code).map_or(&[][..], |code| code.symbols);
    examples.extend(symbols.first().map(|symbol| (*symbol).to_owned()));
    examples.push("group policy".to_owned());
    examples.push((*line).to_owned());
    examples
}

/// The logs and formats that this version supports.
fn reads() -> Html {
    let columns = [
        (
            Icon::Monitor,
            "Client",
            "ScanAgent, WUAHandler, LocationServices, CcmMessaging, UpdatesStore, StateMessage, PolicyAgent, UpdatesDeployment",
        ),
        (
            Icon::Server,
            "Site and WSUS servers",
            "WCM, wsyncmgr, WSUSCtrl, SUPSetup, MP_Location, objreplmgr, PatchDownloader, SoftwareDistribution, IIS and HTTPERR",
        ),
        (
            Icon::Install,
            "Windows and installers",
            "WindowsUpdate and its traces (.etl), event logs (.evtx), CBS, DISM, CheckSUR, setupact, MSI, SetupDiag, ReportingEvents; registry exports",
        ),
        (
            Icon::Folder,
            "Input formats",
            "zip, cab and gz, also nested; folders, bundles and pasted lines; rolled-over and renamed logs; UTF-8, UTF-16, Windows-1252",
        ),
    ];
    let column = |(sign, title, words)| {
        html! {
            <section>
                <h2>{icon(sign)}{title}</h2>
                <p>{words}</p>
            </section>
        }
    };
    columns.into_iter().map(column).collect()
}
