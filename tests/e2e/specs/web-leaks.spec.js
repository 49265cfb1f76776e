// Nothing leaves the page: every channel of leaks.js, from the page and from its worker, before and after the lock, in
// every form of the page; and logs made of markup and URLs.
import { readFile } from "node:fs/promises";
import { frameAndForm, leak, unlocked, unlockedInChromium, unlockedInWorker } from "../leaks.js";
import { broken, cmtrace, fails, file, zip } from "../logs.js";
import { expect, test } from "../traffic.js";

test.use({ serviceWorkers: "allow" });

const single = new URL("../../../dist/wuscope.html", import.meta.url).href;
const badge = (page) => page.getByRole("button", { name: /^Locked/ });

// Opens a page of a wiki with this markup, and answers with the frame in it.
async function inWiki(page, traffic, markup) {
  await page.goto(traffic.wiki(markup));
  return (await page.locator("iframe").elementHandle()).contentFrame();
}
const framed = (page, traffic, attributes, address) =>
  inWiki(page, traffic, `<iframe ${attributes} width="900" height="900" src="${traffic.own}/${address}#/"></iframe>`);
const element = (page, traffic, attributes) =>
  inWiki(page, traffic, `<script type="module" src="${traffic.own}/embed.js"></script><wuscope-analyzer ${attributes}></wuscope-analyzer>`);

// Each form opens the page, and answers with its frame. Servers under test send the header for sandboxed frames.
const forms = {
  "the page": async (page) => {
    await page.goto("./");
    return page.mainFrame();
  },
  "the page from its offline copy": async (page) => {
    await page.goto("./");
    await expect(badge(page)).toBeVisible();
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    await page.reload();
    await expect(page.locator(".foot")).toContainText("Available offline");
    return page.mainFrame();
  },
  "the single file, opened from a folder": async (page, traffic) => {
    traffic.ours.push("file://");
    await page.goto(single);
    return page.mainFrame();
  },
  "the single file on a server": async (page) => {
    await page.goto("./wuscope.html");
    return page.mainFrame();
  },
  "a frame": (page, traffic) => framed(page, traffic, "", "?embed=1"),
  "a sandboxed frame": (page, traffic) => framed(page, traffic, 'sandbox="allow-scripts"', "?embed=1"),
  "a sandboxed frame of the single file": (page, traffic) => framed(page, traffic, 'sandbox="allow-scripts"', "wuscope.html?embed=1"),
  "an element of embed.js": (page, traffic) => element(page, traffic, ""),
  "a sandboxed element of embed.js, with the single file": (page, traffic) => element(page, traffic, "sandbox"),
};
const isSingle = (form) => form.includes("single");
// The others are in the second tier.
const main = ["the page", "the single file, opened from a folder", "a sandboxed frame"];

// Tries all channels, and answers with what arrived at the servers. Two things are no leaks: a connection that nothing
// is sent in, which the browser opens for a preconnect hint or a refused frame, and the update check.
async function arrivals(traffic, where, isPage) {
  const { own, elsewhere, packets } = traffic;
  const before = traffic.served.length;
  const passed = await where.evaluate(`(${leak})("${own}", "${elsewhere}", ${packets})`);
  if (isPage) await where.evaluate(`(${frameAndForm})("${elsewhere}")`);
  await new Promise((done) => setTimeout(done, 500));
  const here = traffic.served.slice(before).filter((line) => line !== "GET /sw.js");
  const there = traffic.reached.filter((line) => line !== "connection");
  traffic.forget();
  return { passed, here, there };
}

