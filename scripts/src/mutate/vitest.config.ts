import { readFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "vitest/config";

/** The package of the room that is copied here. */
const { name } = JSON.parse(readFileSync("package.json", "utf8")) as { name: string };

/** Runs the tests of one room in the copy of it that is the working directory, as the repository's own configuration does. */
export default defineConfig({
  // What reaches the room by its package's name gets the copy, too.
  resolve: { alias: [{ find: new RegExp(`^${name}/(.*)$`), replacement: join(process.cwd(), "src/$1.ts") }] },
  test: {
    include: ["src/**/*.test.ts"],
    // 500 random lives of the registrar would be lived for every mutant.
    exclude: ["src/testing/**"],
    isolate: false,
    // A bug that makes a test wait for ever is noticed by this limit; Stryker's own would cost a new process each time.
    // The slowest test takes a second and a half.
    testTimeout: 20_000,
    hookTimeout: 10_000,
    setupFiles: join(import.meta.dirname, "../testing/restore-process.ts"),
    reporters: [{}],
  },
});
