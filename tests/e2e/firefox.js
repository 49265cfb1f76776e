// The page in Firefox. Playwright runs these tests too, but geckodriver drives the browser: Playwright cannot drive
// Firefox as it is released.
//
// Import `test` and `expect` from here. Each test gets `firefox`, a `Page` in a window of its own, and `traffic`; the
// test fails at its end if anything reached a server other than the page's own. The browser starts once for a file.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Builder, Button, By, Key } from "selenium-webdriver";
import firefox from "selenium-webdriver/firefox.js";
import { expect, withTraffic } from "./traffic.js";

export { expect };

export const test = withTraffic.extend({
  // The browser.
  driver: [
    async ({}, use) => {
      const folder = await mkdtemp(path.join(tmpdir(), "wuscope-firefox-"));
      const driver = await start(folder);
      await use(driver);
      await driver.quit();
      await rm(folder, { recursive: true, force: true });
    },
    { scope: "worker" },
  ],
  // A window with the page; `firefox.open()` opens it.
  firefox: async ({ driver, traffic }, use, info) => {
    const folder = await mkdtemp(path.join(tmpdir(), "wuscope-"));
    const before = await driver.getWindowHandle();
    await driver.switchTo().newWindow("tab");
    await use(new Page(driver, traffic.own + "/", folder));
    if (info.status !== info.expectedStatus) {
      await writeFile(info.outputPath("firefox.png"), await driver.takeScreenshot(), "base64");
    }
    for (const handle of await driver.getAllWindowHandles()) {
      if (handle !== before) {
        await driver.switchTo().window(handle);
        await driver.close();
      }
    }
    await driver.switchTo().window(before);
    await rm(folder, { recursive: true });
    expect(traffic.reached, "nothing goes anywhere but to the page's own server").toEqual([]);
  },
});

// Starts Firefox with a new profile and a home folder of its own, where it saves files without asking.
async function start(folder) {
  const options = new firefox.Options()
    .setBinary(process.env.WUSCOPE_FIREFOX)
    .addArguments("-headless", "--width=1280", "--height=1000")
    // geckodriver turns this off; then a page of several files would work from file:// in the tests only.
    .setPreference("security.fileuri.strict_origin_policy", true)
    .setPreference("browser.download.folderList", 2)
    .setPreference("browser.download.dir", folder);
  const service = new firefox.ServiceBuilder(process.env.WUSCOPE_GECKODRIVER).setEnvironment({ ...process.env, HOME: folder });
  const driver = await new Builder().forBrowser("firefox").setFirefoxOptions(options).setFirefoxService(service).build();
  driver.downloads = folder;
  return driver;
}

// The page, or a frame in it.
class Page {
  #driver;
  #base;
  #folder;

  constructor(driver, base, folder) {
    this.#driver = driver;
    this.#base = base;
    this.#folder = folder;
  }

  // The driver, for what has no helper here.
  get driver() {
    return this.#driver;
  }

  // The folder in which the browser saves files.
  get downloads() {
    return this.#driver.downloads;
  }

  // Opens the page, or another address of its server.
  async open(address = "") {
    await this.#driver.get(this.#base + address);
  }

  // Opens the page and waits until the network is locked.
  async openLocked(address) {
    await this.open(address);
    await this.shows(".badge", /^Locked/);
  }

  // Waits until the element shows this text.
  async shows(css, text) {
    await expect.poll(() => this.text(css), { message: css, timeout: 30_000 }).toMatch(text);
  }

  // The text of the first such element, with single blanks; nothing if there is none.
  async text(css) {
    return (await this.texts(css))[0] ?? "";
  }

  // The texts of all such elements.
  async texts(css) {
    const texts = (css) => [...document.querySelectorAll(css)].map((element) => element.innerText.replace(/\s+/g, " ").trim());
    return this.run(texts, css);
  }

  // Waits for the element.
  async find(css) {
    await expect.poll(() => this.count(css), { message: css, timeout: 30_000 }).not.toBe(0);
    return this.#driver.findElement(By.css(css));
  }

