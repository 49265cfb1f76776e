// Draws Mermaid diagrams in Chromium, as a wiki does.
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';

import { chromium } from 'playwright-core';

const browser = await chromium.launch({ executablePath: process.env.WUSCOPE_BROWSER });
const page = await browser.newPage();
await page.addScriptTag({ path: fileURLToPath(new URL('node_modules/mermaid/dist/mermaid.min.js', import.meta.url)) });
// What must not happen while a diagram is drawn.
const events = [];
page.on('request', (request) => events.push(`a request: ${request.url()}`));
page.on('dialog', (dialog) => {
  events.push(`a dialog: ${dialog.message()}`);
  dialog.dismiss();
});

/** Draws a diagram, and returns the texts in it. Nothing in it is a link or a program, and drawing requests nothing. */
export async function draw(source) {
  const { active, texts, isVisible } = await page.evaluate(drawHere, source);
  assert.deepEqual(active, []);
  assert.deepEqual(events, []);
  assert(isVisible);
  return texts;
}

/** Ends the browser. */
export const end = () => browser.close();

// Runs in the page.
async function drawHere(source) {
  mermaid.initialize({ startOnLoad: false });
  const { svg } = await mermaid.render('drawn', source);
  document.body.innerHTML = svg;
  const elements = [...document.querySelectorAll('#drawn *')];
  const isActive = ({ name, value }) => /^(on|src)/.test(name) || (/href$/.test(name) && !value.startsWith('#'));
  const active = elements.filter((one) => one.matches('script, img, iframe, object, a, form, input') || [...one.attributes].some(isActive));
  const texts = elements.filter((one) => one.matches('.nodeLabel, .messageText, .noteText, text.actor'));
  const { width, height } = document.querySelector('#drawn').getBoundingClientRect();
  return {
    active: active.map((one) => one.outerHTML),
    texts: texts.map((one) => one.textContent),
    isVisible: width > 50 && height > 20,
  };
}
