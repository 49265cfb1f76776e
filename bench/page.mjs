// How the page handles a file or a folder: node page.mjs FOLDER_OF_THE_PAGE BROWSER PATH; prints names and numbers.
// The page is the one that `cargo xtask dist` builds; its memory is that of the renderer's process, worker included.
// A folder is dropped, a file is chosen. Tasks are those of the page's own thread that took longer than 50 ms.
import { readFile, readdir, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { served } from './serve.mjs';

const [folder, chromium, path] = process.argv.slice(2);

// Distinguishes this browser's processes from those of others.
const mark = `wuscope-bench-${process.pid}`;

// Peak memory in megabytes of the processes of a kind.
async function memory(kind) {
  let most = 0;
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (!line.includes(mark)) continue;
    const is = line.includes('--type=renderer') ? 'renderer' : line.includes('--type=') ? 'other' : 'browser';
    const status = is === kind ? await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '') : '';
    most = Math.max(most, Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1000);
  }
  return most;
}

async function drop(tab, path) {
  const drag = await tab.context().newCDPSession(tab);
  const data = { items: [], files: [resolve(path)], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop']) {
    await drag.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
  }
}

await served(folder, chromium, [`--user-agent=${mark}`], async (browser, address) => {
  const tab = await browser.newPage();
  await tab.goto(address);
  await tab.getByRole('button', { name: /^Locked/ }).waitFor({ timeout: 120_000 });
  await tab.evaluate(() => {
    window.tasks = [];
    new PerformanceObserver((list) => list.getEntries().forEach((task) => window.tasks.push(task.duration))).observe({ type: 'longtask' });
  });
  const before = await memory('renderer');
  let [most, browserMost, going] = [0, 0, true];
  const watching = (async () => {
    while (going) {
      most = Math.max(most, await memory('renderer'));
      browserMost = Math.max(browserMost, await memory('browser'));
      await new Promise((go) => setTimeout(go, 500));
    }
  })();
  const start = performance.now();
  if ((await stat(path)).isDirectory()) await drop(tab, path);
  else await tab.setInputFiles('#pick-files', path);
  // Polled twice a second: polling costs time on the page's own thread.
  const until = (is) => tab.waitForFunction(is, null, { polling: 500, timeout: 1_800_000 });
  await until(() => document.querySelector('#logs, .machines'));
  const first = performance.now() - start;
  await until(() => !document.querySelector('.reading'));
  const ms = performance.now() - start;
  going = false;
  await watching;
  const tasks = await tab.evaluate(() => window.tasks);
  const rows = {
    'first-report-ms': first, 'ms': ms, 'renderer-before-MB': before, 'renderer-most-MB': most,
    'browser-most-MB': browserMost, 'long-tasks': tasks.length, 'longest-task-ms': Math.max(0, ...tasks),
  };
  for (const [name, number] of Object.entries(rows)) console.log(name, Math.round(number));
});
