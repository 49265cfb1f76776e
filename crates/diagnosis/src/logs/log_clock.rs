//! Clocks: how the times of a log become UTC.
//!
//! ConfigMgr writes its bias with every entry. WindowsUpdate.log, CBS, and others write local time without a bias.
//! Their time zone is taken from the first source available: their own header, a shift that makes their ConfigMgr
//! searches match those of WUAHandler (WindowsUpdate.log is in the time zone of the machine that decoded it), another
//! log of the same machine (a trace contains its time zone), or the last modified time of the file. Otherwise it stays
//! unknown: times are shown as written, and the log is not correlated with others.

use logfile::LocalTime;

/// How the times of a log become UTC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum LogClock {
    /// Each entry contains its bias; entries without one have this bias.
    Own(Option<i16>),
    /// The format only has UTC.
    Utc,
    /// The head of a trace contains the time zone of the machine that wrote it, and each event the bias of its season:
    /// the last.
    Machine(i16),
    /// The log names its time zone in some lines: (file, offset, minutes to add for UTC).
    Named(Vec<(usize, u64, i16)>),
    /// The biases of another log of the same machine, or of its own lines if no log name is given: (local time,
    /// minutes).
    Borrowed(Vec<(i64, i16)>, String),
    /// A shift that makes its ConfigMgr searches match those of WUAHandler.
    Matched(i16),
    /// The last modified time of the file, compared with its last entry.
    Changed(i16),
    /// Unknown.
    Unknown,
}

impl LogClock {
    /// Converts a time in the log to UTC, in milliseconds since 1970.
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

    /// Whether times of the log can be compared with those of other logs.
    pub(crate) fn is_known(&self) -> bool {
        !matches!(self, Self::Unknown | Self::Own(None))
    }

    /// Describes how it was found.
    pub(crate) fn words(&self) -> String {
        match self {
            Self::Own(Some(bias)) => format!("{}, written with every entry", zone(*bias)),
            Self::Machine(bias) => format!("{}, the time zone of the machine that wrote it", zone(*bias)),
            Self::Utc => "UTC, as always in this format".to_owned(),
            Self::Named(zones) => {
                format!("{}, named in the log", zones.last().map_or_else(String::new, |z| zone(z.2)))
            }
            Self::Borrowed(biases, from) if from.is_empty() => {
                format!(
                    "{}, inferred from lines that name both times",
                    zone(biases.last().map_or(0, |last| last.1))
                )
            }
            Self::Borrowed(biases, from) => {
                let bias = biases.last().map_or(0, |last| last.1);
                format!("{}, taken from {from}", zone(bias))
            }
            Self::Matched(bias) => {
                format!("{}, inferred by matching its searches with WUAHandler.log", zone(*bias))
            }
            Self::Changed(bias) => {
                format!("{}, inferred from the last modified time of the file", zone(*bias))
            }
            Self::Own(None) | Self::Unknown => "time zone unknown: times as written".to_owned(),
        }
    }
}

/// `UTC+01:00` for the minutes to add for UTC.
fn zone(bias: i16) -> String {
    let sign = if bias > 0 { '-' } else { '+' };
    format!("UTC{sign}{:02}:{:02}", bias.abs() / 60, bias.abs() % 60)
}

/// The bias in effect at a local time: that of the last change before it.
pub(crate) fn bias_at(biases: &[(i64, i16)], local: i64) -> Option<i16> {
    let before = biases.partition_point(|&(from, _)| from <= local);
    biases.get(before.saturating_sub(1)).map(|&(_, bias)| bias)
}
