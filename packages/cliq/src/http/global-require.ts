import { createRequire } from "node:module";

// undici is CommonJS. Bundled into an ES module, its `require("node:…")` becomes esbuild's shim, which finds no
// `require` in such a module unless there is a global one. Imported before undici, for that alone.
const bundled = globalThis as { require?: unknown };
bundled.require ??= createRequire(import.meta.url);
