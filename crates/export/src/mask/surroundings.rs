//! What the text around a word shows: whether the word can be a name at all.

/// Whether a sentence goes on after a colon: "The host name: not resolved".
pub(super) fn is_prose(before: &str, name: &str) -> bool {
    before.ends_with(": ") && name.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// Whether a sentence might go on with an acronym: "WSUS: HTTP 503".
pub(super) fn is_acronym(before: &str, name: &str) -> bool {
    before.ends_with(": ") && name.len() < 6 && name.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Whether a name is not a part of a longer word, of a path, or of a call.
pub(super) fn is_free(before: &str, after: &str) -> bool {
    let is_path = before.ends_with(['/', '\\']) && !before.ends_with("//") && !before.ends_with("\\\\");
    !is_path
        && !before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-'))
        && !after.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '('))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_go_on_after_a_colon() {
        assert!(
            is_prose("The host name: ", "unresolvable")
                && !is_prose("host=", "sup")
                && !is_prose("host: ", "SUP")
        );
        assert!(
            is_acronym("WSUS: ", "HTTP") && !is_acronym("server: ", "SUP02") && !is_acronym("server=", "SUP")
        );
    }

    #[test]
    fn parts_of_paths_and_words_are_not_free() {
        for (before, after) in [("C:\\", "\\x"), ("x_", ""), ("", "(1)"), ("a/", "")] {
            assert!(!is_free(before, after), "{before}|{after}");
        }
        assert!(
            is_free("http://", "/x") && is_free("", ".") && is_free("\\\\", "\\share") && is_free("<", ">")
        );
    }
}
