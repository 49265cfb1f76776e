// Two web servers on two ports, as an intranet has them: one with the page, one with a wiki that shows it in a frame.
// The tests in Chromium and in Firefox share it.
import http from "node:http";
import { text } from "node:stream/consumers";
import { createGunzip } from "node:zlib";

// What the frames show, and the header that a sandboxed one needs.
export const CODE = "#/code/0x80244022";
export const CORS = { "Access-Control-Allow-Origin": "*" };

// Each form of the snippet that must work: the headers of the page, and what is made of the snippets that it offers.
export const forms = [
  { name: "the offered frame", snippet: ({ plain }) => plain },
  {
    name: "the offered sandboxed frame with allow-same-origin added",
    snippet: ({ sandboxed }) => sandboxed.replace("allow-scripts", "allow-scripts allow-same-origin"),
    tier: { tag: "@further" },
  },
  { name: "the offered sandboxed frame with the CORS header", headers: CORS, snippet: ({ sandboxed }) => sandboxed },
];

// A fixture that starts servers, which end with the test: `hosts.page(options)`, `hosts.wiki(markup)` and
// `hosts.plainWiki(markup)` answer with an origin.
export async function hosts({ traffic }, use) {
  const servers = [];
  const start = async (starting) => {
    const server = await starting;
    servers.push(server);
    traffic.ours.push(server.origin);
    return server.origin;
  };
  await use({
    page: (options) => start(pageServer(options)),
    wiki: (markup) => start(wikiServer(markup)),
    plainWiki: (markup) => start(htmlServer(`<!doctype html><title>Wiki</title>${markup}`)),
  });
  await Promise.all(servers.map((server) => server.end()));
}

// The parts that are packed with lzip: xtask/src/parts.rs. Servers send nothing else in their place.
export const dense = /\/(later|rest|engine|events|sample)-[0-9a-f]+\.bin$/;

// A server for the page, in front of the one under test. It answers as a plain web server does, without a CORS header.
// `headers` are added to each answer. The parts of the page are sent as `parts` names it: as the files are, "brotli" for
// the .br files beside them, or "unpacked". Requests whose path `stalls` matches are never answered, and those that
// `missing` matches are not found. The page is in the folder `under`. A test can change two options while the server
// runs: files by path in `other` are sent in the place of those of the page, and nothing is answered while `isDown`.
// `served` receives the paths that were requested.
function pageServer(options = {}) {
  const { headers = {}, parts, stalls = /^$/, missing = /^$/, allowed, under = "", other = {}, served = [] } = options;
  return serve((from, to) => {
    const [whole] = from.url.split("?");
    if (options.isDown) return to.destroy();
    served.push(whole);
    if (!whole.startsWith(under + "/")) return to.writeHead(404).end("Not found.");
    const path = whole.slice(under.length);
    if (path in other) return to.writeHead(200, { "Cache-Control": "no-cache", ...other[path].headers }).end(other[path].body);
    if (stalls.test(path)) return;
    if (missing.test(path)) return to.writeHead(404).end("Not found.");
    const { hostname, port } = new URL(process.env.WUSCOPE_URL);
    const canBeOther = path.endsWith(".bin") && !dense.test(path);
    const isBrotli = parts === "brotli" && canBeOther;
    const isUnpacked = parts === "unpacked" && canBeOther;
    const asked = isBrotli ? path + ".br" : path;
    const onward = http.request({ hostname, port, method: from.method, path: asked }, (answer) => {
      delete answer.headers["access-control-allow-origin"];
      if (isBrotli) answer.headers["content-encoding"] = "br";
      const isPage = allowed && path === "/";
      if (isUnpacked || isPage) delete answer.headers["content-length"];
      to.writeHead(answer.statusCode, { ...answer.headers, ...headers });
      if (isPage) {
        const list = '<meta name="wuscope-hosts" content="';
        return text(answer).then((page) => to.end(page.replace(list, list + allowed())));
      }
      (isUnpacked ? answer.pipe(createGunzip()) : answer).pipe(to);
    });
    onward.on("error", () => to.destroy());
    from.pipe(onward);
  });
}

// A wiki whose one page holds this markup. It gives the frame in it the height that the frame posts, and writes the
// heights down.
function wikiServer(markup) {
  const page = `<!doctype html><title>Wiki</title><body style="margin: 0">${markup}<script>
    heights = [];
    onmessage = ({ data }) => {
      if (data.type !== "wuscope:height") return;
      heights.push(data.height);
      document.querySelector("iframe").style.height = data.height + "px";
    };
  </script>`;
  return htmlServer(page);
}

// A server of one page, at every path.
function htmlServer(page) {
  return serve((from, to) => to.writeHead(200, { "Content-Type": "text/html; charset=utf-8" }).end(page));
}

// A server on a free port: where it is, and how it ends.
async function serve(answer) {
  const server = http.createServer(answer);
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const end = () => {
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  };
  return { origin: `http://127.0.0.1:${server.address().port}`, end };
}
