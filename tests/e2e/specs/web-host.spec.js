// A host page on another origin: what it can make the framed page do, what it receives, and the height of the frame.
import AxeBuilder from "@axe-core/playwright";
import { readFile } from "node:fs/promises";
import { CODE, CORS, hosts } from "../hosts.js";
import { broken, fails } from "../logs.js";
import { expect, test as base } from "../traffic.js";

const test = base.extend({ hosts });

// Writes down what the page in the frame posts, except heights.
const recorder = `<script>
  messages = [];
  addEventListener("message", ({ data }) => {
    if (/^wuscope:(?!height)/.test(data?.type)) messages.push(data);
  });
</script>`;
const around = (address, attributes = "") => `${recorder}<iframe src="${address}" width="900" height="700" ${attributes}></iframe>`;

const received = (page, type) => page.evaluate((type) => messages.filter((message) => message.type === type), type);
const post = (page, message) => page.evaluate((message) => frames[0].postMessage(message, "*"), message);

// Gives a log to the page in the frame and transfers its buffer.
const give = (page, name = "WUAHandler.log", log = broken) =>
  page.evaluate(
    ([name, log]) => {
      const { buffer } = new TextEncoder().encode(log);
      frames[0].postMessage({ type: "wuscope:analyze", files: [{ name, buffer }] }, "*", [buffer]);
    },
    [name, log],
  );

const ready = async (page) => expect.poll(() => received(page, "wuscope:ready")).toEqual([{ type: "wuscope:ready", version: 1 }]);
const question = (frame) => frame.getByRole("region", { name: "Request of the page around this frame" });
const verdict = (frame) => frame.locator("#verdict h1");

// Opens a host whose frame shows `hash`. With `listed`, the owner of the page allows the host.
async function open(page, hosts, { hash = "#/", listed = false, query = "" } = {}) {
  let wiki = "";
  const own = await hosts.page({ allowed: () => (listed ? `https://other.example.com ${wiki}` : "") });
  wiki = await hosts.wiki(around(`${own}/${query}${hash}`));
  await page.goto(wiki);
  await ready(page);
  const frame = page.frameLocator("iframe");
  await expect(frame.getByRole("button", { name: /^Locked/ })).toBeVisible();
  return { frame, wiki, own };
}

test("a ping is answered", async ({ page, hosts }) => {
  await open(page, hosts);
  await post(page, { type: "wuscope:ping" });
  await expect.poll(() => received(page, "wuscope:ready")).toHaveLength(2);
});

test("the user is asked, allows with the keyboard, and the host receives the report and the selection", async ({ page, hosts }) => {
  const { frame, wiki } = await open(page, hosts);
  await give(page);
  await expect(question(frame)).toContainText(`${wiki} requests to give 1 file to Wuscope and to receive their report.`);
  await expect(frame.getByRole("button", { name: "Allow" }), "a key that is pressed for something else allows nothing").not.toBeFocused();
  const { violations } = await new AxeBuilder({ page }).include(["iframe", ".host-bar"]).analyze();
  expect(violations).toEqual([]);
  expect(await page.evaluate(() => messages.map(({ type }) => type)), "nothing before the answer").toEqual(["wuscope:ready"]);

  await frame.getByRole("button", { name: "Refuse" }).focus();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(verdict(frame)).toHaveText(fails);
  await expect(question(frame)).toBeHidden();
  await expect(frame.getByText(`${wiki} gave these logs and receives their report.`)).toBeVisible();
  await expect.poll(() => received(page, "wuscope:result")).toHaveLength(1);
  const [{ report }] = await received(page, "wuscope:result");
  expect(report.headline.summary).toBe(await verdict(frame).textContent());
  expect(report.logs.map(({ name }) => name)).toEqual(["WUAHandler.log"]);
  await expect.poll(async () => (await received(page, "wuscope:selection")).at(-1)?.hash).toBe("#/report");

  await post(page, { type: "wuscope:open", hash: CODE });
  await expect.poll(async () => (await received(page, "wuscope:selection")).at(-1)?.hash).toBe(CODE);

  // The next logs replace the first, without a question.
  await give(page, "PC2/WUAHandler.log");
  await expect.poll(() => received(page, "wuscope:result")).toHaveLength(2);
  expect((await received(page, "wuscope:result"))[1].report.log_totals.logs).toBe(1);
  await expect(question(frame)).toBeHidden();
});

