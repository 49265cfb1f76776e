// Starts the page, or shows why it does not start. Trunk names the page's two files in <meta name="app">. This script
// loads them, so that the page's policy needs no exception for an inline script.
//
// It is a classic script without an integrity attribute. Unlike a module, it also runs on file:// and in a sandboxed
// frame whose server sends no CORS header. There nothing else of the page can load, so this script shows the reason.
(async () => {
  const status = document.querySelector("#page > .starting");
  const say = (...words) => {
    const line = document.createElement("p");
    line.append(...words);
    status.replaceChildren(line);
  };
  // The list of possible causes is only for the case that no script runs. This one runs, and shows the actual cause.
  status.querySelector(".late")?.remove();

  // What a policy blocked. Inline scripts belong to browser extensions.
  let blocked;
  document.addEventListener("securitypolicyviolation", ({ disposition, blockedURI, effectiveDirective }) => {
    if (disposition === "enforce" && blockedURI !== "inline") blocked ??= effectiveDirective;
  });

  let loaded = 0;
  let advice;
  const wait = () => advice !== undefined && say(`Still loading: ${loaded} of 2 parts. ${advice}`);
  const part = async (work) => {
    const result = await work;
    loaded += 1;
    wait();
    return result;
  };
  const timers = [
    [5, ""],
    [20, "The server has not sent the rest for 20 seconds: check the network, or reload the page."],
  ].map(([seconds, words]) => setTimeout(() => wait((advice = words)), seconds * 1000));

  const { js, wasm } = document.querySelector('meta[name="app"]').dataset;
  const here = (name) => new URL(name, document.baseURI);
  const compile = async () => {
    const response = await fetch(here(wasm));
    if (!response.ok) throw new Error(`the server returned ${response.status} for ${wasm}`);
    // Some servers do not know the MIME type of wasm: then compile after the complete download.
    return response.headers.get("content-type")?.startsWith("application/wasm")
      ? WebAssembly.compileStreaming(response)
      : WebAssembly.compile(await response.arrayBuffer());
  };

  const reason = async (error) => {
    if (location.protocol === "file:") {
      return "This page was opened as a file, but browsers load its other files only from a web server. Copy the folder of the page to a web server and open it from there.";
    }
    if (typeof WebAssembly !== "object") {
      return "This browser does not support WebAssembly, or a policy disables it. Allow WebAssembly for this site, or use a current Edge, Chrome, Firefox or Safari.";
    }
    // The browser reports what a policy blocked soon after the error.
    await new Promise((done) => setTimeout(done, 100));
    if (blocked) {
      return `A Content-Security-Policy header of the server or a proxy blocks this page (${blocked}). It must allow script-src 'self' 'wasm-unsafe-eval', connect-src 'self' and worker-src blob:.`;
    }
    const probe = (mode) => fetch(here(js), { mode }).catch(() => undefined);
    if (self.origin === "null" && (await probe("no-cors"))) {
      return "This page is in a sandboxed frame, and its server does not send the header Access-Control-Allow-Origin: *. Use a frame without the sandbox attribute, add allow-same-origin to it, or add the header on the server.";
    }
    const answer = await probe("cors");
    if (answer && !answer.ok) {
      return `The server returned ${answer.status} for ${js}. After an upgrade, reload the page without the cache (Ctrl+F5).`;
    }
    return `Wuscope could not start: check that its server is reachable and that the browser is not older than 2022, then reload the page. (${error.message})`;
  };

  try {
    const [{ default: start }, program] = await Promise.all([part(import(here(js))), part(compile())]);
    await start({ module_or_path: program });
  } catch (error) {
    const link = document.createElement("a");
    const whole = new URL(location.href);
    whole.searchParams.delete("embed");
    link.href = whole.href;
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = "Open in a new tab";
    const words = await reason(error);
    say(words, ...(self === top ? [] : [" ", link]));
    throw error;
  } finally {
    timers.forEach(clearTimeout);
  }
})();
