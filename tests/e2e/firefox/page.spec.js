// The page itself in Firefox: search, keys, theme, frames.
import { Key } from "selenium-webdriver";
import { broken, fails, file } from "../logs.js";
import { expect, test } from "../firefox.js";

for (const text of ["0x8024401B", "-2145107941", "WU_E_PT_HTTP_STATUS_PROXY_AUTH_REQ", "Scan failed with error = 0x8024401b"]) {
  test(`a code is found as ${text}`, async ({ firefox }) => {
    await firefox.open();
    await firefox.type("#search", text);
    await firefox.shows("[role=option]", /0x8024401B/);
    await firefox.type("#search", Key.ENTER);
    await firefox.shows("h1", /^0x8024401B$/);
  });
}

test("the keys go along the steps of a verdict", async ({ firefox }) => {
  await firefox.openLocked();
  await firefox.give(file("WUAHandler.log", broken));
  await firefox.shows("[role=tab][aria-selected=true]", /^3\. Scan against WSUS/);
  await firefox.type("[role=tab][aria-selected=true]", Key.ARROW_RIGHT);
  await firefox.shows("[role=tab][aria-selected=true]", /^4\./);
});

test("the theme changes and is kept", async ({ firefox }) => {
  await firefox.open();
  const theme = () => firefox.run(() => document.documentElement.dataset.theme);
  await expect.poll(theme).toBe("auto");
  await firefox.press("Theme");
  const changed = await theme();
  expect(changed).not.toBe("auto");
  await firefox.open();
  await expect.poll(theme).toBe(changed);
});

test("the report is copied for a ticket", async ({ firefox }) => {
  await firefox.openLocked();
  await firefox.give(file("WUAHandler.log", broken));
  await firefox.press("Copy for a ticket");
  await firefox.shows("#verdict", /Copied/);
});

test("a dialog closes with Escape and gives the focus back", async ({ firefox }) => {
  await firefox.open();
  await firefox.press("Paste lines");
  await firefox.type("#paste-text", Key.ESCAPE);
  await expect.poll(() => firefox.count("dialog[open]")).toBe(0);
  expect(await firefox.run(() => document.activeElement.innerText)).toContain("Paste lines");
});

for (const [kind, sandbox] of [["a frame", ""], ["a sandboxed frame", 'sandbox="allow-scripts"']]) {
  test(`logs are read in ${kind} of a wiki`, async ({ firefox, traffic }) => {
    const address = traffic.own + "/?embed=1";
    await firefox.driver.get(traffic.wiki(`<iframe ${sandbox} width="900" height="700" src="${address}"></iframe>`));
    await firefox.enterFrame();
    await firefox.shows(".badge", /^Locked/);
    await firefox.drop(file("WUAHandler.log", broken));
    await firefox.shows("#verdict h1", fails);
  });
}
