// What people who know CMTrace expect of the viewer without thinking of it.
import { broken, cmtrace, fails, file, fixed } from "../logs.js";
import { expect, test } from "../traffic.js";

const rows = (page) => page.locator("#rows");
const chosen = (page) => page.locator("#rows [aria-selected=true]");

async function analyze(page, ...files) {
  await page.goto("./");
  await expect(page.getByRole("button", { name: /^Locked/ })).toBeVisible();
  await page.setInputFiles("#pick-files", files);
  await expect(page.locator("#verdict h1")).toHaveText(fails);
}

// Opens the line that proves the verdict.
async function openProof(page, text = broken) {
  await analyze(page, file("WUAHandler.log", text));
  await page.locator("#proof .line.proof .open").click();
  await expect(chosen(page)).toContainText("0x8024401b");
  await rows(page).focus();
}

async function find(page, text) {
  await page.keyboard.press("Control+f");
  await expect(page.locator("#find")).toBeFocused();
  await page.keyboard.type(text);
}

test("the search is still there after a code was looked up, and typing replaces it", async ({ page }) => {
  await openProof(page);
  await page.keyboard.press("Home");
  await find(page, "error");
  await expect(page.locator(".view-hits")).toHaveText("1 of 2 hits");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+l");
  await expect(page).toHaveURL(/#\/code\/0x8024401B$/);
  await page.goBack();
  await expect(page.locator(".view-hits")).toHaveText("1 of 2 hits");
  await page.keyboard.press("F3");
  await expect(page.locator(".view-hits")).toHaveText("2 of 2 hits");
  await find(page, "async");
  await expect(page.locator("#find")).toHaveValue("async");
});

test("the line stays the same between one log and all logs, also after a search", async ({ page }) => {
  const agent = cmtrace("ScanAgent", [["09:14:23.000", "Scan Failed with Error=0x8024401b", 3]]);
  await analyze(page, file("WUAHandler.log", broken), file("ScanAgent.log", agent));
  await page.getByRole("link", { name: "All logs in order of time" }).click();
  await expect(rows(page)).toHaveAttribute("aria-rowcount", "8");
  await find(page, "failed");
  await expect(page.locator(".view-hits")).toHaveText("1 of 3 hits");
  await page.keyboard.press("Enter");
  await expect(page.locator(".view-hits")).toHaveText("2 of 3 hits");
  await expect(chosen(page)).toContainText("Scan failed with error");
  await page.keyboard.press("Escape");
  await page.keyboard.press("o");
  await expect(page.locator(".viewer h1")).toHaveText("WUAHandler.log");
  await expect(page.locator(".view-hits")).toHaveText("2 of 2 hits");
  await expect(chosen(page)).toContainText("Scan failed with error");
});

test("a filter that hides all rows gives the chosen row back when it is removed", async ({ page }) => {
  await openProof(page);
  const line = await chosen(page).textContent();
  await page.keyboard.press("Control+u");
  await page.keyboard.type("nothing has this text");
  await page.keyboard.press("Enter");
  await expect(rows(page)).toHaveAttribute("aria-rowcount", "1");
  await page.getByRole("button", { name: /^Remove: / }).press("Enter");
  await expect(rows(page)).toBeFocused();
  await expect(chosen(page)).toHaveText(line);
});

test("Ctrl+A selects all rows, and Ctrl+C copies them", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openProof(page);
  await page.keyboard.press("Control+a");
  await expect(page.locator(".view-selected")).toContainText("6 rows");
  await page.keyboard.press("Control+c");
  const lines = () => page.evaluate(async () => (await navigator.clipboard.readText()).split("\n").length);
  await expect.poll(lines).toBe(6);
});

test("Ctrl+L in a row without a code asks for one", async ({ page }) => {
  await openProof(page);
  await page.keyboard.press("Home");
  await page.keyboard.press("Control+l");
  await expect(page.locator("#search")).toBeFocused();
  await expect(page.getByText("The row contains no code: type or paste one above.")).toBeInViewport();
});

test("the end of the errors is shown, until another row is chosen", async ({ page }) => {
  await openProof(page);
  await page.keyboard.press("End");
  await page.keyboard.press("e");
  const message = page.getByText("No error after this row.");
  await expect(message).toBeInViewport();
  await page.keyboard.press("ArrowUp");
  await expect(message).toHaveCount(0);
});

