//! Temporary files: each is removed when the program ends, however it ends, unless it was renamed before.

use std::fs::{File, OpenOptions};
use std::io::{Error, ErrorKind, Result};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

/// The files that are there now, to be removed when the program is interrupted.
static LIVE: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

fn live() -> MutexGuard<'static, Vec<PathBuf>> {
    LIVE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A file that is removed when it is dropped, and when somebody interrupts the program.
pub(crate) struct Temporary {
    pub(crate) file: File,
    place: PathBuf,
}

/// Who may read a temporary file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Readable {
    /// Those who may read any new file.
    AsUsual,
    /// The user alone.
    ByUser,
}

impl Temporary {
    /// Makes a file in a folder; its name has `name` in it.
    pub(crate) fn create(folder: &Path, name: &str, readable: Readable) -> Result<Self> {
        static WATCH: Once = Once::new();
        WATCH.call_once(|| signals::when_interrupted(remove_all));
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        if readable == Readable::ByUser {
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        }
        #[cfg(not(unix))]
        let _ = readable;
        // The list stays locked, so that an interruption sees the file.
        let mut live = live();
        for attempt in 0..100 {
            let place = folder.join(format!(".{name}.{}-{attempt}.tmp", std::process::id()));
            match options.open(&place) {
                Ok(file) => {
                    live.push(place.clone());
                    return Ok(Self { file, place });
                }
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(Error::new(ErrorKind::AlreadyExists, "its folder is full of temporary files"))
    }

    /// Where it is.
    pub(crate) fn place(&self) -> &Path {
        &self.place
    }

    /// Renames it. A file of that name is replaced if `replace`; or else the error is `AlreadyExists`.
    pub(crate) fn rename(self, target: &Path, replace: bool) -> Result<()> {
        // A disk may be full only now.
        self.file.sync_all()?;
        if replace {
            if let Ok(about) = target.metadata() {
                let _ = self.file.set_permissions(about.permissions());
            }
            return std::fs::rename(&self.place, target);
        }
        // Creating a link fails if a file of that name exists, even if it was created a moment ago.
        match std::fs::hard_link(&self.place, target) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => {
                // File systems without such links.
                if target.symlink_metadata().is_ok() {
                    return Err(ErrorKind::AlreadyExists.into());
                }
                std::fs::rename(&self.place, target)
            }
            linked => linked,
        }
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let mut live = live();
        // After a renaming there is none.
        let _ = std::fs::remove_file(&self.place);
        live.retain(|place| *place != self.place);
    }
}

/// Removes all that are there; the program ends now.
fn remove_all() {
    for place in live().drain(..) {
        let _ = std::fs::remove_file(place);
    }
}

pub(crate) use signals::report_file_size_limit;

#[cfg(unix)]
mod signals {
    //! Signals of Unix.

    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;

    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGXFSZ};
    use signal_hook::iterator::Signals;

    /// Without this a file that grows beyond the limit (`ulimit -f`) kills the program; with it, writing is an error.
    pub(crate) fn report_file_size_limit() {
        let _ = signal_hook::flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)));
    }

    /// Calls `clean` and then ends the program, when it is interrupted.
    pub(super) fn when_interrupted(clean: impl Fn() + Send + 'static) {
        let ignored = ignored();
        let signals =
            [SIGHUP, SIGINT, SIGTERM].into_iter().filter(|signal| ignored & (1 << (signal - 1)) == 0);
        let Ok(mut signals) = Signals::new(signals) else { return };
        std::thread::spawn(move || {
            for signal in signals.forever() {
                clean();
                let _ = signal_hook::low_level::emulate_default_handler(signal);
            }
        });
    }

    /// The signals that the parent process set to be ignored, as `nohup` does, a bit each; 0 if Linux does not report them.
    fn ignored() -> u64 {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
        mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0)
    }
}

#[cfg(not(unix))]
mod signals {
    //! Ctrl+C, and a console window that is closed.

    pub(crate) fn report_file_size_limit() {}

    /// Calls `clean` and then ends the program, when it is interrupted.
    pub(super) fn when_interrupted(clean: impl Fn() + Send + 'static) {
        let _ = ctrlc::set_handler(move || {
            clean();
            std::process::exit(130);
        });
    }
}
