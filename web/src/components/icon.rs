//! The icons: one line each, 16 by 16, in the colour of the text beside them.

use yew::{Html, html};

/// Makes the enum of the icons, each with its lines.
macro_rules! icons {
    ($($name:ident: $lines:literal)*) => {
        /// An icon.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Icon {
            $($name,)*
        }

        impl Icon {
            /// Its lines.
            fn path(self) -> &'static str {
                match self {
                    $(Self::$name => $lines,)*
                }
            }
        }
    };
}

icons! {
    Arrow: "M2.5 8h10.5M9 4l4 4-4 4"
    Bin: "M2.5 4.5h11M6 4.5v-2h4v2M4 4.5l.7 9.5h6.6l.7-9.5M7 7.5v4M9 7.5v4"
    Book: "M8 4v9.5M8 4C6.5 3 4.5 2.7 2.5 3v9.5c2-.3 4 0 5.5 1M8 4c1.5-1 3.5-1.3 5.5-1v9.5c-2-.3-4 0-5.5 1"
    Clipboard: "M3.5 3h9v11.5h-9zM6 1.5h4v3H6zM6 8h4M6 10.7h2.5"
    Clock: "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2M8 4.7V8l2.3 1.6"
    Close: "M4 4l8 8M12 4l-8 8"
    Code: "M5.5 4.5 2 8l3.5 3.5M10.5 4.5 14 8l-3.5 3.5"
    Copy: "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3"
    Bookmark: "M4 2h8v12l-4-3.2L4 14z"
    Check: "M3.5 8.5l3 3 6-7"
    Down: "M4 6l4 4 4-4"
    File: "M3.5 1.5H9L12.5 5v9.5h-9zM9 1.5V5h3.5"
    Filter: "M2 3h12L9.5 8.5V13l-3 1V8.5z"
    Flow: "M1.5 8a1.7 1.7 0 1 0 3.4 0 1.7 1.7 0 1 0-3.4 0M11.1 8a1.7 1.7 0 1 0 3.4 0 1.7 1.7 0 1 0-3.4 0M5 8h6M7.5 6l2 2-2 2"
    Folder: "M1.5 3.5h4.6l1.4 1.7h7v8h-13z"
    HalfMoon: "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2v12M9.7 2.4v11.2M11.5 3.2v9.6M13 4.8v6.4"
    Help: "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2M6.2 6.4a1.8 1.8 0 1 1 2.6 1.5c-.6.4-.8.6-.8 1.2M8 11.2v.1"
    Install: "M8 2v7.5M5 6.8l3 3 3-3M2 10.5v3h12v-3"
    Left: "M10 4 6 8l4 4"
    Lock: "M3.5 7h9v6.5h-9zM5.5 7V5a2.5 2.5 0 0 1 5 0v2M8 9.7v1.1"
    Monitor: "M1.5 2.5h13V11h-13zM8 11v2.5M5.5 13.5h5"
    Moon: "M13 9.5A5.5 5.5 0 1 1 6.5 3a4.5 4.5 0 0 0 6.5 6.5z"
    Open: "M9 2.5h4.5V7M13.5 2.5 8 8M11.5 9.5v4h-9v-9h4"
    Pause: "M5.5 3.5v9M10.5 3.5v9"
    Play: "M5 3.2v9.6L12.6 8z"
    Plus: "M8 3v10M3 8h10"
    Print: "M4.5 6V2h7v4M4.5 11.5h-3V6h13v5.5h-3M4.5 9.5h7V14h-7z"
    Right: "M6 4l4 4-4 4"
    Scale: "M8 2v12M5 14h6M2 4.5h12M4 4.5l-2.3 5h4.6zM12 4.5l-2.3 5h4.6z"
    Search: "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9M10.4 10.4 14 14"
    Server: "M2 2.5h12V7H2zM2 9h12v4.5H2zM4.5 4.8v.1M4.5 11.2v.1"
    Sun: "M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6M8 1v1.6M8 13.4V15M1 8h1.6M13.4 8H15M3 3l1.2 1.2M11.8 11.8 13 13M3 13l1.2-1.2M11.8 4.2 13 3"
    Switch: "M2 5h11M10 2l3 3-3 3M14 11H3M6 8l-3 3 3 3"
    Up: "M4 10l4-4 4 4"
}

/// An icon beside text; it is hidden from screen readers.
pub(crate) fn icon(icon: Icon) -> Html {
    let class = if icon == Icon::Play { "i filled" } else { "i" };
    html! {
        <svg class={class} viewBox="0 0 16 16" aria-hidden="true"><path d={icon.path()} /></svg>
    }
}

/// The product logo.
pub(crate) fn brand() -> Html {
    html! {
        <svg class="brand-mark" viewBox="0 0 24 24" aria-hidden="true">
            <path d="M10.5 2.5a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM16.3 16.3l5.2 5.2" />
            <path class="pulse" d="M5 10.5h2.5l1.5-3 2.5 6 1.5-3H16" />
        </svg>
    }
}
