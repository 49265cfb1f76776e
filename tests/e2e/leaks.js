// Ways to send something from the page, for the tests in every browser. Each function runs in the page.

// Tries every channel that a policy covers, from a page or a worker, to both servers. Each channel requests a path of
// its own name. Answers with the attempts that were not refused at once, among those that report it. What counts is what
// the servers of traffic.js receive, as beacons and elements report nothing.
export async function leak(own, elsewhere, packets) {
  const passed = [];
  const page = self.document;
  // A script's URL is refused as a text where Trusted Types are required.
  const element = (name, fields, around = page.body) => around.append(Object.assign(page.createElement(name), fields));
  const link = (rel, href, fields = {}) => element("link", { rel, href, ...fields }, page.head);
  const style = (textContent) => element("style", { textContent }, page.head);
  const program = (text) => URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  const url = (path) => `url("${path}")`;
  // Each fails at once if it is refused.
  const reporting = {
    fetch: (path) => fetch(path),
    "fetch-no-cors": (path) => fetch(path, { mode: "no-cors", keepalive: true }),
    request: (path) => {
      const request = new XMLHttpRequest();
      request.open("GET", path, false);
      request.send();
    },
    "import.js": (path) => import(path),
    cache: async (path) => (await caches.open("leak")).add(path),
    "compile.wasm": (path) => WebAssembly.compileStreaming(fetch(path)),
  };
  // What only a page has.
  const ofPage = {
    beacon: (path) => navigator.sendBeacon(path, "text of a log"),
    later: (path) => fetchLater(path, { activateAfter: 0 }),
    image: (path) => (new Image().src = path),
    srcset: (path) => (new Image().srcset = `${path} 1x`),
    attribution: (path) => Object.assign(new Image(), { attributionSrc: path, src: "data:image/gif;base64,R0lGODlhAQABAAAAACw=" }),
    background: (path) => (page.body.style.backgroundImage = url(path)),
    mask: (path) => (page.body.style.maskImage = url(path)),
    "import-style": (path) => style(`@import ${url(path)};`),
    "font-face": (path) => new FontFace("leak", url(path)).load().catch(() => {}),
    "font-style": (path) => style(`@font-face { font-family: leaks; src: ${url(path)} } body { font-family: leaks }`),
    prefetch: (path) => link("prefetch", path),
    preload: (path) => link("preload", path, { as: "fetch", crossOrigin: "anonymous" }),
    modulepreload: (path) => link("modulepreload", path),
    style: (path) => link("stylesheet", path),
    icon: (path) => link("icon", path),
    manifest: (path) => link("manifest", path),
    preconnect: (path) => link("preconnect", path),
    dns: (path) => link("dns-prefetch", path),
    script: (path) => element("script", { src: path }),
    module: (path) => element("script", { src: path, type: "module" }),
    rules: (path) => element("script", { type: "speculationrules", textContent: JSON.stringify({ prefetch: [{ urls: [path], eagerness: "immediate" }] }) }),
    frame: (path) => element("iframe", { src: path }),
    srcdoc: (path) => element("iframe", { srcdoc: `<img src="${path}">` }),
    object: (path) => element("object", { data: path }),
    embed: (path) => element("embed", { src: path }),
    audio: (path) => new Audio(path).play().catch(() => {}),
    video: (path) => element("video", { src: path, preload: "auto" }),
    poster: (path) => element("video", { poster: path }),
    input: (path) => element("input", { type: "image", src: path }),
    svg: (path) => {
      const image = page.createElementNS("http://www.w3.org/2000/svg", "image");
      image.setAttribute("href", path);
      const svg = page.createElementNS("http://www.w3.org/2000/svg", "svg");
      svg.append(image);
      page.body.append(svg);
    },
    ping: (path) => {
      const link = Object.assign(page.createElement("a"), { href: location.hash || "#", ping: path });
      page.body.append(link);
      link.click();
    },
    // A report of a violation, as a policy in the page itself could request it.
    report: (path) => {
      const policy = page.createElement("meta");
      policy.httpEquiv = "Content-Security-Policy";
      policy.content = `object-src 'none'; report-uri ${path}; report-to ${path}`;
      page.head.append(policy);
      element("object", { data: path });
    },
    payment: (path) => new PaymentRequest([{ supportedMethods: path }], { total: { label: "1", amount: { currency: "EUR", value: "1" } } }).canMakePayment().catch(() => {}),
    "shared-worker.js": (path) => new SharedWorker(path),
    "service-worker.js": (path) => navigator.serviceWorker.register(path).catch(() => {}),
    // What the service worker of the page could be used for.
    message: (path) => navigator.serviceWorker.controller.postMessage(path, [new MessageChannel().port1]),
    "background-fetch": async (path) => (await navigator.serviceWorker.ready).backgroundFetch.fetch("leak", [path]).catch(() => {}),
    update: async () => (await navigator.serviceWorker.getRegistration())?.update(),
    peer: () => {
      const peer = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${packets}` }] });
      peer.createDataChannel("leak");
      peer.createOffer().then((offer) => peer.setLocalDescription(offer));
    },
  };
  const ofBoth = {
    socket: (path) => new WebSocket(path.replace("http", "ws")),
    stream: (path) => new WebSocketStream(path.replace("http", "ws")),
    events: (path) => new EventSource(path),
    transport: () => new WebTransport(`https://127.0.0.1:${packets}/transport`).ready.catch(() => {}),
    "worker.js": (path) => new Worker(path),
    "blob-worker": (path) => new Worker(program(`fetch("${path}"); importScripts("${path}-script");`)),
    "scripts.js": (path) => importScripts(path),
  };
  for (const [name, server] of [["own", own], ["elsewhere", elsewhere]]) {
    for (const [channel, act] of Object.entries(reporting)) {
      try {
        const limit = new Promise((_, fail) => setTimeout(fail, 2_000));
        await Promise.race([act(`${server}/${channel}`), limit]);
        passed.push(`${channel} ${name}`);
      } catch {}
    }
    for (const [channel, act] of Object.entries({ ...ofBoth, ...(page ? ofPage : {}) })) {
      try {
        Promise.resolve(act(`${server}/${channel}`)).catch(() => {});
      } catch {}
    }
  }
  await new Promise((done) => setTimeout(done, 1_000));
  return passed;
}

// Tries a frame and a form. A browser that refuses them can still have opened a connection, with nothing sent.
export async function frameAndForm(elsewhere) {
  const wait = () => new Promise((done) => setTimeout(done, 500));
  document.body.append(Object.assign(document.createElement("iframe"), { src: elsewhere + "/frame" }));
  await wait(); // A form that is sent ends what still loads.
  const form = Object.assign(document.createElement("form"), { method: "post", action: elsewhere + "/form" });
  document.body.append(form);
  try {
    form.submit();
  } catch {}
  await wait();
}

// What reaches a server by `leak` and `frameAndForm` from a page without a lock, in every browser; and in Chromium.
export const unlocked = [
  ...["fetch", "fetch-no-cors", "request", "import.js", "cache", "compile.wasm", "events", "worker.js", "blob-worker"],
  ...["blob-worker-script", "image", "srcset", "background", "import-style", "font-face", "style", "script", "module"],
  ...["srcdoc", "video", "svg", "frame"],
].map((name) => `GET /${name}`).concat("POST /beacon", "POST /form", "upgrade /socket");
export const unlockedInChromium = [
  ...["mask", "font-style", "prefetch", "preload", "modulepreload", "icon", "rules", "object", "audio", "poster", "input"],
  ...["later", "shared-worker.js", "service-worker.js"],
].map((name) => `GET /${name}`).concat("HEAD /payment", "POST /ping", "upgrade /stream", "packet");
// The same from a worker.
export const unlockedInWorker = [
  ...["fetch", "fetch-no-cors", "request", "import.js", "cache", "compile.wasm", "events", "worker.js", "blob-worker"],
  ...["blob-worker-script", "scripts.js"],
].map((name) => `GET /${name}`).concat("upgrade /socket", "upgrade /stream");

// What is left of WebRTC, and whether the page can reach the window that opened it.
export function remains() {
  const webrtc = ["RTCPeerConnection", "webkitRTCPeerConnection", "mozRTCPeerConnection"];
  return [...webrtc.filter((name) => name in window), ...(window.opener ? ["opener"] : [])];
}
