// The table of updates and the configuration, from logs and a registry export.
import { faultsInBothThemes } from "../axe.js";
import { cmtrace, file } from "../logs.js";
import { expect, test } from "../traffic.js";

const id = (nth) => `0a1b2c3d-0000-4000-8000-${String(nth).padStart(12, "0")}`;
const missing = (nth, title) => ["09:14:21.500", `1. Update (Missing): ${title} (${id(nth)}, 200)`];

// A scan that finds these updates missing.
const scan = (updates) =>
  cmtrace("WUAHandler", [
    ["09:14:20.000", "Enabling WUA Managed server policy to use server: http://PS1SITE.CONTOSO.COM:8530"],
    ["09:14:21.430", "Running single-call scan of updates."],
    ["09:14:21.534", "Async searching of updates using WUAgent started."],
    ["09:14:42.590", "Async searching completed."],
    ...updates,
    ["09:14:42.650", "Successfully completed scan."],
  ]);

const few = scan([
  missing(1, "2026-11 Cumulative Update for Windows 11 (KB5068861)"),
  missing(2, "Windows Malicious Software Removal Tool x64 (KB890830)"),
  missing(3, "Security Intelligence Update (KB2267602)"),
]);

async function open(page, ...files) {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("./");
  await page.setInputFiles("#pick-files", files);
  await expect(page.locator("#verdict")).toBeVisible();
}

const toTable = (page) => page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Updates" }).click();
const rows = (page) => page.locator(".updates tbody tr:not(.opened)");

test("updates are found by number, title and id, and the filter shows how many it hides", async ({ page }) => {
  await open(page, file("WUAHandler.log", few));
  await expect(page.locator("#updates")).toContainText(/Missing\s*2\s*Definitions\s*Missing\s*1/);
  await toTable(page);
  await expect(rows(page)).toHaveCount(3);
  const box = page.getByRole("searchbox", { name: /Find updates/ });
  for (const [text, kb] of [["kb890830", "890830"], ["intelligence", "2267602"], [id(1), "5068861"]]) {
    await box.fill(text);
    await expect(rows(page)).toHaveCount(1);
    await expect(rows(page)).toContainText(kb);
    await expect(page.getByRole("status").filter({ hasText: "hidden" })).toContainText("1 shown, 2 updates hidden.");
  }
  await page.getByRole("button", { name: "Show all" }).click();
  await expect(rows(page)).toHaveCount(3);
  await expect(box).toHaveValue("");
});

test("the table is sorted by its column headers", async ({ page }) => {
  await open(page, file("WUAHandler.log", few));
  await toTable(page);
  const kb = page.getByRole("columnheader", { name: "KB" });
  await kb.getByRole("button").press("Enter");
  await expect(kb).toHaveAttribute("aria-sort", "ascending");
  await expect(rows(page).first()).toContainText("890830");
  await kb.getByRole("button").press("Enter");
  await expect(kb).toHaveAttribute("aria-sort", "descending");
  await expect(rows(page).first()).toContainText("5068861");
});

test("a row expands to its lines, and a line opens its log", async ({ page }) => {
  await open(page, file("WUAHandler.log", few));
  await toTable(page);
  const title = page.getByRole("button", { name: /Malicious/ });
  await title.press("Enter");
  await expect(title).toHaveAttribute("aria-expanded", "true");
  await expect(title).toBeFocused();
  await page.locator(".opened").getByRole("button", { name: /^Open WUAHandler\.log at line/ }).click();
  await expect(page.locator("#rows [aria-selected=true]")).toContainText("KB890830");
});

test("the table is copied as text, as it is filtered", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, file("WUAHandler.log", few));
  await toTable(page);
  await page.getByRole("searchbox", { name: /Find updates/ }).fill("890830");
  await page.getByRole("button", { name: "Copy as text" }).click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  const lines = (await page.evaluate(() => navigator.clipboard.readText())).trim().split("\n");
  expect(lines).toHaveLength(2);
  expect(lines[1].split("\t").slice(0, 4)).toEqual(["Missing", "", "", "890830"]);
});

test("thousands of updates react to every key immediately, and all can be loaded", async ({ page }) => {
  const many = Array.from({ length: 2_500 }, (_, i) => missing(i, `Update number ${i} of many (KB${4_000_000 + i})`));
  await open(page, file("WUAHandler.log", scan(many)));
  await toTable(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("2,500 updates");
  await page.getByRole("button", { name: "Load 1,000 more updates" }).click();
  await page.getByRole("button", { name: "Load 500 more updates" }).click();
  await expect(page.getByRole("button", { name: /^Load/ })).toHaveCount(0);
  const box = page.getByRole("searchbox", { name: /Find updates/ });
  await box.focus();
  const took = await page.evaluate(async () => {
    const box = document.getElementById("find-update");
    const times = [];
    for (const text of ["n", "nu", "num", "number 2", "number 24", "number 249", "number 2499"]) {
      const start = performance.now();
      box.value = text;
      box.dispatchEvent(new InputEvent("input", { bubbles: true }));
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      times.push(performance.now() - start);
    }
    return times.sort((one, other) => one - other)[3];
  });
  await expect(rows(page)).toHaveCount(1);
  await expect(box, "what comes and goes below leaves the focus where it is").toBeFocused();
  expect(took, "milliseconds from a key to the next picture, the median of seven").toBeLessThan(500);
});

test("the server from the registry and from the log is shown, and that they disagree", async ({ page }) => {
  const reg = [
    "Windows Registry Editor Version 5.00",
    "",
    "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate]",
    '"WUServer"="http://OLD.FABRIKAM.COM:8530"',
    '"WUStatusServer"="http://OLD.FABRIKAM.COM:8530"',
    "",
  ].join("\r\n");
  await open(page, file("WUAHandler.log", few), { name: "policy.reg", mimeType: "text/plain", buffer: Buffer.from("\ufeff" + reg, "utf16le") });
  const settings = page.locator("#settings");
  await expect(settings.getByRole("row", { name: /WSUS server/ }).first()).toContainText("Sources disagree");
  await expect(settings).toContainText("http://OLD.FABRIKAM.COM:8530");
  await expect(settings).toContainText("http://PS1SITE.CONTOSO.COM:8530");
  await settings.getByRole("button", { name: /^policy\.reg : / }).first().click();
  await expect(page.locator("#rows [aria-selected=true]")).toContainText("OLD.FABRIKAM.COM");
});

test("the table without axe violations, in both themes and at two widths", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page, file("WUAHandler.log", few));
  await toTable(page);
  await page.getByRole("button", { name: /Malicious/ }).click();
  await expect(page.locator(".opened")).toBeVisible();
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await faultsInBothThemes(page), `${width} wide`).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
  }
});
