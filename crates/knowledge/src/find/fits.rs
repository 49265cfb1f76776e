//! How well a typed word matches a known one.

/// How well a word matches that is the beginning of the known one.
pub(super) const BEGINS: u32 = 4;

/// How well a word matches that is mistyped by one letter.
pub(super) const SLIP: u32 = 1;

/// How well a word matches: 5 if it is the same, less if it is a prefix, another form, a part, or mistyped by one
/// letter; 0 if it does not match. `closely` excludes the last two.
pub(super) fn fits(word: &[u8], known: &[u8], closely: bool) -> u32 {
    let same_head = matches!((word.first(), known.first()), (Some(a), Some(b)) if a.eq_ignore_ascii_case(b));
    if same_head {
        if word.eq_ignore_ascii_case(known) {
            return 5;
        }
        // A word that is being typed is a prefix; a number is complete.
        if begins(known, word) && (word.len() > 1 && !word[0].is_ascii_digit() || word.len() > 2) {
            return BEGINS;
        }
        // Stems have four letters or more.
        let are_alike =
            matches!((word.get(..4), known.get(..4)), (Some(a), Some(b)) if a.eq_ignore_ascii_case(b));
        let has_same_stem = || stem(word).eq_ignore_ascii_case(stem(known));
        if are_alike && (known.len() > 4 && begins(word, known) || has_same_stem()) {
            return 3;
        }
    }
    if closely || word.len() < 3 {
        0
    } else if known.windows(word.len()).any(|window| window.eq_ignore_ascii_case(word)) {
        2
    } else {
        let letters = word.iter().all(u8::is_ascii_alphabetic);
        SLIP * u32::from(letters && word.len() > 4 && known.len() > 4 && one_slip(word, known))
    }
}

fn begins(long: &[u8], short: &[u8]) -> bool {
    long.get(..short.len()).is_some_and(|head| head.eq_ignore_ascii_case(short))
}

/// The stem of the forms of a word: `download` of `downloading`, `fail` of `failed` and `failure`, `polic` of `policy` and
/// `policies`.
fn stem(word: &[u8]) -> &[u8] {
    const ENDS: [&[u8]; 14] = [
        b"ations", b"ation", b"ments", b"ment", b"ures", b"ure", b"ies", b"ied", b"ing", b"ed", b"es", b"s",
        b"e", b"y",
    ];
    let cut = |end: &&[u8]| {
        let at = word.len().checked_sub(end.len()).filter(|at| *at >= 4)?;
        word[at..].eq_ignore_ascii_case(end).then_some(&word[..at])
    };
    ENDS.iter().find_map(cut).unwrap_or(word)
}

/// Whether two words differ by one letter more, less, other, or by two that changed places.
fn one_slip(one: &[u8], other: &[u8]) -> bool {
    if one.len().abs_diff(other.len()) > 1 {
        return false;
    }
    let same = |(a, b): &(&u8, &u8)| a.eq_ignore_ascii_case(b);
    let head = one.iter().zip(other).take_while(same).count();
    let (one, other) = (&one[head..], &other[head..]);
    let tail = one.iter().rev().zip(other.iter().rev()).take_while(same).count();
    let (one, other) = (&one[..one.len() - tail], &other[..other.len() - tail]);
    match (one, other) {
        ([a, b], [c, d]) => a.eq_ignore_ascii_case(d) && b.eq_ignore_ascii_case(c),
        _ => one.len() <= 1 && other.len() <= 1,
    }
}