for (const [form, open] of Object.entries(forms)) {
  const tier = main.includes(form) ? {} : { tag: "@further" };

  test(`after the lock, nothing arrives from ${form} by any channel`, tier, async ({ page, traffic }) => {
    const frame = await open(page, traffic);
    await expect(badge(frame)).toBeVisible();
    expect(await arrivals(traffic, frame, true)).toEqual({ passed: [], here: [], there: [] });
  });

  test(`nothing arrives from the worker of ${form} by any channel`, tier, async ({ page, traffic }) => {
    const frame = await open(page, traffic);
    await expect(badge(frame)).toBeVisible();
    const started = page.waitForEvent("worker");
    await frame.getByRole("button", { name: "Try it with a sample" }).click();
    await expect(frame.locator("#verdict h1")).toHaveText(fails);
    expect(await arrivals(traffic, await started, false)).toEqual({ passed: [], here: [], there: [] });
  });

  if (form.includes("copy")) continue;
  test(`before the lock, nothing arrives elsewhere from ${form} by any channel`, tier, async ({ page, traffic }) => {
    // The program starts, and waits for the engine.
    await page.addInitScript(() => {
      const compile = WebAssembly.compileStreaming;
      let first = true;
      WebAssembly.compileStreaming = (source) => {
        const result = first ? compile.call(WebAssembly, source) : new Promise(() => {});
        first = false;
        return result;
      };
    });
    const frame = await open(page, traffic);
    await expect(frame.getByRole("button", { name: "Try it with a sample" })).toBeVisible();
    await page.waitForTimeout(1_000);
    expect(await badge(frame).count()).toBe(0);
    const { here, there } = await arrivals(traffic, frame, true);
    expect({ here: isSingle(form) ? here : [], there }).toEqual({ here: [], there: [] });
  });
}

test("without the lock, the same would arrive", async ({ page, traffic }) => {
  await page.goto(traffic.elsewhere + "/unlocked");
  await page.evaluate(`(${leak})("${traffic.elsewhere}", "${traffic.elsewhere}", ${traffic.packets})`);
  expect(await page.evaluate(() => "RTCPeerConnection" in window)).toBe(true);
  // The form leaves the page, during this call or after it: nothing can be asked of the page any more.
  const left = page.waitForURL(traffic.elsewhere + "/form", { waitUntil: "commit" });
  await page.evaluate(`(${frameAndForm})("${traffic.elsewhere}")`).catch(() => "the form left the page");
  await expect.poll(() => traffic.reached).toEqual(expect.arrayContaining([...unlocked, ...unlockedInChromium]));
  await left;
  // WebRTC repeats its packets for as long as its page is open.
  await page.goto("about:blank");
  traffic.forget();
});

test("from a worker without the lock, the same would arrive", async ({ page, traffic }) => {
  await page.goto(traffic.elsewhere + "/unlocked");
  const started = page.waitForEvent("worker");
  await page.evaluate(() => void (window.kept = new Worker(URL.createObjectURL(new Blob([""])))));
  await (await started).evaluate(`(${leak})("${traffic.elsewhere}", "${traffic.elsewhere}", ${traffic.packets})`);
  await expect.poll(() => traffic.reached).toEqual(expect.arrayContaining(unlockedInWorker));
  traffic.forget();
});

for (const [way, go] of [
  ["a new window", (address) => void window.open(address)],
  ["a navigation", (address) => void (location = address)],
]) {
  test(`no policy covers ${way}: no text of a log may become a link`, async ({ page, traffic }) => {
    await page.goto("./");
    await expect(badge(page)).toBeVisible();
    await page.evaluate(go, traffic.elsewhere + "/away");
    await expect.poll(() => traffic.reached).toContain("GET /away");
    traffic.forget();
  });
}

// Texts that become a program, a request or a link where text is taken for something else.
const away = "https://evil.example/?of=a-log";
const hostile = [
  "<img src=x onerror=hacked=1>",
  "</script><script>hacked=1</script>",
  "</title></style></textarea><svg onload=hacked=1>",
  "javascript:hacked=1//evil",
  away,
  `[evil](javascript:hacked=1) ![evil](${away}) <${away}>`,
  `"onmouseover="hacked=1" href="${away}" '><a href=//evil.example>`,
  "data:text/html,<script>hacked=1//evil</script>",
  `<meta http-equiv=refresh content="0;url=${away}"><base href=${away}><form action=${away}>`,
  "\u202Eevil\u2066\u200B=detcah",
  "${hacked=1} {{hacked=1}} \u001B]8;;https://evil.example\u0007evil",
];

