import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { ActionsError } from "@cliq-actions/core";
import { applyFork } from "./apply-fork.ts";
import { checkOrder, type Present } from "./check-order.ts";
import { actionsFolder } from "./forget-actions.ts";
import type { InitForkOptions } from "./init-fork-command.ts";
import { planFork } from "./plan-fork.ts";
import { type Forked, printForked } from "./print-forked.ts";
import { type Identity, readIdentity } from "./read-identity.ts";
import { settleWorkspace } from "./settle-workspace.ts";
import { listFiles, refuseUncommitted } from "./working-tree.ts";

const repository = join(import.meta.dirname, "..", "..", "..");

/** Runs the command on this repository; sets the exit code. */
export async function runInitFork(options: InitForkOptions): Promise<void> {
  const { json = false } = options;
  try {
    const forked = await initFork(repository, options);
    process.stdout.write(`${json ? JSON.stringify({ ok: true, ...forked }) : printForked(forked)}\n`);
    const isDifferent = forked.files.length > 0 || forked.deleted.length > 0;
    process.exitCode = forked.dryRun && isDifferent ? 2 : 0;
  } catch (error) {
    if (!(error instanceof ActionsError)) throw error;
    process.stderr.write(`${error.message}\n`);
    if (json) process.stdout.write(`${JSON.stringify({ ok: false, code: error.code, error: error.message })}\n`);
    process.exitCode = 1;
  }
}

async function initFork(root: string, options: InitForkOptions): Promise<Forked> {
  const { dryRun = false, force = false, install } = options;
  const [paths, identity] = await Promise.all([listFiles(root), readIdentity(root)]);
  const present = await readPresent(root, paths, identity);
  const order = checkOrder(options, present);
  const plan = await planFork(root, paths, identity, order);
  const isDifferent = plan.files.size > 0 || plan.folders.length > 0;
  if (order.gone.length > 0) process.stderr.write(`Not here, and so not deleted: ${order.gone.join(", ")}\n`);
  if (!dryRun && isDifferent) {
    if (!force) await refuseUncommitted(root);
    await applyFork(root, plan);
  }
  if (!dryRun && install) {
    process.stderr.write("Updating the lockfile and node_modules …\n");
    await settleWorkspace(root);
  }
  return {
    dryRun,
    scope: { from: identity.scope, to: order.scope },
    product: { from: identity.product, to: order.product },
    files: [...plan.files.keys()],
    deleted: plan.folders,
    gone: order.gone,
    installed: !dryRun && install,
  };
}

async function readPresent(root: string, paths: readonly string[], identity: Identity): Promise<Present> {
  const entries = await readdir(join(root, actionsFolder), { withFileTypes: true }).catch(() => []);
  const slugs = entries.flatMap((entry) => (entry.isDirectory() && !entry.name.startsWith(".") ? [entry.name] : []));
  const manifests = paths.filter((path) => path.endsWith("package.json") || path === "pnpm-workspace.yaml");
  const texts = await Promise.all(manifests.map(async (path) => readFile(join(root, path), "utf8").catch(() => "")));
  const scopes = texts.flatMap((text) => [...text.matchAll(/"(@[\w.-]+)\//g)].map(([, scope = ""]) => scope));
  return { slugs: slugs.toSorted(), otherScopes: scopes.filter((scope) => scope !== identity.scope) };
}
