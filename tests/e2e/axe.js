// What axe finds in a page.
import AxeBuilder from "@axe-core/playwright";

// The violations in the page as it is shown: all rules, or these.
export async function faults(page, rules) {
  const axe = new AxeBuilder({ page });
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(" | ")}`);
}

// The same in both themes; the dark theme differs only in its colours.
export async function faultsInBothThemes(page) {
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  const light = await faults(page);
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  return [...light, ...(await faults(page, ["color-contrast"]))];
}
