//! Reads endpoints.toml and network.toml: the paths that clients request, and the codes of missing responses.

use knowledge_model::network::{Endpoint, NetworkError, NetworkErrorKind};

use crate::fault::Faults;
use crate::files::DataFiles;
use crate::known::KnownNames;
use crate::row::TomlRow;
use crate::sources::sources;

/// endpoints.toml: the URL paths that clients and servers request.
pub(crate) fn endpoints(files: &DataFiles, faults: &Faults) -> Vec<Endpoint> {
    let text = files.text("endpoints.toml", faults);
    let Some(mut table) = TomlRow::parse("endpoints.toml", text, 0, faults) else { return Vec::new() };
    let mut endpoints: Vec<Endpoint> = Vec::new();
    for mut row in table.rows("endpoint") {
        let path = row.text("path");
        let has_slashes = path.value.starts_with('/') && path.value.ends_with('/');
        if !(path.value.is_empty() || has_slashes) {
            row.fault(path.line, format!("`{}` must begin and end with a slash", path.value));
        }
        if endpoints.iter().any(|other| other.path.eq_ignore_ascii_case(path.value)) {
            row.fault(path.line, format!("duplicate endpoint {}", path.value));
        }
        let (anonymous, serves_files) = (row.flag("anonymous", false), row.flag("serves_files", false));
        endpoints.push(Endpoint { path: path.value, anonymous, serves_files });
        row.finish();
    }
    table.finish();
    endpoints
}

/// network.toml: the codes by which clients report a missing response.
pub(crate) fn errors(files: &DataFiles, known: &KnownNames, faults: &Faults) -> Vec<NetworkError> {
    let text = files.text("network.toml", faults);
    let Some(mut table) = TomlRow::parse("network.toml", text, 0, faults) else { return Vec::new() };
    let mut errors = Vec::new();
    for (key, kind) in
        [("timeout", NetworkErrorKind::Timeout), ("no_connection", NetworkErrorKind::NoConnection)]
    {
        let codes = known.codes(&table.texts(key), table.place, faults);
        errors.extend(codes.iter().map(|code| NetworkError { code: *code, kind }));
    }
    sources(&mut table, known, faults);
    table.finish();
    errors
}
