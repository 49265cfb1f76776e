//! Where `convert` and `analyze` write: standard output, a pipe or a device, or a file that appears only when it is complete.

use std::fs::OpenOptions;
use std::io::{BufWriter, Error, ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};

use crate::binary;
use crate::output::{Screen, standard_output};
use crate::temporary::{Readable, Temporary};

/// Where to write.
pub(crate) enum OutputTarget {
    /// Standard output.
    Standard,
    /// A pipe or a device: it is written to as it is.
    Stream(PathBuf),
    /// A file, which may replace an existing one.
    File { place: PathBuf, replace: bool },
}

/// Why nothing, or not everything, was written.
#[derive(Debug)]
pub(crate) enum ConvertFailure {
    /// Something could not be read: the message.
    Read(String),
    /// The target cannot be written to.
    Write(Error),
}

impl From<Error> for ConvertFailure {
    fn from(error: Error) -> Self {
        Self::Write(error)
    }
}

impl OutputTarget {
    /// The target that a path on the command line names, or a message: why it cannot be written.
    pub(crate) fn of(path: Option<&Path>, force: bool) -> Result<Self, String> {
        let Some(path) = path.filter(|path| !is_standard_output(path)) else { return Ok(Self::Standard) };
        if is_stream_by_name(path) {
            return Ok(Self::Stream(path.to_owned()));
        }
        match path.metadata() {
            Ok(about) if about.is_dir() => {
                Err(format!("{} is a folder: specify a file in it.", path.display()))
            }
            Ok(about) if !about.is_file() => Ok(Self::Stream(path.to_owned())),
            // The trace would be lost.
            Ok(_) if binary::kind(&binary::head(path)).is_some() => Err(format!(
                "{} is a trace or an event log and is never replaced: specify another file.",
                path.display()
            )),
            Ok(_) if !force => Err(exists(path)),
            // A link stays; its target is replaced.
            Ok(_) => Ok(Self::File {
                place: path.canonicalize().unwrap_or_else(|_| path.to_owned()),
                replace: true,
            }),
            Err(error) if error.kind() == ErrorKind::NotFound && !path.is_symlink() => {
                Ok(Self::File { place: path.to_owned(), replace: false })
            }
            Err(error) => Err(cannot_be_written(path, &error)),
        }
    }

    /// Calls `write` with the writer: a file gets its name only if all went well. A reader that stops early, such as
    /// `head`, is no failure.
    pub(crate) fn write(
        &self,
        write: impl FnOnce(&mut dyn Write) -> Result<(), ConvertFailure>,
    ) -> Result<(), ConvertFailure> {
        let written = match self {
            Self::Standard => stream(standard_output(), write),
            Self::Stream(place) => {
                stream(OpenOptions::new().append(true).open(place).map_err(ConvertFailure::Write)?, write)
            }
            Self::File { place, replace } => file(place, *replace, write),
        };
        match written {
            Err(ConvertFailure::Write(error)) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
            written => written,
        }
    }

    /// A message: why it cannot be written.
    pub(crate) fn problem(&self, error: &Error) -> String {
        match self {
            Self::Standard => crate::output::problem(error),
            Self::File { place, .. } if error.kind() == ErrorKind::AlreadyExists => exists(place),
            Self::Stream(place) | Self::File { place, .. } => cannot_be_written(place, error),
        }
    }
}

fn exists(path: &Path) -> String {
    format!("{} already exists: specify another file, or use --force to replace it.", path.display())
}

fn cannot_be_written(path: &Path, error: &Error) -> String {
    format!("{} cannot be written: {error}.", path.display())
}

/// Writes to a stream; what a terminal shows has its control characters written out.
fn stream(
    stream: impl Write + IsTerminal,
    write: impl FnOnce(&mut dyn Write) -> Result<(), ConvertFailure>,
) -> Result<(), ConvertFailure> {
    if stream.is_terminal() {
        let mut screen = Screen::new(stream);
        write(&mut screen)?;
        screen.flush()?;
    } else {
        let mut stream = BufWriter::new(stream);
        write(&mut stream)?;
        stream.flush()?;
    }
    Ok(())
}

/// Writes to a temporary file beside `place`, which then becomes it.
fn file(
    place: &Path,
    replace: bool,
    write: impl FnOnce(&mut dyn Write) -> Result<(), ConvertFailure>,
) -> Result<(), ConvertFailure> {
    let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty());
    let name = place.file_name().ok_or_else(|| Error::from(ErrorKind::InvalidFilename))?.to_string_lossy();
    // The name of a file has a limit, and the temporary one adds to it.
    let name: String = name.chars().take(40).collect();
    let temporary = Temporary::create(folder.unwrap_or(Path::new(".")), &name, Readable::AsUsual)?;
    {
        let mut out = BufWriter::new(&temporary.file);
        write(&mut out)?;
        out.flush()?;
    }
    Ok(temporary.rename(place, replace)?)
}

/// Whether a path means standard output.
fn is_standard_output(path: &Path) -> bool {
    ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"].iter().any(|name| path == Path::new(name))
}

/// Whether a path names an open file or a device, regardless of its metadata.
fn is_stream_by_name(path: &Path) -> bool {
    if cfg!(windows) {
        let device = |name: &str| path.as_os_str().eq_ignore_ascii_case(name);
        return ["nul", "con", "conout$"].into_iter().any(device) || path.starts_with(r"\\.\");
    }
    ["/dev/stderr", "/dev/fd", "/proc"].iter().any(|folder| path.starts_with(folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_selects_the_target() {
        for path in ["-", "/dev/stdout", "/dev/fd/1"] {
            assert!(
                matches!(OutputTarget::of(Some(Path::new(path)), false), Ok(OutputTarget::Standard)),
                "{path}"
            );
        }
        assert!(matches!(OutputTarget::of(None, true), Ok(OutputTarget::Standard)));
        let new = OutputTarget::of(Some(Path::new("no-such-file.log")), true);
        assert!(matches!(new, Ok(OutputTarget::File { replace: false, .. })));
    }
}
