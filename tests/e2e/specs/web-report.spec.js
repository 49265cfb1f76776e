// From dropped logs to the verdict, with the real engine in its worker.
import { mkdtemp, mkdir, appendFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { broken, cmtrace, file, long, fixed } from "../logs.js";
import { expect, test } from "../traffic.js";

// Opens the page and waits for the lock.
async function open(page) {
  await page.goto("./");
  await expect(page.getByRole("button", { name: /^Locked/ })).toBeVisible();
}

const give = (page, ...files) => page.setInputFiles("#pick-files", files);
const verdict = (page) => page.locator("#verdict h1");
const fails = /The scan fails at step 3: the Windows Update Agent cannot authenticate to the proxy/;

// Runs a test with its own folder on the disk.
async function withFolder(run) {
  const folder = await mkdtemp(path.join(tmpdir(), "wuscope-"));
  try {
    await run(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test("a dropped log gets its verdict, its steps, its proof and its plan", async ({ page, traffic }) => {
  await open(page);
  const served = traffic.served.length;
  await give(page, file("WUAHandler.log", broken));
  await expect(verdict(page)).toHaveText(fails);
  await expect(page).toHaveTitle(fails);
  await expect(page.getByRole("tab")).toHaveCount(7);
  await expect(page.getByRole("tab", { selected: true })).toContainText(/3\. Scan against WSUS.*Failed/);
  await expect(page.locator("#proof .line.proof")).toContainText("0x8024401b");
  await expect(page.locator("#fix")).toContainText("netsh winhttp show proxy");
  expect(traffic.served.length, "nothing is fetched after the lock").toBe(served);
});

test("the sample is judged: seven steps, the third failed, its proof in the log, and nothing is fetched for it", async ({ page, traffic }) => {
  await open(page);
  const served = traffic.served.length;
  await page.getByRole("button", { name: "Try it with a sample" }).click();
  await expect(verdict(page)).toHaveText(fails);
  const steps = page.getByRole("tab");
  await expect(steps).toHaveCount(7);
  await expect(steps.nth(0)).toContainText(/1\. Locate the WSUS server.*OK/);
  await expect(steps.nth(2)).toContainText(/3\. Scan against WSUS.*Failed/);
  await expect(steps.nth(6)).toContainText(/7\. Send state messages.*(Not reached|No log)/);
  await page.locator("#proof .line.proof .open").click();
  await expect(page.locator("#rows [aria-selected=true]")).toContainText(/407|0x8024401b/i);
  expect(traffic.served.length, "its logs were fetched before the lock").toBe(served);
});

test("the same log renamed, in UTF-16, gets the same verdict", async ({ page }) => {
  await open(page);
  await give(page, { name: "unknown.txt", mimeType: "text/plain", buffer: Buffer.from("\ufeff" + broken, "utf16le") });
  await expect(verdict(page)).toHaveText(fails);
  await expect(page.locator("#logs")).toContainText("UTF-16LE");
});

test("pasted lines are read like a file", async ({ page }) => {
  await open(page);
  await page.getByRole("button", { name: "Paste lines" }).click();
  await page.getByLabel(/lines from one log/).fill(broken);
  await page.getByRole("button", { name: "Analyze these lines" }).click();
  await expect(verdict(page)).toHaveText(fails);
});

test("a dropped folder is read completely, with its subfolders", async ({ page }) => {
  await withFolder(async (folder) => {
    const logs = path.join(folder, "Logs", "deep");
    await mkdir(logs, { recursive: true });
    // Browsers return a hundred entries at a time.
    const quiet = (i) => cmtrace("Other", [["08:00:00.000", `Nothing happens to ${i}.`]]);
    await Promise.all(Array.from({ length: 120 }, (_, i) => writeFile(path.join(folder, "Logs", `quiet${i}.log`), quiet(i))));
    await writeFile(path.join(logs, "WUAHandler.log"), broken);
    await open(page);
    const drag = await page.context().newCDPSession(page);
    const data = { items: [], files: [path.join(folder, "Logs")], dragOperationsMask: 1 };
    for (const type of ["dragEnter", "dragOver", "drop"]) {
      await drag.send("Input.dispatchDragEvent", { type, x: 300, y: 300, data });
    }
    await expect(verdict(page)).toHaveText(fails);
    await expect(page.locator("#logs tbody tr:not(.problem, .folder-row)")).toHaveCount(121);
    await expect(page.locator("#logs .folder-row"), "the log with evidence comes first").toHaveText(["Logs/deep", "Logs"]);
    await expect(page.locator("#logs details"), "the others are folded").toContainText("120 logs without evidence");
  });
});

test("a large folder is counted while it is listed, can be cancelled, and is read completely", async ({ page }) => {
  await withFolder(async (folder) => {
    const quiet = (i) => cmtrace("Other", [["08:00:00.000", `Nothing happens to ${i}.`]]);
    await Promise.all(Array.from({ length: 3_000 }, (_, i) => writeFile(path.join(folder, `quiet${i}.log`), quiet(i))));
    await Promise.all(["a", "b"].map((name) => writeFile(path.join(folder, `copy-${name}.log`), quiet(7))));
    await open(page);
    const drag = await page.context().newCDPSession(page);
    const data = { items: [], files: [folder], dragOperationsMask: 1 };
    const drop = async () => {
      for (const type of ["dragEnter", "dragOver", "drop"]) {
        await drag.send("Input.dispatchDragEvent", { type, x: 300, y: 300, data });
      }
    };
    await drop();
    await expect(page.getByRole("heading", { name: "Listing the folder" })).toBeVisible();
    await expect(page.getByText(/^[\d,]+ files so far$/)).toBeVisible();
    await page.getByRole("button", { name: "Cancel" }).click();
    await expect(page.getByRole("heading", { name: "Listing the folder" })).toBeHidden();
    await page.waitForTimeout(500);
    await expect(page.locator("#logs"), "nothing of it is read").toHaveCount(0);
    await drop();
    const logs = page.locator("#logs");
    await expect(logs).toContainText("3,001 logs, 3,001 entries", { timeout: 60_000 });
    await expect(logs, "copies are one row").toContainText("CMTrace, 2 copies");
    const rows = logs.locator("tbody tr:not(.problem, .folder-row)");
    const shown = await rows.count();
    await page.getByRole("button", { name: /^Show more of [\d,]+ logs$/ }).click();
    await expect(rows).toHaveCount(shown + 200);
  });
});

test("logs that are added later are analyzed with the earlier ones", async ({ page }) => {
  await open(page);
  await give(page, file("WUAHandler.log", broken));
  await expect(verdict(page)).toHaveText(fails);
  await expect(page.locator("#missing")).toContainText("WindowsUpdate.log");
  await page.getByText("Collect logs from the client").click();
  await expect(page.locator("#missing pre")).toContainText("Compress-Archive");
  const agent = cmtrace("ScanAgent", [
    ["09:14:21.300", "ScanJob({0A1B2C3D-0000-4000-8000-00000000A001}): CScanJob::Execute - successfully requested Scan, ScanType=1"],
    ["09:14:22.900", "ScanJob({0A1B2C3D-0000-4000-8000-00000000A001}): CScanJob::OnScanComplete -Scan Failed with Error=0x8024401b", 3],
  ]);
  const picked = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Add logs" }).click();
  await (await picked).setFiles([file("ScanAgent.log", agent)]);
  await expect(page.locator("#proof")).toContainText("ScanAgent.log : 2");
  await expect(page.locator("#proof"), "the first log counts as before").toContainText("WUAHandler.log : 5");
  await expect(page.locator("#logs tbody tr")).toHaveCount(2);
});

test("the report is copied for a ticket", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page);
  await give(page, file("WUAHandler.log", broken));
  await page.getByRole("button", { name: "Copy for a ticket" }).click();
  await expect(page.locator("#verdict").getByRole("button", { name: "Copied" })).toBeVisible();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text, "it is Markdown").toMatch(/^### /m);
  expect(text).toMatch(fails);
  expect(text).toContain("Failed to end search job. Error = 0x8024401b");
  expect(text).toContain("netsh winhttp show proxy");
  expect(text).toContain("WindowsUpdate.log");
});

test("clear removes the logs", async ({ page }) => {
  await open(page);
  await give(page, file("WUAHandler.log", broken));
  await page.getByRole("button", { name: "Clear" }).click();
  await expect(page).toHaveURL(/#\/$/);
  await page.goto("./#/report");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("No logs loaded yet");
  await give(page, file("WUAHandler.log", fixed));
  await expect(page.locator("#verdict.ok")).toBeVisible();
});

test("newer logs show the fix", async ({ page }) => {
  await open(page);
  await give(page, file("WUAHandler-20261112-093000.log", broken));
  await expect(verdict(page)).toHaveText(fails);
  await give(page, file("WUAHandler.log", fixed));
  await expect(page.getByRole("region", { name: "Fixed", exact: true })).toContainText("cannot authenticate to the proxy");
  await expect(page.locator("#verdict.ok")).toBeVisible();
});

test("a newer log of the same name shows the fix: immediately if it has grown, else after an answer", async ({ page }) => {
  await open(page);
  await give(page, file("WUAHandler.log", broken));
  await expect(verdict(page)).toHaveText(fails);
  await give(page, file("WUAHandler.log", fixed));
  await expect(page.getByText("Drop 1 and Drop 2 both were dropped as single files")).toBeVisible();
  await page.getByRole("button", { name: "Same machine" }).click();
  await expect(page.locator("#verdict.ok")).toBeVisible();
  await page.goto("./");
  await open(page);
  await give(page, file("WUAHandler.log", broken));
  await expect(verdict(page)).toHaveText(fails);
  await give(page, file("WUAHandler.log", broken + fixed));
  await expect(page.getByRole("region", { name: "Fixed", exact: true })).toContainText("cannot authenticate to the proxy");
});

test("the steps are reached by keyboard, and show their proof", async ({ page }) => {
  await open(page);
  await give(page, file("WUAHandler.log", broken));
  await page.getByRole("tab", { selected: true }).focus();
  await page.keyboard.press("ArrowLeft");
  await expect(page.getByRole("tab", { selected: true })).toContainText("2. Request the scan");
  await expect(page.getByRole("tab", { selected: true })).toBeFocused();
  await expect(page.locator("#proof")).toContainText("Step 2");
  await page.keyboard.press("Home");
  await expect(page.locator("#proof")).toContainText("1.10");
});

test("evidence opens its line by keyboard, and Back returns to the report", async ({ page }) => {
  await open(page);
  await give(page, file("WUAHandler.log", broken));
  const button = page.getByRole("button", { name: "Open WUAHandler.log at line 5" });
  await button.focus();
  await page.keyboard.press("Enter");
  await expect(page.locator("#rows [aria-selected=true]")).toContainText("OnSearchComplete - Failed to end search job");
  await page.goBack();
  await expect(button).toBeVisible();
});

test("a line is shown although its file has grown since it was dropped", async ({ page }) => {
  await withFolder(async (folder) => {
    const log = path.join(folder, "WUAHandler.log");
    await writeFile(log, broken);
    await open(page);
    await give(page, log);
    await expect(verdict(page)).toHaveText(fails);
    await appendFile(log, fixed);
    await page.locator("#proof .line.proof .open").click();
    await expect(page.locator("#rows [aria-selected=true]")).toContainText("0x8024401b");
  });
});

test("a large file that has changed since the drop is reported", async ({ page }) => {
  await withFolder(async (folder) => {
    const log = path.join(folder, "WUAHandler.log");
    await writeFile(log, long(34) + broken);
    await open(page);
    await give(page, log);
    await expect(verdict(page)).toHaveText(fails);
    await appendFile(log, fixed);
    await page.locator("#proof .line.proof .open").click();
    await expect(page.locator(".viewer")).toContainText(/changed since you dropped it/);
  });
});

test("junk is reported in a clear sentence, and does not affect other files", async ({ page }) => {
  await open(page);
  const junk = Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256));
  await give(page, { name: "junk.bin", mimeType: "application/octet-stream", buffer: junk }, file("WUAHandler.log", broken));
  await expect(verdict(page)).toHaveText(fails);
  await expect(page.locator("#logs tr.problem")).toHaveCount(1);
  await expect(page.locator("#logs")).toContainText("junk.bin");
});

test("junk alone is reported in a clear sentence", async ({ page }) => {
  await open(page);
  const junk = Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919 * (i >> 3)) % 256));
  await give(page, { name: `photo${"-of-a-screen".repeat(6)}.jpg`, mimeType: "image/jpeg", buffer: junk });
  await expect(verdict(page)).toHaveText("No file could be read.");
  await expect(page.locator("#verdict")).toContainText("Add the logs themselves");
  await expect(page.locator("#logs tr.problem")).toContainText("This is not text");
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(over, "a long name breaks").toBeLessThanOrEqual(0);
});