  async count(css) {
    return (await this.#driver.findElements(By.css(css))).length;
  }

  async click(css) {
    await (await this.find(css)).click();
  }

  // Presses the button or follows the link with this text or name.
  async press(name) {
    const button = (name) => {
      const named = (element) => (element.getAttribute("aria-label") ?? element.innerText).trim().startsWith(name);
      const shown = (element) => element.checkVisibility() && named(element);
      return [...document.querySelectorAll("dialog[open] button, button, a")].find(shown);
    };
    await expect.poll(() => this.run(button, name), { message: name, timeout: 30_000 }).not.toBe(null);
    await (await this.run(button, name)).click();
  }

  // Types into the element, or presses keys of `Key`.
  async type(css, ...keys) {
    await (await this.find(css)).sendKeys(...keys);
  }

  // Presses a key where the focus is, as Playwright names it: "e", "ArrowDown", "Shift+F3", "Control+f".
  async key(name) {
    const special = (part) => Key[part.replace(/(?<=[a-z])(?=[A-Z])/g, "_").toUpperCase()] ?? part;
    const keys = name.split("+").map((part) => (part.length > 1 ? special(part) : part));
    const actions = this.#driver.actions();
    keys.forEach((key) => actions.keyDown(key));
    keys.toReversed().forEach((key) => actions.keyUp(key));
    await actions.perform();
  }

  // Types a text where the focus is.
  async write(text) {
    await this.#driver.actions().sendKeys(text).perform();
  }

  // Waits until the element has the focus.
  async focused(css) {
    const has = (css) => document.activeElement.matches(css);
    await expect.poll(() => this.run(has, css), { message: `${css} has the focus`, timeout: 30_000 }).toBe(true);
  }

  // Clicks with Shift held down.
  async shiftClick(css) {
    const origin = await this.find(css);
    const actions = this.#driver.actions().keyDown(Key.SHIFT).move({ origin });
    await actions.press().release().keyUp(Key.SHIFT).perform();
  }

  // Clicks with the right button.
  async rightClick(css) {
    const origin = await this.find(css);
    await this.#driver.actions().move({ origin }).press(Button.RIGHT).release(Button.RIGHT).perform();
  }

  // What the clipboard has. Firefox lets no page read it, so it is pasted into a field of another tab.
  async copied() {
    const page = await this.#driver.getWindowHandle();
    await this.#driver.switchTo().newWindow("tab");
    await this.#driver.get("data:text/html,<textarea></textarea>");
    await this.type("textarea", Key.chord(Key.CONTROL, "v"));
    const text = await this.run(() => document.querySelector("textarea").value);
    await this.#driver.close();
    await this.#driver.switchTo().window(page);
    return text;
  }

  // Chooses files in the file picker; see `file` in logs.js.
  async give(...files) {
    const paths = files.map(({ name }) => path.join(this.#folder, name));
    await Promise.all(files.map(({ buffer }, at) => writeFile(paths[at], buffer)));
    await this.#driver.findElement(By.css("#pick-files")).sendKeys(paths.join("\n"));
  }

  // Drops files onto the window. Such an event carries no folders.
  async drop(...files) {
    const data = files.map(({ name, buffer }) => [name, buffer.toString("base64")]);
    await this.run((files) => {
      const dataTransfer = new DataTransfer();
      for (const [name, bytes] of files) {
        dataTransfer.items.add(new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], name));
      }
      document.querySelector("main").dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    }, data);
  }

  // Runs a function in the page and answers with what it, or its promise, gives.
  async run(task, ...values) {
    return this.#driver.executeScript(`return (${task})(...arguments)`, ...values);
  }

  // Works inside the first frame until `leaveFrame`.
  async enterFrame() {
    await this.#driver.switchTo().frame(await this.find("iframe"));
  }

  async leaveFrame() {
    await this.#driver.switchTo().defaultContent();
  }

  // Saves what the browser shows; look at it when something is odd.
  async screenshot(file) {
    await writeFile(file, await this.#driver.takeScreenshot(), "base64");
  }
}
