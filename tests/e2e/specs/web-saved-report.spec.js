// A saved report beside logs: the lines that it quotes are compared with them, in the page.
import { readFile } from "node:fs/promises";
import AxeBuilder from "@axe-core/playwright";
import { broken, fails, file, zip } from "../logs.js";
import { expect, test } from "../traffic.js";

const verdict = (page) => page.locator("#verdict h1");
const panel = (page) => page.locator("#saved-reports");
const status = (page) => page.locator("p.unseen[role=status]");
const log = () => file("WUAHandler.log", broken);

async function open(page) {
  await page.goto("./");
  await expect(page.getByRole("button", { name: /^Locked/ })).toBeVisible();
}

// The report of the log, as the page saves it in this form.
async function saved(page, form, name) {
  await open(page);
  await page.setInputFiles("#pick-files", log());
  await page.getByRole("button", { name: "Export", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Ticket and export" });
  await dialog.getByRole("button", { name: form, exact: true }).click();
  const download = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Save", exact: true }).click();
  return file(name, await readFile(await (await download).path(), "utf8"));
}

const verified = /^All \d+ lines that the report quotes are in these logs\.$/;

test("a report beside its log is verified, and the result is announced", async ({ page, traffic }) => {
  const report = await saved(page, "JSON", "wuscope-report.json");
  await open(page);
  const served = traffic.served.length;
  await page.setInputFiles("#pick-files", [report, log()]);
  await expect(verdict(page)).toHaveText(fails);
  await expect(panel(page).getByText(verified)).toBeVisible();
  await expect(panel(page)).toContainText(/wuscope-report\.json.*Wuscope \d+\.\d+/);
  await expect(status(page)).toContainText("Saved report wuscope-report.json: All");
  await expect(page.locator("#logs tbody tr")).toHaveCount(1);
  expect((await new AxeBuilder({ page }).include("#saved-reports").analyze()).violations).toEqual([]);
  expect(traffic.served.length, "nothing is fetched after the lock").toBe(served);
});

test("a report alone asks for its logs, which can come later", async ({ page }) => {
  const report = await saved(page, "NDJSON", "wuscope-report.ndjson");
  await open(page);
  await page.setInputFiles("#pick-files", report);
  await expect(verdict(page)).toHaveText("No log is open, only a saved report.");
  await expect(page.locator("#verdict")).toContainText("Drop the logs that it was made from");
  await expect(panel(page)).toContainText("The scan fails at step 3");
  await expect(panel(page)).toContainText(/WUAHandler\.log: \d+ lines/);
  expect((await new AxeBuilder({ page }).include("main").analyze()).violations).toEqual([]);
  await page.setInputFiles("#pick-files", log());
  await expect(verdict(page)).toHaveText(fails);
  await expect(panel(page).getByText(verified)).toBeVisible();
});

test("a changed line is named, and opens in the viewer by keyboard", async ({ page }) => {
  const report = await saved(page, "JSON", "report.json");
  const edited = report.buffer.toString().replaceAll("Scan failed with error = 0x8024401b.", "Scan succeeded. <img src=x>");
  await open(page);
  await page.setInputFiles("#pick-files", [log(), file("report.json", edited)]);
  await expect(panel(page)).toContainText("Changed: the log is here, and the quoted line is not in it");
  await expect(panel(page)).toContainText("Scan succeeded. <img src=x>");
  await expect(panel(page).locator("img")).toHaveCount(0);
  await expect(verdict(page)).toHaveText(fails);
  await panel(page).getByRole("button", { name: "WUAHandler.log : 6" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.locator("#rows [aria-selected=true]")).toContainText("Scan failed with error");
});

test("a zip with a report and its log is verified", async ({ page }) => {
  const report = await saved(page, "SARIF", "case/report.sarif");
  await open(page);
  const buffer = zip([report, file("case/WUAHandler.log", broken)]);
  await page.setInputFiles("#pick-files", { name: "case.zip", mimeType: "application/zip", buffer });
  await expect(verdict(page)).toHaveText(fails);
  await expect(panel(page).getByText(verified)).toBeVisible();
});

test("a report as HTML is no log, and the page shows which form to save", async ({ page }) => {
  const report = await saved(page, "HTML report", "wuscope-report.html");
  await open(page);
  await page.setInputFiles("#pick-files", [report, log()]);
  await expect(verdict(page)).toHaveText(fails);
  await expect(page.locator("#skipped")).toContainText("save it as JSON, NDJSON or SARIF");
  await expect(page.locator("#logs tbody tr")).toHaveCount(1);
});
