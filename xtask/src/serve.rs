//! `cargo xtask serve`: builds the page and serves it on this machine.

use crate::page;
use crate::run::TaskResult;
use crate::server::Serving;

const PORT: u16 = 8080;
/// How many ports after the first are tried if none was specified.
const MORE_PORTS: u16 = 20;

/// Builds, serves, prints the URL, and waits.
pub(crate) fn run(arguments: &[String]) -> TaskResult {
    let asked = port(arguments)?;
    let dist = page::build()?;
    let serving = match asked {
        Some(port) => Serving::start(&dist, port)?,
        None => (PORT..=PORT + MORE_PORTS)
            .find_map(|port| Serving::start(&dist, port).ok())
            .ok_or("All ports from 8080 to 8100 are taken: name a free one with --port.")?,
    };
    println!("\nWuscope is at {}  (Ctrl+C ends it)", serving.address);
    serving.wait();
    Ok(())
}

fn port(arguments: &[String]) -> TaskResult<Option<u16>> {
    let usage = || "`cargo xtask serve` takes `--port N`, N from 1 to 65535, and nothing else.".to_owned();
    match arguments {
        [] => Ok(None),
        [name, number] if name == "--port" => number.parse().map(Some).map_err(|_| usage()),
        _ => Err(usage()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(line: &str) -> TaskResult<Option<u16>> {
        port(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn a_port_can_be_specified() {
        assert_eq!(ask(""), Ok(None));
        assert_eq!(ask("--port 9000"), Ok(Some(9000)));
    }

    #[test]
    fn anything_else_gets_the_usage() {
        for line in ["--port", "--port many", "--port 70000", "9000", "--open"] {
            assert!(ask(line).is_err_and(|sentence| sentence.contains("--port N")), "{line}");
        }
    }
}
