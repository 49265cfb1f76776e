// The log viewer in Firefox: a line opens, and the search finds others.
import { broken, fails, file } from "../logs.js";
import { test } from "../firefox.js";

test("a citation opens its line in the log viewer", async ({ firefox }) => {
  await firefox.openLocked();
  await firefox.drop(file("WUAHandler.log", broken));
  await firefox.shows("#verdict h1", fails);
  await firefox.click("#proof .line.proof .open");
  await firefox.shows(".viewer h1", /WUAHandler\.log/);
  await firefox.shows("#rows [aria-selected=true]", /0x8024401b/);
  await firefox.click("[aria-label='Previous error'], [aria-label='Next error']");
  await firefox.shows(".view-details", /Failed|failed/);
});
