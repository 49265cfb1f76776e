// Lookup: the search box, deep links, and what works without a log.
import { readFileSync } from "node:fs";
import { expect, test } from "../traffic.js";

const box = (page) => page.getByRole("combobox", { name: /Look up/ });

for (const spelled of ["0x8024401B", "8024401b", "-2145107941", "WU_E_PT_HTTP_STATUS_PROXY_AUTH_REQ"]) {
  test(`a code is found as ${spelled}`, async ({ page }) => {
    await page.goto("./");
    await box(page).fill(spelled);
    await expect(page.getByRole("option").first()).toContainText("0x8024401B");
    await box(page).press("Enter");
    await expect(page).toHaveURL(/#\/code\/0x8024401B$/);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("0x8024401B");
  });
}

test("a code is read in every spelling", async ({ page }) => {
  const rows = readFileSync(new URL("../../data/spellings.tsv", import.meta.url), "utf8").trim().split("\n").slice(1);
  await page.goto("./#/kb");
  // The names of all codes are loaded when the network is locked.
  await expect(page.getByRole("button", { name: /^Locked/ })).toBeVisible();
  for (const [text, code] of rows.map((row) => row.split("\t"))) {
    await box(page).fill(text);
    if (code === "-") {
      await box(page).press("Enter");
      await expect(page.locator("h1"), text).not.toHaveText(/^0x/);
      await page.goto("./#/kb");
    } else {
      // A number that can be several codes lists them; with words around it, the cause that has them comes first.
      await expect(page.getByRole("option").filter({ hasText: code }).first(), text).toBeVisible();
    }
  }
});

test("a complete log line is a query", async ({ page }) => {
  await page.goto("./");
  await box(page).fill("Scan failed with error = 0x80072ee2");
  await box(page).press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("0x80072EE2");
});

test("words give a list with keyboard navigation", async ({ page }) => {
  await page.goto("./#/kb");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.keyboard.press("Control+k");
  await expect(box(page)).toBeFocused();
  await page.keyboard.type("proxy sign-in");
  await expect(page.getByRole("option").first()).toBeVisible();
  await page.keyboard.press("ArrowDown");
  const chosen = page.getByRole("option", { selected: true });
  await expect(chosen).toHaveCount(1);
  await expect(box(page)).toHaveAttribute("aria-activedescendant", await chosen.getAttribute("id"));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#\/(cause|code)\//);
  await expect(page.getByRole("option")).toHaveCount(0);
});

test("a mistyped code is explained, and Escape closes the list", async ({ page }) => {
  await page.goto("./");
  await box(page).fill("0x8024401");
  await expect(page.locator(".hits")).toContainText("has seven digits; a code has eight");
  await box(page).press("Escape");
  await expect(page.locator(".hits")).toBeHidden();
});

test("an example fills the box", async ({ page }) => {
  await page.goto("./");
  await page.getByRole("button", { name: "HTTP 503" }).click();
  await expect(page.getByRole("option").first()).toContainText("0x80244022");
});

for (const [hash, heading] of [
  ["#/code/0x80244022", "0x80244022"],
  ["#/code/-2145107934", "0x80244022"],
  ["#/flow/client-scan", "Client scan"],
  ["#/flow/client-scan/3", "3. Scan against WSUS"],
  ["#/flow/client-scan/1.10", "1.10. Add the update source"],
  ["#/cause/proxy-sign-in", "Proxy authentication required (HTTP 407)"],
  ["#/log/WUAHandler", "WUAHandler.log"],
  ["#/kb", "Knowledge"],
  ["#/kb?q=group%20policy", /for “group policy”/],
  ["#/family/windows-update", "Windows Update codes"],
  ["#/symptom/no-server", "Client does not receive or keep its WSUS server"],
  ["#/states", "State messages by number"],
  ["#/flow/install", /./],
  ["#/flow/wsus-sync", /./],
  ["#/flow/policy", /./],
  ["#/flow/state-messages", /./],
  ["#/scope", "Scope the issue first"],
  ["#/excerpt", "Codes in a log excerpt"],
  ["#/report", "No logs loaded yet"],
  ["#/nonsense", "Page not found"],
]) {
  test(`the URL ${hash} opens its page`, async ({ page }) => {
    await page.goto("./" + hash);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);
  });
}

test("a URL survives a reload, and so does the history", async ({ page }) => {
  await page.goto("./#/flow/client-scan");
  await page.getByRole("link", { name: /Store each state/ }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("6. Store each state");
  await page.reload();
  await expect(page).toHaveURL(/#\/flow\/client-scan\/6$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("6. Store each state");
  await expect(page).toHaveTitle(/Store each state/);
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Client scan");
});

test("links go from page to page, and back again", async ({ page }) => {
  await page.goto("./#/code/0x80244022");
  await page.getByRole("link", { name: "Client scan" }).first().click();
  await expect(page).toHaveURL(/#\/flow\/client-scan/);
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("0x80244022");
});

test("a value that is filled in is part of the copied command", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("./#/cause/proxy-sign-in");
  const command = page.locator(".command", { hasText: "netsh winhttp set proxy" });
  await command.getByRole("textbox", { name: "proxy:port, required value" }).fill("proxy.contoso.com:8080");
  await command.getByRole("textbox", { name: "WSUS server, required value" }).fill("PS1SITE");
  await command.getByRole("button", { name: "Copy" }).click();
  await expect(command.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(
    'proxy-server="proxy.contoso.com:8080" bypass-list="<local>;PS1SITE"',
  );
});
