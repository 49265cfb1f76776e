// The elements of embed.js in a wiki on another port, and every example of docs/embedding.md.
import { readFile } from "node:fs/promises";
import { CORS, hosts } from "../hosts.js";
import { broken, fails } from "../logs.js";
import { expect, test as base } from "../traffic.js";

const test = base.extend({
  hosts,
  // Opens a wiki page that loads embed.js and contains this markup; `{own}` in it is the URL of Wuscope. `policy` is the
  // Content-Security-Policy of the wiki.
  show: async ({ page, hosts }, use) => {
    await use(async (markup, { policy = () => undefined } = {}) => {
      const own = await hosts.page({ headers: CORS });
      const meta = policy(own) ? `<meta http-equiv="Content-Security-Policy" content="${policy(own)}">` : "";
      const body = markup.replaceAll("{own}", own);
      const wiki = await hosts.plainWiki(`${meta}<script type="module" src="${own}/embed.js"></script>${body}`);
      await page.goto(wiki);
      return own;
    });
  },
});

const frame = (page) => page.frameLocator("iframe");
const heading = (page) => frame(page).getByRole("heading", { level: 1 });
const height = (page) => page.locator("iframe").evaluate((frame) => frame.clientHeight);
const problem = (page) => page.getByRole("alert");

// The events of an element as they arrive.
const record = (page) =>
  page.evaluate(() => {
    window.events = [];
    for (const name of ["ready", "height", "result", "selection"]) {
      addEventListener(`wuscope-${name}`, ({ detail }) => events.push([name, detail]));
    }
  });

for (const [name, markup, words] of [
  ["a code", '<wuscope-code code="0x80244022"></wuscope-code>', "0x80244022"],
  ["a code as a decimal number", '<wuscope-code code="-2145107934"></wuscope-code>', "0x80244022"],
  ["a code by its symbol", '<wuscope-code code="WU_E_PT_HTTP_STATUS_SERVICE_UNAVAIL"></wuscope-code>', "0x80244022"],
  ["a flow", "<wuscope-flow></wuscope-flow>", "Client scan"],
  ["a step", '<wuscope-flow flow="client-scan" step="3"></wuscope-flow>', /^3\. /],
  ["any page", '<wuscope-page hash="#/cause/proxy-sign-in"></wuscope-page>', "Proxy authentication required (HTTP 407)"],
  ["the analyzer", "<wuscope-analyzer></wuscope-analyzer>", "Find out why Windows updates fail"],
  ["a code in a sandbox, from the single file", '<wuscope-code code="0x80244022" sandbox></wuscope-code>', "0x80244022"],
]) {
  test(`an element shows ${name}`, async ({ page, show }) => {
    await show(markup);
    await expect(heading(page)).toHaveText(words);
    await expect(problem(page)).toHaveCount(0);
    await expect(page.locator("iframe")).toHaveAttribute("title", /^Wuscope: ./);
  });
}

test("the height follows the content, grows and shrinks, and is an event", async ({ page, show }) => {
  await show("");
  await record(page);
  await page.evaluate(() => document.body.append(Object.assign(document.createElement("wuscope-code"), { id: "one" })));
  await page.evaluate(() => one.setAttribute("code", "0x80244022"));
  await expect(heading(page)).toBeVisible();
  await expect(frame(page).getByRole("button", { name: "Locked" })).toBeVisible();
  const hidden = () => frame(page).locator("html").evaluate((html) => html.scrollHeight - html.clientHeight);
  await expect.poll(hidden).toBeLessThanOrEqual(0);
  const before = await height(page);
  await frame(page).locator(".cause:not([open]) > summary").first().click();
  await expect.poll(() => height(page)).toBeGreaterThan(before + 100);
  await frame(page).locator(".cause[open] > summary").last().click();
  await expect.poll(() => height(page)).toBe(before);
  const [name, detail] = await page.evaluate(() => events.findLast(([name]) => name === "height"));
  expect([name, detail]).toEqual(["height", { height: before }]);
});

