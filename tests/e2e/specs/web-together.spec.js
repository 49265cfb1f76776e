// Several logs in the viewer: all logs of a machine in order of time, two runs side by side, and the sequence of a run.
import AxeBuilder from "@axe-core/playwright";
import { broken, cmtrace, fails, file, fixed } from "../logs.js";
import { expect, test } from "../traffic.js";

const rows = (page) => page.locator("#rows");
const chosen = (page) => page.locator("#rows [aria-selected=true]");

const agent = cmtrace("ScanAgent", [
  ["09:14:21.100", "ScanJob({4E2B1C70-0000-4000-8000-00000000A001}): CScanJob::Scan- entered"],
  ["09:14:21.500", "Between the lines of the handler."],
  ["09:14:23.000", "ScanJob({4E2B1C70-0000-4000-8000-00000000A001}): CScanJob::OnScanComplete - Scan Failed with Error=0x8024401b", 3],
]);

async function drop(page, files, headline = fails) {
  await page.goto("./");
  await expect(page.getByRole("button", { name: /^Locked/ })).toBeVisible();
  await page.setInputFiles("#pick-files", files);
  await expect(page.locator("#verdict h1")).toHaveText(headline);
}

async function openAll(page) {
  const notes = file("notes.log", "no time here\nnor here\n");
  await drop(page, [file("WUAHandler.log", broken), file("ScanAgent.log", agent), notes]);
  await page.getByRole("link", { name: "All logs in order of time" }).click();
  await expect(rows(page)).toHaveAttribute("aria-rowcount", "12");
}

async function axe(page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
}

test("all logs are rows in order of time, each with its log", async ({ page }) => {
  await openAll(page);
  await rows(page).focus();
  await page.keyboard.press("Home");
  await expect(chosen(page)).toContainText("CScanJob::Scan- entered");
  await expect(chosen(page).locator(".view-log")).toContainText("ScanAgent");
  await page.keyboard.press("ArrowDown");
  await expect(chosen(page).locator(".view-log")).toContainText("WUAHandler");
  await page.keyboard.press("e");
  await expect(chosen(page)).toContainText("OnSearchComplete");
  await page.keyboard.press("e");
  await page.keyboard.press("e");
  await expect(chosen(page).locator(".view-log")).toContainText("ScanAgent");
  await page.keyboard.press("End");
  await expect(chosen(page)).toContainText("nor here");
  await page.locator(".view-remarks summary").click();
  await expect(page.locator(".view-remarks")).toContainText("notes.log has no times: its lines are after all others.");
});

test("the same line is chosen alone and among all logs", async ({ page }) => {
  await openAll(page);
  await page.locator("#rows [role=row]", { hasText: "OnSearchComplete" }).click();
  await expect(page).toHaveURL(/#\/view\?log=WUAHandler\.log&line=5&hash=[0-9A-F]{16}$/);
  await rows(page).focus();
  await page.keyboard.press("o");
  await expect(page.locator(".viewer h1")).toHaveText("WUAHandler.log");
  await expect(chosen(page)).toContainText("OnSearchComplete");
  await page.getByRole("navigation", { name: "Logs shown" }).getByRole("link", { name: "All logs" }).click();
  await expect(rows(page)).toHaveAttribute("aria-rowcount", "12");
  await expect(chosen(page)).toContainText("OnSearchComplete");
  await page.goBack();
  await expect(page.locator(".viewer h1")).toHaveText("WUAHandler.log");
});

test("logs are hidden and shown, and searched together", async ({ page }) => {
  await openAll(page);
  await page.locator(".view-logs summary").click();
  await page.getByRole("checkbox", { name: "notes" }).uncheck();
  await expect(page.locator(".view-chip")).toContainText("Without log notes.log hides 2");
  await expect(rows(page)).toHaveAttribute("aria-rowcount", "10");
  await page.getByRole("checkbox", { name: "notes" }).check();
  await expect(rows(page)).toHaveAttribute("aria-rowcount", "12");
  await page.locator(".view-logs summary").click();
  await page.locator("#find").fill("failed with error");
  await expect(page.locator(".view-hits")).toHaveText("1 of 2 hits");
  await page.keyboard.press("Enter");
  await expect(page.locator(".view-hits")).toHaveText("2 of 2 hits");
  await expect(chosen(page).locator("mark")).toHaveText(/failed with error/i);
});

test("each chip shows how many entries of all logs it hides by itself", async ({ page }) => {
  await openAll(page);
  await rows(page).focus();
  await page.keyboard.press("u");
  await page.keyboard.type("scan");
  await page.keyboard.press("Enter");
  await expect(page.locator(".view-chip")).toContainText(/Only\s*.*scan.*hides 7$/);
  await page.getByRole("button", { name: "Hide errors" }).click();
  await expect(page.locator(".view-chip").nth(0)).toContainText("hides 7");
  await expect(page.locator(".view-chip").nth(1)).toContainText("hides 3");
  await expect(rows(page)).toHaveAttribute("aria-rowcount", "3");
});

test("the last good run is beside the first bad one, at the first difference", async ({ page }) => {
  const good = fixed.replaceAll("10:14:", "08:14:");
  await drop(page, [file("WUAHandler.log", good + broken)]);
  await page.getByRole("link", { name: /Compare the last good run/ }).click();
  await expect(page).toHaveURL(/#\/runs\/1\/beside\/2$/);
  await expect(page.locator(".viewer h1")).toHaveText("Run 1 beside run 2");
  const row = page.locator("#pair [aria-selected=true]");
  await expect(row).toContainText("only right");
  await page.locator("#pair").focus();
  await page.keyboard.press("d");
  await expect(row).toContainText("Successfully completed scan");
  await page.keyboard.press("D");
  await axe(page);
  await page.setViewportSize({ width: 390, height: 800 });
  await axe(page);
  await page.locator("#pair").focus();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#\/view\/WUAHandler\.log\?line=/);
});

test("the sequence of a run opens its lines", async ({ page }) => {
  await drop(page, [file("WUAHandler.log", broken), file("ScanAgent.log", agent)]);
  await page.getByText("Sequence: which component asked which").click();
  await expect(page.locator(".sequence-picture")).toBeVisible();
  await axe(page);
  await page.locator(".sequence-picture a.hop.failed").first().focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#\/view\/ScanAgent\.log\?line=3/);
});

test("axe finds nothing in all logs, light, dark and on a phone", async ({ page }) => {
  for (const [colorScheme, width] of [["light", 1280], ["dark", 1280], ["light", 390]]) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    await openAll(page);
    // By keyboard: on a phone, the first list covers the second button.
    for (const list of [".view-remarks", ".view-logs"]) await page.locator(`${list} summary`).press("Enter");
    await axe(page);
  }
});

test("each log has a strip over time, in words too, and a click goes to its time", async ({ page }) => {
  await openAll(page);
  const whole = page.locator(".view-times [role=img]");
  await expect(whole).toHaveAccessibleName(/^9 entries over time, 2026-11-12 09:14:21\.100 to 09:14:23\.000, busiest from .*; 3 errors, from 2026-11-12 09:14:22\.\d+ to 09:14:23\.000\.$/);
  await whole.click({ position: { x: 1, y: 10 } });
  await expect(chosen(page)).toContainText("CScanJob::Scan- entered");
  await page.locator(".view-logs summary").click();
  const strips = page.locator(".view-logs [role=img]");
  await expect(strips).toHaveCount(2);
  await expect(strips.first()).toHaveAccessibleName(/^(3|6) entries over time/);
});
