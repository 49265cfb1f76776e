// A whole investigation without a mouse: from the lines to the ticket.
import { broken, fails } from "../logs.js";
import { expect, test } from "../traffic.js";

const chosen = (page) => page.locator("#rows [aria-selected=true]");
const rows = (page) => page.locator("#rows");

// Goes on with Tab until the element has the focus.
async function tabTo(page, element) {
  const isThere = () => element.evaluate((element) => element === document.activeElement);
  for (let i = 0; i < 100 && !(await isThere()); i += 1) await page.keyboard.press("Tab");
  await expect(element).toBeFocused();
}

// Moves the focus to the element and presses Enter.
async function enter(page, element) {
  await tabTo(page, element);
  await page.keyboard.press("Enter");
}

// Writes a text into the field that has the focus, and presses Enter.
async function write(page, text) {
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
}

// Goes back. The browser itself has this key, and Playwright gives keys only to the page: it must leave the key alone.
async function back(page) {
  await page.evaluate(() => addEventListener("keydown", (event) => (window.keptKey = event.defaultPrevented), { once: true }));
  await page.keyboard.press("Alt+ArrowLeft");
  expect(await page.evaluate(() => window.keptKey)).toBe(false);
  await page.goBack();
}

// Two ways to begin.
const begins = {
  "pasted lines": async (page) => {
    await page.evaluate((text) => navigator.clipboard.writeText(text), broken);
    await page.keyboard.press("Control+v");
  },
  "the sample": (page) => enter(page, page.getByRole("button", { name: "Try it with a sample" })),
};

for (const [name, begin] of Object.entries(begins)) {
  test(`from ${name} to the ticket by keyboard alone`, async ({ page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.addInitScript(() => addEventListener("pointerdown", () => (window.mouse = true), true));
    await page.goto("./");
    await expect(page.getByRole("button", { name: /^Locked/ })).toBeVisible();
    await begin(page);
    await expect(page.locator("#verdict h1")).toHaveText(fails);
    await enter(page, page.locator("#proof .line.proof .open"));
    await expect(chosen(page)).toContainText(/0x8024401b|407/i);
    await expect(rows(page), "the keys of the rows work at once").toBeFocused();
    // Nothing was found before, so F3 asks for what.
    await page.keyboard.press("Home");
    await page.keyboard.press("F3");
    await expect(page.locator("#find")).toBeFocused();
    await page.keyboard.type("failed");
    await expect(page.locator(".view-hits")).toHaveText(/^1 of \d+ hits$/);
    await page.keyboard.press("Escape");
    await page.keyboard.press("F3");
    await expect(page.locator(".view-hits")).toHaveText(/^2 of \d+ hits$/);
    await page.keyboard.press("Control+u");
    await expect(page.locator("#filter")).toBeFocused();
    await write(page, "error");
    await expect(page.locator(".view-chip")).toContainText(/hides \d+/);
    await page.keyboard.press("Escape");
    await expect(rows(page)).toBeFocused();
    const marked = await chosen(page).locator(".c0").innerText();
    await page.keyboard.press("b");
    await write(page, "ask the proxy team");
    await expect(rows(page)).toBeFocused();
    await back(page);
    await expect(page.locator("#verdict h1")).toHaveText(fails);
    await enter(page, page.getByRole("button", { name: "Copy for a ticket" }));
    await expect(page.locator("#verdict").getByRole("button", { name: "Copied" })).toBeVisible();
    const ticket = await page.evaluate(() => navigator.clipboard.readText());
    const bookmarks = ticket.slice(ticket.indexOf("Bookmarks"));
    expect(bookmarks).toContain("ask the proxy team");
    expect(bookmarks).toContain(marked.trim());
    expect(await page.evaluate(() => window.mouse), "the mouse was not used").toBe(undefined);
  });
}
