import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { takeLock } from "@cliq-actions/infra/take-lock";

const pollMs = 200;

/** The lock of whoever deploys into the stack of a start, whose process `owner` names; in the repository at `root`. */
export function deployingLock(root: string, owner: string): string {
  return join(root, ".local", `deploying-${encodeURIComponent(owner)}.lock`);
}

/**
 * Waits until nobody else deploys into a start's stack, and gives what ends one's own deployment: the start that builds what
 * was saved, and a command that writes sources and deploys them, never meet. `onWait` is called once if it has to wait.
 */
export async function beginToDeploy(lock: string, signal: AbortSignal, onWait: () => void): Promise<() => void> {
  mkdirSync(join(lock, ".."), { recursive: true });
  for (let isWaiting = false; ; isWaiting = true) {
    const release = takeLock(lock);
    if (release !== undefined) return release;
    if (!isWaiting) onWait();
    await setTimeout(pollMs, undefined, { signal });
  }
}
