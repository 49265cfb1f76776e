// How the log viewer handles a large log: node viewer.mjs FOLDER_OF_THE_PAGE BROWSER LOG SECONDS; prints names and numbers.
// The log is the one that `xtask/src/bench_viewer.rs` writes: every thousandth entry has the word "rare". It is chosen
// while its page waits for it, read, scrolled from end to end for some seconds, searched and filtered.
// Tasks are those of the page's own thread; a gap is the time between two animation frames.
import { basename } from 'node:path';
import { mark, memory, mostMemory } from './memory.mjs';
import { served } from './serve.mjs';

const [folder, chromium, log, seconds] = process.argv.slice(2);
const rows = {};

await served(folder, chromium, [`--user-agent=${mark}`], async (browser, address) => {
  const tab = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  tab.setDefaultTimeout(1_800_000);
  await tab.addInitScript(() => {
    window.tasks = [];
    new PerformanceObserver((list) => list.getEntries().forEach((task) => window.tasks.push(task.duration))).observe({ type: 'longtask' });
    addEventListener('change', (event) => { window.given = event.target.files?.[0]; }, true);
    // The longest task since the last call, and the number of those that are longer than 50 ms.
    window.takeTasks = () => { const all = window.tasks; window.tasks = []; return [Math.max(0, ...all), all.length]; };
    // Calls `each` before every frame until it returns false; returns the times between the frames.
    window.frames = (each) => new Promise((done) => {
      const gaps = [];
      let last;
      const frame = (now) => {
        if (last !== undefined) gaps.push(now - last);
        last = now;
        if (each(now)) requestAnimationFrame(frame); else done(gaps);
      };
      requestAnimationFrame(frame);
    });
    window.texts = () => [...document.querySelectorAll('#rows .view-row:not(.waiting, .view-titles) > .c0')].map((cell) => cell.textContent);
  });
  const note = async (what) => {
    const [longest, count] = await tab.evaluate(() => window.takeTasks());
    rows[`${what}-longest-task-ms`] = longest;
    rows[`${what}-long-tasks`] = count;
  };
  await tab.goto(`${address}#/view/${basename(log)}`);
  await tab.getByRole('button', { name: /^Locked/ }).waitFor();
  await tab.evaluate(() => window.takeTasks());
  const before = await memory('renderer');
  const most = await mostMemory('renderer', async () => {
    const start = performance.now();
    await tab.setInputFiles('#pick-files', log);
    await tab.waitForFunction(() => window.texts().length > 0);
    rows['first-rows-ms'] = performance.now() - start;
    const isRead = () => !/% read|^0 entries/.test(document.querySelector('.view-head .note').textContent);
    await tab.waitForFunction(isRead, null, { polling: 500 });
    rows['indexed-ms'] = performance.now() - start;
    // The report reads the log too: what follows is measured after it.
    await tab.waitForFunction(() => !document.querySelector('.reading'), null, { polling: 500 });
    await note('reading');
    rows.entries = await tab.evaluate(() => Number(document.querySelector('#rows').ariaRowCount ?? document.querySelector('#rows').getAttribute('aria-rowcount')) - 1);

    const gaps = await tab.evaluate((ms) => {
      const grid = document.querySelector('#rows');
      const [range, start] = [grid.scrollHeight - grid.clientHeight, performance.now()];
      return window.frames((now) => {
        grid.scrollTop = Math.min(1, (now - start) / ms) * range;
        return now - start < ms;
      });
    }, seconds * 1000);
    rows['frames'] = gaps.length;
    rows['gaps'] = gaps.filter((gap) => gap > 50).length;
    rows['longest-gap-ms'] = Math.max(...gaps);
    await note('scrolling');
    await tab.locator('#rows').press('Home');

    // The same bytes in the same blocks, and nothing else.
    rows['plain-reading-ms'] = await tab.evaluate(async () => {
      const [file, block, start] = [window.given, 2 * 1024 * 1024, performance.now()];
      for (let at = 0; at < file.size; at += block) await file.slice(at, at + block).arrayBuffer();
      return performance.now() - start;
    });
    const typed = async (is) => {
      const start = await tab.evaluate(() => {
        const field = document.querySelector('#find');
        const start = performance.now();
        field.value = 'rare entry';
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
        return start;
      });
      await tab.waitForFunction(is);
      return (await tab.evaluate(() => performance.now())) - start;
    };
    await tab.evaluate(() => window.takeTasks());
    rows['search-ms'] = await typed(() => {
      const words = document.querySelector('.view-hits')?.textContent ?? '';
      return /[1-9].*hits?$/.test(words);
    });
    rows.hits = await tab.evaluate(() => Number(/([\d,]+) hits?$/.exec(document.querySelector('.view-hits').textContent)[1].replaceAll(',', '')));
    await note('searching');
    await tab.evaluate(() => {
      const field = document.querySelector('#find');
      field.value = '';
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    });
    await tab.locator('#rows').press('Home');
    await tab.locator('#rows').press('u');
    await tab.locator('#filter').fill('rare entry');
    rows['filter-ms'] = await tab.evaluate(async () => {
      const start = performance.now();
      document.querySelector('#filter').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
      await window.frames(() => !(window.texts().length > 0 && window.texts().every((text) => text.includes('rare entry'))));
      return performance.now() - start;
    });
    await note('filtering');
  });
  rows['renderer-before-MB'] = before;
  rows['renderer-most-MB'] = most;
});
for (const [name, number] of Object.entries(rows)) console.log(name, Math.round(number * 10) / 10);
