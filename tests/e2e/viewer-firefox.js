// What the tests of the log viewer in Firefox do with it: one helper for each action.
import { broken, fails, file } from "./logs.js";
import { expect } from "./firefox.js";

// The row that is chosen; of several selected rows, the first.
export const chosen = "#rows [aria-selected=true]";

// Analyzes these logs.
export async function analyze(firefox, ...logs) {
  await firefox.openLocked();
  await firefox.give(...logs);
  await firefox.shows("#verdict h1", fails);
}

// Analyzes the log of the failed scan, and opens the line that proves the verdict.
export async function openProof(firefox, text = broken) {
  await analyze(firefox, file("WUAHandler.log", text));
  await firefox.click("#proof .line.proof .open");
  await firefox.shows(chosen, /0x8024401b/);
  await toRows(firefox);
}

// Moves the focus to the rows, as Escape does in every field of the viewer.
export async function toRows(firefox) {
  await firefox.run(() => document.querySelector("#rows").focus());
  await firefox.focused("#rows");
}

// Presses these keys one after the other.
export async function keys(firefox, ...names) {
  for (const name of names) await firefox.key(name);
}

// Writes this text into the field of the search.
export async function find(firefox, text) {
  await firefox.key("Control+f");
  await firefox.focused("#find");
  await firefox.key("Control+a");
  await firefox.write(text);
}

// Waits until the viewer has this number of rows. The grid counts its header too.
export async function hasRows(firefox, count) {
  const rows = () => firefox.run(() => Number(document.querySelector("#rows")?.ariaRowCount) - 1);
  await expect.poll(rows, { message: "rows", timeout: 60_000 }).toBe(count);
}
