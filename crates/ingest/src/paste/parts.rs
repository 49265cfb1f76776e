//! Several logs in one paste: each gets its own lines.

use logfile::{Format, line_format};

/// The lines of one of several logs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PastePart {
    /// The name of the log's file, if a line above names it: `WUAHandler.log:`.
    pub(crate) name: Option<String>,
    /// Its lines.
    pub(crate) text: String,
}

/// The most logs that a text is split into.
const MOST_PARTS: usize = 16;

/// The logs of a text, in order; one if it contains only one.
///
/// A log begins where a line names its file, or an entry has another format than those before it; lines that are
/// neither belong to the log before them.
pub(crate) fn parts(text: &str) -> Vec<PastePart> {
    let mut parts: Vec<OpenPart<'_>> = vec![OpenPart::default()];
    let mut current = 0;
    let (mut is_in_record, mut is_after_blank) = (false, true);
    for line in text.lines() {
        let format = if is_in_record { None } else { line_format(line.as_bytes()).map(family) };
        // A message may contain lines of another log.
        if format == Some(Format::CmTrace) || is_in_record {
            is_in_record = !line.contains("]LOG]!>");
        }
        let may_name = !is_in_record && (is_after_blank || is_heading(line));
        let name = if may_name { file_named_by(line) } else { None };
        is_after_blank = line.trim().is_empty();
        if name.is_some() || format.is_some() && parts[current].format.is_some_and(|own| Some(own) != format)
        {
            let same = |part: &OpenPart<'_>| match name {
                Some(name) => part.name.is_some_and(|own| own.eq_ignore_ascii_case(name)),
                None => part.name.is_none() && part.format == format,
            };
            current = match parts.iter().position(same) {
                Some(known) => known,
                // Text above the first name is no log by itself.
                None if parts[current].format.is_none()
                    && parts.len() == 1
                    && parts[current].name.is_none() =>
                {
                    current
                }
                None if parts.len() < MOST_PARTS => {
                    parts.push(OpenPart::default());
                    parts.len() - 1
                }
                None => current,
            };
            parts[current].name = parts[current].name.or(name);
        }
        parts[current].format = parts[current].format.or(format);
        parts[current].lines.push(line);
    }
    parts.into_iter().filter(OpenPart::is_filled).map(OpenPart::close).collect()
}

#[derive(Default)]
struct OpenPart<'t> {
    name: Option<&'t str>,
    format: Option<Format>,
    lines: Vec<&'t str>,
}

impl OpenPart<'_> {
    fn is_filled(&self) -> bool {
        self.lines.iter().any(|line| !line.trim().is_empty() && file_named_by(line).is_none())
    }

    fn close(self) -> PastePart {
        PastePart { name: self.name.map(str::to_owned), text: [&self.lines.join("\n"), "\n"].concat() }
    }
}

/// Formats that belong to one log: that of its file, and that of text copied from a list view.
fn family(format: Format) -> Format {
    match format {
        Format::WsusChanges => Format::SoftwareDistribution,
        other => other,
    }
}

/// Whether a line looks like a heading.
fn is_heading(line: &str) -> bool {
    line.trim_end().ends_with(':') || line.starts_with(['#', '=', '-', '*'])
}

/// The file that a line names, if it contains nothing else: `WUAHandler.log:`, `--- C:\Windows\CCM\Logs\ScanAgent.log
/// ---`,
/// `From WindowsUpdate.log`.
fn file_named_by(line: &str) -> Option<&str> {
    const LONGEST: usize = 100;
    const MOST_WORDS: usize = 3;
    const END: &str = ".log";
    let signs = |c: char| !c.is_ascii_alphanumeric();
    let inside = line.trim_matches(signs);
    if line.len() > LONGEST || !inside.is_ascii() || line.starts_with("<!") {
        return None;
    }
    let at = inside.to_ascii_lowercase().find(END)? + END.len();
    let name = inside[..at].rsplit(['\\', '/', ' ', '*', '"', '\'']).next()?;
    let is_name = name.len() > END.len()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte));
    let others = [&inside[..at - name.len()], &inside[at..]].concat();
    let others = others.split(['\\', '/']).next_back().unwrap_or_default();
    let words = others.split(signs).filter(|word| !word.is_empty()).count();
    let is_alone = words < MOST_WORDS && !line.contains("0x") && !inside[at..].contains(' ');
    (is_name && is_alone).then_some(name)
}
