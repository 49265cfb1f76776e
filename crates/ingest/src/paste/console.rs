//! Errors of PowerShell that its window broke at its width: between words, or in the middle of a word or a code.

use super::pasted_text::PastedText;

/// The narrowest line, in characters, that a window may have broken.
const NARROWEST: usize = 60;

/// The widths of windows, in characters.
const USUAL_WIDTHS: [usize; 8] = [80, 100, 120, 132, 140, 150, 160, 200];

/// The most lines that a window makes of one message.
const MOST_LINES: usize = 24;

/// The number of digits of a code.
const DIGITS: usize = 8;

/// Joins the lines of each error: its message, its category and its ID.
///
/// PowerShell writes an error in one shape in every language: the message, the place in the script, the script's text
/// behind `+`, then category and ID.
pub(super) fn join(text: &mut PastedText) -> bool {
    if text.is_structured {
        return false;
    }
    let window = Window::of(&text.lines);
    let mut lines: Vec<String> = Vec::with_capacity(text.lines.len());
    let mut message = 0..0;
    // The lines that were joined into the last one, so that a text of any size stays linear.
    let mut count = 0;
    for (at, line) in text.lines.iter().enumerate() {
        if message.end <= at && is_head(line) {
            message = at..end_of_message(&text.lines, at);
        }
        let before = at.checked_sub(1).map(|before| text.lines[before].as_str());
        let gap = before.filter(|_| count < MOST_LINES).and_then(|before| {
            if is_part_of_concise_view(before) && is_part_of_concise_view(line) {
                return window.gap(before, concise(line));
            }
            let is_inside = message.contains(&at) && at > message.start;
            if is_inside { window.gap(before, line) } else { window.gap_in_id(&lines, before, line) }
        });
        match (gap, lines.last_mut()) {
            (Some(gap), Some(last)) => {
                last.truncate(last.trim_end().len());
                last.push_str(gap);
                last.push_str(concise(line).trim_start());
                count += 1;
            }
            _ => {
                lines.push(line.clone());
                count = 0;
            }
        }
    }
    let is_changed = lines.len() < text.lines.len();
    text.lines = lines;
    is_changed
}

/// The window that a text was copied from.
struct Window {
    /// Its width in characters, or that of the longest line in it.
    width: usize,
    /// Whether it breaks words; PowerShell itself breaks between them.
    cuts_words: bool,
}

impl Window {
    fn of(lines: &[String]) -> Self {
        let widths: Vec<usize> = lines.iter().map(|line| line.trim_end().chars().count()).collect();
        let width = widths.iter().copied().max().unwrap_or(0);
        // One line can have any width by chance, two of one width have it from a window.
        let cuts = lines.windows(2).zip(&widths).filter(|(pair, own)| **own == width && continues_word(pair));
        let cuts_words = width >= NARROWEST
            && match cuts.count() {
                0 => false,
                1 => USUAL_WIDTHS.contains(&width),
                _ => true,
            };
        Self { width, cuts_words }
    }

    /// What was between a line and the next, if the window broke them; none if the first ended by itself.
    fn gap(&self, before: &str, line: &str) -> Option<&'static str> {
        let width = before.trim_end().chars().count();
        let first = line.trim_start().split(' ').next().unwrap_or_default();
        if line.trim().is_empty() || width < NARROWEST || width + 1 + first.chars().count() <= self.width {
            return None;
        }
        let is_broken_word = self.cuts_words && width == self.width && !line.starts_with(' ');
        if is_broken_word || is_code_cut(before, first) {
            return Some("");
        }
        // The message itself has several lines, such as the calls that led to an exception.
        let is_next_sentence = before.trim_end().ends_with('.') && first.starts_with(char::is_uppercase);
        (!is_next_sentence && !line.starts_with([' ', '\t'])).then_some(" ")
    }

    /// The same for category and ID, which have no blanks to break at: PowerShell indents the rest of them.
    fn gap_in_id(&self, done: &[String], before: &str, line: &str) -> Option<&'static str> {
        let is_id =
            |line: &String| line.contains("+ CategoryInfo ") || line.contains("+ FullyQualifiedErrorId ");
        let is_rest = !line.trim().is_empty() && !line.trim_start().starts_with('+');
        let width = before.trim_end().chars().count();
        if !is_rest || !done.last().is_some_and(is_id) {
            return None;
        }
        match self.width - width {
            _ if line.starts_with("  ") && width >= NARROWEST => Some(""),
            0 if self.cuts_words => Some(""),
            // The last character was a blank.
            1 if self.cuts_words => Some(" "),
            _ => None,
        }
    }
}

