//! Clocks: how the times of a log become UTC.
//!
//! ConfigMgr writes its bias with every entry. WindowsUpdate.log, CBS and others write local time without one; their
//! zone is taken, strongest first, from their own header, from a shift that makes their ConfigMgr searches match those
//! of WUAHandler (WindowsUpdate.log is in the zone of the machine that decoded it), from another log of the same
//! machine (a trace says which zone it is), or from when the file was last changed. Else it stays unknown: times are
//! shown as written, and the log is not joined with others.

use logfile::LocalTime;

/// How the times of a log become UTC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum LogClock {
    /// Each entry carries its bias; those without one have this.
    Own(Option<i16>),
    /// The format has UTC only.
    Utc,
    /// The head of a trace has the zone of the machine that wrote it, and each event the bias of its season: the last.
    Machine(i16),
    /// The log names its zone in places: (file, offset, minutes to add for UTC).
    Named(Vec<(usize, u64, i16)>),
    /// The biases of another log of the same machine, or of its own lines where that has no name: (local time,
    /// minutes).
    Borrowed(Vec<(i64, i16)>, String),
    /// A shift that makes its ConfigMgr searches match those of WUAHandler.
    Matched(i16),
    /// When the file was last changed, compared with its last entry.
    Changed(i16),
    /// Nobody says.
    Unknown,
}

impl LogClock {
    /// UTC of a time in the log, in milliseconds since 1970.
    pub(crate) fn utc(&self, file: usize, offset: u64, time: LocalTime) -> Option<i64> {
        let bias = time.bias.or_else(|| match self {
            Self::Own(default) => *default,
            Self::Utc => Some(0),
            Self::Named(zones) => {
                let before = zones.iter().take_while(|&&(at, from, _)| (at, from) <= (file, offset)).last();
                before.or(zones.first()).map(|zone| zone.2)
            }
            Self::Borrowed(biases, _) => bias_at(biases, time.local),
            Self::Machine(bias) | Self::Matched(bias) | Self::Changed(bias) => Some(*bias),
            Self::Unknown => None,
        })?;
        Some(time.local + i64::from(bias) * 60_000)
    }

    /// Whether times of the log can be compared with those of others.
    pub(crate) fn is_known(&self) -> bool {
        !matches!(self, Self::Unknown | Self::Own(None))
    }

    /// How it was found, in words.
    pub(crate) fn words(&self) -> String {
        match self {
            Self::Own(Some(bias)) => format!("{}, written with every entry", zone(*bias)),
            Self::Machine(bias) => format!("{}, the zone of the machine that wrote it", zone(*bias)),
            Self::Utc => "UTC, as this format always is".to_owned(),
            Self::Named(zones) => {
                format!("{}, named in the log", zones.last().map_or_else(String::new, |z| zone(z.2)))
            }
            Self::Borrowed(biases, from) if from.is_empty() => {
                format!(
                    "{}, told by lines that name both times",
                    zone(biases.last().map_or(0, |last| last.1))
                )
            }
            Self::Borrowed(biases, from) => {
                let bias = biases.last().map_or(0, |last| last.1);
                format!("{}, taken from {from}", zone(bias))
            }
            Self::Matched(bias) => {
                format!("{}, found by laying its searches on those of WUAHandler.log", zone(*bias))
            }
            Self::Changed(bias) => format!("{}, told by when the file was last changed", zone(*bias)),
            Self::Own(None) | Self::Unknown => "zone unknown: times as written".to_owned(),
        }
    }
}

/// `UTC+01:00` of the minutes that are to be added for UTC.
fn zone(bias: i16) -> String {
    let sign = if bias > 0 { '-' } else { '+' };
    format!("UTC{sign}{:02}:{:02}", bias.abs() / 60, bias.abs() % 60)
}

/// The bias that held at a local time: that of the change before it.
pub(crate) fn bias_at(biases: &[(i64, i16)], local: i64) -> Option<i16> {
    let before = biases.partition_point(|&(from, _)| from <= local);
    biases.get(before.saturating_sub(1)).map(|&(_, bias)| bias)
}
