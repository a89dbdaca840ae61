import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { SourceMap, type SourceMapPayload } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { afterAll, expect, test } from "vitest";
import { toRepositoryPath, toSourceFrame } from "./to-source-frame.ts";

const root = mkdtempSync(join(tmpdir(), "frames-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const folder = join(root, "packages/actions/src/echo");
mkdirSync(folder, { recursive: true });
writeFileSync(
  join(folder, "action.ts"),
  "interface Said {\n  readonly text: string;\n}\nexport function say({ text }: Said): string {\n  if (text.length > 0) throw new Error(text);\n  return text;\n}\n",
);
buildSync({
  entryPoints: [join(folder, "action.ts")],
  outfile: join(root, "cdk.out/asset/index.mjs"),
  bundle: true,
  minify: true,
  platform: "node",
  format: "esm",
  sourcemap: "external",
  logLevel: "silent",
});
const map = JSON.parse(readFileSync(join(root, "cdk.out/asset/index.mjs.map"), "utf8")) as SourceMapPayload;

test("a frame of the minified bundle is the line that threw, in the repository's own path", async () => {
  const bundle = join(root, "cdk.out/asset/index.mjs");
  const { say } = (await import(/* @vite-ignore */ bundle)) as { say: (said: { text: string }) => string };
  let frame = "";
  try {
    say({ text: "boom" });
  } catch (error) {
    frame = (error as Error).stack?.split("\n")[1]?.trim() ?? "";
  }
  expect(frame).toContain("index.mjs:1:");
  expect(toSourceFrame(frame, new SourceMap(map), root)).toBe("packages/actions/src/echo/action.ts:5:30");
});

test.each([
  ["a frame of Node's own", "at process.processTicksAndRejections (node:internal/process/task_queues:103:5)"],
  ["a frame without a place", "at async Promise.all (index 0)"],
])("%s stays as it was", (_what, frame) => {
  expect(toSourceFrame(frame, new SourceMap(map), root)).toBe(frame);
});

test("a file that is gone keeps its path from its room on", () => {
  expect(toRepositoryPath("../../../../work/clone/packages/actions/src/gone/action.ts", root)).toBe(
    "packages/actions/src/gone/action.ts",
  );
});
