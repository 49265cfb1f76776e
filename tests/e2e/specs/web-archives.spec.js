// Zips: their members are read like dropped files.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { broken, file, fixed, varied, zip } from "../logs.js";
import { expect, test } from "../traffic.js";

const fails = /The scan fails at step 3: the Windows Update Agent cannot authenticate to the proxy/;
const verdict = (page) => page.locator("#verdict h1");
const packed = (name, ...files) => ({ name, mimeType: "application/zip", buffer: zip(files) });

async function open(page) {
  await page.goto("./");
  await expect(page.getByRole("button", { name: /^Locked/ })).toBeVisible();
}

test("a zip is read: its log gets the verdict, is listed below its folder, and opens at its line", async ({ page, traffic }) => {
  await open(page);
  const served = traffic.served.length;
  await page.setInputFiles("#pick-files", packed("client.zip", file("Logs/WUAHandler.log", broken)));
  await expect(verdict(page)).toHaveText(fails);
  await expect(page.locator("#logs .folder-row")).toContainText("client/Logs");
  await expect(page.locator("#logs .folder-row + tr")).toContainText("WUAHandler");
  await page.locator("#proof .line.proof .open").click();
  await expect(page.locator("#rows [aria-selected=true]")).toContainText("0x8024401b");
  expect(traffic.served.length, "nothing is fetched after the lock").toBe(served);
});

test("a zip that is dropped anywhere on the window is read", async ({ page }) => {
  await open(page);
  const bytes = [...zip([file("WUAHandler.log", broken)])];
  const data = await page.evaluateHandle((bytes) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(bytes)], "client.zip"));
    return data;
  }, bytes);
  await page.dispatchEvent("main", "drop", { dataTransfer: data });
  await expect(verdict(page)).toHaveText(fails);
});

test("a zip in a zip is read, and files that cannot be read are listed with the reason", async ({ page }) => {
  await open(page);
  const old = { name: "Events/System.evt", buffer: Buffer.alloc(4096, 7) };
  const outer = packed("case.zip", packed("client.zip", file("Logs/WUAHandler.log", broken)), old);
  await page.setInputFiles("#pick-files", outer);
  await expect(verdict(page)).toHaveText(fails);
  await expect(page.locator("#skipped")).toContainText("System.evt");
  await expect(page.locator("#skipped")).toContainText("Event Viewer");
});

test("a truncated zip is reported in a sentence, and does not affect other files", async ({ page }) => {
  await open(page);
  const whole = zip([file("Logs/ScanAgent.log", varied(1))]);
  const cut = { name: "cut.zip", mimeType: "application/zip", buffer: whole.subarray(0, whole.length / 2) };
  await page.setInputFiles("#pick-files", [cut, file("WUAHandler.log", broken)]);
  await expect(verdict(page)).toHaveText(fails);
  await expect(page.locator("#skipped")).toContainText("cut.zip");
});

test("zips from two machines are two machines", async ({ page }) => {
  await open(page);
  const [well, ill] = [packed("PC01.zip", file("WUAHandler.log", fixed)), packed("PC02.zip", file("WUAHandler.log", broken))];
  await page.setInputFiles("#pick-files", [well, ill]);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("One of 2 machines has a failure.");
  await page.locator("ol.machines a", { hasText: "PC02" }).click();
  await expect(verdict(page)).toHaveText(fails);
});

test("the members of a zip are shown while it is read, and reading can be cancelled", async ({ page }) => {
  await open(page);
  const started = page.waitForEvent("worker");
  await page.setInputFiles("#pick-files", file("WUAHandler.log", broken));
  await expect(verdict(page)).toHaveText(fails);
  const worker = await started;
  await worker.evaluate(() => {
    const read = Blob.prototype.arrayBuffer;
    Blob.prototype.arrayBuffer = async function () {
      await new Promise((done) => setTimeout(done, 300));
      return read.call(this);
    };
  });
  const folder = await mkdtemp(path.join(tmpdir(), "wuscope-"));
  try {
    const big = path.join(folder, "big.zip");
    await writeFile(big, zip([file("Logs/ScanAgent.log", varied(45))]));
    await page.setInputFiles("#pick-files", big);
    await expect(page.locator(".reading-files > li").filter({ hasText: "big.zip" })).toBeVisible();
    await expect(page.locator(".reading-files li li")).toContainText([/1 file in it/, /ScanAgent\.log/]);
    await page.getByRole("button", { name: "Cancel" }).click();
    await expect(page.locator(".reading"), "two seconds are enough to stop").toBeHidden({ timeout: 2_000 });
    await expect(verdict(page)).toHaveText(fails);
  } finally {
    await rm(folder, { recursive: true });
  }
});
