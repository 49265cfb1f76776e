// The page in a frame of a wiki on another port, by each snippet that it offers, and its message if it cannot start.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { CODE, CORS, dense, forms, hosts } from "../hosts.js";
import { broken, fails } from "../logs.js";
import { expect, test as base } from "../traffic.js";

const test = base.extend({ hosts });

// The frame that the page offers for a code, read off the page itself, and the same with the sandbox that it offers for
// the single file.
async function offered(page, origin) {
  await page.goto(`${origin}/${CODE}`);
  await page.getByRole("button", { name: "Embed" }).click();
  const text = (name) => page.getByRole("group", { name, exact: true }).textContent();
  return { plain: await text("Frame"), sandboxed: (await text("Sandboxed frame")).replace("wuscope.html", "") };
}

for (const { name, headers, snippet, tier } of forms) {
  test(`${name} shows a code, follows links, opens the full page and shrinks again`, { ...tier }, async ({ page, hosts }) => {
    const own = await hosts.page({ headers });
    const markup = snippet(await offered(page, own));
    await page.goto(await hosts.wiki(markup));
    const frame = page.frameLocator("iframe");
    await expect(frame.getByRole("heading", { level: 1 })).toHaveText("0x80244022");
    await expect(frame.getByRole("button", { name: "Locked" })).toBeVisible();
    // The wiki follows the heights: the frame is as high as its content, before, while more is shown, and after.
    const height = () => page.locator("iframe").evaluate((frame) => frame.clientHeight);
    const hidden = () => frame.locator("html").evaluate((html) => html.scrollHeight - html.clientHeight);
    await expect.poll(hidden).toBeLessThanOrEqual(0);
    const before = await height();
    const cause = frame.locator(".cause:not([open]) > summary").first();
    await cause.click();
    await expect.poll(height).toBeGreaterThan(before + 100);
    await expect.poll(hidden).toBeLessThanOrEqual(0);
    await frame.locator(".cause[open] > summary").last().click();
    await expect.poll(height).toBe(before);

    const opens = page.waitForEvent("popup");
    await frame.getByRole("link", { name: "Open full page" }).click();
    const whole = await opens;
    await expect(whole.getByRole("navigation", { name: "Main" })).toBeVisible();
    await expect(whole.getByRole("heading", { level: 1 })).toHaveText("0x80244022");
    await expect(whole.getByRole("button", { name: /^Locked/ })).toBeVisible();
  });

  test(`${name} reads the sample and a log that is dropped on it`, { ...tier }, async ({ page, hosts }) => {
    const own = await hosts.page({ headers });
    const markup = snippet(await offered(page, own)).replace(CODE, "#/");
    await page.goto(await hosts.wiki(markup));
    const frame = page.frameLocator("iframe");
    await expect(frame.getByRole("button", { name: /^Locked/ })).toBeVisible();
    await frame.getByRole("button", { name: "Try it with a sample" }).click();
    await expect(frame.locator("#verdict h1")).toHaveText(fails);
    await page.reload();
    await expect(frame.getByRole("button", { name: /^Locked/ })).toBeVisible();
    await withFolder(async (folder) => {
      await drop(page, path.join(folder, "WUAHandler.log"));
      await expect(frame.locator("#verdict h1")).toHaveText(fails);
      await expect(frame.locator("#logs")).toContainText("WUAHandler");
    });
  });
}

