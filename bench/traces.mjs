// How fast wasm reads a trace: node traces.mjs MODULE TRACE; prints names and milliseconds.
// "copy" is the limit: the same bytes only written into the module's memory, a megabyte at once, as the worker does.
import { readFile } from 'node:fs/promises';

const [place, trace] = process.argv.slice(2);
const bytes = new Uint8Array(await readFile(trace));
const module = await WebAssembly.compile(await readFile(place));
const PIECE = 1024 * 1024;

// One instance a file, as in the page. The first run is told by itself: the browser still makes the module's code faster.
async function best({ room, begin, push, finish }) {
  let [first, best, result] = [0, Infinity, 0];
  for (let round = 0; round < 12; round += 1) {
    const { exports } = await WebAssembly.instantiate(module);
    const start = performance.now();
    exports[begin]?.(0);
    for (let at = 0; at < bytes.length; at += PIECE) {
      const piece = bytes.subarray(at, at + PIECE);
      const place = exports[room](piece.length);
      new Uint8Array(exports.memory.buffer, place, piece.length).set(piece);
      exports[push]?.();
    }
    result = exports[finish]?.() ?? 0;
    const ms = performance.now() - start;
    if (round === 0) first = ms;
    best = Math.min(best, ms);
  }
  return [first, best, result];
}

const KINDS = {
  copy: { room: 'space' },
  entries: { room: 'space', begin: 'begin_entries', push: 'push_entries', finish: 'finish_entries' },
  // The page's own exports.
  lines: { room: 'room', begin: 'begin', push: 'push', finish: 'finish' },
};
for (const [kind, names] of Object.entries(KINDS)) {
  const [first, ms, result] = await best(names);
  console.log(`wasm-${kind}-first-ms ${first.toFixed(1)}`);
  console.log(`wasm-${kind}-ms ${ms.toFixed(1)}`);
  console.log(`wasm-${kind} ${result}`);
}
