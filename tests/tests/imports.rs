//! No crate has a cycle of imports between its files: readers of a file can read what it uses first.
#![allow(clippy::unwrap_used)] // A test panics when something is wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use syn::visit::{self, Visit};
use syn::{Attribute, Item, ItemMod, ItemUse, Meta, UseTree, VisRestricted};

/// The path of a module from the root of its crate: `["find", "index"]`; empty for the root itself.
type ModulePath = Vec<String>;

/// A file of a crate: what it defines, what it imports under which name, and what it names by a path.
#[derive(Default)]
struct Module {
    defines: BTreeSet<String>,
    /// Names in scope by `use`, with the path each comes from.
    imports: BTreeMap<String, Vec<String>>,
    /// Paths of which everything is imported.
    globs: Vec<Vec<String>>,
    /// All paths that the file names, those of `use` included.
    paths: Vec<Vec<String>>,
}

/// The files of a crate.
type Crate = BTreeMap<ModulePath, Module>;

/// Whether code is compiled for tests only: `#[cfg(test)]`, `#[cfg(all(test, unix))]`.
fn is_test(attributes: &[Attribute]) -> bool {
    let names_test = |attribute: &Attribute| match &attribute.meta {
        Meta::List(list) => {
            list.tokens.to_string().split(|c: char| !c.is_alphanumeric()).any(|word| word == "test")
        }
        _ => false,
    };
    attributes.iter().any(|attribute| attribute.path().is_ident("cfg") && names_test(attribute))
}

impl Module {
    fn add_tree(&mut self, tree: &UseTree, before: &[String]) {
        let path = |name: &syn::Ident| [before, &[name.to_string()]].concat();
        match tree {
            UseTree::Path(part) => self.add_tree(&part.tree, &path(&part.ident)),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.add_tree(tree, before)),
            UseTree::Glob(_) => {
                self.globs.push(before.to_vec());
                self.paths.push(before.to_vec());
            }
            UseTree::Name(name) if name.ident == "self" => self.add_import(before.last(), before.to_vec()),
            UseTree::Name(name) => self.add_import(Some(&name.ident.to_string()), path(&name.ident)),
            UseTree::Rename(name) if name.ident == "self" => {
                self.add_import(Some(&name.rename.to_string()), before.to_vec());
            }
            UseTree::Rename(name) => self.add_import(Some(&name.rename.to_string()), path(&name.ident)),
        }
    }

    fn add_import(&mut self, name: Option<&String>, path: Vec<String>) {
        self.paths.push(path.clone());
        self.imports.extend(name.map(|name| (name.clone(), path)));
    }
}