test("the chosen row stays visible when the filter opens above it", async ({ page }) => {
  const quiet = Array.from({ length: 100 }, (_, i) => ["08:00:00.000", `Row ${i + 1}.`]);
  await openProof(page, cmtrace("WUAHandler", quiet) + broken);
  await page.keyboard.press("Home");
  for (let i = 0; i < 3; i += 1) await page.keyboard.press("PageDown");
  const isVisible = () =>
    chosen(page).evaluate((row) => row.getBoundingClientRect().bottom <= row.closest("#rows").getBoundingClientRect().bottom + 1);
  await expect.poll(isVisible).toBe(true);
  await page.keyboard.press("Control+u");
  await expect(page.locator("#filter")).toBeFocused();
  await expect.poll(isVisible).toBe(true);
});

test("the older part of a log that was rolled over is shown with the newer one", async ({ page }) => {
  const older = cmtrace("WUAHandler", [["08:00:00.000", "The older part."]]);
  await analyze(page, file("WUAHandler.lo_", older), file("WUAHandler.log", broken));
  await page.getByRole("link", { name: "All logs in order of time" }).click();
  await expect(rows(page)).toHaveAttribute("aria-rowcount", "8");
  await rows(page).focus();
  await page.keyboard.press("Home");
  await expect(chosen(page)).toContainText("The older part.");
  await page.keyboard.press("End");
  await expect(chosen(page)).toContainText("Scan failed");
});

test("a bookmark in the ticket has its time in UTC", async ({ page }) => {
  await openProof(page);
  await page.keyboard.press("b");
  await page.keyboard.press("Enter");
  await page.goto("./#/report");
  await page.getByRole("button", { name: "Export" }).click();
  const bookmarks = page.locator("dialog[open] pre");
  await expect(bookmarks).toContainText(/Bookmarks[^]*WUAHandler\.log` line \d, `11-12-2026 09:14:22\.\d+-60 \(2026-11-12 08:14:22\.\d+ UTC\)/);
});

test("two runs side by side take the whole width", async ({ page }) => {
  await analyze(page, file("WUAHandler.log", fixed.replaceAll("10:14:", "08:14:") + broken));
  await page.getByRole("link", { name: /Compare the last good run/ }).click();
  await expect(page.locator("#pair [role=row]").first()).toBeVisible();
  const width = (css) => page.locator(css).first().evaluate((element) => element.getBoundingClientRect().width);
  const all = await width("main");
  for (const css of ["#pair", ".pair-heads", ".view-details"]) expect(await width(css), css).toBeCloseTo(all, -1);
});

test("Escape closes the list of the columns", async ({ page }) => {
  await openProof(page);
  const button = page.locator(".view-columns summary");
  await button.press("Enter");
  await page.getByLabel("Wrap long lines").focus();
  await page.keyboard.press("Escape");
  await expect(page.getByLabel("Wrap long lines")).toBeHidden();
  await expect(button).toBeFocused();
});

test("a click beside it closes a list, and opening one closes the other", async ({ page }) => {
  await openProof(page);
  await page.locator(".view-columns summary").click();
  await page.getByLabel("Wrap long lines").check();
  await expect(page.getByLabel("Wrap long lines")).toBeVisible();
  await page.locator(".view-details").click({ position: { x: 2, y: 2 } });
  await expect(page.getByLabel("Wrap long lines")).toBeHidden();
});

test("a highlight colours whole rows, also by their thread, or only the text", async ({ page }) => {
  await openProof(page);
  await page.keyboard.press("h");
  await page.keyboard.type("3388");
  await page.keyboard.press("Enter");
  await expect(page.locator("#rows .view-row.light-1")).toHaveCount(6);
  await expect(page.locator("#rows .c3 mark.light-1")).toHaveCount(6);
  await page.getByLabel("Colour whole rows").uncheck();
  await expect(page.locator("#rows .view-row.light-1")).toHaveCount(0);
  await expect(page.locator("#rows .c3 mark.light-1")).toHaveCount(6);
});

test("a selected error is still red", async ({ page }) => {
  await openProof(page);
  const colour = (css) => page.locator(css).first().evaluate((row) => getComputedStyle(row).backgroundColor);
  const error = await colour("#rows .view-row.error:not(.selected, .chosen)");
  await page.keyboard.press("Control+a");
  await expect(page.locator("#rows .view-row.error.selected")).toHaveCount(2);
  expect(await colour("#rows .view-row.error.selected")).toBe(error);
});

test("a log that is opened by its name has a chosen row, so that keys work at once", async ({ page }) => {
  await analyze(page, file("WUAHandler.log", broken));
  await page.locator("#logs").getByRole("button", { name: "WUAHandler" }).click();
  await expect(chosen(page)).toContainText("Search Criteria");
  await expect(page.locator(".view-details")).toContainText("Search Criteria");
  await page.keyboard.press("e");
  await expect(chosen(page)).toContainText("OnSearchComplete");
});

