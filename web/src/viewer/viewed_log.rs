//! A log that is shown together with others, and its files.

/// One of the logs of a machine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ViewedLog {
    /// Its name, which no other one has: it is in addresses.
    pub(crate) name: String,
    /// Its files, oldest first.
    pub(crate) files: Vec<ViewedFile>,
}

/// A file of a log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ViewedFile {
    /// Its number.
    pub(crate) file: u32,
    /// Its name, and which of the files of this name it is, from 1.
    pub(crate) name: String,
    pub(crate) number: u32,
}

/// Whether there is an order of time to show: several logs, or one with older parts. Takes how many files each log has.
pub(crate) fn has_several_files(files: impl Iterator<Item = usize>) -> bool {
    files.sum::<usize>() > 1
}

impl ViewedLog {
    /// Its name without the extension that nearly all logs have.
    pub(super) fn short(&self) -> &str {
        self.name.strip_suffix(".log").unwrap_or(&self.name)
    }
}
