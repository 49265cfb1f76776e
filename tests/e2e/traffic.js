// The requests of the page and of all servers: the page must never reach another server than its own.
//
// Import `test` and `expect` from here instead of from Playwright. Then every test opens the page through a
// server that counts, has a second server that represents everything else on the network, and fails at its end
// if anything went there. `sendBeacon` answers true and frames fire `load` even when the page's policy stopped
// them, so what counts is what arrives.
import { test as base, expect } from "@playwright/test";
import dgram from "node:dgram";
import http from "node:http";

export { expect };

// What the tests of every browser share.
export const withTraffic = base.extend({
  // What happens on the network during this test; see Traffic.
  traffic: async ({}, use) => {
    const traffic = new Traffic();
    await traffic.start();
    await use(traffic);
    await traffic.end();
  },
});

// The tests in Chromium; those in Firefox are in firefox.js.
export const test = withTraffic.extend({
  // How the page is opened: as the folder on its server, or in one of FORMS.
  form: ["folder", { option: true }],
  page: async ({ page, form, traffic }, use) => {
    await FORMS[form]?.(page, traffic);
    await use(page);
  },
  // `page.goto("./")` is the page.
  baseURL: async ({ traffic }, use) => use(traffic.own + "/"),
  // Runs before and after every test.
  nothingLeaves: [
    async ({ context, traffic }, use) => {
      context.on("request", (request) => traffic.sent.push(request.url()));
      context.on("requestfailed", (request) => traffic.stopped(request));
      await use();
      const { foreign, reached } = traffic;
      expect({ foreign, reached }, "nothing goes anywhere but to the page's own server").toEqual({ foreign: [], reached: [] });
    },
    { auto: true },
  ],
});

// Further forms of the page, in which `cargo xtask test --only forms` repeats the tests. A test that is about the server
// has the tag `@server` or is in a file that playwright.config.js leaves out.
const FORMS = {
  // wuscope.html, opened from a disk.
  single: (page, traffic) => {
    const file = new URL("../../dist/wuscope.html", import.meta.url).href;
    traffic.ours.push(new URL(".", file).href.replace(/\/$/, ""));
    const open = page.goto.bind(page);
    page.goto = (url, options) => open(url.startsWith("./") ? file + url.slice("./".length) : url, options);
  },
  // The folder, without its server after one visit.
  offline: async (page, traffic) => {
    await page.goto("./");
    await expect(page.getByRole("button", { name: /^Locked/ })).toBeVisible();
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    await expect.poll(() => page.evaluate(async () => (await caches.keys()).length)).toBe(1);
    await page.goto("about:blank");
    await traffic.stop();
  },
};

class Traffic {
  // The URLs that the page requested, in order, as the browser reports them, without those that its policy blocked.
  sent = [];
  // What reached the page's own server: "GET /index.html".
  served = [];
  // What reached the server that represents everything else: "connection", "GET /leak", "packet".
  reached = [];
  // The origins of the two: "http://127.0.0.1:40001". `packets` is a port that waits for UDP, as WebRTC sends.
  own = "";
  elsewhere = "";
  packets = 0;
  // The origin of a wiki; see `wiki`.
  around = "";

  // Further servers of a test, beside the page's own: see hosts.js.
  ours = [];

  // The requests of the page to any server other than its own and those of the test.
  get foreign() {
    const own = [this.own, this.around, ...this.ours];
    const isOwn = (url) => own.some((origin) => url.startsWith(origin + "/"));
    return this.sent.filter((url) => !isOwn(url) && !/^(blob|data|about):/.test(url));
  }

  // Serves a page around ours, as a wiki does: on an origin of its own, which is not counted. Answers with its address.
  wiki(body) {
    this.#wiki = body;
    return this.around + "/wiki";
  }

  // Forgets what happened so far, for a test that causes it on purpose.
  forget() {
    this.sent.length = this.served.length = this.reached.length = 0;
  }

  async start() {
    const answers = [this.#pass, this.#take, this.#surround];
    this.#servers = answers.map((answer) => http.createServer((from, to) => answer.call(this, from, to)));
    const [own, elsewhere, around] = this.#servers;
    elsewhere.on("connection", () => this.reached.push("connection"));
    elsewhere.on("upgrade", (from, socket) => {
      this.reached.push(`upgrade ${from.url}`);
      socket.destroy();
    });
    this.#socket = dgram.createSocket("udp4").on("message", () => this.reached.push("packet"));
    this.own = await listen(own);
    this.elsewhere = await listen(elsewhere);
    this.around = await listen(around);
    await new Promise((done) => this.#socket.bind(0, "127.0.0.1", done));
    this.packets = this.#socket.address().port;
  }

  async end() {
    for (const server of this.#servers) await close(server);
    this.#socket.close();
  }

  // Stops the page's own server.
  async stop() {
    await close(this.#servers[0]);
  }

  // A request that the page's policy stopped was never sent.
  stopped(request) {
    if (request.failure()?.errorText === "csp") {
      this.sent.splice(this.sent.lastIndexOf(request.url()), 1);
    }
  }

  // Passes a request on to the server under test.
  #pass(from, to) {
    this.served.push(`${from.method} ${from.url}`);
    const { hostname, port } = new URL(process.env.WUSCOPE_URL);
    const { method, url: path, headers } = from;
    const onward = http.request({ hostname, port, method, path, headers }, (answer) => {
      to.writeHead(answer.statusCode, answer.headers);
      answer.pipe(to);
    });
    onward.on("error", () => to.destroy());
    from.pipe(onward);
  }

  // Answers every request, and lets every origin read it: only the page itself can prevent that.
  #take(from, to) {
    this.reached.push(`${from.method} ${from.url}`);
    to.writeHead(200, { "Access-Control-Allow-Origin": "*", "Content-Type": "text/html" });
    to.end('<link rel="icon" href="data:,">elsewhere'); // Without it a browser asks for an icon at any time.
  }

  // Answers with the page of the wiki.
  #surround(from, to) {
    to.writeHead(200, { "Content-Type": "text/html; charset=utf-8" }).end("<!doctype html>" + this.#wiki);
  }

  #servers = [];
  #socket;
  #wiki = "";
}

// Closes a server, if it is open.
async function close(server) {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
}

// Lets a server listen on a free port and answers with its origin.
async function listen(server) {
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return `http://127.0.0.1:${server.address().port}`;
}
