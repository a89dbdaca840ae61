import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A package of the workspace. */
export interface Room {
  /** From the repository's root, with a slash at its end. */
  readonly folder: string;
  readonly name: string;
  /** Names of the packages of the workspace that it or its tests import. */
  readonly needs: readonly string[];
}

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** The rooms of a repository, as their `package.json` have them. */
export function readRooms(root: string): readonly Room[] {
  const manifests = globSync("{packages,infra,scripts}/**/package.json", {
    cwd: root,
    exclude: ["**/node_modules/**"],
  });
  return manifests.map((path) => {
    const { name, dependencies, devDependencies } = JSON.parse(readFileSync(join(root, path), "utf8")) as Manifest;
    const needs = Object.entries({ ...dependencies, ...devDependencies }).filter(([, version]) =>
      version.startsWith("workspace:"),
    );
    return { folder: `${dirname(path).replaceAll("\\", "/")}/`, name, needs: needs.map(([needed]) => needed) };
  });
}