impl<'a> Visit<'a> for Module {
    fn visit_item(&mut self, item: &'a Item) {
        let (name, attributes) = match item {
            Item::Const(item) => (Some(&item.ident), &item.attrs),
            Item::Enum(item) => (Some(&item.ident), &item.attrs),
            Item::Fn(item) => (Some(&item.sig.ident), &item.attrs),
            Item::Macro(item) => (item.ident.as_ref(), &item.attrs),
            Item::Static(item) => (Some(&item.ident), &item.attrs),
            Item::Struct(item) => (Some(&item.ident), &item.attrs),
            Item::Trait(item) => (Some(&item.ident), &item.attrs),
            Item::Type(item) => (Some(&item.ident), &item.attrs),
            Item::Impl(item) => (None, &item.attrs),
            Item::Use(item) => (None, &item.attrs),
            Item::Mod(item) => (None, &item.attrs),
            _ => return visit::visit_item(self, item),
        };
        if !is_test(attributes) {
            self.defines.extend(name.map(ToString::to_string));
            visit::visit_item(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'a ItemUse) {
        self.add_tree(&item.tree, &[]);
    }

    fn visit_item_mod(&mut self, item: &'a ItemMod) {
        // A module within the file belongs to the file; one in a file of its own is no import.
        if item.content.is_some() {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_vis_restricted(&mut self, _: &'a VisRestricted) {} // `pub(crate)` uses nothing.

    fn visit_path(&mut self, path: &'a syn::Path) {
        // A single name is one of this file, or imported by a `use` that was seen.
        if path.segments.len() > 1 {
            self.paths.push(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        }
        visit::visit_path(self, path);
    }
}

fn read_crate(source: &Path) -> Crate {
    fn read_folder(folder: &Path, path: &[String], files: &mut Crate) {
        for place in tests::folder(folder) {
            let name = place.file_stem().unwrap().to_str().unwrap().to_owned();
            if place.is_dir() {
                read_folder(&place, &[path, &[name]].concat(), files);
                continue;
            }
            if place.extension().is_none_or(|extension| extension != "rs") || name == "tests" {
                continue;
            }
            let is_root = matches!(name.as_str(), "mod")
                || (path.is_empty() && matches!(name.as_str(), "lib" | "main"));
            let module = if is_root { path.to_vec() } else { [path, &[name]].concat() };
            let text = fs::read_to_string(&place).unwrap();
            files.entry(module).or_default().visit_file(&syn::parse_file(&text).unwrap());
        }
    }
    let mut files = Crate::new();
    read_folder(source, &[], &mut files);
    files
}

/// The file that defines what a path names, seen from a file; none for what comes from another crate.
fn definer(files: &Crate, from: &[String], path: &[String], depth: usize) -> Option<ModulePath> {
    let (first, mut rest) = path.split_first()?;
    let mut module: ModulePath = match first.as_str() {
        "crate" => Vec::new(),
        "self" => from.to_vec(),
        "super" => from.split_last()?.1.to_vec(),
        name => {
            let child = [from, &[name.to_owned()]].concat();
            if files.contains_key(&child) {
                child
            } else {
                return (depth > 0)
                    .then(|| files.get(from)?.imports.get(name))
                    .flatten()
                    .filter(|known| known.len() > 1 || known.first() != Some(first))
                    .and_then(|known| definer(files, from, &[known, rest].concat(), depth - 1));
            }
        }
    };
    while let Some((name, after)) = rest.split_first() {
        if name == "super" {
            module.pop()?;
            rest = after;
            continue;
        }
        let child = [&module[..], std::slice::from_ref(name)].concat();
        if files.contains_key(&child) {
            (module, rest) = (child, after);
            continue;
        }
        let file = files.get(&module)?;
        if file.defines.contains(name) || depth == 0 {
            return Some(module);
        }
        if let Some(known) = file.imports.get(name) {
            return definer(files, &module, &[known, after].concat(), depth - 1);
        }
        let of_glob = |glob: &Vec<String>| {
            let target = definer(files, &module, glob, depth - 1)?;
            files.get(&target)?.defines.contains(name).then_some(target)
        };
        return file.globs.iter().find_map(of_glob).or(Some(module));
    }
    files.contains_key(&module).then_some(module)
}

/// Which files of a crate use which others.
fn uses(files: &Crate) -> BTreeMap<&ModulePath, BTreeSet<ModulePath>> {
    let of = |(module, file): (&'_ ModulePath, &Module)| {
        let used = file.paths.iter().filter_map(|path| definer(files, module, path, 8));
        used.filter(|used| used != module).collect()
    };
    files.iter().map(|(module, file)| (module, of((module, file)))).collect()
}

/// The files that use each other in a circle, each with what it uses of them; empty if there are none.
fn cycle(files: &Crate) -> Vec<String> {
    let uses = uses(files);
    let reached_from = |module: &ModulePath| {
        let (mut reached, mut open) = (BTreeSet::new(), vec![module]);
        while let Some(next) = open.pop() {
            open.extend(uses.get(next).into_iter().flatten().filter(|used| reached.insert((*used).clone())));
        }
        reached
    };
    let reached: BTreeMap<&ModulePath, BTreeSet<ModulePath>> =
        uses.keys().map(|module| (*module, reached_from(module))).collect();
    let name = |module: &ModulePath| if module.is_empty() { "the root".to_owned() } else { module.join("/") };
    let line = |(module, used): (&&ModulePath, &BTreeSet<ModulePath>)| {
        let comes_back = |used: &&ModulePath| reached.get(used).is_some_and(|of| of.contains(*module));
        let used: Vec<String> = used.iter().filter(comes_back).map(name).collect();
        (!used.is_empty()).then(|| format!("{} uses {}", name(module), used.join(", ")))
    };
    uses.iter().filter_map(line).collect()
}

fn sources() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut sources: Vec<PathBuf> = tests::folder(&root.join("crates"));
    sources.extend(["web", "xtask", "tests"].map(|name| root.join(name)));
    sources.iter().map(|place| place.join("src")).filter(|place| place.is_dir()).collect()
}

#[test]
fn no_crate_has_files_that_use_each_other_in_a_circle() {
    let circles = sources().into_iter().filter_map(|source| {
        let lines = cycle(&read_crate(&source));
        (!lines.is_empty()).then(|| format!("{}:\n    {}", source.display(), lines.join("\n    ")))
    });
    let circles: Vec<String> = circles.collect();
    assert!(circles.is_empty(), "files that use each other in a circle:\n  {}\n", circles.join("\n  "));
}

#[test]
fn the_diagnosis_has_at_most_ten_modules_on_top() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/diagnosis/src/lib.rs");
    let file = syn::parse_file(&fs::read_to_string(root).unwrap()).unwrap();
    let modules = file.items.iter().filter(|item| matches!(item, Item::Mod(_))).count();
    assert!((1..=10).contains(&modules), "{modules}");
}

/// Files written as `path: text`, and the circle among them.
#[track_caller]
fn check(files: &[(&str, &str)], expected: &[&str]) {
    let mut read = Crate::new();
    for (path, text) in files {
        let path = path.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect();
        read.entry(path).or_default().visit_file(&syn::parse_file(text).unwrap());
    }
    assert_eq!(cycle(&read), expected);
}

#[test]
fn a_circle_is_found_however_it_is_written() {
    let root = ("", "mod a; mod b; pub use a::A;");
    check(&[root, ("a", "use crate::b::B; pub struct A;"), ("b", "pub struct B;")], &[]);
    let circle = ["a uses b", "b uses a"];
    check(&[root, ("a", "use crate::b::B; pub struct A;"), ("b", "use crate::a::A; pub struct B;")], &circle);
    check(
        &[root, ("a", "use super::b; pub struct A;"), ("b", "pub struct B; fn f() { crate::a::g() }")],
        &circle,
    );
    // Through what the root exports.
    check(&[root, ("a", "use crate::b::B; pub struct A;"), ("b", "use crate::A; pub struct B;")], &circle);
    // By way of a third file, and through a glob.
    check(
        &[
            ("", "mod a; mod b; mod c;"),
            ("a", "use crate::b::*; pub struct A;"),
            ("b", "use crate::c::C;"),
            ("c", "use crate::a::A; pub struct C;"),
        ],
        &["a uses b", "b uses c", "c uses a"],
    );
    // A folder's file that uses its children, and one of those that uses what it defines.
    check(
        &[("", "mod a;"), ("a", "mod b; use b::B; pub struct A;"), ("a/b", "use super::A; pub struct B;")],
        &["a uses a/b", "a/b uses a"],
    );
}

#[test]
fn tests_and_other_crates_make_no_circle() {
    check(
        &[
            ("", "mod a; mod b;"),
            ("a", "use crate::b::B; pub struct A; #[cfg(test)] mod tests { use super::*; }"),
            (
                "b",
                "use std::fmt::Debug; pub struct B; #[cfg(all(test, unix))] mod tests { use crate::a::A; }",
            ),
        ],
        &[],
    );
}