test("a host that the user refuses gives nothing and receives nothing, and is not asked about again", async ({ page, hosts }) => {
  const { frame } = await open(page, hosts);
  await give(page);
  await frame.getByRole("button", { name: "Refuse" }).click();
  await expect(question(frame)).toBeHidden();
  const refused = { type: "wuscope:refused", reason: "The user refused." };
  await expect.poll(() => received(page, "wuscope:refused")).toEqual([refused]);
  await give(page);
  await expect.poll(() => received(page, "wuscope:refused")).toEqual([refused, refused]);
  await expect(question(frame)).toBeHidden();
  await post(page, { type: "wuscope:open", hash: CODE });
  await expect(frame.getByRole("heading", { level: 1 })).toHaveText("0x80244022");
  expect(await received(page, "wuscope:selection")).toEqual([]);
  expect(await received(page, "wuscope:result")).toEqual([]);
});

test("a host that the owner listed is not asked about", async ({ page, hosts }) => {
  const { frame } = await open(page, hosts, { listed: true });
  await post(page, { type: "wuscope:ping" });
  await expect.poll(() => received(page, "wuscope:selection")).toEqual([{ type: "wuscope:selection", hash: "#/" }]);
  await give(page);
  await expect(verdict(frame)).toHaveText(fails);
  await expect.poll(() => received(page, "wuscope:result")).toHaveLength(1);
  await frame.getByRole("button", { name: "Stop" }).click();
  await give(page);
  await expect.poll(() => received(page, "wuscope:refused")).toHaveLength(2);
});

test("a listed host receives nothing of logs that the user adds", async ({ page, hosts }) => {
  const { frame } = await open(page, hosts, { listed: true });
  await post(page, { type: "wuscope:ping" });
  await expect.poll(() => received(page, "wuscope:selection")).toHaveLength(1);
  await frame.locator("#pick-files").setInputFiles({ name: "WUAHandler.log", mimeType: "text/plain", buffer: Buffer.from(broken) });
  await expect(verdict(frame)).toHaveText(fails);
  await give(page);
  await expect.poll(() => received(page, "wuscope:refused")).toEqual([{ type: "wuscope:refused", reason: "The page contains logs of the user." }]);
  await page.waitForTimeout(500);
  expect(await received(page, "wuscope:result")).toEqual([]);
  expect(await received(page, "wuscope:selection"), "only the start").toHaveLength(1);
  await expect(frame.getByText("gave these logs")).toBeHidden();
});

test("a host without an origin is asked about, also if the word null is listed", async ({ page, hosts }) => {
  const own = await hosts.page({ headers: CORS, allowed: () => "null" });
  const inner = around(`${own}/#/`).replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  await page.goto(await hosts.wiki(`<iframe sandbox="allow-scripts" width="900" height="700" srcdoc="${inner}"></iframe>`));
  const host = page.frames()[1];
  const frame = page.frameLocator("iframe").frameLocator("iframe");
  await expect(frame.getByRole("button", { name: /^Locked/ })).toBeVisible();
  await give(host);
  await expect(question(frame)).toContainText("The page around this frame, which has no address, requests to give 1 file");
  await frame.getByRole("button", { name: "Allow" }).click();
  await expect(verdict(frame)).toHaveText(fails);
  await expect.poll(() => received(host, "wuscope:result")).toHaveLength(1);
});

test("only the messages of the page directly around the frame are read, and only it receives the result", async ({ page, hosts }) => {
  let wiki = "";
  const own = await hosts.page({ allowed: () => wiki });
  const sibling = `<iframe srcdoc="<script>setInterval(() => parent.frames[0].postMessage({ type: 'wuscope:open', hash: '#/kb' }, '*'), 100)</script>"></iframe>`;
  wiki = await hosts.wiki(around(`${own}/#/`) + sibling);
  await page.goto(await hosts.wiki(`${recorder}<iframe src="${wiki}" width="950" height="900"></iframe>`));
  const host = page.frames().find((frame) => frame.url().startsWith(wiki));
  const frame = page.frameLocator("iframe").frameLocator("iframe").first();
  await expect(frame.getByRole("button", { name: /^Locked/ })).toBeVisible();
  // The page around the host is not the host.
  await page.evaluate(() => frames[0].frames[0].postMessage({ type: "wuscope:open", hash: "#/kb" }, "*"));
  await give(host);
  await expect(verdict(frame)).toHaveText(fails);
  await expect.poll(() => received(host, "wuscope:result")).toHaveLength(1);
  expect(await page.evaluate(() => messages)).toEqual([]);
});

