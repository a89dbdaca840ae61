import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import type { FileAsset } from "./file-asset.ts";
import type { Template } from "./template.ts";

interface Manifest {
  artifacts?: Record<string, { type: string; properties?: { templateFile?: string; stackName?: string } }>;
}
interface AssetManifest {
  files?: Record<
    string,
    { source: { path?: string; packaging?: string }; destinations: Record<string, { objectKey: string }> }
  >;
}

/** One stack of a synthesised CDK app: its name, its template, and its assets by their S3 object key. */
export interface SynthesisedStack {
  stackName: string;
  template: Template;
  assets: Map<string, FileAsset>;
}

/** Reads one stack out of a `cdk.out` folder; `stackName` may be left out when the folder holds exactly one. */
export function readCdkOut(cdkOut: string, stackName?: string): SynthesisedStack & { body: string } {
  const folder = resolve(cdkOut);
  const manifest = readJson(join(folder, "manifest.json"), "run `cdk synth` first") as Manifest;
  const stacks = Object.entries(manifest.artifacts ?? {})
    .filter(([, artifact]) => artifact.type === "aws:cloudformation:stack")
    .map(([id, artifact]) => ({
      id,
      name: artifact.properties?.stackName ?? id,
      file: artifact.properties?.templateFile ?? `${id}.template.json`,
    }));
  const names = stacks.map((stack) => stack.name).join(", ");
  const stack =
    stackName === undefined ? stacks[0] : stacks.find(({ id, name }) => id === stackName || name === stackName);
  if (!stack)
    throw new Error(`${folder} holds no stack${stackName ? ` named ${stackName}; it has ${names || "none"}` : ""}.`);
  if (stackName === undefined && stacks.length > 1)
    throw new Error(`${folder} holds several stacks (${names}): say which with stackName.`);
  const file = join(folder, stack.file);
  const template = readJson(file, "the folder is incomplete: synthesise it again") as Template;
  return { stackName: stack.name, template, body: readFileSync(file, "utf8"), assets: readAssets(folder, stack.id) };
}

function readAssets(folder: string, stackId: string): Map<string, FileAsset> {
  const file = join(folder, `${stackId}.assets.json`);
  if (!existsSync(file)) return new Map();
  const manifest = readJson(file, "the folder is incomplete: synthesise it again") as AssetManifest;
  return new Map(
    Object.values(manifest.files ?? {}).flatMap(({ source, destinations }) => {
      const { path, packaging } = source;
      if (path === undefined) return [];
      const asset: FileAsset = { path: join(folder, path), packaging: packaging === "zip" ? "zip" : "file" };
      return Object.values(destinations).map(({ objectKey }): [string, FileAsset] => [objectKey, asset]);
    }),
  );
}

function readJson(file: string, remedy: string): unknown {
  if (!existsSync(file)) throw new Error(`${file} does not exist: ${remedy}.`);
  return JSON.parse(readFileSync(file, "utf8"));
}
