//! `cargo run -p tests --example traces -- FOLDER`: writes the traces of three days of a client of CONTOSO, one an
//! hour, as the tests in a browser drop them: 77 of one session, each with a search that continues in the next one; the
//! last seven fail. Beside them its System.evtx, with an update that is installed and one that fails; and a trace of an
//! older Windows, whose texts are in symbols, with the `.tmf` file that provides them.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs, io};

use events::encode::{EncodedEvent, EncodedValue, EventLogWriter};
use tests::read_scenario;

/// How many traces there are.
const TRACES: u32 = 77;
/// From this one on searches fail.
const FAILS: u32 = 70;

fn main() -> io::Result<()> {
    let Some(folder) = env::args().nth(1) else {
        return Err(io::Error::other("FOLDER is missing: name the folder to write the traces to."));
    };
    let folder = Path::new(&folder);
    let traces = folder.join("WindowsUpdate");
    fs::create_dir_all(&traces)?;
    for file in read_scenario(&scenario()) {
        fs::write(traces.join(file.name), file.bytes)?;
    }
    fs::write(folder.join("System.evtx"), event_log())?;
    for file in read_scenario("--- WindowsUpdate.20161109.000000.120.1.etl trace build 14393 symbols 5") {
        fs::write(folder.join(file.name), file.bytes)?;
    }
    fs::write(folder.join("agent.tmf"), FORMATS)
}

/// The text of the messages that the notation of scenarios calls `symbols`.
const FORMATS: &str = "//PDB:  agent.pdb\r\n\
    0b7a6f19-47c4-454e-8c5c-e868d637e4d8 agent // SRC=agent.cpp MJ= MN=\r\n\
    #typev agent_cpp78 10 \"%0The agent was asked, %10!d! in all\" //   LEVEL=TRACE_LEVEL_INFORMATION FLAGS=Agent\r\n\
    {\r\ntimes, ItemLong -- 10\r\n}\r\n";

/// The event log: updates of two hours, the second of which fails.
fn event_log() -> Vec<u8> {
    let mut log = EventLogWriter::default();
    let mut write = |hour: i64, id, level, code, kb, guid| {
        let title = format!("2026-11 Cumulative Update for Windows 11 ({kb})");
        let mut values = vec![
            ("updateTitle", EncodedValue::Text(&title)),
            ("updateGuid", EncodedValue::Guid(guid)),
            ("updateRevisionNumber", EncodedValue::Number(200)),
            ("serviceGuid", EncodedValue::Guid("3da21691-e39d-4da6-8a4b-b43877bcb1b7")),
        ];
        if let Some(code) = code {
            values.insert(0, ("errorCode", EncodedValue::Code(code)));
        }
        let time = MIDNIGHT + hour * 3_600_000;
        log.write(&EncodedEvent { time, id, level, values: &values, ..EncodedEvent::default() });
    };
    let (good, bad) = ("0f1a2b3c-0000-4000-8000-00000000a001", "0f1a2b3c-0000-4000-8000-00000000a002");
    write(8, 43, 4, None, "KB5068861", good);
    write(9, 19, 4, None, "KB5068861", good);
    write(10, 43, 4, None, "KB5068862", bad);
    write(11, 20, 2, Some(0x8007_0643), "KB5068862", bad);
    log.finish()
}

/// 2026-11-12, in milliseconds since 1970.
const MIDNIGHT: i64 = 1_794_441_600_000;

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