test("a letter goes to the next item of the menu, and only the text is copied", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openProof(page);
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await page.keyboard.press("Shift+C");
  await expect.poll(copied).toBe("OnSearchComplete - Failed to end search job. Error = 0x8024401b.");
  await page.keyboard.press("m");
  await expect(page.getByRole("menuitem").first()).toBeFocused();
  await page.keyboard.press("c");
  await expect(page.getByRole("menuitem", { name: "Copy", exact: true })).toBeFocused();
  await page.keyboard.press("c");
  await page.keyboard.press("c");
  await expect(page.getByRole("menuitem", { name: "Copy as Markdown" })).toBeFocused();
  await page.keyboard.press("b");
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Note for WUAHandler.log : 5")).toBeFocused();
});

test("Ctrl+A has the elapsed time of a long log whose first rows are far away", async ({ page }) => {
  const quiet = Array.from({ length: 3_000 }, (_, i) => [`07:${14 + Math.floor(i / 60) % 40}:00.000`, `Row ${i}.`]);
  await openProof(page, cmtrace("WUAHandler", quiet, "11-09-2026") + broken);
  await page.keyboard.press("Control+a");
  await expect(page.locator(".view-selected")).toHaveText("Selected: 3,006 rows in 3 d 02 h 00 min");
});

test("a wrapped row has the lines that its text needs, and the end of the log is reached", async ({ page }) => {
  const words = (count) => Array.from({ length: count }, (_, i) => `word${i}`).join(" ");
  const lines = Array.from({ length: 200 }, (_, i) => ["09:20:00.000", `Row ${i} ${words((i % 7) * 12)}`]);
  await openProof(page, broken + cmtrace("WUAHandler", lines));
  await page.locator(".view-columns summary").click();
  await page.getByLabel("Wrap long lines").check();
  await page.keyboard.press("Escape");
  await rows(page).focus();
  await page.keyboard.press("End");
  await expect(chosen(page)).toContainText("Row 199 ");
  const inside = () => page.evaluate(() => {
    const [grid, row] = ["#rows", "#rows .chosen"].map((css) => document.querySelector(css).getBoundingClientRect());
    return row.top >= grid.top && row.bottom <= grid.bottom + 1;
  });
  await expect.poll(inside).toBe(true);
  const heights = await page.locator("#rows [role=row]:not(.view-titles)").evaluateAll((all) => all.map((row) => Math.round(row.getBoundingClientRect().height)));
  expect(heights).toContain(22);
  expect(Math.max(...heights)).toBeGreaterThan(58);
  for (let i = 0; i < 30; i += 1) {
    await page.keyboard.press("ArrowUp");
    await expect.poll(inside).toBe(true);
  }
  await expect(chosen(page)).toContainText("Row 169 ");
  await page.keyboard.press("Home");
  await expect(chosen(page)).toContainText("Search Criteria");
  await page.mouse.move(400, 400);
  await page.mouse.wheel(0, 1_000_000);
  await expect(page.locator("#rows [role=row]").last()).toContainText("Row 199 ");
});

test("two runs side by side are searched and copied", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await analyze(page, file("WUAHandler.log", fixed.replaceAll("10:14:", "08:14:") + broken));
  await page.getByRole("link", { name: /Compare the last good run/ }).click();
  const row = page.locator("#pair [aria-selected=true]");
  await expect(row).toContainText("only right");
  await page.locator("#pair").focus();
  await find(page, "async search");
  await expect(page.locator(".view-hits")).toHaveText(/ of \d rows$/);
  await page.keyboard.press("Enter");
  await expect(row.locator("mark").first()).toHaveText(/async search/i);
  await page.keyboard.press("Escape");
  await expect(page.locator("#pair")).toBeFocused();
  await page.keyboard.press("c");
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/^WUAHandler\.log\t\d+\t.*\tWUAHandler\tAsync search.*\nWUAHandler\.log\t/);
  await find(page, "no such words");
  await expect(page.locator(".view-hits")).toHaveText("0 rows");
});

test("the chosen row stays visible when the window changes its size", async ({ page }) => {
  const quiet = Array.from({ length: 60 }, (_, i) => [`08:00:${String(i).padStart(2, "0")}.000`, `Row ${i}.`]);
  await openProof(page, cmtrace("WUAHandler", quiet) + broken);
  for (const [width, height] of [[390, 820], [1280, 640], [2000, 500]]) {
    await page.setViewportSize({ width, height });
    await expect.poll(() => page.evaluate(() => {
      const [grid, row] = ["#rows", "#rows .chosen"].map((css) => document.querySelector(css)?.getBoundingClientRect());
      return Boolean(row) && row.top >= grid.top - 1 && row.bottom <= grid.bottom + 1;
    }), `${width} pixels`).toBe(true);
  }
});
