// Logs of several machines in one drop: the list, and the report of each.
import { faults, faultsInBothThemes } from "../axe.js";
import { broken, file, late, fixed } from "../logs.js";
import { expect, test } from "../traffic.js";

const fails = /The scan fails at step 3/;
const verdict = (page) => page.locator("#verdict h1");
const row = (page, name) => page.locator("ol.machines a", { hasText: name });

// The page with the logs of two machines, of which the first is OK.
async function open(page) {
  await page.goto("./");
  await expect(page.getByRole("button", { name: /^Locked/ })).toBeVisible();
  const files = [file("PC01-WUAHandler.log", fixed), file("PC02-WUAHandler.log", broken)];
  await page.setInputFiles("#pick-files", files);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("One of 2 machines has a failure.");
}

test("machines are listed with their verdicts, worst first", async ({ page }) => {
  await open(page);
  await expect(page.locator("ol.machines > li").first()).toContainText("PC02");
  await expect(page.locator("ol.machines > li").first()).toContainText(fails);
  await expect(page.locator("ol.machines > li").nth(1)).toContainText("PC01");
});

test("a machine is chosen by keyboard, has its own report, and a link back to the list", async ({ page }) => {
  await open(page);
  await row(page, "PC02").focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#\/machine\/\d$/);
  await expect(verdict(page)).toHaveText(fails);
  await expect(page).toHaveTitle(/^PC02: The scan fails/);
  await page.locator("#proof .line.proof .open").click();
  await expect(page.locator("#rows [aria-selected=true]")).toContainText("0x8024401b");
  await page.goBack();
  await page.getByRole("link", { name: "Next machine: PC01" }).click();
  await expect(page.locator("#verdict.ok")).toBeVisible();
  await page.goBack();
  await expect(verdict(page)).toHaveText(fails);
  await page.goBack();
  await expect(page.locator("ol.machines")).toBeVisible();
});

test("runs, and the report link of the knowledge base, keep the machine", async ({ page }) => {
  await open(page);
  await row(page, "PC02").click();
  const places = page.getByRole("navigation", { name: "Main" });
  await places.getByRole("link", { name: "Runs" }).click();
  await expect(page).toHaveURL(/#\/machine\/\d\/runs$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("1 run");
  await places.getByRole("link", { name: "Knowledge" }).click();
  await places.getByRole("link", { name: "Report" }).click();
  await expect(verdict(page)).toHaveText(fails);
});

test("a machine keeps its URL when another one is added", async ({ page }) => {
  await open(page);
  await row(page, "PC02").click();
  await page.setInputFiles("#pick-files", file("AA00-WUAHandler.log", late));
  await page.getByRole("button", { name: "Show new report" }).click();
  await expect(page.getByRole("navigation", { name: "Machines" })).toContainText("All 3 machines");
  await expect(verdict(page)).toHaveText(fails);
});

test("list and report without axe violations, in both themes and at two widths", async ({ page }) => {
  test.setTimeout(120_000);
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page);
  for (const shown of [row(page, "PC02"), page.locator("#verdict")]) {
    await expect(shown).toBeVisible();
    for (const [width, search] of [[390, faults], [1440, faultsInBothThemes]]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await search(page), `${width} wide`).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    }
    if (await row(page, "PC02").isVisible()) await row(page, "PC02").click();
  }
});
