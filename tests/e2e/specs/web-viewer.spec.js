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
  // The number of the hit is shown if all hits are counted before the first one is reached.
  await expect(page.locator(".view-hits")).toHaveText(/^(2 hits|1 of 2)$/);
  await page.keyboard.press("Enter");
  await expect(chosen(page).locator("mark")).toHaveText("Async search");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Shift+F3");
  await expect(chosen(page)).toContainText("Async searching of updates");
  await page.keyboard.press("Control+g");
  await page.keyboard.type("6");
  await page.keyboard.press("Enter");
  await expect(chosen(page)).toContainText("Scan failed");
  await page.keyboard.press("Control+l");
  await expect(page).toHaveURL(/#\/code\/0x8024401B$/);
});

test("a filter shows what it hides, and is in the address", async ({ page }) => {
  await openProof(page);
  await page.getByRole("button", { name: "Only this level" }).click();
  await expect(page.locator(".view-chip")).toContainText(/Only errors hides 4/);
  await expect(rows(page)).toHaveAttribute("aria-rowcount", "3");
  await expect(page).toHaveURL(/&f=le$/);
  await expect(chosen(page)).toContainText("0x8024401b");
  await page.getByRole("button", { name: "Clear all" }).click();
  await expect(rows(page)).toHaveAttribute("aria-rowcount", "7");
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
  for (const change of [{}, { colorScheme: "dark" }]) {
    await page.emulateMedia(change);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(" | ")}`)).toEqual([]);
  }
  await page.setViewportSize({ width: 360, height: 740 });
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});
