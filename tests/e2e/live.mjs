import { chromium } from "@playwright/test";
import * as logs from "./logs.js";
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--disable-gpu"] });
const what = process.argv[2]; const theme = process.argv[3] ?? "light"; const width = Number(process.argv[4] ?? 1440); const hash = process.argv[5];
const c = await b.newContext({ viewport: { width, height: 900 }, colorScheme: theme, forcedColors: process.env.FORCED ? "active" : "none", contrast: process.env.CONTRAST ? "more" : "no-preference" });
const p = await c.newPage();
p.on("console", (m) => console.log("console", m.text().slice(0, 300)));
await p.goto("http://127.0.0.1:8123/");
await p.getByRole("button", { name: /^Locked/ }).waitFor();
const sets = {
  sides: [logs.file("WUAHandler.log", logs.late), logs.file("u_ex261112.log", logs.iis)],
  zip: [{ name: "client.zip", mimeType: "application/zip", buffer: logs.zip([logs.file("Logs/WUAHandler.log", logs.broken), logs.file("Traces/a.etl", "x".repeat(5000))]) }],
};
await p.setInputFiles("#pick-files", sets[what] ?? what.split(","));
await p.locator("#verdict, ol.machines").first().waitFor();
await p.locator(".reading").waitFor({ state: "hidden", timeout: 120000 });
if (hash) { await p.goto("http://127.0.0.1:8123/" + hash); await p.waitForTimeout(500); }
for (const sel of (process.argv[6] ?? "").split(",").filter(Boolean)) await p.locator(sel).first().click();
const name = `/tmp/page-dump/live-${process.env.AS ?? what.replace(/\W/g, "").slice(-20)}-${theme}-${width}.png`;
await p.screenshot({ path: name, fullPage: true });
console.log(name);
await b.close();
