import { buildSync, type Metafile } from "esbuild";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { bundleOptions, repository } from "@cliq-actions/infra/bundle-to";
import type { WebhookBudget } from "./budgets.ts";
import type { CannedAws } from "./canned-aws.ts";
import { clickOf } from "./clicks.ts";
import { type CountedRun, countRun } from "./count-run.ts";

/** What is judged, by which budget, and the AWS it finds. */
export interface Candidate {
  /** Absolute path of its `lambda.ts`. */
  readonly entry: string;
  readonly slug: string;
  readonly aws: CannedAws;
  readonly budget: WebhookBudget;
  /** Calls by which its allocations are counted; none unless told. */
  readonly warmCalls?: number;
  /** Of the message that is clicked; a short one in English unless told. */
  readonly words?: string;
}

/**
 * Bundles a webhook, clicks once in a fresh process and tells where either is over the budget, one sentence each, with the
 * imports that lead there. Throws when the click is not answered.
 */
export async function judgeEntry(
  bundle: (folder: string, entry: string) => unknown,
  { entry, slug, aws, budget, warmCalls = 0, words }: Candidate,
): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "webhook-"));
  try {
    bundle(folder, entry);
    const names = { ...aws.environment, ACTION_SLUG: slug, TABLE_NAME: "rows", BUCKET_NAME: "files" };
    const run = await countRun(folder, clickOf("path", slug, "good", words), names, { warmCalls });
    if (run.status !== 200) throw new Error(`${entry} answered ${run.status}: ${run.body}`);
    return findBreaches(entry, readContents(folder), run, budget);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a bundle holds beside our own code. */
interface BundleContents {
  readonly bytes: number;
  readonly packages: readonly string[];
  readonly imports: readonly string[];
}

/** Reads it from the bundle of a folder, as it is deployed. */
function readContents(folder: string): BundleContents {
  const code = readFileSync(join(folder, "index.mjs"), "utf8");
  const { sources } = JSON.parse(readFileSync(join(folder, "index.mjs.map"), "utf8")) as { sources: string[] };
  const byName = code.matchAll(/(?:\bfrom|\bimport)\s*"(node:[^"]+)"/g).map(([, name = ""]) => name);
  // The bundler puts a stand-in in place of an import, which the map calls by the module's name.
  const imports = [...byName, ...sources.filter((source) => source.startsWith("node:"))];
  return {
    bytes: Buffer.byteLength(code),
    packages: sorted(sources.map(packageOf).filter((name) => name !== undefined)),
    imports: sorted(imports),
  };
}

function findBreaches(entry: string, contents: BundleContents, run: CountedRun, budget: WebhookBudget): string[] {
  const { bytes, packages, imports } = contents;
  const breaches = [
    ...packages
      .filter((name) => !budget.packages.includes(name))
      .map((name) => `${name} is in the bundle: ${chainTo(entry, (path) => packageOf(path) === name)}`),
    ...imports
      .filter((name) => !budget.imports.includes(name))
      .map(
        (name) =>
          `${name} is imported, and is not among what a webhook needs (${budget.imports.join(", ") || "nothing"}): ` +
          chainTo(entry, (path) => path === name),
      ),
    ...run.intl,
  ];
  if (run.loaded.some((name) => name.includes("undici"))) breaches.push("undici is loaded");
  const { loaded, allocatedBytesPerCall = 0 } = run;
  if (loaded.length > budget.builtins.most)
    breaches.push(`${loaded.length} modules of Node are loaded (at most ${budget.builtins.most}): ${loaded.join(" ")}`);
  if (bytes > budget.bytes.most) breaches.push(`${bytes} bytes (at most ${budget.bytes.most}): ${largest(entry)}`);
  if (allocatedBytesPerCall > (budget.allocatedBytesPerCall?.most ?? Infinity))
    breaches.push(
      `${allocatedBytesPerCall} bytes are allocated per call (at most ${budget.allocatedBytesPerCall?.most})`,
    );
  return breaches;
}

/** The shortest way from the entry to what is looked for, import by import. */
function chainTo(entry: string, isIt: (path: string) => boolean): string {
  const { inputs } = bundleAgain(entry);
  const start = relative(repository, entry);
  const cameFrom = new Map<string, string | undefined>([[start, undefined]]);
  for (const path of cameFrom.keys()) {
    if (isIt(path)) return toChain(path, cameFrom);
    for (const { path: next, original = next } of inputs[path]?.imports ?? []) {
      // Of what stands in for one of Node's modules only the name says which.
      const target = original.startsWith("node:") ? original : next;
      if (!cameFrom.has(target)) cameFrom.set(target, path);
    }
  }
  return `${start} → …`;
}

function toChain(path: string, cameFrom: ReadonlyMap<string, string | undefined>): string {
  const before = cameFrom.get(path);
  const name = packageOf(path) ?? path;
  return before === undefined ? name : `${toChain(before, cameFrom)} → ${name}`;
}

/** The five files that take most of a bundle. */
function largest(entry: string): string {
  const { outputs } = bundleAgain(entry);
  const inputs = Object.entries(
    Object.values(outputs).find(({ entryPoint }) => entryPoint !== undefined)?.inputs ?? {},
  );
  const shares = inputs.toSorted(([, one], [, other]) => other.bytesInOutput - one.bytesInOutput).slice(0, 5);
  return shares.map(([path, { bytesInOutput }]) => `${path} ${bytesInOutput}`).join(", ");
}

function bundleAgain(entry: string): Metafile {
  return buildSync({ ...bundleOptions, entryPoints: [entry], outfile: "index.mjs", write: false }).metafile;
}

function packageOf(path: string): string | undefined {
  return /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];
}

function sorted(names: Iterable<string>): string[] {
  return [...new Set(names)].toSorted();
}