// A page whose worker runs, ready to be made slow or broken.
async function withWorker(page) {
  await open(page);
  const started = page.waitForEvent("worker");
  await give(page, file("WUAHandler.log", broken));
  await expect(verdict(page)).toHaveText(fails);
  return started;
}

test("reading is cancelled without losing what was read", async ({ page }) => {
  const worker = await withWorker(page);
  await worker.evaluate(() => {
    const read = Blob.prototype.arrayBuffer;
    Blob.prototype.arrayBuffer = async function () {
      await new Promise((done) => setTimeout(done, 400));
      return read.call(this);
    };
  });
  await withFolder(async (folder) => {
    const log = path.join(folder, "ScanAgent.log");
    await writeFile(log, long(120));
    await give(page, log);
    await expect(page.locator(".reading")).toContainText(/ScanAgent\.log\s*[1-9].* of 12/);
    const shown = await page.getByRole("progressbar", { name: "Bytes read" }).getAttribute("value");
    expect(Number(shown), "the bar shows the bytes that were read").toBeGreaterThan(0);
    await expect(verdict(page), "what was read before stays on the screen").toHaveText(fails);
    await expect(page.locator("#verdict.idle .tag"), "it is grey").toHaveText(/^So far \(\d+ %\)$/);
    await page.getByRole("button", { name: "Cancel" }).click();
    await expect(page.locator(".reading"), "two seconds are enough to stop").toBeHidden({ timeout: 2_000 });
    await expect(verdict(page)).toHaveText(fails);
    await expect(page.locator("#logs")).toContainText("ScanAgent");
    await expect(page.locator("#verdict.fail .tag")).toHaveText(/^Cancelled at [\d.]+ MB of 12\d\.\d MB; from this part only$/);
  });
});

