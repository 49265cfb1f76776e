// How a browser takes an archive: node archive.mjs FOLDER_OF_THE_PAGE BROWSER FILE; prints names and numbers.
// The page is the one that `cargo xtask dist` builds; its memory is that of the renderer's process, worker included.
import { createServer } from 'node:http';
import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { extname, join, normalize } from 'node:path';

const [folder, chromium, file] = process.argv.slice(2);
const require = createRequire(new URL('../tests/e2e/package.json', import.meta.url));
const { chromium: browserType } = require('@playwright/test');
const kinds = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm', '.svg': 'image/svg+xml' };

const server = createServer(async (request, response) => {
  const path = normalize(new URL(request.url, 'http://x').pathname).replace(/\/$/, '/index.html');
  const body = await readFile(join(folder, path)).catch(() => null);
  response.writeHead(body ? 200 : 404, { 'content-type': kinds[extname(path)] ?? 'application/octet-stream' }).end(body);
});

// Megabytes that the processes of renderers hold, the most that was seen of one.
async function memory(pids) {
  const sizes = [];
  for (const pid of pids) {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    const rss = /VmRSS:\s+(\d+)/.exec(status);
    if (rss) sizes.push(Number(rss[1]) / 1000);
  }
  return Math.max(0, ...sizes);
}

async function processes(kind) {
  const pids = [];
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (line.includes(chromium) || line.includes('chromium')) {
      const is = line.includes('--type=renderer') ? 'renderer' : line.includes('--type=') ? 'other' : 'browser';
      if (is === kind && line.includes(mark)) pids.push(pid);
    }
  }
  return pids;
}
// Tells this browser's processes from those of others.
const mark = `wuscope-bench-${process.pid}`;

server.listen(0, '127.0.0.1', async () => {
  const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', `--user-agent=${mark}`];
  const browser = await browserType.launch({ executablePath: chromium, args });
  const tab = await browser.newPage();
  await tab.goto(`http://127.0.0.1:${server.address().port}/`);
  await tab.getByRole('button', { name: /^Locked/ }).waitFor({ timeout: 120_000 });
  const before = await memory(await processes('renderer'));
  let [most, browserMost, going] = [0, 0, true];
  const watching = (async () => {
    while (going) {
      most = Math.max(most, await memory(await processes('renderer')));
      browserMost = Math.max(browserMost, await memory(await processes('browser')));
      await new Promise((go) => setTimeout(go, 200));
    }
  })();
  const start = performance.now();
  await tab.setInputFiles('#pick-files', file);
  await tab.locator('#verdict h1, #logs').first().waitFor({ timeout: 1_200_000 });
  const first = performance.now() - start;
  await tab.getByRole('button', { name: /^Cancel|^Stop/ }).first().waitFor({ state: 'detached', timeout: 1_200_000 });
  const ms = performance.now() - start;
  going = false;
  await watching;
  const rows = { 'first-report-ms': first, 'ms': ms, 'renderer-before-MB': before, 'renderer-most-MB': most, 'browser-most-MB': browserMost };
  for (const [name, number] of Object.entries(rows)) console.log(name, Math.round(number));
  await browser.close();
  server.close();
});
