// What only the single file does: it reads a folder that is dropped on a page that was opened as a file. There Chromium
// refuses to list the entries of a folder, but not its handle. This script gives handles the form of entries, which the
// program reads. Only outside of frames: a request for a handle ends a sandboxed frame.
if (location.protocol === "file:" && self === top && "getAsFileSystemHandle" in DataTransferItem.prototype) {
  // As many as Chromium itself lists at once.
  const most = 100;
  const entryOf = (handle, around) => {
    const { name } = handle;
    const fullPath = `${around}/${name}`;
    if (handle.kind === "directory") return folderOf(name, fullPath, handle);
    return { name, fullPath, isDirectory: false, file: (done, fail) => handle.getFile().then(done, fail) };
  };
  // `handle` can be a promise.
  const folderOf = (name, fullPath, handle) => ({
    name,
    fullPath,
    isDirectory: true,
    createReader() {
      let handles;
      const next = async () => {
        handles ??= (await handle).values();
        const some = [];
        while (some.length < most) {
          const { done, value } = await handles.next();
          if (done) break;
          some.push(entryOf(value, fullPath));
        }
        return some;
      };
      return { readEntries: (done, fail) => next().then(done, fail) };
    },
  });
  const { folder } = window.wuscope;
  window.wuscope.folder = (item) => {
    const { name, fullPath } = folder(item) ?? {};
    return name && folderOf(name, fullPath, item.getAsFileSystemHandle());
  };
}