test("a file on which the worker hangs is skipped, and the others are read again", async ({ page }) => {
  const worker = await withWorker(page);
  await worker.evaluate(() => {
    const slice = Blob.prototype.slice;
    Blob.prototype.slice = function (...range) {
      while (this.name === "endless.log");
      return slice.apply(this, range);
    };
  });
  await give(page, file("endless.log", broken));
  await expect(page.locator(".notice")).toContainText("endless.log: this file was skipped", { timeout: 15_000 });
  await expect(verdict(page)).toHaveText(fails);
  await expect(page.locator("#logs")).toContainText("endless.log");
  await expect(page.locator(".reading")).toBeHidden();
  await page.locator("#proof .line.proof .open").click();
  await expect(page.locator("#rows [aria-selected=true]"), "the new worker holds the old files").toContainText("0x8024401b");
});

test("a file on which the worker traps is skipped, and the others are read again", async ({ page }) => {
  const worker = await withWorker(page);
  await worker.evaluate(() => {
    const slice = Blob.prototype.slice;
    Blob.prototype.slice = function (...range) {
      if (this.name !== "trap.log") return slice.apply(this, range);
      setTimeout(() => {
        throw new WebAssembly.RuntimeError("unreachable");
      });
      return { arrayBuffer: () => new Promise(() => {}) };
    };
  });
  await give(page, file("trap.log", broken));
  await expect(page.locator(".notice")).toContainText("trap.log: this file was skipped", { timeout: 15_000 });
  await expect(verdict(page)).toHaveText(fails);
});