test("messages of any other form change nothing", async ({ page, hosts }) => {
  const { frame } = await open(page, hosts, { hash: CODE, listed: true });
  await page.evaluate(() => {
    const buffer = new ArrayBuffer(8);
    const file = { name: "a.log", buffer };
    const analyze = (files) => ({ type: "wuscope:analyze", files });
    for (const message of [
      ...[null, undefined, 7, "", "wuscope:open", [], {}, { type: 7 }, { type: "wuscope:ready" }, { type: { toString: "x" } }],
      ...[{ type: "wuscope:open" }, { type: "wuscope:open", hash: 7 }, { type: "wuscope:open", hash: ["#/kb"] }],
      ...["javascript:alert(1)", "//evil.example", "https://evil.example/#/kb", "#", "kb", ""].map((hash) => ({ type: "wuscope:open", hash })),
      { type: "wuscope:open", hash: "#/kb?q=" + "x".repeat(10_000) },
      ...[undefined, null, "a.log", {}, [], [null], ["a.log"], [{}], [{ name: "a.log" }], [{ buffer }]].map(analyze),
      ...[{ name: 7, buffer }, { name: "", buffer }, { name: "Logs/", buffer }, { name: "x".repeat(501), buffer }].map((file) => analyze([file])),
      ...[{ name: "a.log", buffer: "text" }, { name: "a.log", buffer: new Uint8Array(8) }, { name: "a.log", buffer: [1] }].map((file) => analyze([file])),
      analyze([file, null]),
      analyze(Array(1001).fill(file)),
      { confluenceColorMode: "<img>" },
    ]) {
      frames[0].postMessage(message, "*");
    }
  });
  await post(page, { type: "wuscope:ping" });
  await expect.poll(() => received(page, "wuscope:ready")).toHaveLength(2);
  await expect(frame.getByRole("heading", { level: 1 })).toHaveText("0x80244022");
  await expect(frame.locator(".host-bar")).toBeHidden();
  expect(await frame.locator("html").getAttribute("data-theme")).toBe("auto");
  expect(await received(page, "wuscope:result")).toEqual([]);
  expect(await received(page, "wuscope:refused")).toEqual([]);
});

test("what a host opens stays in the page", async ({ page, hosts }) => {
  const { frame, own } = await open(page, hosts);
  for (const hash of ["#//evil.example/", "#/javascript:alert(1)", "#/../../x", "#/<img src=x onerror=alert(1)>"]) {
    await post(page, { type: "wuscope:open", hash });
    await expect(frame.getByRole("heading", { level: 1 })).toHaveText("Page not found");
    const address = await frame.locator("html").evaluate(() => location.href);
    expect(address.startsWith(`${own}/#`), address).toBe(true);
    await expect(frame.locator("main img")).toHaveCount(0);
    await post(page, { type: "wuscope:open", hash: CODE });
    await expect(frame.getByRole("heading", { level: 1 })).toHaveText("0x80244022");
  }
});

test("names of files that are markup are text", async ({ page, hosts }) => {
  const { frame } = await open(page, hosts, { listed: true });
  const name = '<img src=x onerror="document.title=1">\u202Egol.log';
  await give(page, name);
  await expect(verdict(frame)).toHaveText(fails);
  await expect(frame.locator("#logs")).toContainText("<img src=x onerror=");
  await expect(frame.locator("main img")).toHaveCount(0);
  await expect.poll(async () => (await received(page, "wuscope:result")).length).toBe(1);
});

test("a card in a frame answers that it cannot analyze", async ({ page, hosts }) => {
  const { frame } = await open(page, hosts, { hash: CODE, query: "?embed=1", listed: true });
  await give(page);
  await expect.poll(async () => (await received(page, "wuscope:refused"))[0]?.reason).toContain("This frame shows the knowledge base only");
  await expect(frame.getByRole("heading", { level: 1 })).toHaveText("0x80244022");
});

test("the dialog about the lock names the host only in a frame", async ({ page, hosts }) => {
  const { frame, own } = await open(page, hosts);
  const names = "The page around this frame can give logs to this page";
  await frame.getByRole("button", { name: /^Locked/ }).click();
  await expect(frame.getByRole("dialog", { name: "The network lock" })).toContainText(names);
  await page.goto(own);
  await page.getByRole("button", { name: /^Locked/ }).click();
  await expect(page.getByRole("dialog", { name: "The network lock" })).not.toContainText(names);
});

test("a sandboxed frame names that the theme is not kept", async ({ page, hosts }) => {
  const own = await hosts.page({ headers: CORS });
  await page.goto(await hosts.wiki(around(own, 'sandbox="allow-scripts"')));
  const frame = page.frameLocator("iframe");
  await expect(frame.getByRole("button", { name: /^Theme: .*this frame has no storage/ })).toBeVisible();
  await page.goto(own);
  await expect(page.getByRole("button", { name: /^Theme: system\. Switch to light theme$/ })).toBeVisible();
});

