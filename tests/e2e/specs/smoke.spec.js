// The page opens, and the recorder that all other tests rely on sees what it must see.
import { expect, test } from "../traffic.js";

test("the page opens", { tag: "@server" }, async ({ page, traffic }) => {
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  await page.goto("./");
  await expect(page).toHaveTitle(/Wuscope/);
  await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
  expect(errors).toEqual([]);
  expect(traffic.served[0]).toBe("GET /");
});

test("the page opens in a frame of a wiki, sandboxed", { tag: "@server" }, async ({ page, traffic }) => {
  await page.route("**/wiki", (route) =>
    route.fulfill({ contentType: "text/html", body: `<iframe sandbox="allow-scripts" src="./?embed=1"></iframe>` }),
  );
  await page.goto("./wiki");
  await expect(page.frameLocator("iframe").getByRole("heading").first()).toBeVisible();
});

test("a request to elsewhere would be seen", async ({ page, traffic }) => {
  await page.goto(traffic.elsewhere + "/leak");
  expect(traffic.foreign).toContain(traffic.elsewhere + "/leak");
  expect(traffic.reached).toEqual(expect.arrayContaining(["connection", "GET /leak"]));
  traffic.forget();
});

test("the page's policy stops a request to elsewhere", async ({ page, traffic }) => {
  await page.goto("./");
  const outcome = await page.evaluate((url) => fetch(url).then(() => "sent", () => "stopped"), traffic.elsewhere);
  expect(outcome).toBe("stopped");
});
