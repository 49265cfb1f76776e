// wuscope.html, the page as one file: opened from a folder and in sandboxed frames, with all features and no request.
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { hosts } from "../hosts.js";
import { broken, fails, file, zip } from "../logs.js";
import { expect, test as base } from "../traffic.js";

const single = new URL("../../../dist/wuscope.html", import.meta.url).href;
const traces = path.join(process.env.WUSCOPE_TRACES, "WindowsUpdate");

// `open(hash)` opens the file from its folder. The test fails at its end if anything but the file was requested.
const test = base.extend({
  hosts,
  open: async ({ page, traffic }, use) => {
    traffic.ours.push(single.replace("/wuscope.html", ""));
    await use(async (hash = "") => {
      await page.goto(single + hash);
      await expect(badge(page)).toBeVisible();
    });
    const other = traffic.sent.filter((url) => !url.startsWith(single) && !/^(blob|data):/.test(url));
    expect(other, "nothing but the file is requested").toEqual([]);
  },
});

const badge = (page) => page.getByRole("button", { name: /^Locked/ });
const verdict = (page) => page.locator("#verdict h1");
const logs = (page) => page.locator("#logs");

test("a code is shown, and links between pages work", async ({ page, open }) => {
  await open("#/code/0x80244022");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("0x80244022");
  await page.getByRole("link", { name: "Knowledge" }).first().click();
  await expect(page).toHaveURL(/wuscope\.html#\/kb$/);
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("0x80244022");
  await expect(page.getByRole("button", { name: "Embed" }), "a file has no URL for others").toHaveCount(0);
});

test("the page shows the hash of its payload", async ({ page, open }) => {
  await open();
  const text = await readFile(fileURLToPath(single), "utf8");
  const scripts = [...text.matchAll(/<script[^>]*>([^]*?)<\/script>/g)].map(([, script]) => script);
  const hash = createHash("sha256").update(scripts.join("")).digest("hex");
  await expect(page.locator(".version")).toContainText(`, build ${hash.slice(0, 12)}`);
  await badge(page).click();
  await expect(page.getByRole("dialog", { name: "The network lock" })).toContainText(`SHA-256: ${hash}`);
});

test("the sample gets its verdict, and its lines open", async ({ page, open }) => {
  await open();
  await page.getByRole("button", { name: "Try it with a sample" }).click();
  await expect(verdict(page)).toHaveText(fails);
  await page.locator("#proof .line.proof .open").click();
  await expect(page.locator("#rows [aria-selected=true]")).toBeVisible();
});

test("a dropped folder is read", async ({ page, open }) => {
  await open();
  const folder = await mkdtemp(path.join(tmpdir(), "wuscope-"));
  try {
    await mkdir(path.join(folder, "Logs"));
    await writeFile(path.join(folder, "Logs", "WUAHandler.log"), broken);
    const quiet = Array.from({ length: 250 }, (_, at) => writeFile(path.join(folder, `notes-${at}.txt`), "what was tried so far\r\n"));
    await Promise.all(quiet);
    const drag = await page.context().newCDPSession(page);
    const data = { items: [], files: [folder], dragOperationsMask: 1 };
    for (const type of ["dragEnter", "dragOver", "drop"]) {
      await drag.send("Input.dispatchDragEvent", { type, x: 300, y: 300, data });
    }
    await expect(verdict(page)).toHaveText(fails);
    await expect(logs(page), "all 250 files were listed").toContainText("249 copies");
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("a zip is read", async ({ page, open }) => {
  await open();
  const buffer = zip([{ name: "Logs/WUAHandler.log", buffer: Buffer.from(broken) }]);
  await page.setInputFiles("#pick-files", { name: "client.zip", mimeType: "application/zip", buffer });
  await expect(verdict(page)).toHaveText(fails);
});

test("traces are read and saved as a text log", async ({ page, open }) => {
  await open();
  await page.setInputFiles("#pick-folder", traces);
  await expect(verdict(page)).toHaveText(/The scan fails at step 3/);
  await expect(page.locator(".reading")).toBeHidden();
  await page.getByRole("button", { name: "Save as a text log" }).click();
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save WindowsUpdate.log" }).click();
  const text = await readFile(await (await saved).path(), "utf8");
  expect(text.split("\r\n").length).toBeGreaterThan(4_000);
});

test("an event log is read", async ({ page, open }) => {
  await open();
  await page.setInputFiles("#pick-files", path.join(process.env.WUSCOPE_TRACES, "System.evtx"));
  await expect(verdict(page)).toContainText("0x80070643");
  await expect(logs(page)).toContainText("Windows event log");
});

test("the test of the lock proves it", async ({ page, open }) => {
  await open();
  await badge(page).click();
  await page.getByRole("button", { name: "Run the lock test" }).click();
  const refused = /(?<!not )refused$/;
  await expect(page.locator(".tried li")).toHaveText([refused, refused, refused, refused, /(?<!not )removed$/]);
});

test("a script of a log cannot run: the policy allows the two scripts of the file only", async ({ page, open }) => {
  await open();
  const ran = await page.evaluate(() => {
    window.ran = [];
    const attempts = [
      () => document.body.append(Object.assign(document.createElement("script"), { textContent: "ran.push('script')" })),
      () => document.body.setAttribute("onclick", "ran.push('attribute')"),
      () => (document.body.innerHTML = "<img src=x onerror=ran.push('image')>"),
      () => setTimeout("ran.push('timer')"),
    ];
    for (const attempt of attempts) {
      try {
        attempt();
      } catch {}
    }
    document.body.click();
    return new Promise((done) => setTimeout(() => done(ran), 300));
  });
  expect(ran).toEqual([]);
});

// Wikis that require a sandbox: without CORS headers, and without the origin of the server.
async function framed(page, hosts, hash) {
  const own = await hosts.page();
  const frame = `<iframe sandbox="allow-scripts allow-downloads" width="900" height="900" src="${own}/wuscope.html?embed=1${hash}"></iframe>`;
  await page.goto(await hosts.wiki(frame));
  return page.frameLocator("iframe");
}

test("in a sandboxed frame without CORS headers, a code is shown and links are followed", async ({ page, hosts }) => {
  const frame = await framed(page, hosts, "#/cause/proxy-sign-in");
  await frame.getByRole("link", { name: "0x8024401B" }).first().click();
  await expect(frame.getByRole("heading", { level: 1 })).toHaveText("0x8024401B");
  await expect(frame.getByRole("button", { name: "Locked" })).toBeVisible();
});

test("in a sandboxed frame without CORS headers, logs and traces are read and saved", async ({ page, hosts }) => {
  const frame = await framed(page, hosts, "#/");
  await expect(badge(frame)).toBeVisible();
  await frame.getByRole("button", { name: "Try it with a sample" }).click();
  await expect(verdict(frame)).toHaveText(fails);
  await frame.getByRole("button", { name: "Clear" }).click();
  await frame.locator("#pick-folder").setInputFiles(traces);
  await expect(verdict(frame)).toHaveText(/The scan fails at step 3/);
  await expect(frame.locator(".reading")).toBeHidden();
  await frame.getByRole("button", { name: "Save as a text log" }).click();
  const saved = page.waitForEvent("download");
  await frame.getByRole("button", { name: "Save WindowsUpdate.log" }).click();
  expect((await saved).suggestedFilename()).toBe("WindowsUpdate.log");
});

test("the page on a server links to the file, which is requested only by a click", async ({ page, traffic }) => {
  await page.goto("./");
  await expect(badge(page)).toBeVisible();
  await badge(page).click();
  await expect(page.locator(".not-covered")).toContainText("requests wuscope.html");
  await page.keyboard.press("Escape");
  expect(traffic.served.filter((line) => line.includes("wuscope.html"))).toEqual([]);
  const saved = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download as one file" }).click();
  const text = await readFile(await (await saved).path());
  expect(text.equals(await readFile(fileURLToPath(single)))).toBe(true);
});

test("a file that was changed on the way lists what can be wrong with it", async ({ page, traffic }) => {
  traffic.ours.push("file://");
  const folder = await mkdtemp(path.join(tmpdir(), "wuscope-"));
  try {
    const changed = path.join(folder, "wuscope.html");
    await writeFile(changed, (await readFile(fileURLToPath(single), "utf8")).replaceAll("const status", "const  status"));
    await page.goto("file://" + changed);
    await expect(page.getByText("The file is incomplete or was changed")).toBeVisible({ timeout: 8_000 });
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("a log whose name and lines are made of HTML stays text", async ({ page, open }) => {
  await open();
  const hostile = broken.replace("Running single-call scan", "<img src=x onerror=alert(1)></script><script>alert(2)</script> scan");
  page.on("dialog", () => expect("an alert").toBe("never shown"));
  await page.setInputFiles("#pick-files", file("WUAHandler.log", hostile));
  await expect(verdict(page)).toHaveText(fails);
  await expect(page.locator("main img, main script")).toHaveCount(0);
});
