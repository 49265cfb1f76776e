//! What happens to the page, and what the browser has to do for it.

use report::{FileMeta, Reply, Request};

use crate::routes::Route;
use crate::state::{Dialog, Sift, Theme};

/// What happens.
#[derive(Debug)]
pub(crate) enum PageMessage {
    /// The reader does something.
    Does(Action),
    /// The browser or the engine tells something.
    News(News),
}

/// What the reader does.
#[derive(Clone, Debug)]
pub(crate) enum Action {
    /// A link inside the page is followed.
    Go(Route),
    /// The lock is to be tested.
    TestLock,
    /// What could not be fetched is to be fetched again.
    Again,
    /// Files, or a folder, are to be chosen.
    Pick { folder: bool },
    /// The sample is to be read.
    Sample,
    /// The pasted lines are to be read.
    Paste,
    /// Reading is to stop.
    Cancel,
    /// All files are to be forgotten.
    Clear,
    /// The newer report is to be shown.
    ShowNewer,
    /// The notice was read.
    Dismiss,
    /// A step is chosen.
    Step(String),
    /// The keyboard stands on a run.
    Run(u32),
    /// A line is to be shown: file, its name, line.
    Open(u32, String, u64),
    /// Traces are to be saved as a text log of this name.
    SaveText(String, Vec<u32>),
    /// Its times are UTC, or not.
    SaveTimes(bool),
    /// It is to be written.
    WriteText,
    /// More lines before and after it.
    MoreLines(u32, u32),
    /// More runs than the report carried.
    MoreRuns,
    /// More updates than the report carried.
    MoreUpdates,
    /// More logs than the report carried.
    MoreLogs,
    /// The machines of these names are one.
    Unite(Vec<String>),
    /// Other updates are to be shown, or in another order.
    Updates(Sift),
    /// A text is to be copied; its name marks the button.
    Copy(String, String),
    /// Something is folded or unfolded.
    Fold(String),
    /// A value is filled into commands.
    Fill(&'static str, String),
    /// The search box holds this.
    Type(String),
    /// A key in the search box.
    SearchKey(Key),
    /// The lines of an excerpt are these.
    Excerpt(String),
    /// Lines were pasted into the search box: they are an excerpt, and read like a file.
    PasteLines(String),
    /// The excerpt is to be read like a file.
    ReadExcerpt,
    /// The scoping question of this number is answered so.
    Answer(usize, String),
    /// Past bar and search box to the heading.
    Skip,
    /// The search box is to be used.
    Search,
    /// The list below the search box closes.
    CloseSearch,
    /// Other colours.
    Colours(Theme),
    /// A dialog opens.
    Dialog(Dialog),
    /// The dialog of this id closes, or was closed by the browser.
    Close(&'static str),
    /// Something on the page is to be looked at.
    Show(&'static str),
    /// The page is to be printed.
    Print,
}

/// What the browser or the engine tells.
#[derive(Debug)]
pub(crate) enum News {
    /// The address changed.
    Went(Route),
    /// A part of the knowledge was fetched, or why not.
    Known(Result<(), String>),
    /// The parts of the engine were fetched, or why not.
    Fetched(Result<(), String>),
    /// The network was locked, or why not.
    Locked(Result<(), String>),
    /// What the test of the lock tried, and whether it was refused.
    Tested(Vec<(&'static str, bool)>),
    /// So many files of a folder were found so far.
    Listed(usize),
    /// Files were given.
    Given(Vec<FileMeta>),
    /// The browser refused to read the dropped folder of this name.
    Unreadable(String),
    /// Files are held over the window, or no more.
    Dragged(bool),
    /// The engine told something; when, and whether somebody reads the report.
    Told(Box<Reply>, f64, bool),
    /// The worker trapped.
    Broke,
    /// The browser could not pass a message to the worker or from it.
    MessageLost,
    /// A second passed.
    Tick(f64),
    /// Something was copied, or it is long ago.
    Copied(Option<String>),
    /// The page around the frame has these colours.
    Colours(Theme),
}

/// A key in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    /// To the next one.
    Down,
    /// To the one before.
    Up,
    /// This one.
    Enter,
}

/// The name of the file that pasted lines become.
pub(crate) const PASTED: &str = "pasted.log";

/// What the browser has to do.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Effect {
    /// Fetch a part of the knowledge.
    FetchKnowledge(usize),
    /// Fetch the parts of the engine and the sample.
    FetchEngine,
    /// Lock the network and see that it holds.
    Lock,
    /// Test the lock.
    TestLock,
    /// Start the worker.
    StartWorker,
    /// End it.
    StopWorker,
    /// Hand these files to it, and say whether more of the same drop come.
    Read(Vec<FileMeta>, bool),
    /// Find no more files of folders.
    EndListing,
    /// Ask it something.
    Ask(Request),
    /// Take a piece of the file that is made, the first one of it or another.
    Gather { bytes: Vec<u8>, first: bool },
    /// Save what was gathered under this name.
    Save(String),
    /// Let go of the files.
    ForgetFiles,
    /// Show the file picker, for files or for a folder.
    Pick { folder: bool },
    /// Take the sample's files.
    Sample,
    /// Take the lines of the dialog as a file.
    Paste,
    /// Take these lines as a file.
    TakeLines(String),
    /// Put this address after `#`.
    SetHash(String),
    /// Begin a new page: to its top, with its heading focused.
    ToTop,
    /// Put a text into the clipboard; the name comes back.
    Copy(String, String),
    /// Forget after a while that something was copied.
    Uncopy,
    /// Move the focus to the element of this id.
    Focus(String),
    /// Bring the element of this id into view.
    ScrollTo(String),
    /// Show the dialog of this id, or close it.
    Dialog(&'static str, bool),
    /// Use these colours.
    Colours(Theme),
    /// Keep them for the next time.
    KeepColours(Theme),
    /// Print the page.
    Print,
}
