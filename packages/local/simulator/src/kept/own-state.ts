import { createHash } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { takeLock } from "@cliq-actions/infra/take-lock";

/** The place of a folder's state, this start's for as long as it runs. */
export interface OwnState {
  readonly file: string;
  release(): void;
}

/** Takes the state of a folder of actions; nothing while another start has it. */
export async function takeState(root: string, actionsFolder: string): Promise<OwnState | undefined> {
  const file = stateFileOf(root, actionsFolder);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const release = takeLock(file.replace(/json$/u, "lock"));
  return release === undefined ? undefined : { file, release };
}

/** Readable, and another one for every folder; the same wherever the repository is moved to. */
export function stateFileOf(root: string, actionsFolder: string): string {
  const path = relative(root, actionsFolder).split(sep).join("/");
  const words = path.replaceAll(/[^A-Za-z0-9]+/gu, "-").replaceAll(/^-|-$/gu, "");
  const name = `${words.slice(-60)}-${createHash("sha256").update(path).digest("hex").slice(0, 8)}.json`;
  return join(root, ".local", "state", name);
}
