// Windows traces, dropped unchanged: read in the page, analyzed like any log, saved as the text log.
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { faultsInBothThemes } from "../axe.js";
import { file, zip } from "../logs.js";
import { expect, test } from "../traffic.js";

// 77 of one session, an hour each, with 58 lines of no interest, a search that ends in the next one, and seven failures:
// tests/examples/traces.rs writes them.
const folder = path.join(process.env.WUSCOPE_TRACES, "WindowsUpdate");
const one = (nth) => path.join(folder, `WindowsUpdate.20261109.000000.120.${nth}.etl`);

const fails = /The scan fails at step 3: the server requires authentication from the Windows Update Agent/;
const verdict = (page) => page.locator("#verdict h1");
const logs = (page) => page.locator("#logs");

async function open(page) {
  await page.goto("./");
  await expect(page.getByRole("button", { name: /^Locked/ })).toBeVisible();
}

// What a real drop does; a synthetic one brings no folder.
async function drop(page, ...files) {
  const drag = await page.context().newCDPSession(page);
  const data = { items: [], files, dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"]) {
    await drag.send("Input.dispatchDragEvent", { type, x: 300, y: 300, data });
  }
}

// Delays each read of the worker by this many milliseconds.
async function slow(worker, millis) {
  await worker.evaluate((millis) => {
    const read = Blob.prototype.arrayBuffer;
    Blob.prototype.arrayBuffer = async function () {
      await new Promise((done) => setTimeout(done, millis));
      return read.call(this);
    };
  }, millis);
}

test("a folder of 77 traces is one log, judged, and nothing is fetched for it", async ({ page, traffic }) => {
  await open(page);
  await page.setInputFiles("#pick-files", file("notes.txt", "what was tried so far\r\n"));
  await expect(logs(page)).toContainText("notes.txt");
  const served = traffic.served.length;
  await drop(page, folder);
  await expect(verdict(page)).toHaveText(fails);
  await expect(page.locator(".reading")).toBeHidden();
  await expect(logs(page)).toContainText("77 parts, Windows build 22631");
  await expect(page.locator(".legend").first()).toContainText(/OK 69.*Failed 7/);
  await page.locator("#proof .line.proof .open").click();
  await expect(page.locator(".viewer h1")).toContainText("WindowsUpdate.20261109.000000.120.77.etl");
  await expect(page.locator("#rows [aria-selected=true]")).toContainText("Unauthorized");
  expect(traffic.served.length, "nothing is fetched after the lock").toBe(served);
});

// Opens the dialog of the log's button, and saves by the keyboard alone.
async function save(page, frame, times) {
  await frame.getByRole("button", { name: "Save as a text log" }).focus();
  await page.keyboard.press("Enter");
  const dialog = frame.getByRole("dialog", { name: "Save as text log" });
  await dialog.getByRole("button", { name: times }).focus();
  await page.keyboard.press("Space");
  await expect(dialog.getByRole("button", { name: times })).toHaveAttribute("aria-pressed", "true");
  await dialog.getByRole("button", { name: "Save WindowsUpdate.log" }).focus();
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  await expect(dialog.getByRole("status")).toContainText("WindowsUpdate.log");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  expect(download.suggestedFilename()).toBe("WindowsUpdate.log");
  return (await readFile(await download.path(), "utf8")).split("\r\n");
}

test("traces are saved as the text log, in the machine's local time or in UTC", async ({ page }) => {
  await open(page);
  await page.setInputFiles("#pick-folder", folder);
  await expect(verdict(page)).toHaveText(fails);
  await expect(page.locator(".reading")).toBeHidden();
  const local = await save(page, page, "Machine local time");
  expect(local.length, "58 lines and 3 of a search in each, an end in 76, two more where it failed").toBe(77 * 61 + 76 + 14 + 1);
  expect(local[0]).toBe("2026/11/09 00:01:30.1000000 1020  7104  Misc            Network cost is checked, 1 of 58");
  const utc = await save(page, page, "UTC");
  expect(utc[0]).toBe("2026/11/08 23:01:30.1000000 1020  7104  Misc            Network cost is checked, 1 of 58");
  expect(utc.length).toBe(local.length);
  // What was saved is read as the text log that it is.
  await page.getByRole("button", { name: "Clear" }).click();
  await page.setInputFiles("#pick-files", file("WindowsUpdate.log", local.join("\r\n")));
  await expect(verdict(page)).toHaveText(fails);
});

test("traces are saved in a frame, too", async ({ page }) => {
  await page.route("**/wiki", (route) =>
    route.fulfill({ contentType: "text/html", body: `<iframe width="900" height="600" src="./?embed=1"></iframe>` }),
  );
  await page.goto("./wiki");
  const frame = page.frameLocator("iframe");
  await expect(frame.getByRole("button", { name: /^Locked/ })).toBeVisible();
  await frame.locator("#pick-files").setInputFiles([one(1), one(2)]);
  await expect(frame.locator("#logs")).toContainText("2 parts");
  expect(await save(page, frame, "UTC")).toHaveLength(2 * 61 + 1 + 1);
});

