// How fast wasm reads a trace: node traces.mjs MODULE TRACE; prints names and milliseconds.
// CPU time instead of wall-clock time, which would include other work of the machine.
// "copy" is the limit: the same bytes only written into the module's memory, a megabyte at once, as the worker does.
import { readFile } from 'node:fs/promises';

const [place, trace] = process.argv.slice(2);
const bytes = new Uint8Array(await readFile(trace));
const module = await WebAssembly.compile(await readFile(place));
const PIECE = 1024 * 1024;

const KINDS = {
  copy: { room: 'space' },
  entries: { room: 'space', begin: 'begin_entries', push: 'push_entries', finish: 'finish_entries' },
  // The page's own exports.
  lines: { room: 'room', begin: 'begin', push: 'push', finish: 'finish' },
};

// One instance a file, as in the page.
async function once({ room, begin, push, finish }) {
  const { exports } = await WebAssembly.instantiate(module);
  const start = process.cpuUsage();
  exports[begin]?.(0);
  for (let at = 0; at < bytes.length; at += PIECE) {
    const piece = bytes.subarray(at, at + PIECE);
    const place = exports[room](piece.length);
    new Uint8Array(exports.memory.buffer, place, piece.length).set(piece);
    exports[push]?.();
  }
  const result = exports[finish]?.() ?? 0;
  const { user, system } = process.cpuUsage(start);
  return [(user + system) / 1000, result];
}

// The kinds in turns. The first round is reported separately: the module's code is still being optimized in it.
const best = {};
for (let round = 0; round < 20; round += 1) {
  for (const [kind, names] of Object.entries(KINDS)) {
    const [ms, result] = await once(names);
    if (round === 0) {
      console.log(`wasm-${kind}-first-ms ${ms.toFixed(1)}`);
      if (result) console.log(`wasm-${kind} ${result}`);
    }
    best[kind] = Math.min(best[kind] ?? Infinity, ms);
  }
}
for (const [kind, ms] of Object.entries(best)) console.log(`wasm-${kind}-ms ${ms.toFixed(1)}`);
