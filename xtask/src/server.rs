//! Serves a folder over HTTP on this machine: for `cargo xtask serve` and for the tests in a browser.

use crate::run::TaskResult;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::thread;
use tiny_http::{Method, Request, Server};

/// Browsers open six connections to a host at most.
const THREADS: usize = 6;

/// A server that answers until the program ends.
pub(crate) struct Serving {
    /// The URL of the folder: `http://127.0.0.1:8080/`.
    pub(crate) address: String,
    threads: Vec<thread::JoinHandle<()>>,
}

impl Serving {
    /// Serves `folder` on `port`; port 0 takes any that is free. Fails if the port is taken.
    pub(crate) fn start(folder: &Path, port: u16) -> TaskResult<Self> {
        let server = Server::http(("127.0.0.1", port)).map_err(|e| {
            format!("Port {port} of this machine cannot be used ({e}): specify another one with --port.")
        })?;
        let port = server.server_addr().to_ip().map_or(port, |address| address.port());
        let (server, folder) = (Arc::new(server), Arc::<Path>::from(folder));
        let threads = (0..THREADS).map(|_| {
            let (server, folder) = (Arc::clone(&server), Arc::clone(&folder));
            thread::spawn(move || server.incoming_requests().for_each(|request| answer(request, &folder)))
        });
        Ok(Serving { address: format!("http://127.0.0.1:{port}/"), threads: threads.collect() })
    }

    /// Serves until the program is ended from outside.
    pub(crate) fn wait(self) {
        for thread in self.threads {
            thread.join().ok();
        }
    }
}

/// Answers one request. If the browser has closed the connection, nothing is reported.
fn answer(request: Request, folder: &Path) {
    if !matches!(request.method(), Method::Get | Method::Head) {
        return say(request, "405 Method Not Allowed", "Only GET and HEAD.");
    }
    let file = file_for(folder, request.url()).and_then(|path| Some((File::open(&path).ok()?, path)));
    match file.and_then(|(file, path)| Some((file.metadata().ok()?.len(), file, path))) {
        Some((length, file, path)) => {
            let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
            let keep = keep(request.url());
            send(request, "200 OK", mime(ending), keep, length, file).ok();
        }
        None => say(request, "404 Not Found", "Not found."),
    }
}

fn say(request: Request, status: &str, words: &str) {
    send(request, status, mime("txt"), "no-cache", words.len() as u64, words.as_bytes()).ok();
}

/// Sends an answer. It is written here and not by the library, which keeps connections open and has a thread for
/// each: of two that a browser opens at once it may leave one without a thread for five seconds.
///
/// A page in a sandboxed frame has no origin of its own, so its own files count as foreign ones: without
/// `Access-Control-Allow-Origin` it could not load them.
fn send(
    request: Request,
    status: &str,
    kind: &str,
    keep: &str,
    length: u64,
    mut body: impl Read,
) -> io::Result<()> {
    let has_body = *request.method() != Method::Head;
    let mut to = request.into_writer();
    write!(
        to,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nCache-Control: {keep}\r\n\
         Access-Control-Allow-Origin: *\r\nConnection: close\r\n\r\n"
    )?;
    if has_body {
        io::copy(&mut body, &mut to)?;
    }
    to.flush()
}

/// The file for a request's path, or `None` if it would leave the folder.
fn file_for(folder: &Path, url: &str) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next()?.strip_prefix('/')?;
    let inside = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    let file = folder.join(path);
    match (inside, file.is_dir()) {
        (false, _) => None,
        (true, true) => Some(file.join("index.html")),
        (true, false) => Some(file),
    }
}

/// Whether browsers may keep a file, as the files in hosting/ have it: a name with a hash never changes its content.
fn keep(url: &str) -> &'static str {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let hash = stem.rsplit_once('-').map_or("", |(_, hash)| hash);
    let is_hash = hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_hash { "public, max-age=31536000, immutable" } else { "no-cache" }
}

/// A wrong type keeps browsers from compiling wasm as it arrives, and from running modules at all.
fn mime(ending: &str) -> &'static str {
    match ending {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "json" | "webmanifest" => "application/json",
        "woff2" => "font/woff2",
        "zip" => "application/zip",
        "txt" | "log" | "md" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "xml" => "application/xml",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::net::TcpStream;

    /// Serves a small folder, sends `request` and answers with all that comes back.
    fn ask(name: &str, request: &str) -> String {
        let folder = std::env::temp_dir().join(format!("wuscope-server-{name}-{}", std::process::id()));
        fs::create_dir_all(folder.join("engine")).unwrap();
        fs::write(folder.join("index.html"), "the page").unwrap();
        fs::write(folder.join("engine/a.wasm"), [0, 1, 2]).unwrap();
        let serving = Serving::start(&folder, 0).unwrap();
        let host = serving.address.trim_start_matches("http://").trim_end_matches('/');
        let mut stream = TcpStream::connect(host).unwrap();
        write!(stream, "{request} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        fs::remove_dir_all(folder).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    #[test]
    fn the_folder_itself_is_the_page() {
        let answer = ask("page", "GET /?embed=1");
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        assert!(answer.contains("Content-Type: text/html; charset=utf-8\r\n"), "{answer}");
        assert!(answer.contains("Cache-Control: no-cache\r\n"), "{answer}");
        assert!(answer.contains("Access-Control-Allow-Origin: *\r\n"), "{answer}");
        assert!(answer.ends_with("\r\n\r\nthe page"), "{answer}");
    }

    #[test]
    fn wasm_has_the_type_that_browsers_expect() {
        let answer = ask("wasm", "GET /engine/a.wasm");
        assert!(answer.contains("Content-Type: application/wasm\r\n"), "{answer}");
        assert!(answer.contains("Content-Length: 3\r\n"), "{answer}");
    }

    #[test]
    fn only_names_with_a_hash_are_kept() {
        assert!(keep("/parts/page-0123456789abcdef.bin?1").ends_with("immutable"));
        for path in ["/", "/sw.js", "/index.html", "/page-0123456789abcdeg.js", "/0123456789abcdef.js"] {
            assert_eq!(keep(path), "no-cache", "{path}");
        }
    }

    #[test]
    fn missing_files_are_not_found() {
        assert!(ask("none", "GET /engine/b.wasm").starts_with("HTTP/1.1 404"));
    }

    #[test]
    fn nothing_outside_the_folder_is_served() {
        assert!(ask("outside", "GET /../../etc/hostname").starts_with("HTTP/1.1 404"));
        assert!(ask("absolute", "GET //etc/hostname").starts_with("HTTP/1.1 404"));
    }

    #[test]
    fn a_head_has_no_body_and_no_connection_stays_open() {
        let answer = ask("head", "HEAD /index.html");
        assert!(answer.contains("Content-Length: 8\r\n") && answer.ends_with("\r\n\r\n"), "{answer}");
        assert!(answer.contains("Connection: close\r\n"), "{answer}");
    }

    #[test]
    fn nothing_is_taken() {
        assert!(ask("post", "POST /").starts_with("HTTP/1.1 405"));
    }

    #[test]
    fn a_port_in_use_is_reported() {
        let first = Serving::start(Path::new("."), 0).unwrap();
        let port = first.address.trim_end_matches('/').rsplit(':').next().unwrap().parse().unwrap();
        assert!(Serving::start(Path::new("."), port).is_err_and(|sentence| sentence.contains("--port")));
    }
}
