// Starts the page, or shows why it does not start, and gives the program the parts of the page.
//
// The page has two forms, and this script serves both. In the folder, each part is a file that a <link data-part="…">
// names, and Trunk names the program's script in <meta name="app">. In the single file, the parts are texts in base64
// in <script data-part="…">, and the program's script is inline and passes its start function to `wuscope.program`.
//
// It is a classic script without an integrity attribute. Unlike a module, it also runs on file:// and in a sandboxed
// frame whose server sends no CORS header. There nothing else of the folder can load, so this script shows the reason.
(async () => {
  const status = document.querySelector("#page > .starting");
  const say = (...words) => {
    const line = document.createElement("p");
    line.append(...words);
    status.replaceChildren(line);
  };
  // The list of possible causes is only for the case that no script runs. This one runs, and shows the actual cause.
  status.querySelector(".late")?.remove();
  const loading = status.firstElementChild;

  // What a policy blocked. Inline scripts belong to browser extensions.
  let blocked;
  document.addEventListener("securitypolicyviolation", ({ disposition, blockedURI, effectiveDirective }) => {
    if (disposition === "enforce" && blockedURI !== "inline") blocked ??= effectiveDirective;
  });

  const here = (name) => new URL(name, document.baseURI);
  const refusal = (status, file) => `The server returned ${status} for ${file}`;
  const script = document.querySelector('meta[name="app"]')?.dataset.js;

  // The bytes of a text in base64.
  const bytes = (text) => {
    if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
    const letters = atob(text);
    return new Uint8Array(letters.length).map((_, at) => letters.charCodeAt(at));
  };
  // The bytes of a part as the server sends them, or as they are in the page.
  const sent = async ({ href, integrity, text }) => {
    if (!href) return new Response(bytes(text));
    const response = await fetch(href, { integrity });
    if (!response.ok) throw new Error(refusal(response.status, href));
    return response;
  };
  // Lets the page do other work. A timer would wait for a second if the page is in the background.
  const pause = () =>
    new Promise((done) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => done(port1.close());
      port2.postMessage(0);
    });
  // What unpacks lzip: crates/unpack. If it cannot be loaded, the next part tries again.
  let compiled;
  const unpacker = () => {
    compiled ??= WebAssembly.compileStreaming(part("unpack"));
    compiled.catch(() => (compiled = undefined));
    return compiled;
  };
  // Unpacks lzip in pieces of a millisecond.
  const unlzip = async (response) => {
    const [module, packed] = await Promise.all([unpacker(), response.arrayBuffer()]);
    const { memory, room, begin, step, piece } = (await WebAssembly.instantiate(module)).exports;
    const place = room(packed.byteLength);
    new Uint8Array(memory.buffer).set(new Uint8Array(packed), place);
    begin();
    return new ReadableStream({
      async pull(unpacked) {
        await pause();
        const length = step();
        if (length < 0) throw new Error("a part of the page is damaged");
        if (length === 0) unpacked.close();
        else unpacked.enqueue(new Uint8Array(memory.buffer, piece(), length).slice());
      },
    });
  };
  const begins = (bytes, ...first) => first.every((byte, at) => bytes?.[at] === byte);
  // A part, unpacked, as a response that can be compiled while it arrives. The build packs large parts that can wait
  // with lzip and all others with gzip. A server that sends the .br file beside a part sends it unpacked: the first
  // bytes show how it arrived.
  const part = async (name) => {
    const place = document.querySelector(`[data-part="${name}"]`);
    if (!place) throw new Error(`the page has no part ${name}`);
    const [head, body] = (await sent(place)).body.tee();
    const reader = head.getReader();
    const { value } = await reader.read();
    reader.cancel();
    let unpacked = body;
    if (begins(value, 0x1f, 0x8b)) unpacked = body.pipeThrough(new DecompressionStream("gzip"));
    if (begins(value, 0x4c, 0x5a, 0x49, 0x50)) unpacked = await unlzip(new Response(body));
    return new Response(unpacked, { headers: { "content-type": "application/wasm" } });
  };
  // The folder of a dropped item; nothing if it is a file. In the single file, web/single.js replaces it.
  const folder = (item) => {
    const entry = item.webkitGetAsEntry();
    return entry?.isDirectory ? entry : undefined;
  };
  // The handle of a dropped file, as a promise: it gives the file again after that has grown. Firefox has none, and
  // Chromium ends a page without an origin (a sandboxed frame) that asks for it.
  const handle = (item) => (self.origin === "null" ? undefined : item.getAsFileSystemHandle?.().catch(() => undefined));
  // The service worker (web/sw.js) keeps a copy of the page for use without a network. Only for pages that a browser can
  // keep: on https, with an origin. A frame installs none, as its wiki decides where it is.
  const workers = script && self.origin !== "null" ? navigator.serviceWorker : undefined;
  // Whether the page came from that copy.
  const isKept = () => Boolean(workers?.controller);
  // Installs the worker, and waits for it, but not long: it requests files, which should be over before the lock. After
  // the lock, the policy of the page would refuse the worker itself.
  const keep = async () => {
    if (!workers || self !== top || isKept()) return;
    const address = here("sw.js").href;
    const rule = { createScriptURL: () => address };
    const trusted = self.trustedTypes?.createPolicy("wuscope-offline", rule).createScriptURL("");
    const installed = async () => {
      const { installing } = await workers.register(trusted ?? address);
      await new Promise((done) => (installing ? installing.addEventListener("statechange", done) : done()));
    };
    await Promise.race([installed(), new Promise((done) => setTimeout(done, 5_000))]);
  };
  window.wuscope = { part, folder, handle, keep, isKept };

  // The parameters of the URL, as the program reads them: web/src/browser/mod.rs.
  const asked = new URLSearchParams(location.search);
  const isEmbedded = (asked.get("embed") ?? "0") !== "0";
  const theme = () => {
    try {
      return asked.get("theme") ?? localStorage.getItem("wuscope-theme");
    } catch {
      return undefined; // A sandboxed frame has no storage.
    }
  };
  // The URL in the program of a link between static pages: they have its path, and links into the program its hash.
  const inProgram = (link) => {
    if (link.includes("#/")) return link.slice(link.indexOf("#/"));
    const path = link.replace(/^[./]*/, "").replace(/\.html$/, "");
    return "#/" + path.replace(/^(index|codes)$/, "kb");
  };
  // The content of a static page, made the content of a card: without navigation, and of a code only the causes.
  const makeCard = (main, isCode) => {
    main.classList.add("card");
    main.querySelector(".trail")?.remove();
    if (!isCode || !main.querySelector("#causes")) return;
    for (const other of main.querySelectorAll(".columns section:not(#causes, #causes *), #causes > .head, .rail")) other.remove();
  };
  // Until the program starts, the static page of a code, a cause, a step, a log or a symptom is shown, because it is a
  // tenth of what the program and its knowledge weigh. A request for a document runs no script of it.
  const early = () => {
    const { hash } = location;
    const [, place] = /^#\/((?:code|cause|flow|log|symptom)\/[\w./-]+)$/.exec(hash) ?? [];
    if (!script || !place) return;
    const request = new XMLHttpRequest();
    request.responseType = "document";
    request.open("GET", here(`kb/${place}.html`));
    request.onload = () => {
      const main = request.response?.querySelector("main.knowledge");
      // If there is no such page, or the program was faster, nothing happens.
      if (!main || !status.isConnected) return;
      main.dataset.hash = hash;
      for (const link of main.querySelectorAll('a[href^="."]')) link.href = inProgram(link.getAttribute("href"));
      const whole = document.createElement("div");
      whole.className = isEmbedded ? "whole embedded" : "whole";
      if (isEmbedded) makeCard(main, place.startsWith("code/"));
      else whole.append(Object.assign(document.createElement("header"), { className: "bar", textContent: "Wuscope" }));
      whole.append(document.adoptNode(main));
      const chosen = theme();
      if (/^(light|dark)$/.test(chosen)) document.documentElement.dataset.theme = chosen;
      loading.remove();
      status.after(whole);
    };
    request.send();
  };
  early();

  let loaded = 0;
  let advice;
  const wait = () => advice !== undefined && say(`Still loading: ${loaded} of 2 parts. ${advice}`);
  const counted = async (work) => {
    const result = await work;
    loaded += 1;
    wait();
    return result;
  };
  const stalled = script
    ? "The server has not sent the rest for 20 seconds: check the network, or reload the page."
    : "The file is probably incomplete or was changed: get it again.";
  const timers = [
    [5, ""],
    [20, stalled],
  ].map(([seconds, words]) => setTimeout(() => wait((advice = words)), seconds * 1000));

  const glue = async () => {
    if (!script) return new Promise((given) => (window.wuscope.program = given));
    const { default: start } = await import(here(script));
    return start;
  };

  // Why the page does not start; and a URL that works, with its words.
  const reason = async (error) => {
    if (script && location.protocol === "file:") {
      const words = "This page was opened as a file, but browsers load its other files only from a web server. The file wuscope.html in the same folder contains the complete page and needs no server:";
      return [words, here("wuscope.html" + location.search + location.hash), "Open wuscope.html"];
    }
    if (typeof WebAssembly !== "object") {
      return ["This browser does not support WebAssembly, or a policy disables it. Allow WebAssembly for this site, or use a current Edge, Chrome, Firefox or Safari."];
    }
    if (typeof DecompressionStream !== "function") {
      return ["This browser is older than 2023 and cannot unpack the parts of this page: use a current Edge, Chrome, Firefox or Safari."];
    }
    // The browser reports what a policy blocked soon after the error.
    await new Promise((done) => setTimeout(done, 100));
    if (blocked) {
      return [`A Content-Security-Policy header of the server or a proxy blocks this page (${blocked}). It must allow script-src 'self' 'wasm-unsafe-eval', connect-src 'self' and worker-src blob:.`];
    }
    if (!script) {
      return [`Wuscope could not start: check that the browser is not older than 2023. Otherwise the file is incomplete or was changed: get it again. (${error.message})`];
    }
    const probe = (mode) => fetch(here(script), { mode }).catch(() => undefined);
    if (self.origin === "null" && (await probe("no-cors"))) {
      return ["This page is in a sandboxed frame, and its server does not send the header Access-Control-Allow-Origin: *. Use a frame without the sandbox attribute, add allow-same-origin to it, or add the header on the server."];
    }
    const answer = await probe("cors");
    const missing = answer && !answer.ok ? refusal(answer.status, script) : error.message;
    if (missing.startsWith("The server returned")) {
      return [`${missing}. After an upgrade, reload the page without the cache (Ctrl+F5).`];
    }
    return [`Wuscope could not start: check that its server is reachable and that the browser is not older than 2023, then reload the page. (${error.message})`];
  };

  try {
    const [start, program] = await Promise.all([counted(glue()), counted(WebAssembly.compileStreaming(part("page")))]);
    await start({ module_or_path: program });
  } catch (error) {
    const whole = new URL(location.href);
    whole.searchParams.delete("embed");
    const inFrame = self === top ? [] : [whole, "Open in a new tab"];
    const [words, address = inFrame[0], name = inFrame[1]] = await reason(error);
    const link = document.createElement("a");
    Object.assign(link, { href: address, target: "_blank", rel: "noopener", textContent: name });
    say(words, ...(address ? [" ", link] : []));
    throw error;
  } finally {
    timers.forEach(clearTimeout);
  }
})();