test("only the element's own frame sets its height", async ({ page, show }) => {
  await show('<wuscope-code code="0x80244022"></wuscope-code>');
  await expect(frame(page).getByRole("button", { name: "Locked" })).toBeVisible();
  const before = await height(page);
  await page.evaluate(() => postMessage({ type: "wuscope:height", height: 5000 }, "*"));
  await page.evaluate(() => new Promise((done) => setTimeout(done, 300)));
  expect(await height(page)).toBe(before);
});

test("two elements keep their own heights", async ({ page, show }) => {
  await show('<wuscope-code code="0x80244022"></wuscope-code><wuscope-code code="0x8024F0F0"></wuscope-code>');
  const heights = () => page.locator("iframe").evaluateAll((frames) => frames.map((frame) => frame.clientHeight));
  await expect.poll(async () => (await heights()).includes(520)).toBe(false);
  const [first, second] = await heights();
  expect(first).not.toBe(second);
});

test("another code is shown without loading the frame again", async ({ page, show }) => {
  await show('<wuscope-code code="0x80244022"></wuscope-code>');
  await expect(heading(page)).toHaveText("0x80244022");
  await frame(page).locator("html").evaluate(() => (window.isSame = true));
  await page.evaluate(() => document.querySelector("wuscope-code").setAttribute("code", "0x8024401B"));
  await expect(heading(page)).toHaveText("0x8024401B");
  expect(await frame(page).locator("html").evaluate(() => window.isSame)).toBe(true);
});

test("the theme is that of the attribute", async ({ page, show }) => {
  await show('<wuscope-code code="0x80244022" theme="dark"></wuscope-code>');
  const theme = () => frame(page).locator("html").getAttribute("data-theme");
  await expect.poll(theme).toBe("dark");
  await page.evaluate(() => document.querySelector("wuscope-code").setAttribute("theme", "light"));
  await expect.poll(theme).toBe("light");
});

test("variables of CSS set border, radius, width and smallest height", async ({ page, show }) => {
  await show('<wuscope-code code="0x8024F0F0" class="own"></wuscope-code>');
  await page.addStyleTag({
    content: `.own { --wuscope-border-width: 3px; --wuscope-border-color: rgb(1, 2, 3); --wuscope-radius: 9px;
      --wuscope-width: 400px; --wuscope-min-height: 900px; }`,
  });
  const styles = () =>
    page.locator("iframe").evaluate((frame) => {
      const { borderTopWidth, borderTopColor, borderTopLeftRadius } = getComputedStyle(frame);
      return [borderTopWidth, borderTopColor, borderTopLeftRadius, frame.offsetWidth, frame.clientHeight];
    });
  await expect.poll(styles).toEqual(["3px", "rgb(1, 2, 3)", "9px", 400, 900]);
});

for (const [markup, sentence] of [
  ["<wuscope-code></wuscope-code>", 'The attribute code is missing, for example code="0x80244010".'],
  ['<wuscope-code code="<b>x"></wuscope-code>', 'The attribute code is not valid: "<b>x".'],
  ['<wuscope-flow step="three"></wuscope-flow>', 'The attribute step is not valid: "three".'],
  ['<wuscope-flow flow="../x"></wuscope-flow>', 'The attribute flow is not valid: "../x".'],
  ['<wuscope-page hash="javascript:alert(1)"></wuscope-page>', 'The attribute hash is not valid: "javascript:alert(1)".'],
  ['<wuscope-analyzer theme="blue"></wuscope-analyzer>', 'The attribute theme must be auto, light or dark, not "blue".'],
  ['<wuscope-analyzer base="javascript:alert(1)//"></wuscope-analyzer>', "The attribute base is not the URL of a web server"],
  ['<wuscope-analyzer base="http://[/"></wuscope-analyzer>', "The attribute base is not the URL of a web server"],
]) {
  test(`${markup} shows one sentence and no frame`, async ({ page, show }) => {
    await show(markup.replace("></", '><a href="{own}/">Wuscope</a></'));
    await expect(problem(page)).toContainText(sentence);
    await expect(page.locator("iframe")).toBeHidden();
    await expect(page.locator("iframe[src]")).toHaveCount(0);
    await expect(page.getByRole("link", { name: "Wuscope" }), "the link inside remains usable").toBeVisible();
  });
}

