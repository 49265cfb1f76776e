// The service worker: it keeps a copy of the page, so that the page works without a network after one visit.
//
// It answers from its copy and never from the network, and it takes no messages: a page that is locked cannot send
// anything through it. It requests files in one case only: when the browser installs it, and then always the same ones.
// Later the browser itself requests this script to find a new version. That is the update check.
//
// The build writes the next three lines: xtask/src/offline.rs.
const BUILD = "";
const PAGE = "";
const FILES = [];

// The folder of the page. Other copies of Wuscope on the same server have other folders, and caches of their own.
const { scope } = registration;
const ours = `wuscope ${scope} `;
const own = ours + BUILD;

// All files, or none: the page and its parts are always of one build. A page with another hash is not of this build.
const install = async () => {
  try {
    const cache = await caches.open(own);
    await cache.addAll([new Request(scope, { cache: "no-cache", integrity: PAGE, redirect: "error" }), ...FILES]);
    await skipWaiting();
  } catch (error) {
    await caches.delete(own);
    throw error;
  }
};

// The copy before this one stays for pages that are still loading from it.
const forget = async () => {
  const builds = (await caches.keys()).filter((name) => name.startsWith(ours));
  await Promise.all(builds.slice(0, -2).map((name) => caches.delete(name)));
};

const answer = async (address) => {
  const cache = await caches.open(own);
  const kept = (await cache.match(address)) ?? (await caches.match(address));
  if (kept || address !== scope) return kept ?? Response.error();
  // The browser has removed the copy. Without this worker the page loads from its server.
  await registration.unregister();
  return new Response("<script>location.reload()</script>", { headers: { "Content-Type": "text/html" } });
};

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(forget()));
addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const [address] = url.split(/[?#]/);
  if (method !== "GET" || !address.startsWith(scope)) return;
  const name = address.slice(scope.length);
  const isPage = name === "" || name === "index.html";
  // A link to another file of the folder, and what the static pages load: the browser requests it as if there were no
  // worker. The policy of the page decides first, here as everywhere.
  if (mode === "navigate" ? !isPage : name.startsWith("kb/")) return;
  event.respondWith(answer(isPage ? scope : address));
});
