// Every page, in both themes and on a small screen, without violations of axe rules.
import { faults, faultsInBothThemes } from "../axe.js";
import { broken, file } from "../logs.js";
import { expect, test } from "../traffic.js";

// A long page has thousands of elements, and axe looks at each of them.
test.describe.configure({ timeout: 120_000 });

const pages = {
  home: "#/",
  code: "#/code/0x80244022",
  "an unknown code": "#/code/0x8024F0F0",
  cause: "#/cause/proxy-sign-in",
  guide: "#/flow/client-scan",
  step: "#/flow/client-scan/3",
  log: "#/log/WUAHandler",
  knowledge: "#/kb",
  search: "#/kb?q=proxy",
  family: "#/family/windows-update",
  symptom: "#/symptom/server-unreachable",
  questions: "#/scope",
  excerpt: "#/excerpt",
  states: "#/states",
  nowhere: "#/nonsense",
  report: "#/report",
  sample: "#/",
};

// These are made of the same parts as the others.
const alike = ["an unknown code", "search", "family", "symptom", "questions", "states", "nowhere", "report"];

for (const [name, hash] of Object.entries(pages)) {
  test(`${name}, light and dark`, alike.includes(name) ? { tag: "@further" } : {}, async ({ page }) => {
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    await page.goto("./" + hash);
    await expect(page.getByRole("button", { name: /^Locked/ })).toBeVisible();
    if (name === "report") {
      await page.setInputFiles("#pick-files", file("WUAHandler.log", broken));
      await expect(page.locator("#verdict")).toBeVisible();
    }
    if (name === "sample") {
      await page.getByRole("button", { name: "Try it with a sample" }).click();
      await expect(page.locator("#verdict")).toBeVisible();
    }
    if (name === "excerpt") {
      await page.getByLabel("Log lines").fill("Scan failed with error = 0x80072ee2\nhr=80244022");
      await expect(page.getByText("2 codes in 2 lines.")).toBeVisible();
    }
    // Collapsed parts are checked, too.
    await page.evaluate(() => document.querySelectorAll("details").forEach((fold) => (fold.open = true)));
    expect(await faultsInBothThemes(page)).toEqual([]);
  });
}

for (const name of ["knowledge", "code", "step", "family", "symptom", "questions", "log"]) {
  // The others are made of the same parts as these two.
  const tier = ["knowledge", "step"].includes(name) ? {} : { tag: "@further" };

  test(`${name} on a small screen`, tier, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 800 });
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.goto("./" + pages[name]);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    expect(await faults(page)).toEqual([]);
    const [needed, there] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    expect(needed, "nothing is wider than the screen").toBeLessThanOrEqual(there);
  });
}

test("the search with its list open", async ({ page }) => {
  await page.goto("./");
  await page.getByRole("combobox").fill("proxy");
  await expect(page.getByRole("option").first()).toBeVisible();
  expect(await faults(page)).toEqual([]);
});

for (const [name, button] of [["paste", "Paste lines"], ["lock", /^Locked/], ["help", "Help"]]) {
  test(`the dialog ${name}`, async ({ page }) => {
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.goto("./");
    await page.getByRole("button", { name: button }).first().click();
    await expect(page.getByRole("dialog")).toBeVisible();
    expect(await faults(page)).toEqual([]);
  });
}

test("the report, one of its steps and one of its lines on a small screen", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("./");
  await page.setInputFiles("#pick-files", file("WUAHandler.log", broken));
  await page.getByRole("tab", { name: /1\. Locate/ }).click();
  expect(await faults(page)).toEqual([]);
  await page.getByRole("tab", { name: /3\. Scan/ }).click();
  await page.locator("#proof .place").first().click();
  await expect(page.locator("#rows [aria-selected=true]")).toBeVisible();
  expect(await faults(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await page.goto("./#/runs");
  expect(await faults(page)).toEqual([]);
});

test("a card in a frame", async ({ page }) => {
  await page.goto("./?embed=1#/code/0x80244022");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  expect(await faults(page)).toEqual([]);
});
