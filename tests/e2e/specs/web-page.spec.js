// The page itself: the lock, the theme, the dialogs, small screens, frames in a wiki.
import { remains } from "../leaks.js";
import { broken, file } from "../logs.js";
import { expect, test } from "../traffic.js";

const badge = (page) => page.getByRole("button", { name: /^(Locked|Locking|Not locked|Testing)/ });

test("the network is locked, and the test of the lock proves it", async ({ page, traffic }) => {
  await page.goto("./");
  await expect(badge(page)).toContainText("Locked");
  const served = traffic.served.length;
  await badge(page).click();
  const dialog = page.getByRole("dialog", { name: "The network lock" });
  await dialog.getByRole("button", { name: "Run the lock test" }).click();
  const refused = /(?<!not )refused$/;
  await expect(dialog.locator(".tried li")).toHaveText([refused, refused, refused, refused, /(?<!not )removed$/]);
  await expect(dialog.locator(".not-covered")).toContainText(/link.*empty connection.*WebRTC/);
  expect(traffic.served.length, "the test reaches no server, not even our own").toBe(served);
});

test("WebRTC and the window that opened the page are removed before a log can be added", async ({ page, traffic }) => {
  await page.goto("./");
  const [opened] = await Promise.all([page.waitForEvent("popup"), page.evaluate(() => void window.open("./"))]);
  await expect(opened.getByRole("heading", { level: 1 }).first()).toBeVisible();
  expect(await opened.evaluate(remains)).toEqual([]);
  await expect(badge(opened)).toContainText("Locked");
  expect(await opened.evaluate(remains)).toEqual([]);
});

for (const [end, event] of [["to", "the worker"], ["from", "the page"]]) {
  test(`a lost message ${end} the engine is reported by ${event}, in one sentence`, async ({ page }) => {
    await page.addInitScript(() => {
      window.Worker = class extends Worker {
        constructor(address) {
          super(address);
          window.engine = this;
        }
      };
    });
    await page.goto("./");
    const started = page.waitForEvent("worker");
    await page.setInputFiles("#pick-files", file("WUAHandler.log", broken));
    await expect(page.locator("#verdict")).toBeVisible();
    const lose = (target) => target.dispatchEvent(new MessageEvent("messageerror"));
    await (end === "to" ? (await started).evaluate(`(${lose})(self)`) : page.evaluate(`(${lose})(engine)`));
    await page.goto("./#/");
    await expect(page.getByRole("alert")).toContainText("This browser could not pass data between the page and the engine: reload");
  });
}

test("a visit takes few requests, and all of them are packed", async ({ page, traffic }) => {
  await page.goto("./#/code/0x80244022");
  await expect(badge(page)).toContainText("Locked");
  // The page and its two scripts; the static page of the code; the program, the tables, the code, at most four causes,
  // the rest of the knowledge; the later part of the program; three parts of the engine and the sample.
  expect(traffic.served.length, traffic.served.join(", ")).toBeLessThanOrEqual(16);
  const paths = traffic.served.map((line) => line.replace("GET ", ""));
  expect(new Set(paths).size, "nothing is requested twice").toBe(paths.length);
  const sizes = await Promise.all(paths.map(async (path) => (await page.request.get(path)).headers()["content-length"]));
  expect(sizes.reduce((sum, size) => sum + Number(size), 0)).toBeLessThan(2_800_000);
});

test("a part that was damaged on the way is refused", async ({ page }) => {
  await page.route("**/parts/page-*.bin", async (route) => {
    const answer = await route.fetch();
    const body = await answer.body();
    await route.fulfill({ response: answer, body: body.subarray(0, body.length - 100) });
  });
  await page.goto("./");
  await expect(page.getByRole("status")).toContainText("Wuscope could not start");
});

test("a program that does not load is reported", async ({ page }) => {
  await page.route("**/parts/page-*.bin", (route) => route.abort());
  await page.goto("./");
  await expect(page.getByRole("status")).toContainText("Wuscope could not start: check that its server is reachable");
});

test("knowledge that does not load is reported, and a retry loads it", async ({ page }) => {
  await page.route("**/knowledge-*.bin", (route) => route.abort());
  await page.goto("./#/code/0x80244022");
  await expect(page.getByRole("alert")).toContainText("The knowledge base could not be loaded: check that its server is reachable, then try again.");
  await expect(badge(page)).toContainText("Not locked");
  await page.unroute("**/knowledge-*.bin");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("0x80244022");
  await expect(badge(page)).toContainText("Locked");
});

test("an engine that does not load is reported, and files that were added meanwhile are read after a retry", async ({ page }) => {
  await page.route("**/parts/engine-*.bin", (route) => route.fulfill({ status: 503 }));
  await page.goto("./");
  await expect(page.getByRole("alert")).toContainText("The engine could not be loaded");
  await page.setInputFiles("#pick-files", file("WUAHandler.log", broken));
  await page.unroute("**/parts/engine-*.bin");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.locator("#verdict h1")).toHaveText(/The scan fails at step 3/);
});

test("a later part of the program that does not load is reported, and a retry loads it", async ({ page }) => {
  await page.route("**/parts/later-*.bin", (route) => route.fulfill({ status: 503 }));
  await page.goto("./");
  await expect(page.getByRole("alert")).toContainText("The program of the page could not be loaded");
  await expect(badge(page)).toContainText("Not locked: logs are not read");
  await page.setInputFiles("#pick-files", file("WUAHandler.log", broken));
  await page.unroute("**/parts/later-*.bin");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.locator("#verdict h1")).toHaveText(/The scan fails at step 3/);
});

