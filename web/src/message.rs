//! The messages that change the page, and the effects for the browser.

use report::{ExportForm, FileMeta, Reply, Request};

use crate::routes::Route;
use crate::state::{BookmarkChange, Dialog, Embedding, HostMessage, HostReply, NotedSearch, Sift, Theme};

/// A message.
#[derive(Debug)]
pub(crate) enum PageMessage {
    /// The user does something.
    Does(Action),
    /// The browser or the engine reports something.
    News(News),
}

/// What the user does.
#[derive(Clone, Debug)]
pub(crate) enum Action {
    /// Follow a link inside the page.
    Go(Route),
    /// Test the lock.
    TestLock,
    /// Retry a failed download.
    Again,
    /// Choose files or a folder.
    Pick { folder: bool },
    /// Analyze the sample.
    Sample,
    /// Analyze the pasted lines.
    Paste,
    /// Cancel the analysis.
    Cancel,
    /// Remove all files.
    Clear,
    /// Show the newer report.
    ShowNewer,
    /// Dismiss the notice.
    Dismiss,
    /// Select a step.
    Step(String),
    /// Select a run with the keyboard.
    Run(u32),
    /// Show a line in the viewer: file, its name, line number; 0 opens the log at its start.
    Open(u32, String, u64),
    /// Open the dialog that saves traces as a text log of this name.
    SaveText(String, Vec<u32>),
    /// Set whether the times of the text log are UTC.
    SaveTimes(bool),
    /// Write the text log.
    WriteText,
    /// Write the report in a form, with or without replaced names, and show it in the dialog.
    Export(ExportForm, bool),
    /// Copy the text in the dialog; without a dialog, the report as Markdown.
    CopyExport,
    /// Save the text in the dialog, or what was replaced in it.
    SaveExport { is_key: bool },
    /// Load more runs than the report contains.
    MoreRuns,
    /// Load more updates than the report contains.
    MoreUpdates,
    /// Load more logs than the report contains.
    MoreLogs,
    /// Confirm that these names are the same machine.
    Unite(Vec<String>),
    /// Filter or sort the updates.
    Updates(Sift),
    /// Copy a text; its name identifies the button.
    Copy(String, String),
    /// Collapse or expand something.
    Fold(String),
    /// Fill a value into commands.
    Fill(&'static str, String),
    /// Set the text of the search box.
    Type(String),
    /// Press a key in the search box.
    SearchKey(Key),
    /// Set the lines of the excerpt.
    Excerpt(String),
    /// Paste lines into the search box: they become an excerpt and are analyzed like a file.
    PasteLines(String),
    /// Analyze the excerpt like a file.
    ReadExcerpt,
    /// Answer the scoping question of this number.
    Answer(usize, String),
    /// The followed file of this number has changed: its new size, and when it was changed last.
    Grown(u32, u64, i64),
    /// Change the lines that are marked in the log viewer.
    Bookmark(BookmarkChange),
    /// Keep what was searched for in a log that is left, and what was highlighted.
    NoteSearch(Box<NotedSearch>),
    /// Skip the bar and the search box.
    Skip,
    /// Focus the search box.
    Search,
    /// Close the list below the search box.
    CloseSearch,
    /// Switch the theme.
    Colours(Theme),
    /// Open a dialog.
    Dialog(Dialog),
    /// Change what the dialog "Embed" writes.
    Embed(Embedding),
    /// Close the dialog of this id, or handle that the browser closed it.
    Close(&'static str),
    /// Scroll to a part of the page.
    Show(&'static str),
    /// Allow or refuse that the page around the frame gives logs and receives their report.
    AnswerHost(bool),
    /// Print the page.
    Print,
}

/// What the browser or the engine reports.
#[derive(Debug)]
pub(crate) enum News {
    /// The URL changed.
    Went(Route),
    /// A part of the knowledge base was fetched, or why not.
    Known(Result<(), String>),
    /// The parts of the engine were fetched, or why not.
    Fetched(Result<(), String>),
    /// The network was locked, or why not.
    Locked(Result<(), String>),
    /// The result of the lock test: what it tried, and whether the browser refused it.
    Tested(Vec<(&'static str, bool)>),
    /// The number of files found in a folder so far.
    Listed(usize),
    /// Files were added.
    Given(Vec<FileMeta>),
    /// The browser refused to read the dropped folder of this name.
    Unreadable(String),
    /// Whether files are dragged over the window.
    Dragged(bool),
    /// The engine replied: the reply, when, and whether the user is reading the report.
    Replied(Box<Reply>, f64, bool),
    /// The worker trapped.
    Broke,
    /// The browser could not pass a message to the worker or from it.
    MessageLost,
    /// A second passed.
    Tick(f64),
    /// The name of the copied text; none after some time.
    Copied(Option<String>),
    /// The page around the frame has this theme.
    Colours(Theme),
    /// The page around the frame, of this origin, posted a message.
    HostPosted(String, HostMessage),
    /// Files of the page around the frame were added.
    HostGave(Vec<FileMeta>),
}

/// A key in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    /// Next item.
    Down,
    /// Previous item.
    Up,
    /// Current item.
    Enter,
}

/// The file name for pasted lines.
pub(crate) const PASTED: &str = "pasted.log";

/// An effect that the browser executes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Effect {
    /// Fetch a part of the knowledge base.
    FetchKnowledge(usize),
    /// Fetch all other parts of the knowledge base.
    FetchRest,
    /// Fetch the parts of the engine and the sample.
    FetchEngine,
    /// Lock the network and verify the lock.
    Lock,
    /// Test the lock.
    TestLock,
    /// Start the worker.
    StartWorker,
    /// Terminate the worker.
    StopWorker,
    /// Send these files to the worker; the flag states whether more of the same drop follow.
    Read(Vec<FileMeta>, bool),
    /// Stop listing folders.
    EndListing,
    /// Send a request to the worker.
    Ask(Request),
    /// Append a piece to the file to be saved; `first` starts a new file.
    Gather { bytes: Vec<u8>, first: bool },
    /// Save the collected pieces under this name.
    Save(String),
    /// Release the files.
    ForgetFiles,
    /// Show the file picker, for files or for a folder.
    Pick { folder: bool },
    /// Add the files of the sample.
    Sample,
    /// Add the lines of the dialog as a file.
    Paste,
    /// Add these lines as a file.
    TakeLines(String),
    /// Set the URL after `#`.
    SetHash(String),
    /// Scroll to the top and focus the heading, for a new page.
    ToTop,
    /// Copy a text to the clipboard; the name is reported back.
    Copy(String, String),
    /// Reset the copied state after some time.
    Uncopy,
    /// Move the focus to the element of this id.
    Focus(String),
    /// Scroll the element of this id into view.
    ScrollTo(String),
    /// Show or close the dialog of this id.
    Dialog(&'static str, bool),
    /// Apply this theme.
    Colours(Theme),
    /// Store the theme for the next visit.
    KeepColours(Theme),
    /// Store for this tab whether logs are loaded, and nothing of them: after a reload, the page reports that they are
    /// gone.
    NoteLogs(bool),
    /// Set whether the browser asks before it leaves the page.
    AskToStay(bool),
    /// Add the files that the page around the frame posted last.
    TakeHostFiles,
    /// Post a message to the page around the frame, if it has this origin.
    Post(String, HostReply),
    /// Print the page.
    Print,
}
