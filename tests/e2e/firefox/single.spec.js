// wuscope.html, the page as one file, in Firefox: opened from a folder, and in a sandboxed frame.
import { hosts } from "../hosts.js";
import { expect, test as base } from "../firefox.js";
import { remains } from "../leaks.js";
import { broken, fails, file } from "../logs.js";

const test = base.extend({ hosts });
const single = new URL("../../../dist/wuscope.html", import.meta.url).href;

async function open(firefox, hash = "") {
  await firefox.driver.get(single + hash);
  await firefox.shows(".badge", /^Locked/);
}

test("a code is shown from the file", async ({ firefox }) => {
  await open(firefox, "#/code/0x80244022");
  await firefox.shows("h1", /0x80244022/);
});

test("a dropped log and the sample get their verdict", async ({ firefox }) => {
  await open(firefox);
  await firefox.drop(file("WUAHandler.log", broken));
  await firefox.shows("#verdict h1", fails);
  await firefox.driver.navigate().refresh();
  await firefox.shows(".badge", /^Locked/);
  await firefox.press("Try it with a sample");
  await firefox.shows("#verdict h1", fails);
});

test("the test of the lock proves it", async ({ firefox, traffic }) => {
  await open(firefox);
  await firefox.click(".badge");
  await firefox.press("Run the lock test");
  const results = async () => (await firefox.texts(".tried li")).map((text) => text.match(/(not )?\w+$/)?.[0]);
  await expect.poll(results).toEqual(["refused", "refused", "refused", "refused", "removed"]);
  expect(await firefox.run(remains)).toEqual([]);
  expect(traffic.served).toEqual([]);
});

test("in a sandboxed frame without CORS headers, the sample gets its verdict", async ({ firefox, hosts }) => {
  const own = await hosts.page();
  const frame = `<iframe sandbox="allow-scripts" width="900" height="900" src="${own}/wuscope.html?embed=1#/"></iframe>`;
  await firefox.driver.get(await hosts.wiki(frame));
  await firefox.enterFrame();
  await firefox.shows(".badge", /^Locked/);
  await firefox.press("Try it with a sample");
  await firefox.shows("#verdict h1", fails);
  await firefox.leaveFrame();
});
