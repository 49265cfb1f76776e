// Serves the page that `cargo xtask dist` built, and opens a browser for it.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { extname, join, normalize } from 'node:path';

const require = createRequire(new URL('../tests/e2e/package.json', import.meta.url));
const { chromium: browserType } = require('@playwright/test');
const kinds = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm', '.svg': 'image/svg+xml' };

// Calls `use` with a browser and the address of the page in `folder`; closes both after it.
export async function served(folder, chromium, more, use) {
  const server = createServer(async (request, response) => {
    const asked = normalize(new URL(request.url, 'http://x').pathname).replace(/\/$/, '/index.html');
    const body = await readFile(join(folder, asked)).catch(() => null);
    response.writeHead(body ? 200 : 404, { 'content-type': kinds[extname(asked)] ?? 'application/octet-stream' }).end(body);
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', ...more];
  const browser = await browserType.launch({ executablePath: chromium, args });
  await use(browser, `http://127.0.0.1:${server.address().port}/`);
  await browser.close();
  server.close();
}
