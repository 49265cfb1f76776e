// How the page handles a file or a folder: node page.mjs FOLDER_OF_THE_PAGE BROWSER PATH; prints names and numbers.
// The page is the one that `cargo xtask dist` builds; its memory is that of the renderer's process, worker included.
// A folder is dropped, a file is chosen. Tasks are those of the page's own thread that took longer than 50 ms.
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { mark, memory, mostMemory } from './memory.mjs';
import { served } from './serve.mjs';

const [folder, chromium, path] = process.argv.slice(2);

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
  const start = performance.now();
  let [first, ms, most] = [0, 0, 0];
  const browserMost = await mostMemory('browser', async () => {
    most = await mostMemory('renderer', async () => {
      if ((await stat(path)).isDirectory()) await drop(tab, path);
      else await tab.setInputFiles('#pick-files', path);
      // Polled twice a second: polling costs time on the page's own thread.
      const until = (is) => tab.waitForFunction(is, null, { polling: 500, timeout: 1_800_000 });
      await until(() => document.querySelector('#logs, .machines'));
      first = performance.now() - start;
      await until(() => !document.querySelector('.reading'));
      ms = performance.now() - start;
    });
  });
  const tasks = await tab.evaluate(() => window.tasks);
  const rows = {
    'first-report-ms': first, 'ms': ms, 'renderer-before-MB': before, 'renderer-most-MB': most,
    'browser-most-MB': browserMost, 'long-tasks': tasks.length, 'longest-task-ms': Math.max(0, ...tasks),
  };
  for (const [name, number] of Object.entries(rows)) console.log(name, Math.round(number));
});
