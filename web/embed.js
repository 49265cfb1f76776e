// Elements that show Wuscope in any page: <wuscope-code code="0x80244010">, <wuscope-flow step="3">,
// <wuscope-page hash="#/cause/…">, <wuscope-search>, <wuscope-analyzer>. Each is a frame of the page beside this file.
// docs/embedding.md describes them.

const FRAME_SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads";
// A frame that posts nothing for this many milliseconds after it loaded was probably blocked.
const PATIENCE = 15_000;

const style = new CSSStyleSheet();
style.replaceSync(`
  :host { display: block; width: var(--wuscope-width, 100%); font: 14px/20px system-ui, sans-serif; }
  :host([hidden]), [hidden] { display: none; }
  iframe { display: block; box-sizing: content-box; width: calc(100% - 2 * var(--wuscope-border-width, 1px));
    height: var(--wuscope-height, 520px); min-height: var(--wuscope-min-height, 80px); max-height: var(--wuscope-max-height, none);
    border: var(--wuscope-border-width, 1px) solid var(--wuscope-border-color, #8888); border-radius: var(--wuscope-radius, 6px); }
  form { display: flex; flex-wrap: wrap; gap: 8px; }
  form, p { margin: 0 0 8px; }
  input { flex: 1 1 240px; min-width: 0; }
  input, button { font: inherit; padding: 6px 10px; border: 1px solid #888; border-radius: var(--wuscope-radius, 6px); }
`);

