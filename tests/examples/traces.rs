//! `cargo run -p tests --example traces -- FOLDER`: writes the traces of three days of a client of CONTOSO, one an hour,
//! as the tests in a browser drop them: 77 of one session, with a search in each that goes on in the next. The last seven
//! fail.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs, io};

use tests::read_scenario;

/// How many traces there are.
const TRACES: u32 = 77;
/// From this one on searches fail.
const FAILS: u32 = 70;

fn main() -> io::Result<()> {
    let Some(folder) = env::args().nth(1) else {
        return Err(io::Error::other("Name the folder to write the traces into."));
    };
    let folder = Path::new(&folder).join("WindowsUpdate");
    fs::create_dir_all(&folder)?;
    for file in read_scenario(&scenario()) {
        fs::write(folder.join(file.name), file.bytes)?;
    }
    Ok(())
}

/// All of them, in the notation of scenarios.
fn scenario() -> String {
    let mut text = String::from("bias -60\n");
    for nth in 1..=TRACES {
        let _ = writeln!(text, "--- WindowsUpdate.20261109.000000.120.{nth}.etl trace");
        if nth > 1 {
            ends(&mut text, nth - 1, &at(nth, 0, 4));
        }
        for minute in 1..59 {
            let _ = writeln!(
                text,
                "{} 1020 7104 Misc Network cost is checked, {minute} of 58",
                at(nth, minute, 30)
            );
        }
        let begin = at(nth, 59, 50);
        let _ = writeln!(
            text,
            "{begin} 1020 6100 Agent * START * Finding updates CallerId = MoUpdateOrchestrator  Id = {nth} (cV = abcdefghijklmnop.9.{nth})\n\
             {begin} 1020 6100 Agent ServiceID = {{3DA21691-E39D-4DA6-8A4B-B43877BCB1B7}} Managed\n\
             {begin} 1020 6100 ProtocolTalker ServiceId = {{3DA21691-E39D-4DA6-8A4B-B43877BCB1B7}}, Server URL = http://WSUS01.CONTOSO.COM:8530/ClientWebService/client.asmx"
        );
    }
    text
}

/// How a search ends.
fn ends(text: &mut String, nth: u32, at: &str) {
    let code = if nth < FAILS { "0x00000000" } else { "0x80244017" };
    if nth >= FAILS {
        let _ = writeln!(
            text,
            "{at} 1020! 6100 WebServices WS error: The server returned HTTP status code '401 (0x191)' with text 'Unauthorized'.\n\
             {at} 1020! 6100 WebServices *FAILED* [80244017] Web service call"
        );
    }
    let _ = writeln!(
        text,
        "{at} 1020 6100 Agent * END * Finding updates CallerId = MoUpdateOrchestrator, Id = {nth}, Exit code = {code} (cV = abcdefghijklmnop.9.{nth})"
    );
}

/// A moment of the hour that a trace covers.
fn at(nth: u32, minute: u32, second: u32) -> String {
    let hour = nth - 1;
    format!("2026-11-{:02} {:02}:{minute:02}:{second:02}.1000000", 9 + hour / 24, hour % 24)
}
