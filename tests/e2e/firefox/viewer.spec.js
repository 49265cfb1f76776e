// The log viewer in Firefox: a log opens, scrolls, is searched, and its keys work.
import { broken, cmtrace, fails, file } from "../logs.js";
import { expect, test } from "../firefox.js";
import { analyze, chosen, find, hasRows, keys, openProof, toRows } from "../viewer-firefox.js";

test("a citation opens its line, and Back returns to it", async ({ firefox }) => {
  await analyze(firefox, file("WUAHandler.log", broken));
  await firefox.click("#proof .line.proof .open");
  await firefox.shows(".viewer h1", /^WUAHandler\.log$/);
  await firefox.shows(chosen, /0x8024401b/);
  await firefox.shows(".view-details", /0x8024401B/);
  await firefox.driver.navigate().back();
  await firefox.shows("#verdict h1", fails);
  await firefox.focused("#proof .line.proof .open");
});

test("the name of a log opens it", async ({ firefox }) => {
  await analyze(firefox, file("WUAHandler.log", broken));
  await firefox.click("#logs .text-button");
  await firefox.shows(".viewer h1", /^WUAHandler\.log$/);
  await hasRows(firefox, 6);
});

test("a log of 200,000 lines scrolls to its end and back, with few rows in the document", async ({ firefox }) => {
  const quiet = Array.from({ length: 200_000 }, (_, i) => ["08:00:00.000", `Row ${i + 1}.`]);
  await firefox.openLocked("#/view/WUAHandler.log");
  await firefox.give(file("WUAHandler.log", cmtrace("WUAHandler", quiet) + broken));
  await hasRows(firefox, 200_006);
  await scroll(firefox, 1);
  await firefox.shows("#rows", /Scan failed with error/);
  await scroll(firefox, 0.5);
  await firefox.shows("#rows", /Row 1000\d\d\./);
  await scroll(firefox, 0);
  await firefox.shows("#rows", /Row 1\./);
  await toRows(firefox);
  await firefox.key("End");
  await firefox.shows(chosen, /Scan failed with error/);
  await firefox.key("Home");
  await firefox.shows(chosen, /Row 1\./);
  expect(await firefox.count("#rows [role=row]")).toBeLessThan(90);
});

// Moves the scrollbar: 0 is the begin of the log, 1 its end.
async function scroll(firefox, part) {
  await firefox.run((part) => {
    const rows = document.querySelector("#rows");
    rows.scrollTo(0, part * (rows.scrollHeight - rows.clientHeight));
  }, part);
}

test("a text is found, with the number of its hits, and the next and the previous one", async ({ firefox }) => {
  await openProof(firefox);
  await firefox.key("Home");
  await find(firefox, "async search");
  await firefox.shows(".view-hits", /^1 of 2 hits$/);
  await firefox.key("Enter");
  await firefox.shows(".view-hits", /^2 of 2 hits$/);
  await firefox.shows(`${chosen} mark`, /^Async search$/);
  await keys(firefox, "Escape", "Shift+F3");
  await firefox.shows(".view-hits", /^1 of 2 hits$/);
  await firefox.key("F3");
  await firefox.shows(".view-hits", /^2 of 2 hits$/);
});

test("a regular expression is found, and not its text", async ({ firefox }) => {
  await openProof(firefox);
  await find(firefox, "error = 0x[0-9a-f]{8}");
  await firefox.shows(".view-hits", /^0 hits$/);
  await firefox.press("Regular expression");
  await firefox.shows(".view-hits", /^[12] of 2 hits$/);
  await firefox.press("Match case");
  await firefox.shows(".view-hits", /^1 of 1 hit$/);
});

test("the keys of CMTrace do in Firefox what they do there", async ({ firefox }) => {
  await openProof(firefox);
  await keys(firefox, "Home", "ArrowDown");
  await firefox.shows(chosen, /Running single-call scan/);
  await keys(firefox, "e", "e");
  await firefox.shows(chosen, /Scan failed/);
  await firefox.key("Shift+E");
  await firefox.shows(chosen, /OnSearchComplete/);
  await firefox.key("Control+g");
  await firefox.focused("#go-to");
  await firefox.write("3");
  await firefox.key("Enter");
  await firefox.shows(chosen, /Async searching of updates/);
  await firefox.key("/");
  await firefox.focused("#find");
  await keys(firefox, "Escape", "Control+u");
  await firefox.focused("#filter");
  await keys(firefox, "Escape", "Control+h");
  await firefox.focused("#filter");
  await keys(firefox, "Escape", "e", "Control+l");
  await firefox.shows("main h1", /^0x8024401B$/);
});
