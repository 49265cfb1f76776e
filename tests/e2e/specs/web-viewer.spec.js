// The log viewer: a log opens at a line, and is read, searched and filtered by mouse and keyboard.
import AxeBuilder from "@axe-core/playwright";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { broken, cmtrace, fails, file } from "../logs.js";
import { expect, test } from "../traffic.js";

const rows = (page) => page.locator("#rows");
const chosen = (page) => page.locator("#rows [aria-selected=true]");

// Drops the log of the failed scan and opens the line that proves it.
async function openProof(page, text = broken) {
  await page.goto("./");
  await expect(page.getByRole("button", { name: /^Locked/ })).toBeVisible();
  await page.setInputFiles("#pick-files", file("WUAHandler.log", text));
  await expect(page.locator("#verdict h1")).toHaveText(fails);
  await page.locator("#proof .line.proof .open").click();
  await expect(chosen(page)).toContainText("0x8024401b");
}

test("a citation opens its line, and Back returns to the same place of the report", async ({ page }) => {
  await page.setViewportSize({ width: 1000, height: 500 });
  await page.goto("./");
  await expect(page.getByRole("button", { name: /^Locked/ })).toBeVisible();
  await page.setInputFiles("#pick-files", file("WUAHandler.log", broken));
  await expect(page.locator("#verdict h1")).toHaveText(fails);
  const open = page.locator("#proof .line.proof .open");
  await open.scrollIntoViewIfNeeded();
  await page.evaluate(() => window.scrollBy(0, 120));
  const before = await page.evaluate(() => window.scrollY);
  expect(before).toBeGreaterThan(60);
  await open.click();
  await expect(page).toHaveURL(/#\/view\/WUAHandler\.log\?line=\d+&hash=[0-9A-F]{16}$/);
  await expect(page.locator(".view-details")).toContainText("0x8024401B");
  await page.goBack();
  await expect(page.locator("#verdict h1")).toHaveText(fails);
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(before);
});

test("the name of a log opens it, and its own page is one click away", async ({ page }) => {
  await page.goto("./");
  await page.setInputFiles("#pick-files", file("WUAHandler.log", broken));
  await page.locator("#logs").getByRole("button", { name: "WUAHandler" }).click();
  await expect(page.locator(".viewer h1")).toHaveText("WUAHandler.log");
  await page.getByRole("link", { name: "About this log" }).click();
  await expect(page).toHaveURL(/#\/log\/WUAHandler$/);
});

test("without its file, the page names the log, and opens the same line after a drop", async ({ page }) => {
  await openProof(page);
  const line = await chosen(page).textContent();
  await page.reload();
  await expect(page.locator("main h1")).toHaveText("WUAHandler.log");
  await expect(page.locator("main")).toContainText("Drop it here again");
  await page.setInputFiles("#pick-files", file("WUAHandler.log", broken));
  await expect(chosen(page)).toHaveText(line);
});

test("keys move, find, and go to the next error", async ({ page }) => {
  await openProof(page);
  await rows(page).focus();
  await page.keyboard.press("Home");
  await expect(chosen(page)).toContainText("Search Criteria");
  await page.keyboard.press("ArrowDown");
  await expect(chosen(page)).toContainText("Running single-call scan");
  await page.keyboard.press("e");
  await expect(chosen(page)).toContainText("OnSearchComplete");
  await page.keyboard.press("e");
  await expect(chosen(page)).toContainText("Scan failed");
  await page.keyboard.press("E");
  await expect(chosen(page)).toContainText("OnSearchComplete");
  await page.keyboard.press("Control+f");
  await expect(page.locator("#find")).toBeFocused();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Home");
  await page.keyboard.press("/");
  await page.keyboard.type("async search");
  await expect(page.locator(".view-hits")).toHaveText("1 of 2 hits");
  await page.keyboard.press("Enter");
  await expect(page.locator(".view-hits")).toHaveText("2 of 2 hits");
  await expect(chosen(page).locator("mark")).toHaveText("Async search");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Shift+F3");
  await expect(chosen(page)).toContainText("Async searching of updates");
  await expect(page.locator(".view-hits")).toHaveText("1 of 2 hits");
  await page.keyboard.press("Control+g");
  await page.keyboard.type("6");
  await page.keyboard.press("Enter");
  await expect(chosen(page)).toContainText("Scan failed");
  await page.keyboard.press("Control+l");
  await expect(page).toHaveURL(/#\/code\/0x8024401B$/);
});

test("a code is found in any spelling", async ({ page }) => {
  await openProof(page);
  await page.locator("#find").fill("-2145107941");
  await expect(page.locator(".view-hits")).toHaveText(/of 2 hits$/);
  await expect(chosen(page).locator("mark")).toHaveText("0x8024401b");
});

test("a filter shows what it hides, and is in the address", async ({ page }) => {
  await openProof(page);
  await page.getByRole("button", { name: "Only this level" }).click();
  await expect(page.locator(".view-chip")).toContainText(/Only\s*errors\s*hides 4/);
  await expect(rows(page)).toHaveAttribute("aria-rowcount", "3");
  await expect(page).toHaveURL(/&f=le$/);
  await expect(chosen(page)).toContainText("0x8024401b");
  await page.getByRole("button", { name: "Clear all" }).click();
  await expect(rows(page)).toHaveAttribute("aria-rowcount", "7");
});

test("Back from a log returns the focus to the line that was opened", async ({ page }) => {
  await openProof(page);
  await page.goBack();
  await expect(page.locator("#verdict h1")).toHaveText(fails);
  await expect(page.locator("#proof .line.proof .open")).toBeFocused();
});

test("Back to a log returns to the row, its place in the window and the focus", async ({ page }) => {
  const quiet = Array.from({ length: 400 }, (_, i) => ["08:00:00.000", `Row ${i + 1}.`]);
  await openProof(page, cmtrace("WUAHandler", quiet) + broken);
  await rows(page).focus();
  for (let i = 0; i < 5; i += 1) {
    await page.keyboard.press("ArrowUp");
  }
  await page.keyboard.press("e");
  await expect(chosen(page)).toContainText("OnSearchComplete");
  const place = () => chosen(page).evaluate((row) => Math.round(row.getBoundingClientRect().top));
  const before = await place();
  await page.keyboard.press("Control+l");
  await expect(page).toHaveURL(/#\/code\/0x8024401B$/);
  await page.goBack();
  await expect(chosen(page)).toContainText("OnSearchComplete");
  await expect.poll(place).toBe(before);
  await expect(rows(page)).toBeFocused();
});

test("the menu of a cell shows only or hides what is like it, and chips can be inverted", async ({ page }) => {
  const other = cmtrace("ScanAgent", [["09:14:23.000", "Another component."]]);
  await openProof(page, broken + other);
  await chosen(page).getByText("WUAHandler", { exact: true }).click({ button: "right" });
  await expect(page.getByRole("menuitem", { name: "Only component WUAHandler" })).toBeFocused();
  await page.getByRole("menuitem", { name: "Hide component WUAHandler" }).click();
  await expect(rows(page)).toHaveAttribute("aria-rowcount", "2");
  await expect(page.locator(".view-chip")).toContainText(/Without\s*component WUAHandler\s*hides 6/);
  await page.getByRole("button", { name: /Change to: Only/ }).click();
  await expect(rows(page)).toHaveAttribute("aria-rowcount", "7");
  await expect(page.locator(".view-chip")).toContainText(/Only\s*component WUAHandler\s*hides 1/);
  await expect(page).toHaveURL(/&f=cWUAHandler$/);
});

test("the menu works by keyboard: from here on, up to here", async ({ page }) => {
  await openProof(page);
  await rows(page).focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("m");
  await expect(page.getByRole("menuitem").first()).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(rows(page)).toBeFocused();
  await page.keyboard.press("Shift+F10");
  await page.getByRole("menuitem", { name: "From here on" }).press("Enter");
  await expect(rows(page)).toHaveAttribute("aria-rowcount", "6");
  await page.keyboard.press("ArrowDown");
  await expect(chosen(page)).toContainText("Async searching of updates");
  await page.keyboard.press("m");
  for (let i = 0; i < 20 && !(await page.getByRole("menuitem", { name: "Up to here" }).evaluate((item) => item === document.activeElement)); i += 1) {
    await page.keyboard.press("ArrowDown");
  }
  await page.keyboard.press("Enter");
  await expect(rows(page)).toHaveAttribute("aria-rowcount", "3");
  await expect(page.locator(".view-chip")).toContainText(/Only\s*time 2026-11-12 09:14:21.430 to 09:14:21.534\s*hides 4/);
  await expect(rows(page)).toBeFocused();
});

test("the filter takes a text, a time range and a component", async ({ page }) => {
  await openProof(page, broken + cmtrace("ScanAgent", [["09:20:00.000", "Another component."]]));
  await rows(page).focus();
  await page.keyboard.press("Control+u");
  await expect(page.locator("#filter")).toBeFocused();
  await page.keyboard.type("async");
  await page.keyboard.press("Enter");
  await expect(rows(page)).toHaveAttribute("aria-rowcount", "3");
  await page.getByRole("button", { name: "Clear all" }).click();
  await page.locator("#from").fill("9:15");
  await page.locator("#to").fill("9:20");
  await page.keyboard.press("Enter");
  await expect(rows(page)).toHaveAttribute("aria-rowcount", "2");
  await page.getByRole("button", { name: "Clear all" }).click();
  await page.getByRole("button", { name: "Hide ScanAgent" }).click();
  await expect(rows(page)).toHaveAttribute("aria-rowcount", "7");
  await page.locator("#filter").press("Escape");
  await expect(rows(page)).toBeFocused();
});

test("a text is highlighted in a colour of its own, beside what is found", async ({ page }) => {
  await openProof(page);
  await rows(page).focus();
  await page.keyboard.press("Control+h");
  await page.keyboard.type("searching");
  await page.keyboard.press("Enter");
  await expect(rows(page).locator("mark.light-1")).toHaveCount(2);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+f");
  await page.keyboard.type("updates");
  await expect(rows(page).locator("mark:not([class])")).toHaveCount(2);
  await expect(rows(page).locator("mark.light-1")).toHaveCount(2);
  await page.getByRole("button", { name: "Remove: searching" }).click();
  await expect(rows(page).locator("mark.light-1")).toHaveCount(0);
});

test("several rows are selected, with their elapsed time, and copied as text and Markdown", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openProof(page);
  await rows(page).focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(chosen(page)).toHaveCount(3);
  await expect(page.locator(".view-selected")).toHaveText("Selected: 3 rows in 0.124 s");
  await page.keyboard.press("c");
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(copied).toMatch(/^WUAHandler\.log\t1\t.*\tWUAHandler\tSearch Criteria.*\nWUAHandler\.log\t2\t.*\nWUAHandler\.log\t3\t/);
  await page.getByRole("button", { name: "Markdown" }).click();
  await expect.poll(copied).toMatch(/^\*\*WUAHandler\.log\*\* lines 1 to 3\n```\n/);
  await rows(page).locator("[role=row]").nth(6).click({ modifiers: ["Shift"] });
  await expect(page.locator(".view-selected")).toContainText("6 rows in 1.240 s");
  await page.keyboard.press("ArrowUp");
  await expect(chosen(page)).toHaveCount(1);
});

test("a bookmark has a note, and is in the ticket", async ({ page }) => {
  await openProof(page);
  await rows(page).focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("b");
  await expect(page.getByLabel("Note for WUAHandler.log : 1")).toBeFocused();
  await page.keyboard.type("asks for drivers too");
  await page.keyboard.press("Enter");
  await expect(rows(page)).toBeFocused();
  await expect(rows(page).getByRole("img", { name: "Bookmark" })).toHaveCount(1);
  await page.keyboard.press("End");
  await page.locator(".view-bookmarks").getByRole("button", { name: "WUAHandler.log : 1", exact: true }).click();
  await expect(chosen(page)).toContainText("Search Criteria");
  await page.goto("./#/report");
  await page.getByRole("button", { name: "Export" }).click();
  await expect(page.locator("dialog[open] pre")).toContainText("asks for drivers too");
  await expect(page.locator("dialog[open] pre")).toContainText("Bookmarks");
});

test("an entry with several lines unfolds, and long lines wrap", async ({ page }) => {
  const many = cmtrace("WUAHandler", [["09:16:00.000", "first line\r\nsecond line\r\nthird line"], ["09:16:01.000", "after it"]]);
  await openProof(page, broken + many);
  await rows(page).focus();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowUp");
  const height = () => chosen(page).evaluate((row) => row.getBoundingClientRect().height);
  expect(await height()).toBe(22);
  await page.keyboard.press("Enter");
  await expect.poll(height).toBeGreaterThan(60);
  await page.keyboard.press("ArrowDown");
  await expect(chosen(page)).toContainText("after it");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await expect.poll(height).toBe(22);
  await page.locator(".view-columns summary").click();
  await page.getByLabel("Wrap long lines").check();
  // Three lines of 18 pixels; the button that unfolds them is a little higher than a line.
  await expect.poll(height).toBeGreaterThan(56);
  expect(await height()).toBeLessThan(64);
});

test("columns are resized by keyboard and mouse, moved and hidden, and stay so", async ({ page }) => {
  await openProof(page);
  const handle = page.getByRole("separator", { name: "Width of Component" });
  const before = Number(await handle.getAttribute("aria-valuenow"));
  await handle.press("ArrowLeft");
  await expect(handle).toHaveAttribute("aria-valuenow", String(before + 16));
  const box = await handle.boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + 8);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 - 40, box.y + 8);
  await page.mouse.up();
  await expect(handle).toHaveAttribute("aria-valuenow", String(before + 56));
  await page.locator(".view-columns summary").click();
  await page.getByRole("button", { name: "Source: one place to the left" }).click();
  await page.locator(".view-columns").getByLabel("Thread", { exact: true }).uncheck();
  await page.goBack();
  await page.goForward();
  await expect(rows(page).getByRole("columnheader")).toHaveText(["Log Text", "Component", "Date/Time", "Source"]);
  await expect(handle).toHaveAttribute("aria-valuenow", String(before + 56));
});

test("the details name step, run and what follows; the run opens only its lines", async ({ page }) => {
  await openProof(page);
  const facts = page.locator(".view-facts");
  await expect(facts).toContainText("3. Scan against WSUS");
  await expect(facts).toContainText(/Run 1\s*Failed/);
  await expect(facts).toContainText("Next step");
  await page.getByRole("button", { name: /Only its lines: the time of run 1/ }).click();
  await expect(page.locator(".view-chip")).toContainText("the time of run 1");
  await facts.getByRole("link", { name: "Run 1" }).click();
  await expect(page).toHaveURL(/#\/runs\/1$/);
  await page.locator(".run-logs").getByRole("button", { name: "WUAHandler.log" }).first().click();
  await expect(page.locator(".view-chip")).toContainText("the time of run 1");
});

test("f goes through the lines of findings; all lines with a GUID are one click away", async ({ page }) => {
  const guid = "{4E2B1C70-227C-45E3-9FFC-2FC77A67F95A}";
  const job = [["09:13:00.000", `ScanJob(${guid}): started.`], ["09:16:00.000", `ScanJob(${guid}): ended.`]];
  await openProof(page, broken + cmtrace("ScanAgent", job));
  await rows(page).focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("f");
  await expect(chosen(page)).toContainText("0x8024401b");
  await page.keyboard.press("End");
  await expect(page.locator(".view-facts")).toContainText(/Scan job 4E2B1C70/);
  await page.getByRole("button", { name: /All lines with it/ }).click();
  await expect(rows(page)).toHaveAttribute("aria-rowcount", "3");
});

test("times are shown as written, in UTC and relative to the chosen row", async ({ page }) => {
  await openProof(page, broken);
  await expect(chosen(page)).toContainText("09:14:22");
  await page.getByRole("button", { name: "UTC", exact: true }).click();
  await expect(chosen(page)).toContainText("08:14:22");
  await page.getByRole("button", { name: "Relative" }).click();
  await expect(chosen(page)).toContainText("+0.000 s");
});

test("a log of 300,000 lines scrolls to its end and keeps few rows in the document", async ({ page }) => {
  const folder = await mkdtemp(path.join(tmpdir(), "wuscope-"));
  try {
    const log = path.join(folder, "WUAHandler.log");
    const quiet = Array.from({ length: 300_000 }, (_, i) => ["08:00:00.000", `Row ${i + 1}.`]);
    await writeFile(log, cmtrace("WUAHandler", quiet) + broken);
    await page.goto("./#/view/WUAHandler.log");
    await expect(page.getByRole("button", { name: /^Locked/ })).toBeVisible();
    await page.setInputFiles("#pick-files", log);
    await expect(rows(page)).toHaveAttribute("aria-rowcount", "300007", { timeout: 60_000 });
    await rows(page).focus();
    await page.keyboard.press("End");
    await expect(chosen(page)).toContainText("Scan failed");
    await page.keyboard.press("Home");
    await expect(chosen(page)).toContainText("Row 1.");
    await expect(async () => {
      await rows(page).evaluate((grid) => grid.scrollTo(0, grid.scrollHeight / 2));
      await expect(page.locator("#rows [role=row]").nth(3)).toContainText(/Row 1\d{5}\./, { timeout: 3_000 });
    }).toPass();
    expect(await page.locator("#rows [role=row]").count()).toBeLessThan(90);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("the bar shows errors and warnings, and an open log that nobody touches is at rest", async ({ page }) => {
  await page.addInitScript(() => {
    const Original = window.Worker;
    window.received = 0;
    window.Worker = class extends Original {
      constructor(...of) {
        super(...of);
        this.addEventListener("message", () => (window.received += 1));
      }
    };
  });
  await openProof(page);
  await expect(page.locator(".view-overview .errors").first()).toBeAttached();
  await page.waitForTimeout(500);
  const before = await page.evaluate(() => window.received);
  expect(before).toBeGreaterThan(0);
  await page.waitForTimeout(1_000);
  expect(await page.evaluate(() => window.received)).toBe(before);
});

test("lines with markup stay text", async ({ page }) => {
  const hostile = "<img src=x onerror=alert(1)><script>alert(2)</script> \u202Eevil &lt;b&gt;";
  let alerts = 0;
  page.on("dialog", () => (alerts += 1));
  await openProof(page, broken + cmtrace("WUAHandler", [["09:15:00.000", hostile, 3]]));
  await rows(page).focus();
  await page.keyboard.press("End");
  await expect(chosen(page)).toContainText("<img src=x onerror=alert(1)>");
  expect(await page.locator(".viewer img, .viewer script").count()).toBe(0);
  expect(alerts).toBe(0);
});

test("axe finds nothing, light, dark and on a phone", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await openProof(page);
  await page.locator("#find").fill("scan");
  await page.getByRole("button", { name: "Hide this thread" }).waitFor();
  await page.getByRole("button", { name: "Only this level" }).click();
  await rows(page).focus();
  await page.keyboard.press("h");
  await page.keyboard.type("failed");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Bookmark", exact: true }).click();
  for (const change of [{}, { colorScheme: "dark" }]) {
    await page.emulateMedia(change);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(" | ")}`)).toEqual([]);
  }
  await rows(page).focus();
  await page.keyboard.press("m");
  await page.setViewportSize({ width: 360, height: 740 });
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});
