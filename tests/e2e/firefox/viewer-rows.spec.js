// The rows of the log viewer in Firefox: filtered, selected, copied, marked.
import { broken, cmtrace } from "../logs.js";
import { expect, test } from "../firefox.js";
import { chosen, hasRows, keys, openProof } from "../viewer-firefox.js";

const other = cmtrace("ScanAgent", [["09:20:00.000", "Another component."]]);

test("a filter shows what it hides, can be inverted, and is in the address", async ({ firefox }) => {
  await openProof(firefox);
  await firefox.press("Only this level");
  await firefox.shows(".view-chip", /Only errors hides 4/);
  await hasRows(firefox, 2);
  expect(await firefox.driver.getCurrentUrl()).toMatch(/&f=le$/);
  await firefox.press("Only errors. Change to: Without");
  await firefox.shows(".view-chip", /Without errors hides 2/);
  await hasRows(firefox, 4);
  await firefox.press("Clear all");
  await hasRows(firefox, 6);
});

test("the menu of a cell hides what is like it", async ({ firefox }) => {
  await openProof(firefox, broken + other);
  await firefox.rightClick(`${chosen} .c1`);
  await firefox.focused("[role=menuitem]");
  await firefox.press("Hide component WUAHandler");
  await firefox.shows(".view-chip", /Without component WUAHandler hides 6/);
  await hasRows(firefox, 1);
});

test("the menu of a row opens by keyboard, and limits the time", async ({ firefox }) => {
  await openProof(firefox, broken + other);
  await firefox.key("Shift+F10");
  await firefox.focused("[role=menuitem]");
  await firefox.key("Escape");
  await firefox.focused("#rows");
  await keys(firefox, "End", "m");
  await firefox.focused("[role=menuitem]");
  await firefox.press("From here on");
  await hasRows(firefox, 1);
  await firefox.shows(".view-chip", /Only time from 2026-11-12 09:20:00\.000 hides 6/);
});

test("the filter takes a text and a time range", async ({ firefox }) => {
  await openProof(firefox, broken + other);
  await firefox.key("Control+u");
  await firefox.focused("#filter");
  await firefox.write("async");
  await firefox.key("Enter");
  await hasRows(firefox, 2);
  await firefox.press("Clear all");
  await firefox.type("#from", "9:15");
  await firefox.type("#to", "9:20");
  await firefox.key("Enter");
  await hasRows(firefox, 1);
});

test("a text is highlighted", async ({ firefox }) => {
  await openProof(firefox);
  await firefox.key("Control+h");
  await firefox.focused("#filter");
  await firefox.write("searching");
  await firefox.key("Enter");
  await expect.poll(() => firefox.texts("#rows mark.light-1")).toEqual(["searching", "searching"]);
});

// Waits until the page has copied, and compares what the clipboard has.
async function copies(firefox, text) {
  await firefox.shows(".view-line .copied", /^Copied$/);
  expect(await firefox.copied()).toMatch(text);
}

test("rows that keys select are copied as text", async ({ firefox }) => {
  await openProof(firefox);
  await keys(firefox, "Home", "Shift+ArrowDown", "Shift+ArrowDown");
  await firefox.shows(".view-selected", /^Selected: 3 rows in 0\.124 s$/);
  await firefox.key("Control+c");
  await copies(firefox, /^WUAHandler\.log\t1\t.*\tWUAHandler\tSearch Criteria.*\nWUAHandler\.log\t2\t.*\nWUAHandler\.log\t3\t.*$/);
});

test("rows that a click with Shift selects are copied as Markdown", async ({ firefox }) => {
  await openProof(firefox);
  await firefox.key("Home");
  await firefox.shiftClick("#row-3 .c0");
  await firefox.shows(".view-selected", /^Selected: 4 rows in 1\.180 s$/);
  await firefox.focused("#rows");
  await firefox.press("Markdown");
  await copies(firefox, /^\*\*WUAHandler\.log\*\* lines 1 to 4\n```\n[^]*Async searching completed\.\n```\n$/);
});

test("a bookmark with its note is in the ticket", async ({ firefox }) => {
  await openProof(firefox);
  await keys(firefox, "Home", "b");
  await firefox.focused("[aria-label='Note for WUAHandler.log : 1']");
  await firefox.write("asks for drivers too");
  await firefox.key("Enter");
  await firefox.focused("#rows");
  await firefox.driver.navigate().back();
  await firefox.press("Copy for a ticket");
  await firefox.shows("#verdict", /Copied/);
  expect(await firefox.copied()).toMatch(/Bookmarks[^]*asks for drivers too[^]*Search Criteria/);
});

test("an entry with several lines unfolds", async ({ firefox }) => {
  const several = cmtrace("WUAHandler", [["09:16:00.000", "first line\r\nsecond line\r\nthird line"]]);
  await openProof(firefox, broken + several);
  const height = () => firefox.run((css) => document.querySelector(css).getBoundingClientRect().height, chosen);
  await firefox.key("End");
  await firefox.shows(chosen, /first line/);
  expect(await height()).toBe(22);
  await firefox.key("Enter");
  await expect.poll(height).toBeGreaterThan(60);
});