test("traces in a zip are one log, and a line of one opens", async ({ page }) => {
  await open(page);
  const traces = (await readdir(folder)).filter((name) => /\.7\d\.etl$/.test(name));
  const buffers = await Promise.all(traces.map((name) => readFile(path.join(folder, name))));
  const files = traces.map((name, at) => ({ name: `Logs/WindowsUpdate/${name}`, buffer: buffers[at] }));
  await page.setInputFiles("#pick-files", { name: "client.zip", mimeType: "application/zip", buffer: zip(files) });
  await expect(verdict(page)).toHaveText(fails);
  await expect(logs(page)).toContainText("8 parts, Windows build 22631");
  await page.locator("#proof .line.proof .open").click();
  await expect(page.locator("#rows [aria-selected=true]")).toContainText("Unauthorized");
});

test("a long trace is cancelled between two of its pieces, and what was read before stays", async ({ page }) => {
  await open(page);
  const started = page.waitForEvent("worker");
  await page.setInputFiles("#pick-files", [one(76), one(77)]);
  await expect(verdict(page)).toHaveText(fails);
  await slow(await started, 300);
  const place = await mkdtemp(path.join(tmpdir(), "wuscope-"));
  try {
    const long = path.join(place, "long.etl");
    await writeFile(long, Buffer.concat([await readFile(one(1)), Buffer.alloc(80_000_000)]));
    await page.setInputFiles("#pick-files", long);
    await expect(page.locator(".reading-files > li").filter({ hasText: "long.etl" })).toContainText(/MB of 80/);
    await page.getByRole("button", { name: "Cancel" }).click();
    await expect(page.locator(".reading"), "two seconds are enough to stop").toBeHidden({ timeout: 2_000 });
    await expect(logs(page)).toContainText("Reading was cancelled here: drop it again to read the rest.");
    await expect(verdict(page)).toHaveText(fails);
  } finally {
    await rm(place, { recursive: true });
  }
});

test("files that only look like traces are reported, and the others are read", async ({ page }) => {
  await open(page);
  const traces = await Promise.all(
    [76, 77].map(async (nth) => ({ name: path.basename(one(nth)), mimeType: "", buffer: await readFile(one(nth)) })),
  );
  const cut = { name: "cut.etl", mimeType: "", buffer: traces[0].buffer.subarray(0, 100) };
  const none = { name: "none.etl", mimeType: "", buffer: Buffer.alloc(4096) };
  await page.setInputFiles("#pick-files", [cut, none, ...traces]);
  await expect(verdict(page)).toHaveText(fails);
  await expect(logs(page)).toContainText("cut.etl");
  await expect(logs(page)).toContainText("none of its events can be read");
  await expect(logs(page)).toContainText("none.etl");
});

test("an event log is read, and its failed update is reported", async ({ page }) => {
  await open(page);
  await page.setInputFiles("#pick-files", path.join(process.env.WUSCOPE_TRACES, "System.evtx"));
  await expect(verdict(page)).toContainText("0x80070643");
  await expect(logs(page)).toContainText("Windows event log");
  await expect(page.locator("#updates")).toContainText("Installation failed1");
  await page.locator("#proof .line.proof .open").click();
  await expect(page.locator("#rows [aria-selected=true]")).toContainText("KB5068862");
});

test("a trace whose texts are in symbols is read again when a .tmf file contains them", async ({ page }) => {
  await open(page);
  const given = (name) => path.join(process.env.WUSCOPE_TRACES, name);
  await page.setInputFiles("#pick-files", given("WindowsUpdate.20161109.000000.120.1.etl"));
  await expect(logs(page)).toContainText("Get-WindowsUpdateLog");
  await page.setInputFiles("#pick-files", given("agent.tmf"));
  await expect(logs(page)).not.toContainText("Get-WindowsUpdateLog");
  await expect(logs(page)).toContainText("1 log, 5 entries");
});

test("the report of traces without axe violations, light and dark", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page);
  await page.setInputFiles("#pick-files", [one(76), one(77)]);
  await expect(verdict(page)).toHaveText(fails);
  expect(await faultsInBothThemes(page)).toEqual([]);
  await page.getByRole("button", { name: "Save as a text log" }).click();
  await page.getByRole("button", { name: "Save WindowsUpdate.log" }).click();
  await expect(page.getByRole("dialog").getByRole("status")).toContainText("Saved: ");
  expect(await faultsInBothThemes(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 800 });
  const [needed, there] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(needed, "nothing is wider than the screen").toBeLessThanOrEqual(there);
});
