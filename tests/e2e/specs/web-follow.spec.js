// Following a log in the viewer while it is written, and reading it again when it is dropped again.
import { faults } from "../axe.js";
import { broken, cmtrace, fails, file, fixed } from "../logs.js";
import { expect, test } from "../traffic.js";

const rows = (page) => page.locator("#rows");
const follow = (page) => page.getByRole("button", { name: "Follow", exact: true });
const status = (page) => page.locator(".view-tools [role=status]");

async function start(page) {
  await page.goto("./");
  await expect(page.getByRole("button", { name: /^Locked/ })).toBeVisible();
}

// Drops a log that can be written afterwards: a file of the browser's own, with the handle that Chromium gives for a
// file from a disk. A page without an origin of its own has no such files. `write` of the page appends to it, or begins it again.
async function dropGrowing(page, text) {
  await start(page);
  await page.evaluate(async (text) => {
    const folder = await navigator.storage.getDirectory();
    const handle = await folder.getFileHandle("WUAHandler.log", { create: true });
    window.write = async (text, keepExistingData) => {
      const stream = await handle.createWritable({ keepExistingData });
      if (keepExistingData) await stream.seek((await handle.getFile()).size);
      await stream.write(text);
      await stream.close();
    };
    await window.write(text, false);
    DataTransferItem.prototype.getAsFileSystemHandle = async () => handle;
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(await handle.getFile());
    document.querySelector("main").dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  }, text);
  await expect(page.locator("#verdict h1")).toHaveText(fails);
  await page.locator("#proof .line.proof .open").click();
  await expect(rows(page)).toHaveAttribute("aria-rowcount", "7");
}

const append = (page, text) => page.evaluate((text) => window.write(text, true), text);

test("a log that is followed shows what is written, and the verdict follows", { tag: "@server" }, async ({ page }) => {
  await dropGrowing(page, broken);
  await page.locator("#find").fill("scan");
  await follow(page).click();
  await expect(follow(page)).toHaveAttribute("aria-pressed", "true");
  await expect(status(page)).toHaveText("Waiting for new entries.");
  // The end of the last entry comes later.
  await append(page, fixed.slice(0, -30));
  await expect(rows(page)).toHaveAttribute("aria-rowcount", "11");
  await append(page, fixed.slice(-30));
  await append(page, cmtrace("WUAHandler", [["10:15:00.000", "Written at last."]]));
  await expect(status(page)).toHaveText(/^\d new entr(y|ies), 11 entries in all\.$/);
  await expect(rows(page)).toHaveAttribute("aria-rowcount", "12");
  await expect(rows(page)).toContainText("Written at last.");
  await expect(rows(page)).toContainText("Successfully completed scan.");
  await expect(page.locator(".view-hits")).toContainText("4 hits");
  expect(await faults(page)).toEqual([]);
  await follow(page).click();
  await expect(follow(page)).toHaveAttribute("aria-pressed", "false");
  await expect(status(page)).toHaveText("Paused.");
  await append(page, cmtrace("WUAHandler", [["10:16:00.000", "Nobody looks."]]));
  await page.waitForTimeout(1_500);
  await expect(rows(page)).toHaveAttribute("aria-rowcount", "12");
  await page.goBack();
  await expect(page.getByRole("region", { name: "Fixed", exact: true })).toContainText("cannot authenticate to the proxy");
});

test("a window at the end stays there, and one that was moved away stays where it is", { tag: "@server" }, async ({ page }) => {
  const quiet = Array.from({ length: 300 }, (_, i) => ["08:00:00.000", `Row ${i + 1}.`]);
  await dropGrowing(page, broken);
  await append(page, cmtrace("WUAHandler", quiet));
  await follow(page).click();
  await expect(rows(page)).toContainText("Row 300.");
  await append(page, cmtrace("WUAHandler", [["10:15:00.000", "The next one."]]));
  await expect(rows(page)).toContainText("The next one.");
  await rows(page).focus();
  await page.keyboard.press("Home");
  await expect(rows(page)).toContainText("Search Criteria");
  await append(page, cmtrace("WUAHandler", [["10:16:00.000", "One more."]]));
  await expect(rows(page)).toHaveAttribute("aria-rowcount", "309");
  await expect(rows(page)).toContainText("Search Criteria");
});

test("a log that is started again ends following, with the reason", { tag: "@server" }, async ({ page }) => {
  await dropGrowing(page, broken);
  await follow(page).click();
  await expect(status(page)).toHaveText("Waiting for new entries.");
  await page.evaluate((text) => window.write(text, false), cmtrace("WUAHandler", [["11:00:00.000", "A new log."]]));
  await expect(status(page)).toContainText("The log was started again");
  await expect(follow(page)).toHaveAttribute("aria-pressed", "false");
  await expect(rows(page)).toHaveAttribute("aria-rowcount", "7");
});

test("a log that the browser cannot follow is read again when it is dropped again", async ({ page }) => {
  await start(page);
  await page.setInputFiles("#pick-files", file("WUAHandler.log", broken));
  await page.locator("#proof .line.proof .open").click();
  await follow(page).click();
  await expect(status(page)).toContainText("only if you drop or paste the file itself");
  await expect(follow(page)).toHaveAttribute("aria-pressed", "false");
  await page.evaluate(() => delete window.showOpenFilePicker);
  await follow(page).click();
  await expect(status(page)).toHaveText("A file cannot be followed here: drop the log again to see its new entries.");
  await page.setInputFiles("#pick-files", file("WUAHandler.log", broken + fixed));
  await expect(page).toHaveURL(/#\/view\/WUAHandler\.log\/2\?line=5&hash=/);
  await expect(rows(page)).toHaveAttribute("aria-rowcount", "11");
  await expect(page.locator("#rows [aria-selected=true]")).toContainText("OnSearchComplete");
});