// A folder on a disk with a log in it.
async function withFolder(use) {
  const folder = await mkdtemp(path.join(tmpdir(), "wuscope-"));
  try {
    await writeFile(path.join(folder, "WUAHandler.log"), broken);
    await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

// Drops what is at this path on the page, as a file manager does.
async function drop(page, place) {
  const drag = await page.context().newCDPSession(page);
  const data = { items: [], files: [place], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"]) {
    await drag.send("Input.dispatchDragEvent", { type, x: 200, y: 200, data });
  }
}

test("a folder that is dropped on a frame without a sandbox is read", async ({ page, hosts }) => {
  const { plain } = await offered(page, await hosts.page());
  await page.goto(await hosts.wiki(plain.replace(CODE, "#/")));
  const frame = page.frameLocator("iframe");
  await expect(frame.getByRole("button", { name: /^Locked/ })).toBeVisible();
  await withFolder(async (folder) => {
    await drop(page, folder);
    await expect(frame.locator("#verdict h1")).toHaveText(fails);
  });
});

test("a folder that is dropped on a sandboxed frame is refused with a message, and can be chosen instead", async ({ page, hosts }) => {
  const { sandboxed } = await offered(page, await hosts.page({ headers: CORS }));
  await page.goto(await hosts.wiki(sandboxed.replace(CODE, "#/")));
  const frame = page.frameLocator("iframe");
  await expect(frame.getByRole("button", { name: /^Locked/ })).toBeVisible();
  await withFolder(async (folder) => {
    await drop(page, folder);
    await expect(frame.getByRole("alert")).toContainText(`does not let the page read the dropped folder ${path.basename(folder)}`);
    await frame.locator("#pick-folder").setInputFiles(folder);
    await expect(frame.locator("#verdict h1")).toHaveText(fails);
  });
});

test("logs that are dropped on a card show a notice", async ({ page, hosts }) => {
  const { plain } = await offered(page, await hosts.page());
  await page.goto(await hosts.wiki(plain));
  const frame = page.frameLocator("iframe");
  await expect(frame.getByRole("button", { name: "Locked" })).toBeVisible();
  await withFolder(async (folder) => {
    await drop(page, path.join(folder, "WUAHandler.log"));
    await expect(frame.getByRole("alert")).toContainText("This frame shows the knowledge base only");
    await expect(frame.getByRole("heading", { level: 1 })).toHaveText("0x80244022");
  });
});

const traces = path.join(process.env.WUSCOPE_TRACES, "WindowsUpdate");
test("the offered sandboxed frame saves a text log, and names the attribute that other frames lack", async ({ page, hosts }) => {
  const { sandboxed } = await offered(page, await hosts.page({ headers: CORS }));
  await page.goto(await hosts.wiki(sandboxed.replace(CODE, "#/")));
  const frame = page.frameLocator("iframe");
  await expect(frame.getByRole("button", { name: /^Locked/ })).toBeVisible();
  await frame.locator("#pick-folder").setInputFiles(traces);
  await expect(frame.locator("#verdict h1")).toHaveText(/The scan fails/);
  await expect(frame.locator(".reading")).toBeHidden();
  await frame.getByRole("button", { name: "Save as a text log" }).click();
  const dialog = frame.getByRole("dialog", { name: "Save as text log" });
  await expect(dialog).toContainText("allow-downloads");
  const saved = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Save WindowsUpdate.log" }).click();
  expect((await saved).suggestedFilename()).toBe("WindowsUpdate.log");
});

const before = { "the offered sandbox": undefined, "the sandbox that was offered before": "allow-scripts allow-popups" };
for (const [name, sandbox] of Object.entries(before)) {
  test(`${name} on a server without the CORS header reports that the header is missing`, async ({ page, hosts }) => {
    const { sandboxed } = await offered(page, await hosts.page());
    const markup = sandbox ? sandboxed.replace(/sandbox="[^"]*"/, `sandbox="${sandbox}"`) : sandboxed;
    await page.goto(await hosts.wiki(markup));
    const frame = page.frameLocator("iframe");
    await expect(frame.getByRole("status")).toContainText("This page is in a sandboxed frame, and its server does not send the header Access-Control-Allow-Origin: *.");
    const opens = page.waitForEvent("popup");
    await frame.getByRole("link", { name: "Open in a new tab" }).click();
    const whole = await opens;
    if (sandbox) {
      await expect(whole.getByRole("status"), "it inherits the sandbox").toContainText("This page is in a sandboxed frame");
    } else {
      await expect(whole.getByRole("heading", { level: 1 })).toHaveText("0x80244022");
    }
  });
}

test("a sandbox that allows no script is reported immediately", async ({ page, hosts }) => {
  const { sandboxed } = await offered(page, await hosts.page());
  await page.goto(await hosts.wiki(sandboxed.replace(/sandbox="[^"]*"/, `sandbox=""`)));
  const frame = page.frameLocator("iframe");
  await expect(frame.locator("noscript p").last()).toContainText("the attribute must contain allow-scripts");
  await expect(frame.locator("noscript p").last()).toBeVisible();
  await page.waitForTimeout(5_500);
  await expect(frame.getByText("Possible causes"), "the list would only repeat it").toBeHidden();
});

test("the page opened as a file reports that it needs a web server, and leads to the single file", async ({ page, traffic }) => {
  traffic.ours.push("file://");
  await page.goto(new URL("../../../dist/index.html#/code/0x80244022", import.meta.url).href);
  await expect(page.getByRole("status")).toContainText(/^This page was opened as a file/);
  const opens = page.waitForEvent("popup");
  await page.getByRole("link", { name: "Open wuscope.html" }).click();
  await expect((await opens).getByRole("heading", { level: 1 })).toHaveText("0x80244022");
});

const list = (page) => page.getByText("Wuscope has not started. Possible causes:");
for (const reducedMotion of ["no-preference", "reduce"]) {
  test(`when no script arrives, the causes are listed after five seconds, with reduced motion: ${reducedMotion}`, async ({ page, hosts }) => {
    await page.emulateMedia({ reducedMotion });
    const own = await hosts.page({ stalls: /\/boot/ });
    await page.goto(own, { waitUntil: "commit" });
    await expect(page.getByText("Loading Wuscope.")).toBeVisible();
    await page.waitForTimeout(3_500);
    await expect(list(page)).toBeHidden();
    await expect(page.getByRole("status")).not.toContainText("Possible causes", { useInnerText: true });
    await expect(list(page)).toBeVisible({ timeout: 4_000 });
    await expect(page.getByRole("status")).toContainText("Access-Control-Allow-Origin: *");
  });
}

test("a policy of the server that allows no script leaves the list of causes", async ({ page, hosts }) => {
  await page.goto(await hosts.page({ headers: { "Content-Security-Policy": "script-src 'none'" } }));
  await expect(list(page)).toBeHidden();
  await expect(list(page)).toBeVisible({ timeout: 8_000 });
});

test("a page that starts in time never shows the causes", async ({ page, hosts }) => {
  await page.addInitScript(() => {
    window.wasShown = false;
    const look = () => {
      const list = document.querySelector(".late");
      wasShown ||= Boolean(list) && getComputedStyle(list).visibility === "visible";
      requestAnimationFrame(look);
    };
    look();
  });
  await page.goto(await hosts.page());
  await expect(page.getByRole("button", { name: /^Locked/ })).toBeVisible();
  await page.waitForTimeout(5_500);
  await expect(list(page)).toHaveCount(0);
  expect(await page.evaluate(() => wasShown)).toBe(false);
});

test("a policy of the server that allows no WebAssembly is named", async ({ page, hosts }) => {
  await page.goto(await hosts.page({ headers: { "Content-Security-Policy": "script-src 'self'" } }));
  await expect(page.getByRole("status")).toContainText(/^A Content-Security-Policy header of the server or a proxy blocks this page \(script-src\)/);
});

test("a browser without WebAssembly is reported", async ({ page, hosts }) => {
  await page.addInitScript(() => delete window.WebAssembly);
  await page.goto(await hosts.page());
  await expect(page.getByRole("status")).toContainText("This browser does not support WebAssembly");
});

for (const [what, missing, name] of [
  ["a script", /^\/page-.*\.js$/, /The server returned 404 for page-.*\.js/],
  ["a part", /^\/parts\/page-.*\.bin$/, /The server returned 404 for .*\/parts\/page-.*\.bin/],
]) {
  test(`${what} that is missing on the server is named`, async ({ page, hosts }) => {
    await page.goto(await hosts.page({ missing }));
    await expect(page.getByRole("status")).toContainText(name);
  });
}

test("parts are read from a server that sends the .br files in their place", async ({ page, hosts }) => {
  const answers = [];
  page.on("response", async (answer) => answers.push(`${await answer.headerValue("content-encoding")} ${answer.url()}`));
  await page.goto(await hosts.page({ parts: "brotli" }));
  await expect(page.getByRole("button", { name: /^Locked/ })).toBeVisible();
  await page.getByRole("button", { name: "Try it with a sample" }).click();
  await expect(page.locator("#verdict h1")).toHaveText(fails);
  const parts = answers.filter((answer) => answer.includes("/parts/"));
  expect(parts.length).toBeGreaterThan(5);
  const others = parts.filter((answer) => !dense.test(answer));
  expect(others.length).toBeGreaterThan(3);
  expect(others.filter((answer) => !answer.startsWith("br ")), "they were sent with brotli").toEqual([]);
});

test("a server that stalls is reported while the program loads, and later with advice", async ({ page, hosts }) => {
  await page.clock.install();
  await page.goto(await hosts.page({ stalls: /\/parts\/page-/ }), { waitUntil: "commit" });
  await expect(page.getByText("Loading Wuscope.")).toBeVisible();
  await expect(list(page), "the script runs").toHaveCount(0);
  await page.clock.fastForward(5_000);
  await expect(page.getByRole("status")).toHaveText("Still loading: 1 of 2 parts.");
  await page.clock.fastForward(15_000);
  await expect(page.getByRole("status")).toContainText("The server has not sent the rest for 20 seconds");
});

for (const [what, stalls, hash] of [
  ["the knowledge base", /\/knowledge-/, CODE],
  ["the engine", /\/parts\/engine-/, "#/"],
  ["the sample", /\/parts\/sample-/, "#/"],
]) {
  test(`a server that stalls is reported while ${what} loads, and later with advice`, async ({ page, hosts }) => {
    await page.clock.install();
    await page.goto(`${await hosts.page({ stalls })}/${hash}`, { waitUntil: "commit" });
    await expect(page.locator("main")).toBeVisible();
    const wait = page.getByText(/Still loading: \d+ of \d+ parts\./);
    await page.clock.runFor(1_500);
    await expect(wait).toHaveCount(0);
    // A part that arrives meanwhile, on a busy machine, starts the wait again.
    await expect(async () => {
      await page.clock.runFor(6_000);
      await expect(wait).toBeVisible({ timeout: 500 });
    }).toPass();
    await expect(async () => {
      await page.clock.runFor(30_000);
      await expect(wait).toContainText("The server has not sent the rest for 30 seconds", { timeout: 500 });
    }).toPass();
  });
}
