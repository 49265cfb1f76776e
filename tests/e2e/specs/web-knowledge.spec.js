// The knowledge base: its entry points, the excerpt, the questions, keyboard, frames and print.
import { broken, file } from "../logs.js";
import { expect, test } from "../traffic.js";

const heading = (page) => page.getByRole("heading", { level: 1 });

test("the knowledge base has three entry points, and names the one to start with", async ({ page }) => {
  await page.goto("./#/kb");
  const ways = page.getByRole("region", { name: "Where does it fail?" });
  await expect(ways.getByRole("heading", { level: 3 })).toHaveText(["Client scanning", "Synchronization", "Specific updates"]);
  await expect(ways.getByRole("listitem").first()).toContainText("Start here if unsure.");
  await ways.getByRole("link", { name: "Client scanning" }).click();
  await expect(heading(page)).toHaveText("Client scan");
});

test("from a symptom to a cause and what to do", async ({ page }) => {
  await page.goto("./#/kb");
  await page.getByText("Scan cannot reach the server").click();
  await page.getByRole("link", { name: "Open as a page" }).filter({ visible: true }).click();
  await expect(page).toHaveURL(/#\/symptom\/server-unreachable$/);
  await page.getByRole("link", { name: "Proxy authentication required (HTTP 407)" }).click();
  await expect(page.getByRole("heading", { name: "What to do" })).toBeVisible();
  await expect(page.locator(".cause-body")).toContainText("netsh winhttp show proxy");
});

test("a code leads to its family and back", async ({ page }) => {
  await page.goto("./#/code/0x80244022");
  await page.getByRole("navigation", { name: "Breadcrumb" }).getByRole("link", { name: "Windows Update codes" }).click();
  await expect(heading(page)).toHaveText("Windows Update codes");
  await page.getByRole("link", { name: "0x80244017" }).click();
  await expect(heading(page)).toHaveText("0x80244017");
});

test("names without a description are shown on demand, and their codes have pages", async ({ page }) => {
  await page.goto("./#/family/windows");
  await expect(heading(page)).toHaveText("Windows codes");
  await page.getByRole("button", { name: /names without a description/ }).click();
  await page.locator("#names").getByRole("link").last().click();
  await expect(heading(page)).toHaveText(/^0x[0-9A-F]{8}$/);
  await expect(page.getByText("What the number means")).toBeVisible();
});

test("a knowledge base page requests each of its files once", { tag: "@server" }, async ({ page, traffic }) => {
  await page.goto("./#/flow/install/5");
  await expect(page.getByRole("button", { name: /^Locked/ })).toBeVisible();
  const names = traffic.served.map((line) => line.replace(/^GET /, "")).filter((name) => /\.(bin|wasm)$/.test(name));
  expect(names.length).toBeGreaterThan(3);
  expect(new Set(names).size, names.join(" ")).toBe(names.length);
});

test("code, link and all commands of a cause can be copied", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("./#/code/0x80244022");
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await page.getByRole("button", { name: "Copy code" }).click();
  await expect.poll(copied).toBe("0x80244022");
  await page.getByRole("button", { name: "Copy link" }).click();
  await expect.poll(copied).toBe(page.url());
  await page.getByRole("button", { name: "Copy all commands" }).first().click();
  await expect.poll(copied).toContain("WsusPool");
});

test("lines pasted into the search box stay lines, their codes are explained inline, and they are analyzed", async ({ page }) => {
  await page.goto("./#/kb");
  await page.getByRole("combobox").focus();
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text", "Scan failed with error = 0x80072ee2.\nthread=5748 hr=80244022");
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  await expect(page).toHaveURL(/#\/excerpt$/);
  await expect(page.getByText("2 codes in 2 lines.")).toBeVisible();
  const lines = page.locator(".decoded > li");
  await expect(lines).toHaveCount(2);
  await expect(lines.first()).toContainText("ERROR_WINHTTP_TIMEOUT");
  await expect(page.getByRole("heading", { name: "Result" })).toBeVisible();
  await expect(page).toHaveURL(/#\/excerpt$/);
  await lines.nth(1).getByRole("link", { name: "80244022" }).first().click();
  await expect(heading(page)).toHaveText("0x80244022");
  await page.goBack();
  await expect(lines).toHaveCount(2);
});

test("the answers to the scoping questions are in the report and in the ticket", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("./");
  await page.setInputFiles("#pick-files", file("WUAHandler.log", broken));
  await page.getByRole("link", { name: "Answer the scoping questions" }).click();
  await expect(page.getByRole("textbox", { name: /\?$/ })).toHaveCount(9);
  await page.getByLabel(/Did it ever work/).fill("Until the new proxy came");
  await page.getByRole("link", { name: "Back to the report" }).click();
  await expect(page.locator("#scope")).toContainText("Until the new proxy came");
  await page.getByRole("button", { name: "Copy for a ticket" }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain("Until the new proxy came");
});

test("the first tab stop skips the bar", async ({ page }) => {
  await page.goto("./#/code/0x80244022");
  await expect(heading(page)).toBeVisible();
  await page.keyboard.press("Tab");
  const skip = page.getByRole("button", { name: "Skip to content" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(heading(page)).toBeFocused();
});

for (const hash of ["cause/proxy-sign-in", "flow/client-scan/3", "family/windows-update", "symptom/no-server", "log/WUAHandler"]) {
  test(`in a frame ${hash} has no bar and no rail`, async ({ page }) => {
    await page.setViewportSize({ width: 420, height: 520 });
    await page.goto("./?embed=1#/" + hash);
    await expect(heading(page)).toBeVisible();
    await expect(page.getByRole("banner")).toHaveCount(0);
    await expect(page.getByRole("link", { name: "Open full page" })).toBeVisible();
    const [needed, there] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    expect(needed).toBeLessThanOrEqual(there);
  });
}

test("print shows all causes with complete commands and URLs, and no buttons", async ({ page }) => {
  await page.goto("./#/code/0x80244022");
  await expect(page.locator(".command").first()).toBeVisible();
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await expect(page.getByRole("banner")).toBeHidden();
  await expect(page.getByRole("button", { name: /Copy/ }).first()).toBeHidden();
  await expect(page.getByText(page.url(), { exact: true })).toBeVisible();
  // Those of collapsed causes, too.
  const commands = await page.locator(".command pre").evaluateAll((all) => all.map((pre) => [pre.checkVisibility({ contentVisibilityAuto: true }), pre.scrollWidth <= pre.clientWidth]));
  expect(commands.length).toBeGreaterThan(4);
  expect(commands.every(([seen, whole]) => seen && whole), JSON.stringify(commands)).toBe(true);
  const address = await page.locator("#sources a").first().evaluate((link) => getComputedStyle(link, "::after").content);
  expect(address).toContain("https://learn.microsoft.com/");
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe("rgb(255, 255, 255)");
});
