// Takes the screenshots of the docs: node screenshots.js URL BROWSER FOLDER. `cargo xtask screenshots` runs it.
import { join } from "node:path";

import { chromium } from "@playwright/test";

const [url, executablePath, folder] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath, args: ["--disable-gpu", "--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: 1200, height: 1000 }, colorScheme: "light" });
await page.goto(url);
await page.getByRole("button", { name: /^Locked/ }).waitFor({ timeout: 60_000 });
await page.getByRole("button", { name: /sample/i }).click();
await page.locator(".reading").waitFor({ state: "detached" });
await page.locator("#logs").waitFor();
await page.evaluate(() => window.scrollTo(0, 0));
await page.screenshot({ path: join(folder, "report.png"), animations: "disabled" });
await browser.close();
