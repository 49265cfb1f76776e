// What leaves the page: the ticket, the other forms of the report, replaced names; and the lines of a code.
import { readFile } from "node:fs/promises";
import AxeBuilder from "@axe-core/playwright";
import { broken, cmtrace, file } from "../logs.js";
import { expect, test } from "../traffic.js";

const server = "PS1SITE.CONTOSO.COM";
const named = cmtrace("WUAHandler", [
  ["09:14:20.100", `Enabling WUA Managed server policy to use server: http://${server}:8530`],
]) + broken;

const dialog = (page) => page.getByRole("dialog", { name: "Ticket and export" });
const preview = (page) => dialog(page).getByRole("group", { name: "Preview" });
const form = (page, name) => dialog(page).getByRole("button", { name, exact: true });

// Opens the page with a log.
async function open(page, context) {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("./");
  await expect(page.getByRole("button", { name: /^Locked/ })).toBeVisible();
  await page.setInputFiles("#pick-files", file("WUAHandler.log", named));
}

// Opens the dialog.
async function openDialog(page, context) {
  await open(page, context);
  await page.getByRole("button", { name: "Export", exact: true }).click();
  await expect(preview(page)).toContainText("0x8024401B");
}

test("the ticket is copied as Markdown", async ({ page, context }) => {
  await open(page, context);
  await page.getByRole("button", { name: "Copy for a ticket" }).click();
  await expect(page.locator("#verdict").getByRole("button", { name: "Copied" })).toBeVisible();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text).toMatch(/^### /m);
  const outside = text.replace(/^(`{3,})[^]*?^\1$/gm, "");
  expect(outside, "no comment of a command is a heading").not.toMatch(/^#{1,2} /m);
  expect(text).toContain(server);
  await expect(dialog(page)).toBeHidden();
});

test("names are replaced, with a preview of the key", async ({ page, context }) => {
  await openDialog(page, context);
  await expect(preview(page)).toContainText(server);
  await form(page, "Replace names of machines, users and addresses").click();
  const key = dialog(page).getByRole("table");
  await expect(key).toContainText(/PS1SITE/i);
  await expect(preview(page)).not.toContainText(/PS1SITE/i);
  const standIn = await key.getByRole("row").nth(1).getByRole("rowheader").innerText();
  await form(page, "Plain text").click();
  await expect(preview(page), "another form keeps the choice").not.toContainText(/PS1SITE/i);
  await form(page, "Copy").click();
  await expect(form(page, "Copied")).toBeVisible();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text).not.toMatch(/PS1SITE/i);
  expect(standIn).toMatch(/^[A-Z]+-?\d+/);
  const saved = page.waitForEvent("download");
  await form(page, "Save the key").click();
  const download = await saved;
  expect(download.suggestedFilename()).toBe("wuscope-key.txt");
  expect(await readFile(await download.path(), "utf8")).toMatch(/PS1SITE/i);
});

for (const [title, name, begins] of [
  ["Markdown", "wuscope-report.md", /^### /m],
  ["HTML report", "wuscope-report.html", /^<!doctype html>/i],
  ["CSV", "wuscope-findings.csv", /,/],
  ["NDJSON", "wuscope-report.ndjson", /^\{/],
  ["SARIF", "wuscope-report.sarif", /"version": ?"2\.1\.0"/],
  ["Mermaid flowchart", "wuscope-flowchart.mmd", /^flowchart /m],
  ["Mermaid sequence", "wuscope-sequence.mmd", /^sequenceDiagram/m],
  ["JSON", "wuscope-report.json", /^\{/],
]) {
  test(`${title} is saved as ${name}`, async ({ page, context, traffic }) => {
    await openDialog(page, context);
    const served = traffic.served.length;
    await form(page, title).click();
    await expect(form(page, title)).toHaveAttribute("aria-pressed", "true");
    await expect(preview(page)).toContainText(begins);
    const saved = page.waitForEvent("download");
    await form(page, "Save").click();
    const download = await saved;
    expect(download.suggestedFilename()).toBe(name);
    expect(await readFile(await download.path(), "utf8")).toMatch(begins);
    expect(traffic.served.length, "nothing is fetched for it").toBe(served);
  });
}

test("the dialog works by keyboard, closes with Escape, and axe finds nothing in it", async ({ page, context }) => {
  await openDialog(page, context);
  await form(page, "Replace names of machines, users and addresses").click();
  await expect(dialog(page).getByRole("table")).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).include("#export").analyze();
  expect(violations).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toBeHidden();
  await expect(page.getByRole("button", { name: "Export", exact: true })).toBeFocused();
});

test("a code's page lists its lines in the loaded logs", async ({ page, context }) => {
  await open(page, context);
  await page.locator("#verdict h1").getByRole("link", { name: "0x8024401B" }).click();
  const lines = page.locator("#code-lines");
  await expect(lines.getByRole("heading", { level: 2 })).toHaveText("2 times in your logs");
  await expect(lines.getByRole("listitem")).toHaveCount(2);
  await expect(lines).toContainText("Failed to end search job. Error = 0x8024401b.");
  await expect(page.getByText("Seen this code in your logs?")).toBeHidden();
  await lines.getByRole("button", { name: "WUAHandler.log : 6" }).click();
  await expect(page.locator("#rows [aria-selected=true]")).toContainText("Failed to end search job");
});

test("a code that no log contains is not in the logs", async ({ page, context }) => {
  await open(page, context);
  await expect(page.locator("#verdict h1")).toBeVisible();
  await page.goto("./#/code/0x80240438");
  await expect(page.locator("#code-lines")).toContainText("No line of your logs contains this code.");
});

test("without logs, a code's page asks for them", async ({ page }) => {
  await page.goto("./#/code/0x8024401B");
  await expect(page.getByText("Seen this code in your logs?")).toBeVisible();
});
