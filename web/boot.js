// Starts the page. Trunk names its two files in <meta name="app">; a script of its own, so that the policy of the
// page needs no exception for it.
const { js, wasm } = document.querySelector('meta[name="app"]').dataset;
const here = (name) => new URL(name, document.baseURI);
try {
  const { default: start } = await import(here(js));
  await start({ module_or_path: here(wasm) });
} catch (error) {
  document.querySelector("#page > .empty")?.replaceChildren(
    "Wuscope could not be started: see that its server can be reached and that the browser is not older than 2022, then reload the page. (",
    error.message,
    ")",
  );
  throw error;
}
