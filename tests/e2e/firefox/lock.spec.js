// The network lock in Firefox, and an engine that Firefox does not let into its worker.
import { frameAndForm, leak, remains, unlocked } from "../leaks.js";
import { broken, fails, file } from "../logs.js";
import { expect, test } from "../firefox.js";

test("the test of the lock proves it", async ({ firefox, traffic }) => {
  await firefox.openLocked();
  const served = traffic.served.length;
  await firefox.click(".badge");
  await firefox.press("Run the lock test");
  const result = (text) => text.match(/(not )?\w+$/)?.[0];
  const results = async () => (await firefox.texts(".tried li")).map(result);
  await expect.poll(results).toEqual(["refused", "refused", "refused", "refused", "removed"]);
  expect(traffic.served.length, "the test reaches no server, not even our own").toBe(served);
});

// Two things are no leaks: a connection that nothing is sent in, and the update check of the service worker.
async function arrivals(firefox, traffic) {
  const before = traffic.served.length;
  const passed = await firefox.run(leak, traffic.own, traffic.elsewhere, traffic.packets);
  await firefox.run(frameAndForm, traffic.elsewhere);
  const here = traffic.served.slice(before).filter((line) => line !== "GET /sw.js");
  const there = traffic.reached.filter((line) => line !== "connection");
  traffic.forget();
  return { passed, here, there };
}

const single = new URL("../../../dist/wuscope.html", import.meta.url).href;
const forms = {
  "the page": (firefox) => firefox.open(),
  "the page from its offline copy": async (firefox) => {
    await firefox.openLocked();
    await firefox.run(async () => void (await navigator.serviceWorker.ready));
    await firefox.open("?again");
    await firefox.shows(".foot", /Available offline/);
  },
  "the single file": (firefox) => firefox.driver.get(single),
  "a sandboxed frame": async (firefox, traffic) => {
    await firefox.driver.get(traffic.wiki(`<iframe sandbox="allow-scripts" width="900" height="900" src="${traffic.own}/?embed=1#/"></iframe>`));
    await firefox.enterFrame();
  },
};
for (const [form, open] of Object.entries(forms)) {
  test(`after the lock, nothing arrives from ${form} by any channel`, async ({ firefox, traffic }) => {
    await open(firefox, traffic);
    await firefox.shows(".badge", /^Locked/);
    expect(await arrivals(firefox, traffic)).toEqual({ passed: [], here: [], there: [] });
    await firefox.leaveFrame();
  });
}

test("without the lock, the same would arrive", async ({ firefox, traffic }) => {
  await firefox.driver.get(traffic.elsewhere + "/unlocked");
  await firefox.run(leak, traffic.elsewhere, traffic.elsewhere, traffic.packets);
  await firefox.run(frameAndForm, traffic.elsewhere).catch(() => "the form left the page");
  await expect.poll(() => traffic.reached).toEqual(expect.arrayContaining(unlocked));
  // WebRTC repeats its packets for as long as its page is open.
  await firefox.driver.get("about:blank");
  traffic.forget();
});

test("after one visit, the page works without its server", async ({ firefox, traffic }) => {
  await firefox.openLocked();
  await firefox.run(async () => void (await navigator.serviceWorker.ready));
  await traffic.stop();
  await firefox.open("?again");
  await firefox.shows(".foot", /Available offline/);
  await firefox.shows(".badge", /^Locked/);
  await firefox.press("Try it with a sample");
  await firefox.shows("#verdict h1", fails);
});

test("the page does not keep the window that opened it", async ({ firefox }) => {
  await firefox.open();
  const before = await firefox.driver.getAllWindowHandles();
  await firefox.run(() => void window.open("./"));
  await expect.poll(async () => (await firefox.driver.getAllWindowHandles()).length).toBe(before.length + 1);
  const opened = (await firefox.driver.getAllWindowHandles()).find((handle) => !before.includes(handle));
  await firefox.driver.switchTo().window(opened);
  await firefox.shows(".badge", /^Locked/);
  expect(await firefox.run(remains)).toEqual([]);
});

test("an engine that does not reach its worker is reported immediately in one sentence", async ({ firefox }) => {
  await firefox.openLocked();
  // Firefox lets no WebAssembly into a worker whose policy forbids it.
  await firefox.run(() => {
    const policy = Object.assign(document.createElement("meta"), { httpEquiv: "Content-Security-Policy" });
    policy.content = "script-src blob:";
    document.head.append(policy);
  });
  await firefox.drop(file("WUAHandler.log", broken));
  await firefox.shows("[role=alert]", /^This browser could not pass data between the page and the engine: reload/);
});
