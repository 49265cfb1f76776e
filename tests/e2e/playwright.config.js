// How the page is tested in browsers. `cargo xtask test --only e2e` builds it, serves it and passes its URL.
import { defineConfig } from "@playwright/test";

const { WUSCOPE_URL, WUSCOPE_BROWSER, WUSCOPE_FURTHER, WUSCOPE_RETRIES } = process.env;
if (!WUSCOPE_URL) {
  throw new Error("Run `cargo xtask test --only e2e`: it builds the page, serves it and finds the browsers.");
}

const chromium = {
  browserName: "chromium",
  launchOptions: {
    executablePath: WUSCOPE_BROWSER,
    args: [
      ...["--disable-gpu", "--disable-quic", "--disable-sync"],
      // A name that is neither this machine's nor on https, as of a server in an intranet.
      "--host-resolver-rules=MAP tools.example.com 127.0.0.1",
    ],
  },
  // A trace of every action takes a sixth of the time: `cargo xtask test --only e2e -- --trace retain-on-failure`.
  screenshot: "only-on-failure",
  // Each test is a first visit. Those of the service worker allow it.
  serviceWorkers: "block",
};

// Tests about how the page is served, framed and loaded, and about its static pages.
const ABOUT_SERVERS = ["builder", "early", "elements", "frames", "host", "leaks", "offline", "page", "single"]
  .map((name) => `web-${name}.spec.js`)
  .concat("site.spec.js");

// Letters are drawn without the colours and the grid of this machine's screen.
const pictures = {
  ...chromium.launchOptions,
  args: [...chromium.launchOptions.args, "--disable-lcd-text", "--font-render-hinting=none"],
};

export default defineConfig({
  outputDir: "results",
  reporter: "list",
  // A flaky test is a bug to find. `.ci/run` retries once, because a landing should not wait for the search: the list
  // at the end names what passed at the second try.
  retries: Number(WUSCOPE_RETRIES ?? 0),
  // What repeats a test in one more form of the page is in the second tier: `cargo xtask test --only further`.
  ...(WUSCOPE_FURTHER ? { grep: /@further/ } : { grepInvert: /@further/ }),
  // Most of a test is waiting: for the idle time in which the page loads its parts, and for the lock.
  // Three are quicker than two, also on two cores; all pass with other work on the machine.
  workers: 3,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  // Loading the engine takes seconds on a machine that is busy.
  expect: {
    timeout: 15_000,
    // Versions of a browser draw the edges of letters a little differently.
    toHaveScreenshot: { maxDiffPixelRatio: 0.002, scale: "css" },
  },
  snapshotPathTemplate: "{testDir}/expected/{arg}{ext}",
  projects: [
    { name: "chromium", testDir: "specs", use: chromium },
    // The page in its other forms; see traffic.js.
    { name: "single", testDir: "specs", testIgnore: ABOUT_SERVERS, grepInvert: /@further|@server/, use: { ...chromium, form: "single" } },
    {
      name: "offline",
      testDir: "specs",
      testIgnore: ABOUT_SERVERS,
      grepInvert: /@further|@server/,
      use: { ...chromium, form: "offline", serviceWorkers: "allow" },
    },
    // What the page looks like, in the second tier too.
    { name: "pictures", testDir: "pictures", use: { ...chromium, screenshot: "off", launchOptions: pictures } },
    // firefox.js starts Firefox.
    { name: "firefox-smoke", testDir: "firefox", testMatch: "smoke.spec.js" },
    { name: "firefox", testDir: "firefox" },
  ],
});
