//! Finds the file of Windows metadata among the crates that Cargo holds, and reads the constants in it.

use crate::built::hex;
use crate::run::TaskResult;
use crate::run::cargo;
use serde_json::Value as Json;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use windows_metadata::reader::{File, Index, Item, TypeCategory};
use windows_metadata::{Type, Value};

/// The crate that contains the metadata, and the file's path in it.
const CRATE: &str = "windows-bindgen";
const PLACE: [&str; 2] = ["default", "Windows.Win32.winmd"];
/// The checksum of the expected file.
const SHA256: &str = "97d24cf1a9dc3e50782bbf1dba0952bf6a025fa583d8b3ae6c5ef713b463c869";
/// All namespaces begin so.
const PREFIX: &str = "Windows.Win32.";

/// What is read of the metadata.
pub(crate) struct Metadata {
    /// Every constant of 32 bits, enumerations included.
    pub(crate) constants: Vec<Constant>,
    /// The facilities.
    pub(crate) facilities: Vec<FacilityName>,
}

/// A constant with a value of 32 bits.
pub(crate) struct Constant {
    /// Its name.
    pub(crate) name: String,
    /// Its value; negative ones as the bits they are.
    pub(crate) value: u32,
    /// Its namespace, without what all begin with: `System.UpdateAgent`.
    pub(crate) namespace: String,
    /// The type or the enumeration it belongs to: `HRESULT`, `WIN32_ERROR`; empty for a plain number.
    pub(crate) kind: String,
}

/// A facility: the source that a code names in its bits 16 to 27.
pub(crate) struct FacilityName {
    /// Its name, without `FACILITY_`.
    pub(crate) name: String,
    /// Its number.
    pub(crate) number: u16,
    /// Whether it is one of an NTSTATUS.
    pub(crate) kernel: bool,
}

/// Where Cargo keeps the file. Cargo fetches the crate if it must; nothing of it is compiled.
pub(crate) fn find() -> TaskResult<PathBuf> {
    let mut metadata = cargo();
    metadata.args(["metadata", "--format-version", "1", "--locked"]);
    let advice = "Cargo could not find its crates: run `cargo metadata` to see why.";
    let output = metadata.output().map_err(|e| format!("{advice} ({e})"))?;
    let json: Json = serde_json::from_slice(&output.stdout).map_err(|_| advice.to_owned())?;
    let packages = json["packages"].as_array().into_iter().flatten();
    let manifest = packages
        .filter(|package| package["name"] == CRATE)
        .find_map(|package| package["manifest_path"].as_str());
    let folder = manifest
        .and_then(|path| Path::new(path).parent())
        .ok_or_else(|| format!("xtask does not depend on {CRATE}."))?;
    Ok(PLACE.iter().fold(folder.to_owned(), |path, part| path.join(part)))
}

/// Reads the file, if it is the one we know.
pub(crate) fn read(path: &Path) -> TaskResult<Metadata> {
    let bytes = std::fs::read(path).map_err(|e| format!("{} cannot be read: {e}.", path.display()))?;
    let found = hex(&Sha256::digest(&bytes));
    if found != SHA256 {
        return Err(format!("{} is not the expected file: its SHA-256 is {found}.", path.display()));
    }
    let file = File::new(bytes).ok_or_else(|| format!("{} is not a metadata file.", path.display()))?;
    let index = Index::new(vec![file]);
    let mut constants = Vec::new();
    for (namespace, name, item) in index.iter_items() {
        let namespace = namespace.strip_prefix(PREFIX).unwrap_or(namespace);
        let mut add = |name: &str, value: Option<u32>, kind: &str| {
            let (name, namespace, kind) = (name.to_owned(), namespace.to_owned(), kind.to_owned());
            constants.extend(value.map(|value| Constant { name, value, namespace, kind }));
        };
        match item {
            Item::Const(field) => {
                let kind = match field.ty() {
                    Type::ValueName(name) => name.name,
                    _ => String::new(),
                };
                add(name, field.constant().and_then(|constant| bits(&constant.value())), &kind);
            }
            Item::Type(enumeration) if enumeration.category() == TypeCategory::Enum => {
                for field in enumeration.fields() {
                    add(field.name(), field.constant().and_then(|constant| bits(&constant.value())), name);
                }
            }
            _ => {}
        }
    }
    // The index is a hash map: its order differs each time.
    constants.sort_by(|a, b| (a.value, &a.name, &a.namespace).cmp(&(b.value, &b.name, &b.namespace)));
    let facilities = constants.iter().filter_map(facility).collect();
    Ok(Metadata { constants, facilities })
}

/// The bits of a number of 32 bits.
fn bits(value: &Value) -> Option<u32> {
    match value {
        Value::U32(number) => Some(*number),
        Value::I32(number) => Some(number.cast_unsigned()),
        _ => None,
    }
}

fn facility(constant: &Constant) -> Option<FacilityName> {
    let name = constant.name.strip_prefix("FACILITY_")?;
    // Neither is one: the bit that marks an NTSTATUS in an HRESULT, and the highest number that there is.
    if matches!(name, "NT_BIT" | "MAXIMUM_VALUE") {
        return None;
    }
    let number = u16::try_from(constant.value).ok()?;
    Some(FacilityName { name: name.to_owned(), number, kernel: constant.kind == "NTSTATUS_FACILITY_CODE" })
}
