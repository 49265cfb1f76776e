// The network lock in Firefox, and an engine that Firefox does not let into its worker.
import { frameAndForm, leak, remains, unlocked } from "../leaks.js";
import { broken, file } from "../logs.js";
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

test("without the lock, what the tests try would be sent", async ({ firefox, traffic }) => {
  await firefox.driver.get(traffic.wiki("<p>A page without a policy."));
  await firefox.run(leak, traffic.elsewhere, traffic.elsewhere);
  await firefox.run(frameAndForm, traffic.elsewhere).catch(() => "the form left the page");
  await expect.poll(() => traffic.reached).toEqual(expect.arrayContaining(unlocked));
  traffic.forget();
});

test("a frame or a form that is refused opens an empty connection at most", async ({ firefox, traffic }) => {
  await firefox.openLocked();
  await firefox.run(frameAndForm, traffic.elsewhere);
  expect(traffic.reached.filter((what) => what !== "connection")).toEqual([]);
  traffic.forget();
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
