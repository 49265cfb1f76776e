//! Damaged logs: every scenario with bytes turned, put in and taken out. Nothing panics, and the report stays sound:
//! what it quotes stands where it says, and its verdict is that of its runs.
#![allow(clippy::unwrap_used, clippy::panic)] // A test ends where something is amiss.

use std::path::Path;

use report::{Evidence, FlowVerdict, Outcome, Report, Verdict};
use tests::{TestFile, Way, analyze, read_scenario};

/// How often each scenario is damaged.
const TIMES: u64 = 80;

/// Numbers that look random and are the same on every machine (xorshift64*).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % limit.max(1)
    }

    /// One to a dozen changes anywhere in the bytes.
    fn damage(&mut self, bytes: &mut Vec<u8>) {
        for _ in 0..=self.below(12) {
            let at = self.below(bytes.len());
            let length = 1 + self.below(40);
            let end = bytes.len().min(at + length);
            match self.below(8) {
                0 | 1 => {
                    let byte = self.below(256) as u8;
                    bytes.splice(at..bytes.len().min(at + 1), [byte]);
                }
                2 => drop(bytes.drain(at..end)),
                3 => drop(bytes.splice(at..at, vec![self.below(256) as u8; length])),
                // A stretch from elsewhere: whole lines change their places.
                4 => {
                    let from = self.below(bytes.len());
                    let stretch = bytes[from..bytes.len().min(from + 20 * length)].to_vec();
                    drop(bytes.splice(at..at, stretch));
                }
                5 => drop(bytes.drain(at..bytes.len().min(at + 20 * length))),
                6 => drop(bytes.splice(at..at, *b"<![LOG[")),
                _ => drop(bytes.splice(at..end, [*b"\r\n", [0, 0], *b"\xFF\xFE", *b"]L"][length % 4])),
            }
        }
    }
}

fn scenarios() -> Vec<(String, Vec<TestFile>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let folders = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let read = |folder: std::path::PathBuf| {
        let text = std::fs::read_to_string(folder.join("logs.txt")).unwrap();
        (folder.display().to_string(), read_scenario(&text))
    };
    let mut all: Vec<_> = folders.map(read).collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all
}

#[test]
fn damaged_logs_are_read_and_judged_soundly() {
    for (at, (folder, files)) in scenarios().into_iter().enumerate() {
        for time in 0..TIMES {
            let mut dice = Dice((at as u64 * 1000 + time) * 0x9E37_79B9 + 1);
            let mut damaged = files.clone();
            for file in &mut damaged {
                if dice.below(3) > 0 {
                    dice.damage(&mut file.bytes);
                }
            }
            let report = analyze(&damaged, Way { block: 1 + dice.below(9000), ..Way::default() });
            check(&report, &damaged, &format!("{folder}, damaged the {time}th time"));
            if time % 10 == 0 {
                assert_eq!(analyze(&damaged, Way::default()), report, "{folder}, damaged the {time}th time");
            }
        }
    }
}

fn check(report: &Report, files: &[TestFile], what: &str) {
    let steps =
        report.runs.iter().flat_map(|run| &run.steps).chain(report.flows.iter().flat_map(|flow| &flow.steps));
    let of_steps = steps.flat_map(|step| &step.evidence);
    for evidence in of_steps.chain(report.findings.iter().flat_map(|finding| &finding.evidence)) {
        check_quote(evidence, files, what);
    }
    let mut ids: Vec<&str> = report.findings.iter().map(|finding| finding.id.as_str()).collect();
    ids.sort_unstable();
    let all = ids.len();
    ids.dedup();
    assert_eq!(
        ids.len(),
        all,
        "{what}: {:?}",
        report.findings.iter().map(|finding| &finding.id).collect::<Vec<_>>()
    );
    for finding in &report.findings {
        assert!(
            !finding.sentence.is_empty() && !finding.sentence.contains(['{', '}']),
            "{what}: {}",
            finding.sentence
        );
        assert!(
            finding.evidence.iter().any(|evidence| evidence.text == finding.text),
            "{what}: {}",
            finding.id
        );
    }
    for flow in &report.flows {
        assert!(
            !flow.sentence.is_empty() && !flow.sentence.contains(['{', '}']),
            "{what}: {}",
            flow.sentence
        );
        let Some(run) = flow.leading_run.map(|id| &report.runs[id as usize - 1]) else { continue };
        let fits = match flow.verdict {
            FlowVerdict::Ok => run.outcome == Outcome::Ok,
            FlowVerdict::Failed | FlowVerdict::Stopped => run.outcome == Outcome::Failed,
            FlowVerdict::Incomplete => run.outcome == Outcome::Incomplete,
            FlowVerdict::Cancelled => run.outcome == Outcome::Cancelled,
            FlowVerdict::Skipped => run.outcome == Outcome::Skipped,
            FlowVerdict::NoLog => false,
        };
        assert!(fits, "{what}: {:?} of a run that is {:?}", flow.verdict, run.outcome);
        let failed = run.steps.iter().any(|step| step.verdict == Verdict::Failed);
        assert!(
            !failed || run.outcome == Outcome::Failed,
            "{what}: a step of a run that is {:?} failed",
            run.outcome
        );
        let told = report.findings.iter().any(|finding| finding.sentence == flow.sentence);
        assert!(told || run.outcome != Outcome::Failed, "{what}: no finding says {}", flow.sentence);
    }
}

fn check_quote(evidence: &Evidence, files: &[TestFile], what: &str) {
    let bytes = &files[evidence.file as usize].bytes;
    let encoding = logfile::recognize(bytes.len() as u64, bytes, bytes, None).encoding;
    let [from, to] = evidence.bytes;
    let quoted = &bytes[from as usize..to as usize];
    assert_eq!(
        logfile::decode(encoding, from, quoted),
        evidence.text,
        "{what}: {} line {}",
        evidence.log,
        evidence.line
    );
    assert!(evidence.line >= 1 && evidence.line <= bytes.len() as u64 + 1, "{what}");
}