// An element with these properties and children.
const make = (name, properties, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

// An attribute that is not valid; the message is shown in the element.
class Refused extends Error {}

class WuscopeElement extends HTMLElement {
  static observedAttributes = ["base", "theme", "sandbox", "label"];

  #frame = make("iframe", { loading: "lazy" });
  #problem = make("p", { hidden: true });
  #fallback = make("slot", { hidden: true });
  #timer;
  #ready;
  #becomesReady;

  constructor() {
    super();
    this.attachShadow({ mode: "open" }).append(this.#problem, this.#fallback, this.#frame);
    this.shadowRoot.adoptedStyleSheets = [style];
    this.#problem.setAttribute("role", "alert");
    this.#frame.addEventListener("load", () => this.#wait());
    this.#forget();
  }

  connectedCallback() {
    addEventListener("message", this.#receive);
    this.update();
  }

  disconnectedCallback() {
    removeEventListener("message", this.#receive);
    clearTimeout(this.#timer);
    // A frame that is moved loads again.
    this.#frame.removeAttribute("src");
  }

  attributeChangedCallback() {
    if (this.isConnected) this.update();
  }

  // Subclasses have `hash`, the page to show; empty for no frame. This is its name for screen readers.
  get what() {
    return this.hash.slice(2);
  }

  // Shows what the attributes name, or why that is impossible.
  update() {
    try {
      const { hash } = this;
      const url = hash && this.#url(hash);
      this.#frame.title = this.getAttribute("label") || (hash && `Wuscope: ${this.what}`);
      this.#frame.hidden = !hash;
      this.#say("");
      if (!hash || this.#frame.src === url.href) return;
      const isSame = this.#frame.src.split("#")[0] === url.href.split("#")[0];
      if (!isSame) {
        this.#forget();
        // These apply when the frame loads again.
        this.#frame.toggleAttribute("credentialless", crossOriginIsolated);
        if (this.hasAttribute("sandbox")) this.#frame.setAttribute("sandbox", FRAME_SANDBOX);
        else this.#frame.removeAttribute("sandbox");
      }
      // With only another hash, the frame does not load again.
      this.#frame.src = url.href;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.#frame.hidden = true;
      this.#frame.removeAttribute("src");
      this.#say(error.message);
    }
  }

  // Shows another page of Wuscope, such as "#/kb".
  open(hash) {
    this.#frame.loading = "eager";
    return this.#post({ type: "wuscope:open", hash: String(hash) });
  }

  // Analyzes a FileList, File objects, or { name, buffer } with an ArrayBuffer, which moves to the frame.
  async analyze(files) {
    this.#frame.loading = "eager";
    const read = async (file) => ({ name: file.name, buffer: file.buffer ?? (await file.arrayBuffer()) });
    const given = await Promise.all([...files].map(read));
    return this.#post({ type: "wuscope:analyze", files: given }, given.map((file) => file.buffer));
  }

  #url(hash) {
    const base = this.getAttribute("base") || import.meta.url;
    const url = URL.canParse(base, document.baseURI) ? new URL(base, document.baseURI) : undefined;
    if (!/^https?:$/.test(url?.protocol)) throw new Refused(`The attribute base is not the URL of a web server: ${base}`);
    if (location.protocol === "https:" && url.protocol === "http:" && !/^(localhost|127\..*)$/.test(url.hostname)) {
      throw new Refused("This page uses https, so browsers block a frame with http: serve Wuscope with https.");
    }
    const theme = this.getAttribute("theme") || "auto";
    if (!/^(auto|light|dark)$/.test(theme)) throw new Refused(`The attribute theme must be auto, light or dark, not "${theme}".`);
    if (this.hasAttribute("sandbox")) url.pathname = url.pathname.replace(/[^/]*$/, "wuscope.html");
    else if (!this.hasAttribute("base")) url.pathname = url.pathname.replace(/[^/]*$/, "");
    url.search = `?embed=1&theme=${theme}`;
    url.hash = hash;
    return url;
  }

  // Posts a message as soon as the page in the frame is ready.
  async #post(message, moved = []) {
    await this.#ready;
    // The origin of a sandboxed frame is opaque, and has no name.
    const origin = this.hasAttribute("sandbox") ? "*" : new URL(this.#frame.src).origin;
    this.#frame.contentWindow.postMessage(message, origin, moved);
  }

  #forget() {
    this.#ready = new Promise((done) => (this.#becomesReady = done));
  }

  #wait() {
    if (!this.#frame.src) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const href = this.#frame.src.replace("embed=1&", "");
      const link = make("a", { href, target: "_blank", rel: "noopener" }, "Open it in a new tab");
      this.#say("Wuscope does not answer in this frame. Its server, this page or the network might block it. ", link);
    }, PATIENCE);
    // The page might have been ready before it was listened to.
    this.#frame.contentWindow.postMessage({ type: "wuscope:ping" }, "*");
  }

  #say(...words) {
    this.#problem.replaceChildren(...words);
    this.#problem.hidden = this.#fallback.hidden = !words[0];
  }

  #receive = ({ source, data }) => {
    if (source !== this.#frame.contentWindow || typeof data?.type !== "string") return;
    const [, type] = data.type.match(/^wuscope:([a-z]+)$/) ?? [];
    if (!type) return;
    clearTimeout(this.#timer);
    this.#say("");
    if (type === "height" && data.height > 0) this.#frame.style.height = `${data.height}px`;
    if (type === "ready") this.#becomesReady();
    const { type: _, ...detail } = data;
    this.dispatchEvent(new CustomEvent(`wuscope-${type}`, { detail, bubbles: true, composed: true }));
  };

  // The value of an attribute that has this form.
  checked(name, form, example, otherwise) {
    const value = this.getAttribute(name)?.trim() || otherwise;
    if (value === undefined) throw new Refused(`The attribute ${name} is missing, for example ${name}="${example}".`);
    if (!form.test(value)) throw new Refused(`The attribute ${name} is not valid: "${value}". An example is ${name}="${example}".`);
    return value;
  }
}

const observing = (...names) => [...WuscopeElement.observedAttributes, ...names];

// A code, in any notation, or its symbol.
class WuscopeCode extends WuscopeElement {
  static observedAttributes = observing("code");
  get hash() {
    return `#/code/${this.what}`;
  }
  get what() {
    return this.checked("code", /^(0x[\da-f]{1,8}|[\da-f]{8}|-?\d{1,10}|[a-z]\w+)$/i, "0x80244010");
  }
}

// A flow, or a step of it.
class WuscopeFlow extends WuscopeElement {
  static observedAttributes = observing("flow", "step");
  get hash() {
    const step = this.checked("step", /^(\d+(\.\d+)*)?$/, "3", "");
    return `#/flow/${this.checked("flow", /^[a-z\d-]+$/, "client-scan", "client-scan")}${step && "/" + step}`;
  }
}

// Any page, by the part of its URL from # on.
class WuscopePage extends WuscopeElement {
  static observedAttributes = observing("hash");
  get hash() {
    return this.checked("hash", /^#\/[^\s<>"]*$/, "#/cause/proxy-sign-in");
  }
}

// Where logs are dropped.
class WuscopeAnalyzer extends WuscopeElement {
  get hash() {
    return "#/";
  }
  get what() {
    return "log analysis";
  }
}

// A search box. The frame is loaded with the first search.
class WuscopeSearch extends WuscopeElement {
  static observedAttributes = observing("query");
  #input = make("input", { type: "search", placeholder: "Error code, message or log line", autocomplete: "off" });

  constructor() {
    super();
    this.#input.setAttribute("aria-label", "Search in Wuscope");
    const form = make("form", {}, this.#input, make("button", {}, "Search"));
    form.setAttribute("role", "search");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.setAttribute("query", this.#input.value);
    });
    this.shadowRoot.prepend(form);
  }

  update() {
    this.#input.value = this.getAttribute("query") ?? "";
    super.update();
  }

  get hash() {
    const query = this.getAttribute("query")?.trim();
    return query ? `#/kb?q=${encodeURIComponent(query)}` : "";
  }
  get what() {
    return "search results";
  }
}

// A page can load this file from two places.
const elements = { code: WuscopeCode, flow: WuscopeFlow, page: WuscopePage, search: WuscopeSearch, analyzer: WuscopeAnalyzer };
for (const [name, element] of Object.entries(elements)) {
  if (!customElements.get("wuscope-" + name)) customElements.define("wuscope-" + name, element);
}
