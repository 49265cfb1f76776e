// The most important things in Firefox; `cargo xtask test --only e2e` runs these too. The page starts, locks the
// network, and reads logs.
import { leak, remains } from "../leaks.js";
import { broken, fails, file } from "../logs.js";
import { expect, test } from "../firefox.js";

test("a dropped log gets its verdict, and nothing is fetched for it", async ({ firefox, traffic }) => {
  await firefox.openLocked();
  const served = traffic.served.length;
  await firefox.drop(file("WUAHandler.log", broken));
  await firefox.shows("#verdict h1", fails);
  expect(traffic.served.length, "nothing is fetched after the lock").toBe(served);
});

test("the sample gets its verdict, with the line that proves it", async ({ firefox, traffic }) => {
  await firefox.openLocked();
  const served = traffic.served.length;
  await firefox.press("Try it with a sample");
  await firefox.shows("#verdict h1", fails);
  await firefox.shows("#proof .line.proof", /407/);
  expect(traffic.served.length, "its logs were fetched before the lock").toBe(served);
});

test("nothing can be sent after the lock, not even to our own server, and WebRTC is gone", async ({ firefox, traffic }) => {
  await firefox.openLocked();
  const served = traffic.served.length;
  expect(await firefox.run(leak, traffic.own, traffic.elsewhere, traffic.packets)).toEqual([]);
  expect(await firefox.run(remains)).toEqual([]);
  // Two things are no leaks: the update check of the service worker, and a connection that nothing is sent in.
  expect(traffic.served.slice(served).filter((line) => line !== "GET /sw.js")).toEqual([]);
  expect(traffic.reached.filter((line) => line !== "connection")).toEqual([]);
  traffic.forget();
});
