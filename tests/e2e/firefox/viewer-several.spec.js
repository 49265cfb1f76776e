// Several logs in the viewer of Firefox: all logs in order of time, and two runs side by side.
import { broken, cmtrace, file, fixed } from "../logs.js";
import { expect, test } from "../firefox.js";
import { analyze, chosen, find, hasRows, keys, toRows } from "../viewer-firefox.js";

const agent = cmtrace("ScanAgent", [
  ["09:14:21.100", "ScanJob({4E2B1C70-0000-4000-8000-00000000A001}): CScanJob::Scan- entered"],
  ["09:14:23.000", "ScanJob({4E2B1C70-0000-4000-8000-00000000A001}): CScanJob::OnScanComplete - Scan Failed with Error=0x8024401b", 3],
]);

// Opens all logs in order of time.
async function openAll(firefox) {
  await analyze(firefox, file("WUAHandler.log", broken), file("ScanAgent.log", agent));
  await firefox.press("All logs in order of time");
  await hasRows(firefox, 8);
  await toRows(firefox);
}

test("all logs are rows in order of time, each with its log", async ({ firefox }) => {
  await openAll(firefox);
  await firefox.key("Home");
  await firefox.shows(chosen, /CScanJob::Scan- entered.*ScanAgent/);
  await firefox.key("ArrowDown");
  await firefox.shows(chosen, /Search Criteria.*WUAHandler/);
  await firefox.key("End");
  await firefox.shows(chosen, /OnScanComplete.*ScanAgent/);
});

test("all logs are searched together, and one of them opens at the same line", async ({ firefox }) => {
  await openAll(firefox);
  await find(firefox, "failed with error");
  await firefox.shows(".view-hits", /^1 of 2 hits$/);
  await firefox.key("Enter");
  await firefox.shows(".view-hits", /^2 of 2 hits$/);
  await keys(firefox, "Escape", "o");
  await firefox.shows(".viewer h1", /^ScanAgent\.log$/);
  await firefox.shows(chosen, /OnScanComplete/);
});

test("a log is hidden and shown again", async ({ firefox }) => {
  await openAll(firefox);
  await firefox.click(".view-logs summary");
  await firefox.click(".view-logs input");
  await firefox.shows(".view-chip", /^Without log \w+\.log hides [26]/);
  await firefox.click(".view-logs input");
  await hasRows(firefox, 8);
});

test("the last good run is beside the first bad one, and a line of it opens", async ({ firefox }) => {
  const good = fixed.replaceAll("10:14:", "08:14:");
  await analyze(firefox, file("WUAHandler.log", good + broken));
  await firefox.press("Compare the last good run");
  await firefox.shows(".viewer h1", /^Run 1 beside run 2$/);
  const row = "#pair [aria-selected=true]";
  await firefox.shows(row, /only right/);
  await firefox.run(() => document.querySelector("#pair").focus());
  await firefox.key("d");
  await firefox.shows(row, /Successfully completed scan/);
  await firefox.key("Shift+D");
  await firefox.shows(row, /Search Criteria/);
  await keys(firefox, "End", "Enter");
  await firefox.shows(".viewer h1", /^WUAHandler\.log$/);
});
