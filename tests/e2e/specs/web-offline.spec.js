// The service worker: the page without a network after one visit, new versions, and where there is no worker.
import { createHash } from "node:crypto";
import { hosts } from "../hosts.js";
import { broken, fails, zip } from "../logs.js";
import { expect, test as base } from "../traffic.js";

const test = base.extend({ hosts });
test.use({ serviceWorkers: "allow" });

const badge = (page) => page.getByRole("button", { name: /^Locked/ });
const caches = (page) => page.evaluate(() => caches.keys());
const workers = (page) => page.evaluate(async () => (await navigator.serviceWorker?.getRegistrations())?.length ?? 0);
// The worker that has made this copy answers now: its copy alone would be there before it is complete.
const answersFrom = (page, copy) =>
  page.evaluate(async (copy) => {
    const { active, installing, waiting } = await navigator.serviceWorker.getRegistration();
    return (await caches.has(copy)) && !installing && !waiting && active.state === "activated";
  }, copy);
const afterwards = (page) => page.waitForTimeout(3_000);

// A visit until the worker is active. `server` holds the options of hosts.js.
async function visited(page, hosts, server = {}) {
  const own = (await hosts.page(server)) + (server.under ?? "");
  await page.goto(own + "/");
  await expect(badge(page)).toBeVisible();
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await expect.poll(() => caches(page)).toHaveLength(1);
  return own;
}

