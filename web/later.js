// Loads the later part of the program: web/src/later.rs. The build puts this into the script of the program, where
// `wasm` has the exports of the program.
const later = (() => {
  let loading;
  let isLoaded = false;
  return {
    // Calls the function at the place `done` in the program's table, with the argument and whether the part is loaded.
    __wasm_split_load_later(done, argument) {
      const tell = (loaded) => wasm.__indirect_function_table.get(done)(argument, loaded);
      if (isLoaded) return tell(true);
      loading ??= WebAssembly.instantiateStreaming(wuscope.part("later"), { __wasm_split: wasm });
      loading.then(
        () => tell((isLoaded = true)),
        () => tell((loading = undefined)),
      );
    },
  };
})();
