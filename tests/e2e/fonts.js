// The same fonts on every machine, for pictures: the metrics of Arial and Courier New.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const FONTS = [["Pinned Sans", "arimo", "400"], ["Pinned Sans", "arimo", "700"], ["Pinned Mono", "cousine", "400"], ["Pinned Mono", "cousine", "700"]];

// Shows the pages that are opened next in these fonts.
export async function pinFonts(page) {
  const load = async ([family, name, weight]) => {
    const file = require.resolve(`@fontsource/${name}/files/${name}-latin-${weight}-normal.woff2`);
    return { family, weight, data: await readFile(file, "base64") };
  };
  await page.addInitScript((fonts) => {
    // The page's policy allows no fonts from elsewhere: these are already here.
    for (const { family, weight, data } of fonts) {
      const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
      document.fonts.add(new FontFace(family, bytes, { weight }));
    }
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(':root { --sans: "Pinned Sans", sans-serif !important; --mono: "Pinned Mono", monospace !important; }');
    document.adoptedStyleSheets = [sheet];
  }, await Promise.all(FONTS.map(load)));
}
