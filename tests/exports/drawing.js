// Draws Mermaid diagrams in Chromium, as a wiki does.
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';

import { chromium } from 'playwright-core';

const mermaid = fileURLToPath(new URL('node_modules/mermaid/dist/mermaid.min.js', import.meta.url));
const browser = await chromium.launch({ executablePath: process.env.WUSCOPE_BROWSER });

/** Draws a diagram, and returns the texts in it. Nothing in it is a link or a program, and drawing requests nothing. */
export async function draw(text) {
  const page = await browser.newPage();
  try {
    const requests = [];
    page.on('request', (request) => requests.push(request.url()));
    page.on('dialog', (dialog) => requests.push(`a dialog: ${dialog.message()}`));
    await page.addScriptTag({ path: mermaid });
    const drawn = await page.evaluate(async (source) => {
      mermaid.initialize({ startOnLoad: false });
      const { svg } = await mermaid.render('drawn', source);
      document.body.innerHTML = svg;
      const elements = [...document.querySelectorAll('#drawn *')];
      const isActive = ({ name, value }) => /^(on|src)/.test(name) || (/href$/.test(name) && !value.startsWith('#'));
      const { width, height } = document.querySelector('#drawn').getBoundingClientRect();
      return {
        active: elements.filter((element) => element.matches('script, img, iframe, object, a, form, input') || [...element.attributes].some(isActive)).map((element) => element.outerHTML),
        texts: elements.filter((element) => element.matches('.nodeLabel, .messageText, .noteText, text.actor')).map((element) => element.textContent),
        isVisible: width > 50 && height > 20,
      };
    }, text);
    assert.deepEqual(drawn.active, []);
    assert.deepEqual(requests, []);
    assert(drawn.isVisible);
    return drawn.texts;
  } finally {
    await page.close();
  }
}

/** Ends the browser. */
export const end = () => browser.close();
