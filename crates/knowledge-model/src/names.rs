//! The names of all codes.

/// All names.
#[derive(Clone, Copy, Debug)]
pub struct Names {
    /// The families, in the order of precedence of their names.
    pub families: &'static [&'static str],
    /// The names of each family.
    pub sections: &'static [FamilyNames],
    /// Names that are not the code's own.
    pub aliases: &'static [Alias],
}

/// The names of a family, by code.
#[derive(Clone, Copy, Debug)]
pub struct FamilyNames {
    /// Codes and their names.
    pub names: &'static [(u32, &'static str)],
}

/// A name that codes are also known by, besides their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alias {
    /// The name.
    pub name: &'static str,
    /// The codes it names.
    pub codes: &'static [u32],
    /// Where it is used and why it is not the code's own, in half a sentence.
    pub why: &'static str,
}
