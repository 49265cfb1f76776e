// How fast the page's search is: node search.mjs FOLDER_OF_THE_PAGE BROWSER; prints names and numbers.
// The index is built in the idle callback or timer after the last part of the knowledge base arrived: the longest of
// all these callbacks is its time at most. A key stroke is one input event until the list of hits is on the page.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { extname, join, normalize } from 'node:path';

const [folder, chromium] = process.argv.slice(2);
const require = createRequire(new URL('../tests/e2e/package.json', import.meta.url));
const { chromium: browserType } = require('@playwright/test');
const kinds = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm', '.svg': 'image/svg+xml' };
const QUERIES = [
  'proxy authentication required', '0x80244022', 'updates stuck downloading', 'WU_E_PT_HTTP_STATUS_DENIED',
  'wsus cleanup wizard times out', 'Failed to find or load the module with CCI', 'KB5034441 winre partition size',
  'software update point failover', 'disk full during feature update', 'client not reporting to wsus',
];

const server = createServer(async (request, response) => {
  const asked = normalize(new URL(request.url, 'http://x').pathname).replace(/\/$/, '/index.html');
  const body = await readFile(join(folder, asked)).catch(() => null);
  response.writeHead(body ? 200 : 404, { 'content-type': kinds[extname(asked)] ?? 'application/octet-stream' }).end(body);
});

server.listen(0, '127.0.0.1', async () => {
  const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'];
  const browser = await browserType.launch({ executablePath: chromium, args });
  const tab = await browser.newPage();
  await tab.addInitScript(() => {
    window.callbacks = [];
    const timed = (callback) => (...given) => {
      const start = performance.now();
      const result = callback(...given);
      window.callbacks.push(performance.now() - start);
      return result;
    };
    const then = Promise.prototype.then;
    // Parts arrive in promises; the program goes on in microtasks.
    const queue = window.queueMicrotask;
    window.queueMicrotask = (callback) => queue(timed(callback));
    Promise.prototype.then = function (done, failed) {
      return then.call(this, typeof done === 'function' ? timed(done) : done, failed);
    };
  });
  await tab.goto(`http://127.0.0.1:${server.address().port}/`);
  await tab.getByRole('button', { name: /^Locked/ }).waitFor({ timeout: 120_000 });
  const times = await tab.evaluate(async (queries) => {
    const field = document.querySelector('input[type=search], [role=combobox]');
    const turn = () => new Promise((go) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = go; port2.postMessage(0); });
    const times = [];
    for (const query of queries) {
      for (let length = 1; length <= query.length; length++) {
        field.value = query.slice(0, length);
        await turn();
        const start = performance.now();
        field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
        await turn();
        times.push(performance.now() - start);
      }
    }
    return times.sort((a, b) => a - b);
  }, QUERIES);
  const callbacks = await tab.evaluate(() => window.callbacks);
  const rows = {
    'index-ms': Math.max(...callbacks), 'key-median-ms': times[times.length >> 1],
    'key-95-ms': times[Math.floor(times.length * 0.95)], 'key-longest-ms': times.at(-1), keys: times.length,
  };
  for (const [name, number] of Object.entries(rows)) console.log(name, number);
  await browser.close();
  server.close();
});
