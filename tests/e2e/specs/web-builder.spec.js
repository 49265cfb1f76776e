// The dialog "Embed", which writes the text that shows a page in a wiki.
import { faultsInBothThemes } from "../axe.js";
import { CORS, hosts } from "../hosts.js";
import { expect, test as base } from "../traffic.js";

const test = base.extend({ hosts });

const dialog = (page) => page.getByRole("dialog", { name: "Embed" });
const text = (page, name) => dialog(page).getByRole("group", { name, exact: true });
const option = (page, group, name) => dialog(page).getByRole("group", { name: group }).getByRole("button", { name, exact: true });
const preview = (page) => dialog(page).locator(".framed");

async function open(page, hash) {
  await page.goto("./" + hash);
  await page.getByRole("button", { name: "Embed" }).click();
  await expect(dialog(page)).toBeVisible();
}

for (const [hash, words] of [
  ["#/code/0x80244022", "0x80244022"],
  ["#/cause/proxy-sign-in", "Proxy authentication required (HTTP 407)"],
  ["#/symptom/server-unreachable", "Scan cannot reach the server"],
  ["#/flow/client-scan/3", /^3\. /],
  ["#/log/WUAHandler", /WUAHandler/],
  ["#/", "Find out why Windows updates fail"],
]) {
  test(`the offered frame of ${hash} shows what the preview shows`, async ({ page, hosts }) => {
    const own = await hosts.page();
    await page.goto(`${own}/${hash}`);
    await page.getByRole("button", { name: "Embed" }).click();
    await expect(preview(page).locator("h1")).toHaveText(words);
    const markup = await text(page, "Frame").textContent();
    await page.goto(await hosts.wiki(markup));
    await expect(page.frameLocator("iframe").getByRole("heading", { level: 1 })).toHaveText(words);
  });
}

test("the offered element works on another host", async ({ page, hosts }) => {
  const own = await hosts.page({ headers: CORS });
  await page.goto(`${own}/#/code/0x80244022`);
  await page.getByRole("button", { name: "Embed" }).click();
  const markup = await text(page, "Element that adjusts its height").textContent();
  await page.goto(await hosts.plainWiki(markup));
  await expect(page.frameLocator("iframe").getByRole("heading", { level: 1 })).toHaveText("0x80244022");
});

test("the offered sandboxed frame works without a header", async ({ page, hosts }) => {
  await page.goto(`${await hosts.page()}/#/code/0x80244022`);
  await page.getByRole("button", { name: "Embed" }).click();
  const markup = await text(page, "Sandboxed frame").textContent();
  await page.goto(await hosts.wiki(markup));
  await expect(page.frameLocator("iframe").getByRole("heading", { level: 1 })).toHaveText("0x80244022");
});

test("the dialog names what the URL of the page does not allow", async ({ page }) => {
  await open(page, "#/code/0x80244022");
  await expect(dialog(page)).toContainText("This URL leads to each reader's own machine: put Wuscope on a server first.");
});

test("after the lock, the dialog requests nothing", async ({ page, traffic }) => {
  await page.goto("./#/code/0x80244022");
  await expect(page.getByRole("button", { name: /^Locked/ })).toBeVisible();
  traffic.forget();
  await page.getByRole("button", { name: "Embed" }).click();
  for (const name of ["Analyzer", "Search", "This page"]) await option(page, "Content", name).click();
  await expect(preview(page).locator("h1")).toHaveText("0x80244022");
  expect(traffic.served).toEqual([]);
});

test("the keyboard chooses a wiki, copies the text, scrolls the preview and closes the dialog", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("./#/code/0x80244022");
  await page.getByRole("button", { name: "Embed" }).focus();
  await page.keyboard.press("Enter");
  await expect(dialog(page)).toBeVisible();
  const press = async (target) => {
    for (let tries = 0; tries < 60; tries += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
    }
    throw new Error("The keyboard does not reach it.");
  };
  await press(option(page, "Wiki", "DokuWiki"));
  await expect(option(page, "Wiki", "DokuWiki")).toHaveAttribute("aria-pressed", "true");
  await press(option(page, "Height in pixels", "800"));
  await press(dialog(page).getByRole("button", { name: "Copy" }).first());
  await expect(dialog(page).getByRole("button", { name: "Copied" })).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^\{\{url>http:.*\?embed=1#\/code\/0x80244022 100%,800px\|Wuscope: 0x80244022 \w+\}\}$/);
  await press(dialog(page).getByRole("group", { name: "Preview" }));
  await page.keyboard.press("End");
  await page.keyboard.press("Tab");
  const isInPreview = await preview(page).evaluate((box) => box.querySelector("[inert]").contains(document.activeElement));
  expect(isInPreview, "nothing in the preview has the focus").toBe(false);
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toBeHidden();
  await expect(page.getByRole("button", { name: "Embed" })).toBeFocused();
});

test("a choice remains for the next page, but the dialog begins with that page", async ({ page }) => {
  await open(page, "#/code/0x80244022");
  await option(page, "Wiki", "MediaWiki").click();
  await option(page, "Content", "Search").click();
  await page.keyboard.press("Escape");
  // Closing it goes back in the history, which would take the next page back too.
  await expect(dialog(page)).toBeHidden();
  await page.goto("./#/cause/proxy-sign-in");
  await page.getByRole("button", { name: "Embed" }).click();
  await expect(text(page, "Link")).toContainText("/#/cause/proxy-sign-in Wuscope: Proxy authentication required");
});

test("the preview has the chosen theme, not that of the page", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await open(page, "#/code/0x80244022");
  const ground = () => preview(page).evaluate((box) => getComputedStyle(box).backgroundColor);
  const light = await ground();
  await option(page, "Theme", "Dark").click();
  expect(await ground()).not.toBe(light);
  await page.emulateMedia({ colorScheme: "dark" });
  await option(page, "Theme", "Light").click();
  expect(await ground()).toBe(light);
});

for (const wiki of ["HTML", "Confluence Data Center", "MediaWiki"]) {
  // The dialogs differ in their texts.
  const tier = wiki === "HTML" ? {} : { tag: "@further" };

  test(`the dialog for ${wiki} has no axe violation and nothing is cut off, in both themes and at two widths`, tier, async ({ page }) => {
    await page.emulateMedia({ reducedMotion: "reduce" });
    await open(page, "#/code/0x80244022");
    await option(page, "Wiki", wiki).click();
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 844 });
      expect(await faultsInBothThemes(page), `${width} wide`).toEqual([]);
      const over = await dialog(page).evaluate((box) => [...box.querySelectorAll(":scope, .body, .column, .preview")].filter((part) => part.scrollWidth > part.clientWidth + 1).map((part) => part.className));
      expect(over).toEqual([]);
    }
  });
}

test("a frame has no button for it", async ({ page }) => {
  await page.goto("./?embed=1#/code/0x80244022");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("button", { name: "Embed" })).toHaveCount(0);
});
