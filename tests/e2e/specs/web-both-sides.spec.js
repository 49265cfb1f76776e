// The web server's log with the failure of the client.
import { faults } from "../axe.js";
import { file, iis, late } from "../logs.js";
import { expect, test } from "../traffic.js";

test("the IIS entry of the request is below the proof, with its clock and its confidence", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("./");
  await page.setInputFiles("#pick-files", [file("WUAHandler.log", late), file("u_ex261112.log", iis)]);
  const proof = page.locator("#proof");
  await expect(proof.getByRole("heading", { name: "Same request on the server" })).toBeVisible();
  await expect(proof).toContainText("/ClientWebService/client.asmx");
  await expect(proof.locator("dl.facts")).toContainText(/HTTP status\s*500/);
  await expect(proof.locator("dl.facts")).toContainText(/Duration\s*118 s/);
  await expect(proof.locator("dl.facts")).toContainText(/likely|sure|possible/);
  await proof.getByRole("button", { name: "Open u_ex261112.log at line 7" }).click();
  await expect(page.locator("#rows [aria-selected=true]")).toContainText("500 0 64");
  await page.keyboard.press("Escape");
  expect(await faults(page)).toEqual([]);
});