/// Whether the first line ends, and the second begins, in the middle of a word: `elapse`, `d prior`.
fn continues_word(pair: &[String]) -> bool {
    let [before, line] = pair else { return false };
    let (Some(last), Some(first)) = (before.chars().next_back(), line.chars().next()) else { return false };
    last.is_alphanumeric() && first.is_alphanumeric() && !(last.is_lowercase() && first.is_uppercase())
}

/// Whether a code of eight digits begins in one line and ends in the next: `0x8024`, `4017"`.
fn is_code_cut(before: &str, first: &str) -> bool {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_hexdigit).count();
    let begun = before.rfind("0x").map(|at| &before[at + 2..]);
    begun.is_some_and(|begun| {
        digits(begun) == begun.len() && begun.len() < DIGITS && begun.len() + digits(first) == DIGITS
    })
}

/// Whether a line begins an error of PowerShell: the command, or the call of a method, and the message.
fn is_head(line: &str) -> bool {
    let name = line.split([' ', ':']).next().unwrap_or_default();
    let is_command = name.split_once('-').is_some_and(|(verb, noun)| is_word(verb) && is_word(noun));
    let follows = line.get(name.len()..).unwrap_or_default();
    let is_error = follows.starts_with(" : ") || follows.starts_with(": ");
    is_command && is_error || line.contains("Exception calling ") || is_foreign_call(line)
}

fn is_word(text: &str) -> bool {
    text.len() > 2
        && text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Whether a line reports the exception of a call in another language.
fn is_foreign_call(line: &str) -> bool {
    const WORDS: [&str; 8] = [
        "Ausnahme beim Aufrufen von ",
        "Exception lors de l",
        "Excepción al llamar a ",
        "Eccezione durante la chiamata di ",
        "Exceção ao chamar ",
        "Исключение при вызове ",
        "Wyjątek podczas wywoływania ",
        "Výjimka při volání ",
    ];
    WORDS.iter().any(|words| line.starts_with(words))
}

/// The index after the last line of a message that begins at `start`: before the place in the script, a blank line,
/// or the next prompt.
fn end_of_message(lines: &[String], start: usize) -> usize {
    let rest = lines.iter().enumerate().skip(start + 1).take(MOST_LINES);
    let ends =
        |line: &str| line.trim().is_empty() || line.starts_with("PS ") || is_head(line) || is_place(line);
    for (at, line) in rest {
        if line.trim_start().starts_with("+ ") {
            // The line before it is the place.
            return (at - 1).max(start + 1);
        }
        if ends(line) {
            return at;
        }
    }
    (start + 1 + MOST_LINES).min(lines.len())
}

/// Whether a line is the place of an error in a script: `At C:\Scripts\contoso.ps1:12 char:5`.
fn is_place(line: &str) -> bool {
    const WORDS: [&str; 5] = ["At ", "In ", "Au caractère ", "En ", "In riga:"];
    WORDS.iter().any(|word| line.starts_with(word)) && line.bytes().any(|byte| byte == b':')
}

/// Whether a line is below the marked text of PowerShell 7: `     | Exception calling …`.
fn is_part_of_concise_view(line: &str) -> bool {
    let text = concise(line);
    text.len() < line.len() && !text.trim_start().starts_with('~')
}

/// The text of a line of PowerShell 7 behind its bar; any other line as it is.
fn concise(line: &str) -> &str {
    match line.strip_prefix("     | ") {
        Some(text) if !text.trim_start().starts_with('~') => text,
        _ => line,
    }
}