// The sample with one of them at the end of each message, and in the place of the server; names are made of them too.
async function hostileLogs() {
  const folder = new URL("../../../public/sample/", import.meta.url);
  const names = (await readFile(new URL("files.txt", folder), "utf8")).split("\n").filter(Boolean);
  const logs = [];
  for (const [number, name] of names.entries()) {
    let at = number;
    const text = (await readFile(new URL(name, folder), "utf8"))
      .replaceAll("]LOG]!>", () => ` ${hostile[at++ % hostile.length]}]LOG]!>`)
      .replace(/\bPS1SITE\.CONTOSO\.COM\b/gi, (server) => (at++ % 2 ? "evil.example" : server));
    logs.push({ name: `${hostile[number % hostile.length].replaceAll("/", "\\")}${name}`, text });
  }
  const proxy = cmtrace("WUAHandler", hostile.map((text) => ["09:14:20.000", `Failed with 0x80244022 at ${away} ${text}`, 3])) + broken;
  const inner = zip(hostile.map((text) => ({ name: `${text}/WUAHandler.log`, buffer: Buffer.from(proxy) })));
  return [...logs.map(({ name, text }) => file(name, text)), { name: `${hostile[0]}.zip`, mimeType: "application/zip", buffer: inner }];
}

const hosts = readFile(new URL("../../../crates/knowledge/data/hosts.toml", import.meta.url), "utf8").then((text) =>
  [...text.split("]")[0].matchAll(/"([^"]+)"/g)].map(([, host]) => host),
);

// All attributes of the page, as [element, attribute, value].
const attributes = () => {
  document.querySelectorAll("details").forEach((details) => (details.open = true));
  const of = (element) => [...element.attributes].map(({ name, value }) => [element.localName, name, value]);
  return [...document.querySelectorAll("html, body, body *")].flatMap(of);
};

// A link of the page to itself that opens a log, whose name is percent-encoded.
const opensLog = (value) => /^#\/view\/[\w%.~-]+(\?[\w=&]*)?$/.test(value);

// Attributes that hold a text, and neither an address nor a program.
const inert = /^(title|aria-label|aria-description|value|placeholder|data-.*)$/;

for (const form of main) {
  // The same views draw each form.
  const tier = form === main[0] ? {} : { tag: "@further" };

  test(`logs made of markup and URLs are text in ${form}, and no link leads where they name`, tier, async ({ page, traffic }) => {
    test.setTimeout(120_000);
    page.on("dialog", () => expect("a dialog").toBe("never shown"));
    const frame = await forms[form](page, traffic);
    await expect(badge(frame)).toBeVisible();
    const served = traffic.served.length;
    await frame.locator("#pick-files").setInputFiles(await hostileLogs());
    await expect(frame.locator("#verdict h1")).toBeVisible();
    await expect(frame.locator(".reading")).toBeHidden();
    const known = await hosts;
    const isKnown = (href) => /^(#\/|wuscope\.html$)/.test(href) || href.startsWith(traffic.own + "/") || known.includes(new URL(href, "https://evil.example").host);
    const seen = new Set(["#/report"]);
    const found = [];
    const shown = [];
    const look = async (place) => {
      shown.push(await frame.evaluate(() => document.body.innerText));
      for (const [element, name, value] of await frame.evaluate(attributes)) {
        const isProgram = name.startsWith("on") || name === "srcdoc";
        const isAddress = /^(href|src|action|formaction|data|ping|poster|srcset|xlink:href)$/.test(name);
        const isHostile = /evil|hacked/.test(value) && !inert.test(name) && !(name === "href" && opensLog(value));
        if (isProgram || isHostile || (isAddress && !isKnown(value))) found.push([place, element, name, value]);
        if (isAddress && /^#\/(report|runs|updates|machine|scope|excerpt)/.test(value) && seen.size < 25) seen.add(value);
      }
    };
    for (const address of seen) {
      await frame.evaluate((hash) => void (location.hash = hash), address);
      await page.waitForTimeout(300);
      await look(address);
    }
    await frame.evaluate(() => void (location.hash = "#/report"));
    await frame.getByRole("button", { name: "Export", exact: true }).first().click();
    await page.waitForTimeout(1_000);
    await look("the dialog of exports");
    expect(found).toEqual([]);
    expect(shown.join("\n"), "the texts are shown").toContain("onerror=hacked");
    expect(seen.size, "the pages of the report were visited").toBeGreaterThan(2);
    expect(await frame.evaluate(() => [window.hacked, document.forms.length, document.querySelectorAll("main img, main script, main iframe, main base, main meta").length])).toEqual([undefined, 0, 0]);
    expect(traffic.served.slice(served).filter((line) => line !== "GET /sw.js")).toEqual([]);
    expect(traffic.reached).toEqual([]);
  });
}
