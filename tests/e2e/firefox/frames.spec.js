// The page in a frame of a wiki on another port, in Firefox: each form of the snippet, and the message if the page
// cannot start.
import { CODE, forms, hosts } from "../hosts.js";
import { expect, test as base } from "../firefox.js";
import { broken, fails, file } from "../logs.js";

const test = base.extend({ hosts });

// The frame that the page offers for a code, read from the page itself, and the same with the sandbox that it offers for
// the single file.
async function offered(firefox, origin) {
  await firefox.driver.get(`${origin}/${CODE}`);
  await firefox.press("Embed");
  await firefox.find("#embed .snippet");
  const snippets = () => [...document.querySelectorAll("#embed .snippet")].map((snippet) => snippet.textContent);
  const [plain, , sandboxed] = await firefox.run(snippets);
  return { plain, sandboxed: sandboxed.replace("wuscope.html", "") };
}

for (const { name, headers, snippet } of forms) {
  test(`${name} shows a code, grows and shrinks again`, async ({ firefox, hosts }) => {
    const own = await hosts.page({ headers });
    await firefox.driver.get(await hosts.wiki(snippet(await offered(firefox, own))));
    const height = () => firefox.run(() => document.querySelector("iframe").clientHeight);
    await firefox.enterFrame();
    await firefox.shows("h1", /0x80244022/);
    await firefox.shows(".badge", /^Locked/);
    await firefox.leaveFrame();
    await expect.poll(height, "the wiki follows the height").not.toBe(520);
    const before = await height();
    await firefox.enterFrame();
    await firefox.click(".cause > summary");
    await firefox.leaveFrame();
    await expect.poll(height).toBeGreaterThan(before + 100);
    await firefox.enterFrame();
    await firefox.click(".cause[open] > summary");
    await firefox.leaveFrame();
    await expect.poll(height).toBe(before);
  });

  test(`${name} reads the sample, and a log that is dropped on it`, async ({ firefox, hosts }) => {
    const own = await hosts.page({ headers });
    const wiki = await hosts.wiki(snippet(await offered(firefox, own)).replace(CODE, "#/"));
    await firefox.driver.get(wiki);
    await firefox.enterFrame();
    await firefox.shows(".badge", /^Locked/);
    await firefox.press("Try it with a sample");
    await firefox.shows("#verdict h1", fails);
    await firefox.driver.get(wiki);
    await firefox.enterFrame();
    await firefox.shows(".badge", /^Locked/);
    await firefox.drop(file("WUAHandler.log", broken));
    await firefox.shows("#verdict h1", fails);
    await firefox.leaveFrame();
  });
}

test("the offered sandbox on a server without the CORS header reports that the header is missing", async ({ firefox, hosts }) => {
  const { sandboxed } = await offered(firefox, await hosts.page());
  await firefox.driver.get(await hosts.wiki(sandboxed));
  await firefox.enterFrame();
  await firefox.shows("[role=status]", /^This page is in a sandboxed frame, and its server does not send the header Access-Control-Allow-Origin: \*\./);
  await firefox.leaveFrame();
});

test("the page opened as a file reports that it needs a web server", async ({ firefox }) => {
  await firefox.driver.get(new URL("../../../dist/index.html", import.meta.url).href);
  await firefox.shows("[role=status]", /^This page was opened as a file/);
});

test("parts are read from a server that sends them unpacked", async ({ firefox, hosts }) => {
  // As with brotli, which Firefox accepts only over https.
  await firefox.driver.get(await hosts.page({ parts: "unpacked" }));
  await firefox.shows(".badge", /^Locked/);
});

test("a policy of the server that allows no script leaves the list of causes, after five seconds", async ({ firefox, hosts }) => {
  await firefox.driver.get(await hosts.page({ headers: { "Content-Security-Policy": "script-src 'none'" } }));
  expect(await firefox.text("[role=status]")).toBe("Loading Wuscope.");
  await firefox.shows("[role=status]", /Wuscope has not started\. Possible causes:/);
});

test("a policy of the server that allows no WebAssembly is named", async ({ firefox, hosts }) => {
  await firefox.driver.get(await hosts.page({ headers: { "Content-Security-Policy": "script-src 'self'" } }));
  await firefox.shows("[role=status]", /^A Content-Security-Policy header of the server or a proxy blocks this page \(script-src\)/);
});
