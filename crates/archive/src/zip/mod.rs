//! Zip: the list of members at the end gives their offsets; if the list is missing, they are read one by one.
//!
//! A reader of our own: the `zip` crate needs a source that it can seek and block on, which a `File` in a browser is
//! not, and brings writers, ciphers and codecs along.

mod cut;
mod directory;
mod entry;
mod member;
mod plan;

use directory::MemberList;
use entry::ZipEntry;
use member::{member, skip};
use plan::Plan;

use crate::bundle::BundleLayout;
use crate::error::{UnpackError, UnpackFault};
use crate::inflate::Inflater;
use crate::info::ArchiveInfo;
use crate::window::Window;
use crate::writer::{Abort, MemberWriter};

/// Passes on the members, the most important first. Returns the error in the archive.
pub(crate) async fn unpack(
    info: &ArchiveInfo,
    window: &mut Window,
    out: &mut MemberWriter,
) -> Result<Option<UnpackError>, Abort> {
    let base = info.base();
    let mut plan = Plan { base: &base, layout: BundleLayout::default(), entries: Vec::new(), left: None };
    let problem = match directory::read(window, out, &mut plan).await {
        MemberList::Intact { members: 0 } => return Ok(Some(UnpackFault::Empty.at(0))),
        MemberList::Intact { .. } => None,
        MemberList::Broken(error) if error.fault == UnpackFault::Split => return Ok(Some(error)),
        MemberList::Broken(error) => Some(error),
        MemberList::None => return cut::unpack(&base, window, out).await,
    };
    if let Some(name) = plan.layout.name(&info.name) {
        out.bundle(name).await;
    }
    plan.check_overlap()?;
    plan.entries.sort_by_key(ZipEntry::order);
    let mut inflater = Inflater::new();
    for (at, entry) in plan.entries.iter().enumerate() {
        if let Err(abort) = member(entry, &base, window, out, &mut inflater).await {
            // List the rest; otherwise it would seem to have been read.
            if let Abort::Archive(error) = abort {
                for rest in &plan.entries[at + 1..] {
                    skip(rest, &base, error.fault, out).await;
                }
            }
            return Err(abort);
        }
    }
    Ok(problem.or(plan.left))
}