test("after one visit, the page works without its server", async ({ page, hosts }) => {
  const server = {};
  const own = await visited(page, hosts, server);
  server.isDown = true;
  await page.reload();
  await expect(badge(page)).toBeVisible();
  await expect(page.locator(".foot")).toContainText("Available offline");
  await page.getByRole("button", { name: "Try it with a sample" }).click();
  await expect(page.locator("#verdict h1")).toHaveText(fails);

  await page.goto("about:blank");
  await page.goto(`${own}/index.html?theme=dark#/code/0x80244022`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("0x80244022");
  await expect(page.locator(".cause").first()).toBeVisible();
  await expect(badge(page)).toBeVisible();

  await page.goto("about:blank");
  await page.goto(own);
  await expect(badge(page)).toBeVisible();
  const buffer = zip([{ name: "Logs/WUAHandler.log", buffer: Buffer.from(broken) }]);
  await page.setInputFiles("#pick-files", { name: "client.zip", mimeType: "application/zip", buffer });
  await expect(page.locator("#verdict h1")).toHaveText(fails);
});

test("the copy is complete before the lock, and nothing is requested after it", async ({ page, hosts }) => {
  const server = { served: [] };
  await hosts.page(server).then((own) => page.goto(own + "/#/code/0x80244022"));
  await expect(badge(page)).toBeVisible();
  const before = [...server.served];
  expect(before).toContain("/sw.js");
  const twice = before.filter((path, at) => before.indexOf(path) < at);
  expect(twice, "the parts come from the browser's own cache").toEqual(["/"]);
  await afterwards(page);
  expect(server.served).toEqual(before);
});

test("a later visit requests the service worker, and nothing else", async ({ page, hosts }) => {
  const server = { served: [] };
  await visited(page, hosts, server);
  server.served.length = 0;
  await page.reload();
  await expect(badge(page)).toBeVisible();
  await expect.poll(() => server.served, "the update check").toEqual(["/sw.js"]);
  await afterwards(page);
  expect(server.served).toEqual(["/sw.js"]);
});

// The next build of the page: only its title differs.
async function build(page, own, title) {
  const get = async (path) => (await page.request.get(own + path)).text();
  const body = (await get("/")).replace(/<title>[^<]*/, `<title>${title}`);
  const integrity = "sha384-" + createHash("sha384").update(body).digest("base64");
  const script = (await get("/sw.js")).replace(/BUILD = "[^"]*"/, `BUILD = "${title}"`).replace(/PAGE = "[^"]*"/, `PAGE = "${integrity}"`);
  return { "/": { headers: { "Content-Type": "text/html" }, body }, "/sw.js": { headers: { "Content-Type": "text/javascript" }, body: script } };
}

test("a new version is kept by the first visit after it, and shown by the second", async ({ page, hosts }) => {
  const server = { other: {} };
  const own = await visited(page, hosts, server);
  for (const name of ["second", "third"]) {
    Object.assign(server.other, await build(page, own, name));
    const arrived = page.waitForResponse((answer) => answer.url() === own + "/");
    await page.reload();
    expect(await (await arrived).text(), "the copy").not.toContain(`<title>${name}`);
    await expect(badge(page)).toBeVisible();
    await expect.poll(() => answersFrom(page, `wuscope ${own}/ ${name}`), "the new copy").toBe(true);
    const next = page.waitForResponse((answer) => answer.url() === own + "/");
    await page.reload();
    expect(await (await next).text()).toContain(`<title>${name}`);
    await expect(badge(page)).toBeVisible();
  }
  await expect.poll(() => caches(page), "old copies are removed").toEqual([`wuscope ${own}/ second`, `wuscope ${own}/ third`]);
});

test("a page that is not of the build of its worker is not kept", async ({ page, hosts }) => {
  const server = { other: {} };
  const own = await hosts.page(server);
  server.other["/"] = (await build(page, own, "second"))["/"];
  await page.goto(own);
  await expect(badge(page)).toBeVisible();
  await afterwards(page);
  expect([await caches(page), await workers(page)]).toEqual([[], 0]);
});

test("a page whose copy the browser has removed is loaded from its server", async ({ page, hosts }) => {
  const own = await visited(page, hosts);
  await page.evaluate(async () => void (await Promise.all((await caches.keys()).map((name) => caches.delete(name)))));
  await page.goto("about:blank");
  await page.goto(own + "/#/code/0x80244022");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("0x80244022");
  await expect(badge(page)).toBeVisible();
  await expect.poll(() => caches(page), "and kept again").toHaveLength(1);
});

test("the worker answers for the page in its folder, and for nothing else", async ({ page, hosts }) => {
  const served = [];
  const other = { "/kb/code.html": { headers: { "Content-Type": "text/html" }, body: "<p>A static page." } };
  const own = await visited(page, hosts, { under: "/wuscope", served, other });
  await page.goto(own + "/kb/code.html");
  await expect(page.getByText("A static page.")).toBeVisible();
  expect(await page.evaluate(() => Boolean(navigator.serviceWorker.controller))).toBe(true);
  served.length = 0;
  const tried = await page.evaluate(async () => {
    const outcome = (address, options) => fetch(address, options).then(({ status }) => status, () => "refused");
    return [
      await outcome("../other.txt"),
      await outcome("../parts/other.bin?of=a-log"),
      await outcome("../parts/other.bin", { method: "POST" }),
      await outcome("style.css"),
      await outcome("/elsewhere"),
    ];
  });
  expect(tried.slice(0, 2), "what the copy lacks is not requested").toEqual(["refused", "refused"]);
  expect(served.filter((path) => path !== "/wuscope/sw.js")).toEqual(["/wuscope/parts/other.bin", "/wuscope/kb/style.css", "/elsewhere"]);
});

test("the single file can be downloaded from a page of the copy", async ({ page, hosts }) => {
  const served = [];
  await visited(page, hosts, { served });
  await page.reload();
  await expect(page.locator(".foot")).toContainText("Available offline");
  const saved = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download as one file" }).click();
  expect((await saved).suggestedFilename()).toBe("wuscope.html");
  expect(await (await saved).failure()).toBe(null);
  expect(served).toContain("/wuscope.html");
});

test.describe("there is no worker", () => {
  for (const [where, attributes] of [["a frame", ""], ["a sandboxed frame", 'sandbox="allow-scripts"']]) {
    test(`in ${where}`, async ({ page, hosts }) => {
      const server = { served: [], headers: { "Access-Control-Allow-Origin": "*" } };
      const own = await hosts.page(server);
      await page.goto(await hosts.wiki(`<iframe ${attributes} width="900" height="900" src="${own}/?embed=1"></iframe>`));
      await expect(badge(page.frameLocator("iframe"))).toBeVisible();
      await afterwards(page);
      expect(server.served).not.toContain("/sw.js");
    });
  }

  test("on http", async ({ page, hosts, traffic }) => {
    const server = { served: [] };
    const own = (await hosts.page(server)).replace("127.0.0.1", "tools.example.com");
    traffic.ours.push(own);
    await page.goto(own);
    await expect(badge(page)).toBeVisible();
    await afterwards(page);
    expect(server.served).not.toContain("/sw.js");
  });

  test("for the single file", async ({ page, hosts }) => {
    const server = { served: [] };
    await page.goto((await hosts.page(server)) + "/wuscope.html");
    await expect(badge(page)).toBeVisible();
    await afterwards(page);
    expect(server.served).toEqual(["/wuscope.html"]);
    expect(await workers(page)).toBe(0);
  });

  test("if a policy of the server forbids it, and the page works", async ({ page, hosts }) => {
    const headers = { "Content-Security-Policy": "worker-src blob:" };
    await page.goto(await hosts.page({ headers }));
    await expect(badge(page)).toBeVisible();
    expect(await workers(page)).toBe(0);
  });
});
