// The knowledge as files: read without JavaScript, valid, accessible, and without a request beyond its own files.
import { readFile, readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { HtmlValidate } from "html-validate";
import { faultsInBothThemes } from "../axe.js";
import { expect, test } from "../traffic.js";

const folder = fileURLToPath(new URL("../../../dist/kb/", import.meta.url));

const pages = {
  "the list": "index.html",
  "all codes": "codes.html",
  "a code": "code/0x80244022.html",
  "a cause": "cause/proxy-sign-in.html",
  "a flow": "flow/client-scan.html",
  "a step": "flow/client-scan/3.html",
  "a log": "log/WUAHandler.html",
  "a symptom": "symptom/server-unreachable.html",
  "state messages": "states.html",
};

for (const [name, path] of Object.entries(pages)) {
  test.describe(name, () => {
    test("is readable without JavaScript, and requests only its own files", async ({ browser, traffic }) => {
      const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 800 } });
      const page = await context.newPage();
      const asked = [];
      page.on("request", (request) => asked.push(request.url()));
      await page.goto(`${traffic.own}/kb/${path}`);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.getByRole("link", { name: "Open in Wuscope" })).toHaveAttribute("href", /index\.html#\//);
      await expect(page.locator("button, input, textarea, script, form")).toHaveCount(0);
      expect(asked.filter((url) => !url.startsWith(`${traffic.own}/kb/`) && url !== `${traffic.own}/public/icon.svg`)).toEqual([]);
      expect(await page.locator("main").evaluate((main) => main.scrollWidth <= innerWidth)).toBe(true);
      await context.close();
    });

    // The lists of all pages and of all codes have thousands of elements.
    const tier = ["the list", "all codes"].includes(name) ? { tag: "@further" } : {};

    test("has no axe violation, light and dark", tier, async ({ page }) => {
      test.slow();
      await page.goto(`./kb/${path}`);
      await page.evaluate(() => document.querySelectorAll("details").forEach((fold) => (fold.open = true)));
      expect(await faultsInBothThemes(page)).toEqual([]);
    });
  });
}

// The pages of one kind are made by the same code.
test("one page in ten is valid HTML", () => areValid((_, number) => number % 10 === 0));
test("each page is valid HTML", { tag: "@further" }, () => areValid(() => true));

async function areValid(chosen) {
  test.setTimeout(300_000);
  const validator = new HtmlValidate({
    extends: ["html-validate:standard", "html-validate:document"],
    // Widths of the groups of bits; a command that is wider than the screen scrolls by keyboard.
    rules: { "no-inline-style": "off", "prefer-native-element": "off", "require-sri": "off" },
  });
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".html")).sort();
  expect(names.length).toBeGreaterThan(1_300);
  const faults = [];
  for (const name of names.filter(chosen)) {
    const { results } = await validator.validateString(await readFile(folder + name, "utf8"), name);
    for (const { messages } of results) {
      faults.push(...messages.map(({ ruleId, message, line, column }) => `${name}:${line}:${column} ${ruleId}: ${message}`));
    }
  }
  expect(faults.slice(0, 20)).toEqual([]);
}

test("a link to a cause opens it", async ({ page }) => {
  await page.goto("./kb/code/0x80244022.html");
  const second = page.locator(".cause-body").nth(1);
  await expect(second).toBeHidden();
  const id = await second.getAttribute("id");
  await page.goto(`./kb/code/0x80244022.html#${id}`);
  await expect(second).toBeVisible();
});

test("a page leads to the same page of the program, and back to files", async ({ page }) => {
  await page.goto("./kb/cause/proxy-sign-in.html");
  await page.getByRole("link", { name: "0x8024401B" }).click();
  await expect(page).toHaveURL(/kb\/code\/0x8024401B\.html$/);
  await page.getByRole("link", { name: "Open in Wuscope" }).click();
  await expect(page).toHaveURL(/index\.html#\/code\/0x8024401B$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("0x8024401B");
});

test("the twin, the data and the table are beside the pages", async ({ request, traffic }) => {
  const get = async (path) => request.get(`${traffic.own}/kb/${path}`);
  const twin = await get("code/0x80244022.md");
  expect(twin.headers()["content-type"]).toBe("text/plain; charset=utf-8");
  expect(await twin.text()).toMatch(/^# 0x80244022\n/);
  const base = await (await get("kb.json")).json();
  expect(base.codes.find(({ code }) => code === "0x80244022").signed).toBe(-2145107934);
  expect((await get(base.$schema)).ok()).toBe(true);
  const table = await get("kb.csv");
  expect(table.headers()["content-type"]).toBe("text/csv; charset=utf-8");
  expect((await table.text()).split("\r\n").length).toBe(base.codes.length + 2);
});
