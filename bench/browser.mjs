// The benchmark in a browser: node browser.mjs FOLDER_OF_BENCH_JS_AND_WASM BROWSER LOG; prints names and numbers.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';

const [folder, chromium, log] = process.argv.slice(2);
const require = createRequire(new URL('../tests/e2e/package.json', import.meta.url));
const { chromium: browserType } = require('@playwright/test');

const boot = `
let exports;
onmessage = async ({ data }) => {
  if (data instanceof WebAssembly.Module) { exports = wasm_bindgen.initSync({ module: data }); postMessage('ready'); return; }
  const start = performance.now();
  const result = await wasm_bindgen[data.what](data.file);
  postMessage({ ms: performance.now() - start, result, memory: exports.memory.buffer.byteLength });
};`;
const page = `<!doctype html><title>bench</title><input type=file id=file><script>
window.run = async (what) => {
  const worker = new Worker('worker.js');
  const module = window.module ??= await WebAssembly.compileStreaming(fetch('bench_bg.wasm'));
  const answer = () => new Promise((done, fail) => { worker.onmessage = (e) => done(e.data); worker.onerror = (e) => fail(e.message); });
  worker.postMessage(module);
  await answer();
  worker.postMessage({ what, file: document.querySelector('#file').files[0] });
  const result = await answer();
  worker.terminate();
  return result;
};</script>`;
const server = createServer(async (request, response) => {
  const name = basename(request.url);
  const bodies = {
    '': ['text/html', page],
    'worker.js': ['text/javascript', (await readFile(join(folder, 'bench.js'), 'utf8')) + boot],
    'bench_bg.wasm': ['application/wasm', await readFile(join(folder, 'bench_bg.wasm'))],
  };
  const [type, body] = bodies[name] ?? ['text/plain', ''];
  response.writeHead(200, { 'content-type': type }).end(body);
}).listen(0, '127.0.0.1', async () => {
  const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'];
  const browser = await browserType.launch({ executablePath: chromium, args });
  const tab = await browser.newPage();
  await tab.goto(`http://127.0.0.1:${server.address().port}/`);
  await tab.setInputFiles('#file', log);
  // The best of four, in turns: slower runs were disturbed by something else.
  const best = {};
  for (let round = 0; round < 4; round++) {
    for (const what of ['sum_file', 'analyze_file']) {
      const measured = await tab.evaluate((what) => window.run(what), what);
      if (!best[what] || measured.ms < best[what].ms) best[what] = measured;
    }
  }
  const { result: [runs, entries, report], ms, memory } = best.analyze_file;
  const rows = { 'sum-ms': best.sum_file.ms, 'analysis-ms': ms, 'report-ms': report, memory, runs, entries };
  for (const [name, number] of Object.entries(rows)) console.log(name, number);
  await browser.close();
  server.close();
});
