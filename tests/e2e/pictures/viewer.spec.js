// How the log viewer looks: each view in three themes and four widths, with pinned fonts.
// `cargo xtask test --only pictures -- --update-snapshots` takes the pictures again: look at each before you commit it.
import { pinFonts } from "../fonts.js";
import { broken, cmtrace, fails, file, fixed } from "../logs.js";
import { expect, test } from "../traffic.js";

const THEMES = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  forced: { colorScheme: "dark", forcedColors: "active" },
};
const SIZES = [[360, 700], [768, 560], [1280, 520], [2560, 420]];

const quiet = Array.from({ length: 60 }, (_, i) => [
  `08:00:${String(i).padStart(2, "0")}.000`,
  i % 9 ? `Idle timer is reset, ${i} times so far.` : "Idle timer was reset before it began.",
  i % 9 ? 1 : 2,
]);
const several = cmtrace("WUAHandler", [["09:14:21.000", "CWuaHandler::SetCategoriesForStateReportingExclusion\r\ncalled with E0789628-CE08-4437-BE74-2495B842F43B\r\nand 2 more", 1]]);
const scan = cmtrace("ScanAgent", [
  ["09:14:20.100", "- -Calling WUAHandler to scan against the update source.", 1],
  ["09:14:22.900", "- - -Evaluating Update Status...", 1],
]);

const views = {
  async log(page) {
    await page.locator("#logs").getByRole("button", { name: "WUAHandler" }).click();
    await page.locator("#rows").press("h");
    await page.locator("#filter").fill("async");
    await page.locator("#filter").press("Enter");
    await page.getByRole("button", { name: "Close the filter" }).click();
    await page.locator("#find").fill("failed");
    await expect(page.locator(".view-hits")).toHaveText("1 of 2 hits");
    await page.locator("#rows").press("Shift+ArrowDown");
  },
  async all(page) {
    await page.goto("./#/view");
    await page.locator("#rows").press("e");
  },
  async pair(page) {
    await page.getByRole("link", { name: /Compare the last good run/ }).click();
    await expect(page.locator("#pair [aria-selected=true]")).toContainText("only right");
  },
};

for (const [view, open] of Object.entries(views)) {
  for (const [theme, media] of Object.entries(THEMES)) {
    test(`${view}, ${theme}`, async ({ page }) => {
      await page.emulateMedia({ reducedMotion: "reduce", ...media });
      await page.setViewportSize({ width: 1280, height: 640 });
      await pinFonts(page);
      await page.goto("./");
      await expect(page.getByRole("button", { name: /^Locked/ })).toBeVisible();
      const log = cmtrace("WUAHandler", quiet) + fixed.replaceAll("10:14:", "08:14:") + several + broken;
      await page.setInputFiles("#pick-files", [file("WUAHandler.log", log), file("ScanAgent.log", scan)]);
      await expect(page.locator("#verdict h1")).toHaveText(fails);
      await expect(page.locator(".reading")).toHaveCount(0);
      await open(page);
      await expect(page.locator("[aria-selected=true]").first()).toBeVisible();
      for (const [width, height] of SIZES) {
        await page.setViewportSize({ width, height });
        await expect(page).toHaveScreenshot(`${view}-${theme}-${width}.png`);
      }
    });
  }
}
