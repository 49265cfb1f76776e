// Logs of every kind in Firefox: traces and zips, pasted lines, and what is saved. geckodriver can give no folders.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { broken, fails, file, zip } from "../logs.js";
import { expect, test } from "../firefox.js";

const traces = path.join(process.env.WUSCOPE_TRACES, "WindowsUpdate");
const trace = (nth) => `WindowsUpdate.20261109.000000.120.${nth}.etl`;
const traceFile = async (nth) => ({ name: trace(nth), buffer: await readFile(path.join(traces, trace(nth))) });
const asksForSignIn = /The scan fails at step 3: the server requires authentication from the Windows Update Agent/;

// Opens the line that proves the verdict, in its log.
async function showsProof(firefox, log, line) {
  await firefox.click("#proof .line.proof .open");
  await firefox.shows(".viewer h1", log);
  await firefox.shows("#rows [aria-selected=true]", line);
}

test("a dropped zip is read, and the line that proves its verdict opens", async ({ firefox, traffic }) => {
  await firefox.openLocked();
  const served = traffic.served.length;
  await firefox.drop({ name: "client.zip", buffer: zip([file("Logs/WUAHandler.log", broken)]) });
  await firefox.shows("#verdict h1", fails);
  await showsProof(firefox, /WUAHandler\.log/, /0x8024401b/);
  expect(traffic.served.length, "nothing is fetched after the lock").toBe(served);
});

test("dropped traces are read, and the event that proves their verdict opens", async ({ firefox }) => {
  await firefox.openLocked();
  await firefox.drop(await traceFile(76), await traceFile(77));
  await firefox.shows("#verdict h1", asksForSignIn);
  await showsProof(firefox, /\.77\.etl/, /Unauthorized/);
});

test("traces are saved as a text log", async ({ firefox }) => {
  await firefox.openLocked();
  await firefox.give(await traceFile(76), await traceFile(77));
  await firefox.shows("#verdict h1", asksForSignIn);
  await firefox.press("Save as a text log");
  await firefox.press("Save WindowsUpdate.log");
  const saved = () => readFile(path.join(firefox.downloads, "WindowsUpdate.log"), "utf8").catch(() => "");
  await expect.poll(saved).toMatch(/^2026\/11\/.*\r\n$/s);
});

test("pasted lines are read like a file", async ({ firefox }) => {
  await firefox.openLocked();
  await firefox.press("Paste lines");
  await firefox.type("#paste-text", broken.replaceAll("\r", ""));
  await firefox.press("Analyze these lines");
  await firefox.shows("#verdict h1", fails);
});
