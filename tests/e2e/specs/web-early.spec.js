// What is shown before the program starts: the static page of the URL.
import { expect, test } from "../traffic.js";

const code = "0x80244010";
const bar = (page) => page.getByRole("navigation", { name: "Main" });

// `page` with a program that arrives when `arrive()` is called.
const slow = test.extend({
  arrive: async ({ page }, use) => {
    let arrive;
    const arrived = new Promise((done) => (arrive = done));
    await page.route("**/parts/page-*.bin", async (route) => {
      await arrived;
      await route.continue();
    });
    await use(arrive);
    arrive();
  },
});

slow("a code is readable before the program arrives, and nothing moves when it does", async ({ page, arrive }) => {
  await page.goto(`./#/code/${code}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(code);
  await expect(page.locator("#causes")).toContainText("Check");
  const before = await page.locator("h1").boundingBox();
  await expect(page.getByRole("button"), "what needs the program is not there yet").toHaveCount(0);
  arrive();
  await expect(page.getByRole("button", { name: "Copy link" })).toBeVisible();
  await expect(page.locator("main")).toHaveCount(1);
  const after = await page.locator("h1").boundingBox();
  expect([after.x, after.y]).toEqual([before.x, before.y]);
});

slow("its links lead to pages of the program", async ({ page, arrive }) => {
  await page.goto(`./#/code/${code}`);
  await page.locator("main").getByRole("link", { name: "Knowledge" }).click();
  await expect(page).toHaveURL(/#\/kb$/);
  arrive();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Knowledge");
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(code);
  const links = await page.locator("main a").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  expect(links.filter((link) => !/^(#\/|https:)/.test(link))).toEqual([]);
});

for (const [place, heading] of [
  ["cause/proxy-sign-in", /proxy/i],
  ["flow/client-scan/3", /WSUS/],
  ["log/WUAHandler", "WUAHandler.log"],
  ["symptom/server-unreachable", /./],
]) {
  slow(`${place} is readable before the program arrives`, async ({ page, arrive: _ }) => {
    await page.goto(`./#/${place}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);
  });
}

slow("in a frame it is a card, with the theme of the URL", async ({ page, arrive: _ }) => {
  await page.goto(`./?embed=1&theme=dark#/code/${code}`);
  await expect(page.locator("main.card h1")).toHaveText(code);
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.locator(".trail, header.bar")).toHaveCount(0);
});

for (const [query, isCard] of [
  ["?embed", true],
  ["?embed=true", true],
  ["?embed=0", false],
  ["?embedded=1", false],
]) {
  slow(`${query} is ${isCard ? "" : "not "}a card, before the program arrives and after`, async ({ page, arrive }) => {
    await page.goto(`./${query}#/code/${code}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(code);
    await expect(page.locator(".embedded main.card")).toHaveCount(isCard ? 1 : 0);
    arrive();
    await expect(page.getByRole("button", { name: isCard ? "Link" : "Copy link" })).toBeVisible();
    await expect(page.locator(".embedded main.card")).toHaveCount(isCard ? 1 : 0);
  });
}

slow("a program that does not arrive is reported above it", async ({ page }) => {
  await page.route("**/parts/page-*.bin", (route) => route.abort());
  await page.goto(`./#/code/${code}`);
  await expect(page.locator(".starting")).toContainText("Wuscope could not start");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(code);
});

test("what answers in the place of a static page is not shown", async ({ page }) => {
  await page.route("**/kb/**", (route) => route.fulfill({ contentType: "text/html", body: "<main><h1>Sign in</h1></main>" }));
  await page.goto(`./#/code/${code}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(code);
  await expect(bar(page)).toBeVisible();
});
