// Reads a folder of exports with the readers that other people use, and compares what they read with the report.
//
// `cargo xtask test --only exports` runs it with what `tests/examples/exports.rs` writes: for each report a `.json`, and
// its other forms beside it. Some reports have names made of markup, formulas and controls: a reader must see them as
// text.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { Parser } from 'commonmark';
import { parse as parseCsv } from 'csv-parse/sync';
import { JSDOM } from 'jsdom';

import { readDiagram } from './diagrams.js';
import { draw, end } from './drawing.js';
import { checkSarif } from './sarif.js';

const folder = process.argv[2];
const names = readdirSync(folder).filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -5));
assert(names.length > 1, `${folder} has no reports`);

const read = (name, ending) => readFileSync(join(folder, `${name}.${ending}`), 'utf8');

// A text without blanks and line breaks: diagrams are drawn with others.
const close = (text) => text.replaceAll(/\s+/g, '');
// The label of a diagram as a reader sees it.
const seen = (label) => close(label.replaceAll(/<br ?\/?>/g, '').replaceAll(/#(\d+);/g, (_, number) => String.fromCodePoint(number)));

/** Draws a diagram and compares its texts with the labels that this finds in its source. */
async function checkDrawing(source, form) {
  const texts = close((await draw(source)).join(''));
  const labels = [...source.matchAll(form)].map(([, label]) => seen(label));
  assert(labels.length > 0);
  for (const label of labels) assert(texts.includes(label), `${label} in ${texts}`);
}

after(end);

/** The report, then those of its machines. */
const all = (report) => [report, ...report.machines];

/** The items of a list of the report and of its machines. */
const items = (report, list) => all(report).flatMap((part) => part[list]);

for (const name of names) {
  const report = JSON.parse(read(name, 'json'));

  test(`${name}: CSV`, () => {
    const text = read(name, 'csv');
    assert.equal(text.codePointAt(0), 0xfeff);
    const rows = parseCsv(text, { bom: true, record_delimiter: '\r\n' });
    assert.equal(rows.length, items(report, 'findings').length + 1);
    for (const cell of rows.flat()) {
      assert.doesNotMatch(cell, /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/u);
      assert.doesNotMatch(cell, /[\0-\x08\x0a-\x1f\u202a-\u202e\u2066-\u2069]/u);
    }
  });

  test(`${name}: NDJSON`, () => {
    const rows = read(name, 'ndjson').trimEnd().split('\n').map((line) => JSON.parse(line));
    const lists = { flow: 'flows', run: 'runs', finding: 'findings', code: 'codes', update: 'updates', log: 'logs', note: 'notes' };
    const count = (type) => rows.filter((row) => row.type === type).length;
    for (const [type, list] of Object.entries(lists)) {
      assert.equal(count(type), items(report, list).length, type);
    }
    assert.equal(count('report'), all(report).length);
    assert(rows.every((row) => typeof row.machine === 'string'));
  });

  test(`${name}: SARIF`, () => checkSarif(JSON.parse(read(name, 'sarif')), report));

  test(`${name}: flowchart`, async () => {
    const { type, texts } = await readDiagram(read(name, 'flowchart.mmd'));
    assert.equal(type, 'flowchart-v2');
    assert(texts.length > 0);
    await checkDrawing(read(name, 'flowchart.mmd'), /^ {2}\w+\["(.*)"\]/gm);
  });

  test(`${name}: sequence diagram`, async () => {
    const text = read(name, 'sequence.mmd');
    const { type, texts } = await readDiagram(text);
    assert.equal(type, 'sequence');
    // A text that is a statement of its own would be counted here and not by the reader, or the other way round.
    assert.equal(texts.length, text.split('\n').filter((line) => /^ {2}(p\d|Note over|participant )/.test(line)).length);
    await checkDrawing(text, /^ {2}(?:participant \w+ as|p\d[^:]*:|Note over [^:]*:) (.*)$/gm);
  });

  test(`${name}: Markdown`, () => {
    const walker = new Parser().parse(read(name, 'md')).walker();
    for (let event = walker.next(); event; event = walker.next()) {
      const { type, level, destination } = event.node;
      assert(!['html_block', 'html_inline', 'image'].includes(type), `${type}: ${event.node.literal}`);
      assert(type !== 'heading' || level >= 3, `heading of level ${level}`);
      assert(type !== 'link' || destination.startsWith('https://'), `link to ${destination}`);
    }
  });

  test(`${name}: HTML`, () => {
    const { document } = new JSDOM(read(name, 'html')).window;
    assert.equal(document.querySelectorAll('script, iframe, object, embed, base, form, img, link').length, 0);
    assert(document.querySelector('meta[http-equiv="Content-Security-Policy"]'), 'there is no policy');
    for (const element of document.querySelectorAll('*')) {
      for (const { name: attribute, value } of element.attributes) {
        assert(!attribute.startsWith('on') && attribute !== 'src', attribute);
        assert(attribute !== 'href' || /^(https:\/\/|#)/.test(value), value);
      }
    }
  });
}
