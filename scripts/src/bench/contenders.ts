import { buildSync } from "esbuild";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { buildApp } from "@cliq-actions/infra/build-app";
import { bundleOptions, repository } from "@cliq-actions/infra/bundle-to";
import { discoverActions } from "@cliq-actions/infra/discovery/discover-actions";
import { reuseBundle } from "@cliq-actions/infra/reuse-bundle";
import stages from "@cliq-actions/infra/stages";
import { chooseStage } from "@cliq-actions/infra/stages/define-stages";
import { testActions } from "@cliq-actions/infra/testing/test-actions";
import type { Scheme } from "./clicks.ts";

/** Whoever takes part: what stands in a folder as `index.mjs`, and how it is asked. */
export interface Contender {
  readonly name: string;
  /** `function` is one of ours that no person clicks: it is only initialised. */
  readonly kind: "bare" | "floor" | "ours" | "sdk" | "peer" | "function";
  readonly folder: string;
  readonly slug: string;
  readonly scheme: Scheme;
  readonly environment: Readonly<Record<string, string>>;
}

/** Names of those that others are compared with. */
export const floorThatLogs = "floor that logs";
export const oneCard = "one card";
export const rowWithSdk = "keep-row with the SDK";
export const row = "keep-row";

const byHand = {
  bare: ["bare", "bare"],
  floor: ["floor", "floor"],
  [floorThatLogs]: ["floor-that-logs", "floor"],
  [oneCard]: ["one-card", "ours"],
  [rowWithSdk]: ["row-with-sdk", "sdk"],
} as const;

/** Those in `contenders/`, bundled as the deployment bundles. */
export function bundleByHand(folder: string, environment: Contender["environment"]): Contender[] {
  return Object.entries(byHand).map(([name, [file, kind]]) => {
    const own = join(folder, file);
    bundleContender(own, file);
    return {
      name,
      kind,
      folder: own,
      slug: "bench",
      scheme: "path",
      environment: { ...environment, TABLE_NAME: "bench" },
    };
  });
}

/** Bundles one of them into a folder: ours with the help of our bundler, a floor as anybody's would. */
export function bundleContender(folder: string, file: string): void {
  const entry = join(import.meta.dirname, `contenders/${file}.ts`);
  mkdirSync(folder, { recursive: true });
  if (!file.startsWith("floor")) reuseBundle(folder, entry);
  else buildSync({ ...bundleOptions, alias: {}, entryPoints: [entry], outfile: join(folder, "index.mjs") });
}

interface FunctionResource {
  readonly Type: string;
  readonly Properties: {
    readonly Code: { readonly S3Key: string };
    readonly Environment?: { readonly Variables: Readonly<Record<string, unknown>> };
  };
}

/**
 * Every function of a stage with the repository's actions and those that tests own, as CDK writes them: the webhooks, and
 * what stands behind them. What only a deployment knows, such as a table's name, is called "bench".
 */
export async function synthesiseAll(folder: string, environment: Contender["environment"]): Promise<Contender[]> {
  const discovered = await Promise.all([join(repository, "packages/actions/src"), testActions].map(discoverActions));
  const slugs = new Set<string>();
  const actions = discovered.flat().filter(({ slug }) => slugs.size < slugs.add(slug).size);
  process.env.CDK_VALIDATION = "false";
  const assembly = buildApp(chooseStage(stages, "local"), actions, { outdir: folder }).synth();
  const resources = assembly.stacks.flatMap((stack) =>
    Object.entries((stack.template as { Resources: Record<string, FunctionResource> }).Resources),
  );
  return resources
    .filter(([, { Type }]) => Type === "AWS::Lambda::Function")
    .map(([id, { Properties }]) => {
      const variables = Object.entries(Properties.Environment?.Variables ?? {});
      const own = Object.fromEntries(
        variables.map(([name, value]) => [name, typeof value === "string" ? value : "bench"]),
      );
      const { ACTION_SLUG: slug, CREDENTIAL_DIGESTS: _, CLIQ_ORGANIZATION_ID: __, ...rest } = own;
      return {
        name: slug ?? id.replace(/[0-9A-F]{8}$/, ""),
        kind: slug === undefined ? "function" : "ours",
        folder: join(folder, `asset.${Properties.Code.S3Key.replace(/\.zip$/, "")}`),
        slug: slug ?? "",
        scheme: "path",
        environment: {
          ...rest,
          SIGNATURE: "off",
          ...environment,
          ...(slug === undefined ? {} : { ACTION_SLUG: slug }),
        },
      };
    });
}

/** Size of what is loaded. */
export function bundleBytes({ folder }: Contender): number {
  return readFileSync(join(folder, "index.mjs")).length;
}
