import { execFile } from "node:child_process";
import { cpSync, mkdirSync } from "node:fs";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { bundleTo, repository } from "@cliq-actions/infra/bundle-to";
import { knownToAll, type Scheme } from "./clicks.ts";
import type { Contender } from "./contenders.ts";

/** Libraries of others that do a webhook's work, in `peers/`, and how their callers prove who they are. */
const peers: Readonly<Record<string, Scheme>> = {
  bolt: "slack",
  octokit: "github",
  "discord-interactions": "discord",
  standardwebhooks: "standard-webhooks",
  middy: "path",
  powertools: "path",
  "hono-zod": "path",
};

/** Installs them below `.local`, outside of the product and its lockfile, and bundles them as ours are. */
export async function buildPeers(
  folder: string,
  say: (line: string) => void,
): Promise<{ built: Contender[]; leftOut: string[] }> {
  const home = join(repository, ".local/bench-peers");
  mkdirSync(home, { recursive: true });
  cpSync(join(import.meta.dirname, "peers"), home, { recursive: true });
  const leftOut: string[] = [];
  say("installing the peers (.local/bench-peers)");
  const flags = ["--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline", "--loglevel=error"];
  await promisify(execFile)("npm", ["install", ...flags], { cwd: home, shell: process.platform === "win32" }).catch(
    (error: unknown) => leftOut.push(`the peers could not all be installed: ${firstLine(error)}`),
  );
  const built: Contender[] = [];
  for (const [name, scheme] of Object.entries(peers)) {
    const own = join(folder, name);
    mkdirSync(own, { recursive: true });
    try {
      bundleTo(own, join(home, `${name}.mjs`));
      built.push({ name, kind: "peer", folder: own, slug: "bench", scheme, environment: knownToAll });
    } catch (error) {
      leftOut.push(`${basename(name)} cannot be bundled: ${firstLine(error)}`);
    }
  }
  return { built, leftOut };
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n").slice(0, 2).join(" ");
}
