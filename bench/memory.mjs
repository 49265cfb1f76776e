// The memory of the processes of a browser that was started with a mark in its user agent, on Linux.
import { readFile, readdir } from 'node:fs/promises';

// Distinguishes this browser's processes from those of others.
export const mark = `wuscope-bench-${process.pid}`;

// Memory in megabytes of the largest process of a kind: 'browser', 'renderer', 'other'.
export async function memory(kind) {
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

// Calls `use` and returns the most memory of a kind of process meanwhile.
export async function mostMemory(kind, use) {
  let [most, isGoing] = [0, true];
  const watching = (async () => {
    while (isGoing) {
      most = Math.max(most, await memory(kind));
      await new Promise((go) => setTimeout(go, 500));
    }
  })();
  await use();
  isGoing = false;
  await watching;
  return most;
}