test("a file that is dropped anywhere on the window is read", async ({ page }) => {
  await open(page);
  await page.goto("./#/code/0x80244022");
  const data = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], "WUAHandler.log"));
    return data;
  }, broken);
  await page.dispatchEvent("main", "dragover", { dataTransfer: data });
  await expect(page.locator(".veil")).toBeVisible();
  await page.dispatchEvent("main", "drop", { dataTransfer: data });
  await expect(verdict(page)).toHaveText(fails);
  await expect(page.locator(".veil")).toBeHidden();
});

// A log whose server name and lines are crafted by an attacker who knows what admins copy.
const hostile = cmtrace("WUAHandler", [
  ["09:14:20.100", "Enabling WUA Managed server policy to use server: http://wsus';Start-Process('calc.exe');':8530"],
  ["09:14:21.430", "Running single-call scan of updates."],
  ["09:14:21.534", "Async searching of updates using WUAgent started."],
  ["09:14:52.601", "OnSearchComplete - Failed to end search job. Error = 0x80072ee2. \u202Egpj.exe\u001b[2J", 3],
]);

test("a log cannot write a command", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page);
  await give(page, file("WUAHandler.log", hostile));
  await expect(verdict(page)).toHaveText(/0x80072EE2/);
  await expect(page.locator("#fix .fault").first()).toContainText("is not an http or https URL");
  await expect(page.locator("#fix .command").filter({ hasText: "calc" })).toHaveCount(0);
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  for (const [name, begins] of [["Copy all", "# "], ["Copy for a ticket", "### "]]) {
    await page.getByRole("button", { name, exact: true }).click();
    await expect.poll(async () => (await copied()).startsWith(begins)).toBe(true);
    const commands = (await copied()).split("\n").filter((line) => line.includes("/Selfupdate/wuident.cab"));
    expect(commands.join("\n")).toContain("<WSUS URL>");
    expect(commands.join("\n")).not.toContain("calc");
  }
});

test("foreign text is shown unchanged, and does not reverse the text around it", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page);
  await give(page, file("WUAHandler.log", hostile));
  await expect(page.locator("#proof .line.proof")).toContainText("U+202Egpj.exe\\x1b[2J");
  await page.getByRole("button", { name: "Copy for a ticket" }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain("U+202Egpj.exe\\x1b[2J");
  const directions = await page.evaluate(() => [
    ...new Set([...document.querySelectorAll("#page *")].map((element) => getComputedStyle(element).unicodeBidi)),
  ]);
  expect(directions).toEqual(["isolate"]);
});
