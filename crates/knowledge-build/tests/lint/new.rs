//! A new log and a new flow need data alone: added to the small valid knowledge, they are read and packed.

use knowledge_build::{Audience, lint};

use crate::good;

const LOG: &str = r#"
[[log]]
name = "PatchMyCar"
components = ["PatchMyCar"]
format = "cmtrace"
role = "client"
folder = 'C:\Windows\Logs'
description = "Updates of cars."
installer = true
"#;

const FLOW: &str = r#"+++
title = "Car update"
run = ["car update", "car updates"]
requests = ["/CarService/"]

[[source]]
title = "Cars"
url = "https://learn.microsoft.com/cars"
accessed = "2026-11-21"
+++

A car asks what it lacks.
"#;

const STEP: &str = r#"+++
title = "Ask the garage"
actor = "Car"
timeout = "10m"

[[evidence]]
id = "car.asked"
summary = "The car asked the garage"
component = "PatchMyCar"
shows = "done"
pattern = "Asking the garage at [0-9.]+"
samples = ["Asking the garage at 192.0.2.7"]
+++

## What happens

The car asks.

## When it stops here

Look at the garage.
"#;

#[test]
fn a_log_and_a_flow_are_data() {
    let sentences = good().text("flows/client-scan/flow.md");
    let begin = sentences.find("[sentences]").expect("the flow has sentences");
    let end = sentences.find("\n[[source]]").expect("the flow has sources");
    let defaults = sentences[begin..end].replace("scans", "{runs_name}").replace("scan", "{run}");
    let logs = good().text("logs.toml") + LOG;
    let endpoints = good().text("endpoints.toml") + "\n[[endpoint]]\npath = \"/CarService/\"\n";
    let case = good()
        .edit("flows/client-scan/flow.md", &sentences[begin..end], "")
        .add("flows/defaults.toml", &defaults)
        .add("logs.toml", &logs)
        .add("endpoints.toml", &endpoints)
        .add("flows/car-update/flow.md", FLOW)
        .add("flows/car-update/1-ask.md", STEP);
    assert_eq!(case.faults(), [""; 0]);

    let (knowledge, _) = lint(&case.0);
    let tables = knowledge.tables();
    let flow = tables.flows.iter().find(|flow| flow.id == "car-update").expect("the flow is there");
    assert_eq!((flow.caller, flow.sentences.ok_one), ("CcmExec", "The car update succeeded."));
    assert_eq!(
        (flow.steps[0].requests, tables.evidence[flow.steps[0].evidence.indexes()][0].log),
        (&["/CarService/"][..], "PatchMyCar")
    );
    assert!(tables.logs.iter().any(|log| log.name == "PatchMyCar" && log.installer));

    let folder = std::env::temp_dir().join(format!("knowledge-of-cars-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for what is packed");
    knowledge.write(&folder, Audience::Engine).expect("it is packed");
    let packed = std::fs::read_to_string(folder.join("tables.txt")).expect("it was written");
    assert!(packed.contains("PatchMyCar") && packed.contains("The car asked the garage"));
    std::fs::remove_dir_all(folder).expect("the folder goes");
}
