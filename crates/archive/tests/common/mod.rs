//! Archives in memory, and what comes out of them.
#![allow(dead_code)] // Not every test needs all of it.

use archive::{End, Given, Kind, Limits, Member, Skip, Source, Spent, Stop, Taker};

/// An archive in memory.
pub(crate) struct Bytes<'a>(pub(crate) &'a [u8]);

impl Source for Bytes<'_> {
    async fn read(&mut self, from: u64, to: u64, into: &mut Vec<u8>) -> Result<(), Stop> {
        into.extend_from_slice(&self.0[from as usize..to as usize]);
        Ok(())
    }
}

/// What came out of an archive.
#[derive(Default)]
pub(crate) struct Out {
    pub(crate) spent: Spent,
    pub(crate) bundle: Option<&'static str>,
    /// Path, name, bytes, and how it ended.
    pub(crate) members: Vec<(Member, Vec<u8>, Option<End>)>,
    /// Folder and name, and why.
    pub(crate) skipped: Vec<(String, &'static str)>,
    pub(crate) problem: Option<&'static str>,
    /// Whether members that are archives are opened.
    pub(crate) opens: bool,
    depth: u32,
}

impl Taker for Out {
    fn spent(&mut self) -> &mut Spent {
        &mut self.spent
    }
    fn bundle(&mut self, name: &'static str) {
        self.bundle = Some(name);
    }
    fn passed(&mut self, _: u64) {}
    fn skip(&mut self, skip: Skip<'_>) {
        assert!(skip.why.ends_with('.'), "{}", skip.why);
        self.skipped.push((path_of(skip.path, skip.name), skip.why));
    }
    async fn begin(&mut self, member: Member) -> Result<(), Stop> {
        self.members.push((member, Vec::new(), None));
        Ok(())
    }
    async fn chunk(&mut self, bytes: &[u8]) -> Result<(), Stop> {
        assert!(!bytes.is_empty() && bytes.len() <= 1 << 20, "{} bytes at once", bytes.len());
        self.members.last_mut().ok_or(Stop)?.1.extend_from_slice(bytes);
        Ok(())
    }
    async fn end(&mut self, end: End) -> Result<(), Stop> {
        let (member, bytes, ended) = self.members.last_mut().ok_or(Stop)?;
        *ended = Some(end);
        if let (true, Some(kind)) = (self.opens, archive::kind(bytes)) {
            let (member, bytes) = (member.clone(), std::mem::take(bytes));
            self.members.pop();
            self.depth += 1;
            let given = Given {
                kind,
                name: member.name,
                path: member.path,
                size: bytes.len() as u64,
                whole_folder: member.whole_folder,
                depth: 1 + self.depth,
            };
            let opened: std::pin::Pin<Box<dyn Future<Output = _>>> =
                Box::pin(async { archive::open(&given, &mut Bytes(&bytes), self).await });
            let problem = opened.await?;
            self.problem = self.problem.or(problem);
            self.depth -= 1;
        }
        Ok(())
    }
}

impl Out {
    /// Name and text of each member that came out whole.
    pub(crate) fn whole(&self) -> Vec<(String, String)> {
        let whole = self.members.iter().filter(|(_, _, end)| *end == Some(End::Whole));
        whole.map(|(member, bytes, _)| (path_of(&member.path, &member.name), text(bytes))).collect()
    }

    /// The names of those that came out whole.
    pub(crate) fn names(&self) -> Vec<String> {
        self.whole().into_iter().map(|(name, _)| name).collect()
    }

    /// The sentences that were said: of the archive, of members, of those not read; each once.
    pub(crate) fn said(&self) -> Vec<&'static str> {
        let of_members = self.members.iter().filter_map(|(_, _, end)| match end {
            Some(End::Damaged(why) | End::Dropped(why)) => Some(*why),
            _ => None,
        });
        let mut said: Vec<&str> = self
            .problem
            .into_iter()
            .chain(of_members)
            .chain(self.skipped.iter().map(|(_, why)| *why))
            .collect();
        said.sort_unstable();
        said.dedup();
        said
    }
}

pub(crate) fn path_of(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}/{name}") }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Opens an archive; members that are archives are members.
pub(crate) fn open(name: &str, bytes: &[u8]) -> Out {
    open_with(name, bytes, Out::default())
}

/// Opens an archive, and those in it.
pub(crate) fn open_all(name: &str, bytes: &[u8]) -> Out {
    open_with(name, bytes, Out { opens: true, ..Out::default() })
}

/// Opens an archive within these limits.
pub(crate) fn open_within(limits: Limits, name: &str, bytes: &[u8]) -> Out {
    open_with(name, bytes, Out { opens: true, spent: Spent { limits, ..Spent::default() }, ..Out::default() })
}

fn open_with(name: &str, bytes: &[u8], mut out: Out) -> Out {
    let given = Given {
        kind: archive::kind(bytes).unwrap_or(Kind::Zip),
        name: name.to_owned(),
        path: String::new(),
        size: bytes.len() as u64,
        whole_folder: false,
        depth: 1,
    };
    let problem = archive::now(archive::open(&given, &mut Bytes(bytes), &mut out));
    out.problem = problem.expect("nothing waits").expect("nothing stops").or(out.problem);
    out
}
