/* Starts the models' WebAssembly as a module: in a page and in a worker alike, without script tags,
   which Trusted Types would refuse. LiteRT imports this in place of its own starter. */

// It tells of each step as of an error.
const REPORTS = /^(INFO|WARNING)/;

function printErr(line) {
  if (!REPORTS.test(line)) console.error(line);
}

export async function createWasmLib(Library, address) {
  const loader = new URL(address, import.meta.url);
  const { default: makeModule } = await import(loader.href);
  const module = await makeModule({ locateFile: (name) => new URL(name, loader).href, printErr });
  return new Library(module);
}