test("a corrected attribute replaces the sentence by the frame", async ({ page, show }) => {
  await show("<wuscope-code></wuscope-code>");
  await expect(problem(page)).toBeVisible();
  await page.evaluate(() => document.querySelector("wuscope-code").setAttribute("code", "0x80244022"));
  await expect(heading(page)).toHaveText("0x80244022");
  await expect(problem(page)).toHaveCount(0);
});

test("the search loads its frame with the first search, by keyboard", async ({ page, show, traffic }) => {
  await show("<wuscope-search></wuscope-search>");
  const box = page.getByRole("searchbox", { name: "Search in Wuscope" });
  await expect(box).toBeVisible();
  await expect(page.locator("iframe")).toBeHidden();
  expect(traffic.sent.filter((url) => url.includes("/parts/"))).toEqual([]);
  await box.focus();
  await page.keyboard.type("proxy authentication & more");
  await page.keyboard.press("Enter");
  await expect(heading(page)).toHaveText(/results? for “proxy authentication & more”/);
  await box.fill("0x80244022");
  await page.keyboard.press("Enter");
  await expect(heading(page)).toHaveText(/“0x80244022”/);
});

test("the search shows the results of its attribute", async ({ page, show }) => {
  await show('<wuscope-search query="proxy"></wuscope-search>');
  await expect(heading(page)).toHaveText(/results for “proxy”/);
  await expect(page.getByRole("searchbox")).toHaveValue("proxy");
});

test("a strict policy of the wiki needs only the host of Wuscope", async ({ page, show }) => {
  const violations = [];
  page.on("console", (message) => /Content Security Policy/.test(message.text()) && violations.push(message.text()));
  await show('<wuscope-code code="0x80244022"></wuscope-code>', {
    policy: (own) => `default-src 'none'; script-src ${own}; frame-src ${own}; require-trusted-types-for 'script'`,
  });
  await expect(heading(page)).toHaveText("0x80244022");
  await expect.poll(() => height(page)).not.toBe(520);
  expect(violations).toEqual([]);
});

test("a frame that a policy blocks is reported, with a link", async ({ page, show }) => {
  await page.clock.install();
  const own = await show('<wuscope-code code="0x80244022"></wuscope-code>', {
    policy: (own) => `default-src 'none'; script-src ${own}; frame-src 'none'`,
  });
  await expect(page.locator("iframe")).toBeVisible();
  await page.clock.runFor(20_000);
  await expect(problem(page)).toContainText("Wuscope does not answer in this frame.");
  await expect(page.getByRole("link", { name: "Open it in a new tab" })).toHaveAttribute("href", `${own}/?theme=auto#/code/0x80244022`);
});

test("a copy of embed.js in the wiki names Wuscope by its attribute", async ({ page, hosts }) => {
  const own = await hosts.page();
  const script = await readFile(new URL("../../../web/embed.js", import.meta.url), "utf8");
  await page.goto(await hosts.plainWiki(`<script type="module">${script}</script><wuscope-code code="0x80244022" base="${own}/"></wuscope-code>`));
  await expect(heading(page)).toHaveText("0x80244022");
});

test("an element that is moved shows its page again", async ({ page, show }) => {
  await show('<p id="there"></p><wuscope-code code="0x80244022"></wuscope-code>');
  await expect(heading(page)).toHaveText("0x80244022");
  await page.evaluate(() => there.append(document.querySelector("wuscope-code")));
  await expect(page.locator("#there iframe")).toBeVisible();
  await expect(heading(page)).toHaveText("0x80244022");
});

test("without JavaScript the link inside is shown", async ({ browser, hosts }) => {
  const own = await hosts.page({ headers: CORS });
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(await hosts.plainWiki(`<wuscope-code code="0x80244022"><a href="${own}/#/code/0x80244022">0x80244022</a></wuscope-code>`));
  await expect(page.getByRole("link", { name: "0x80244022" })).toBeVisible();
  await context.close();
});

