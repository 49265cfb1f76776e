// Back, reload, print, paste, and files that are no logs: what people do with a page without thinking of it.
import { broken, cmtrace, fails, file, zip } from "../logs.js";
import { expect, test } from "../traffic.js";

// Opens the page and waits for the lock.
async function open(page, hash = "") {
  await page.goto("./" + hash);
  await expect(page.getByRole("button", { name: /^Locked/ })).toBeVisible();
}

const give = (page, ...files) => page.setInputFiles("#pick-files", files);
const verdict = (page) => page.locator("#verdict h1");

// Opens the page with the report of a scan that fails.
async function report(page) {
  await open(page);
  await give(page, file("WUAHandler.log", broken));
  await expect(verdict(page)).toHaveText(fails);
}

// Pastes a text where the focus is, as Ctrl+V does.
const paste = (page, text) =>
  page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    (document.activeElement ?? document.body).dispatchEvent(event);
  }, text);

test("Back leaves the log first, and the report after that", async ({ page }) => {
  await report(page);
  const log = page.locator(".viewer");
  await page.locator("#proof .line.proof .open").click();
  await expect(log).toBeVisible();
  await page.goBack();
  await expect(log).toBeHidden();
  await expect(page).toHaveURL(/#\/report$/);
  await page.locator("#proof .line.proof .open").click();
  await expect(log, "it opens again").toBeVisible();
  await page.goBack();
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Find out why Windows updates fail");
});

test("a dialog that was closed leaves nothing in the history", async ({ page }) => {
  await open(page, "#/kb");
  await page.goto("./#/");
  for (const close of ["Escape", "Close"]) {
    await page.getByRole("button", { name: "Paste lines" }).click();
    const dialog = page.getByRole("dialog", { name: "Paste lines" });
    await expect(dialog).toBeVisible();
    await (close === "Escape" ? page.keyboard.press("Escape") : dialog.getByRole("button", { name: "Close" }).click());
    await expect(dialog).toBeHidden();
    await expect.poll(() => page.evaluate(() => history.state)).toBe(null);
  }
  await page.goBack();
  await expect(page).toHaveURL(/#\/kb$/);
});

test("the report of pasted lines takes the place of the dialog in the history", async ({ page }) => {
  await open(page);
  await page.getByRole("button", { name: "Paste lines" }).click();
  await page.getByLabel(/lines from one log/).fill(broken);
  await page.keyboard.press("Control+Enter");
  await expect(verdict(page)).toHaveText(fails);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Find out why Windows updates fail");
});

test("a reload reports that the logs are gone, once", async ({ page }) => {
  await report(page);
  await page.reload();
  const notice = page.getByRole("alert");
  await expect(notice).toContainText("Reloading forgot the logs (nothing is stored): drop them again.");
  await give(page, file("WUAHandler.log", broken));
  await expect(verdict(page)).toHaveText(fails);
  await expect(notice, "they were dropped again").toHaveCount(0);
  await page.getByRole("button", { name: "Clear" }).click();
  await page.reload();
  await expect(page.getByRole("button", { name: /^Locked/ })).toBeVisible();
  await expect(notice, "there was nothing to forget").toHaveCount(0);
});

test("the browser asks before typed answers are lost, and only then", async ({ page }) => {
  await open(page, "#/scope");
  const asked = [];
  page.on("dialog", (dialog) => {
    asked.push(dialog.type());
    dialog.accept();
  });
  const field = page.locator("#question-0");
  await field.pressSequentially("S");
  await field.fill("");
  await page.reload();
  await expect(field).toBeVisible();
  expect(asked, "nothing is lost").toEqual([]);
  await field.pressSequentially("Since Tuesday");
  await page.reload();
  await expect(field).toBeVisible();
  expect(asked).toEqual(["beforeunload"]);
});

test("a report prints with its machine and date, in colours, in any theme", async ({ page }) => {
  await page.addInitScript(() => (window.print = () => (window.printed = true)));
  await page.emulateMedia({ colorScheme: "dark" });
  await report(page);
  await page.getByRole("button", { name: "Print" }).click();
  expect(await page.evaluate(() => window.printed)).toBe(true);
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await expect(page.locator("main > .on-paper")).toHaveText(/\w{3} \d+ \w{3} 20\d\d, Wuscope \d/);
  await expect(page.locator("main > .on-paper")).toBeVisible();
  const style = (selector, name) =>
    page.locator(selector).first().evaluate((element, name) => getComputedStyle(element)[name], name);
  expect(await style("body", "backgroundColor")).toBe("rgb(255, 255, 255)");
  expect(await style(".line.proof", "backgroundColor"), "the tint of the light theme").toBe("rgb(253, 238, 236)");
  expect(await style(".track", "printColorAdjust")).toBe("exact");
  expect(await style(".verify", "breakInside")).toBe("avoid");
  await expect(page.locator(".bar")).toBeHidden();
});

test("lines that are pasted anywhere on the home page are analyzed", async ({ page }) => {
  await open(page);
  await paste(page, broken);
  await expect(verdict(page)).toHaveText(fails);
});

test("a single line that is pasted on the home page is looked up", async ({ page }) => {
  await open(page);
  await paste(page, " 0x8024401B\n");
  const box = page.getByRole("combobox", { name: /Look up/ });
  await expect(box).toBeFocused();
  await expect(page.getByRole("option").first()).toContainText("0x8024401B");
});

test("a file that is pasted is analyzed", async ({ page }) => {
  await open(page);
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([text], "WUAHandler.log"));
    document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, broken);
  await expect(verdict(page)).toHaveText(fails);
});