// The height of the frame before, while and after a cause is open.
async function growsAndShrinks(page, frame) {
  const height = () => page.locator("iframe").evaluate((frame) => Math.round(frame.getBoundingClientRect().height));
  const content = () => frame.locator("#page > .whole").evaluate((content) => Math.ceil(content.getBoundingClientRect().height));
  await expect(frame.getByRole("button", { name: "Locked" })).toBeVisible();
  await expect.poll(async () => (await height()) - (await content())).toBe(0);
  const before = await height();
  await frame.locator(".cause > summary").first().click();
  await expect.poll(height).toBeGreaterThan(before + 100);
  await frame.locator(".cause > summary").first().click();
  await expect.poll(height).toBe(before);
}

const CARD = "?embed=1" + CODE;
for (const [dialect, script] of Object.entries({
  "its own messages": `if (data?.type === "wuscope:height") fit(data.height);`,
  "Confluence's messages": `if (data?.confluenceFrameHeight) fit(data.confluenceFrameHeight);`,
  // Asks as version 5 does, with more settings, and again when the page is ready.
  "iframe-resizer 5": `
    const prefix = "[iFrameSizer]";
    if (data === "[iFrameResizerChild]Ready") {
      frames[0].postMessage(prefix + "card:8:false:true:32:true:true:null:auto:null:null:0:false:child:auto:true:0:0:true::5.3.2", "*");
    } else if (typeof data === "string" && data.startsWith(prefix)) {
      const [id, height, width] = data.slice(prefix.length).split(":");
      if (id === "card" && Number(width) > 0) fit(height);
    }`,
})) {
  test(`the frame has the height of its content by ${dialect}`, async ({ page, hosts }) => {
    const own = await hosts.page();
    const fit = `const fit = (height) => (document.querySelector("iframe").style.height = height + "px");`;
    // It replaces the listener of the wiki.
    const listen = `<script>addEventListener("load", () => (onmessage = null)); ${fit} addEventListener("message", ({ data }) => { ${script} });</script>`;
    await page.goto(await hosts.wiki(`${listen}<iframe src="${own}/${CARD}" width="420" height="520" style="border: 0"></iframe>`));
    await growsAndShrinks(page, page.frameLocator("iframe"));
  });
}

test("the frame has the height of its content by iframe-resizer 4", async ({ page, hosts }) => {
  const library = await readFile(new URL("../node_modules/iframe-resizer/js/iframeResizer.min.js", import.meta.url), "utf8");
  const own = await hosts.page();
  const warnings = [];
  page.on("console", (message) => message.type() === "warning" && warnings.push(message.text()));
  page.on("pageerror", (error) => warnings.push(error.message));
  const start = `onmessage = null; iFrameResize({ warningTimeout: 20000 }, "iframe");`;
  const markup = `<iframe src="${own}/${CARD}" width="420" height="520" style="border: 0"></iframe><script>${library}</script>`;
  await page.goto(await hosts.wiki(`${markup}<script>addEventListener("load", () => { ${start} });</script>`));
  await growsAndShrinks(page, page.frameLocator("iframe"));
  expect(warnings).toEqual([]);
});

test("a host that did not ask receives no reply of iframe-resizer", async ({ page, hosts }) => {
  const own = await hosts.page();
  const keep = `<script>texts = []; addEventListener("message", ({ data }) => typeof data === "string" && texts.push(data));</script>`;
  await page.goto(await hosts.wiki(`${keep}<iframe src="${own}/${CARD}" width="420" height="520"></iframe>`));
  const frame = page.frameLocator("iframe");
  await expect(frame.getByRole("button", { name: "Locked" })).toBeVisible();
  await page.evaluate(() => frames[0].postMessage("[iFrameSizer]resize", "*"));
  await frame.locator(".cause > summary").first().click();
  await page.waitForTimeout(500);
  expect(await page.evaluate(() => texts)).toEqual(["[iFrameResizerChild]Ready"]);
});

test("a card of 420 by 520 shows all causes of a code, each with a line about it", async ({ page }) => {
  await page.setViewportSize({ width: 420, height: 520 });
  await page.goto("./" + CARD);
  const causes = page.locator(".cause > summary");
  await expect(causes.first().locator(".about")).not.toBeEmpty();
  for (const cause of await causes.all()) await expect(cause).toBeInViewport({ ratio: 1 });
  await expect(page.locator(".cause[open]")).toHaveCount(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(420);
});
