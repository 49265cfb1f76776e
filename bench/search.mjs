// How fast the page's search is: node search.mjs FOLDER_OF_THE_PAGE BROWSER; prints names and numbers.
// The index is built when the last part of the knowledge base has arrived: it takes at most as long as the longest
// callback of a promise or microtask while the page loads. A key stroke is one input event until the list of hits is on the page.
import { served } from './serve.mjs';

const [folder, chromium] = process.argv.slice(2);
const QUERIES = [
  'proxy authentication required', '0x80244022', 'updates stuck downloading', 'WU_E_PT_HTTP_STATUS_DENIED',
  'wsus cleanup wizard times out', 'Failed to find or load the module with CCI', 'KB5034441 winre partition size',
  'software update point failover', 'disk full during feature update', 'client not reporting to wsus',
];

await served(folder, chromium, [], async (browser, address) => {
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
  await tab.goto(address);
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
});