// The messages between an element and the page in its frame, with a page that only records and answers.
test.describe("messages", () => {
  const answering = `<script>
    got = [];
    const post = (message) => parent.postMessage(message, "*");
    onmessage = ({ data }) => {
      got.push(data);
      if (data.type === "wuscope:ping") post({ type: "wuscope:ready", version: 1 });
      if (data.type === "wuscope:analyze") post({ type: "wuscope:result", report: { files: data.files.map((file) => [file.name, file.buffer.byteLength]) } });
      if (data.type === "wuscope:open") post({ type: "wuscope:selection", hash: data.hash });
    };
  </script>`;

  test.beforeEach(async ({ page, hosts, show }) => {
    const other = await hosts.plainWiki(answering);
    await show(`<div style="height: 5000px"></div><wuscope-analyzer base="${other}/"></wuscope-analyzer>`);
    await record(page);
  });

  test("files are posted when the page is ready, and the result is an event", async ({ page }) => {
    await page.evaluate(async () => {
      await customElements.whenDefined("wuscope-analyzer");
      const analyzer = document.querySelector("wuscope-analyzer");
      window.moved = new ArrayBuffer(7);
      await analyzer.analyze([new File(["12345"], "WUAHandler.log"), { name: "b.log", buffer: moved }]);
    });
    await expect.poll(() => page.evaluate(() => events)).toContainEqual(["ready", { version: 1 }]);
    const report = { files: [["WUAHandler.log", 5], ["b.log", 7]] };
    await expect.poll(() => page.evaluate(() => events)).toContainEqual(["result", { report }]);
    expect(await page.evaluate(() => moved.byteLength), "the buffer was moved, not copied").toBe(0);
  });

  test("a page is opened, and the selection is an event", async ({ page }) => {
    await page.evaluate(async () => {
      await customElements.whenDefined("wuscope-analyzer");
      await document.querySelector("wuscope-analyzer").open("#/kb");
    });
    await expect.poll(() => page.evaluate(() => events)).toContainEqual(["selection", { hash: "#/kb" }]);
  });
});

const docs = await readFile(new URL("../../../docs/embedding.md", import.meta.url), "utf8");
const examples = [...docs.matchAll(/^```html\n(.*?)^```/gms)].map(([, markup]) => markup);

test("the docs have examples of every element", () => {
  for (const name of ["code", "flow", "page", "search", "analyzer"]) {
    expect(examples.some((markup) => markup.includes(`<wuscope-${name}`)), name).toBe(true);
  }
});

for (const [at, markup] of examples.entries()) {
  if (!/<iframe|<wuscope-/.test(markup)) continue;
  test(`example ${at + 1} of docs/embedding.md works: ${markup.trim().split("\n").pop().slice(0, 60)}`, async ({ page, hosts }) => {
    const own = await hosts.page({ headers: CORS });
    const shown = markup.replaceAll("https://tools.example.com/wuscope", own).replace(/ integrity="[^"]*"/, "");
    await page.goto(await hosts.plainWiki(shown));
    const box = page.getByRole("searchbox");
    if (markup.includes("<wuscope-search")) {
      await box.fill("proxy");
      await box.press("Enter");
    }
    const frames = page.locator("iframe");
    const count = await page.locator("iframe, wuscope-code, wuscope-flow, wuscope-page, wuscope-analyzer, wuscope-search").count();
    expect(count).toBeGreaterThan(0);
    for (let at = 0; at < (await frames.count()); at += 1) {
      await frames.nth(at).scrollIntoViewIfNeeded();
      await expect(page.frameLocator("iframe").nth(at).getByRole("heading", { level: 1 })).toBeVisible();
    }
    await expect(problem(page)).toHaveCount(0);
  });
}

test("logs that are dropped on the element are analyzed", async ({ page, show }) => {
  await show("<wuscope-analyzer></wuscope-analyzer>");
  await expect(frame(page).getByRole("button", { name: /^Locked/ })).toBeVisible();
  await frame(page).locator("#pick-files").setInputFiles({ name: "WUAHandler.log", mimeType: "text/plain", buffer: Buffer.from(broken) });
  await expect(frame(page).locator("#verdict h1")).toHaveText(fails);
});