test("lines that are pasted into a field of the knowledge base stay there", async ({ page }) => {
  await open(page, "#/scope");
  await page.locator("#question-0").focus();
  await paste(page, broken);
  await expect(page).toHaveURL(/#\/scope$/);
});

const packed = (...parts) => zip(parts.map((name) => file(name, "<xml/>")));
for (const [name, what, buffer] of [
  ["notes.docx", "a Word file", packed("[Content_Types].xml", "word/document.xml")],
  ["notes.bin", "a Word file", packed("_rels/.rels", "word/document.xml")],
  ["table.xlsx", "an Excel file", packed("[Content_Types].xml", "xl/workbook.xml")],
  ["mail.pdf", "a PDF file", Buffer.from("%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n")],
  ["old.doc", "a Word file", Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(1000)])],
]) {
  test(`${name} is ${what}: its text has to be pasted`, async ({ page }) => {
    await open(page);
    await give(page, { name, mimeType: "application/octet-stream", buffer });
    await expect(verdict(page)).toHaveText("No file could be read.");
    await expect(page.locator("#verdict")).toContainText(`This is ${what}: copy its text and paste it here.`);
    await expect(page.getByRole("button", { name: "Paste lines" })).toBeVisible();
  });
}

test("help names the folders of the logs and the command that collects them", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page);
  await page.getByRole("button", { name: "Collect all of them with one command" }).click();
  const help = page.getByRole("dialog", { name: "Help" });
  await expect(help.locator(".where code")).toHaveText([
    "C:\\Windows\\CCM\\Logs",
    "C:\\Windows\\Logs\\WindowsUpdate",
    "C:\\Windows\\System32\\winevt\\Logs",
  ]);
  await help.getByRole("button", { name: "Copy", exact: true }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain("wevtutil.exe epl $log $export");
  await help.getByRole("button", { name: "Copy folder" }).nth(1).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe("C:\\Windows\\Logs\\WindowsUpdate");
});

test("the report fits any width, with logs of long names", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page);
  const quiet = cmtrace("Other", [["08:00:00.000", "Nothing happens."]]);
  const logs = ["SoftwareDistributionAndMore", "a".repeat(80), "Short"].map((name) => file(`${name}.log`, quiet));
  await give(page, file("WUAHandler.log", broken), ...logs);
  await expect(verdict(page)).toHaveText(fails);
  await page.evaluate(() => document.querySelectorAll("#logs details").forEach((fold) => (fold.open = true)));
  for (const width of [390, 1100, 1280, 1920]) {
    await page.setViewportSize({ width, height: 900 });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(over, `the page, ${width} wide`).toBeLessThanOrEqual(0);
    const outside = await page.evaluate(() => {
      const card = document.querySelector("#logs").getBoundingClientRect();
      return [...document.querySelectorAll("#logs td, #logs th")].filter((cell) => cell.getBoundingClientRect().right > card.right + 1).length;
    });
    expect(outside, `cells outside of the card, ${width} wide`).toBe(0);
  }
});

test("on a phone there is one tab bar, and its words are not broken", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await report(page);
  const bars = page.locator("nav:visible").filter({ has: page.getByRole("link", { name: "Report" }) });
  await expect(bars).toHaveCount(1);
  await expect(page.locator("nav:visible")).toHaveCount(1);
  const links = bars.locator("a");
  const heights = await links.evaluateAll((links) => links.map((link) => link.getBoundingClientRect().height));
  expect(new Set(heights).size, "no word is on two lines").toBe(1);
  const cut = await links.evaluateAll((links) => links.filter((link) => link.scrollWidth > link.clientWidth).length);
  expect(cut).toBe(0);
  const bottom = await bars.evaluate((bar) => innerHeight - bar.getBoundingClientRect().bottom);
  expect(Math.abs(bottom)).toBeLessThanOrEqual(1);
});