test("a dialog of the later part shows that it is loading until then", async ({ page }) => {
  let release;
  const released = new Promise((done) => (release = done));
  await page.route("**/parts/later-*.bin", async (route) => released.then(() => route.continue()));
  await page.goto("./");
  await page.getByRole("button", { name: "Embed" }).click();
  const dialog = page.getByRole("dialog", { name: "Embed" });
  await expect(dialog.getByRole("status")).toHaveText("Loading");
  release();
  await expect(dialog.getByRole("group", { name: "Wiki" })).toBeVisible();
  await expect(dialog.getByText("Loading", { exact: true })).toHaveCount(0);
});

test("an engine with a wrong hash is refused", async ({ page }) => {
  await page.route("**/parts/engine-*.bin", (route) => route.fulfill({ body: Buffer.from([0, 97, 115, 109, 1, 0, 0, 0]) }));
  await page.goto("./");
  await expect(page.getByRole("alert")).toContainText("The engine could not be loaded");
  await expect(badge(page)).toContainText("Not locked: logs are not read");
});

test("the theme switches from system to light to dark, and is kept", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto("./");
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await expect.poll(ground).toBe("rgb(15, 18, 22)");
  const change = page.getByRole("button", { name: /^Theme/ });
  await change.click();
  await expect.poll(ground).toBe("rgb(246, 247, 249)");
  await change.click();
  await expect.poll(ground).toBe("rgb(15, 18, 22)");
  await page.emulateMedia({ colorScheme: "light" });
  await page.reload();
  await expect.poll(ground).toBe("rgb(15, 18, 22)");
});

test("dialogs close with Escape and restore the focus", async ({ page }) => {
  await page.goto("./");
  const button = page.getByRole("button", { name: "Paste lines" });
  await button.click();
  const dialog = page.getByRole("dialog", { name: "Paste lines" });
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(button).toBeFocused();
  await button.click();
  await expect(dialog, "it opens again").toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Help" })).toBeVisible();
});

for (const hash of ["#/", "#/code/0x80244022", "#/flow/client-scan/3", "#/kb"]) {
  test(`nothing of ${hash} is cut at any width`, async ({ page }) => {
    await page.goto("./" + hash);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    for (const width of [360, 390, 760, 1100, 1280, 1600, 1920]) {
      await page.setViewportSize({ width, height: 900 });
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(over, `${width} wide`).toBeLessThanOrEqual(0);
    }
  });
}

// A wiki page with ours in a frame, which records the messages of the frame.
async function wiki(page, address, attributes = "") {
  await page.route("**/wiki", (route) =>
    route.fulfill({
      contentType: "text/html",
      body: `<script>received = []; onmessage = (e) => received.push(e.data);</script>
        <iframe ${attributes} width="420" height="420" src="${address}"></iframe>`,
    }),
  );
  await page.goto("./wiki");
  return page.frameLocator("iframe");
}

test("in a wiki, a code has no navigation around it and posts its height", async ({ page, traffic }) => {
  const frame = await wiki(page, "./?embed=1#/code/0x80244022");
  await expect(frame.getByRole("heading", { level: 1 })).toHaveText("0x80244022");
  await expect(frame.getByRole("navigation")).toHaveCount(0);
  await expect(frame.getByRole("link", { name: "Open full page" })).toHaveAttribute("href", /\/#\/code\/0x80244022$/);
  await expect(frame.getByRole("button", { name: "Locked" })).toBeVisible();
  expect(traffic.served.filter((line) => line.includes("engine")), "a card needs no engine").toEqual([]);
  const messages = await page.evaluate(() => received);
  expect(messages).toContainEqual({ type: "wuscope:height", height: expect.any(Number) });
  expect(messages).toContainEqual({ confluenceFrameHeight: expect.any(Number) });
});

test("a frame gets its theme from its URL or from the wiki", async ({ page }) => {
  const frame = await wiki(page, "./?embed=1&theme=dark#/cause/proxy-sign-in");
  const theme = () => frame.locator("html").getAttribute("data-theme");
  await expect.poll(theme).toBe("dark");
  await page.evaluate(() => frames[0].postMessage({ confluenceColorMode: "light" }, "*"));
  await expect.poll(theme).toBe("light");
});

test("a sandboxed frame follows links between codes, and copies", async ({ page }) => {
  const frame = await wiki(page, "./?embed=1#/cause/proxy-sign-in", 'sandbox="allow-scripts"');
  await frame.getByRole("link", { name: "0x8024401B" }).click();
  await expect(frame.getByRole("heading", { level: 1 })).toHaveText("0x8024401B");
  await frame.getByRole("button", { name: "Copy" }).first().click();
  await expect(frame.getByRole("button", { name: "Copied" })).toBeVisible();
});

test("a page in srcdoc follows links between codes", async ({ page, traffic }) => {
  const html = (await (await page.request.get("./")).text()).replace("<head>", `<head><base href="${traffic.own}/">`);
  await page.route("**/wiki", (route) => route.fulfill({ contentType: "text/html", body: "<iframe></iframe>" }));
  await page.goto("./wiki");
  await page.evaluate((html) => (document.querySelector("iframe").srcdoc = html.replace(/base-uri 'none'; /, "")), html);
  const frame = page.frameLocator("iframe");
  await frame.getByRole("link", { name: "Knowledge" }).click();
  await frame.getByText("Scan cannot reach the server").click();
  await frame.getByRole("link", { name: "Proxy authentication required (HTTP 407)" }).click();
  await expect(frame.getByRole("heading", { level: 1 })).toHaveText("Proxy authentication required (HTTP 407)");
});
